import { createHash } from 'node:crypto';
import type { Feed } from '../feed.js';
import type { SourceDefinition } from '../source.js';
import { shownAddress } from './address.js';
import { successful } from './http.js';
import type { HttpSession } from './http-session.js';
import type { PagedResource } from './pages.options.js';
import type { PagesPlan } from './pages.presets.js';
import { type PageFacts, type PageTap, scanPage } from './pages.scan.js';
import { PageWalk } from './pages.walk.js';
import { headersElsewhere, type RequestHeaders, requestHeaders } from './request-headers.js';
import type { TransportContext } from './transport-context.js';

/** Largest record that is looked at, where the source does not say. */
const maxRecordBytes = 8 * 2 ** 20;

/** One list: its first address, and whether the API may lack it. */
export interface PagedList {
  readonly address: URL;
  readonly optional: boolean;
  readonly single: boolean;
}

/** Reads a list page by page; each page has been read to its end when it is yielded. */
export type PageReader = (list: PagedList, tap: PageTap) => AsyncGenerator<Omit<Feed, 'bytes'>>;

/** The list of a resource below a base address; its paging parameters are set. */
export function listOf(
  base: URL,
  plan: PagesPlan,
  { path, parameters, optional, single }: Pick<PagedResource, 'path' | 'parameters' | 'optional' | 'single'>,
): PagedList {
  const address = new URL(base);
  if (path !== '') address.pathname = `${base.pathname.replace(/\/$/, '')}/${path.replace(/^\//, '')}`;
  const { by, size, sizeParameter } = plan.paging;
  const sizing = single || sizeParameter === undefined || size === undefined ? {} : { [sizeParameter]: String(size) };
  const counting = single || by !== 'number' ? {} : { [plan.paging.parameter]: String(plan.paging.first) };
  for (const [name, value] of Object.entries({ ...sizing, ...plan.parameters, ...parameters, ...counting }))
    address.searchParams.set(name, value);
  return { address, optional, single };
}

/** What lists are read with. */
export interface Reading {
  readonly plan: PagesPlan;
  readonly session: HttpSession;
  readonly source: SourceDefinition;
  readonly context: TransportContext;
  readonly base: URL;
}

/**
 * Reads a list; see {@link PageReader}.
 *
 * @throws FeedError as {@link HttpSession.ask}, {@link scanPage} and {@link PageWalk.next}; SOURCE_HTTP_STATUS for any
 *   status but 200, except that an optional list may be missing.
 */
export async function* readPages(
  list: PagedList,
  tap: PageTap,
  { plan, session, source, context, base }: Reading,
): AsyncGenerator<Omit<Feed, 'bytes'>> {
  const accepting = Object.keys(source.headers).some((name) => name.toLowerCase() === 'accept');
  const own = { ...requestHeaders(source, context), ...(accepting ? {} : { accept: plan.accept }) };
  const headersAt = (address: URL): RequestHeaders => (address.host === base.host ? own : headersElsewhere(own));
  const walk = new PageWalk(plan, list.address, (next) => session.bare(next));
  const scanOptions = {
    items: plan.items,
    places: placesOf(plan),
    single: list.single,
    maxRecordBytes: source.limits.maxRecordBytes ?? maxRecordBytes,
  };
  for (let address: URL | undefined = list.address; address !== undefined; ) {
    let next: URL | undefined;
    let page: Omit<Feed, 'bytes'> | undefined;
    for await (const answer of session.ask({ address, headers: headersAt(address) })) {
      if (list.optional && address === list.address && [404, 405, 501].includes(answer.status)) {
        context.log.warn({ uri: shownAddress(address), status: answer.status }, 'a list is not there');
        break;
      }
      const facts = await (plan.opaque ? readOpaque : scanPage)(successful(answer).feed, scanOptions, tap);
      if (!list.single) next = walk.next({ ...facts, address: answer.address, header: answer.header });
      const { bytes: _, ...described } = answer.feed;
      // An empty page at the end holds nothing that a format could be told by.
      if (facts.count > 0 || plan.opaque || address === list.address) page = described;
    }
    if (page !== undefined) yield page;
    address = next;
  }
}

function placesOf({ paging, total, totalPages, hasNext }: PagesPlan): string[] {
  const leading = paging.by === 'cursor' || paging.by === 'link' ? paging.from : [];
  return [...new Set([...leading, ...total, ...totalPages, ...hasNext])];
}

/** A page of which nothing is known but its bytes. */
async function readOpaque(feed: Feed, _: unknown, tap: PageTap): Promise<PageFacts> {
  const hash = createHash('sha256');
  for await (const chunk of feed.bytes) {
    hash.update(chunk);
    await tap.chunk?.(chunk);
  }
  return { count: 0, fingerprint: hash.digest('base64'), values: new Map() };
}
