import { createHmac, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { Agent, request } from 'undici';
import { FeedError } from '../feed.js';
import { guardedConnector } from '../transports/guard.js';
import { errorCode } from '../transports/retry.js';
import type { Notice } from './notice.js';

/** How often a notice is sent at most. */
const tries = 3;

export interface WebhookOptions {
  /** Never logged: it may hold a credential. */
  readonly url: string;
  /** Signs what is sent. */
  readonly secret?: string;
  /** Exact `host:port` that may be contacted though its address is not public. */
  readonly allowHosts: readonly string[];
  /** For each try. */
  readonly timeoutMs: number;
  /** Wait before the second try; four times as long before the third. @default 1000 */
  readonly retryDelayMs?: number;
  readonly userAgent: string;
  readonly onDelivery?: (event: Notice['event'], outcome: 'delivered' | 'given_up') => void;
  readonly log: Pick<Logger, 'info' | 'warn'>;
}

/** The value of `x-lotse-signature`: HMAC-SHA256 of the body's bytes, hexadecimal, after the name of the hash. */
export function signatureOf(body: string, secret: string): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}

/**
 * Sends notices as JSON by POST. Any 2xx status takes one; after a failed connection, a timeout, 408, 425, 429 or 5xx it
 * is sent again with the same `id`. Redirects are not followed. Connects to public addresses, and those that are allowed.
 */
export class Webhook {
  readonly #agent: Agent;
  readonly #url: URL;

  constructor(private readonly options: WebhookOptions) {
    const { allowHosts, timeoutMs } = options;
    const connect = guardedConnector({ allowHosts, connectTimeoutMs: timeoutMs, onBroken: () => undefined });
    this.#agent = new Agent({ connect, maxHeaderSize: 32 * 1024 });
    this.#url = new URL(options.url);
  }

  /** Whether the notice was taken. Never throws; ends soon after the signal. */
  async send(notice: Notice, signal: AbortSignal): Promise<boolean> {
    const { log, onDelivery, retryDelayMs = 1_000 } = this.options;
    const id = randomUUID();
    const body = JSON.stringify({ version: 1, id, ...notice });
    const facts = { receiver: this.#url.host, event: notice.event, source: notice.source.id, id };
    for (let attempt = 1; ; attempt += 1) {
      const result = await this.#post(body, { ...this.#headers(body), 'x-lotse-event': notice.event }, signal);
      if (result === 'taken') {
        log.info({ ...facts, attempt }, 'a notice was delivered');
        onDelivery?.(notice.event, 'delivered');
        return true;
      }
      if (attempt === tries || !result.mayPass || signal.aborted) {
        log.warn({ ...facts, attempt, reason: result.reason }, 'a notice could not be delivered; it stays due');
        onDelivery?.(notice.event, 'given_up');
        return false;
      }
      await sleep(retryDelayMs * 4 ** (attempt - 1), undefined, { signal }).catch(() => undefined);
    }
  }

  async close(): Promise<void> {
    await this.#agent.destroy();
  }

  #headers(body: string): Record<string, string> {
    const { secret, userAgent } = this.options;
    const { username, password } = this.#url;
    const login = Buffer.from(`${decoded(username)}:${decoded(password)}`).toString('base64');
    return {
      ...{ 'content-type': 'application/json', accept: '*/*', 'user-agent': userAgent },
      ...(secret === undefined ? {} : { 'x-lotse-signature': signatureOf(body, secret) }),
      ...(username === '' ? {} : { authorization: `Basic ${login}` }),
    };
  }

  async #post(
    body: string,
    headers: Record<string, string>,
    signal: AbortSignal,
  ): Promise<'taken' | { readonly reason: string | number; readonly mayPass: boolean }> {
    const { origin, pathname, search } = this.#url;
    const ending = AbortSignal.any([signal, AbortSignal.timeout(this.options.timeoutMs)]);
    try {
      const answer = await request(`${origin}${pathname}${search}`, {
        ...{ dispatcher: this.#agent, method: 'POST', headers, body, signal: ending },
      });
      answer.body.on('error', () => undefined).destroy();
      const { statusCode: status } = answer;
      if (status >= 200 && status < 300) return 'taken';
      return { reason: status, mayPass: status >= 500 || [408, 425, 429].includes(status) };
    } catch (cause) {
      if (cause instanceof FeedError) return { reason: cause.code, mayPass: false };
      const name = cause instanceof Error ? cause.name : 'unknown';
      return { reason: errorCode(cause) || name, mayPass: true };
    }
  }
}

/** Part of an address; a `%` that encodes nothing stands for itself. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
