import { randomUUID } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { LRUCache } from 'lru-cache';
import { IdTable } from './id-table.js';

const flushBytes = 256 * 1024;

/** Of a place: six bytes say where a value begins, four how long it is. */
const placeBytes = 10;
const blockPlaces = 4096;

/** What is read at once, and how much of it is kept: objects that belong together mostly lie near each other. */
const pageBytes = 64 * 1024;
const mostPages = 48;

/**
 * Values on disk by id, for references that point forward in a feed: memory holds some 30 bytes for each. A value put
 * again under an id replaces the earlier one. The file goes with the scratch folder.
 */
export class ObjectSpool {
  readonly #ids = new IdTable();
  readonly #places: Buffer[] = [];
  readonly #pages = new LRUCache<number, Promise<Buffer>>({ max: mostPages });
  #pending: Buffer[] = [];
  #pendingBytes = 0;
  #size = 0;
  #writing: Promise<void> = Promise.resolve();

  private constructor(private readonly file: FileHandle) {}

  /** Opens an empty spool in an existing folder. */
  static async open(dir: string): Promise<ObjectSpool> {
    return new ObjectSpool(await open(join(dir, `spool-${randomUUID()}.jsonl`), 'wx+'));
  }

  /** Ids that have a value. */
  get count(): number {
    return this.#ids.size;
  }

  /** Stores a JSON value; `undefined` is stored as `null`. Returns the number of its id. */
  async put(id: string, value: unknown): Promise<number> {
    const bytes = Buffer.from(`${JSON.stringify(value) ?? 'null'}\n`);
    const number = this.#ids.add(id);
    this.#place(number, this.#size, bytes.length);
    this.#size += bytes.length;
    this.#pending.push(bytes);
    this.#pendingBytes += bytes.length;
    if (this.#pendingBytes >= flushBytes) await this.#flush();
    return number;
  }

  /** The value as JSON keeps it, or `undefined` for an unknown id. */
  async get(id: string): Promise<unknown | undefined> {
    const number = this.#ids.find(id);
    return number === undefined ? undefined : this.at(number);
  }

  /** The value of an id by its number, which ids have from 0 in the order in which they were first put. */
  async at(number: number): Promise<unknown> {
    const { offset, length } = this.#placeOf(number);
    await this.#flush();
    return JSON.parse((await this.#bytes(offset, length)).toString('utf8'));
  }

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  /** The number of an id, if it has a value. */
  numberOf(id: string): number | undefined {
    return this.#ids.find(id);
  }

  /** Bytes of the value with this id; 0 for an unknown one. */
  sizeOf(id: string): number {
    const number = this.#ids.find(id);
    return number === undefined ? 0 : this.#placeOf(number).length;
  }

  /** The values, in the order in which their ids were first put. */
  async *values(): AsyncGenerator<unknown> {
    for (let number = 0; number < this.count; number += 1) yield await this.at(number);
  }

  /** Closes the file; the spool cannot be used afterwards. */
  async close(): Promise<void> {
    await this.#writing;
    await this.file.close();
  }

  #place(number: number, offset: number, length: number): void {
    const block = Math.floor(number / blockPlaces);
    if (block === this.#places.length) this.#places.push(Buffer.allocUnsafeSlow(blockPlaces * placeBytes));
    const at = (number % blockPlaces) * placeBytes;
    this.#places[block]?.writeUIntLE(offset, at, 6);
    this.#places[block]?.writeUInt32LE(length, at + 6);
  }

  #placeOf(number: number): { readonly offset: number; readonly length: number } {
    const block = this.#places[Math.floor(number / blockPlaces)];
    if (block === undefined || number >= this.count) throw new RangeError(`there is no value number ${number}`);
    const at = (number % blockPlaces) * placeBytes;
    return { offset: block.readUIntLE(at, 6), length: block.readUInt32LE(at + 6) };
  }

  async #bytes(offset: number, length: number): Promise<Buffer> {
    const first = Math.floor(offset / pageBytes);
    const last = Math.floor((offset + length - 1) / pageBytes);
    if (last - first > 1) return this.#read(offset, length);
    const start = offset - first * pageBytes;
    const page = await this.#page(first, Math.min(start + length, pageBytes));
    if (last === first) return page.subarray(start, start + length);
    const rest = length - (pageBytes - start);
    return Buffer.concat([page.subarray(start), (await this.#page(last, rest)).subarray(0, rest)]);
  }

  /** A page of the file with so many bytes at least, which are there: the last one grows. */
  async #page(number: number, bytes: number): Promise<Buffer> {
    const known = await this.#pages.get(number);
    if (known !== undefined && known.length >= bytes) return known;
    const there = Math.min(pageBytes, this.#size - this.#pendingBytes - number * pageBytes);
    const reading = this.#read(number * pageBytes, there);
    this.#pages.set(number, reading);
    return reading;
  }

  async #read(offset: number, length: number): Promise<Buffer> {
    const buffer = Buffer.allocUnsafeSlow(length);
    const { bytesRead } = await this.file.read(buffer, 0, length, offset);
    return bytesRead === length ? buffer : buffer.subarray(0, bytesRead);
  }

  #flush(): Promise<void> {
    if (this.#pendingBytes === 0) return this.#writing;
    const bytes = Buffer.concat(this.#pending);
    const position = this.#size - this.#pendingBytes;
    this.#pending = [];
    this.#pendingBytes = 0;
    this.#writing = this.#writing.then(async () => {
      await this.file.writev([bytes], position);
    });
    return this.#writing;
  }
}
