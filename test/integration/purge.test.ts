import { randomUUID } from 'node:crypto';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { opportunityId } from '../../src/domain/identifiers.js';
import { fileRunLock } from '../../src/harvest/file-lock.js';
import { FileSourceStates } from '../../src/harvest/file-states.js';
import { graceOf } from '../../src/harvest/grace.js';
import { harvest } from '../../src/harvest/harvester.js';
import { type PurgeContext, type PurgedSource, type PurgeReport, purge } from '../../src/harvest/purge.js';
import type { SourceDefinition } from '../../src/harvest/source.js';
import { withdrawSource } from '../../src/harvest/withdraw.js';
import { PurgeableOffers } from '../../src/meilisearch/purgeable-offers.js';
import { tryLock } from '../../src/meilisearch/server-lock.js';
import { type Bench, now, openBench } from '../support/harvest-bench.js';
import { type Line, lineFormat } from '../support/line-format.js';
import { contextOf, stateOf } from '../support/run-sources.js';
import { temporaryDirectory } from '../support/servers.js';
import { silentLog } from '../support/silent-log.js';
import { served } from './served-catalogue.js';

let bench: Bench;
let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
beforeAll(async () => {
  folder = await temporaryDirectory('purge');
  bench = await openBench({ url: inject('meiliUrl'), key: inject('meiliKey'), dir: folder.path });
});
afterAll(async () => {
  await bench.close();
  await folder.remove();
});

const day = 86_400_000;
const all = { withdrawnDays: 90, expiredDays: 365 };
const signal = new AbortController().signal;
const lock = fileRunLock('/tmp', async () => ({ release: async () => undefined }));

/** An offer whose one run ended so many days before now. */
const ended = (id: string, daysAgo: number, provider = 'University'): Line => ({
  ...{ id, title: `Offer ${id}`, provider },
  draft: {
    runs: [
      {
        ...{ id: randomUUID(), nativeIds: [] },
        period: { end: new Date(now.getTime() - daysAgo * day).toISOString().slice(0, 10), precision: 'day' },
      },
    ],
  },
});
const undated = (count: number): Line[] =>
  Array.from({ length: count }, (_, index) => ({ id: `u${index}`, title: `Undated ${index}`, provider: 'University' }));

let made = 0;
async function source(lines: readonly Line[], overrides: Partial<SourceDefinition> = {}) {
  const server = await served(lines, '"1"');
  made += 1;
  const definition = bench.sourceOf(`purge-${made}`, { location: server.url, ...overrides });
  const context = {
    ...contextOf(bench, { formats: [lineFormat], allowHosts: [server.host] }),
    grace: (it: PurgedSource) => graceOf(it, all),
  };
  let etag = 1;
  return {
    definition,
    /** Harvests what is given now, by a clock that is so many days later. */
    run: (given?: readonly Line[], later = 0) => {
      if (given !== undefined) {
        etag += 1;
        Object.assign(server, { lines: given, etag: `"${etag}"` });
      }
      return harvest(definition, { ...context, now: () => new Date(now.getTime() + later * day) });
    },
    withdraw: () => withdrawSource(definition.id, context, { reason: 'It is over.', signal }),
    purge: (
      later = 0,
      { removed = false, ...more }: Partial<PurgeContext> & { dryRun?: boolean; removed?: boolean } = {},
    ): Promise<PurgeReport> =>
      purge(
        { ...definition, removed },
        {
          ...{
            lock,
            duplicates: context.duplicates,
            workDir: bench.workDir,
            archive: bench.archive,
            log: silentLog,
            grace: context.grace,
            now: () => new Date(now.getTime() + later * day),
          },
          index: new PurgeableOffers(bench.connection.write, bench.names, bench.writer),
          memory: { states: new FileSourceStates(bench.workDir, silentLog), fingerprintOf: () => '' },
          ...more,
        },
        { signal, ...(more.dryRun === undefined ? {} : { dryRun: more.dryRun }) },
      ),
  };
}

test('a withdrawn offer is answered for until its grace is over, and then nothing is known of it', async () => {
  const it = await source(undated(10));
  await it.run();
  expect(await it.run(undated(8))).toMatchObject({ withdrawn: 2 });
  expect(await it.purge(89)).toEqual({ source: it.definition.id, withdrawn: 0, expired: 0 });
  expect(await bench.document(it.definition.id, 'u9')).toMatchObject({ withdrawn: { at: now.toISOString() } });
  expect(await it.purge(91, { dryRun: true })).toEqual({
    ...{ source: it.definition.id, withdrawn: 2, expired: 0, dryRun: true },
  });
  expect(await bench.document(it.definition.id, 'u9')).toBeDefined();
  const { generation } = await bench.engine.search([]);
  expect(await it.purge(91)).toEqual({ source: it.definition.id, withdrawn: 2, expired: 0 });
  expect(await bench.document(it.definition.id, 'u9')).toBeUndefined();
  expect((await bench.engine.search([])).generation).not.toBe(generation);
  expect(await bench.found(it.definition.id)).toHaveLength(8);
  expect(await it.run()).toMatchObject({ outcome: 'unchanged', extent: 'nothing', unchanged: 8 });
  expect(await it.run(undated(9))).toMatchObject({ outcome: 'succeeded', written: 1 });
});

test('an offer that ended long ago is purged, and its catalogue does not bring it back', async () => {
  const lines = [...undated(5), ended('recent', 300), ended('old', 300 - 100)];
  const it = await source(lines);
  expect(await it.run()).toMatchObject({ written: 7 });
  expect(await it.purge()).toMatchObject({ expired: 0 });
  expect(await it.purge(100)).toMatchObject({ withdrawn: 0, expired: 1 });
  expect(await bench.document(it.definition.id, 'recent')).toBeUndefined();
  expect(await bench.document(it.definition.id, 'old')).toMatchObject({ present: true });
  expect(await stateOf(bench, it.definition.id)).toMatchObject({ records: 6 });

  expect(await it.run(undefined, 1)).toMatchObject({ outcome: 'unchanged', extent: 'nothing', unchanged: 6 });
  const again = await it.run(lines, 100);
  expect(again).toMatchObject({ outcome: 'unchanged', extent: 'everything', read: 7, unchanged: 6, expired: 1 });
  expect(await it.run(undefined, 100)).toMatchObject({ extent: 'nothing', unchanged: 6 });
  expect(await it.purge(201)).toMatchObject({ expired: 1 });
  expect(await it.run(lines.slice(0, 4), 201)).toMatchObject({ outcome: 'succeeded', withdrawn: 1, read: 4 });
});

test('an offer that was expired for long when it first came is not taken over, nor is its provider', async () => {
  const it = await source([...undated(3), ended('old', 400, 'Closed University'), ended('young', 300)]);
  expect(await it.run()).toMatchObject({ outcome: 'succeeded', read: 5, written: 4, expired: 1 });
  const { providers } = await bench.providers.search({ source: it.definition.id, offset: 0, limit: 10 });
  expect(providers.map(({ names }) => Object.values(names))).toEqual([['University']]);
  expect(await it.purge()).toMatchObject({ withdrawn: 0, expired: 0 });
});

test('an offer whose dates the source puts back is written once more, so that it is not found as open', async () => {
  const lines = (daysAgo: number) => [...undated(3), ended('moved', daysAgo)];
  const it = await source(lines(-30));
  await it.run();
  expect(await it.run(lines(400))).toMatchObject({ outcome: 'succeeded', written: 1, unchanged: 3 });
  expect(await it.purge()).toMatchObject({ expired: 1 });
  expect(await it.run(lines(-30))).toMatchObject({ outcome: 'succeeded', written: 1, unchanged: 3 });
});

test('a source may keep its offers for ever, or purge them at once', async () => {
  const never = await source([...undated(3), ended('old', 4000)], {
    purge: { withdrawnDays: 'never', expiredDays: 'never' },
  });
  expect(await never.run()).toMatchObject({ written: 4 });
  expect(await never.run([...undated(3)])).toMatchObject({ withdrawn: 1 });
  expect(await never.purge(10_000)).toMatchObject({ withdrawn: 0, expired: 0 });

  const atOnce = await source([...undated(3), ended('today', 0), ended('yesterday', 1)], {
    purge: { withdrawnDays: 0, expiredDays: 0 },
  });
  expect(await atOnce.run()).toMatchObject({ written: 4, expired: 1 });
  expect(await atOnce.run([...undated(3)])).toMatchObject({ withdrawn: 1 });
  expect(await atOnce.purge(1)).toMatchObject({ withdrawn: 1 });
});

test('a purge that is killed halfway is ended by the next one', async () => {
  const it = await source([...undated(3), ended('old', 300)]);
  await it.run();
  const real = new PurgeableOffers(bench.connection.write, bench.names, bench.writer);
  const index: PurgeContext['index'] = {
    ...{ apply: real.apply, count: real.count, stored: real.stored, purgeable: (...given) => real.purgeable(...given) },
    delete: () => Promise.reject(new Error('power cut')),
  };
  await expect(it.purge(100, { index })).rejects.toThrow('power cut');
  expect(await bench.document(it.definition.id, 'old')).toMatchObject({ withdrawn: { reason: 'expired long ago' } });
  expect(await it.purge(100)).toMatchObject({ withdrawn: 1, expired: 0 });
  expect(await bench.document(it.definition.id, 'old')).toBeUndefined();
  expect(await it.run(undefined, 100)).toMatchObject({ outcome: 'unchanged', expired: 1 });
});

test('with the last offer of a source that was removed, what its runs have left goes too', async () => {
  const it = await source([...undated(5), { id: 'untitled' }]);
  const { id } = it.definition;
  const isLeft = () =>
    access(join(bench.workDir, id)).then(
      () => true,
      () => false,
    );
  const letters = async () => (await bench.archive.runs.deadLetters(id))?.total;
  await it.run();
  await it.run([...undated(4), { id: 'untitled' }]);
  expect(await it.purge(100, { removed: true })).toMatchObject({ withdrawn: 1 });
  expect([await isLeft(), await letters()]).toEqual([true, 1]);
  expect(await it.withdraw()).toMatchObject({ withdrawn: 4 });
  expect([await isLeft(), await letters()]).toEqual([true, 0]);
  expect(await it.purge(100, { removed: true })).toMatchObject({ withdrawn: 4 });
  expect(await isLeft()).toBe(false);
});

test('what is left of a source that the sources file still has stays, though all its offers are purged', async () => {
  const it = await source(undated(3));
  await it.run();
  await it.withdraw();
  expect(await it.purge(100)).toMatchObject({ withdrawn: 3 });
  await access(join(bench.workDir, it.definition.id));
});

test('a source is not purged while it is harvested', async () => {
  const it = await source(undated(5));
  await it.run();
  await it.run(undated(4));
  const held = fileRunLock(join(folder.path, 'held'), tryLock);
  const release = await held.acquire(it.definition.id);
  await expect(it.purge(100, { lock: held })).rejects.toMatchObject({ code: 'RUN_IN_PROGRESS' });
  await release?.();
  expect(await it.purge(100, { lock: held })).toMatchObject({ withdrawn: 1 });
  expect(await bench.engine.documents([opportunityId(it.definition.id, 'u4')], ['withdrawn'])).toEqual([]);
});
