import { once } from 'node:events';
import { createReadStream, createWriteStream, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import type { Issue } from '../domain/issue.js';
import type { LearningOpportunity } from '../domain/learning-opportunity.js';

export interface StagedRecord {
  readonly hash: string;
  readonly record: LearningOpportunity;
}

/** A file that is written line by line; what fails in the background is thrown by the next call. */
function open(path: string): WriteStream {
  return createWriteStream(path).on('error', () => undefined);
}

async function write(stream: WriteStream, line: string): Promise<void> {
  if (stream.errored !== null) throw stream.errored;
  if (!stream.write(line)) await once(stream, 'drain');
}

async function end(stream: WriteStream): Promise<void> {
  stream.end();
  await finished(stream);
}

/** Lines that end with a line feed and nothing else: JSON may hold every other line separator of Unicode. */
export async function* linesOf(path: string): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of createReadStream(path, { encoding: 'utf8', highWaterMark: 256 * 1024 })) {
    const lines = `${rest}${chunk}`.split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
}

/**
 * What a run has prepared and not yet applied: the records in a file, their ids and hashes in memory (about 120 bytes
 * each). Nothing of it is visible before the run was judged. Every method rejects when the disk fails.
 */
export class Stage {
  readonly hashes = new Map<string, string>();
  readonly #path: string;
  readonly #stream: WriteStream;
  readonly #issues: WriteStream;

  constructor(
    dir: string,
    readonly issuesPath: string,
  ) {
    this.#path = join(dir, 'records.ndjson');
    this.#stream = open(this.#path);
    this.#issues = open(issuesPath);
  }

  /** Stages a record: its id, content hash, and itself as one line of JSON. */
  async add(id: string, hash: string, line: string): Promise<void> {
    this.hashes.set(id, hash);
    await write(this.#stream, `${id}\t${hash}\t${line}\n`);
  }

  /** Takes records back. */
  remove(ids: Iterable<string>): void {
    for (const id of ids) this.hashes.delete(id);
  }

  async report(issue: Issue): Promise<void> {
    await write(this.#issues, `${JSON.stringify(issue)}\n`);
  }

  /** Ends the writing; after it the records can be read. */
  async close(): Promise<void> {
    await Promise.all([end(this.#stream), end(this.#issues)]);
  }

  /** The staged records for which `wanted` holds, in the order of the feed. */
  async *records(wanted: (id: string) => boolean): AsyncGenerator<StagedRecord> {
    for await (const line of linesOf(this.#path)) {
      const [id = '', hash = ''] = line.slice(0, 80).split('\t', 2);
      if (this.hashes.get(id) === hash && wanted(id))
        yield { hash, record: JSON.parse(line.slice(id.length + hash.length + 2)) as LearningOpportunity };
    }
  }
}
