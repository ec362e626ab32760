import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanStrings, needsCleaning } from '../../../src/harvest/clean-strings.js';

test.each([
  ['a\u0000b', 'ab'],
  ['tab\tand\nline', 'tab\tand\nline'],
  ['\ud800 alone', '\ufffd alone'],
  ['right\u202eto left', 'rightto left'],
  ['line\u2028separator', 'line\nseparator'],
  ['e\u0301', 'é'],
])('%j becomes %j', (text, expected) => {
  expect(cleanStrings({ title: [text] })).toEqual({ title: [expected] });
});

test('what needs no cleaning is not changed by it, and what was cleaned needs none', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' })), (texts) => {
      const clean = cleanStrings(texts);
      if (!needsCleaning(JSON.stringify(texts))) expect(clean).toEqual(texts);
      expect(cleanStrings(clean)).toEqual(clean);
      for (const text of clean)
        expect(text.isWellFormed() && !/\p{Cc}|\u2028|\u202e/u.test(text.replace(/[\t\n]/g, ''))).toBe(true);
    }),
    { numRuns: 2000 },
  );
});
