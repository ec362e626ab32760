import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { opportunityId } from '../../src/domain/identifiers.js';
import { elmLoqXml } from '../../src/harvest/formats/elm-loq/elm-loq-xml.format.js';
import { xcriCap } from '../../src/harvest/formats/xcri-cap/xcri-cap.format.js';
import type { HarvestReport } from '../../src/harvest/report.js';
import { oaiPmhOptions } from '../../src/harvest/transports/oai-pmh.options.js';
import { type Bench, now, openBench } from '../support/harvest-bench.js';
import { type RunSourceOptions, runSource, stateOf } from '../support/run-sources.js';
import { temporaryDirectory } from '../support/servers.js';
import { coursesXml, courseXml } from '../support/xcri-course.js';
import { answer, type OaiItem, type OaiOptions, type OaiServer, recordXml, serveOai } from './oai-server.js';
import { started } from './read-feeds.js';

let bench: Bench;
let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
beforeAll(async () => {
  folder = await temporaryDirectory('oai');
  bench = await openBench({ url: inject('meiliUrl'), key: inject('meiliKey'), dir: folder.path });
});
afterAll(async () => {
  await bench.close();
  await folder.remove();
});

const day = 86_400_000;
const old = '2026-03-01T10:00:00Z';
/** The clock of the repository when the tests begin to look. */
const first = '2026-05-10T12:00:00Z';

const item = (number: number, overrides: Partial<OaiItem> = {}): OaiItem => ({
  id: `oai:college:${number}`,
  datestamp: old,
  metadata: courseXml(`c${number}`, `Course ${number}`),
  ...overrides,
});
const items = (count: number) => Array.from({ length: count }, (_, index) => item(index + 1));

let made = 0;

/** A repository with a clock of its own, and a source that lists it. */
async function college(given: readonly OaiItem[], options: OaiOptions & { readonly source?: object } = {}) {
  let clock = first;
  const server = (await started(serveOai(given, { now: () => new Date(clock), ...options }))) as OaiServer;
  made += 1;
  const source = bench.sourceOf(`oai-${made}`, {
    location: `${server.url}oai`,
    transport: oaiPmhOptions.parse({ type: 'oai-pmh', metadataPrefix: 'xcri', ...options.source }),
    format: 'xcri-cap',
  });
  return {
    server,
    source,
    /** Puts the repository's clock on, and changes records by id. */
    at(time: string, ...changed: readonly OaiItem[]): void {
      clock = time;
      for (const each of changed) {
        const index = server.items.findIndex(({ id }) => id === each.id);
        server.items.splice(index < 0 ? server.items.length : index, index < 0 ? 0 : 1, each);
      }
    },
    run: (more: Partial<RunSourceOptions> = {}): Promise<HarvestReport> =>
      runSource(bench, source, { formats: [xcriCap, elmLoqXml], allowHosts: [server.host], ...more }),
    /** What the first request of the last list said. */
    lastFrom: () => new URLSearchParams(server.lists.findLast((query) => query.includes('metadataPrefix'))).get('from'),
    found: () => bench.found(source.id),
    isWithdrawn: async (native: string) => (await bench.document(source.id, native))?.withdrawn !== undefined,
  };
}

describe('the second harvest of a repository', () => {
  test('asks for what changed, from one second before the first began, and leaves all else as it is', async () => {
    const { at, run, found, lastFrom } = await college(items(6));
    expect(await run()).toMatchObject({ outcome: 'succeeded', extent: 'everything', read: 6, written: 6 });
    expect(lastFrom()).toBeNull();

    at('2026-05-11T12:00:00Z', item(2, { datestamp: first, metadata: courseXml('c2', 'Better') }));
    const changes = await run();
    expect(changes).toMatchObject({ outcome: 'succeeded', extent: 'changes', read: 1, written: 1, withdrawn: 0 });
    expect(lastFrom()).toBe('2026-05-10T11:59:59Z');
    expect(await found()).toEqual(['Better', 'Course 1', 'Course 3', 'Course 4', 'Course 5', 'Course 6']);

    at('2026-05-12T12:00:00Z', item(7, { datestamp: '2026-05-11T12:00:00Z' }));
    expect(await run()).toMatchObject({ extent: 'changes', read: 1, written: 1 });
    expect(lastFrom()).toBe('2026-05-11T11:59:59Z');
    expect(await found()).toHaveLength(7);
  });

  test('asks in days where the repository counts in days', async () => {
    const given = items(3).map((each) => ({ ...each, datestamp: '2026-03-01' }));
    const { at, run, lastFrom, found } = await college(given, { granularity: 'YYYY-MM-DD' });
    await run();
    at('2026-05-12T12:00:00Z', item(1, { datestamp: '2026-05-10', metadata: courseXml('c1', 'Same day') }));
    expect(await run()).toMatchObject({ extent: 'changes', read: 1, written: 1 });
    expect(lastFrom()).toBe('2026-05-09');
    expect(await found()).toContain('Same day');
  });

  test('finds nothing new where no record matches', async () => {
    const { at, run } = await college(items(3));
    await run();
    const tasks = await bench.lastTask(bench.names.offers);
    at('2026-05-11T12:00:00Z');
    expect(await run()).toMatchObject({ outcome: 'unchanged', extent: 'nothing', read: 0, unchanged: 3 });
    expect(await bench.lastTask(bench.names.offers)).toBe(tasks);
  });

  test('writes nothing for records that came again as they were', async () => {
    const { at, run } = await college(items(3));
    await run();
    at('2026-05-11T12:00:00Z', item(1, { datestamp: first }));
    expect(await run()).toMatchObject({ outcome: 'unchanged', extent: 'changes', read: 1, unchanged: 1 });
  });

  test('is not led astray by a record or a clock of the future', async () => {
    const { at, run, lastFrom } = await college([...items(2), item(3, { datestamp: '2099-01-01T00:00:00Z' })]);
    await run();
    expect(await run()).toMatchObject({ extent: 'changes', read: 1, unchanged: 1 });
    expect(lastFrom()).toBe('2026-05-10T11:59:59Z');
    at('2098-01-01T00:00:00Z');
    await run();
    const before = Date.now();
    at('2098-01-02T00:00:00Z');
    await run();
    expect(Date.parse(lastFrom() ?? '')).toBeLessThanOrEqual(before);
    expect(Date.parse(lastFrom() ?? '')).toBeGreaterThan(before - 60_000);
  });

  test('lists everything where the source says so, or with --force', async () => {
    const { run, lastFrom } = await college(items(3), { source: { incremental: false } });
    await run();
    expect(await run()).toMatchObject({ extent: 'everything', read: 3 });
    const other = await college(items(3));
    await other.run();
    expect(await other.run({ force: true })).toMatchObject({ extent: 'everything', read: 3 });
    expect([lastFrom(), other.lastFrom()]).toEqual([null, null]);
  });
});

describe('a deletion', () => {
  test('is honoured at once, and taken back when the record is there again', async () => {
    const { at, run, found, isWithdrawn } = await college(items(4));
    await run();
    const gone = { id: 'oai:college:3', deleted: true };
    at('2026-05-11T12:00:00Z', { ...gone, datestamp: '2026-05-11T11:00:00Z' });
    expect(await run()).toMatchObject({ outcome: 'succeeded', extent: 'changes', read: 0, withdrawn: 1 });
    expect(await found()).toEqual(['Course 1', 'Course 2', 'Course 4']);
    expect(await isWithdrawn('c3')).toBe(true);

    at('2026-05-12T12:00:00Z', item(3, { datestamp: '2026-05-12T11:00:00Z' }));
    expect(await run()).toMatchObject({ extent: 'changes', read: 1, written: 1 });
    expect(await found()).toEqual(['Course 1', 'Course 2', 'Course 3', 'Course 4']);
    at('2026-05-13T12:00:00Z', { ...gone, datestamp: '2026-05-13T11:00:00Z' });
    expect(await run()).toMatchObject({ withdrawn: 1 });
  });

  test('of a record that we never had is nothing', async () => {
    const { at, run, found } = await college(items(2));
    await run();
    at('2026-05-11T12:00:00Z', { id: 'oai:college:9', deleted: true, datestamp: '2026-05-11T11:00:00Z' });
    expect(await run()).toMatchObject({ outcome: 'unchanged', withdrawn: 0 });
    expect(await found()).toHaveLength(2);
  });

  test('of more than the guard allows is refused, and asked for again until somebody looks', async () => {
    const { at, run, found, lastFrom } = await college(items(10), { pageSize: 100 });
    await run();
    const datestamp = '2026-05-11T11:00:00Z';
    at(
      '2026-05-11T12:00:00Z',
      ...[1, 2, 3].map((number) => ({ id: `oai:college:${number}`, deleted: true, datestamp })),
    );
    expect(await run()).toMatchObject({ outcome: 'refused', error: { code: 'REFUSED_DROP' } });
    at('2026-05-12T12:00:00Z');
    expect(await run()).toMatchObject({ outcome: 'refused' });
    expect(lastFrom()).toBe('2026-05-10T11:59:59Z');
    expect(await found()).toHaveLength(10);
    expect(await run({ force: true })).toMatchObject({ outcome: 'succeeded', extent: 'everything', withdrawn: 3 });
  });

  test('in the middle of a list counts, and so does what comes after it', async () => {
    const deleted = (number: number): OaiItem => ({ id: `oai:college:${number}`, deleted: true, datestamp: first });
    const list = (...records: OaiItem[]) => answer(`<ListRecords>${records.map(recordXml).join('')}</ListRecords>`);
    const { run, found } = await college([], {
      instead: (query) => ({
        body: query.has('from')
          ? list(item(1, { datestamp: '2026-05-11T00:00:00Z', metadata: courseXml('c1', 'Back') }))
          : list(item(1), item(2), item(3), deleted(1), deleted(2), item(2, { datestamp: '2026-05-10T12:00:01Z' })),
      }),
    });
    const report = await run();
    expect(report).toMatchObject({ read: 3, written: 2, duplicates: 1 });
    expect(await found()).toEqual(['Course 2', 'Course 3']);
    expect(await run()).toMatchObject({ extent: 'changes', written: 1 });
    expect(await found()).toEqual(['Back', 'Course 2', 'Course 3']);
  });

  test('that the repository does not tell is found when everything is listed, at the latest after refreshFullDays', async () => {
    const { server, run, found } = await college(items(5), { deletedRecord: 'no' });
    await run();
    server.items.splice(0, 1);
    expect(await run({ at: new Date(now.getTime() + 6 * day) })).toMatchObject({ extent: 'nothing', withdrawn: 0 });
    expect(await run({ at: new Date(now.getTime() + 8 * day) })).toMatchObject({ extent: 'everything', withdrawn: 1 });
    expect(await found()).not.toContain('Course 1');
  });
});

describe('a record that holds several offers', () => {
  const both = coursesXml([
    ['a', 'A'],
    ['b', 'B'],
  ]);

  test('withdraws the one that is no longer in it, unless another record holds it too', async () => {
    const { at, run, found } = await college([item(1, { metadata: both }), item(2, { metadata: courseXml('a', 'A') })]);
    expect(await run()).toMatchObject({ read: 3, written: 2, duplicates: 1 });
    const datestamp = '2026-05-11T11:00:00Z';
    at('2026-05-11T12:00:00Z', item(1, { metadata: courseXml('c', 'C'), datestamp }));
    expect(await run()).toMatchObject({ extent: 'changes', read: 1, written: 1, withdrawn: 1 });
    expect(await found()).toEqual(['A', 'C']);
  });

  test('withdraws them all when it is deleted', async () => {
    const { at, run, found } = await college([item(1, { metadata: both }), ...items(12).slice(1)]);
    await run();
    at('2026-05-11T12:00:00Z', { id: 'oai:college:1', deleted: true, datestamp: '2026-05-11T11:00:00Z' });
    expect(await run()).toMatchObject({ withdrawn: 2 });
    expect(await found()).not.toContain('B');
  });
});

describe('a broken change', () => {
  test.each([
    ['that cannot be read', `<catalog>${'<a>'.repeat(90)}${'</a>'.repeat(90)}</catalog>`],
    ['without a title', courseXml('c2', '')],
    ['without an id', courseXml('', 'No id')],
  ])('%s costs its own record only, whose last good version stays', async (_, metadata) => {
    const { at, run, found } = await college(items(3));
    await run();
    const datestamp = '2026-05-11T11:00:00Z';
    at('2026-05-11T12:00:00Z', item(2, { metadata, datestamp }), item(4, { datestamp }));
    const report = await run();
    const id = opportunityId(report.source, 'c2');
    expect(report).toMatchObject({ extent: 'changes', read: 2, written: 1, rejected: 1, withdrawn: 0 });
    expect(await found()).toEqual(['Course 1', 'Course 2', 'Course 3', 'Course 4']);
    expect(await stateOf(bench, report.source)).toMatchObject({
      parts: { 'oai:college:2': expect.arrayContaining([id]) },
    });
    at('2026-05-12T12:00:00Z', { id: 'oai:college:2', deleted: true, datestamp: '2026-05-12T11:00:00Z' });
    expect(await run()).toMatchObject({ withdrawn: 1 });
  });

  test('is among the problems of the catalogue until it is listed again or deleted, whatever else is', async () => {
    const broken = (number: number, datestamp = old) =>
      item(number, { metadata: courseXml(`c${number}`, ''), datestamp });
    const nameless = item(3, { metadata: courseXml('', 'No id') });
    const { at, run } = await college([item(1), broken(2), nameless, item(4), broken(5), ...items(9).slice(5)]);
    const { source } = await run();
    const records = async () => (await bench.issues(source)).map(({ record }) => record);
    expect(await records()).toEqual(['c2', '#1', 'c5']);

    at('2026-05-11T12:00:00Z', item(9, { datestamp: first, metadata: courseXml('c9', 'Better') }));
    expect(await run()).toMatchObject({ extent: 'changes', read: 1, issues: {} });
    expect(await records()).toEqual(['c2', '#1', 'c5']);

    const datestamp = '2026-05-11T12:00:00Z';
    at('2026-05-12T12:00:00Z', item(2, { datestamp }), item(3, { datestamp }), broken(4, datestamp));
    expect(await run()).toMatchObject({ extent: 'changes', written: 2, rejected: 1 });
    expect(await records()).toEqual(['c5', 'c4']);

    at('2026-05-13T12:00:00Z', { id: 'oai:college:5', deleted: true, datestamp: '2026-05-12T12:00:00Z' });
    await run();
    expect(await records()).toEqual(['c4']);
  });

  test('in which no offer is found leaves those that were in it, until everything is listed', async () => {
    const { at, run, found } = await college(items(6));
    await run();
    at('2026-05-11T12:00:00Z', item(2, { metadata: '<other/>', datestamp: '2026-05-11T11:00:00Z' }));
    expect(await run()).toMatchObject({ extent: 'changes', read: 0, withdrawn: 0 });
    at('2026-05-12T12:00:00Z', item(2, { metadata: '<another/>', datestamp: '2026-05-12T11:00:00Z' }));
    expect(await run()).toMatchObject({ extent: 'changes', read: 0, withdrawn: 0 });
    expect(await found()).toHaveLength(6);
    expect(await run({ at: new Date(now.getTime() + 8 * day) })).toMatchObject({ extent: 'everything', withdrawn: 1 });
  });

  test('alone is no reason to refuse the run, but twenty of twenty are', async () => {
    const { at, run } = await college(items(30), { pageSize: 100 });
    await run();
    const broken = (count: number, datestamp: string) =>
      items(count).map((each, index) => ({ ...each, metadata: courseXml(`c${index + 1}`, ''), datestamp }));
    at('2026-05-11T12:00:00Z', ...broken(1, '2026-05-11T11:00:00Z'));
    expect(await run()).toMatchObject({ outcome: 'succeeded_with_rejections', rejected: 1 });
    at('2026-05-12T12:00:00Z', ...broken(20, '2026-05-12T11:00:00Z'));
    expect(await run()).toMatchObject({ outcome: 'refused' });
  });
});

test('an empty repository is refused when all is listed, and what was there stays', async () => {
  const { server, run, found } = await college(items(3));
  await run();
  server.items.splice(0);
  expect(await run({ at: new Date(now.getTime() + 8 * day) })).toMatchObject({
    outcome: 'refused',
    error: { code: 'REFUSED_EMPTY' },
  });
  expect(await found()).toHaveLength(3);
});

test('organisations of offers that were not listed stay, and go on providing', async () => {
  const catalogue = (provider: string, course: string) =>
    courseXml(course, course).replaceAll('College', provider).replaceAll('college.example', `${provider}.example`);
  const { at, run, source } = await college([
    item(1, { metadata: catalogue('North', 'n') }),
    item(2, { metadata: catalogue('South', 's') }),
  ]);
  await run();
  at('2026-05-11T12:00:00Z', item(1, { metadata: catalogue('North', 'n2'), datestamp: '2026-05-11T11:00:00Z' }));
  expect(await run()).toMatchObject({ extent: 'changes', written: 1, withdrawn: 1 });
  const { providers } = await bench.providers.search({ source: source.id, offset: 0, limit: 10 });
  expect(providers.map(({ names }) => Object.values(names)[0]).sort()).toEqual(['North', 'South']);
});
