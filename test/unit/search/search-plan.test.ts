import { describe, expect, test } from 'vitest';
import { epochDay } from '../../../src/domain/days.js';
import { filterText } from '../../../src/meilisearch/filter-text.js';
import { engineQueries, planSearch, type SearchQuestion } from '../../../src/search/search-plan.js';

const asOf = epochDay('2026-11-23');
const question: SearchQuestion = { query: '', filter: {}, sort: [], evidence: 'any', asOf };
const page = { offset: 40, limit: 20, retrieve: ['record'] };
const visible = `(live = true) AND (f.last >= ${asOf})`.replace(`>= ${asOf}`, `${asOf} TO 65535`);

function queries(more: Partial<SearchQuestion>, facets: Parameters<typeof engineQueries>[2] = []) {
  const plan = planSearch({ ...question, ...more }, []);
  const { queries: made, readings } = engineQueries(plan, page, facets);
  return { made: made.map((query) => ({ ...query, condition: filterText(query.condition) })), readings };
}

describe('the queries of a search', () => {
  test('are one page without facets, of what is live and not over', () => {
    expect(queries({ query: 'data' }).made).toEqual([
      { text: 'data', condition: visible, facets: [], sort: [], ...page },
    ]);
  });

  test('show what is over to those who ask for a status', () => {
    expect(queries({ filter: { status: ['expired'] } }).made[0]?.condition).toBe(
      `(live = true) AND (f.last -1 TO ${asOf - 1})`,
    );
  });

  test('count facets without a selection on the page itself, and others without their own selection', () => {
    const { made, readings } = queries({ filter: { mode: { in: ['online'] }, ects: { min: 5 } } }, [
      { name: 'mode', first: 10 },
      { name: 'language', first: 10 },
      { name: 'ects', first: 10 },
    ]);
    expect(made.map(({ condition, facets, limit }) => ({ condition, facets, limit }))).toEqual([
      {
        condition: `(live = true) AND (f.mode = "online") AND (f.ects >= 5) AND (f.last ${asOf} TO 65535)`,
        facets: ['f.language', 'missing.any'],
        limit: 20,
      },
      {
        condition: `(live = true) AND (f.ects >= 5) AND (f.last ${asOf} TO 65535)`,
        facets: ['f.mode', 'missing.any'],
        limit: 0,
      },
      {
        condition: `(live = true) AND (f.mode = "online") AND (f.last ${asOf} TO 65535)`,
        facets: ['f.ects', 'missing.any'],
        limit: 0,
      },
    ]);
    expect(readings.map(({ result }) => result)).toEqual([1, 0, 2]);
  });

  test('count a status once each, where only that of the expired shows what is over', () => {
    const { made, readings } = queries({}, [{ name: 'status', first: 10 }]);
    expect(made).toHaveLength(5);
    expect(readings[0]?.results?.map(({ value }) => value)).toEqual(['open', 'upcoming', 'expired', 'unknown']);
    expect(made[3]?.condition).toBe(`(live = true) AND (f.last -1 TO ${asOf - 1})`);
  });

  test('count weaker evidence too, to take it away', () => {
    const [main] = queries({ evidence: 'exact' }, [{ name: 'mode', first: 10 }]).made;
    expect(main?.facets).toEqual(['f.mode', 'inexact.mode', 'missing.any', 'missing.exact']);
  });

  test('are sorted by what was asked for', () => {
    const near = { latitude: 1, longitude: 2, km: 3 };
    const sort = (['relevance', 'title', 'startDate', 'price', 'updated', 'eqfLevel', 'distance'] as const).map(
      (by) => ({
        by,
        descending: by === 'price',
      }),
    );
    expect(queries({ sort, filter: { near, price: { currency: 'SEK' } } }).made[0]?.sort).toEqual([
      { attribute: 's.title', descending: false },
      { attribute: 's.start', descending: false },
      { attribute: 'f.price.SEK', descending: true },
      { attribute: 'updated', descending: false },
      { attribute: 'f.eqfLevel', descending: false },
      { near, descending: false },
    ]);
  });
});

describe('the id of a plan', () => {
  const idOf = (more: Partial<SearchQuestion>, points: string[] = []) =>
    planSearch({ ...question, ...more }, points).id;

  test('is the same for the same question, however its filter is written down', () => {
    const one = idOf({ filter: { ects: { min: 1, max: 2 }, mode: { in: ['online'] } } });
    expect(idOf({ filter: { mode: { in: ['online'] }, ects: { max: 2, min: 1 } } })).toBe(one);
    expect(one).toMatch(/^[0-9a-f]{16}$/);
  });

  test('does not change when the index learns of new points', () => {
    const filter = { near: { latitude: 0, longitude: 0, km: 10 } };
    expect(idOf({ filter }, ['0.00000,0.00000'])).toBe(idOf({ filter }, []));
  });

  test('is another one for every other question', () => {
    const ids = [
      idOf({}),
      idOf({ query: 'a' }),
      idOf({ filter: { ects: { min: 1 } } }),
      idOf({ filter: { not: { ects: { min: 1 } } } }),
      idOf({ filter: { near: { latitude: 0, longitude: 0, km: 10 } } }),
      idOf({ filter: { near: { latitude: 0, longitude: 0, km: 11 } } }),
      idOf({ sort: [{ by: 'title', descending: false }] }),
      idOf({ sort: [{ by: 'title', descending: true }] }),
      idOf({ evidence: 'stated' }),
      idOf({ asOf: asOf + 1 }),
      idOf({ filter: { ects: { in: [Number.POSITIVE_INFINITY] } } }),
      idOf({ filter: { ects: { in: [Number.NEGATIVE_INFINITY] } } }),
    ];
    expect(new Set(ids).size).toBe(ids.length);
  });
});
