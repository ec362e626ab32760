import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ObjectSpool } from '../../../src/harvest/parse/object-spool.js';

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'lotse-spool-'));
});
afterAll(() => rm(dir, { recursive: true }));

test('gives back what was put, the latest under an id, and ids in order', async () => {
  const spool = await ObjectSpool.open(dir);
  await spool.put('b', { text: 'é'.repeat(10) });
  await spool.put('__proto__', [1]);
  await spool.put('b', 'new');
  expect(await spool.get('b')).toBe('new');
  expect(await spool.get('__proto__')).toEqual([1]);
  expect(await spool.get('c')).toBeUndefined();
  expect([spool.has('b'), spool.has('c')]).toEqual([true, false]);
  const values: unknown[] = [];
  for await (const value of spool.values()) values.push(value);
  expect(values).toEqual(['new', [1]]);
  expect([spool.numberOf('__proto__'), await spool.at(1), spool.count]).toEqual([1, [1], 2]);
  await spool.close();
});

test('two spools in one folder are apart, and many values survive concurrent reading and writing', async () => {
  const [one, two] = await Promise.all([ObjectSpool.open(dir), ObjectSpool.open(dir)]);
  const pad = 'x'.repeat(2000);
  await Promise.all(Array.from({ length: 1000 }, (_, n) => one.put(`${n}`, { n, pad })));
  await two.put('1', 'other');
  const values = await Promise.all(
    Array.from({ length: 1000 }, async (_, n) => {
      await one.put(`more-${n}`, { n, pad });
      return one.get(`${n}`);
    }),
  );
  expect(values).toEqual(Array.from({ length: 1000 }, (_, n) => ({ n, pad })));
  expect(await two.get('1')).toBe('other');
  await Promise.all([one.close(), two.close()]);
});
