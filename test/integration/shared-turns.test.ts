import { Redis } from 'ioredis';
import { describe, expect, inject, test } from 'vitest';
import { sharedTurns } from '../../src/cache/shared-turns.js';
import { FeedError } from '../../src/harvest/feed.js';
import { Politeness, type SharedTurns } from '../../src/harvest/transports/politeness.js';
import { cleanUp } from '../support/clean-up.js';
import { freePort, startRedis } from '../support/servers.js';
import { aPrefix, link, until } from './redis-support.js';

const host = 'data.uni.example:443';
const address = new URL('https://data.uni.example/courses');
const { signal } = new AbortController();

/** Turns of two processes with one Redis. */
async function twoProcesses(url = inject('redisUrl')): Promise<{ one: SharedTurns; two: SharedTurns; prefix: string }> {
  const prefix = aPrefix();
  const links = [link(url, { prefix }).link, link(url, { prefix }).link] as const;
  for (const each of links) await each.whenAvailable(5_000);
  return { one: sharedTurns(links[0]), two: sharedTurns(links[1]), prefix };
}

describe('turns at a host that processes share', () => {
  test('are no more at a time than one process would have, and the next begins when one is over', async () => {
    const { one, two } = await twoProcesses();
    const load = { atOnce: 2, intervalMs: 0 };
    const ends = [await one.take(host, load), await two.take(host, load)];
    expect(ends.map((end) => typeof end)).toEqual(['function', 'function']);
    expect([await one.take(host, load), await two.take(host, load)]).toEqual([100, 100]);
    expect(typeof (await two.take('another.example:443', load))).toBe('function');
    const [first] = ends;
    if (typeof first === 'function') first();
    await until(async () => typeof (await two.take(host, load)) === 'function');
    expect(await one.take(host, load)).toBe(100);
  });

  test('begin so far apart as a host wishes, and not while it rests', async () => {
    const { one, two } = await twoProcesses();
    expect(typeof (await one.take(host, { atOnce: 2, intervalMs: 60_000 }))).toBe('function');
    expect(await two.take(host, { atOnce: 2, intervalMs: 0 })).toBeGreaterThan(30_000);
    one.rest(host, 3_600_000);
    one.rest(host, 1_000);
    await until(async () => Number(await two.take(host, { atOnce: 2, intervalMs: 0 })) > 3_000_000);
  });

  test('are those of the process alone while Redis is away', async () => {
    const { link: away } = link(`redis://127.0.0.1:${await freePort()}`);
    const turns = sharedTurns(away);
    const ends = await Promise.all([1, 2, 3].map(() => turns.take(host, { atOnce: 1, intervalMs: 60_000 })));
    expect(ends.map((end) => typeof end)).toEqual(['function', 'function', 'function']);
    turns.rest(host, 1000);
  });

  test('leave nothing behind in Redis that has no end', async () => {
    const redis = await startRedis();
    cleanUp(() => redis.stop());
    const { one } = await twoProcesses(redis.url);
    await one.take(host, { atOnce: 2, intervalMs: 5_000 });
    const client = new Redis(redis.url);
    cleanUp(async () => client.disconnect());
    const lifetimes = await Promise.all((await client.keys('*')).map((key) => client.pttl(key)));
    expect(lifetimes).toHaveLength(2);
    expect(lifetimes.every((milliseconds) => milliseconds > 0 && milliseconds <= 30_000)).toBe(true);
  });
});

describe('the politeness of two processes', () => {
  test('lets a request of one wait for those of the other', async () => {
    const { one, two } = await twoProcesses();
    const [mine, theirs] = [one, two].map((shared) => new Politeness({ maxPerHost: 1, minIntervalMs: 0, shared }));
    const end = await mine?.turn(address, signal);
    const order: string[] = [];
    const waiting = theirs?.turn(address, signal).then((endTheirs) => {
      order.push('theirs');
      endTheirs();
    });
    await until(async () => typeof (await two.take(host, { atOnce: 1, intervalMs: 0 })) === 'number');
    order.push('mine is over');
    end?.();
    await waiting;
    expect(order).toEqual(['mine is over', 'theirs']);
  });

  test('who gives up waiting stands in nobody’s way', async () => {
    const { one, two } = await twoProcesses();
    const [mine, theirs] = [one, two].map((shared) => new Politeness({ maxPerHost: 1, minIntervalMs: 0, shared }));
    const end = await mine?.turn(address, signal);
    const impatience = new AbortController();
    const given = theirs?.turn(address, impatience.signal);
    impatience.abort();
    await expect(given).rejects.toBeInstanceOf(FeedError);
    end?.();
    (await theirs?.turn(address, signal))?.();
    (await mine?.turn(address, signal))?.();
  });
});
