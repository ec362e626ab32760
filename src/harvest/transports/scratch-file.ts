import { createReadStream } from 'node:fs';
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FeedError } from '../feed.js';
import type { TransportContext } from './transport-context.js';

/** Bytes that are collected before they are written. */
const bufferedBytes = 64 * 1024;

/** A file for what must be kept while it is read. It has a folder of its own, whose name nobody else can know. */
export class ScratchFile {
  /** Bytes appended since the beginning or the last {@link restart}. */
  size = 0;
  private written = 0;
  private pending: Uint8Array[] = [];
  private pendingBytes = 0;

  private constructor(
    private readonly folder: string,
    /** Where it is; all of it is there after {@link flush}. */
    readonly path: string,
    private readonly handle: FileHandle,
    private readonly maxBytes: number,
    private readonly uri: string,
  ) {}

  /** Makes an empty one, which must be closed; `uri` says in errors what is kept. */
  static async create(
    { scratchDir, limits }: Pick<TransportContext, 'scratchDir' | 'limits'>,
    uri: string,
  ): Promise<ScratchFile> {
    const folder = await mkdtemp(join(scratchDir ?? tmpdir(), 'lotse-transport-'));
    const path = join(folder, 'content');
    return new ScratchFile(folder, path, await open(path, 'wx+', 0o600), limits.maxBytes, uri);
  }

  /**
   * Appends text (UTF-8) or bytes.
   *
   * @throws FeedError FEED_TOO_LARGE beyond the `maxBytes` of a feed.
   */
  async append(data: string | Uint8Array): Promise<void> {
    const bytes = typeof data === 'string' ? Buffer.from(data) : data;
    this.size += bytes.length;
    if (this.size > this.maxBytes)
      throw new FeedError('FEED_TOO_LARGE', `${this.uri}: more than ${this.maxBytes} bytes`);
    this.pending.push(bytes);
    this.pendingBytes += bytes.length;
    if (this.pendingBytes >= bufferedBytes) await this.flush();
  }

  async flush(): Promise<void> {
    const block = Buffer.concat(this.pending);
    this.pending = [];
    this.pendingBytes = 0;
    for (let done = 0; done < block.length; ) {
      const { bytesWritten } = await this.handle.write(block, done, block.length - done, this.written);
      done += bytesWritten;
      this.written += bytesWritten;
    }
  }

  /** Empties the file. */
  async restart(): Promise<void> {
    this.pending = [];
    this.pendingBytes = 0;
    this.written = 0;
    this.size = 0;
    await this.handle.truncate(0);
  }

  /** All that was appended. */
  async *read(): AsyncGenerator<Uint8Array> {
    await this.flush();
    if (this.size > 0) yield* createReadStream(this.path);
  }

  /** Removes the file. */
  async close(): Promise<void> {
    await this.handle.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}
