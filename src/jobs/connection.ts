import type { RedisOptions } from 'bullmq';
import type { Logger } from 'pino';

export interface BullOptions {
  /** `redis://` or `rediss://` address; may hold a password, so it is never logged. */
  readonly url: string;
  /** All keys start with this and a colon. */
  readonly prefix: string;
  /** Name of the queue. Processes that write different indexes use different ones. */
  readonly name: string;
  readonly log: Pick<Logger, 'debug' | 'warn' | 'error'>;
}

/** How often one and the same fault of a connection is logged, milliseconds. */
const sameFaultMs = 60_000;

/** The version check of BullMQ would write to the console. */
export const redisOptions = (url: string, more: RedisOptions): RedisOptions => ({
  ...{ url, skipVersionCheck: true, connectTimeout: 2_000, disableClientInfo: true },
  retryStrategy: (times) => Math.min(times * 100, 1_000),
  ...more,
});

/** Logs faults of a connection; while Redis is away the same one comes several times a second. */
export function faultLog(log: Pick<Logger, 'warn'>): (fault: Error) => void {
  let last: { readonly message: string; readonly at: number } | undefined;
  return (fault) => {
    const now = Date.now();
    if (last?.message === fault.message && now - last.at < sameFaultMs) return;
    last = { message: fault.message, at: now };
    log.warn({ err: fault }, 'the queue of runs met a fault of redis');
  };
}
