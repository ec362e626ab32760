import { parseUrl } from '../../domain/parse-url.js';
import { FeedError } from '../feed.js';
import { shownAddress } from './address.js';
import { linkTarget } from './link-header.js';
import type { PagesPlan } from './pages.presets.js';
import type { PageFacts } from './pages.scan.js';

/** A page that was read. */
export interface PageRead extends PageFacts {
  /** After redirects. */
  readonly address: URL;
  header(name: string): string | undefined;
}

/**
 * Finds the way through one list: which page is next, that none comes twice, and that all were there. It has no I/O.
 *
 * A page without records is the last where nothing says otherwise; an API that says that more follow, or that there are
 * more records or pages than came, has given a part of its list only.
 */
export class PageWalk {
  private pages = 0;
  private delivered = 0;
  private firstCount = 0;
  private total: number | undefined;
  private totalPages: number | undefined;
  private totalIsOfPage = false;
  private readonly asked = new Set<string>();
  private readonly seen = new Map<string, number>();

  constructor(
    private readonly plan: PagesPlan,
    /** Address of the first page. */
    readonly first: URL,
    /** An address that the server gave, as it may be shown. */
    private readonly bare = (address: URL): URL => address,
  ) {
    this.asked.add(first.href);
  }

  /**
   * Takes note of a page, and returns the address of the next one, if there is one.
   *
   * @throws FeedError PAGING_LOOP; FEED_INCOMPLETE; FEED_TOO_LARGE beyond `maxPages`; FEED_MALFORMED for an address that
   *   is none; REDIRECT_LIMIT for one that leaves https.
   */
  next(page: PageRead): URL | undefined {
    const uri = shownAddress(page.address);
    this.pages += 1;
    this.delivered += page.count;
    if (this.pages === 1) this.firstCount = page.count;
    this.refuseRepetition(page, uri);
    const next = this.addressAfter(page);
    this.noteTotal(page, next !== undefined, uri);
    if (next === undefined) {
      this.checkComplete(uri);
      return undefined;
    }
    if (page.count === 0 && !this.plan.emptyPages && !this.plan.opaque)
      throw new FeedError('FEED_INCOMPLETE', `${uri}: page ${this.pages} has no records, though others follow`);
    if (this.asked.has(next.href))
      throw new FeedError('PAGING_LOOP', `${uri}: page ${this.pages} leads back to ${shownAddress(next)}`);
    if (this.pages >= this.plan.maxPages)
      throw new FeedError('FEED_TOO_LARGE', `${uri}: more than ${this.plan.maxPages} pages`);
    this.asked.add(next.href);
    return next;
  }

  private refuseRepetition({ count, fingerprint }: PageRead, uri: string): void {
    if (count === 0 && !this.plan.opaque) return;
    const before = this.seen.get(fingerprint);
    if (before !== undefined)
      throw new FeedError('PAGING_LOOP', `${uri}: page ${this.pages} has the records of page ${before} again`);
    this.seen.set(fingerprint, this.pages);
  }

  private addressAfter(page: PageRead): URL | undefined {
    const { paging } = this.plan;
    if (paging.by === 'number') {
      return this.follows(page) ? this.with(paging.parameter, paging.first + this.pages) : undefined;
    }
    if (paging.by === 'offset') {
      const short = paging.shortPageEnds && this.pages > 1 && page.count < this.firstCount;
      return this.follows(page, short) ? this.with(paging.parameter, this.delivered) : undefined;
    }
    if (first(page, this.plan.hasNext) === false) return undefined;
    if (paging.by === 'cursor') {
      const token = first(page, paging.from);
      const present = typeof token === 'number' || (typeof token === 'string' && token !== '');
      return present ? this.with(paging.parameter, token) : undefined;
    }
    const target = paging.by === 'header' ? linkTarget(page.header('link'), 'next') : linkOf(first(page, paging.from));
    return target === undefined ? undefined : this.resolve(target, page.address);
  }

  /** Whether another page follows in a list that is counted through. */
  private follows(page: PageRead, short = false): boolean {
    const stated = first(page, this.plan.hasNext);
    if (typeof stated === 'boolean') return stated;
    this.totalPages = whole(first(page, this.plan.totalPages)) ?? this.totalPages;
    if (this.totalPages !== undefined) return this.pages < this.totalPages;
    const total = this.plan.totalDecides ? this.totalOf(page) : undefined;
    if (total !== undefined) return this.delivered < total;
    return page.count > 0 && !short;
  }

  private with(parameter: string, value: string | number): URL {
    const address = new URL(this.first);
    address.searchParams.set(parameter, String(value));
    return address;
  }

  private resolve(target: string, from: URL): URL {
    const uri = shownAddress(from);
    const next = parseUrl(target, from.href);
    if (next === undefined) throw new FeedError('FEED_MALFORMED', `${uri}: the address of the next page is none`);
    next.hash = '';
    next.username = '';
    next.password = '';
    if (next.protocol !== 'http:' && next.protocol !== 'https:')
      throw new FeedError('SSRF_BLOCKED', `${uri}: the next page is at ${next.protocol}`);
    if (from.protocol === 'https:' && next.protocol === 'http:') {
      // Servers behind a proxy that speaks TLS for them write http without knowing better.
      if (next.host !== from.host)
        throw new FeedError('REDIRECT_LIMIT', `${uri}: the next page is at http, no longer https`);
      next.protocol = 'https:';
    }
    return this.bare(next);
  }

  private totalOf(page: PageRead): number | undefined {
    return whole(first(page, this.plan.total)) ?? whole(page.header('x-total-count'));
  }

  private noteTotal(page: PageRead, more: boolean, uri: string): void {
    this.totalPages = whole(first(page, this.plan.totalPages)) ?? this.totalPages;
    const total = this.totalOf(page);
    if (total === undefined) return;
    // Some call the number of records on the page "count" or "total".
    if (!this.plan.totalDecides && more && total === page.count) this.totalIsOfPage = true;
    const counted = this.plan.paging.by === 'number' || this.plan.paging.by === 'offset';
    if (counted && !this.totalIsOfPage && this.total !== undefined && total < this.total)
      throw new FeedError(
        'FEED_INCOMPLETE',
        `${uri}: the list shrank from ${this.total} to ${total} records while it was read, so some may have been passed over`,
      );
    this.total = total;
  }

  private checkComplete(uri: string): void {
    if (this.total !== undefined && !this.totalIsOfPage && this.delivered < this.total)
      throw new FeedError('FEED_INCOMPLETE', `${uri}: ${this.delivered} records came, ${this.total} were announced`);
    if (this.totalPages !== undefined && this.pages < this.totalPages)
      throw new FeedError('FEED_INCOMPLETE', `${uri}: ${this.pages} pages came, ${this.totalPages} were announced`);
  }
}

/** The first of the values at some places that is there and not null. */
function first({ values }: PageFacts, places: readonly string[]): unknown {
  return places.map((place) => values.get(place)).find((value) => value !== undefined && value !== null);
}

function whole(value: unknown): number | undefined {
  if (typeof value === 'string' && /^\s*\d{1,15}\s*$/.test(value)) return Number(value);
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

function linkOf(value: unknown): string | undefined {
  const target = typeof value === 'object' && value !== null && 'href' in value ? value.href : value;
  return typeof target === 'string' && target.trim() !== '' ? target.trim() : undefined;
}
