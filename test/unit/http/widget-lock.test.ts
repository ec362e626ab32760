import { expect, test } from 'vitest';
import { locked } from '../../../src/http/widget/search-route.js';
import type { WidgetPreset } from '../../../src/widgets/preset.js';

const preset: WidgetPreset = {
  ...{ id: 'town', filter: { country: { in: ['SE'] } }, evidence: 'stated', languages: ['sv', 'fi'] },
};

test('what the preset fixes is added to whatever is asked', () => {
  const asked = { query: 'care', first: 10, filter: { country: { in: ['FR'] }, and: [{ free: { is: true } }] } };
  expect(locked(asked, preset)).toEqual({
    ...asked,
    language: 'sv',
    evidence: 'STATED',
    filter: { country: { in: ['FR'] }, and: [{ free: { is: true } }, { country: { in: ['SE'] } }] },
  });
});

test.each([undefined, null, [], 'x', 5])('a filter that is %s leaves the lock', (filter) => {
  expect(locked({ filter }, preset).filter).toEqual({ and: [{ country: { in: ['SE'] } }] });
});

test('one condition in place of a list stays one', () => {
  expect(locked({ filter: { and: { free: { is: true } } } }, preset).filter).toEqual({
    and: [{ free: { is: true } }, { country: { in: ['SE'] } }],
  });
});

test.each([
  { status: ['EXPIRED'] },
  { or: [{ status: ['EXPIRED'] }] },
  { not: { status: ['OPEN'] } },
  { and: { not: { status: [] } } },
])('offers that are over stay hidden from %o', (filter) => {
  const { and } = locked({ filter }, preset).filter as { and: unknown[] };
  expect(and.slice(-2)).toEqual([{ country: { in: ['SE'] } }, { status: ['OPEN', 'UPCOMING', 'UNKNOWN'] }]);
});

test('a preset that fixes the status itself is taken at its word', () => {
  const expired = { ...preset, filter: { status: ['EXPIRED'] } };
  expect(locked({ filter: { status: ['OPEN'] } }, expired).filter).toEqual({
    status: ['OPEN'],
    and: [{ status: ['EXPIRED'] }],
  });
});

test('evidence is never for the page to choose', () => {
  expect(locked({ evidence: 'ANY' }, preset).evidence).toBe('STATED');
  expect(locked({ evidence: 'ANY', query: 'x' }, undefined)).toEqual({ query: 'x' });
});

test.each([
  ['sv-FI', 'sv-FI'],
  ['FI', 'FI'],
  ['de', 'sv'],
  [undefined, 'sv'],
  [7, 'sv'],
])('asked for %s it answers in %s', (language, answered) => {
  expect(locked({ language }, preset).language).toBe(answered);
});
