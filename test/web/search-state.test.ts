import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  choiceFilterNames,
  choiceFilters,
  codeFilterNames,
  dateFilterNames,
  notStated,
  rangeFilterNames,
  sortNames,
} from '../../src/web/search-state/filter-names.js';
import { formatState } from '../../src/web/search-state/format-state.js';
import { parseState } from '../../src/web/search-state/parse-state.js';
import { withoutRefused } from '../../src/web/search-state/refused.js';
import { changed, emptyState, type SearchState } from '../../src/web/search-state/search-state.js';
import { toFilter, toSort, toVariables } from '../../src/web/search-state/to-variables.js';

const parse = (query: string) => parseState(new URLSearchParams(query));
const written = (state: SearchState) => formatState(state).toString();

const names = [
  ...['q', 'place', 'at', 'km', 'online', 'evidence', 'sort', 'view', 'after', 'before', 'page', 'currency', 'lang'],
  ...[...codeFilterNames, ...choiceFilterNames, ...rangeFilterNames, ...dateFilterNames],
  ...rangeFilterNames.flatMap((name) => [`${name}-min`, `${name}-max`]),
  ...dateFilterNames.flatMap((name) => [`${name}-from`, `${name}-to`]),
];
const values = fc.oneof(
  fc.constantFrom('', notStated, 'yes', 'no', 'any', 'map', '5', '2,5', '0', '2026-09-01', '2026-02-30', 'EUR', 'SEK'),
  fc.constantFrom(
    'Kiel',
    '54.32,10.12 Kiel',
    '-0.00000001,-179.9999999 Kiel',
    '91,0 Kiel',
    'open',
    'distance',
    'title',
  ),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.integer({ min: -5, max: 2_000_000 }).map(String),
);
const addresses = fc
  .array(fc.tuple(fc.constantFrom(...names), values), { maxLength: 25 })
  .map((pairs) => new URLSearchParams(pairs));

describe('the address of a search', () => {
  test('says what was read from any address, and the same again', () => {
    fc.assert(
      fc.property(addresses, (params) => {
        const state = parseState(params);
        const again = formatState(state);
        expect(parseState(again)).toEqual(state);
        expect(formatState(parseState(again)).toString()).toBe(again.toString());
      }),
      { numRuns: 2000 },
    );
  });

  test('is empty for a search for everything, and that is what nonsense asks for', () => {
    expect(written(emptyState)).toBe('');
    expect(parse('level=9&ects-min=-1&start-from=yesterday&sort=best&km=x&page=0&evidence=all&view=globe')).toEqual(
      emptyState,
    );
  });

  test('leaves empty fields of a form out', () => {
    expect(written(parse('q=&ects-min=&ects-max=&currency=&place=&at=&km=&sort=&evidence='))).toBe('');
  });

  test('orders the ends of a range, and reads a decimal comma', () => {
    expect(parse('ects-min=10&ects-max=2,5').ranges.ects).toEqual({ min: 2.5, max: 10 });
    expect(parse('start-from=2027-01-01&start-to=2026-01-01').dates.start).toEqual({
      min: '2026-01-01',
      max: '2027-01-01',
    });
  });

  test('knows where a place is only as long as the place is the same', () => {
    expect(parse('place=Kiel&at=54.3233,10.1228 Kiel').place?.point).toEqual({ latitude: 54.3233, longitude: 10.1228 });
    expect(parse('place=Bonn&at=54.3233,10.1228 Kiel').place).toEqual({ name: 'Bonn', km: 50, online: false });
  });

  test('goes back to the first page with every change', () => {
    const state = parse('q=x&after=abc&page=3');
    expect(state.page).toEqual({ after: 'abc', number: 3 });
    expect(changed(state, { q: 'y' }).page).toEqual({ number: 1 });
  });
});

describe('what a search asks the API for', () => {
  test('nothing but words where nothing is chosen', () => {
    expect(toVariables(parse('q=water'))).toEqual({ query: 'water', filter: {}, evidence: 'EXACT' });
    expect(toSort(emptyState)).toEqual([]);
  });

  test('chosen values, and those that state none', () => {
    expect(toFilter(parse('level=6&level=none&language=de&language=en&mode=none&status=open&evidence=any'))).toEqual({
      eqfLevel: { in: [6], notStated: true },
      language: { in: ['de', 'en'] },
      mode: { notStated: true },
      status: ['OPEN'],
    });
  });

  test.each([
    ['free=yes', { free: { is: true } }],
    ['free=no&free=none', { free: { is: false, notStated: true } }],
    ['free=none', { free: { notStated: true } }],
    ['free=yes&free=no', { free: { notStated: false } }],
    ['free=yes&free=no&free=none', {}],
    ['price-min=10', { price: { min: 10, currency: 'EUR' } }],
    ['price-max=10&price=none&currency=SEK', { price: { max: 10, notStated: true, currency: 'SEK' } }],
    ['price=none', { price: { notStated: true } }],
    ['currency=SEK', { price: { currency: 'SEK' } }],
    ['complete-min=5', { completeness: { min: 5 } }],
    ['hours-min=10&hours-max=20', { workloadHours: { min: 10, max: 20 } }],
    ['start-from=2026-09-01&start=none', { startDate: { min: '2026-09-01', notStated: true } }],
    ['place=Kiel', {}],
    ['place=Kiel&at=54,10 Kiel&km=25&online=yes', { near: { latitude: 54, longitude: 10, km: 25, orOnline: true } }],
  ])('%s', (query, filter) => {
    expect(toFilter(parse(query))).toEqual(filter);
  });

  test('each order, by distance only from a place', () => {
    for (const sort of sortNames) {
      const expected = sort === 'relevance' || sort === 'distance' ? 0 : 1;
      expect([sort, toSort(parse(`sort=${sort}`)).length]).toEqual([sort, expected]);
    }
    expect(toSort(parse('sort=distance&place=Kiel&at=54,10 Kiel'))).toEqual([{ by: 'DISTANCE', direction: 'ASC' }]);
  });
});

describe('what the API refuses is left out', () => {
  const state = parse(
    'q=x&level=5&language=aa&language=xx&language=none&ects-min=1&price-min=2&currency=XXX&start-from=2026-01-01&place=K&at=1,1 K&sort=title&after=abc',
  );
  test.each([
    ['filter.language.in.1', (left: SearchState) => left.codes.language, ['aa', 'none']],
    ['filter.language', (left: SearchState) => left.codes.language, undefined],
    ['filter.eqfLevel.in.0', (left: SearchState) => left.choices.level, undefined],
    ['filter.ects', (left: SearchState) => left.ranges.ects, undefined],
    ['filter.price.currency', (left: SearchState) => [left.currency, left.ranges.price], ['EUR', undefined]],
    ['filter.startDate.min', (left: SearchState) => left.dates.start, undefined],
    ['filter.near.km', (left: SearchState) => left.place, undefined],
    ['sort.0.by', (left: SearchState) => left.sort, 'relevance'],
    ['after', (left: SearchState) => left.page, { number: 1 }],
    ['query', (left: SearchState) => left.q, ''],
  ])('%s', (argument, read, expected) => {
    const left = withoutRefused(state, argument);
    expect(left).toBeDefined();
    expect(left && read(left)).toEqual(expected);
    expect(left && written(left)).not.toBe(written(state));
  });

  test('but for faults that lie elsewhere', () => {
    expect(withoutRefused(state, 'language')).toBeUndefined();
    expect(withoutRefused(emptyState, 'query')).toBeUndefined();
  });

  test('every filter can be left out', () => {
    const all = new URLSearchParams('place=K&at=1,1 K');
    for (const name of codeFilterNames) all.append(name, 'x');
    for (const name of choiceFilterNames) all.append(name, choiceFilters[name][0]);
    for (const name of rangeFilterNames) all.append(`${name}-min`, '1');
    for (const name of dateFilterNames) all.append(`${name}-from`, '2026-01-01');
    let left = parseState(all);
    for (const field of Object.keys(toFilter(left))) left = withoutRefused(left, `filter.${field}`) ?? left;
    expect(left).toEqual(emptyState);
  });
});
