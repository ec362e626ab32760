import { randomUUID } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';

const flushBytes = 256 * 1024;

/**
 * Values on disk by id, for references that point forward in a feed: memory holds the ids only. A value put again under
 * an id replaces the earlier one. The file goes with the scratch folder.
 */
export class ObjectSpool {
  private readonly index = new Map<string, { readonly offset: number; readonly length: number }>();
  private pending: Buffer[] = [];
  private pendingBytes = 0;
  private size = 0;
  private writing: Promise<void> = Promise.resolve();

  private constructor(private readonly file: FileHandle) {}

  /** Opens an empty spool in an existing folder. */
  static async open(dir: string): Promise<ObjectSpool> {
    return new ObjectSpool(await open(join(dir, `spool-${randomUUID()}.jsonl`), 'wx+'));
  }

  /** Stores a JSON value; `undefined` is stored as `null`. */
  async put(id: string, value: unknown): Promise<void> {
    const bytes = Buffer.from(`${JSON.stringify(value) ?? 'null'}\n`);
    this.index.set(id, { offset: this.size, length: bytes.length });
    this.size += bytes.length;
    this.pending.push(bytes);
    this.pendingBytes += bytes.length;
    if (this.pendingBytes >= flushBytes) await this.flush();
  }

  /** The value as JSON keeps it, or `undefined` for an unknown id. */
  async get(id: string): Promise<unknown | undefined> {
    const entry = this.index.get(id);
    if (entry === undefined) return undefined;
    await this.flush();
    const buffer = Buffer.alloc(entry.length);
    await this.file.read(buffer, 0, entry.length, entry.offset);
    return JSON.parse(buffer.toString('utf8'));
  }

  has(id: string): boolean {
    return this.index.has(id);
  }

  /** Bytes of the value with this id; 0 for an unknown one. */
  sizeOf(id: string): number {
    return this.index.get(id)?.length ?? 0;
  }

  /** The ids, in the order in which they were first put. */
  ids(): IterableIterator<string> {
    return this.index.keys();
  }

  /** Closes the file; the spool cannot be used afterwards. */
  async close(): Promise<void> {
    await this.writing;
    await this.file.close();
  }

  private flush(): Promise<void> {
    if (this.pendingBytes === 0) return this.writing;
    const bytes = Buffer.concat(this.pending);
    const position = this.size - this.pendingBytes;
    this.pending = [];
    this.pendingBytes = 0;
    this.writing = this.writing.then(async () => {
      await this.file.writev([bytes], position);
    });
    return this.writing;
  }
}
