import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { FeedError } from '../../src/harvest/feed.js';
import { harvest } from '../../src/harvest/harvester.js';
import { RawStore } from '../../src/harvest/raw/raw-store.js';
import type { SourceDefinition } from '../../src/harvest/source.js';
import { contentOf } from '../support/folder-content.js';
import { type Bench, openBench } from '../support/harvest-bench.js';
import { type Line, lineFormat } from '../support/line-format.js';
import { contextOf, type RunSourceOptions, runSource } from '../support/run-sources.js';
import { temporaryDirectory } from '../support/servers.js';
import { served } from './served-catalogue.js';

let bench: Bench;
let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
beforeAll(async () => {
  folder = await temporaryDirectory('rollback');
  bench = await openBench({ url: inject('meiliUrl'), key: inject('meiliKey'), dir: folder.path });
});
afterAll(async () => {
  await bench.close();
  await folder.remove();
});

const offers = (count: number, end = ''): Line[] =>
  Array.from({ length: count }, (_, index) => ({ id: `o${index + 1}`, title: `Offer ${index + 1}${end}` }));
const titles = (count: number, end = '') => offers(count, end).map(({ title }) => title);

let made = 0;

/** A source with a good release, over which a bad one was harvested that the guard did not notice. */
async function spoilt(overrides: Partial<SourceDefinition> = {}) {
  made += 1;
  const server = await served(offers(5));
  const source = bench.sourceOf(`rollback-${made}`, { location: server.url, ...overrides });
  const run = (options: Partial<RunSourceOptions> = {}) =>
    runSource(bench, source, {
      ...{ formats: [lineFormat], rawMaxBytes: 1_000_000, allowHosts: [server.host], ...options },
    });
  const found = () => bench.found(source.id);
  await run();
  const good = await bench.stored(source.id);
  server.lines = offers(4, ' spoilt');
  expect(await run()).toMatchObject({ outcome: 'succeeded', written: 4, withdrawn: 1 });
  const files = () => contentOf(join(bench.workDir, source.id));
  return { server, source, run, found, good, files };
}

const content = (documents: readonly Record<string, unknown>[]) =>
  documents.map(({ id, hash, record }) => ({ id, hash, record }));

describe('going back to the release before', () => {
  test('brings every offer back as it was under its id, asks no provider, and holds the source there', async () => {
    const { server, source, run, found, good } = await spoilt();
    expect(await found()).toEqual(titles(4, ' spoilt'));
    const requests = server.statuses.length;
    const back = await run({ earlier: true });
    expect(back).toMatchObject({
      ...{ outcome: 'succeeded', feeds: 'earlier', read: 5, written: 5, withdrawn: 0 },
      changes: { new: 1, changed: 4, withdrawn: 0 },
    });
    expect(await found()).toEqual(titles(5));
    expect(content(await bench.stored(source.id))).toEqual(content(good));
    expect(server.statuses).toHaveLength(requests);

    expect(await run()).toMatchObject({
      outcome: 'refused',
      error: { code: 'REFUSED_HELD', message: expect.stringContaining(`lotse rollback ${source.id} --release`) },
    });
    expect(server.statuses).toHaveLength(requests);
    expect(await run({ again: true })).toMatchObject({ outcome: 'unchanged', feeds: 'kept', unchanged: 5 });
    const told: string[] = [];
    const preview = { stored: async () => [], onChange: ({ title }: { title: string }) => void told.push(title) };
    const previewed = await run({ preview });
    expect(previewed).toMatchObject({ dryRun: { changed: 4, withdrawn: 1 }, error: { code: 'REFUSED_HELD' } });
    expect(told).toContain('Offer 1 spoilt');
    expect(await found()).toEqual(titles(5));
  });

  test('ends when a person releases the source, or forces a harvest', async () => {
    const { server, source, run, found } = await spoilt();
    await run({ earlier: true });
    expect(await bench.writer.held(source.id)).toMatchObject({ since: expect.any(String) });
    expect(await bench.writer.release(source.id)).toBe(true);
    expect(await bench.writer.release(source.id)).toBe(false);
    server.lines = offers(6);
    expect(await run()).toMatchObject({ outcome: 'succeeded', written: 1, unchanged: 5 });

    server.lines = offers(5, ' spoilt');
    await run();
    await run({ earlier: true });
    expect(await found()).toEqual(titles(6));
    expect(await run({ force: true })).toMatchObject({ outcome: 'succeeded', written: 5, withdrawn: 1 });
    expect(await run()).toMatchObject({ outcome: 'unchanged' });
  });

  test('twice is going forward again; runs that change nothing lose no release', async () => {
    const { run, found } = await spoilt();
    for (let times = 0; times < 3; times += 1) expect(await run()).toMatchObject({ outcome: 'unchanged' });
    await run({ earlier: true });
    expect(await found()).toEqual(titles(5));
    await run({ earlier: true });
    expect(await found()).toEqual(titles(4, ' spoilt'));
  });

  test('is ended by the next try when it was killed before its report was kept', async () => {
    const { source, run, found } = await spoilt();
    await new RawStore(join(bench.workDir, source.id)).turnBack();
    expect(await run({ earlier: true })).toMatchObject({ outcome: 'succeeded', read: 5 });
    expect(await found()).toEqual(titles(5));
    await run({ earlier: true });
    expect(await found()).toEqual(titles(4, ' spoilt'));
  });

  test('is possible though the feeds of the last release were too large to keep', async () => {
    const { server, run, found } = await spoilt();
    server.lines = offers(5, ' spoilt more');
    expect(await run({ rawMaxBytes: 1 })).toMatchObject({ outcome: 'succeeded', raw: 'over_limit' });
    await run({ earlier: true });
    expect(await found()).toEqual(titles(4, ' spoilt'));
  });

  test('is going back to the last whole release after a part was forced, which is kept', async () => {
    const { server, run, found } = await spoilt();
    server.lines = offers(6, ' cut');
    const breaking: typeof lineFormat = {
      ...lineFormat,
      async *read(...given) {
        for await (const record of lineFormat.read(...given)) {
          if (record.position === 3) throw new FeedError('FEED_MALFORMED', 'it breaks here');
          yield record;
        }
      },
    };
    expect(await run({ force: true, formats: [breaking] })).toMatchObject({
      ...{ written: 2, withdrawn: 0, brokenOff: { code: 'FEED_MALFORMED' } },
    });
    expect(await found()).toContain('Offer 1 cut');
    await run({ earlier: true });
    expect(await found()).toEqual(titles(4, ' spoilt'));
    await run({ earlier: true });
    expect(await found()).toEqual(titles(5));
  });

  test('goes on to where it went when it was killed before or after the feeds changed places', async () => {
    const { source, run, found } = await spoilt();
    const store = new RawStore(join(bench.workDir, source.id));
    for (const isTurned of [false, true]) {
      const target = (await store.before.manifest())?.run ?? '';
      await store.begin({ run: target, isBack: true });
      if (isTurned) await store.turnBack();
      await run({ earlier: true });
      expect(await found()).toEqual(isTurned ? titles(4, ' spoilt') : titles(5));
      expect(await store.writing()).toBeUndefined();
    }
  });

  test('is going to the release before, when the one that is left was killed before its report was kept', async () => {
    const { server, source, run, found } = await spoilt();
    const store = new RawStore(join(bench.workDir, source.id));
    server.lines = offers(5, ' killed');
    const { runId } = await run();
    // As it was before the report: the index does not know the run.
    await bench.admin
      .index(bench.names.sources)
      .updateDocuments([{ id: source.id, appliedRun: 'before' }])
      .waitTask();
    await store.begin({ run: runId });
    await run({ earlier: true });
    expect(await found()).toEqual(titles(4, ' spoilt'));
  });

  test('is not what the guard is asked about', async () => {
    const { server, run, found } = await spoilt();
    server.lines = offers(20);
    await run();
    expect(await run({ earlier: true })).toMatchObject({ outcome: 'succeeded', withdrawn: 16 });
    expect(await found()).toEqual(titles(4, ' spoilt'));
  });

  test('says why where there is nothing to go back to, and changes nothing', async () => {
    const server = await served(offers(3));
    const source = bench.sourceOf('rollback-first', { location: server.url });
    const options = { formats: [lineFormat], rawMaxBytes: 1_000_000, allowHosts: [server.host] };
    await runSource(bench, source, options);
    const first = await runSource(bench, source, { ...options, earlier: true });
    expect(first.error).toEqual({
      code: 'RAW_UNAVAILABLE',
      message: expect.stringContaining('no feeds of an earlier'),
    });
    const local = bench.sourceOf('rollback-local', { location: 'feed.txt' });
    const files = await runSource(bench, local, { ...options, earlier: true });
    expect(files.error).toEqual({ code: 'RAW_UNAVAILABLE', message: expect.stringContaining('local files') });
    expect(await bench.found(source.id)).toEqual(titles(3));
    expect(await bench.writer.held(source.id)).toBeUndefined();
    const { run, files: kept } = await spoilt({ keepRaw: false });
    expect(await run({ earlier: true })).toMatchObject({ error: { code: 'RAW_UNAVAILABLE' } });
    expect(Object.keys(await kept()).filter((path) => path.startsWith('raw'))).toEqual([]);
  });
});

test('what a release has cannot be gone back to while the source is harvested', async () => {
  const { source, found, server } = await spoilt();
  const lock = { acquire: async () => undefined };
  const context = contextOf(bench, { formats: [lineFormat], rawMaxBytes: 1_000_000, allowHosts: [server.host] });
  const report = await harvest(source, { ...context, lock }, { earlier: true });
  expect(report).toMatchObject({ outcome: 'failed', error: { code: 'RUN_IN_PROGRESS' } });
  expect(await found()).toEqual(titles(4, ' spoilt'));
});
