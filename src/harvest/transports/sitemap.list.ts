import { type Feed, FeedError } from '../feed.js';
import { feedText } from '../parse/encoding.js';
import { child, readXmlRecords } from '../parse/xml.js';

/** What a sitemap lists. */
export interface SitemapEntry {
  readonly kind: 'page' | 'sitemap';
  /** As it is written. */
  readonly location: string;
  /** W3C date or instant as it is written; absent when it is none. */
  readonly lastmod?: string;
}

/** Bytes of one entry, with what extensions put there. */
const maxEntryBytes = 4 * 2 ** 20;

/**
 * Reads a sitemap or a sitemap index (sitemaps.org protocol 0.9), as XML or as a text with one address a line.
 *
 * @throws FeedError as {@link readXmlRecords}; FEED_MALFORMED for another document, or a text without any web address.
 */
export async function* readSitemap(feed: Feed): AsyncGenerator<SitemapEntry> {
  const iterator = feed.bytes[Symbol.asyncIterator]();
  const head: Uint8Array[] = [];
  let start = '';
  while (!/[^\s\uFEFF\0]/.test(start)) {
    const next = await iterator.next();
    if (next.done === true) break;
    head.push(next.value);
    start = Buffer.concat(head.slice(0, 64))
      .toString('latin1')
      .replace(/^(\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '');
  }
  const bytes = (async function* () {
    yield* head;
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value;
  })();
  if (/^[\s\0]*</.test(start)) yield* readXml({ ...feed, bytes });
  else yield* readLines({ ...feed, bytes });
}

async function* readXml(feed: Feed): AsyncGenerator<SitemapEntry> {
  let root: string | undefined;
  const isRecord = (name: string, path: readonly string[]) => {
    if (path.length === 0) root = name;
    return (
      path.length === 1 &&
      ((name === 'url' && path[0] === 'urlset') || (name === 'sitemap' && path[0] === 'sitemapindex'))
    );
  };
  const limits = { maxDepth: 32, maxRecordBytes: maxEntryBytes };
  for await (const { element, oversized } of readXmlRecords(feed, { isRecord, limits })) {
    if (oversized !== undefined)
      throw new FeedError('LIMIT_RECORD_SIZE', `${feed.uri}:${element.line}: an entry with ${oversized} characters`);
    const location = child(element, 'loc')?.text.trim() ?? '';
    const lastmod = child(element, 'lastmod')?.text.trim() ?? '';
    const kind = element.name === 'url' ? 'page' : 'sitemap';
    yield { kind, location, ...(isW3cDate(lastmod) ? { lastmod } : {}) };
  }
  if (root !== 'urlset' && root !== 'sitemapindex')
    throw new FeedError('FEED_MALFORMED', `${feed.uri}: <${root}> is not a sitemap`);
}

async function* readLines(feed: Feed): AsyncGenerator<SitemapEntry> {
  let found = false;
  for await (const line of linesOf(feed)) {
    const location = line.trim();
    if (location === '') continue;
    found ||= /^https?:\/\//i.test(location);
    if (!found) throw new FeedError('FEED_MALFORMED', `${feed.uri}: neither XML nor a list of web addresses`);
    yield { kind: 'page', location };
  }
}

async function* linesOf(feed: Feed): AsyncGenerator<string> {
  let rest = '';
  for await (const text of feedText(feed)) {
    const lines = (rest + text).split(/\r\n|\r|\n/);
    rest = lines.pop() ?? '';
    if (rest.length > 64 * 1024) throw new FeedError('LIMIT_RECORD_SIZE', `${feed.uri}: a line is too long`);
    yield* lines;
  }
  yield rest;
}

/** W3C Date and Time Formats, from the year to fractions of a second. */
function isW3cDate(text: string): boolean {
  return /^\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d))?)?)?$/.test(text);
}
