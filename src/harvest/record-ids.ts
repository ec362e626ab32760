import { RecordHashes } from './record-hashes.js';

const noHash = '-'.repeat(22);

/** Ids of records: as a set of strings, in a tenth of the memory (some 50 bytes each), as a feed may have millions of them. */
export class RecordIds {
  readonly #ids = new RecordHashes();

  add(id: string): void {
    this.#ids.set(id, noHash);
  }

  has(id: string): boolean {
    return this.#ids.has(id);
  }
}
