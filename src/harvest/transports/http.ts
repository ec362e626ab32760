import { Agent, type Dispatcher, request } from 'undici';
import { type Feed, FeedError } from '../feed.js';
import type { SourceDefinition } from '../source.js';
import { shownAddress } from './address.js';
import { decodeBody } from './body.js';
import { Deadline } from './deadline.js';
import { guardedConnector } from './guard.js';
import { headersElsewhere, type RequestHeaders, requestHeaders } from './request-headers.js';
import { delayAfterFailure, delayAfterStatus, errorCode } from './retry.js';
import type { TransportContext } from './transport-context.js';

/** An exchange under way: what is needed to ask, and to stop. */
interface Exchange {
  readonly agent: Agent;
  readonly deadline: Deadline;
  readonly context: TransportContext;
  /** The error that broke the connection last. */
  broken?: Error;
}

/**
 * Fetches a document over http(s) and keeps the connection until the generator goes on. Redirects are followed by hand,
 * each checked like the first address; headers of the source stay with its host. Requests are repeated for 429, 502, 503,
 * 504 and failed connections, as long as no answer began.
 *
 * @throws FeedError SOURCE_UNREACHABLE; SOURCE_HTTP_STATUS for any status but 200; SOURCE_TIMEOUT; SSRF_BLOCKED;
 *   REDIRECT_LIMIT; CONFIG_INVALID; CANCELLED. The bytes throw as {@link decodeBody} does, and FEED_INCOMPLETE when the
 *   connection breaks or the length is not the one announced.
 */
export async function* openHttp(
  location: string,
  source: SourceDefinition,
  context: TransportContext,
): AsyncGenerator<Feed> {
  const address = parseAddress(location, source);
  const headers = requestHeaders(source, context);
  const deadline = new Deadline(shownAddress(address), context.limits.timeoutMs, context);
  const connect = guardedConnector({
    allowHosts: context.allowHosts,
    connectTimeoutMs: context.limits.connectTimeoutMs,
    onBroken: (error) => {
      exchange.broken = error;
    },
  });
  const agent = new Agent({ connect, headersTimeout: 0, bodyTimeout: 0, maxHeaderSize: 32 * 1024 });
  const exchange: Exchange = { agent, deadline, context };
  try {
    yield await followRedirects(address, headers, exchange);
  } finally {
    deadline.release();
    await agent.destroy();
  }
}

function parseAddress(location: string, source: SourceDefinition): URL {
  if (!URL.canParse(location))
    throw new FeedError('CONFIG_INVALID', `source "${source.id}": the location is not a web address`);
  const address = new URL(location);
  if (address.username !== '' || address.password !== '')
    throw new FeedError('CONFIG_INVALID', `source "${source.id}": the location holds credentials; use headers`);
  return address;
}

async function followRedirects(first: URL, ownHeaders: RequestHeaders, exchange: Exchange): Promise<Feed> {
  const { maxRedirects } = exchange.context.limits;
  let address = first;
  let headers = ownHeaders;
  for (let hop = 0; hop <= maxRedirects; hop += 1) {
    const answer = await askWithRetries(address, headers, exchange);
    const next = redirectOf(answer, address);
    if (next === undefined) return feedOf(answer, address, exchange);
    discard(answer);
    if (next.host !== address.host) headers = headersElsewhere(headers);
    address = next;
  }
  throw new FeedError('REDIRECT_LIMIT', `${shownAddress(first)}: more than ${maxRedirects} redirects`);
}

function redirectOf(answer: Dispatcher.ResponseData, from: URL): URL | undefined {
  if (![301, 302, 303, 307, 308].includes(answer.statusCode)) return undefined;
  const target = headerOf(answer, 'location');
  if (target === undefined || !URL.canParse(target, from.href)) return undefined;
  const to = new URL(target, from.href);
  to.username = '';
  to.password = '';
  if (to.protocol !== 'http:' && to.protocol !== 'https:')
    throw new FeedError('SSRF_BLOCKED', `${shownAddress(from)}: redirects to ${to.protocol}`);
  if (from.protocol === 'https:' && to.protocol === 'http:')
    throw new FeedError('REDIRECT_LIMIT', `${shownAddress(from)}: redirects from https to http`);
  return to;
}

async function askWithRetries(
  address: URL,
  headers: RequestHeaders,
  exchange: Exchange,
): Promise<Dispatcher.ResponseData> {
  const { log, limits } = exchange.context;
  const firstDelayMs = limits.retryDelayMs ?? 500;
  const uri = shownAddress(address);
  for (let attempt = 0; ; attempt += 1) {
    let delay: number | undefined;
    let reason: string | number;
    try {
      const answer = await ask(address, headers, exchange);
      reason = answer.statusCode;
      delay = delayAfterStatus(answer.statusCode, headerOf(answer, 'retry-after'), attempt, firstDelayMs);
      if (delay === undefined) return answer;
      discard(answer);
    } catch (cause) {
      if (exchange.deadline.reason) throw exchange.deadline.reason;
      if (cause instanceof FeedError) throw new FeedError(cause.code, `${uri}: ${cause.message}`, { cause });
      reason = errorCode(cause);
      delay = delayAfterFailure(cause, attempt, firstDelayMs);
      if (delay === undefined) throw unreachable(uri, cause);
    }
    log.debug({ uri, reason, delayMs: Math.round(delay) }, 'request is repeated');
    await exchange.deadline.pause(delay);
  }
}

function ask(address: URL, headers: RequestHeaders, { agent, deadline }: Exchange): Promise<Dispatcher.ResponseData> {
  return deadline.waitFor(request(address, { dispatcher: agent, method: 'GET', headers, signal: deadline.signal }));
}

function unreachable(uri: string, cause: unknown): FeedError {
  const code = errorCode(cause);
  if (code === 'UND_ERR_CONNECT_TIMEOUT')
    return new FeedError('SOURCE_TIMEOUT', `${uri}: no connection in time`, { cause });
  return new FeedError('SOURCE_UNREACHABLE', `${uri}: ${code === '' ? 'the connection failed' : code}`, { cause });
}

function feedOf(answer: Dispatcher.ResponseData, address: URL, exchange: Exchange): Feed {
  const uri = shownAddress(address);
  if (answer.statusCode !== 200) {
    discard(answer);
    throw new FeedError('SOURCE_HTTP_STATUS', `${uri}: answered with status ${answer.statusCode}`);
  }
  answer.body.on('error', () => undefined);
  const [contentType = '', ...parameters] = (headerOf(answer, 'content-type') ?? '').toLowerCase().split(';');
  const charset = parameters
    .map((parameter) => /^\s*charset\s*=\s*"?([^"\s]+)"?\s*$/.exec(parameter)?.[1])
    .find(Boolean);
  const codings = (headerOf(answer, 'content-encoding') ?? '')
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && coding !== 'identity');
  return {
    uri,
    ...(contentType.trim() === '' ? {} : { contentType: contentType.trim() }),
    ...(charset === undefined ? {} : { charset }),
    bytes: decodeBody(received(answer, uri, exchange), { uri, limits: exchange.context.limits, codings }),
  };
}

async function* received(answer: Dispatcher.ResponseData, uri: string, exchange: Exchange): AsyncGenerator<Uint8Array> {
  const { deadline } = exchange;
  const announced = headerOf(answer, 'content-length');
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
  if (exchange.broken && announced === undefined && headerOf(answer, 'transfer-encoding') === undefined)
    throw new FeedError('FEED_INCOMPLETE', `${uri}: the connection broke after ${count} bytes`, {
      cause: exchange.broken,
    });
  if (announced !== undefined && Number(announced) !== count)
    throw new FeedError('FEED_INCOMPLETE', `${uri}: ${count} bytes came, ${announced} were announced`);
}

function discard(answer: Dispatcher.ResponseData): void {
  answer.body.on('error', () => undefined);
  answer.body.destroy();
}

function headerOf(answer: Dispatcher.ResponseData, name: string): string | undefined {
  const value = answer.headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}
