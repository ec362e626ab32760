import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { finished } from 'node:stream/promises';
import type { Issue } from '../domain/issue.js';
import type { LearningOpportunity } from '../domain/learning-opportunity.js';

export interface StagedRecord {
  readonly hash: string;
  readonly record: LearningOpportunity;
}

async function write(stream: ReturnType<typeof createWriteStream>, line: string): Promise<void> {
  if (!stream.write(line)) await new Promise<void>((resolve) => stream.once('drain', () => resolve()));
}

/**
 * What a run has prepared and not yet applied: the records in a file, their ids and hashes in memory (about 120 bytes
 * each). Nothing of it is visible before the run was judged.
 */
export class Stage {
  readonly hashes = new Map<string, string>();
  readonly #path: string;
  readonly #stream;
  readonly #issues;

  constructor(
    dir: string,
    readonly issuesPath: string,
  ) {
    this.#path = join(dir, 'records.ndjson');
    this.#stream = createWriteStream(this.#path);
    this.#issues = createWriteStream(issuesPath);
  }

  /** Stages a record: its id, content hash, and itself as one line of JSON. */
  async add(id: string, hash: string, line: string): Promise<void> {
    this.hashes.set(id, hash);
    await write(this.#stream, `${id}\t${hash}\t${line}\n`);
  }

  async report(issue: Issue): Promise<void> {
    await write(this.#issues, `${JSON.stringify(issue)}\n`);
  }

  /** Ends the writing; after it the records can be read. */
  async close(): Promise<void> {
    this.#stream.end();
    this.#issues.end();
    await Promise.all([finished(this.#stream), finished(this.#issues)]);
  }

  /** The staged records for which `wanted` holds, in the order of the feed. */
  async *records(wanted: (id: string) => boolean): AsyncGenerator<StagedRecord> {
    const lines = createInterface({ input: createReadStream(this.#path), crlfDelay: Number.POSITIVE_INFINITY });
    for await (const line of lines) {
      const [id = '', hash = ''] = line.slice(0, 80).split('\t', 2);
      if (wanted(id))
        yield { hash, record: JSON.parse(line.slice(id.length + hash.length + 2)) as LearningOpportunity };
    }
  }
}
