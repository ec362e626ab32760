import { parseUrl } from '../../domain/parse-url.js';
import { FeedError } from '../feed.js';
import type { SourceDefinition } from '../source.js';
import { shownAddress } from './address.js';
import { parseAddress, successful } from './http.js';
import type { HttpSession } from './http-session.js';
import { requestHeadersAt } from './request-headers.js';
import type { Robots } from './robots.js';
import { readSitemap, type SitemapEntry } from './sitemap.list.js';
import type { SitemapOptions } from './sitemap.options.js';
import type { TransportContext } from './transport-context.js';
import { fits } from './wildcards.js';

/** A page to read. */
export interface ListedPage {
  readonly address: URL;
  readonly lastmod?: string;
}

/** Indexes of indexes are not in the protocol, but there are some. */
const maxDepth = 3;
const maxSitemaps = 1000;

/** Longest address of a page; the protocol says less than 2048 characters. */
const maxAddress = 2048;

export interface SitemapScope {
  readonly source: SourceDefinition;
  readonly options: SitemapOptions;
  readonly context: TransportContext;
  readonly session: HttpSession;
  readonly robots: Robots;
  /** See {@link boundary}. */
  readonly isWithin: (address: URL) => boolean;
}

/** Tells whether an address belongs to the site of the sitemaps, or to what is declared beside it. */
export function boundary(source: SourceDefinition, { prefixes }: SitemapOptions): (address: URL) => boolean {
  const sites = new Set([source.location].flat().map((location) => siteOf(parseAddress(location, source))));
  const beginnings = prefixes.map((prefix) => new URL(prefix).href);
  return (address) =>
    /^https?:$/.test(address.protocol) &&
    (sites.has(siteOf(address)) || beginnings.some((beginning) => address.href.startsWith(beginning)));
}

/** Host and port; `www.` makes no difference. */
function siteOf({ hostname, port }: URL): string {
  return `${hostname.replace(/^www\./, '')}:${port}`;
}

/**
 * Collects the pages that the sitemaps of a source list, each once, in their order. Addresses outside of the site are
 * passed over, and counted.
 *
 * @throws FeedError as {@link HttpSession.ask}, {@link readSitemap} and {@link Robots.allow}; SOURCE_HTTP_STATUS for a
 *   sitemap that is not there; ROBOTS_DISALLOWED; FEED_INCOMPLETE for a sitemap outside of the site, or at what is no
 *   absolute web address, whose pages would be missing; FEED_TOO_LARGE beyond the limits.
 */
export async function listedPages(scope: SitemapScope): Promise<ListedPage[]> {
  const { source, options, context, session, isWithin } = scope;
  const pages = new Map<string, ListedPage>();
  const queue = [source.location].flat().map((location) => ({ address: parseAddress(location, source), depth: 0 }));
  const asked = new Set(queue.map(({ address }) => address.href));
  let passedOver = 0;
  for (const { address, depth } of queue) {
    for await (const entry of entriesOf(address, scope)) {
      const target = targetOf(entry, session);
      if (entry.kind === 'page') {
        if (target === undefined || !isWithin(target)) passedOver += 1;
        else if (isWanted(target, options)) note(pages, target, entry, options);
        continue;
      }
      const uri = shownAddress(address);
      if (target === undefined)
        throw new FeedError('FEED_INCOMPLETE', `${uri}: lists a sitemap at ${shownText(entry)}, where none can be`);
      if (!isChosen(target, options.sitemaps) || asked.has(target.href)) continue;
      if (!isWithin(target))
        throw new FeedError('FEED_INCOMPLETE', `${uri}: lists ${shownAddress(target)}, outside of the site (prefixes)`);
      asked.add(target.href);
      if (depth >= maxDepth || asked.size > maxSitemaps)
        throw new FeedError('FEED_TOO_LARGE', `${uri}: more than ${maxDepth} levels or ${maxSitemaps} sitemaps`);
      queue.push({ address: target, depth: depth + 1 });
    }
  }
  if (passedOver > 0) context.log.warn({ source: source.id, pages: passedOver }, 'pages outside of the site');
  return [...pages.values()];
}

async function* entriesOf(address: URL, { source, context, session, robots }: SitemapScope) {
  const uri = shownAddress(address);
  if (!(await robots.allow(address)))
    throw new FeedError('ROBOTS_DISALLOWED', `${uri}: the sitemap is disallowed by robots.txt`);
  const headersAt = requestHeadersAt(source, context);
  const mayFollow = (to: URL) => robots.allow(to);
  for await (const answer of session.ask({ address, headers: {}, headersAt, mayFollow }))
    yield* readSitemap(successful(answer).feed);
}

function note(
  pages: Map<string, ListedPage>,
  address: URL,
  { lastmod }: SitemapEntry,
  { maxPages }: SitemapOptions,
): void {
  if (pages.has(address.href)) return;
  if (pages.size >= maxPages)
    throw new FeedError('FEED_TOO_LARGE', `${shownAddress(address)}: more than ${maxPages} pages`);
  pages.set(address.href, { address, ...(lastmod === undefined ? {} : { lastmod }) });
}

function targetOf({ location }: SitemapEntry, session: HttpSession): URL | undefined {
  if (location.length > maxAddress || !/^https?:/i.test(location)) return undefined;
  const address = parseUrl(location);
  if (address === undefined) return undefined;
  address.hash = '';
  return address.username === '' && address.password === '' ? session.bare(address) : undefined;
}

/** What is written for an address, without credentials. */
function shownText({ location }: SitemapEntry): string {
  return JSON.stringify(location.replace(/\/\/[^/?#]*@/, '//').slice(0, 100));
}

function isWanted(address: URL, { include, exclude }: SitemapOptions): boolean {
  return isChosen(address, include) && !(exclude.length > 0 && isChosen(address, exclude));
}

/** Whether an address fits one of the patterns; all do when there is none. */
function isChosen({ href, pathname, search }: URL, patterns: readonly string[]): boolean {
  if (patterns.length === 0) return true;
  return patterns.some((pattern) => fits(/^https?:/.test(pattern) ? href : pathname + search, pattern));
}
