import { setTimeout as sleep } from 'node:timers/promises';
import { RedisLink, type RedisOptions } from '../../src/cache/redis.js';
import { cleanUp } from '../support/clean-up.js';
import { recordingLog } from '../support/recording-log.js';

/** Keeps test files on the shared server apart. */
export function aPrefix(): string {
  return `test-${process.pid}-${Math.random().toString(36).slice(2)}`;
}

export function link(url: string, options: Partial<RedisOptions> = {}) {
  const { log, lines } = recordingLog();
  const connection = new RedisLink({ url, prefix: aPrefix(), probeMs: 100, log, ...options });
  cleanUp(() => connection.close());
  return { link: connection, lines };
}

export async function until(done: () => boolean | Promise<boolean>, timeoutMs = 5_000): Promise<void> {
  const end = Date.now() + timeoutMs;
  while (!(await done())) {
    if (Date.now() > end) throw new Error(`not within ${timeoutMs} ms: ${done}`);
    await sleep(10);
  }
}

/** Milliseconds that the work takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
