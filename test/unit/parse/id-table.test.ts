import { expect, test } from 'vitest';
import { IdTable } from '../../../src/harvest/parse/id-table.js';

test('numbers ids in the order in which they come, each once, however many', () => {
  const table = new IdTable();
  const ids = Array.from({ length: 20_000 }, (_, index) => `http://data.europa.eu/snb/data/note/${index}`);
  expect(ids.map((id) => table.add(id))).toEqual(ids.map((_, index) => index));
  expect([...ids].reverse().map((id) => table.add(id))).toEqual(ids.map((_, index) => index).reverse());
  expect([table.size, table.find('http://data.europa.eu/snb/data/note/'), table.has('')]).toEqual([
    20_000,
    undefined,
    false,
  ]);
  expect([table.add(''), table.add('__proto__'), table.find('')]).toEqual([20_000, 20_001, 20_000]);
});
