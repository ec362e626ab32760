import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { RunLock } from '../harvest/run-lock.js';
import type { RedisLink } from './redis.js';

export interface RedisRunLockOptions {
  /** The lock among the processes of this machine: always taken first, and the only one while Redis is away. */
  readonly local: RunLock;
  /** Milliseconds after which the lock of a process that died is free. Renewed three times in that time. @default 30000 */
  readonly ttlMs?: number;
  /** Milliseconds to wait for a connection that is still being made. @default 1000 */
  readonly patienceMs?: number;
  readonly log: Pick<Logger, 'warn'>;
}

/** Keeps runs of one source apart across machines, by a key in Redis that only its owner renews and removes. */
export class RedisRunLock implements RunLock {
  constructor(
    private readonly link: RedisLink,
    private readonly options: RedisRunLockOptions,
  ) {}

  async acquire(source: string, onLost?: () => void): Promise<(() => Promise<void>) | undefined> {
    const releaseLocal = await this.options.local.acquire(source);
    if (releaseLocal === undefined) return undefined;
    const token = randomUUID();
    if ((await this.#take(source, token)) === false) {
      await releaseLocal();
      return undefined;
    }
    const done = new AbortController();
    const renewing = this.#renew(source, token, done.signal, onLost);
    return async () => {
      done.abort();
      await renewing;
      await this.link.removeIfEqual(nameOf(source), token).catch(() => false);
      await releaseLocal();
    };
  }

  /** Whether the lock is ours now; nothing when Redis is away. */
  async #take(source: string, token: string): Promise<boolean | undefined> {
    await this.link.whenAvailable(this.options.patienceMs ?? 1_000);
    try {
      return await this.link.setIfAbsent(nameOf(source), token, this.#ttlMs);
    } catch {
      this.options.log.warn({ source }, 'redis is away, so this run is kept apart from others on this machine only');
      return undefined;
    }
  }

  async #renew(source: string, token: string, signal: AbortSignal, onLost?: () => void): Promise<void> {
    let isLost = false;
    for (;;) {
      await sleep(this.#ttlMs / 3, undefined, { signal, ref: false }).catch(() => undefined);
      if (signal.aborted) return;
      const kept = await this.#keep(source, token).catch(() => undefined);
      if (kept !== false || isLost) continue;
      isLost = true;
      this.options.log.warn({ lock: source }, 'a lock of this process was taken by another one');
      onLost?.();
    }
  }

  /** Renews the lock, or takes it again after Redis has forgotten it. */
  async #keep(source: string, token: string): Promise<boolean> {
    const name = nameOf(source);
    return (
      (await this.link.renewIfEqual(name, token, this.#ttlMs)) ||
      (await this.link.setIfAbsent(name, token, this.#ttlMs))
    );
  }

  get #ttlMs(): number {
    return this.options.ttlMs ?? 30_000;
  }
}

function nameOf(source: string): string {
  return `run:${source}`;
}
