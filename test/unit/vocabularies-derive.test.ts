import { expect, test } from 'vitest';
import { annex1Elements } from '../../src/domain/annex1.js';
import { lifecycleStatuses } from '../../src/domain/lifecycle.js';
import { cycleConcepts, eqfFromCycle, isPlaceholderIscedF } from '../../src/domain/vocabularies/derive.js';
import { vocabulary } from '../../src/domain/vocabularies/vocabulary.js';

test('the cycles of the QF-EHEA are EQF 5 to 8', () => {
  expect((['short', 'first', 'second', 'third'] as const).map(eqfFromCycle)).toEqual([5, 6, 7, 8]);
});

test('the data of the cycles say the same as the rule', () => {
  expect(cycleConcepts().map(({ code, related }) => [code, related?.eqf, related?.['isced-2011']])).toEqual([
    ['short', '5', '5'],
    ['first', '6', '6'],
    ['second', '7', '7'],
    ['third', '8', '8'],
  ]);
});

test.each(['0099', '009', '0299', '029', '0999', '099', '99', '999', '9999', ' 0099 '])(
  'ISCED-F %s says nothing',
  (code) => {
    expect(isPlaceholderIscedF(code)).toBe(true);
  },
);

test.each(['00', '0011', '0588', '088', '0613', '0619', '0319', '09', '0988'])('ISCED-F %s is a field', (code) => {
  expect(isPlaceholderIscedF(code)).toBe(false);
});

test('the list marks exactly the codes that the rule names', () => {
  const fields = [...vocabulary('isced-f').concepts()];
  expect(fields.filter(({ placeholder }) => placeholder).map(({ code }) => code)).toEqual(
    fields.map(({ code }) => code).filter(isPlaceholderIscedF),
  );
});

test('the codes that the domain computes are those of the vocabularies', () => {
  const codes = (id: 'annex1-element' | 'lifecycle-status') => [...vocabulary(id).concepts()].map(({ code }) => code);
  expect(codes('annex1-element')).toEqual([...annex1Elements]);
  expect(codes('lifecycle-status').sort()).toEqual([...lifecycleStatuses].sort());
});
