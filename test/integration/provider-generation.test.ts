import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Organisation } from '../../src/domain/organisation.js';
import { type Bench, now, openBench } from '../support/harvest-bench.js';
import { aProvider } from '../support/opportunities.js';
import { temporaryDirectory } from '../support/servers.js';

let bench: Bench;
let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
beforeAll(async () => {
  folder = await temporaryDirectory('providers');
  bench = await openBench({ url: inject('meiliUrl'), key: inject('meiliKey'), dir: folder.path });
});
afterAll(async () => {
  await bench.close();
  await folder.remove();
});

/** The generation after a change of nothing but a source's organisations. */
async function after(...providers: readonly Organisation[]): Promise<string> {
  async function* writes() {}
  await bench.writer.apply('made', { writes, withdrawals: [], reason: '', providers, now });
  await bench.engine.refresh();
  return bench.engine.generation();
}

test('organisations that are new, changed or removed give the offers a new generation; unchanged ones do not', async () => {
  const provider = aProvider('Uni One');
  const renamed = { ...provider, names: { en: 'University One' } };
  const first = await after(provider);
  expect(await after(provider)).toBe(first);
  const second = await after(renamed);
  expect(second).not.toBe(first);
  expect((await bench.providers.byIds([provider.id]))[0]?.names.en).toBe('University One');
  const third = await after();
  expect(third).not.toBe(second);
  expect(await bench.providers.byIds([provider.id])).toEqual([]);
  expect(await after()).toBe(third);
});
