import { FeedError } from '../feed.js';
import { hostAndPort } from './address.js';

export interface PolitenessOptions {
  /** Requests to one host at the same time, reading of the bodies included. @default 2 */
  readonly maxPerHost?: number;
  /** Shortest time between the starts of two requests to one host. @default 100 */
  readonly minIntervalMs?: number;
}

interface Waiting {
  readonly start: () => void;
}

interface Host {
  active: number;
  maxActive: number;
  intervalMs: number;
  /** Earliest start of the next request, on the clock of `performance.now`. */
  notBefore: number;
  readonly queue: Waiting[];
  timer: NodeJS.Timeout | undefined;
}

/**
 * Keeps the load on each host low, over all sources that share one instance: so many requests at the same time, so much
 * time between two of them, first come first served. A host is a name and a port.
 */
export class Politeness {
  private readonly hosts = new Map<string, Host>();
  private readonly maxPerHost: number;
  private readonly minIntervalMs: number;

  constructor({ maxPerHost = 2, minIntervalMs = 100 }: PolitenessOptions = {}) {
    this.maxPerHost = maxPerHost;
    this.minIntervalMs = minIntervalMs;
  }

  /**
   * Waits until a request may start, and returns what must be called when it is over, its body read or given up. Who
   * holds a turn must not wait for another one at the same host.
   *
   * @throws FeedError with which the signal was aborted, or else CANCELLED
   */
  async turn(address: URL, signal: AbortSignal): Promise<() => void> {
    const host = this.hostOf(address);
    await new Promise<void>((resolve, reject) => {
      const cancel = () => {
        host.queue.splice(host.queue.indexOf(waiting), 1);
        const { reason } = signal;
        const cancelled = new FeedError('CANCELLED', `${address.host}: reading was cancelled`);
        reject(reason instanceof FeedError ? reason : cancelled);
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
    return () => {
      if (over) return;
      over = true;
      host.active -= 1;
      pump(host);
    };
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
  }

  private hostOf({ hostname, port, protocol }: URL): Host {
    const name = hostAndPort(hostname, port, protocol);
    const known = this.hosts.get(name);
    if (known !== undefined) return known;
    const { maxPerHost, minIntervalMs } = this;
    const host: Host = {
      ...{ active: 0, maxActive: maxPerHost, intervalMs: minIntervalMs, notBefore: 0, queue: [] },
      timer: undefined,
    };
    this.hosts.set(name, host);
    return host;
  }
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
