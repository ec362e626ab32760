import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { expect, inject, test } from 'vitest';
import type { RedisLink } from '../../src/cache/redis.js';
import { RedisRunLock } from '../../src/cache/redis-lock.js';
import type { RunLock } from '../../src/harvest/run-lock.js';
import { cleanUp } from '../support/clean-up.js';
import { recordingLog } from '../support/recording-log.js';
import { freePort, startRedis } from '../support/servers.js';
import { aPrefix, link, until } from './redis-support.js';

/** The lock of one machine, in memory. */
function machine(): RunLock & { readonly held: Set<string> } {
  const held = new Set<string>();
  return {
    held,
    async acquire(source) {
      if (held.has(source)) return undefined;
      held.add(source);
      return async () => {
        held.delete(source);
      };
    },
  };
}

function lockOn(redis: RedisLink, ttlMs = 5_000) {
  const local = machine();
  const { log, lines } = recordingLog();
  return { lock: new RedisRunLock(redis, { local, ttlMs, patienceMs: 1_000, log }), local, lines };
}

function twoMachines(url: string, ttlMs?: number) {
  const prefix = aPrefix();
  const machines = [1, 2].map(() => lockOn(link(url, { prefix }).link, ttlMs));
  const [one, two] = machines;
  if (one === undefined || two === undefined) throw new Error('unreachable');
  return { one, two, prefix };
}

test('of two machines one runs a source, and the other one after it', async () => {
  const { one, two } = twoMachines(inject('redisUrl'));
  const release = await one.lock.acquire('uni');
  expect(release).toBeDefined();
  expect(await two.lock.acquire('uni')).toBeUndefined();
  expect(two.local.held.size).toBe(0);
  await release?.();
  const next = await two.lock.acquire('uni');
  expect(next).toBeDefined();
  await next?.();
});

test('sources are locked one by one', async () => {
  const { one, two } = twoMachines(inject('redisUrl'));
  const releases = await Promise.all([one.lock.acquire('uni'), two.lock.acquire('college')]);
  expect(releases.every((release) => release !== undefined)).toBe(true);
  for (const release of releases) await release?.();
});

test('a run that takes longer than the lifetime of its lock keeps it', async () => {
  const { one, two } = twoMachines(inject('redisUrl'), 300);
  const release = await one.lock.acquire('uni');
  await sleep(900);
  expect(await two.lock.acquire('uni')).toBeUndefined();
  await release?.();
});

test('the lock of a process that died is free after its lifetime', async () => {
  const prefix = aPrefix();
  const dead = link(inject('redisUrl'), { prefix }).link;
  const { lock } = lockOn(dead, 300);
  await lock.acquire('uni');
  await dead.close();
  const { lock: other } = lockOn(link(inject('redisUrl'), { prefix }).link);
  expect(await other.acquire('uni')).toBeUndefined();
  await until(async () => {
    const release = await other.acquire('uni');
    await release?.();
    return release !== undefined;
  });
});

test('a run whose lock another one has meanwhile is told so once, and does not remove it', async () => {
  const { one, two, prefix } = twoMachines(inject('redisUrl'), 600);
  let lost = 0;
  const release = await one.lock.acquire('uni', () => {
    lost += 1;
  });
  const direct = new Redis(inject('redisUrl'));
  cleanUp(async () => direct.disconnect());
  await sleep(450);
  expect(lost).toBe(0);
  await direct.set(`${prefix}:run:uni`, 'another run');
  await until(() => one.lines.length > 0);
  await sleep(450);
  expect([lost, one.lines.length]).toEqual([1, 1]);
  expect(one.lines[0]?.message).toBe('a lock of this process was taken by another one');
  await release?.();
  expect(await direct.get(`${prefix}:run:uni`)).toBe('another run');
  expect(await two.lock.acquire('uni')).toBeUndefined();
  await direct.del(`${prefix}:run:uni`);
});

test('a lock that Redis forgot is taken again', async () => {
  const { one, two, prefix } = twoMachines(inject('redisUrl'), 300);
  const release = await one.lock.acquire('uni');
  const direct = new Redis(inject('redisUrl'));
  cleanUp(async () => direct.disconnect());
  await direct.del(`${prefix}:run:uni`);
  await until(async () => (await direct.get(`${prefix}:run:uni`)) !== null);
  expect(await two.lock.acquire('uni')).toBeUndefined();
  await release?.();
  expect(await direct.get(`${prefix}:run:uni`)).toBeNull();
});

test('without Redis runs are kept apart on each machine, and the log says that this is all', async () => {
  const { link: redis } = link(`redis://127.0.0.1:${await freePort()}`);
  const { lock, lines } = lockOn(redis);
  const release = await lock.acquire('uni');
  expect(release).toBeDefined();
  expect(await lock.acquire('uni')).toBeUndefined();
  expect(lines.map(({ level }) => level)).toEqual(['warn']);
  await release?.();
  expect(await lock.acquire('uni')).toBeDefined();
});

test('a Redis that dies during a run does not keep the lock from being released', async () => {
  const server = await startRedis();
  cleanUp(server.stop);
  const { lock, local } = lockOn(link(server.url).link, 300);
  const release = await lock.acquire('uni');
  await server.stop();
  await sleep(200);
  await release?.();
  expect(local.held.size).toBe(0);
});
