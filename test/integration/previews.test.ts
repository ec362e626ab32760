import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Preview, RecordChange } from '../../src/harvest/preview.js';
import type { SourceDefinition } from '../../src/harvest/source.js';
import { contentOf } from '../support/folder-content.js';
import { type Bench, openBench } from '../support/harvest-bench.js';
import { type Line, lineFormat } from '../support/line-format.js';
import { type RunSourceOptions, runSource } from '../support/run-sources.js';
import { temporaryDirectory } from '../support/servers.js';
import { type Served, served } from './served-catalogue.js';

let bench: Bench;
let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
beforeAll(async () => {
  folder = await temporaryDirectory('previews');
  bench = await openBench({ url: inject('meiliUrl'), key: inject('meiliKey'), dir: folder.path });
});
afterAll(async () => {
  await bench.close();
  await folder.remove();
});

let made = 0;
function sourceAt({ url }: Served): SourceDefinition {
  made += 1;
  return bench.sourceOf(`preview-${made}`, { location: url });
}

const offers = (count: number): Line[] =>
  Array.from({ length: count }, (_, index) => ({ id: `o${index + 1}`, title: `Offer ${index + 1}` }));

function run(source: SourceDefinition, { host }: Served, options: Partial<RunSourceOptions> = {}) {
  return runSource(bench, source, { formats: [lineFormat], rawMaxBytes: 1_000_000, allowHosts: [host], ...options });
}

/** What a run would change, and that it changed nothing. */
async function previewed(source: SourceDefinition, server: Served, options: Partial<RunSourceOptions> = {}) {
  const changes: RecordChange[] = [];
  const preview: Preview = {
    stored: async (ids) => (await bench.engine.documents(ids, ['record'])).flatMap(({ record }) => record ?? []),
    onChange: (change) => changes.push(change),
  };
  const look = async () => ({
    generation: await bench.engine.refresh().then(() => bench.engine.generation()),
    files: await contentOf(bench.workDir),
    documents: await bench.stored(source.id),
    tasks: await Promise.all(Object.values(bench.names).map((name) => bench.lastTask(name))),
    states: (await bench.sources.states()).get(source.id),
  });
  const before = await look();
  const report = await run(source, server, { ...options, preview });
  expect(await look()).toEqual(before);
  return { report, changes };
}

test('tells of a source that never ran that all is new', async () => {
  const server = await served(offers(2));
  const source = sourceAt(server);
  const { report, changes } = await previewed(source, server);
  expect(report).toMatchObject({ outcome: 'succeeded', written: 2, dryRun: { new: 2, changed: 0, withdrawn: 0 } });
  expect(changes).toMatchObject([
    { change: 'new', nativeId: 'o1', title: 'Offer 1' },
    { change: 'new', nativeId: 'o2', title: 'Offer 2' },
  ]);
  expect(Object.keys(await contentOf(join(bench.workDir, source.id)))).toEqual([]);
});

test('tells what is new, changed (with the fields) and withdrawn, and the run that follows does that', async () => {
  const server = await served(offers(150), '"1"');
  const source = sourceAt(server);
  await run(source, server);
  const changed: Line[] = offers(150).with(3, { id: 'o4', title: 'Renamed', provider: 'Academy' }).slice(0, 149);
  Object.assign(server, { lines: [...changed, { id: 'x', title: 'X' }, { id: 'broken' }], etag: '"2"' });
  const { report, changes } = await previewed(source, server);
  expect(changes).toMatchObject([
    { change: 'changed', nativeId: 'o4', title: 'Renamed' },
    { change: 'new', nativeId: 'x', title: 'X' },
    { change: 'withdrawn', nativeId: 'o150', title: 'Offer 150' },
  ]);
  expect(changes[0]?.fields).toContainEqual({ path: 'title.en', old: 'Offer 4', new: 'Renamed' });
  expect(changes[0]?.fields?.map(({ path }) => path)).toEqual(expect.arrayContaining(['providers', 'title.en']));
  expect(changes[0]?.fields?.some(({ path }) => path.startsWith('provenance'))).toBe(false);

  const { runId: _, seconds: __, raw: ___, changes: done, merged, deadLetters, ...real } = await run(source, server);
  const { runId: ____, seconds: _____, dryRun, ...foretold } = report;
  expect(foretold).toEqual(real);
  expect(dryRun).toEqual({ new: 1, changed: 1, withdrawn: 1 });
  expect(done).toEqual(dryRun);
  expect(deadLetters).toMatchObject({ total: 1 });
  expect(merged).toBe(0);
  expect((await previewed(source, server)).report).toMatchObject({ extent: 'nothing', outcome: 'unchanged' });
});

test('says that the guard would refuse it, and why; with force, what would then happen', async () => {
  const server = await served(offers(10));
  const source = sourceAt(server);
  await run(source, server);
  server.lines = offers(4);
  const { report, changes } = await previewed(source, server);
  expect(report).toMatchObject({
    ...{ outcome: 'refused', error: { code: 'REFUSED_DROP' }, written: 0, withdrawn: 0 },
    dryRun: { new: 0, changed: 0, withdrawn: 6 },
  });
  expect(changes).toHaveLength(6);
  expect((await previewed(source, server, { force: true })).report).toMatchObject({
    outcome: 'succeeded',
    withdrawn: 6,
  });
  expect((await run(source, server)).error).toEqual(report.error);
});

test('says that a feed is broken', async () => {
  const server = await served(offers(3));
  const source = sourceAt(server);
  await run(source, server);
  server.location = `${server.url}round`;
  expect((await previewed(source, server)).report).toMatchObject({ outcome: 'failed' });
});
