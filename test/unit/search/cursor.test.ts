import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeCursor, encodeCursor } from '../../../src/search/cursor.js';
import { InvalidArgument } from '../../../src/search/invalid-argument.js';

test('a cursor comes back as it was', () => {
  const plan = fc.stringMatching(/^[0-9a-f]{16}$/);
  fc.assert(
    fc.property(fc.nat({ max: 999_999_999 }), plan, fc.nat({ max: 65_535 }), (offset, id, day) => {
      const text = encodeCursor({ offset, plan: id, day });
      expect(text).toMatch(/^[A-Za-z0-9_-]+$/);
      expect(decodeCursor(text, 'after')).toEqual({ offset, plan: id, day });
    }),
  );
});

const made = (text: string) => Buffer.from(text).toString('base64url');

test.each([
  '',
  'nonsense',
  made('1:5:0123456789abcdef'),
  made('2:5:0123456789abcdef:20000'),
  made('1:-5:0123456789abcdef:20000'),
  made('1:1e3:0123456789abcdef:20000'),
  made('1:9999999999:0123456789abcdef:20000'),
  made('1:5:0123456789ABCDEF:20000'),
  made('1:5:0123456789abcdef:65536'),
  made('1:5:0123456789abcdef:20000\n'),
  '\u0000\ud800',
])('%j is no cursor', (text) => {
  expect(() => decodeCursor(text, 'before')).toThrow(InvalidArgument);
  expect(() => decodeCursor(text, 'before')).toThrow(expect.objectContaining({ argument: 'before' }));
});

test('no text whatever is an error of another kind', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      try {
        decodeCursor(text, 'after');
      } catch (error) {
        expect(error).toBeInstanceOf(InvalidArgument);
      }
    }),
  );
});
