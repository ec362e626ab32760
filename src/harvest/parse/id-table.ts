import { hash } from 'node:crypto';

const blockEntries = 4096;
const keyBytes = 8;

/**
 * Numbers ids from 0 in the order in which they come, in some 20 bytes each, as a feed may have millions. An id is known
 * by 64 bits of its SHA-256: among ten million ids of one feed that two are one has odds of one to 300,000.
 */
export class IdTable {
  readonly #keys: Buffer[] = [];
  /** Numbers from 1; 0 is a free slot. */
  #slots = new Uint32Array(1024);
  #size = 0;
  /** The id that was asked for last, mostly again. */
  #last = { id: '', key: keyOf('') };

  get size(): number {
    return this.#size;
  }

  /** The number of an id. */
  find(id: string): number | undefined {
    const number = this.#slots[this.#slotOf(this.#keyOf(id))] ?? 0;
    return number === 0 ? undefined : number - 1;
  }

  has(id: string): boolean {
    return this.find(id) !== undefined;
  }

  /** The number of an id, which it gets where it has none. */
  add(id: string): number {
    const key = this.#keyOf(id);
    const slot = this.#slotOf(key);
    const known = this.#slots[slot] ?? 0;
    if (known !== 0) return known - 1;
    const number = this.#size++;
    if (number % blockEntries === 0) this.#keys.push(Buffer.allocUnsafeSlow(blockEntries * keyBytes));
    key.copy(this.#blockOf(number), (number % blockEntries) * keyBytes, 0, keyBytes);
    this.#slots[slot] = number + 1;
    if (this.#size * 3 >= this.#slots.length * 2) this.#grow();
    return number;
  }

  #keyOf(id: string): Buffer {
    if (this.#last.id !== id) this.#last = { id, key: keyOf(id) };
    return this.#last.key;
  }

  #blockOf(number: number): Buffer {
    const block = this.#keys[Math.floor(number / blockEntries)];
    if (block === undefined) throw new RangeError(`there is no id number ${number}`);
    return block;
  }

  /** The slot of a key, or the free one where it belongs. */
  #slotOf(key: Buffer): number {
    const mask = this.#slots.length - 1;
    for (let slot = key.readUInt32LE(0) & mask; ; slot = (slot + 1) & mask) {
      const number = this.#slots[slot] ?? 0;
      if (number === 0) return slot;
      const at = ((number - 1) % blockEntries) * keyBytes;
      if (key.compare(this.#blockOf(number - 1), at, at + keyBytes, 0, keyBytes) === 0) return slot;
    }
  }

  #grow(): void {
    this.#slots = new Uint32Array(this.#slots.length * 2);
    const mask = this.#slots.length - 1;
    for (let number = 0; number < this.#size; number += 1) {
      let slot = this.#blockOf(number).readUInt32LE((number % blockEntries) * keyBytes) & mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
      this.#slots[slot] = number + 1;
    }
  }
}

function keyOf(id: string): Buffer {
  return hash('sha256', id, 'buffer');
}
