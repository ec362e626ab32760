import { expect, inject, test } from 'vitest';
import { rateLimiter } from '../../src/cache/rate-limiter.js';
import { clientOf } from '../../src/http/rate-limit.js';
import { cleanUp } from '../support/clean-up.js';
import { freePort, startRedis } from '../support/servers.js';
import { startTrivialApi, type TrivialApi } from '../support/trivial-api.js';
import { aPrefix, link, until } from './redis-support.js';

const query = JSON.stringify({ query: '{ hello }' });
const mallory = '8.8.8.8';

async function server(points: number, url: string | undefined, prefix = aPrefix()): Promise<TrivialApi> {
  const redis = url === undefined ? undefined : link(url, { prefix }).link;
  const api = await startTrivialApi({ LOTSE_TRUSTED_PROXIES: 'loopback' }, { limiter: rateLimiter(points, redis) });
  cleanUp(() => api.app.close());
  if (redis !== undefined) await redis.whenAvailable(500);
  return api;
}

async function ask({ url }: TrivialApi, from: string | undefined, body = query) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(from === undefined ? {} : { 'x-forwarded-for': from }) },
    body,
  });
  const { errors } = (await response.json()) as { errors?: { extensions: Record<string, unknown> }[] };
  return { status: response.status, headers: response.headers, code: errors?.[0]?.extensions.code };
}

test('two servers with one Redis give an address one budget, and say what is left of it', async () => {
  const prefix = aPrefix();
  const [one, two] = [await server(3, inject('redisUrl'), prefix), await server(3, inject('redisUrl'), prefix)];
  for (const [api, left] of [
    [one, '2'],
    [two, '1'],
    [one, '0'],
  ] as const) {
    const { status, headers } = await ask(api, mallory);
    expect([status, headers.get('x-ratelimit-limit'), headers.get('x-ratelimit-remaining')]).toEqual([200, '3', left]);
    expect(headers.has('retry-after')).toBe(false);
  }
  const refused = await ask(two, mallory);
  expect([refused.status, refused.code]).toEqual([429, 'RATE_LIMITED']);
  const seconds = Number(refused.headers.get('retry-after'));
  expect(seconds).toBeGreaterThan(0);
  expect(seconds).toBeLessThanOrEqual(60);
  expect((await ask(one, '9.9.9.9')).status).toBe(200);
  const again = await ask(two, mallory, 'not even JSON');
  expect([again.status, again.code, again.headers.get('x-ratelimit-remaining')]).toEqual([429, 'RATE_LIMITED', '0']);
  expect((await fetch(`${two.url}/health/live`, { headers: { 'x-forwarded-for': mallory } })).status).toBe(200);
});

test('addresses of private networks are not limited, nor is what a stranger calls himself', async () => {
  const api = await server(1, undefined);
  for (let count = 0; count < 5; count += 1) {
    for (const from of [undefined, '10.1.2.3', '127.0.0.1', 'nonsense'])
      expect((await ask(api, from)).status).toBe(200);
  }
  const strict = await startTrivialApi({}, { limiter: rateLimiter(1) });
  cleanUp(() => strict.app.close());
  for (let count = 0; count < 3; count += 1) expect((await ask(strict, mallory)).status).toBe(200);
});

test('documents that cannot be executed use up the budget too', async () => {
  const api = await server(3, undefined);
  const faulty = JSON.stringify({ query: '{ nothing }' });
  await until(async () => (await ask(api, mallory, faulty)).status === 429);
  expect((await ask(api, mallory)).status).toBe(429);
});

test('while Redis is away each server keeps budgets of its own, and nobody waits', async () => {
  const away = await server(2, `redis://127.0.0.1:${await freePort()}`);
  expect([(await ask(away, mallory)).status, (await ask(away, mallory)).status]).toEqual([200, 200]);
  expect((await ask(away, mallory)).status).toBe(429);

  const redis = await startRedis();
  const dying = await server(2, redis.url);
  expect((await ask(dying, mallory)).status).toBe(200);
  await redis.stop();
  expect([(await ask(dying, mallory)).status, (await ask(dying, mallory)).status]).toEqual([200, 200]);
  expect((await ask(dying, mallory)).status).toBe(429);
});

test('an IPv6 client is its network, and an address in the store cannot be read', () => {
  expect(clientOf('2a00:1450:4001:829::200e')).toBe(clientOf('2a00:1450:4001:829:1:2:3:4'));
  expect(clientOf('2a00:1450:4001:829::200e')).not.toBe(clientOf('2a00:1450:4001:82a::200e'));
  expect(clientOf('::ffff:8.8.8.8')).toBe(clientOf('8.8.8.8'));
  expect(clientOf('8.8.8.8')).not.toContain('8.8.8.8');
  for (const own of ['192.168.1.1', '::1', 'fe80::1', 'fd00::1', '100.64.0.1']) expect(clientOf(own)).toBeUndefined();
});
