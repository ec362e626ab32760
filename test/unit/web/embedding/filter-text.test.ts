import { expect, test } from 'vitest';
import { readFilter } from '../../../../src/web/embedding/filter-text.js';
import { writeFilter } from '../../../../src/web/embedding/write-filter.js';

test.each([
  ['', {}],
  ['country: SE, NO', { country: { in: ['SE', 'NO'] } }],
  ['level: 5, 6', { eqfLevel: { in: [5, 6] } }],
  ['level: 5..6', { eqfLevel: { min: 5, max: 6 } }],
  ['ects: ..10 or not stated', { ects: { max: 10, notStated: true } }],
  ['ects: 2.5..', { ects: { min: 2.5 } }],
  ['mode: not stated', { mode: { notStated: true } }],
  ['price: stated', { price: { notStated: false } }],
  ['price: ..500 SEK', { price: { max: 500, currency: 'SEK' } }],
  ['start: 2026-12-01..2027-03-01', { startDate: { min: '2026-12-01', max: '2027-03-01' } }],
  ['free: yes; funding: no', { free: { is: true }, funding: { is: false } }],
  ['near: 59.33 -18.06 50', { near: { latitude: 59.33, longitude: -18.06, km: 50 } }],
  ['status: open, upcoming', { status: ['OPEN', 'UPCOMING'] }],
  ['source: my-university;', { source: { in: ['my-university'] } }],
  ['{"not": {"free": {"is": false}}}', { not: { free: { is: false } } }],
])('%s', (text, filter) => {
  expect(readFilter(text)).toEqual({ filter });
});

test.each([
  ['country', '"country" is no condition'],
  ['country:', '"country:" is no condition'],
  ['country: SE,,NO', '"country: SE,,NO" is no condition'],
  ['colour: red', '"colour: red" is no condition'],
  ['level: high', '"level: high" is no condition'],
  ['level: 5-6', '"level: 5-6" is no condition'],
  ['level: 5..6..7', '"level: 5..6..7" is no condition'],
  ['level: ..', '"level: .." is no condition'],
  ['level: 5..6 SEK', '"level: 5..6 SEK" is no condition'],
  ['free: perhaps', '"free: perhaps" is no condition'],
  ['start: 2026-12-01', '"start: 2026-12-01" is no condition'],
  ['start: soon..', '"start: soon.." is no condition'],
  ['near: 59.33 18.06', '"near: 59.33 18.06" is no condition'],
  ['near: here and there', '"near: here and there" is no condition'],
  ['status: new', '"status: new" is no condition'],
  ['__proto__: x', '"__proto__: x" is no condition'],
  ['free: yes; free: no', '"free" is given twice'],
  ['{"free": ', 'the filter is no JSON'],
])('%s is a problem, never left out', (text, problem) => {
  expect(readFilter(text)).toEqual({ problem });
});

test.each([
  '',
  'level: 5, 6; country: SE',
  'ects: 1..10 or not stated',
  'price: ..500 SEK; free: yes',
  'start: 2026-12-01..',
  'mode: not stated',
  'setting: stated',
  'near: 59.33 18.06 50',
  'status: OPEN, UPCOMING',
])('"%s" is written as it is read', (text) => {
  const read = readFilter(text);
  expect('filter' in read && writeFilter(read.filter)).toBe(text);
});

test('what has no short form is written as JSON, which is read as the same', () => {
  const filter = { or: [{ free: { is: true } }, { funding: { is: true } }] };
  expect(readFilter(writeFilter(filter))).toEqual({ filter });
  const codeWithComma = { provider: { in: ['a,b'] } };
  expect(readFilter(writeFilter(codeWithComma))).toEqual({ filter: codeWithComma });
});
