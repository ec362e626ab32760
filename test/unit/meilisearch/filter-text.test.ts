import { expect, test } from 'vitest';
import { filterText, isDocumentId, quote } from '../../../src/meilisearch/filter-text.js';
import { allOf, anyOf, everything, isIn, noneOf, nothing, within } from '../../../src/search/condition.js';

test.each([
  ['plain', '"plain"'],
  ['say "hi"', '"say \\"hi\\""'],
  ['back\\slash', '"back\\\\slash"'],
  ['\\"', '"\\\\\\""'],
  ['" OR live = true OR f.source = "', '"\\" OR live = true OR f.source = \\""'],
  ['line\nbreak', '"line\nbreak"'],
  ['\ud800', '"\ufffd"'],
  ['', '""'],
])('%j is the literal %s', (value, literal) => {
  expect(quote(value)).toBe(literal);
});

test.each([
  [everything, undefined],
  [nothing, 'live IN []'],
  [noneOf(everything), 'live IN []'],
  [noneOf(nothing), 'NOT (live IN [])'],
  [isIn('a', []), 'live IN []'],
  [isIn('a', ['x']), 'a = "x"'],
  [isIn('a', [1, true, 'x']), 'a IN [1, true, "x"]'],
  [within('a', 1, 2), 'a 1 TO 2'],
  [within('a', 2, 1), 'live IN []'],
  [within('a', -Number.MAX_SAFE_INTEGER, 5), 'a <= 5'],
  [within('a', Number.NEGATIVE_INFINITY, 5), 'a <= 5'],
  [within('a', 5, Number.MAX_SAFE_INTEGER), 'a >= 5'],
  [within('a', Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY), 'a EXISTS'],
  [isIn('a', [1e21, 1e-7, -1e300]), 'a IN [1e21, 1e-7, -1e300]'],
  [allOf([isIn('a', [1]), everything, isIn('b', [2])]), '(a = 1) AND (b = 2)'],
  [anyOf([isIn('a', [1]), nothing, isIn('b', [2])]), '(a = 1) OR (b = 2)'],
  [anyOf([isIn('a', [1]), everything]), undefined],
  [allOf([anyOf([isIn('a', [1]), isIn('b', [2])]), isIn('c', [3])]), '((a = 1) OR (b = 2)) AND (c = 3)'],
  [noneOf(noneOf(isIn('a', [1]))), 'a = 1'],
])('%j is %s', (condition, text) => {
  expect(filterText(condition)).toBe(text);
});

test.each([
  ['0b8f7f8e-7d4f-5a35-9f0e-8f6f3d2c1b0a', true],
  ['a_B-9', true],
  ['', false],
  ['a b', false],
  ['a/b', false],
  ['é', false],
  ['x'.repeat(511), true],
  ['x'.repeat(512), false],
])('whether %s can be the id of a document: %s', (id, can) => {
  expect(isDocumentId(id)).toBe(can);
});
