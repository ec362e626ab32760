import { type Feed, FeedError } from '../feed.js';
import type { SourceDefinition } from '../source.js';
import { shownAddress } from './address.js';
import { conditionsOf, markOf } from './conditional.js';
import { type HttpAnswer, HttpSession } from './http-session.js';
import { inOrder } from './in-order.js';
import { Politeness } from './politeness.js';
import { requestHeadersAt } from './request-headers.js';
import { Robots } from './robots.js';
import type { SitemapOptions } from './sitemap.options.js';
import { boundary, type ListedPage, listedPages, type SitemapScope } from './sitemap.pages.js';
import type { TransportContext } from './transport-context.js';
import type { Mark } from './transport-memory.js';

/** Longest time for one page. */
const pageTimeoutMs = 60_000;

/** The protocol says 50 MB. */
const maxSitemapBytes = 64 * 2 ** 20;

/** Media types that a page with data can have. */
const readable = new Set(['', 'text/html', 'application/xhtml+xml', 'application/ld+json', 'application/json']);

/** What became of a page. */
type Outcome = { readonly page: ListedPage } & (
  | { readonly kind: 'read'; readonly feed: Omit<Feed, 'bytes'>; readonly body: Uint8Array; readonly mark: Mark }
  | { readonly kind: 'unchanged'; readonly mark: Mark }
  | { readonly kind: 'broken'; readonly error: FeedError }
  | { readonly kind: 'gone' | 'disallowed' | 'other' }
);

/**
 * Opens the pages that the sitemaps of a source list, each a feed and a part of its own, named by its address. What
 * robots.txt disallows is left alone. When an earlier run was applied, only the pages that changed since are feeds.
 *
 * A page that is gone (404, 410) is no fault, and one that cannot be had costs that page only; when that is so for more
 * than half of all pages, the site is broken.
 *
 * @throws FeedError as {@link listedPages}; FEED_INCOMPLETE when most pages cannot be had; FEED_EMPTY when none is listed;
 *   ROBOTS_DISALLOWED when none is allowed.
 */
export async function* openSitemap(
  source: SourceDefinition,
  options: SitemapOptions,
  context: TransportContext,
): AsyncGenerator<Feed> {
  const leaving = new AbortController();
  const { maxBytes, timeoutMs } = context.limits;
  const limits = { ...context.limits, timeoutMs: Math.min(timeoutMs, pageTimeoutMs) };
  const { politeness = new Politeness() } = context;
  const own = { ...context, politeness, signal: AbortSignal.any([context.signal, leaving.signal]) };
  const lists = new HttpSession({
    ...own,
    limits: { ...context.limits, maxBytes: Math.min(maxBytes, maxSitemapBytes) },
  });
  const pages = new HttpSession({ ...own, limits: { ...limits, maxBytes: Math.min(maxBytes, options.maxPageBytes) } });
  const robots = new Robots(pages, own);
  const scope = { source, options, context: own, robots, isWithin: boundary(source, options) };
  try {
    const listed = await listedPages({ ...scope, session: lists });
    const crawl = new Crawl(listed, { ...scope, session: pages });
    yield* crawl.feeds();
  } finally {
    leaving.abort();
    await Promise.all([lists.close(), pages.close()]);
  }
}

class Crawl {
  private readonly known: ReadonlyMap<string, Mark>;
  private readonly counts = { read: 0, unchanged: 0, broken: 0, gone: 0, disallowed: 0, other: 0 };
  private position = 0;

  constructor(
    private readonly listed: readonly ListedPage[],
    private readonly scope: SitemapScope,
  ) {
    this.known = new Map(scope.options.incremental ? scope.context.memory?.marks : []);
  }

  async *feeds(): AsyncGenerator<Feed> {
    const { source, options, context } = this.scope;
    const { memory } = context;
    if (this.listed.length === 0) throw new FeedError('FEED_EMPTY', `${source.id}: the sitemap lists no page to read`);
    if (this.known.size > 0) memory?.onlyChanges();
    const missing = new Set(this.known.keys());
    for await (const outcome of inOrder(this.listed, options.concurrency, (page) => this.fetch(page))) {
      const feed = this.take(outcome);
      if (outcome.kind !== 'gone' && outcome.kind !== 'disallowed') missing.delete(outcome.page.address.href);
      if (feed !== undefined) yield feed;
    }
    this.judge();
    for (const part of missing) memory?.deleted(part);
    if (this.known.size > 0 && missing.size === 0 && this.counts.unchanged === this.listed.length) memory?.nothingNew();
  }

  private take(outcome: Outcome): Feed | undefined {
    const { memory, log } = this.scope.context;
    const { address, lastmod } = outcome.page;
    const id = address.href;
    const uri = shownAddress(address);
    this.counts[outcome.kind] += 1;
    this.position += 1;
    const part = { id, position: this.position };
    const dated = lastmod === undefined ? {} : { datestamp: lastmod };
    if (outcome.kind === 'unchanged') memory?.keep(id, { ...outcome.mark, ...dated });
    if (outcome.kind === 'other') {
      memory?.keep(id, {});
      memory?.listed(id);
    }
    if (outcome.kind === 'read') {
      memory?.keep(id, { ...outcome.mark, ...dated });
      memory?.listed(id);
      return { ...outcome.feed, part, bytes: once(outcome.body) };
    }
    if (outcome.kind !== 'broken') return undefined;
    log.warn({ uri, code: outcome.error.code, err: outcome.error }, 'a page cannot be read');
    memory?.keep(id, {});
    memory?.listed(id);
    this.judge();
    return { uri, part, bytes: failing(outcome.error) };
  }

  /** Refuses a site most of whose pages cannot be had. */
  private judge(): void {
    const { gone, broken, disallowed } = this.counts;
    const { source, context } = this.scope;
    const all = this.listed.length;
    if (disallowed === all)
      throw new FeedError('ROBOTS_DISALLOWED', `${source.id}: robots.txt disallows all ${all} pages`);
    if (gone + broken > all / 2)
      throw new FeedError(
        'FEED_INCOMPLETE',
        `${source.id}: of ${all} pages, ${gone} are gone and ${broken} cannot be read`,
      );
    if (this.position === all) context.log.debug({ source: source.id, ...this.counts }, 'pages of a sitemap');
  }

  private async fetch(page: ListedPage): Promise<Outcome> {
    const { address, lastmod } = page;
    const { source, options, context, session, robots, isWithin } = this.scope;
    const known = this.known.get(address.href);
    if (!(await robots.allow(address))) return { page, kind: 'disallowed' };
    if (options.trustLastmod && known !== undefined && lastmod !== undefined && known.datestamp === lastmod)
      return { page, kind: 'unchanged', mark: known };
    const mayFollow = async (to: URL) => isWithin(to) && (await robots.allow(to));
    const headersOf = requestHeadersAt(source, context);
    const headersAt = (at: URL) => ({ ...headersOf(at), ...conditionsOf(known, at) });
    try {
      for await (const answer of session.ask({ address, headers: {}, headersAt, mayFollow }))
        return await this.outcomeOf(page, answer, known);
    } catch (error) {
      if (context.signal.aborted || !(error instanceof FeedError)) throw error;
      return { page, kind: 'broken', error };
    }
    throw new FeedError('SOURCE_UNREACHABLE', `${shownAddress(address)}: no answer`);
  }

  private async outcomeOf(page: ListedPage, answer: HttpAnswer, known: Mark | undefined): Promise<Outcome> {
    const { status, feed } = answer;
    const asked = Object.keys(conditionsOf(known, answer.address)).length > 0;
    if (status === 304 && asked) return { page, kind: 'unchanged', mark: { ...known, ...markOf(answer) } };
    if (status === 404 || status === 410) return { page, kind: 'gone' };
    if (status !== 200) throw new FeedError('SOURCE_HTTP_STATUS', `${feed.uri}: answered with status ${status}`);
    if (!readable.has(feed.contentType ?? '')) return { page, kind: 'other' };
    const chunks: Uint8Array[] = [];
    for await (const chunk of feed.bytes) chunks.push(chunk);
    return { page, kind: 'read', feed, body: Buffer.concat(chunks), mark: markOf(answer) };
  }
}

async function* once(body: Uint8Array): AsyncGenerator<Uint8Array> {
  yield body;
}

/** The bytes of a page that could not be had: broken content, of this part only. */
async function* failing(cause: FeedError): AsyncGenerator<Uint8Array> {
  yield* [];
  throw new FeedError('FEED_INCOMPLETE', cause.message, { cause });
}
