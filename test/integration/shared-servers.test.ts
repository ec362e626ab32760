import { Redis } from 'ioredis';
import { expect, inject, test } from 'vitest';

test('a real Redis answers every test file', async () => {
  const redis = new Redis(inject('redisUrl'));
  await redis.set('shared-servers:a', '1');
  expect(await redis.get('shared-servers:a')).toBe('1');
  redis.disconnect();
});

test('a real Meilisearch accepts its master key and nothing else', async () => {
  const version = (key: string) =>
    fetch(`${inject('meiliUrl')}/version`, { headers: { authorization: `Bearer ${key}` } });
  expect((await version(inject('meiliKey'))).status).toBe(200);
  expect((await version('wrong')).status).toBe(403);
});
