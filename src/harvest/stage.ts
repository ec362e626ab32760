import { join } from 'node:path';
import type { LearningOpportunity } from '../domain/learning-opportunity.js';
import type { KeptIssue } from './issues-file.js';
import { byteLinesOf, LineFile } from './line-file.js';
import { RecordHashes } from './record-hashes.js';

export interface StagedRecord {
  readonly hash: string;
  readonly record: LearningOpportunity;
  /** The record as JSON in UTF-8. */
  readonly json: Buffer;
}

const tab = 0x09;

/**
 * What a run has prepared and not yet applied: the records in a file, their ids and hashes in memory (some 50 bytes
 * each). Nothing of it is visible before the run was judged. Every method rejects when the disk fails.
 */
export class Stage {
  readonly hashes = new RecordHashes();
  readonly #records: LineFile;
  readonly #issues: LineFile;

  constructor(
    /** Folder of the run. */
    readonly dir: string,
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

  async report(issue: KeptIssue): Promise<void> {
    await this.#issues.write(`${JSON.stringify(issue)}\n`);
  }

  /** Ends the writing; after it the records can be read. */
  async close(): Promise<void> {
    await Promise.all([this.#records.close(), this.#issues.close()]);
  }

  /** The staged records for which `wanted` holds, in the order of the feed. */
  async *records(wanted: (id: string) => boolean): AsyncGenerator<StagedRecord> {
    for await (const line of byteLinesOf(this.#records.path)) {
      const idEnd = line.indexOf(tab);
      const hashEnd = line.indexOf(tab, idEnd + 1);
      const id = line.toString('utf8', 0, idEnd);
      const hash = line.toString('latin1', idEnd + 1, hashEnd);
      if (this.hashes.get(id) !== hash || !wanted(id)) continue;
      const json = line.subarray(hashEnd + 1);
      yield { hash, record: JSON.parse(json.toString()) as LearningOpportunity, json };
    }
  }
}
