import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import {
  AnswerCache,
  type AnswerCacheOptions,
  type AskedText,
  type KeptAnswer,
} from '../../../src/http/answer-cache.js';

function aCache(options: Partial<AnswerCacheOptions> = {}) {
  const now: { state: string | undefined } = { state: 'g1' };
  return { now, cache: new AnswerCache({ maxBytes: 10_000, ttlSeconds: 60, state: () => now.state, ...options }) };
}

const asked: AskedText = { body: '{"query":"{a}"}', contentType: 'application/json', accept: '*/*' };

function anAnswer(text = 'answer'): KeptAnswer {
  return { body: Buffer.from(text), contentType: 'application/json' };
}

function keep(cache: AnswerCache, answer: KeptAnswer, request = asked): void {
  const found = cache.find(request);
  if (found === undefined || !('keep' in found)) throw new Error('nothing can be kept, or it is kept already');
  found.keep(answer);
}

test('the same request in the same state has the answer that was kept', () => {
  const { cache } = aCache();
  const answer = anAnswer();
  keep(cache, answer);
  expect(cache.find({ ...asked })).toBe(answer);
});

test.each([
  ['body', { ...asked, body: '{"query":"{b}"}' }],
  ['accepted type', { ...asked, accept: 'application/graphql-response+json' }],
  ['accepted type, as it has none', { ...asked, accept: undefined }],
  ['type of its body', { ...asked, contentType: 'application/json; charset=utf-8' }],
])('a request that differs in the %s is another request', (_, other) => {
  const { cache } = aCache();
  keep(cache, anAnswer());
  expect(cache.find(other)).toHaveProperty('keep');
});

test('an answer is not given for another state, nor when the old state comes back', () => {
  const { cache, now } = aCache();
  keep(cache, anAnswer());
  now.state = 'g2';
  expect(cache.find(asked)).toHaveProperty('keep');
  now.state = 'g1';
  expect(cache.find(asked)).toHaveProperty('keep');
});

test('an answer that was asked for in one state and made in another is not kept', () => {
  const { cache, now } = aCache();
  const found = cache.find(asked);
  now.state = 'g2';
  if (found !== undefined && 'keep' in found) found.keep(anAnswer());
  expect(cache.find(asked)).toHaveProperty('keep');
  now.state = 'g1';
  expect(cache.find(asked)).toHaveProperty('keep');
});

test('while the state is not known nothing is answered or kept, and afterwards everything is there again', () => {
  const { cache, now } = aCache();
  const answer = anAnswer();
  keep(cache, answer);
  now.state = undefined;
  expect(cache.find(asked)).toBeUndefined();
  now.state = 'g1';
  expect(cache.find(asked)).toBe(answer);
});

test('it holds no more bytes than allowed, requests included, and lets go of what was not asked for longest', () => {
  const { cache } = aCache({ maxBytes: 5_000 });
  const bodies = ['a', 'b', 'c', 'd'].map((name) => ({ ...asked, body: name.repeat(500) }));
  for (const body of bodies) keep(cache, anAnswer('x'.repeat(500)), body);
  expect(bodies.map((body) => 'body' in (cache.find(body) ?? {}))).toEqual([false, true, true, true]);
});

test('with no bytes nothing is kept', () => {
  const { cache } = aCache({ maxBytes: 0 });
  expect(cache.find(asked)).toBeUndefined();
});

test('an answer is let go when its time is over', async () => {
  const { cache } = aCache({ ttlSeconds: 0.02 });
  keep(cache, anAnswer());
  expect(cache.find(asked)).toHaveProperty('body');
  await sleep(60);
  expect(cache.find(asked)).toHaveProperty('keep');
});
