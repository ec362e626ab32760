import { describe, expect, test } from 'vitest';
import { epochDay, lastDay } from '../../../src/domain/days.js';
import type { EvidenceTier } from '../../../src/domain/evidence.js';
import { filterText } from '../../../src/meilisearch/filter-text.js';
import { asksForStatus, compileFilter } from '../../../src/search/compile-filter.js';
import type { OpportunityFilter } from '../../../src/search/filter.js';

const day = epochDay('2026-11-23');

/** The filter in the engine's language, as a person can read it. */
function text(filter: OpportunityFilter, evidence: EvidenceTier = 'any', points: readonly string[] = []): string {
  return filterText(compileFilter(filter, { evidence, asOf: day, points })) ?? 'everything';
}

const nothing = 'live IN []';

describe('a condition', () => {
  test.each<[string, OpportunityFilter, string]>([
    ['none', {}, 'everything'],
    ['one code', { mode: { in: ['online'] } }, 'f.mode = "online"'],
    ['a code by another case', { country: { in: ['fi'] } }, 'f.country = "FI"'],
    ['an IRI', { iscedF: { in: ['http://data.europa.eu/snb/isced-f/0613'] } }, 'f.iscedF = "0613"'],
    ['the same code twice', { mode: { in: ['online', 'online'] } }, 'f.mode = "online"'],
    ['two codes', { mode: { in: ['online', 'blended'] } }, 'f.mode IN ["online", "blended"]'],
    ['no code', { mode: { in: [] } }, nothing],
    ['a code or none', { mode: { in: ['online'], notStated: true } }, '(f.mode = "online") OR (missing.any = "mode")'],
    ['none stated', { mode: { notStated: true } }, 'missing.any = "mode"'],
    ['one stated', { mode: { notStated: false } }, 'NOT (missing.any = "mode")'],
    ['a code, and a needless false', { mode: { in: ['online'], notStated: false } }, 'f.mode = "online"'],
    ['a range', { ects: { min: 2.5, max: 30 } }, 'f.ects 2.5 TO 30'],
    ['a range from', { ects: { min: 5 } }, 'f.ects >= 5'],
    ['a range to', { eqfLevel: { max: 6 } }, 'f.eqfLevel <= 6'],
    ['numbers', { eqfLevel: { in: [6, 7] } }, 'f.eqfLevel IN [6, 7]'],
    ['numbers in a range', { eqfLevel: { in: [6, 7], min: 7 } }, '(f.eqfLevel IN [6, 7]) AND (f.eqfLevel >= 7)'],
    [
      'hours that overlap',
      { workloadHours: { min: 10, max: 20 } },
      '(f.workloadHours <= 20) AND (f.workloadMax >= 10)',
    ],
    ['hours from', { workloadHours: { min: 10 } }, '(f.workloadHours EXISTS) AND (f.workloadMax >= 10)'],
    ['a date', { startDate: { min: '2026-11-23', max: '2026-11-24' } }, `f.startDate ${day} TO ${day + 1}`],
    ['dates from', { deadline: { min: '2026-11-23' } }, `f.deadline ${day} TO ${lastDay}`],
    [
      'dates that no calendar of ours has',
      { startDate: { min: '3000-01-01' } },
      `f.startDate ${lastDay} TO ${lastDay}`,
    ],
    ['free', { free: { is: true } }, 'f.free = true'],
    ['not free', { free: { is: false } }, 'f.free = false'],
    ['a price in euro', { price: { max: 100 } }, 'f.price.EUR <= 100'],
    ['a price in any amount', { price: { currency: 'sek' } }, 'f.price.SEK >= 0'],
    ['no price', { price: { notStated: true } }, 'missing.any = "price"'],
    ['since', { updatedSince: '1970-01-02T00:00:00.5Z' }, 'updated >= 86401'],
    ['provider', { provider: { in: ['a"b\\'] } }, 'by.provider = "a\\"b\\\\"'],
    ['and', { and: [{ ects: { min: 1 } }, { eqfLevel: { min: 5 } }] }, '(f.ects >= 1) AND (f.eqfLevel >= 5)'],
    ['or', { or: [{ ects: { min: 1 } }, { eqfLevel: { min: 5 } }] }, '(f.ects >= 1) OR (f.eqfLevel >= 5)'],
    ['and of nothing', { and: [] }, 'everything'],
    ['or of nothing', { or: [] }, nothing],
    ['or with everything', { or: [{ ects: { min: 1 } }, {}] }, 'everything'],
    ['not', { not: { ects: { min: 1 } } }, 'NOT (f.ects >= 1)'],
    ['not of everything', { not: {} }, nothing],
    ['not of nothing', { not: { or: [] } }, `NOT (${nothing})`],
    ['not not', { not: { not: { ects: { min: 1 } } } }, 'f.ects >= 1'],
    ['no status', { status: [] }, nothing],
    ['expired', { status: ['expired', 'expired'] }, `f.last -1 TO ${day - 1}`],
  ])('%s', (_, filter, expected) => {
    expect(text(filter)).toBe(expected);
  });
});

describe('evidence', () => {
  test.each<[EvidenceTier, string]>([
    ['any', 'f.mode IN ["online", "blended"]'],
    [
      'exact',
      '((f.mode = "online") AND (NOT (inexact.mode = "online"))) OR ((f.mode = "blended") AND (NOT (inexact.mode = "blended")))',
    ],
    [
      'stated',
      '((f.mode = "online") AND (NOT (unstated.mode = "online"))) OR ((f.mode = "blended") AND (NOT (unstated.mode = "blended")))',
    ],
  ])('%s is asked for code by code', (evidence, expected) => {
    expect(text({ mode: { in: ['online', 'blended'] } }, evidence)).toBe(expected);
  });

  test('is never asked for where values always are as the source writes them', () => {
    expect(text({ provider: { in: ['x'] } }, 'stated')).toBe('by.provider = "x"');
    expect(text({ completeness: { min: 5 } }, 'stated')).toBe('f.completeness >= 5');
  });

  test('counts values that are too weak as not stated', () => {
    expect(text({ ects: { notStated: true } }, 'exact')).toBe('(missing.any = "ects") OR (missing.exact = "ects")');
    expect(text({ ects: { min: 5 } }, 'exact')).toBe(
      '(f.ects >= 5) AND (NOT ((missing.any = "ects") OR (missing.exact = "ects")))',
    );
  });
});

test('a circle is the points in it, and what is online where that counts as near', () => {
  const points = ['60.16952,24.93545', '61.49911,23.78712', '-60.00000,24.00000'];
  const near = { latitude: 60.2, longitude: 24.9, km: 20 };
  expect(text({ near }, 'any', points)).toBe('f.point = "60.16952,24.93545"');
  expect(text({ near: { ...near, km: 200 } }, 'any', points)).toBe(
    'f.point IN ["60.16952,24.93545", "61.49911,23.78712"]',
  );
  expect(text({ near: { ...near, latitude: 0 } }, 'any', points)).toBe(nothing);
  expect(text({ near: { ...near, orOnline: true } }, 'any', points)).toBe(
    '(f.point = "60.16952,24.93545") OR (f.mode = "online")',
  );
});

test('a circle over the date line holds the points on both sides', () => {
  const points = ['0.00000,179.90000', '0.00000,-179.90000'];
  expect(text({ near: { latitude: 0, longitude: 180, km: 20 } }, 'any', points)).toBe(
    'f.point IN ["0.00000,179.90000", "0.00000,-179.90000"]',
  );
});

test.each<[OpportunityFilter, boolean]>([
  [{}, false],
  [{ status: [] }, true],
  [{ and: [{ or: [{ not: { status: ['open'] } }] }] }, true],
  [{ and: [{ or: [{ not: { mode: { in: [] } } }] }] }, false],
])('whether %j asks for a status: %s', (filter, expected) => {
  expect(asksForStatus(filter)).toBe(expected);
});

test.each([
  ['filter.eqfLevel.in.0', { eqfLevel: { in: [9] } }],
  ['filter.eqfLevel.min', { eqfLevel: { min: 0 } }],
  ['filter.completeness.max', { completeness: { max: 10 } }],
])('%s off its scale is refused', (argument, filter) => {
  expect(() => compileFilter(filter, { evidence: 'any', asOf: 20_000, points: [] })).toThrow(
    expect.objectContaining({ argument, reason: 'INVALID_RANGE' }),
  );
});
