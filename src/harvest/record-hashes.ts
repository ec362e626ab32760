/** Bytes of a record: its id (16), and its content hash (22 characters of base64url). */
const idBytes = 16;
const hashLength = 22;
const entryBytes = idBytes + hashLength;
const blockEntries = 4096;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Slots hold the number of an entry from 1; 0 is a free one, and this one that of an entry that was deleted. */
const deleted = 0xffff_ffff;

/**
 * Content hashes by id of the records of a run: as a map of strings, in a quarter of the memory (some 50 bytes a record),
 * as a catalogue may have millions. Ids that are no UUID and hashes of another length are kept as strings.
 */
export class RecordHashes {
  readonly #blocks: Buffer[] = [];
  readonly #others = new Map<string, string>();
  #slots = new Uint32Array(1024);
  /** Slots that are not free. */
  #used = 0;
  #entries = 0;
  #live = 0;
  readonly #key = Buffer.alloc(idBytes);

  get size(): number {
    return this.#live + this.#others.size;
  }

  has(id: string): boolean {
    return this.#others.has(id) || this.#find(id) !== undefined;
  }

  get(id: string): string | undefined {
    const slot = this.#find(id);
    if (slot === undefined) return this.#others.get(id);
    const { block, at } = this.#place(this.#slots[slot]);
    return block.toString('latin1', at + idBytes, at + entryBytes);
  }

  set(id: string, hash: string): void {
    if (!uuid.test(id) || hash.length !== hashLength) {
      this.delete(id);
      this.#others.set(id, hash);
      return;
    }
    this.#others.delete(id);
    const known = this.#find(id);
    if (known !== undefined) {
      const { block, at } = this.#place(this.#slots[known]);
      block.write(hash, at + idBytes, hashLength, 'latin1');
      return;
    }
    if (this.#used * 3 >= this.#slots.length * 2) this.#grow();
    if (this.#entries % blockEntries === 0) this.#blocks.push(Buffer.alloc(blockEntries * entryBytes));
    this.#entries += 1;
    const { block, at } = this.#place(this.#entries);
    this.#readKey(id);
    this.#key.copy(block, at);
    block.write(hash, at + idBytes, hashLength, 'latin1');
    this.#enter(this.#entries);
    this.#live += 1;
  }

  delete(id: string): boolean {
    if (this.#others.delete(id)) return true;
    const slot = this.#find(id);
    if (slot === undefined) return false;
    this.#slots[slot] = deleted;
    this.#live -= 1;
    return true;
  }

  #place(entry = 0): { readonly block: Buffer; readonly at: number } {
    const block = this.#blocks[Math.floor((entry - 1) / blockEntries)];
    if (block === undefined) throw new RangeError(`there is no entry ${entry}`);
    return { block, at: ((entry - 1) % blockEntries) * entryBytes };
  }

  #readKey(id: string): void {
    this.#key.write(id.replaceAll('-', ''), 0, idBytes, 'hex');
  }

  /** Slot of an id. */
  #find(id: string): number | undefined {
    if (this.#live === 0 || !uuid.test(id)) return undefined;
    this.#readKey(id);
    const mask = this.#slots.length - 1;
    for (let slot = startOf(this.#key, 0) & mask; ; slot = (slot + 1) & mask) {
      const entry = this.#slots[slot] ?? 0;
      if (entry === 0) return undefined;
      if (entry === deleted) continue;
      const { block, at } = this.#place(entry);
      if (this.#key.compare(block, at, at + idBytes) === 0) return slot;
    }
  }

  #enter(entry: number): void {
    const { block, at } = this.#place(entry);
    const mask = this.#slots.length - 1;
    let slot = startOf(block, at) & mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    this.#slots[slot] = entry;
    this.#used += 1;
  }

  #grow(): void {
    const entries = this.#slots;
    this.#slots = new Uint32Array(entries.length * 2);
    this.#used = 0;
    for (const entry of entries) if (entry !== 0 && entry !== deleted) this.#enter(entry);
  }
}

/** Ids of ours are hashes already (UUID of version 5); mixed all the same, as made-up ones follow each other. */
function startOf(bytes: Buffer, at: number): number {
  let mixed = bytes.readUInt32BE(at) ^ bytes.readUInt32BE(at + 12);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
