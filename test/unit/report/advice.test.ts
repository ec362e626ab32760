import { expect, test } from 'vitest';
import { annex1Elements } from '../../../src/domain/annex1.js';
import { issueCodes } from '../../../src/domain/issue.js';
import { elementAdvice, issueAdvice } from '../../../src/report/advice.js';

test('every kind of problem has advice of its own, in whole sentences', () => {
  expect(Object.keys(issueAdvice).sort()).toEqual([...issueCodes].sort());
  expect(new Set(Object.values(issueAdvice)).size).toBe(issueCodes.length);
  for (const advice of Object.values(issueAdvice)) expect(advice).toMatch(/^[A-Z].{30,}\.$/);
});

test('every element of Annex I has advice of its own, in whole sentences', () => {
  expect(Object.keys(elementAdvice).sort()).toEqual([...annex1Elements].sort());
  expect(new Set(Object.values(elementAdvice)).size).toBe(annex1Elements.length);
  for (const advice of Object.values(elementAdvice)) expect(advice).toMatch(/^[A-Z].{30,}\.$/);
});
