import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { MemoryAnswerCache } from '../../../src/cache/memory.js';
import type { AnswerCache } from '../../../src/search/answer-cache.js';
import { CachedEngine, type CachedEngineOptions } from '../../../src/search/cached-engine.js';
import { SearchUnavailable } from '../../../src/search/search-engine.js';
import { aQuery, StubEngine } from '../../support/stub-engine.js';

function cached(options: Partial<CachedEngineOptions> = {}): { engine: StubEngine; cache: CachedEngine } {
  const engine = new StubEngine();
  return { engine, cache: new CachedEngine(engine, { maxBytes: 100_000, ttlSeconds: 60, ...options }) };
}

/** A shared cache whose every stored text is replaced. */
function answering(text: string): AnswerCache {
  return { get: async () => text, set: async () => {}, close: async () => {} };
}

test('the same search is answered from memory, and says the same', async () => {
  const { engine, cache } = cached();
  const first = await cache.search([aQuery('art')]);
  expect(await cache.search([aQuery('art')])).toEqual(first);
  expect(engine.searches).toBe(1);
  expect(cache.counts).toEqual({ hits: 1, sharedHits: 0, joined: 0, misses: 1 });
});

test.each([
  ['text', aQuery('b')],
  ['place in the result', aQuery('a', { offset: 10 })],
  ['size', aQuery('a', { limit: 11 })],
  ['facets', aQuery('a', { facets: ['f.language'] })],
  ['sort', aQuery('a', { sort: [{ attribute: 's.title', descending: true }] })],
  ['fields', aQuery('a', { retrieve: [] })],
])('a search that differs in %s is another search', async (_, other) => {
  const { engine, cache } = cached();
  await cache.search([aQuery('a')]);
  await cache.search([other]);
  expect(engine.searches).toBe(2);
});

test('ranges that are open at different ends are different searches', async () => {
  const { engine, cache } = cached();
  const from = (min: number) => aQuery('a', { condition: { kind: 'range', attribute: 'n', min, max: 1 } });
  await cache.search([from(Number.NEGATIVE_INFINITY)]);
  await cache.search([from(Number.POSITIVE_INFINITY)]);
  expect(engine.searches).toBe(2);
});

test('one question and the same question asked twice are different searches', async () => {
  const { cache } = cached();
  await cache.search([aQuery('a')]);
  expect((await cache.search([aQuery('a'), aQuery('a')])).results).toHaveLength(2);
});

test('after a change of the index nothing old is answered', async () => {
  const { engine, cache } = cached();
  await cache.search([aQuery('art')]);
  engine.known = 'g2';
  const answer = await cache.search([aQuery('art')]);
  expect(answer.generation).toBe('g2');
  expect(answer.results[0]?.hits[0]?.id).toBe('art@g2');
});

test('an answer is kept under the generation it was read from, not the one that was expected', async () => {
  const { engine, cache } = cached();
  engine.actual = 'g2';
  expect((await cache.search([aQuery('art')])).generation).toBe('g2');
  engine.known = 'g2';
  await cache.search([aQuery('art')]);
  expect(engine.searches).toBe(1);
  engine.known = 'g1';
  engine.actual = 'g1';
  expect((await cache.search([aQuery('art')])).generation).toBe('g1');
  expect(engine.searches).toBe(2);
});

test('200 identical searches at the same time cost one, and no other search waits for them', async () => {
  const { engine, cache } = cached();
  let open = () => {};
  engine.gate = new Promise((done) => {
    open = done;
  });
  const same = Promise.all(Array.from({ length: 200 }, () => cache.search([aQuery('art')])));
  await sleep(5);
  engine.gate = Promise.resolve();
  expect((await cache.search([aQuery('music')])).results[0]?.hits[0]?.id).toBe('music@g1');
  open();
  expect(new Set((await same).map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(engine.searches).toBe(2);
  expect(cache.counts.joined).toBe(199);
});

test('errors reach everybody who waits, and are not kept', async () => {
  const { engine, cache } = cached();
  engine.failure = undefined;
  engine.gate = sleep(10).then(() => {
    engine.failure = new SearchUnavailable('away');
  });
  const both = await Promise.allSettled([cache.search([aQuery('art')]), cache.search([aQuery('art')])]);
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  engine.failure = undefined;
  engine.gate = Promise.resolve();
  expect((await cache.search([aQuery('art')])).results[0]?.total).toBe(1);
});

test('an engine that is known to be down is not hidden by what was kept', async () => {
  const { engine, cache } = cached();
  await cache.search([aQuery('art')]);
  engine.failure = new SearchUnavailable('away');
  await expect(cache.search([aQuery('art')])).rejects.toThrow(SearchUnavailable);
});

test('another process finds the answer in the shared cache, then keeps it itself', async () => {
  const shared = new MemoryAnswerCache(100_000);
  const one = cached({ shared });
  const answer = await one.cache.search([aQuery('art')]);
  const two = cached({ shared });
  expect(await two.cache.search([aQuery('art')])).toEqual(answer);
  expect(await two.cache.search([aQuery('art')])).toEqual(answer);
  expect(two.engine.searches).toBe(0);
  expect(two.cache.counts).toEqual({ hits: 1, sharedHits: 1, joined: 0, misses: 0 });
});

test.each([
  ['no JSON', '{"generation":"g1","results":['],
  ['another shape', '{"generation":"g1","results":[{}]}'],
  ['another generation', '{"generation":"g0","results":[{"hits":[],"total":0,"facets":{}}]}'],
  ['another number of results', '{"generation":"g1","results":[]}'],
])('a shared text that is %s is not used', async (_, text) => {
  const { cache } = cached({ shared: answering(text) });
  expect((await cache.search([aQuery('art')])).results[0]?.hits[0]?.id).toBe('art@g1');
});

test('memory is bounded in bytes; with 0 nothing is kept', async () => {
  const bounded = cached({ maxBytes: 3_000 });
  for (let index = 0; index < 100; index += 1) await bounded.cache.search([aQuery(`q${index}`)]);
  await bounded.cache.search([aQuery('q99')]);
  expect(bounded.engine.searches).toBe(100);
  await bounded.cache.search([aQuery('q0')]);
  expect(bounded.engine.searches).toBe(101);
  const none = cached({ maxBytes: 0 });
  await none.cache.search([aQuery('art')]);
  await none.cache.search([aQuery('art')]);
  expect(none.engine.searches).toBe(2);
});

test('everything but searches goes to the engine', async () => {
  const { cache } = cached();
  expect(await cache.documents(['a'], [])).toEqual([{ id: 'a', record: {} }]);
  expect(await cache.points()).toEqual(['p1']);
  expect(await cache.generation()).toBe('g1');
  expect(cache.maxFacetValues).toBe(7);
});
