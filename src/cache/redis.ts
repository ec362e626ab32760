import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { type IRateLimiterOptions, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';

/** Redis did not do what it was asked: it is away, frozen, full, loading or refuses us. */
export class RedisAway extends Error {
  override readonly name = 'RedisAway';
}

export interface RedisOptions {
  /** `redis://` or `rediss://` address; may hold a password, so it is never logged. */
  readonly url: string;
  /** All keys start with this and a colon. Other keys are never touched. */
  readonly prefix: string;
  /** Milliseconds for one command. @default 100 */
  readonly commandTimeoutMs?: number;
  /** Milliseconds between looks whether a Redis that did not answer is back. @default 1000 */
  readonly probeMs?: number;
  readonly log: Pick<Logger, 'info' | 'warn'>;
}

const renew =
  "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('pexpire', KEYS[1], ARGV[2]) end return 0";
const remove = "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0";

/**
 * A connection to Redis that never makes anybody wait long: while Redis is away every command fails at once, and one
 * that does not answer within the time limit counts as away until it answers a ping in the background. Each outage is
 * logged once when it begins and once when it ends. All commands throw {@link RedisAway}.
 */
export class RedisLink {
  readonly #redis: Redis;
  readonly #options: RedisOptions;
  readonly #closing = new AbortController();
  #frozen = false;
  #outage = false;
  #refusal: string | undefined;

  constructor(options: RedisOptions) {
    this.#options = options;
    this.#redis = new Redis(options.url, {
      keyPrefix: `${options.prefix}:`,
      enableOfflineQueue: false,
      maxRetriesPerRequest: 1,
      commandTimeout: options.commandTimeoutMs ?? 100,
      connectTimeout: 2_000,
      socketTimeout: 5_000,
      disableClientInfo: true,
      retryStrategy: (times) => Math.min(times * 50, 500) + Math.random() * 50,
    });
    // Without a listener ioredis writes to the console.
    this.#redis.on('error', (error: Error) => this.#lost(error.message));
    this.#redis.on('close', () => this.#lost('the connection was closed'));
    this.#redis.on('ready', () => this.#found());
  }

  /** Whether commands are tried at all at the moment. */
  get available(): boolean {
    return this.#redis.status === 'ready' && !this.#frozen;
  }

  /** Waits for the connection, at most so many milliseconds; tells whether it is there. */
  async whenAvailable(timeoutMs: number): Promise<boolean> {
    const end = Date.now() + timeoutMs;
    while (!this.available && Date.now() < end && !this.#closing.signal.aborted) await sleep(20);
    return this.available;
  }

  get(key: string): Promise<string | undefined> {
    return this.#ask(async (redis) => (await redis.get(key)) ?? undefined);
  }

  set(key: string, value: string, ttlMs: number): Promise<void> {
    return this.#ask(async (redis) => {
      await redis.set(key, value, 'PX', ttlMs);
    });
  }

  /** Sets the key if it does not exist; tells whether it did. */
  setIfAbsent(key: string, value: string, ttlMs: number): Promise<boolean> {
    return this.#ask(async (redis) => (await redis.set(key, value, 'PX', ttlMs, 'NX')) === 'OK');
  }

  /** Lets the key live on if it still has the value; tells whether it had. */
  renewIfEqual(key: string, value: string, ttlMs: number): Promise<boolean> {
    return this.#ask(async (redis) => (await redis.eval(renew, 1, key, value, ttlMs)) === 1);
  }

  /** Removes the key if it still has the value; tells whether it had. */
  removeIfEqual(key: string, value: string): Promise<boolean> {
    return this.#ask(async (redis) => (await redis.eval(remove, 1, key, value)) === 1);
  }

  /** Runs a script, all of it or nothing, that answers with a number. */
  evaluate(script: string, keys: readonly string[], values: readonly (string | number)[]): Promise<number> {
    return this.#ask(async (redis) => Number(await redis.eval(script, keys.length, ...keys, ...values)));
  }

  /** Budgets that all processes share: takes points from that of a key, and tells how it stands, also if it is used up. */
  budgets(options: Required<Pick<IRateLimiterOptions, 'points' | 'duration' | 'keyPrefix'>>) {
    const limiter = new RateLimiterRedis({ ...options, storeClient: this.#redis, rejectIfRedisNotReady: true });
    return (key: string, points: number): Promise<RateLimiterRes> =>
      this.#ask(() =>
        limiter.consume(key, points).catch((cause: unknown) => {
          if (cause instanceof RateLimiterRes) return cause;
          throw cause;
        }),
      );
  }

  /** Whether Redis drops keys that have no lifetime when its memory is full. */
  dropsLastingKeys(): Promise<boolean> {
    return this.#ask(async (redis) => /^maxmemory_policy:allkeys/m.test(await redis.info('memory')));
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.#redis.disconnect();
  }

  async #ask<T>(command: (redis: Redis) => Promise<T>): Promise<T> {
    if (!this.available) throw new RedisAway('redis is away');
    try {
      const answer = await command(this.#redis);
      this.#refusal = undefined;
      return answer;
    } catch (cause) {
      const message = cause instanceof Error ? cause.message : String(cause);
      if (cause instanceof Error && cause.name === 'ReplyError') this.#refused(message);
      else this.#suspend(message);
      throw new RedisAway('redis did not answer as it should', { cause });
    }
  }

  /** Redis is there but refuses a command, for example because it is full. The other commands may go on. */
  #refused(message: string): void {
    const [code = ''] = message.split(' ', 1);
    if (this.#refusal !== code) this.#options.log.warn({ reason: message }, 'redis refuses a command of the cache');
    this.#refusal = code;
  }

  #suspend(reason: string): void {
    this.#lost(reason);
    if (this.#frozen || this.#redis.status !== 'ready') return;
    this.#frozen = true;
    void this.#probe();
  }

  async #probe(): Promise<void> {
    const pause = { signal: this.#closing.signal, ref: false };
    while (this.#frozen) {
      await sleep(this.#options.probeMs ?? 1_000, undefined, pause).catch(() => undefined);
      if (this.#closing.signal.aborted) return;
      if (this.#redis.status !== 'ready') continue;
      const answer = await this.#redis.ping().catch(() => undefined);
      if (answer === 'PONG') this.#found();
    }
  }

  #lost(reason: string): void {
    if (this.#outage || this.#closing.signal.aborted) return;
    this.#outage = true;
    this.#options.log.warn({ reason }, 'redis is away; answers are not shared until it is back');
  }

  #found(): void {
    this.#frozen = false;
    if (this.#outage) this.#options.log.info('redis is back');
    this.#outage = false;
  }
}
