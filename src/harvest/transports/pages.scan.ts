import { createHash } from 'node:crypto';
import { type Feed, FeedError } from '../feed.js';
import { startsWithArray } from '../mapping/json-shape.js';
import { readJsonItems } from '../parse/json.js';

/** What a page says about the list that it is of. */
export interface PageFacts {
  /** Records on it. */
  readonly count: number;
  /** The same for pages with the same records in the same order. */
  readonly fingerprint: string;
  /** Values by the place where they were asked for. */
  readonly values: ReadonlyMap<string, unknown>;
}

export interface ScanOptions {
  /** Places of the array of records, of which one must be there, unless the page is an array itself. */
  readonly items: readonly string[];
  /** The place has one record, no array. */
  readonly single?: boolean;
  /** Places of other values. */
  readonly places: readonly string[];
  readonly maxRecordBytes: number;
}

/** Told what is read. */
export interface PageTap {
  chunk?(bytes: Uint8Array): Promise<void>;
  item?(value: unknown): Promise<void>;
}

/** Bytes that a page without any record may have. */
const maxEmptyPage = 256 * 1024;

/**
 * Reads a JSON page to its end.
 *
 * @throws FeedError as {@link readJsonItems}; FEED_MALFORMED also for a page without an array of records.
 */
export async function scanPage(feed: Feed, options: ScanOptions, tap: PageTap): Promise<PageFacts> {
  const limits = { maxDepth: 64, maxRecordBytes: options.maxRecordBytes };
  const head: Uint8Array[] = [];
  let headBytes = 0;
  let count = 0;
  const tapped = async function* () {
    for await (const chunk of feed.bytes) {
      if (count === 0 && headBytes <= maxEmptyPage) head.push(chunk);
      headBytes += chunk.length;
      await tap.chunk?.(chunk);
      yield chunk;
    }
  };
  const { isArray, feed: unread } = await startsWithArray({ ...feed, bytes: tapped() });
  const items = isArray ? ['$.*'] : options.items.map((place) => (options.single ? `$.${place}` : `$.${place}.*`));
  const places = isArray ? [] : options.places.map((place) => `$.${place}`);
  const hash = createHash('sha256');
  const values = new Map<string, unknown>();
  for await (const { selector, key, value } of readJsonItems(unread, { selectors: [...items, ...places], limits })) {
    if (!items.includes(selector)) {
      values.set(selector.slice(2), value);
      continue;
    }
    if (typeof key === 'string' && !options.single)
      throw new FeedError('FEED_MALFORMED', `${feed.uri}: ${selector} is not an array`);
    count += 1;
    hash.update(`${JSON.stringify(value)}\n`);
    await tap.item?.(value);
  }
  if (count === 0 && !isArray) {
    if (items.length === 0 || headBytes > maxEmptyPage)
      throw new FeedError('FEED_MALFORMED', `${feed.uri}: the page has no array of records`);
    for await (const _ of readJsonItems({ ...feed, bytes: again(head) }, { selectors: items, limits }));
  }
  return { count, fingerprint: hash.digest('base64'), values };
}

async function* again(head: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* head;
}
