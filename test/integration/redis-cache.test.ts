import { Redis } from 'ioredis';
import { expect, inject, test } from 'vitest';
import { RedisAnswerCache } from '../../src/cache/redis-answers.js';
import { CachedEngine } from '../../src/search/cached-engine.js';
import { cleanUp } from '../support/clean-up.js';
import { freePort, startRedis } from '../support/servers.js';
import { aQuery, StubEngine } from '../support/stub-engine.js';
import { aPrefix, link, timed, until } from './redis-support.js';

function raw(url: string): Redis {
  const redis = new Redis(url);
  cleanUp(async () => redis.disconnect());
  return redis;
}

async function ownRedis(args: readonly string[] = [], port?: number) {
  const redis = await startRedis({ args, ...(port === undefined ? {} : { port }) });
  cleanUp(redis.stop);
  return redis;
}

test('a text that one process keeps is found by another', async () => {
  const prefix = aPrefix();
  const one = link(inject('redisUrl'), { prefix }).link;
  const two = link(inject('redisUrl'), { prefix }).link;
  await Promise.all([one.whenAvailable(2_000), two.whenAvailable(2_000)]);
  const hostile = '\r\nFLUSHALL\r\n€😀\u0000';
  await new RedisAnswerCache(one).set(hostile, hostile, 60);
  expect(await new RedisAnswerCache(two).get(hostile)).toBe(hostile);
  expect(await new RedisAnswerCache(two).get('other')).toBeUndefined();
});

test('texts live about as long as told, each a bit differently, and only under our prefix', async () => {
  const prefix = aPrefix();
  const { link: redis } = link(inject('redisUrl'), { prefix });
  await redis.whenAvailable(2_000);
  const cache = new RedisAnswerCache(redis);
  for (let index = 0; index < 30; index += 1) await cache.set(`k${index}`, 'x', 100);
  const direct = raw(inject('redisUrl'));
  const keys = await direct.keys(`${prefix}:*`);
  expect(keys).toHaveLength(30);
  const lives = await Promise.all(keys.map((key) => direct.pttl(key)));
  expect(Math.min(...lives)).toBeGreaterThan(89_000);
  expect(Math.max(...lives)).toBeLessThanOrEqual(110_000);
  expect(Math.max(...lives) - Math.min(...lives)).toBeGreaterThan(2_000);
});

test('a key that somebody else made into a list is no answer and stays a list', async () => {
  const prefix = aPrefix();
  const { link: redis } = link(inject('redisUrl'), { prefix });
  await redis.whenAvailable(2_000);
  const direct = raw(inject('redisUrl'));
  await direct.rpush(`${prefix}:answer:a`, '1');
  expect(await new RedisAnswerCache(redis).get('a')).toBeUndefined();
  expect(await direct.type(`${prefix}:answer:a`)).toBe('list');
  expect(redis.available).toBe(true);
});

test('a Redis that is emptied by somebody else just has no answers', async () => {
  const redis = await ownRedis();
  const { link: connection } = link(redis.url);
  await connection.whenAvailable(2_000);
  const cache = new RedisAnswerCache(connection);
  await cache.set('a', 'x', 60);
  await raw(redis.url).flushall();
  expect(await cache.get('a')).toBeUndefined();
  await cache.set('a', 'y', 60);
  expect(await cache.get('a')).toBe('y');
});

test('where there is no Redis at all, nothing waits and the log says so once', async () => {
  const { link: connection, lines } = link(`redis://:hunter2@127.0.0.1:${await freePort()}`);
  const cache = new RedisAnswerCache(connection);
  const took = await timed(async () => {
    for (let index = 0; index < 200; index += 1) {
      await cache.set(`k${index}`, 'x', 60);
      expect(await cache.get(`k${index}`)).toBeUndefined();
    }
  });
  expect(took).toBeLessThan(1_000);
  await until(() => lines.length > 0);
  await new Promise((done) => setTimeout(done, 600));
  expect(lines.map(({ level }) => level)).toEqual(['warn']);
  expect(JSON.stringify(lines)).not.toContain('hunter2');
});

test('a Redis that goes and comes back loses the answers and nothing else', async () => {
  const first = await ownRedis();
  const { link: connection, lines } = link(first.url);
  await connection.whenAvailable(2_000);
  const cache = new RedisAnswerCache(connection);
  await cache.set('a', 'x', 60);
  await first.stop();
  expect(await timed(() => cache.get('a'))).toBeLessThan(1_000);
  expect(await cache.get('a')).toBeUndefined();
  await ownRedis([], first.port);
  await until(() => connection.available);
  await cache.set('a', 'y', 60);
  expect(await cache.get('a')).toBe('y');
  expect(lines.map(({ level }) => level)).toEqual(['warn', 'info']);
});

test('a frozen Redis costs its time limit once, not once a query, and is used again when it thaws', async () => {
  const redis = await ownRedis();
  const { link: connection, lines } = link(redis.url);
  await connection.whenAvailable(2_000);
  const cache = new RedisAnswerCache(connection);
  await cache.set('a', 'x', 60);
  redis.freeze();
  const first = await timed(() => cache.get('a'));
  expect(first).toBeGreaterThan(80);
  expect(first).toBeLessThan(1_000);
  const rest = await timed(async () => {
    for (let index = 0; index < 100; index += 1) expect(await cache.get('a')).toBeUndefined();
  });
  expect(rest).toBeLessThan(1_000);
  redis.thaw();
  await until(() => connection.available);
  expect(await cache.get('a')).toBe('x');
  expect(lines.map(({ level }) => level)).toEqual(['warn', 'info']);
});

test('a full Redis keeps nothing new, and what it has is still answered', async () => {
  const redis = await ownRedis(['--maxmemory', '3mb', '--maxmemory-policy', 'noeviction']);
  const { link: connection, lines } = link(redis.url);
  await connection.whenAvailable(2_000);
  const cache = new RedisAnswerCache(connection);
  await cache.set('first', 'x', 60);
  const big = 'x'.repeat(50_000);
  for (let index = 0; index < 100; index += 1) await cache.set(`k${index}`, big, 60);
  expect(await cache.get('first')).toBe('x');
  expect(await cache.get('k99')).toBeUndefined();
  expect(lines.map(({ message }) => message)).toContain('redis refuses a command of the cache');
  expect(lines.length).toBeLessThan(4);
  expect(connection.available).toBe(true);
});

test('texts that take longer to move than to find again are not shared', async () => {
  const { link: connection } = link(inject('redisUrl'));
  await connection.whenAvailable(2_000);
  const cache = new RedisAnswerCache(connection);
  await cache.set('a', 'x'.repeat(1_000_001), 60);
  expect(await cache.get('a')).toBeUndefined();
});

test('searches stay right and quick while Redis runs, freezes, thaws, dies and returns', async () => {
  const redis = await ownRedis();
  const { link: connection } = link(redis.url);
  await connection.whenAvailable(2_000);
  const engine = new StubEngine();
  const cached = () =>
    new CachedEngine(engine, { maxBytes: 100_000, ttlSeconds: 60, shared: new RedisAnswerCache(connection) });
  let slowest = 0;
  const ask = async (phase: string) => {
    const cache = cached();
    for (let index = 0; index < 20; index += 1) {
      const took = await timed(async () => {
        const answer = await cache.search([aQuery(`${phase}${index % 10}`)]);
        expect(answer.results[0]?.hits[0]?.id).toBe(`${phase}${index % 10}@g1`);
      });
      slowest = Math.max(slowest, took);
    }
    return cache.counts;
  };
  await ask('runs');
  await until(async () => (await ask('runs')).sharedHits === 10);
  redis.freeze();
  expect((await ask('runs')).misses).toBe(10);
  redis.thaw();
  await until(() => connection.available);
  expect((await ask('runs')).sharedHits).toBe(10);
  await redis.stop();
  expect((await ask('runs')).misses).toBe(10);
  await ownRedis([], redis.port);
  await until(() => connection.available);
  await ask('again');
  await until(async () => (await ask('again')).sharedHits === 10);
  expect(slowest).toBeLessThan(1_000);
});

test('after it is closed it is as if there were no Redis, and it says nothing', async () => {
  const { link: connection, lines } = link(inject('redisUrl'));
  await connection.whenAvailable(2_000);
  await connection.close();
  expect(await new RedisAnswerCache(connection).get('a')).toBeUndefined();
  expect(lines).toEqual([]);
});
