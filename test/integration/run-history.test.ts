import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { mostRuns } from '../../src/harvest/archive/archive.js';
import { mostExamples } from '../../src/harvest/archive/run-changes.js';
import type { HarvestReport } from '../../src/harvest/report.js';
import { healthOf } from '../../src/harvest/watch/health.js';
import { archiveNames } from '../../src/meilisearch/archive-documents.js';
import { ArchiveReader } from '../../src/meilisearch/archive-reader.js';
import { ArchiveWriter } from '../../src/meilisearch/archive-writer.js';
import { connectMeilisearch } from '../../src/meilisearch/connect.js';
import { SearchUnavailable } from '../../src/search/search-engine.js';
import { type Bench, now, openBench } from '../support/harvest-bench.js';
import type { Line } from '../support/line-format.js';
import { freePort, temporaryDirectory } from '../support/servers.js';
import { silentLog } from '../support/silent-log.js';

let bench: Bench;
let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
beforeAll(async () => {
  folder = await temporaryDirectory('history');
  bench = await openBench({ url: inject('meiliUrl'), key: inject('meiliKey'), dir: folder.path });
});
afterAll(async () => {
  await bench.close();
  await folder.remove();
});

const offers = (count: number): Line[] =>
  Array.from({ length: count }, (_, index) => ({ id: `o${index + 1}`, title: `Offer ${index + 1}` }));

const runsOf = async (source: string) => (await bench.history.runs({ source, offset: 0, limit: 200 })).runs;

test('a source that fails still does after a run that was cancelled', async () => {
  const definition = bench.sourceOf('broken', { staleAfterHours: 24 });
  const health = async () => healthOf(definition, (await bench.sources.states()).get('broken') ?? {}, now);
  await bench.run(definition, offers(2));
  await bench.run(definition, offers(2), { signal: AbortSignal.abort() });
  expect((await health()).state).toBe('ok');
  const { error } = await bench.run(definition, 'no feed');
  const before = await health();
  expect([before.state, before.reason]).toEqual(['failing', `${error?.code}: ${error?.message}`]);
  const cancelled = await bench.run(definition, offers(2), { signal: AbortSignal.abort() });
  expect(cancelled.error?.code).toBe('CANCELLED');
  expect(await health()).toEqual(before);
});

describe('the history of a source', () => {
  test('has every run with its whole report, the newest first, and what each has changed by name', async () => {
    await bench.run('told', offers(6));
    const lines = offers(6).with(1, { id: 'o2', title: 'Renamed' }).slice(0, 5);
    const second = await bench.run('told', [...lines, { id: 'x', title: 'X' }, { id: 'bad' }]);
    const failed = await bench.run('told', 'no feed');
    await bench.run('told', [...lines, { id: 'x', title: 'X' }, { id: 'bad' }]);

    const [last, third, changing, first] = await runsOf('told');
    expect(last).toMatchObject({ report: { outcome: 'succeeded_with_rejections', changes: { new: 0 } }, changes: [] });
    expect(third).toEqual({ report: failed, changes: [] });
    expect(failed.error).toBeDefined();
    expect(changing?.report).toEqual(second);
    expect(second).toMatchObject({ changes: { new: 1, changed: 1, withdrawn: 1 }, deadLetters: { total: 1 } });
    expect(changing?.changes.map(({ change, nativeId, title }) => [change, nativeId, title])).toEqual([
      ['new', 'x', 'X'],
      ['changed', 'o2', 'Renamed'],
      ['withdrawn', 'o6', 'Offer 6'],
    ]);
    expect(first?.report.changes).toEqual({ new: 6, changed: 0, withdrawn: 0 });
    expect(await bench.history.run(second.runId)).toEqual(changing);
    expect(await bench.history.runs({ source: 'told', outcome: 'failed', offset: 0, limit: 5 })).toMatchObject({
      total: 1,
    });
  });

  test('names the first of many changes and counts all', async () => {
    await bench.run('many', offers(100));
    const [only] = await runsOf('many');
    expect(only?.changes).toHaveLength(mostExamples);
    expect(only?.report.changes?.new).toBe(100);
  });

  test('has no run that met another one, and no preview', async () => {
    await bench.run('quiet', offers(2));
    const stored = async () => [];
    await bench.run('quiet', offers(3), { preview: { stored, onChange: () => undefined } });
    expect(await runsOf('quiet')).toHaveLength(1);
  });

  test('is bounded: the last runs that changed something stay, however many that changed nothing come after', async () => {
    const { runs } = bench.archive;
    const report = (minute: number, outcome: HarvestReport['outcome']): HarvestReport => ({
      ...{ source: 'busy', runId: randomUUID(), outcome, seconds: 1, issues: {} },
      ...{ startedAt: new Date(minute * 60_000).toISOString(), finishedAt: new Date(minute * 60_000).toISOString() },
      ...{ read: 0, written: 0, unchanged: 0, withdrawn: 0, rejected: 0, duplicates: 0 },
    });
    for (let minute = 0; minute < mostRuns + 12; minute += 1) {
      await Promise.all([
        runs.addRun({ report: report(minute, 'unchanged'), changes: [] }),
        ...(minute < 5 ? [runs.addRun({ report: report(minute, 'succeeded'), changes: [] })] : []),
      ]);
    }
    const kept = await runsOf('busy');
    expect(kept.filter(({ report: { outcome } }) => outcome === 'succeeded')).toHaveLength(5);
    const quiet = kept.filter(({ report: { outcome } }) => outcome === 'unchanged');
    expect(quiet.length).toBeLessThanOrEqual(mostRuns + 10);
    expect(quiet.length).toBeGreaterThanOrEqual(mostRuns);
    expect(quiet[0]?.report.startedAt).toBe(new Date((mostRuns + 11) * 60_000).toISOString());
  });
});

test('processes that begin at once share one history, and lose nothing of it', async () => {
  const prefix = `test-${randomUUID().slice(0, 8)}`;
  const names = archiveNames(prefix);
  const open = () =>
    connectMeilisearch({
      ...{ url: inject('meiliUrl'), key: inject('meiliKey'), dataDir: folder.path, prefix, log: silentLog },
    });
  const connections = await Promise.all([open(), open(), open()]);
  const report = (source: string): HarvestReport => ({
    ...{ source, runId: randomUUID(), outcome: 'succeeded', seconds: 1, issues: {} },
    ...{ startedAt: '2026-11-23T12:00:00.000Z', finishedAt: '2026-11-23T12:00:01.000Z' },
    ...{ read: 0, written: 0, unchanged: 0, withdrawn: 0, rejected: 0, duplicates: 0 },
  });
  await Promise.all(
    connections.map(async ({ write }, index) => {
      const writer = new ArchiveWriter(write, names);
      for (let run = 0; run < 4; run += 1) await writer.addRun({ report: report(`s${index}`), changes: [] });
    }),
  );
  const [one] = connections;
  const reader = new ArchiveReader(one?.search ?? bench.connection.search, names);
  expect(await reader.runs({ offset: 0, limit: 20 })).toMatchObject({ total: 12, runs: { length: 12 } });
  expect(await reader.runs({ source: 's1', offset: 2, limit: 20 })).toMatchObject({ total: 4, runs: { length: 2 } });
  await bench.admin.deleteIndex(names.runs).waitTask();
  await Promise.all(connections.map((each) => each.close()));
});

test('an engine that is away is told as such, not as an empty history', async () => {
  const { Meilisearch } = await import('meilisearch');
  const nowhere = new Meilisearch({ host: `http://127.0.0.1:${await freePort()}` });
  const reader = new ArchiveReader(nowhere, archiveNames('test'));
  await expect(reader.runs({ offset: 0, limit: 1 })).rejects.toBeInstanceOf(SearchUnavailable);
  await expect(reader.summaries()).rejects.toBeInstanceOf(SearchUnavailable);
});
