import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGzip, type Gzip } from 'node:zlib';
import { type Feed, FeedError } from '../feed.js';
import type { RawEntry } from './raw-entry.js';

/** Fast, and nearly as small as the slower levels for XML and JSON. */
const compressionLevel = 4;

/**
 * The bytes of a feed, which are appended to a file as one gzip member while they are read, no faster than both the
 * reader and the disk go. A failure of the disk, or a file beyond its limit, ends the copy and not the reading.
 */
export class FeedCopy {
  /** How the bytes ended, where it was with an error. */
  error: RawEntry['error'];
  private readonly iterator: AsyncIterator<Uint8Array>;
  private readonly gzip: Gzip;
  private readonly file: ReturnType<typeof createWriteStream>;
  private readonly written: Promise<unknown>;
  private isOver = false;

  constructor(
    feed: Feed,
    path: string,
    /** Bytes that the member may have. */
    private readonly maxBytes: number,
  ) {
    this.iterator = feed.bytes[Symbol.asyncIterator]();
    this.gzip = createGzip({ level: compressionLevel });
    this.file = createWriteStream(path, { flags: 'a' });
    this.written = pipeline(this.gzip, this.file).then(
      () => undefined,
      (cause: unknown) => cause ?? new Error('the copy was given up'),
    );
  }

  /** Compressed bytes that are on disk. */
  get length(): number {
    return this.file.bytesWritten;
  }

  get isTooLarge(): boolean {
    return this.length > this.maxBytes;
  }

  /** For the reader, once. */
  async *bytes(): AsyncGenerator<Uint8Array> {
    for (let chunk = await this.next(); chunk !== undefined; chunk = await this.next()) yield chunk;
  }

  /** Copies what the reader has left, and ends the member. Returns why there is none, where that is so. */
  async finish(): Promise<unknown> {
    try {
      while ((await this.next()) !== undefined);
    } catch (cause) {
      if (!(cause instanceof FeedError)) throw cause;
    }
    this.gzip.end();
    return this.written;
  }

  /** Lets go of everything, finished or not. A read that is under way ends with the connection, so it is not awaited. */
  async close(): Promise<void> {
    if (!this.isOver) void this.iterator.return?.().catch(() => undefined);
    this.isOver = true;
    if (!this.gzip.writableEnded) this.gzip.destroy();
    await this.written;
  }

  private async next(): Promise<Uint8Array | undefined> {
    if (this.isOver) return undefined;
    try {
      const next = await this.iterator.next();
      if (next.done !== true) {
        await this.copy(next.value);
        return next.value;
      }
      this.isOver = true;
      return undefined;
    } catch (cause) {
      this.isOver = true;
      if (cause instanceof FeedError) this.error = { code: cause.code, message: cause.message };
      throw cause;
    }
  }

  private async copy(chunk: Uint8Array): Promise<void> {
    const { gzip } = this;
    if (this.isTooLarge) gzip.destroy();
    if (gzip.destroyed || gzip.write(chunk)) return;
    await new Promise<void>((resolve) => {
      const go = () => {
        gzip.off('drain', go).off('close', go);
        resolve();
      };
      gzip.on('drain', go).on('close', go);
    });
  }
}
