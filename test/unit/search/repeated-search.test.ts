import { beforeEach, describe, expect, test } from 'vitest';
import { epochDay } from '../../../src/domain/days.js';
import { CachedEngine } from '../../../src/search/cached-engine.js';
import { type SearchRequest, SearchService } from '../../../src/search/search-service.js';
import { MemoryEngine } from '../../support/memory-engine.js';
import { aDocument } from '../../support/opportunities.js';

const today = epochDay('2026-09-01');
const offers = ['a', 'b', 'c', 'd'].map((id) => aDocument(id));

let engine: MemoryEngine;
let day: number;
let service: SearchService;
beforeEach(() => {
  engine = new MemoryEngine(offers);
  day = today;
  service = new SearchService(new CachedEngine(engine, { maxBytes: 1_000_000, ttlSeconds: 60 }), () => day);
});

const pages: SearchRequest = { first: 2, facets: [{ name: 'provider', first: 5 }], retrieve: ['id'] };

test('a repeated search says the same and asks the engine once', async () => {
  const first = await service.search(pages);
  expect(first.hits).toHaveLength(2);
  expect(await service.search({ ...pages })).toEqual(first);
  expect(engine.calls).toHaveLength(1);
});

describe('a search that follows another one and differs', () => {
  const others: readonly [string, SearchRequest][] = [
    ['in its size', { ...pages, first: 3 }],
    [
      'in its facets',
      {
        ...pages,
        facets: [
          { name: 'provider', first: 5 },
          { name: 'kind', first: 5 },
        ],
      },
    ],
    ['in the size of a facet', { ...pages, facets: [{ name: 'source', first: 1 }] }],
    ['in its filter', { ...pages, filter: { free: { is: true } } }],
    ['in a filter that means the same', { ...pages, filter: { and: [] } }],
    ['in its words', { ...pages, query: 'words' }],
    ['in its day', { ...pages, asOf: today + 40 }],
    ['in its place', { facets: [{ name: 'provider', first: 5 }], retrieve: ['id'], last: 2 }],
  ];

  test.each(others)('%s is answered as if it came first', async (_, other) => {
    const fresh = new SearchService(new MemoryEngine(offers), () => day);
    await service.search(pages);
    expect(await service.search(other)).toEqual(await fresh.search(other));
    expect(await service.search(other)).toEqual(await fresh.search(other));
  });
});

test('a repeated search of the next day is for the next day', async () => {
  const first = await service.search(pages);
  day += 1;
  const next = await service.search(pages);
  expect(next.hits[0]?.cursor).not.toBe(first.hits[0]?.cursor);
});

test('pages follow each other as often as they are asked for', async () => {
  for (const _ of [1, 2, 3]) {
    const first = await service.search(pages);
    const second = await service.search({ ...pages, after: first.hits[1]?.cursor ?? '' });
    expect([...first.hits, ...second.hits].map(({ document }) => document.id)).toEqual(offers.map(({ id }) => id));
  }
});

test('what is refused is refused each time', async () => {
  for (const _ of [1, 2]) await expect(service.search({ first: 101 })).rejects.toThrow('first is 101');
});
