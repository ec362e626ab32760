import { join } from 'node:path';
import type { Issue } from '../domain/issue.js';
import type { LearningOpportunity } from '../domain/learning-opportunity.js';
import { LineFile, linesOf } from './line-file.js';
import { RecordHashes } from './record-hashes.js';

export interface StagedRecord {
  readonly hash: string;
  readonly record: LearningOpportunity;
  /** The record as one line of JSON. */
  readonly line: string;
}

/**
 * What a run has prepared and not yet applied: the records in a file, their ids and hashes in memory (some 50 bytes
 * each). Nothing of it is visible before the run was judged. Every method rejects when the disk fails.
 */
export class Stage {
  readonly hashes = new RecordHashes();
  readonly #records: LineFile;
  readonly #issues: LineFile;

  constructor(
    dir: string,
    readonly issuesPath: string,
  ) {
    this.#records = new LineFile(join(dir, 'records.ndjson'));
    this.#issues = new LineFile(issuesPath);
  }

  /** Stages a record: its id, content hash, and itself as one line of JSON. */
  async add(id: string, hash: string, line: string): Promise<void> {
    this.hashes.set(id, hash);
    await this.#records.write(`${id}\t${hash}\t${line}\n`);
  }

  /** Takes records back. */
  remove(ids: Iterable<string>): void {
    for (const id of ids) this.hashes.delete(id);
  }

  async report(issue: Issue): Promise<void> {
    await this.#issues.write(`${JSON.stringify(issue)}\n`);
  }

  /** Ends the writing; after it the records can be read. */
  async close(): Promise<void> {
    await Promise.all([this.#records.close(), this.#issues.close()]);
  }

  /** The staged records for which `wanted` holds, in the order of the feed. */
  async *records(wanted: (id: string) => boolean): AsyncGenerator<StagedRecord> {
    for await (const line of linesOf(this.#records.path)) {
      const [id = '', hash = ''] = line.slice(0, 80).split('\t', 2);
      if (this.hashes.get(id) !== hash || !wanted(id)) continue;
      const json = line.slice(id.length + hash.length + 2);
      yield { hash, record: JSON.parse(json) as LearningOpportunity, line: json };
    }
  }
}
