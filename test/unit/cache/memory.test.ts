import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { MemoryAnswerCache } from '../../../src/cache/memory.js';

test('a kept text is found again', async () => {
  const cache = new MemoryAnswerCache(1_000);
  await cache.set('a', 'text', 60);
  expect(await cache.get('a')).toBe('text');
  expect(await cache.get('b')).toBeUndefined();
});

test('the least recently used texts make room when the bytes are used up', async () => {
  const cache = new MemoryAnswerCache(1_000);
  await cache.set('a', 'x'.repeat(400), 60);
  await cache.set('b', 'x'.repeat(400), 60);
  await cache.get('a');
  await cache.set('c', 'x'.repeat(400), 60);
  expect(await cache.get('b')).toBeUndefined();
  expect(await cache.get('a')).toHaveLength(400);
});

test('bytes are counted, not characters', async () => {
  const cache = new MemoryAnswerCache(1_000);
  await cache.set('a', '€'.repeat(400), 60);
  expect(await cache.get('a')).toBeUndefined();
});

test('a text is gone after its time', async () => {
  const cache = new MemoryAnswerCache(1_000);
  await cache.set('a', 'text', 0.02);
  await sleep(40);
  expect(await cache.get('a')).toBeUndefined();
});

test('a cache of no bytes keeps nothing', async () => {
  const cache = new MemoryAnswerCache(0);
  await cache.set('a', '', 60);
  expect(await cache.get('a')).toBeUndefined();
});
