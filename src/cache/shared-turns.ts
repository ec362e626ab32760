import { randomUUID } from 'node:crypto';
import type { SharedTurns } from '../harvest/transports/politeness.js';
import type { RedisLink } from './redis.js';

/** Milliseconds after which the turn of a process that died is free. Renewed three times in that time. */
const leaseMs = 30_000;

/** Milliseconds until it is looked again whether a turn is free. */
const lookAgainMs = 100;

/**
 * Takes a turn: KEYS are the turns under way, by the end of their leases, and the earliest start of the next. Answers 0,
 * or the milliseconds to wait. Time is that of Redis, which is the same for all.
 */
const take = `
local time = redis.call('time')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local next = tonumber(redis.call('get', KEYS[2]) or '0')
if next > now then return next - now end
redis.call('zremrangebyscore', KEYS[1], '-inf', now)
if redis.call('zcard', KEYS[1]) >= tonumber(ARGV[2]) then return ${lookAgainMs} end
redis.call('zadd', KEYS[1], now + ${leaseMs}, ARGV[1])
redis.call('pexpire', KEYS[1], ${leaseMs})
if tonumber(ARGV[3]) > 0 then redis.call('set', KEYS[2], now + ARGV[3], 'px', ARGV[3]) end
return 0`;

const renew = `
local time = redis.call('time')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('pexpire', KEYS[1], ${leaseMs})
return redis.call('zadd', KEYS[1], 'xx', now + ${leaseMs}, ARGV[1])`;

const end = `return redis.call('zrem', KEYS[1], ARGV[1])`;

const rest = `
local time = redis.call('time')
local until_ = time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[1]
if tonumber(redis.call('get', KEYS[1]) or '0') < until_ then redis.call('set', KEYS[1], until_, 'px', ARGV[1]) end
return 0`;

/**
 * Turns at the hosts of providers that all processes with one Redis share. While it is away every process counts for
 * itself.
 */
export function sharedTurns(link: RedisLink): SharedTurns {
  return {
    async take(host, { atOnce, intervalMs }) {
      const id = randomUUID();
      const underWay = `turns:${host}`;
      const waitMs = await link
        .evaluate(take, [underWay, `next-turn:${host}`], [id, atOnce, Math.ceil(intervalMs)])
        .catch(() => undefined);
      if (waitMs === undefined) return () => undefined;
      if (waitMs > 0) return waitMs;
      const renewing = setInterval(() => {
        link.evaluate(renew, [underWay], [id]).catch(() => undefined);
      }, leaseMs / 3);
      renewing.unref();
      return () => {
        clearInterval(renewing);
        link.evaluate(end, [underWay], [id]).catch(() => undefined);
      };
    },
    rest(host, milliseconds) {
      link.evaluate(rest, [`next-turn:${host}`], [Math.ceil(milliseconds)]).catch(() => undefined);
    },
  };
}
