import { setTimeout as sleep } from 'node:timers/promises';
import { FeedError } from '../feed.js';
import { hostAndPort } from './address.js';

/** Turns at hosts that several processes share. */
export interface SharedTurns {
  /** Takes a turn, and answers with what ends it; or with the milliseconds after which to try again. Never throws. */
  take(host: string, load: { readonly atOnce: number; readonly intervalMs: number }): Promise<(() => void) | number>;
  /** No turn begins for so long. */
  rest(host: string, milliseconds: number): void;
}

export interface PolitenessOptions {
  /** Requests to one host at the same time, reading of the bodies included. @default 2 */
  readonly maxPerHost?: number;
  /** Shortest time between the starts of two requests to one host. @default 100 */
  readonly minIntervalMs?: number;
  /** Other processes that the load is shared with. @default none */
  readonly shared?: SharedTurns;
}

const longestLeaveMs = 86_400_000;

interface Waiting {
  readonly start: () => void;
}

interface Host {
  readonly name: string;
  active: number;
  maxActive: number;
  intervalMs: number;
  /** Earliest start of the next request, on the clock of `performance.now`. */
  notBefore: number;
  /** Until then nobody asks, in milliseconds since 1970. */
  leftUntil: number;
  readonly queue: Waiting[];
  timer: NodeJS.Timeout | undefined;
}

/**
 * Keeps the load on each host low, over all sources that share one instance, and processes that share turns: so many requests at the same time, so much
 * time between two of them, first come first served. A host is a name and a port.
 */
export class Politeness {
  private readonly hosts = new Map<string, Host>();
  private readonly maxPerHost: number;
  private readonly minIntervalMs: number;
  private readonly shared: SharedTurns | undefined;

  constructor({ maxPerHost = 2, minIntervalMs = 100, shared }: PolitenessOptions = {}) {
    this.maxPerHost = maxPerHost;
    this.minIntervalMs = minIntervalMs;
    this.shared = shared;
  }

  /**
   * Waits until a request may start, and returns what must be called when it is over, its body read or given up. Who
   * holds a turn must not wait for another one at the same host.
   *
   * @throws FeedError with which the signal was aborted, or else CANCELLED; SOURCE_HTTP_STATUS while the host is left alone
   */
  async turn(address: URL, signal: AbortSignal): Promise<() => void> {
    const host = this.hostOf(address);
    refuseLeft(host);
    await new Promise<void>((resolve, reject) => {
      const cancel = () => {
        host.queue.splice(host.queue.indexOf(waiting), 1);
        reject(cancellation(address, signal));
      };
      const waiting = {
        start: () => {
          signal.removeEventListener('abort', cancel);
          resolve();
        },
      };
      host.queue.push(waiting);
      signal.addEventListener('abort', cancel, { once: true });
      if (signal.aborted) cancel();
      else pump(host);
    });
    let over = false;
    let endShared: (() => void) | undefined;
    const end = () => {
      if (over) return;
      over = true;
      endShared?.();
      host.active -= 1;
      pump(host);
    };
    try {
      endShared = await this.sharedTurn(host, signal);
      // It may have asked for that while we waited.
      refuseLeft(host);
    } catch (cause) {
      end();
      throw cause instanceof FeedError ? cause : cancellation(address, signal);
    }
    return end;
  }

  private async sharedTurn(host: Host, signal: AbortSignal): Promise<(() => void) | undefined> {
    while (this.shared !== undefined) {
      const { maxActive: atOnce, intervalMs } = host;
      const taken = await this.shared.take(host.name, { atOnce, intervalMs });
      if (typeof taken === 'function') return taken;
      await sleep(taken, undefined, { signal });
    }
    return undefined;
  }

  /**
   * Asks a host more slowly, as its Crawl-delay says: one request at a time, never faster than our own interval. 0 takes
   * that back.
   */
  pace(address: URL, intervalMs: number): void {
    const host = this.hostOf(address);
    host.intervalMs = Math.max(this.minIntervalMs, intervalMs);
    host.maxActive = intervalMs > 0 ? 1 : this.maxPerHost;
    host.notBefore = Math.max(host.notBefore, performance.now() + host.intervalMs);
  }

  /** Lets a host rest that asked for it (Retry-After). */
  rest(address: URL, milliseconds: number): void {
    const host = this.hostOf(address);
    host.notBefore = Math.max(host.notBefore, performance.now() + milliseconds);
    this.shared?.rest(host.name, milliseconds);
  }

  /**
   * Leaves a host alone that asked for more rest than anybody waits for (Retry-After): until then every turn is refused,
   * so that the next runs do not ask either. A day at most, as such an answer may be a mistake.
   */
  leave(address: URL, milliseconds: number): void {
    const host = this.hostOf(address);
    host.leftUntil = Math.max(host.leftUntil, Date.now() + Math.min(milliseconds, longestLeaveMs));
  }

  private hostOf({ hostname, port, protocol }: URL): Host {
    const name = hostAndPort(hostname, port, protocol);
    const known = this.hosts.get(name);
    if (known !== undefined) return known;
    const { maxPerHost, minIntervalMs } = this;
    const host: Host = {
      name,
      ...{ active: 0, maxActive: maxPerHost, intervalMs: minIntervalMs, notBefore: 0, leftUntil: 0, queue: [] },
      timer: undefined,
    };
    this.hosts.set(name, host);
    return host;
  }
}

function refuseLeft({ name, leftUntil }: Host): void {
  if (leftUntil <= Date.now()) return;
  const until = new Date(leftUntil).toISOString();
  throw new FeedError(
    'SOURCE_HTTP_STATUS',
    `${name} asked to be left alone (Retry-After); it is not asked before ${until}`,
  );
}

/** The error of who gave up waiting. */
function cancellation({ host }: URL, { reason }: AbortSignal): FeedError {
  return reason instanceof FeedError ? reason : new FeedError('CANCELLED', `${host}: reading was cancelled`);
}

function pump(host: Host): void {
  clearTimeout(host.timer);
  while (host.queue.length > 0 && host.active < host.maxActive) {
    const wait = host.notBefore - performance.now();
    if (wait > 0) {
      host.timer = setTimeout(() => pump(host), wait);
      return;
    }
    host.active += 1;
    host.notBefore = performance.now() + host.intervalMs;
    host.queue.shift()?.start();
  }
}
