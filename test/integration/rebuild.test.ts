import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { CatalogueIndex } from '../../src/harvest/catalogue-index.js';
import { fileRunLock } from '../../src/harvest/file-lock.js';
import { harvest } from '../../src/harvest/harvester.js';
import { LockedIndexGate } from '../../src/harvest/index-gate.js';
import { RawStore } from '../../src/harvest/raw/raw-store.js';
import type { SourceDefinition } from '../../src/harvest/source.js';
import { asideNames } from '../../src/meilisearch/index-sets.js';
import { offerSettings } from '../../src/meilisearch/index-settings.js';
import { IndexWriter } from '../../src/meilisearch/index-writer.js';
import { tryLock } from '../../src/meilisearch/server-lock.js';
import { MeilisearchSources } from '../../src/meilisearch/stores.js';
import { dropOthers } from '../../src/rebuild/drop-others.js';
import { IndexUses } from '../../src/rebuild/index-uses.js';
import { prepareIndex } from '../../src/rebuild/prepare-index.js';
import type { RebuildContext, RebuildProgress } from '../../src/rebuild/rebuild-context.js';
import { rebuildIndex } from '../../src/rebuild/rebuild-index.js';
import { type Bench, openBench } from '../support/harvest-bench.js';
import { type Line, lineFormat } from '../support/line-format.js';
import { contextOf, type RunSourceOptions, runSource, stateOf } from '../support/run-sources.js';
import { temporaryDirectory } from '../support/servers.js';
import { silentLog } from '../support/silent-log.js';
import { type Served, served } from './served-catalogue.js';

let bench: Bench;
let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
let prefix: string;
beforeAll(async () => {
  folder = await temporaryDirectory('rebuild');
  bench = await openBench({ url: inject('meiliUrl'), key: inject('meiliKey'), dir: folder.path });
  prefix = bench.names.offers.split('-offers-')[0] ?? '';
});
afterAll(async () => {
  for (const uid of await indexes()) await bench.admin.deleteIndex(uid).waitTask();
  await bench.close();
  await folder.remove();
});

/** The same lines read by a later version of the format. */
const newer = {
  ...lineFormat,
  version: 2,
  map: (raw, context) => {
    const line = raw.data as Line;
    return lineFormat.map({ ...raw, data: { ...line, title: `${line.title}!` } }, context);
  },
} satisfies typeof lineFormat;

const offers = (count: number, title = 'Offer'): Line[] =>
  Array.from({ length: count }, (_, index) => ({
    ...{ id: `o${index + 1}`, title: `${title} ${index + 1}`, provider: `University ${index % 3}` },
  }));

async function indexes(): Promise<string[]> {
  const { results } = await bench.admin.getRawIndexes({ limit: 1000 });
  return results.map(({ uid }) => uid).filter((uid) => uid.startsWith(`${prefix}-`));
}

const lock = () => fileRunLock(join(folder.path, 'locks'), tryLock);
const gate = () => new LockedIndexGate(lock(), { pollMs: 20 });

function contextFor(
  sources: readonly SourceDefinition[],
  servers: readonly Served[],
  { names = bench.names, formats = [lineFormat] }: Partial<Pick<RebuildContext, 'names'> & RunSourceOptions> = {},
): RebuildContext {
  const allowHosts = servers.map(({ host }) => host);
  const index = new IndexWriter(bench.connection.write, names, { log: silentLog });
  return {
    ...{ connection: bench.connection, prefix, names, index, gate: gate(), sources, log: silentLog, lingerMs: 0 },
    harvest: { ...contextOf(bench, { formats, allowHosts, index, rawMaxBytes: 1_000_000 }), lock: lock() },
    onChange: () => bench.engine.refresh(),
  };
}

/** The same, but something is done to the index that is built aside just before it is looked at. */
function spoilt(context: RebuildContext, spoil: () => Promise<unknown>): RebuildContext {
  const { write } = context.connection;
  let isDone = false;
  const first = async () => {
    if (isDone) return;
    isDone = true;
    await spoil();
  };
  const instead = <T extends object>(target: T, overrides: object): T =>
    new Proxy(target, {
      get(it, name) {
        const value: unknown = Reflect.get(overrides, name) ?? Reflect.get(it, name);
        return typeof value === 'function' ? value.bind(it) : value;
      },
    });
  const index = (uid: string) => {
    const real = write.index(uid);
    if (uid !== asideNames(context.names).offers) return real;
    return instead(real, {
      search: (...given: Parameters<typeof real.search>) => first().then(() => real.search(...given)),
    });
  };
  return { ...context, connection: { ...context.connection, write: instead(write, { index }) } };
}

let made = 0;
async function source(lines: readonly Line[], overrides: Partial<SourceDefinition> = {}) {
  const server = await served(lines, '"v1"');
  made += 1;
  const definition = bench.sourceOf(`rebuild-${made}`, { location: server.url, ...overrides });
  const run = (options: Partial<RunSourceOptions> = {}) =>
    runSource(bench, definition, {
      ...{ formats: [lineFormat], allowHosts: [server.host], rawMaxBytes: 1_000_000 },
      ...options,
    });
  expect(await run()).toMatchObject({ outcome: 'succeeded', raw: 'kept' });
  return { server, definition, run };
}

/** Documents, providers and memories of a source, as they are now. */
async function everything(id: string, names = bench.names) {
  const read = async (uid: string, filter?: string) =>
    (
      await bench.admin.index(uid).getDocuments({ limit: 1000, ...(filter === undefined ? {} : { filter }) })
    ).results.sort((a, b) => String(a.id).localeCompare(String(b.id)));
  const [documents, providers, sources] = await Promise.all([
    read(names.offers, `source = "${id}"`),
    read(names.providers, `source = "${id}"`),
    read(names.sources),
  ]);
  const withoutNulls = documents.map((each) =>
    Object.fromEntries(Object.entries(each).filter(([, value]) => value !== null)),
  );
  return { documents: withoutNulls, providers, remembered: sources.filter((each) => each.id === id) };
}

describe('an index that is built anew from its records', () => {
  test('holds the same, tombstones and the memory of runs included, under a new generation', async () => {
    const { server, definition, run } = await source(offers(20));
    Object.assign(server, { lines: offers(18), etag: '"v2"' });
    expect(await run()).toMatchObject({ withdrawn: 2 });
    const before = await everything(definition.id);
    expect(before.documents).toHaveLength(20);
    const { generation } = await bench.engine.search([]);
    const state = await stateOf(bench, definition.id);

    const phases: RebuildProgress['phase'][] = [];
    const report = await rebuildIndex(contextFor([definition], [server]), {
      onProgress: ({ phase }) => phases.push(phase),
    });
    expect(report).toMatchObject({ withdrawn: 2 });
    expect(report.sources).toContainEqual({ source: definition.id, offers: 18, from: 'records' });
    expect(new Set(phases)).toEqual(new Set(['copy', 'check', 'swap', 'done']));
    expect(await everything(definition.id)).toEqual(before);
    expect((await bench.engine.search([])).generation).not.toBe(generation);
    expect((await indexes()).filter((uid) => uid.endsWith('-next'))).toEqual([]);
    expect(await bench.admin.index(bench.names.offers).getSettings()).toMatchObject({
      rankingRules: offerSettings.rankingRules,
    });

    expect(await stateOf(bench, definition.id)).toEqual(state);
    expect(await run()).toMatchObject({ outcome: 'unchanged', extent: 'nothing' });
    expect(await run({ again: true })).toMatchObject({ outcome: 'unchanged', feeds: 'kept' });
  });

  test('keeps what others have noted on a document, and projects the rest anew', async () => {
    const { server, definition } = await source(offers(2));
    const index = bench.admin.index(bench.names.offers);
    const [first] = (await everything(definition.id)).documents;
    await index
      .updateDocuments([{ id: first?.id ?? '', live: null, noted: { by: 'others' }, s: { title: 'spoilt' } }])
      .waitTask();
    await rebuildIndex(contextFor([definition], [server]));
    const [again] = (await everything(definition.id)).documents;
    expect({ ...first, noted: { by: 'others' } }).toEqual({ ...again, live: true });
    expect(again).not.toHaveProperty('live');
  });

  test('is not put in place when it lost an offer on the way, and the old one stays', async () => {
    const { server, definition } = await source(offers(5));
    const before = await everything(definition.id);
    const index = bench.admin.index(asideNames(bench.names).offers);
    const lost = () => index.deleteDocument(String(before.documents[0]?.id)).waitTask();
    await expect(rebuildIndex(spoilt(contextFor([definition], [server]), lost))).rejects.toThrow(
      `"${definition.id}" has 4 offers to be found where 5 should be`,
    );
    expect(await everything(definition.id)).toEqual(before);
    expect((await indexes()).filter((uid) => uid.endsWith('-next'))).toEqual([]);
  });

  test('is not put in place when it lacks a setting', async () => {
    const { server, definition } = await source(offers(5));
    const index = bench.admin.index(asideNames(bench.names).offers);
    const less = () => index.updateSearchableAttributes(['text.title']).waitTask();
    await expect(rebuildIndex(spoilt(contextFor([definition], [server]), less))).rejects.toThrow(
      /offers lack the settings searchableAttributes/,
    );
  });

  test('is copied again when somebody who knows of no lock writes meanwhile', async () => {
    const { server, definition } = await source(offers(5));
    const written = () => bench.run('writes-anyway', offers(3));
    await rebuildIndex(spoilt(contextFor([definition], [server]), written));
    expect(await bench.found('writes-anyway')).toHaveLength(3);
    expect(await bench.found(definition.id)).toHaveLength(5);
  });

  test('makes a run that wants to write wait, and loses nothing of it', async () => {
    const { server, definition } = await source(offers(5));
    Object.assign(server, { lines: offers(6, 'New'), etag: '"v2"' });
    const context = contextFor([definition], [server]);
    const events: string[] = [];
    const { writer } = bench;
    const index: CatalogueIndex = {
      apply: (...given) => {
        events.push('apply');
        return writer.apply(...given);
      },
      stored: (id) => writer.stored(id),
      count: (id) => writer.count(id),
      remember: (report) => writer.remember(report),
      appliedRun: (id) => writer.appliedRun(id),
      held: (id) => writer.held(id),
    };
    let run: Promise<unknown> | undefined;
    await rebuildIndex(context, {
      onProgress: ({ phase }) => {
        events.push(phase);
        run ??= harvest(definition, { ...context.harvest, index, gate: gate() });
      },
    });
    expect(await run).toMatchObject({ outcome: 'succeeded', written: 6 });
    expect(events.indexOf('apply')).toBeGreaterThan(events.indexOf('done'));
    expect(await bench.found(definition.id)).toEqual(offers(6, 'New').map(({ title }) => title));
  });

  test('gives way when it is cancelled', async () => {
    const { server, definition } = await source(offers(5));
    const cancel = new AbortController();
    const rebuilt = rebuildIndex(contextFor([definition], [server]), {
      signal: cancel.signal,
      onProgress: ({ phase }) => phase === 'check' && cancel.abort(),
    });
    await expect(rebuilt).rejects.toThrow('cancelled');
    expect((await indexes()).filter((uid) => uid.endsWith('-next'))).toEqual([]);
  });
});

describe('an index that is built anew from kept feeds', () => {
  test('has what the mappers of now make of them, and no provider is asked', async () => {
    const { server, definition, run } = await source(offers(10));
    const { length: requests } = server.requests;
    const { remembered } = await everything(definition.id);
    const report = await rebuildIndex(contextFor([definition], [server], { formats: [newer] }), { fromFeeds: true });
    expect(report.sources.find((each) => each.source === definition.id)).toMatchObject({
      ...{ offers: 10, from: 'feeds', run: { outcome: 'succeeded', written: 10, feeds: 'kept' } },
    });
    expect(await bench.found(definition.id)).toEqual(
      offers(10)
        .map(({ title }) => `${title}!`)
        .sort(),
    );
    expect(server.requests).toHaveLength(requests);
    expect((await everything(definition.id)).remembered).toEqual(remembered);
    expect(await run({ again: true, formats: [newer] })).toMatchObject({ outcome: 'unchanged', feeds: 'kept' });
    expect(await run({ formats: [newer] })).toMatchObject({ outcome: 'unchanged', extent: 'nothing' });
  });

  test('leaves sources alone whose feeds are not kept, or would not be applied', async () => {
    const without = await source(offers(4));
    const broken = await source(offers(10));
    await new RawStore(join(bench.workDir, without.definition.id)).drop();
    const half = {
      ...lineFormat,
      version: 3,
      map: ((raw, context) =>
        lineFormat.map(
          raw.position > 3 ? { ...raw, data: { title: 'no id' } } : raw,
          context,
        )) satisfies typeof lineFormat.map,
    };
    const context = contextFor([without.definition, broken.definition], [without.server, broken.server], {
      formats: [half],
    });
    const { sources } = await rebuildIndex(context, { fromFeeds: true });
    const of = (id: string) => sources.find((each) => each.source === id);
    expect(of(without.definition.id)).toMatchObject({ offers: 4, from: 'records', run: { outcome: 'failed' } });
    expect(of(broken.definition.id)).toMatchObject({ offers: 10, from: 'records', run: { outcome: 'refused' } });
  });
});

describe('when there is no index of this version', () => {
  const version = (letter: string) => ({
    offers: `${prefix}-offers-${letter.repeat(8)}`,
    providers: `${prefix}-providers-${letter.repeat(8)}`,
    sources: `${prefix}-sources-${letter.repeat(8)}`,
  });

  test('it is made of that of another, which stays as long as a process uses it', async () => {
    const { server, definition } = await source(offers(12));
    const before = await everything(definition.id);
    const names = version('a');
    const context = contextFor([definition], [server], { names });
    expect(await prepareIndex(context)).toBe('converted');
    expect(await everything(definition.id, names)).toEqual(before);
    expect(await everything(definition.id)).toEqual(before);
    expect(await prepareIndex(context)).toBe('present');

    const managed = { ...context, connection: { ...bench.connection, managed: true } };
    const uses = new IndexUses(lock());
    const release = await uses.note(bench.names.offers.slice(-8));
    expect(await dropOthers(managed, uses)).toEqual([]);
    await release?.();
    const later = () => Date.now() + 3_700_000;
    expect(await dropOthers(context, uses)).toEqual([]);
    const foreign = [`${prefix}-offers-custom`, `${prefix}x-offers-00000000`];
    for (const uid of [...foreign, `${prefix}-offers-00000000`]) await bench.admin.createIndex(uid).waitTask();
    const dropped = await dropOthers(context, uses, later);
    expect(dropped).toEqual([`${prefix}-offers-00000000`, ...Object.values(bench.names)]);
    expect(await bench.admin.getRawIndexes({ limit: 1000 })).toMatchObject({
      results: expect.arrayContaining(foreign.map((uid) => expect.objectContaining({ uid }))),
    });
    for (const uid of foreign) await bench.admin.deleteIndex(uid).waitTask();

    expect(await prepareIndex(contextFor([definition], [server]))).toBe('converted');
    expect(await everything(definition.id)).toEqual(before);
  });

  test('what cannot be converted is built from kept feeds', async () => {
    const { server, definition } = await source(offers(3));
    const { length: requests } = server.requests;
    for (const uid of await indexes())
      if (!Object.values(bench.names).includes(uid)) await bench.admin.deleteIndex(uid).waitTask();
    const index = bench.admin.index(bench.names.offers);
    const [first] = (await everything(definition.id)).documents;
    await index.updateDocuments([{ id: String(first?.id), record: { title: null } }]).waitTask();
    const names = version('b');
    expect(await prepareIndex(contextFor([definition], [server], { names }))).toBe('recovered');
    expect((await everything(definition.id, names)).documents).toHaveLength(3);
    expect(server.requests).toHaveLength(requests);
    for (const uid of Object.values(names)) await bench.admin.deleteIndex(uid).waitTask();
    await index.updateDocuments([{ ...first, id: String(first?.id) }]).waitTask();
  });

  test('and nothing else is left, it is recovered from kept feeds, and the next run goes on from there', async () => {
    const { server, definition, run } = await source(offers(7));
    const state = await stateOf(bench, definition.id);
    const never = await served(offers(1));
    const unknown = bench.sourceOf('rebuild-never-run', { location: never.url });
    for (const uid of await indexes()) await bench.admin.deleteIndex(uid).waitTask();
    const { length: requests } = server.requests;
    expect(await prepareIndex(contextFor([definition, unknown], [server, never]))).toBe('recovered');
    expect(server.requests).toHaveLength(requests);
    expect(never.requests).toHaveLength(0);
    expect(await bench.found(definition.id)).toEqual(offers(7).map(({ title }) => title));
    const sources = new MeilisearchSources(bench.connection.search, bench.names);
    expect([...(await sources.states()).values()]).toEqual([
      expect.objectContaining({ id: definition.id, lastSuccessAt: state?.fullAt, appliedRun: state?.runId }),
    ]);
    expect(await run()).toMatchObject({ outcome: 'unchanged', extent: 'nothing', unchanged: 7 });
  });

  test('and nothing is kept, it is new and empty', async () => {
    const server = await served(offers(1));
    const unknown = bench.sourceOf('rebuild-unknown', { location: server.url });
    for (const uid of await indexes()) await bench.admin.deleteIndex(uid).waitTask();
    expect(await prepareIndex(contextFor([unknown], [server]))).toBe('new');
    expect((await indexes()).sort()).toEqual(Object.values(bench.names).sort());
    expect(server.requests).toHaveLength(0);
  });
});

test('what a killed builder has left is removed at the next start, but not while a builder lives', async () => {
  const { server, definition } = await source(offers(2));
  const context = contextFor([definition], [server]);
  const left = Object.values(asideNames(bench.names));
  for (const uid of left) await bench.admin.createIndex(uid, { primaryKey: 'id' }).waitTask();
  await gate().alone(
    [],
    new AbortController().signal,
    () => undefined,
    async () => {
      expect(await prepareIndex(context)).toBe('present');
    },
  );
  expect(await indexes()).toEqual(expect.arrayContaining(left));
  expect(await prepareIndex(context)).toBe('present');
  expect((await indexes()).filter((uid) => left.includes(uid))).toEqual([]);
  expect(await bench.found(definition.id)).toHaveLength(2);
});

test('what a builder has left whose engine went away is removed by a server that goes on, an hour later', async () => {
  const { server, definition } = await source(offers(2));
  const context = contextFor([definition], [server]);
  const left = Object.values(asideNames(bench.names));
  for (const uid of left) await bench.admin.createIndex(uid, { primaryKey: 'id' }).waitTask();
  const uses = new IndexUses(lock());
  const managed = { ...context, connection: { ...bench.connection, managed: true } };
  const dropped = async (hours: number) => dropOthers(managed, uses, () => Date.now() + hours * 3_600_000 + 60_000);
  expect((await dropped(0)).filter((uid) => left.includes(uid))).toEqual([]);
  expect((await dropped(1)).filter((uid) => left.includes(uid)).sort()).toEqual(left.toSorted());
  expect((await indexes()).filter((uid) => left.includes(uid))).toEqual([]);
  expect(await bench.found(definition.id)).toHaveLength(2);
});
