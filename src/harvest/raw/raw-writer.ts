import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Feed } from '../feed.js';
import { LineFile } from '../line-file.js';
import type { RawOutcome } from '../report.js';
import { FeedCopy } from './feed-copy.js';
import type { RawEntry } from './raw-entry.js';

/** A new pack is begun after this many bytes, so that many small feeds are few files. */
const packBytes = 8 * 2 ** 20;

export interface RawWriterOptions {
  /** Where the packs go; made when the first feed comes. */
  readonly dir: string;
  /** Number of the first pack. */
  readonly firstPack: number;
  readonly maxBytes: number;
  readonly log: Pick<Logger, 'warn'>;
}

/** Keeps the feeds of one run while they are read. It is never a reason for the run to fail. */
export class RawWriter {
  /** Why there is nothing to keep. */
  fault: Exclude<RawOutcome, 'kept'> | undefined;
  /** Size of the finished packs. */
  bytes = 0;
  #pack: number;
  #packSize = 0;
  #entries: LineFile | undefined;

  constructor(private readonly options: RawWriterOptions) {
    this.#pack = options.firstPack;
  }

  /** One entry a line, in the order of the feeds; there is none without a feed. */
  get entriesPath(): string {
    return join(this.options.dir, 'feeds.ndjson');
  }

  /** The same feeds, each of which is copied while it is read. */
  async *through(feeds: AsyncIterable<Feed>): AsyncGenerator<Feed> {
    for await (const feed of feeds) {
      if (this.fault === undefined) yield* this.#copied(feed);
      else yield feed;
    }
  }

  /** Ends the writing. */
  async close(): Promise<void> {
    await this.#try(async () => this.#entries?.close());
    this.#entries = undefined;
  }

  async *#copied(feed: Feed): AsyncGenerator<Feed> {
    const { dir, maxBytes } = this.options;
    const entries = await this.#try(() => this.#open());
    if (entries === undefined) return yield feed;
    const pack = `${String(this.#pack).padStart(5, '0')}.gz`;
    const copy = new FeedCopy(feed, join(dir, pack), maxBytes - this.bytes);
    try {
      yield { ...feed, bytes: copy.bytes() };
      const cause = await copy.finish();
      if (copy.isTooLarge) return await this.#giveUp('over_limit', { bytes: this.bytes + copy.length, maxBytes });
      if (cause !== undefined) return await this.#giveUp('not_written', { err: cause });
    } finally {
      await copy.close();
    }
    const entry = entryOf(feed, copy, { pack, offset: this.#packSize });
    await this.#try(() => entries.write(`${JSON.stringify(entry)}\n`));
    this.bytes += copy.length;
    this.#packSize += copy.length;
    if (this.#packSize < packBytes) return;
    this.#pack += 1;
    this.#packSize = 0;
  }

  async #open(): Promise<LineFile> {
    if (this.#entries === undefined) {
      await mkdir(this.options.dir, { recursive: true });
      this.#entries = new LineFile(this.entriesPath);
    }
    return this.#entries;
  }

  async #try<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (cause) {
      await this.#giveUp('not_written', { err: cause });
      return undefined;
    }
  }

  async #giveUp(fault: Exclude<RawOutcome, 'kept'>, why: object): Promise<void> {
    this.fault ??= fault;
    const { dir, log } = this.options;
    log.warn({ dir, fault, ...why }, 'the feeds of a run are not kept');
    await rm(dir, { recursive: true, force: true }).catch(() => undefined);
  }
}

function entryOf(
  { uri, contentType, charset, part, mark }: Feed,
  { length, error }: FeedCopy,
  place: Pick<RawEntry, 'pack' | 'offset'>,
): RawEntry {
  return {
    ...{ ...place, length, uri },
    ...(contentType === undefined ? {} : { contentType }),
    ...(charset === undefined ? {} : { charset }),
    ...(part === undefined ? {} : { part }),
    ...(mark === undefined ? {} : { mark }),
    ...(error === undefined ? {} : { error }),
  };
}
