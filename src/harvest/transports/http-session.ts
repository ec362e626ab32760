import { Agent, type Dispatcher, request as send } from 'undici';
import { parseUrl } from '../../domain/parse-url.js';
import { type Feed, FeedError } from '../feed.js';
import { shownAddress, withParameters } from './address.js';
import { decodeBody } from './body.js';
import { Deadline } from './deadline.js';
import { guardedConnector } from './guard.js';
import { Politeness } from './politeness.js';
import { headersElsewhere, type RequestHeaders } from './request-headers.js';
import { askedDelayMs, delayAfterFailure, delayAfterStatus, errorCode } from './retry.js';
import type { TransportContext } from './transport-context.js';

export interface HttpRequest {
  readonly address: URL;
  readonly headers: RequestHeaders;
  /** @default GET; a POST must be safe to repeat. */
  readonly method?: 'GET' | 'POST';
  readonly body?: string;
  /** Whether a redirect may be followed; where it may not, the redirect is the answer. @default all may */
  readonly mayFollow?: (to: URL) => Promise<boolean>;
  /** More headers, for this one of the addresses that redirects lead to. @default none */
  readonly headersAt?: (address: URL) => RequestHeaders;
}

/** An answer whose body is still to come. */
export interface HttpAnswer {
  /** After redirects. */
  readonly address: URL;
  /** Anything but a redirect that was followed, or a passing fault that was gone when the request was repeated. */
  readonly status: number;
  /** A header by its lower-case name, several of the same name joined by commas. */
  header(name: string): string | undefined;
  /** The body, decoded. It need not be read. */
  readonly feed: Feed;
}

interface Exchange {
  readonly deadline: Deadline;
  /** Gives back the turn at the host that is being asked. */
  endTurn: () => void;
}

/** Where, and what with, the next request goes. */
interface Hop extends HttpRequest {
  readonly method: 'GET' | 'POST';
}

/**
 * Requests that share connections. Each is guarded, has its turn at the host and its deadline; redirects are followed by
 * hand, each checked like the first address, and headers stay with their host. Requests are repeated for 408, 429, 502,
 * 503, 504 and failed connections, as long as no answer began, and once more with a new token for 401.
 */
export class HttpSession {
  private readonly agent: Agent;
  private readonly politeness: Politeness;
  /** Connections that broke so far, and the last reason. */
  private broken = { count: 0, cause: undefined as Error | undefined };

  constructor(private readonly context: TransportContext) {
    const connect = guardedConnector({
      allowHosts: context.allowHosts,
      connectTimeoutMs: context.limits.connectTimeoutMs,
      onBroken: (cause) => {
        this.broken = { count: this.broken.count + 1, cause };
      },
    });
    this.agent = new Agent({ connect, headersTimeout: 0, bodyTimeout: 0, maxHeaderSize: 32 * 1024 });
    this.politeness = context.politeness ?? new Politeness();
  }

  /**
   * Yields the one answer, of any status, and gives up what is left of it when the generator goes on or is left.
   *
   * @throws FeedError SOURCE_UNREACHABLE; SOURCE_TIMEOUT; SSRF_BLOCKED; REDIRECT_LIMIT; CANCELLED. The bytes throw as
   *   {@link decodeBody} does, and FEED_INCOMPLETE when the connection breaks or the length is not the one announced.
   */
  async *ask(asked: HttpRequest): AsyncGenerator<HttpAnswer> {
    const { context } = this;
    const request = { ...asked, address: this.bare(asked.address) };
    const endTurn = await this.turn(request.address, context.signal);
    const deadline = new Deadline(shownAddress(request.address), context.limits.timeoutMs, context);
    const exchange: Exchange = { deadline, endTurn };
    let last: Dispatcher.ResponseData | undefined;
    try {
      const { answer, address } = await this.followRedirects(request, exchange);
      last = answer;
      yield this.answerOf(answer, address, deadline);
    } finally {
      if (last !== undefined) discard(last);
      deadline.release();
      exchange.endTurn();
    }
  }

  /** An address as it may be known, though a server has put our secret parameters into it. */
  bare(address: URL): URL {
    return this.context.authorisation?.bare(address) ?? address;
  }

  async close(): Promise<void> {
    await this.agent.destroy();
  }

  private async followRedirects(request: HttpRequest, exchange: Exchange) {
    const { maxRedirects } = this.context.limits;
    let hop: Hop = { method: 'GET', ...request };
    for (let count = 0; count <= maxRedirects; count += 1) {
      const answer = await this.askWithRetries(hop, exchange);
      const target = redirectOf(answer, hop.address);
      if (target === undefined) return { answer, address: hop.address };
      const next = this.bare(target);
      // Asking may mean to ask the other host for its robots.txt, which must not happen while a turn is held.
      discard(answer);
      exchange.endTurn();
      if ((await request.mayFollow?.(next)) === false) return { answer, address: hop.address };
      hop = redirected(hop, next, answer.statusCode);
      exchange.endTurn = await exchange.deadline.uncounted(this.turn(next, exchange.deadline.signal));
    }
    throw new FeedError('REDIRECT_LIMIT', `${shownAddress(request.address)}: more than ${maxRedirects} redirects`);
  }

  /**
   * A turn at a host, with a token at hand where one is needed. It is fetched while no turn is held, as its endpoint may be
   * on the same host; once more where it has run out while we waited.
   */
  private async turn(address: URL, signal: AbortSignal): Promise<() => void> {
    const { authorisation } = this.context;
    await authorisation?.prepare(address);
    const end = await this.politeness.turn(address, signal);
    if (authorisation?.isReady(address) ?? true) return end;
    end();
    await authorisation?.prepare(address);
    return this.politeness.turn(address, signal);
  }

  /** Gives the turn back, and takes another one. */
  private async turnAgain({ address }: Hop, exchange: Exchange): Promise<void> {
    exchange.endTurn();
    exchange.endTurn = await exchange.deadline.uncounted(this.turn(address, exchange.deadline.signal));
  }

  private async askWithRetries(hop: Hop, exchange: Exchange): Promise<Dispatcher.ResponseData> {
    const { log, limits } = this.context;
    const firstDelayMs = limits.retryDelayMs ?? 500;
    const uri = shownAddress(hop.address);
    let renewed = false;
    for (let attempt = 0; ; attempt += 1) {
      let delay: number | undefined;
      let reason: string | number;
      try {
        const answer = await this.send(hop, exchange.deadline);
        reason = answer.statusCode;
        const longestMs = limits.timeoutMs / 2;
        const retryAfter = headerOf(answer, 'retry-after');
        delay = delayAfterStatus(answer.statusCode, retryAfter, attempt, { firstDelayMs, longestMs });
        const asked = askedDelayMs(answer.statusCode, retryAfter) ?? 0;
        if (asked > longestMs) this.politeness.leave(hop.address, asked);
        if (answer.statusCode === 401 && !renewed && this.context.authorisation?.renew(hop.address)) {
          renewed = true;
          discard(answer);
          await this.turnAgain(hop, exchange);
          continue;
        }
        if (delay === undefined) return answer;
        discard(answer);
        this.politeness.rest(hop.address, delay);
      } catch (cause) {
        if (exchange.deadline.reason) throw exchange.deadline.reason;
        if (cause instanceof FeedError) throw new FeedError(cause.code, `${uri}: ${cause.message}`, { cause });
        reason = errorCode(cause);
        delay = delayAfterFailure(cause, attempt, firstDelayMs);
        if (delay === undefined) throw unreachable(uri, cause);
      }
      log.debug({ uri, reason, delayMs: Math.round(delay) }, 'request is repeated');
      await exchange.deadline.pause(delay);
      if (this.context.authorisation?.isReady(hop.address) === false) await this.turnAgain(hop, exchange);
    }
  }

  private async send(hop: Hop, deadline: Deadline): Promise<Dispatcher.ResponseData> {
    const { agent: dispatcher } = this;
    const { address, method, body } = hop;
    const { authorisation: own } = this.context;
    const authorisation = await own?.headersFor(address, method);
    const target = withParameters(address, own?.parametersFor(address) ?? {});
    const headers = { ...hop.headers, ...hop.headersAt?.(address), ...authorisation };
    return deadline.waitFor(send(target, { dispatcher, method, headers, body: body ?? null, signal: deadline.signal }));
  }

  private answerOf(answer: Dispatcher.ResponseData, address: URL, deadline: Deadline): HttpAnswer {
    answer.body.on('error', () => undefined);
    const uri = shownAddress(address);
    const [contentType = '', ...parameters] = (headerOf(answer, 'content-type') ?? '').toLowerCase().split(';');
    const charset = parameters
      .map((parameter) => /^\s*charset\s*=\s*"?([^"\s]+)"?\s*$/.exec(parameter)?.[1])
      .find(Boolean);
    const codings = (headerOf(answer, 'content-encoding') ?? '')
      .toLowerCase()
      .split(',')
      .map((coding) => coding.trim())
      .filter((coding) => coding !== '' && coding !== 'identity');
    const { limits } = this.context;
    const { signal } = deadline;
    const bytes = decodeBody(this.received(answer, uri, deadline), { uri, limits, codings, signal });
    return {
      address,
      status: answer.statusCode,
      header: (name) => headerOf(answer, name),
      feed: {
        uri,
        ...(contentType.trim() === '' ? {} : { contentType: contentType.trim() }),
        ...(charset === undefined ? {} : { charset }),
        bytes,
      },
    };
  }

  private async *received(
    answer: Dispatcher.ResponseData,
    uri: string,
    deadline: Deadline,
  ): AsyncGenerator<Uint8Array> {
    const announced = headerOf(answer, 'content-length');
    const endsWithConnection = announced === undefined && headerOf(answer, 'transfer-encoding') === undefined;
    const brokenBefore = this.broken.count;
    const chunks: AsyncIterator<Uint8Array> = answer.body[Symbol.asyncIterator]();
    let count = 0;
    try {
      while (true) {
        const next = await deadline.waitFor(chunks.next());
        if (next.done) break;
        count += next.value.length;
        yield next.value;
      }
    } catch (cause) {
      if (deadline.reason) throw deadline.reason;
      throw new FeedError('FEED_INCOMPLETE', `${uri}: the connection broke after ${count} bytes`, { cause });
    } finally {
      answer.body.destroy();
    }
    if (endsWithConnection && this.broken.count > brokenBefore) {
      const { cause } = this.broken;
      throw new FeedError('FEED_INCOMPLETE', `${uri}: the connection broke after ${count} bytes`, { cause });
    }
    if (announced !== undefined && Number(announced) !== count)
      throw new FeedError('FEED_INCOMPLETE', `${uri}: ${count} bytes came, ${announced} were announced`);
  }
}

function redirectOf(answer: Dispatcher.ResponseData, from: URL): URL | undefined {
  if (![301, 302, 303, 307, 308].includes(answer.statusCode)) return undefined;
  const target = headerOf(answer, 'location');
  const to = target === undefined ? undefined : parseUrl(target, from.href);
  if (to === undefined) return undefined;
  to.username = '';
  to.password = '';
  if (to.protocol !== 'http:' && to.protocol !== 'https:')
    throw new FeedError('SSRF_BLOCKED', `${shownAddress(from)}: redirects to ${to.protocol}`);
  if (from.protocol === 'https:' && to.protocol === 'http:')
    throw new FeedError('REDIRECT_LIMIT', `${shownAddress(from)}: redirects from https to http`);
  return to;
}

/**
 * A POST of ours is a query that is safe to repeat, so it stays one (RFC 9110 §15.4 leaves that open for 301 and 302);
 * 303 turns it into a GET without a body.
 */
function redirected(hop: Hop, address: URL, status: number): Hop {
  const headers = address.host === hop.address.host ? hop.headers : headersElsewhere(hop.headers);
  if (hop.method === 'GET') return { ...hop, address, headers };
  if (status !== 303) {
    const type = hop.headers['content-type'];
    return { ...hop, address, headers: type === undefined ? headers : { ...headers, 'content-type': type } };
  }
  const { 'content-type': _, ...bodiless } = headers;
  return { address, method: 'GET', headers: bodiless };
}

function unreachable(uri: string, cause: unknown): FeedError {
  const code = errorCode(cause);
  if (code === 'UND_ERR_CONNECT_TIMEOUT')
    return new FeedError('SOURCE_TIMEOUT', `${uri}: no connection in time`, { cause });
  return new FeedError('SOURCE_UNREACHABLE', `${uri}: ${code === '' ? 'the connection failed' : code}`, { cause });
}

function discard(answer: Dispatcher.ResponseData): void {
  answer.body.on('error', () => undefined);
  answer.body.destroy();
}

function headerOf(answer: Dispatcher.ResponseData, name: string): string | undefined {
  const value = answer.headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}
