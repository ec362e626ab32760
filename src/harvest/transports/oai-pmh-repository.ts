import { FeedError } from '../feed.js';
import type { SourceDefinition } from '../source.js';
import { shownAddress } from './address.js';
import { parseAddress, successful } from './http.js';
import { type HttpAnswer, HttpSession } from './http-session.js';
import { type OaiItem, readOaiAnswer } from './oai-pmh-answer.js';
import { type RequestHeaders, requestHeaders } from './request-headers.js';
import type { TransportContext } from './transport-context.js';

/** Arguments of a request, in order. */
export type OaiArguments = Readonly<Record<string, string>>;

/** What a repository says about itself (OAI-PMH 2.0 §4.2). */
export interface OaiIdentity {
  /** Milliseconds of a granule of its datestamps: a second, or a day. */
  readonly granule: number;
  /** How it tells deletions; anything unknown counts as `no`. */
  readonly deletedRecord: 'no' | 'transient' | 'persistent';
  /** No record was changed before. */
  readonly earliest?: Date;
}

const second = 1000;
const day = 86_400_000;

/** One repository, asked over connections that are kept. */
export class OaiRepository {
  readonly base: URL;
  private readonly session: HttpSession;
  private readonly headers: RequestHeaders;

  constructor(location: string, source: SourceDefinition, context: TransportContext) {
    this.base = parseAddress(location, source);
    this.headers = requestHeaders(source, context);
    this.session = new HttpSession(context);
  }

  /** The address of a request: each argument encoded exactly once, after what the base URL has itself. */
  addressOf(args: OaiArguments): URL {
    const address = new URL(this.base);
    address.hash = '';
    const own = address.search === '' ? '?' : `${address.search}&`;
    const pairs = Object.entries(args).map(([name, value]) => `${name}=${encodeURIComponent(value.toWellFormed())}`);
    address.search = `${own}${pairs.join('&')}`;
    return address;
  }

  /**
   * Asks, and yields what the answer holds. Errors of the protocol are among it, also where they come with a 4xx status.
   *
   * @throws FeedError as {@link HttpSession.ask} and {@link readOaiAnswer}; SOURCE_HTTP_STATUS.
   */
  async *ask(args: OaiArguments): AsyncGenerator<OaiItem> {
    const address = this.addressOf(args);
    for await (const answer of this.session.ask({ address, headers: this.headers })) {
      if (answer.status === 200) yield* readOaiAnswer(answer.feed);
      else yield* await errorsOf(answer);
    }
  }

  /** @throws FeedError as {@link ask}; FEED_MALFORMED when it does not identify itself; SOURCE_OAI_ERROR. */
  async identify(): Promise<OaiIdentity> {
    const said = new Map<string, string>();
    for await (const item of this.ask({ verb: 'Identify' })) {
      if (item.kind === 'identify') said.set(item.name, item.value);
      else if (item.kind === 'error') throw oaiError(this.base, item);
    }
    if (said.size === 0)
      throw new FeedError('FEED_MALFORMED', `${shownAddress(this.base)}: does not answer to Identify`);
    const deletedRecord = said.get('deletedRecord');
    const earliest = instantOf(said.get('earliestDatestamp') ?? '');
    return {
      // A day is what every repository must understand.
      granule: /ss/i.test(said.get('granularity') ?? '') ? second : day,
      deletedRecord: deletedRecord === 'transient' || deletedRecord === 'persistent' ? deletedRecord : 'no',
      ...(earliest === undefined ? {} : { earliest }),
    };
  }

  async close(): Promise<void> {
    await this.session.close();
  }
}

/** Some repositories send errors of the protocol with a status of their own; whatever else comes with one is not read. */
async function errorsOf(answer: HttpAnswer): Promise<readonly OaiItem[]> {
  const errors: OaiItem[] = [];
  if (answer.status >= 400 && answer.status < 500 && answer.feed.contentType?.includes('xml')) {
    try {
      for await (const item of readOaiAnswer(answer.feed)) if (item.kind === 'error') errors.push(item);
    } catch (cause) {
      if (!(cause instanceof FeedError)) throw cause;
    }
  }
  if (errors.length === 0) successful(answer);
  return errors;
}

/** An error of the protocol; its code is in the message. */
export function oaiError(base: URL, { code, message }: OaiItem & { readonly kind: 'error' }): FeedError {
  return new FeedError('SOURCE_OAI_ERROR', `${shownAddress(base)}: ${code}${message === '' ? '' : `: ${message}`}`);
}

/** A UTC datestamp of either granularity (OAI-PMH 2.0 §3.3). */
export function instantOf(text: string): Date | undefined {
  if (!/^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?Z)?$/.test(text)) return undefined;
  const instant = new Date(text);
  return Number.isNaN(instant.getTime()) ? undefined : instant;
}

/**
 * Where a list of what changed since `last` begins: a granule earlier, for what was stamped in the granule in which that
 * list was begun, and not before there was anything.
 */
export function startOfChanges(last: Date, { granule, earliest }: OaiIdentity): Date {
  return new Date(Math.max(last.getTime() - granule, earliest?.getTime() ?? 0));
}

/** `from` and `until` of a list, at the granularity of the repository; both are part of it (OAI-PMH 2.0 §2.7.1). */
export interface OaiRange {
  readonly from?: string;
  readonly until?: string;
}

/**
 * The ranges that together are a list, one after another: a single one, or windows of so many days. The first has no
 * beginning where everything is listed, and the last no end, which could only hide records that a clock ahead of its time
 * has stamped.
 */
export function rangesOf(since: Date | undefined, identity: OaiIdentity, windowDays?: number): OaiRange[] {
  const { granule, earliest } = identity;
  const stamp = (instant: number) => {
    const text = new Date(instant).toISOString();
    return granule === day ? text.slice(0, 10) : `${text.slice(0, 19)}Z`;
  };
  const begin = (instant: number) => (since === undefined && ranges.length === 0 ? {} : { from: stamp(instant) });
  const start = (since ?? earliest)?.getTime();
  const ranges: OaiRange[] = [];
  if (start === undefined) return [{}];
  const now = Date.now();
  let at = start;
  if (windowDays !== undefined) {
    for (let next = at + windowDays * day; next < now; next = at + windowDays * day) {
      ranges.push({ ...begin(at), until: stamp(next - granule) });
      at = next;
    }
  }
  return [...ranges, begin(at)];
}
