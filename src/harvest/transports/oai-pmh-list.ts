import { FeedError } from '../feed.js';
import { shownAddress } from './address.js';
import type { OaiRecord } from './oai-pmh-answer.js';
import { instantOf, type OaiArguments, type OaiRepository, oaiError } from './oai-pmh-repository.js';

/** Pages in a row without anything new after which a list is taken for endless. */
const maxStalePages = 3;

export interface OaiListOptions {
  /** Whether fewer records than `completeListSize` are a fault. */
  readonly checkListSize: boolean;
  readonly maxPages: number;
}

/** The resumption token was not accepted any more. */
class TokenRefused extends Error {
  override readonly name = 'TokenRefused';
}

/** One list of records, page by page (OAI-PMH 2.0 §3.5, §4.5). */
export class OaiList {
  /** When the repository made the first page, by its own clock; ours where it does not say, or is ahead of us. */
  begunAt = new Date();
  /** Whether anything was in it. */
  isEmpty = true;
  private size: number | undefined;
  private count = 0;

  constructor(
    private readonly repository: OaiRepository,
    private readonly first: OaiArguments,
    private readonly options: OaiListOptions,
  ) {}

  /**
   * All records, deleted ones too, in the order of the list. A list whose token was refused is begun once more, so that
   * records may come twice.
   *
   * @throws FeedError as {@link OaiRepository.ask}; PAGING_LOOP; FEED_INCOMPLETE; FEED_TOO_LARGE beyond `maxPages`;
   *   SOURCE_OAI_ERROR; FEED_MALFORMED for an answer without a list. `noRecordsMatch` is an empty list.
   */
  async *records(): AsyncGenerator<OaiRecord> {
    try {
      yield* this.pages();
    } catch (cause) {
      if (!(cause instanceof TokenRefused)) throw cause;
      try {
        yield* this.pages();
      } catch (again) {
        if (!(again instanceof TokenRefused)) throw again;
        throw new FeedError('SOURCE_OAI_ERROR', `${this.uri}: badResumptionToken, twice: ${again.message}`, {
          cause: again,
        });
      }
    }
    const { size, count } = this;
    if (this.options.checkListSize && size !== undefined && count < size)
      throw new FeedError('FEED_INCOMPLETE', `${this.uri}: ${count} records came, completeListSize is ${size}`);
  }

  private get uri(): string {
    return shownAddress(this.repository.base);
  }

  private async *pages(): AsyncGenerator<OaiRecord> {
    const asked = new Date();
    const tokens = new Set<string>();
    const seen = new Set<string>();
    let stale = 0;
    this.count = 0;
    this.size = undefined;
    this.begunAt = asked;
    for (let token = ''; ; ) {
      const page = yield* this.page(token, seen, asked);
      if (page.next === '') return;
      if (tokens.has(page.next))
        throw new FeedError('PAGING_LOOP', `${this.uri}: the resumption token "${page.next.slice(0, 100)}" came twice`);
      stale = page.isStale ? stale + 1 : 0;
      if (stale === maxStalePages)
        throw new FeedError('PAGING_LOOP', `${this.uri}: ${stale} pages in a row hold nothing new`);
      tokens.add(page.next);
      if (tokens.size >= this.options.maxPages)
        throw new FeedError('FEED_TOO_LARGE', `${this.uri}: more than ${this.options.maxPages} pages`);
      token = page.next;
    }
  }

  private async *page(token: string, seen: Set<string>, asked: Date): AsyncGenerator<OaiRecord, Page> {
    const args = token === '' ? this.first : { verb: 'ListRecords', resumptionToken: token };
    let next: string | undefined;
    let isList = false;
    let isStale = true;
    for await (const item of this.repository.ask(args)) {
      if (item.kind === 'list') isList = true;
      else if (item.kind === 'date' && token === '') this.begunAt = earlier(instantOf(item.value), asked);
      else if (item.kind === 'error' && item.code === 'noRecordsMatch' && token === '') return { next: '', isStale };
      else if (item.kind === 'error' && item.code === 'badResumptionToken' && token !== '')
        throw new TokenRefused(item.message);
      else if (item.kind === 'error') throw oaiError(this.repository.base, item);
      else if (item.kind === 'token') {
        next = item.value;
        this.size = item.listSize ?? this.size;
      } else if (item.kind === 'record') {
        this.count += 1;
        this.isEmpty = false;
        if (!seen.has(item.identifier)) isStale = false;
        seen.add(item.identifier);
        yield item;
      }
    }
    if (!isList) throw new FeedError('FEED_MALFORMED', `${this.uri}: an answer holds neither records nor an error`);
    return { next: next ?? '', isStale };
  }
}

interface Page {
  /** The token for the next page; empty after the last one. */
  readonly next: string;
  /** Nothing in it was not on earlier pages. */
  readonly isStale: boolean;
}

function earlier(stated: Date | undefined, ours: Date): Date {
  return stated === undefined || stated > ours ? ours : stated;
}
