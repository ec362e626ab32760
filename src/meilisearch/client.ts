import { Meilisearch } from 'meilisearch';
import { type Dispatcher, Pool } from 'undici';
import { MeilisearchUnavailable } from './unavailable.js';

/** Below actix's 5 s, so that the engine does not close a connection that is just being used again. */
const keepAliveMs = 3_000;
const taskTimeoutMs = 600_000;

export interface ClientOptions {
  readonly url: string;
  readonly key?: string | undefined;
  /** Key for reading tasks, where it is another one. @default `key` */
  readonly tasksKey?: string | undefined;
  /** Milliseconds for a whole request, connecting and reading included. */
  readonly timeoutMs: number;
  /** Connections open at once at most. @default 32 */
  readonly connections?: number;
}

export interface EngineClient {
  readonly client: Meilisearch;
  /** Cuts what is still under way (it fails as unavailable) and closes all connections. */
  close(): Promise<void>;
}

/** An answer of the engine that is not a success, with the stable `code` of its error table. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
  constructor(
    readonly status: number,
    readonly code: string | undefined,
    message: string,
  ) {
    super(message);
  }
}

/** The engine did not answer in time; whether it did what was asked is unknown. */
export class EngineTimeout extends Error {
  override readonly name = 'EngineTimeout';
  readonly code = 'ENGINE_TIMEOUT';
  constructor(timeoutMs: number) {
    super(`the search engine did not answer within ${timeoutMs} ms`);
  }
}

/**
 * A Meilisearch client on a connection pool of its own. It asks for uncompressed answers, as the engine's compressed
 * ones cost 44 ms each on a kept connection, and holds the time limit also when the caller brings an `AbortSignal`.
 * Errors reach the caller as `MeilisearchRequestError`; {@link engineErrorCode} and {@link isUnavailable} read them.
 * `waitTask` waits up to 10 minutes unless told otherwise. Streaming calls are not supported.
 */
export function createClient(options: ClientOptions): EngineClient {
  const { url, key, tasksKey, timeoutMs, connections = 32 } = options;
  const pool = new Pool(new URL(url).origin, {
    connections,
    keepAliveTimeout: keepAliveMs,
    keepAliveMaxTimeout: keepAliveMs,
    connect: { timeout: timeoutMs },
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  const client = new Meilisearch({
    host: url,
    ...(key === undefined ? {} : { apiKey: key }),
    defaultWaitOptions: { timeout: taskTimeoutMs },
    httpClient(input, init) {
      const target = new URL(input instanceof Request ? input.url : input);
      const headers = Object.fromEntries(new Headers(init?.headers));
      headers['accept-encoding'] = 'identity';
      if (tasksKey !== undefined && isTaskRead(target, init)) headers.authorization = `Bearer ${tasksKey}`;
      return send(pool, timeoutMs, target, headers, init);
    },
  });
  return { client, close: () => pool.destroy() };
}

/** The engine's own error code, such as `index_not_found`, wherever it is in the error's causes. */
export function engineErrorCode(error: unknown): string | undefined {
  for (const cause of causesOf(error)) {
    if (cause instanceof EngineError) return cause.code;
  }
  return undefined;
}

/**
 * Whether the error means that the engine can't be used at present: unreachable, too slow, failing (5xx) or refusing
 * our key (401, 403). False for a bad request, a missing index, and for the caller's own abort.
 */
export function isUnavailable(error: unknown): boolean {
  for (const cause of causesOf(error)) {
    if (cause instanceof MeilisearchUnavailable || cause instanceof EngineTimeout) return true;
    if (cause instanceof EngineError) return cause.status >= 500 || cause.status === 401 || cause.status === 403;
    if ('code' in cause && typeof cause.code === 'string' && isConnectionCode(cause.code)) return true;
  }
  return false;
}

/** Whether the engine says, in whatever answer or task, that its disk is full. */
export function saysDiskFull(message: string): boolean {
  return /no space left on device/i.test(message);
}

/** Whether it is that what is behind an error. */
export function isDiskFull(error: unknown): boolean {
  return causesOf(error).some(({ message }) => saysDiskFull(message));
}

const connectionCodes = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'],
  ...['ENOTFOUND', 'EAI_AGAIN', 'EADDRNOTAVAIL', 'EMFILE'],
  ...['UND_ERR_SOCKET', 'UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT'],
  ...['UND_ERR_DESTROYED', 'UND_ERR_CLOSED', 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH'],
]);

function isConnectionCode(code: string): boolean {
  return connectionCodes.has(code) || code.startsWith('HPE_') || code.includes('CERT');
}

function causesOf(error: unknown): Error[] {
  const causes: Error[] = [];
  for (let cause = error; cause instanceof Error && causes.length < 10; cause = cause.cause) causes.push(cause);
  return causes;
}

function isTaskRead(url: URL, init: RequestInit | undefined): boolean {
  return methodOf(init) === 'GET' && /\/(tasks|batches)(\/\d+)?$/.test(url.pathname);
}

async function send(
  pool: Pool,
  timeoutMs: number,
  url: URL,
  headers: Record<string, string>,
  init: RequestInit | undefined,
): Promise<unknown> {
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(new EngineTimeout(timeoutMs)), timeoutMs);
  const caller = init?.signal;
  const onAbort = (): void => deadline.abort(caller?.reason);
  if (caller?.aborted) onAbort();
  else caller?.addEventListener('abort', onAbort, { once: true });
  try {
    const response = await pool.request({
      path: url.pathname + url.search,
      method: methodOf(init),
      headers,
      body: bodyOf(init),
      signal: deadline.signal,
    });
    return answerOf(response.statusCode, await response.body.text());
  } finally {
    clearTimeout(timer);
    caller?.removeEventListener('abort', onAbort);
  }
}

function answerOf(status: number, text: string): unknown {
  const isSuccess = status >= 200 && status < 300;
  if (text === '' && isSuccess) return undefined;
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    const unreadable = `the search engine's answer (status ${status}) is not JSON`;
    throw new EngineError(isSuccess ? 502 : status, undefined, unreadable);
  }
  if (isSuccess) return answer;
  throw new EngineError(status, textOf(answer, 'code'), textOf(answer, 'message') ?? `status ${status}`);
}

function textOf(answer: unknown, name: 'code' | 'message'): string | undefined {
  if (typeof answer !== 'object' || answer === null) return undefined;
  const value: unknown = Reflect.get(answer, name);
  return typeof value === 'string' ? value : undefined;
}

function methodOf(init: RequestInit | undefined): Dispatcher.HttpMethod {
  return init?.method ?? 'GET';
}

function bodyOf(init: RequestInit | undefined): string | Uint8Array | null {
  const body = init?.body ?? null;
  if (body === null || typeof body === 'string' || body instanceof Uint8Array) return body;
  throw new TypeError('the Meilisearch client sends text and bytes only');
}
