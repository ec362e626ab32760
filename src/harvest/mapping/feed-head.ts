import { type Feed, FeedError } from '../feed.js';
import { headText } from '../parse/encoding.js';
import { peek } from '../parse/peek.js';

const headBytes = 64 * 1024;

/** How a feed of JSON-LD is written down. */
export type Syntax = 'html' | 'json-array' | 'json-object' | 'json-lines';

/**
 * Reads the first 64 kB of a feed to see what it is, and hands back the feed as if untouched.
 *
 * @throws FeedError FEED_EMPTY when there is nothing but white space.
 */
export async function readHead(feed: Feed): Promise<{ readonly head: string; readonly feed: Feed }> {
  const { head: bytes, rest } = await peek(feed.bytes, headBytes);
  const head = headText(bytes);
  if (bytes.length < headBytes && head.trim() === '')
    throw new FeedError('FEED_EMPTY', `${feed.uri}: the feed is empty`);
  return { head, feed: { ...feed, bytes: rest } };
}

/** What the head of a feed looks like, by its first character and, for JSON Lines, its first line. */
export function syntaxOf(head: string, feed: Pick<Feed, 'uri' | 'contentType'>): Syntax {
  const text = head.replace(/^\ufeff/, '').trimStart();
  if (text.startsWith('<')) return 'html';
  if (text.startsWith('[')) return 'json-array';
  if (/\.(jsonl|ndjson)([?#]|$)/i.test(feed.uri) || /(ndjson|jsonl|json-lines)/i.test(feed.contentType ?? ''))
    return 'json-lines';
  const end = text.indexOf('\n');
  const more = end < 0 ? '' : text.slice(end).trimStart();
  return more.startsWith('{') && isJson(text.slice(0, end)) ? 'json-lines' : 'json-object';
}

/** Keys of the outermost object, as far as the head shows them. */
export function topLevelKeys(head: string): ReadonlySet<string> {
  const keys = new Set<string>();
  const tokens = head.matchAll(/"((?:[^"\\]|\\.)*)"(\s*:)?|[{}[\]]/g);
  let depth = 0;
  for (const [token, text, colon] of tokens) {
    if (token === '{' || token === '[') depth += 1;
    else if (token === '}' || token === ']') depth -= 1;
    else if (depth === 1 && colon !== undefined && text !== undefined) keys.add(text);
  }
  return keys;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
