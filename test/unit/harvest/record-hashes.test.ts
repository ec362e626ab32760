import fc from 'fast-check';
import { expect, test } from 'vitest';
import { opportunityId } from '../../../src/domain/identifiers.js';
import { RecordHashes } from '../../../src/harvest/record-hashes.js';
import { RecordIds } from '../../../src/harvest/record-ids.js';

const hashOf = (number: number) => `h${String(number).padStart(21, '0')}`;

test('is a map, whatever is put in and taken out', () => {
  const id = fc
    .nat({ max: 40 })
    .map((number) => (number === 40 ? 'no uuid' : opportunityId('test', `c${number % 20}`)));
  const hash = fc.oneof(fc.nat({ max: 99 }).map(hashOf), fc.constant('short'));
  const step = fc.record({ id, hash, kind: fc.constantFrom('set', 'set', 'set', 'delete') });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const map = new Map<string, string>();
      const hashes = new RecordHashes();
      for (const { id: key, hash: value, kind } of steps) {
        if (kind === 'set') {
          map.set(key, value);
          hashes.set(key, value);
        } else expect(hashes.delete(key)).toBe(map.delete(key));
        expect(hashes.size).toBe(map.size);
        expect(hashes.get(key)).toBe(map.get(key));
      }
      for (const { id: key } of steps) {
        expect(hashes.has(key)).toBe(map.has(key));
        expect(hashes.get(key)).toBe(map.get(key));
      }
    }),
  );
});

test('keeps a hundred thousand records, similar ids among them, in some 50 bytes each', () => {
  const before = process.memoryUsage();
  const hashes = new RecordHashes();
  const ids = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
  for (let number = 0; number < 100_000; number += 1) hashes.set(ids(number), hashOf(number));
  const after = process.memoryUsage();
  expect((after.arrayBuffers - before.arrayBuffers) / 100_000).toBeLessThan(60);
  expect(hashes.size).toBe(100_000);
  for (let number = 0; number < 100_000; number += 997) {
    expect(hashes.get(ids(number))).toBe(hashOf(number));
    expect(hashes.delete(ids(number))).toBe(true);
    expect(hashes.has(ids(number))).toBe(false);
  }
  expect(hashes.has(ids(100_000))).toBe(false);
});

test('ids without hashes are held by themselves, as small', () => {
  const before = process.memoryUsage();
  const ids = new RecordIds();
  for (let number = 0; number < 100_000; number += 1) ids.add(opportunityId('test', `c${number % 50_000}`));
  expect((process.memoryUsage().arrayBuffers - before.arrayBuffers) / 50_000).toBeLessThan(100);
  for (const id of ['c0', 'c49999']) expect(ids.has(opportunityId('test', id))).toBe(true);
  expect(ids.has(opportunityId('test', 'c50000'))).toBe(false);
});
