import type { Meilisearch } from 'meilisearch';
import { expect, test } from 'vitest';
import { EngineTimeout } from '../../../src/meilisearch/client.js';
import { MeilisearchEngine } from '../../../src/meilisearch/engine.js';

/** An engine whose answers are given one by one, in any order. */
function anEngine() {
  const asked: { answer(generation: string): Promise<void>; fail(error: Error): Promise<void> }[] = [];
  const multiSearch = ({ queries }: { readonly queries: readonly unknown[] }) =>
    new Promise((resolve, reject) => {
      const settled = () => new Promise<void>((done) => setImmediate(done));
      asked.push({
        answer(generation) {
          resolve({ results: queries.map(() => ({ hits: [{ generation }], estimatedTotalHits: 1 })) });
          return settled();
        },
        fail(error) {
          reject(error);
          return settled();
        },
      });
    });
  const client = { multiSearch } as unknown as Meilisearch;
  return { engine: new MeilisearchEngine(client, 'offers'), asked };
}

test('the generation is known from the first answer on, and not while the engine does not answer', async () => {
  const { engine, asked } = anEngine();
  expect(engine.knownGeneration).toBeUndefined();
  void engine.refresh();
  await asked[0]?.answer('g1');
  expect(engine.knownGeneration).toBe('g1');
  engine.refresh().catch(() => undefined);
  await asked[1]?.fail(new EngineTimeout(1));
  expect(engine.knownGeneration).toBeUndefined();
  void engine.refresh();
  await asked[2]?.answer('g1');
  expect(engine.knownGeneration).toBe('g1');
});

test('a search that was asked before the index changed does not bring the old generation back', async () => {
  const { engine, asked } = anEngine();
  const slow = engine.search([]);
  void engine.refresh();
  await asked[1]?.answer('g2');
  await asked[0]?.answer('g1');
  expect((await slow).generation).toBe('g1');
  expect(engine.knownGeneration).toBe('g2');
});
