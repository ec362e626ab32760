import { type Feed, FeedError } from '../feed.js';
import type { ReadLimits } from '../format.js';
import { feedText } from './encoding.js';
import { ItemReader, type JsonItem } from './json-items.js';
import { plainValue, ValueEnd } from './json-value.js';

export type { JsonItem } from './json-items.js';

export interface JsonItemOptions {
  /** Which values are items: `$.data.*`, `$.*`, `$` (the document); `*` stands for any one key or index. */
  readonly selectors: readonly string[];
  readonly limits: ReadLimits;
}

/**
 * Reads the selected values of one JSON document as a stream; everything else in it is checked and forgotten. Keys
 * `__proto__` are left out, lone surrogates become U+FFFD, the last of duplicate keys wins.
 *
 * @throws FeedError FEED_EMPTY; FEED_MALFORMED for what is not JSON (RFC 8259), is cut, or has none of the arrays and
 *   objects that the selectors look into; LIMIT_DEPTH; LIMIT_RECORD_SIZE; ENCODING_INVALID.
 */
export async function* readJsonItems(feed: Feed, options: JsonItemOptions): AsyncGenerator<JsonItem> {
  const reader = new ItemReader(feed.uri, options);
  for await (const text of feedText(feed)) {
    reader.write(text);
    for (const item of reader.take()) yield item;
  }
  reader.close();
  yield* reader.take();
}

/**
 * Reads a whole document; for small ones, such as a manifest. Same rules as {@link readJsonItems}.
 *
 * @throws FeedError as {@link readJsonItems}; FEED_TOO_LARGE beyond `maxBytes`.
 */
export async function readJsonDocument(
  feed: Feed,
  limits: { readonly maxBytes: number; readonly maxDepth?: number },
): Promise<unknown> {
  const whole = { maxDepth: limits.maxDepth ?? 64, maxRecordBytes: limits.maxBytes };
  try {
    for await (const { value } of readJsonItems(feed, { selectors: ['$'], limits: whole })) return value;
  } catch (error) {
    if (!(error instanceof FeedError) || error.code !== 'LIMIT_RECORD_SIZE') throw error;
    throw new FeedError('FEED_TOO_LARGE', `${feed.uri}: more than ${limits.maxBytes} bytes`, { cause: error });
  }
  return undefined;
}

/**
 * Reads newline-delimited JSON: one value on every line that is not blank. Same rules as {@link readJsonItems}.
 *
 * @throws FeedError as {@link readJsonItems}, naming the line.
 */
export async function* readJsonLines(
  feed: Feed,
  options: { readonly limits: ReadLimits },
): AsyncGenerator<{ value: unknown; line: number }> {
  let line = 0;
  let rest = '';
  for await (const text of feedText(feed)) {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const content of lines) {
      line += 1;
      if (content.trim() !== '') yield { value: parseLine(content, `${feed.uri}:${line}`, options.limits), line };
    }
    if (rest.length > options.limits.maxRecordBytes)
      throw new FeedError('LIMIT_RECORD_SIZE', `${feed.uri}:${line + 1}: the line is too long`);
  }
  if (rest.trim() !== '') yield { value: parseLine(rest, `${feed.uri}:${line + 1}`, options.limits), line: line + 1 };
  else if (line === 0) throw new FeedError('FEED_EMPTY', `${feed.uri}: the document is empty`);
}

function parseLine(content: string, place: string, limits: ReadLimits): unknown {
  const plain = isWithin(content, limits) ? plainValue(content) : undefined;
  if (plain !== undefined) return plain.value;
  const reader = new ItemReader(place, { selectors: ['$'], limits });
  reader.write(content);
  reader.close();
  return reader.take()[0]?.value;
}

/** Whether a line is sure to break no limit. */
function isWithin(content: string, { maxDepth, maxRecordBytes }: ReadLimits): boolean {
  return content.length * 3 <= maxRecordBytes && new ValueEnd(maxDepth).find(content, 0) !== -1;
}
