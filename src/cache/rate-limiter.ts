import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { RateLimiter, Spent } from '../http/rate-limit.js';
import type { RedisLink } from './redis.js';

/** Seconds for which a budget is given. */
const duration = 60;

/**
 * Budgets of clients, shared by all servers with one Redis. While it is away, and without one, each process gives every
 * client a budget of its own.
 */
export function rateLimiter(points: number, link?: RedisLink): RateLimiter {
  const local = new RateLimiterMemory({ points, duration });
  const shared = link?.budgets({ points, duration, keyPrefix: 'rate' });
  const own = (client: string, cost: number) => local.consume(client, cost).catch(refusalOf);
  return {
    points,
    async spend(client, cost) {
      const result = shared === undefined ? own(client, cost) : shared(client, cost).catch(() => own(client, cost));
      return spentOf(await result, points);
    },
  };
}

/** What the library rejects with where a budget is used up; throws what is a fault. */
function refusalOf(cause: unknown): RateLimiterRes {
  if (cause instanceof RateLimiterRes) return cause;
  throw cause;
}

function spentOf({ consumedPoints, remainingPoints, msBeforeNext }: RateLimiterRes, points: number): Spent {
  return { isAllowed: consumedPoints <= points, remaining: remainingPoints, resetMs: Math.max(1, msBeforeNext) };
}
