import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type DeadLetter, pageSize } from '../../src/harvest/archive/dead-letter.js';
import { sourcesToRetry } from '../../src/harvest/archive/retry.js';
import { FeedError } from '../../src/harvest/feed.js';
import type { Format } from '../../src/harvest/format.js';
import { xcriCap } from '../../src/harvest/formats/xcri-cap/xcri-cap.format.js';
import type { SourceDefinition } from '../../src/harvest/source.js';
import { oaiPmhOptions } from '../../src/harvest/transports/oai-pmh.options.js';
import { archiveNames } from '../../src/meilisearch/archive-documents.js';
import { type Bench, now, openBench } from '../support/harvest-bench.js';
import { type Line, lineFormat } from '../support/line-format.js';
import { type RunSourceOptions, runSource, stateOf } from '../support/run-sources.js';
import { temporaryDirectory } from '../support/servers.js';
import { courseXml } from '../support/xcri-course.js';
import { type OaiItem, type OaiServer, serveOai } from './oai-server.js';
import { started } from './read-feeds.js';
import { type Served, served } from './served-catalogue.js';

let bench: Bench;
let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
beforeAll(async () => {
  folder = await temporaryDirectory('dead-letters');
  bench = await openBench({ url: inject('meiliUrl'), key: inject('meiliKey'), dir: folder.path });
});
afterAll(async () => {
  await bench.close();
  await folder.remove();
});

let made = 0;
function sourceAt({ url }: { readonly url: string }, overrides: Partial<SourceDefinition> = {}): SourceDefinition {
  made += 1;
  return bench.sourceOf(`letters-${made}`, { location: url, ...overrides });
}

const offers = (count: number): Line[] =>
  Array.from({ length: count }, (_, index) => ({ id: `o${index + 1}`, title: `Offer ${index + 1}` }));

function run(source: SourceDefinition, { host }: Served, options: Partial<RunSourceOptions> = {}) {
  return runSource(bench, source, { formats: [lineFormat], rawMaxBytes: 5_000_000, allowHosts: [host], ...options });
}

/** What is known of the dead letters of a source, and themselves. */
async function boxOf({ id }: SourceDefinition) {
  const box = await bench.archive.runs.deadLetters(id);
  if (box === undefined) return undefined;
  const { pages, ...summary } = box;
  const letters: DeadLetter[] = [];
  for await (const page of pages()) letters.push(...page);
  return { ...summary, letters };
}
const lettersOf = async (source: SourceDefinition) => (await boxOf(source))?.letters ?? [];
/** The documents of the pages of a source. */
const pageIds = async ({ id }: SourceDefinition) =>
  (
    await bench.admin
      .index(archiveNames(bench.prefix).letterPages)
      .getDocuments({ filter: `source = "${id}"`, fields: ['id'], limit: 1000 })
  ).results.map((document) => String(document.id));

/** The same format by a later version, whose mapper no longer fails. */
const mended: Format = {
  ...lineFormat,
  version: 2,
  map: ({ data, ...raw }, context) => {
    const { crash: _, ...line } = data as Line;
    return lineFormat.map({ ...raw, data: line }, context);
  },
};

describe('a record that could not be taken over', () => {
  test('is kept with all that is known of it, and counted by kind in the report', async () => {
    const server = await served([...offers(6), { id: 'untitled' }, { title: 'No id' }, { id: 'odd', crash: true }]);
    const source = sourceAt(server);
    const report = await run(source, server);
    expect(report).toMatchObject({
      ...{ outcome: 'succeeded_with_rejections', rejected: 3 },
      deadLetters: { total: 3, byCode: { MISSING_REQUIRED: 1, MISSING_ID: 1, UNSUPPORTED_RECORD: 1 } },
    });
    const at = now.toISOString();
    const same = { source: source.id, feed: server.url, runId: report.runId, firstSeenAt: at, lastSeenAt: at };
    const { fingerprint } = (await stateOf(bench, source.id)) ?? {};
    expect(await lettersOf(source)).toMatchObject([
      {
        ...{ ...same, fingerprint, record: 'untitled', position: 7, code: 'MISSING_REQUIRED', path: 'title' },
        ...{ reason: 'The offer has no title.', moreErrors: 0, excerpt: '{"id":"untitled"}' },
      },
      { ...same, record: '#8', position: 8, code: 'MISSING_ID', path: 'id', excerpt: '{"title":"No id"}' },
      { ...same, record: '#9', position: 9, code: 'UNSUPPORTED_RECORD', reason: expect.stringContaining('defect') },
    ]);
  });

  test('is told by its own id where its format can read that, and keeps its last good version', async () => {
    const server = await served(offers(4));
    const source = sourceAt(server);
    const telling: Format = { ...lineFormat, nativeId: (data) => (data as Line).id };
    await run(source, server, { formats: [telling] });
    server.lines = offers(4).with(1, { id: 'o2', title: 'Never seen', crash: true });
    const report = await run(source, server, { formats: [telling] });
    expect(report).toMatchObject({ rejected: 1, withdrawn: 0 });
    expect(await lettersOf(source)).toMatchObject([{ record: 'o2', position: 2 }]);
    expect(await bench.found(source.id)).toContain('Offer 2');
  });

  test('stays one that was seen first long ago, though it has no id and moves in the feed; once well it is none', async () => {
    const server = await served([...offers(4), { title: 'No id' }]);
    const source = sourceAt(server);
    await run(source, server);
    server.lines = [{ title: 'No id' }, { id: 'bad' }, ...offers(4)];
    const later = new Date(now.getTime() + 86_400_000);
    await run(source, server, { at: later });
    expect(await lettersOf(source)).toMatchObject([
      { position: 1, firstSeenAt: now.toISOString(), lastSeenAt: later.toISOString() },
      { position: 2, firstSeenAt: later.toISOString() },
    ]);
    server.lines = [...offers(4), { id: 'bad', title: 'Mended' }];
    expect(await run(source, server)).toMatchObject({ deadLetters: { total: 0, byCode: {} } });
    expect(await boxOf(source)).toMatchObject({ total: 0, letters: [] });
  });

  test('is one of as many as there are, all of which are kept whole', async () => {
    const bad = Array.from({ length: 1100 }, (_, index) =>
      index % 11 === 0 ? { id: `u${index}` } : { title: 'No id' },
    );
    const server = await served([...offers(1200), ...bad]);
    const source = sourceAt(server);
    const report = await run(source, server);
    const byCode = { MISSING_ID: 1000, MISSING_REQUIRED: 100 };
    expect(report).toMatchObject({ rejected: 1100, deadLetters: { total: 1100, byCode } });
    const letters = await lettersOf(source);
    expect(letters.map(({ position, excerpt }) => [position, excerpt])).toEqual(
      bad.map((line, index) => [1201 + index, JSON.stringify(line)]),
    );
    const asked = (question: object) => bench.history.deadLetters({ source: source.id, ...question } as never);
    expect(await asked({ offset: 995, limit: 10 })).toEqual({ total: 1100, letters: letters.slice(995, 1005) });
    expect(await asked({ offset: 0, limit: 2000 })).toEqual({ total: 1100, letters });
    const untitled = letters.filter(({ code }) => code === 'MISSING_REQUIRED');
    expect(await asked({ code: 'MISSING_REQUIRED', offset: 45, limit: 30 })).toEqual({
      ...{ total: 100, letters: untitled.slice(45, 75) },
    });
    expect(await pageIds(source)).toHaveLength(Math.ceil(1100 / pageSize));
  });

  test('shows no more than the start of it', async () => {
    const server = await served([...offers(3), { id: 'long', provider: 'x'.repeat(50_000) }]);
    const source = sourceAt(server);
    await run(source, server);
    const [letter] = await lettersOf(source);
    expect(letter?.excerpt).toHaveLength(1000);
  });
});

describe('the dead letters of a source', () => {
  test('stay when a feed fails, and when nothing is new', async () => {
    const server = await served([...offers(4), { id: 'bad' }], '"1"');
    const source = sourceAt(server);
    await run(source, server);
    const before = await boxOf(source);
    expect(await run(source, server)).toMatchObject({ extent: 'nothing' });
    expect(await boxOf(source)).toEqual(before);
    await server.close();
    expect(await run(source, server)).toMatchObject({ outcome: 'failed' });
    expect(await boxOf(source)).toEqual(before);
  });

  test('grow by what a refused run has found, and lose nothing by it', async () => {
    const server = await served([...offers(4), { id: 'bad' }]);
    const source = sourceAt(server);
    await run(source, server);
    server.lines = [...offers(4).map(({ id }) => ({ id: id ?? '' })), { id: 'bad', title: 'Well' }];
    expect(await run(source, server)).toMatchObject({
      error: { code: 'REFUSED_INVALID_RATIO' },
      deadLetters: { total: 5, byCode: { MISSING_REQUIRED: 5 } },
    });
    expect((await lettersOf(source)).map(({ record }) => record).sort()).toEqual(['bad', 'o1', 'o2', 'o3', 'o4']);
  });

  test('of a refused run are over when the feed is back as it was, and those of the last applied run are left as it left them', async () => {
    const good: Line[] = [...offers(4), { id: 'bad' }];
    const server = await served(good, '"1"');
    const source = sourceAt(server);
    await run(source, server);
    const before = await lettersOf(source);
    const nameless = Array.from({ length: 1000 }, () => ({ title: 'No id' }));
    Object.assign(server, { lines: [{ id: 'bad' }, ...nameless], etag: '"2"' });
    for (const _ of [1, 2])
      expect(await run(source, server)).toMatchObject({
        error: { code: 'REFUSED_EMPTY' },
        deadLetters: { total: 1001, byCode: { MISSING_REQUIRED: 1, MISSING_ID: 1000 } },
      });
    expect(await boxOf(source)).toMatchObject({ total: 1001, refused: 1000, letters: { length: 1001 } });
    Object.assign(server, { lines: good, etag: '"1"' });
    expect(await run(source, server)).toMatchObject({
      ...{ outcome: 'unchanged', extent: 'nothing' },
      deadLetters: { total: 1, byCode: { MISSING_REQUIRED: 1 } },
    });
    expect(await lettersOf(source)).toEqual(before);
    expect(await run(source, server)).not.toHaveProperty('deadLetters');
  });

  test('stay as they were when the engine goes away while their successors are written, and nothing of these is left', async () => {
    const server = await served([...offers(4), { id: 'bad' }], '"1"');
    const source = sourceAt(server);
    await run(source, server);
    const before = await lettersOf(source);
    const [box, pages] = [await bench.archive.runs.deadLetters(source.id), await pageIds(source)];
    const { fingerprint = '', at = '' } = box ?? {};
    const others = before.map((letter) => ({ ...letter, record: 'other' }));
    async function* broken() {
      for (let number = 0; number < 60; number += 1)
        yield others.map((letter) => ({ ...letter, key: `${letter.key}${number}` }));
      throw new FeedError('INDEX_UNAVAILABLE', 'away');
    }
    await expect(
      bench.archive.runs.saveDeadLetters({ source: source.id, fingerprint, at, runId: 'broken' }, broken()),
    ).rejects.toThrow('away');
    expect((await pageIds(source)).length).toBeGreaterThan(pages.length);
    expect(await lettersOf(source)).toEqual(before);
    Object.assign(server, { lines: [...offers(5), { id: 'bad' }], etag: '"2"' });
    await run(source, server);
    expect(await lettersOf(source)).toMatchObject([{ record: 'bad' }]);
    expect(await pageIds(source)).toHaveLength(1);
  });

  test('that an earlier release has kept are listed, and tried again', async () => {
    const server = await served([...offers(4), { id: 'bad' }, { id: 'worse' }], '"1"');
    const source = sourceAt(server);
    await run(source, server);
    const letters = await lettersOf(source);
    const fingerprint = String((await stateOf(bench, source.id))?.fingerprint);
    const [first] = letters;
    await bench.admin
      .index(archiveNames(bench.prefix).deadLetters)
      .addDocuments([
        {
          ...{ id: source.id, total: 2, byCode: { MISSING_REQUIRED: 2 }, listed: { MISSING_REQUIRED: 1 }, fingerprint },
          ...{ runId: 'r', at: '2026-11-01T00:00:00.000Z' },
          content: JSON.stringify({ letters: [first], others: { MISSING_REQUIRED: ['key'] } }),
        },
      ])
      .waitTask();
    expect(await lettersOf(source)).toEqual([first]);
    expect(await bench.history.deadLetters({ source: source.id, offset: 0, limit: 10 })).toEqual({
      ...{ total: 1, letters: [first] },
    });
    const summaries = await bench.archive.runs.deadLetterSummaries();
    expect(sourcesToRetry([source], summaries, () => fingerprint)).toEqual([source]);
    await run(source, server, { again: true });
    expect((await lettersOf(source)).map(({ record }) => record)).toEqual(['bad', 'worse']);
    expect(sourcesToRetry([source], await bench.archive.runs.deadLetterSummaries(), () => fingerprint)).toEqual([]);
  });

  test('are all read again by the next run when they could not be kept', async () => {
    const server = await served([...offers(4), { id: 'bad' }], '"1"');
    const source = sourceAt(server);
    const saveDeadLetters = () => Promise.reject(new FeedError('INDEX_UNAVAILABLE', 'away'));
    const runs = Object.assign(Object.create(bench.archive.runs), { saveDeadLetters });
    expect(await run(source, server, { archive: { runs } })).toMatchObject({ outcome: 'succeeded_with_rejections' });
    expect(await boxOf(source)).toBeUndefined();
    expect(await run(source, server)).toMatchObject({ extent: 'everything', deadLetters: { total: 1 } });
    expect(await lettersOf(source)).toMatchObject([{ record: 'bad' }]);
  });

  test('are mended by a mended mapper that maps the kept feed again; the provider is not asked', async () => {
    const server = await served([...offers(6), { id: 'odd', title: 'Odd', crash: true }], '"1"');
    const source = sourceAt(server);
    await run(source, server);
    const asked = server.statuses.length;
    const report = await run(source, server, { formats: [mended], again: true });
    expect(report).toMatchObject({ feeds: 'kept', rejected: 0, written: 1, deadLetters: { total: 0, byCode: {} } });
    expect(server.statuses).toHaveLength(asked);
    expect(await bench.found(source.id)).toContain('Odd');
  });
});

describe('of a source that lists its records one by one', () => {
  const old = '2026-03-01T10:00:00Z';
  const first = '2026-05-10T12:00:00Z';
  const item = (number: number, overrides: Partial<OaiItem> = {}): OaiItem => ({
    id: `oai:college:${number}`,
    datestamp: old,
    metadata: courseXml(`c${number}`, `Course ${number}`),
    ...overrides,
  });
  const broken = (number: number, datestamp = old) =>
    item(number, { datestamp, metadata: courseXml(`c${number}`, '') });

  async function college(items: readonly OaiItem[]) {
    let clock = first;
    const server = (await started(serveOai(items, { now: () => new Date(clock) }))) as OaiServer;
    const transport = oaiPmhOptions.parse({ type: 'oai-pmh', metadataPrefix: 'xcri' });
    const source = sourceAt({ url: `${server.url}oai` }, { transport, format: 'xcri-cap' });
    return {
      server,
      source,
      at(time: string, ...changed: readonly OaiItem[]): void {
        clock = time;
        for (const each of changed) server.items[server.items.findIndex(({ id }) => id === each.id)] = each;
      },
      run: () => runSource(bench, source, { formats: [xcriCap], allowHosts: [server.host] }),
      records: async () => (await lettersOf(source)).map(({ record }) => record).sort(),
    };
  }

  test('two runs that read only changes keep what they did not read, and tell what became of the rest', async () => {
    const { source, at, run, records } = await college([
      ...[1, 2, 3, 4, 5, 6].map((number) => item(number)),
      ...[7, 8, 9].map((number) => broken(number)),
    ]);
    expect(await run()).toMatchObject({ extent: 'everything', deadLetters: { total: 3 } });
    expect(await records()).toEqual(['c7', 'c8', 'c9']);

    at('2026-05-11T12:00:00Z', item(7, { datestamp: first }), broken(1, first));
    expect(await run()).toMatchObject({ extent: 'changes', read: 2, deadLetters: { total: 3 } });
    expect(await records()).toEqual(['c1', 'c8', 'c9']);
    expect(await bench.found(source.id)).toEqual(expect.arrayContaining(['Course 1', 'Course 7']));

    const deleted = item(8, { datestamp: '2026-05-11T12:00:00Z', deleted: true });
    at('2026-05-12T12:00:00Z', deleted, item(1, { datestamp: '2026-05-11T12:00:00Z' }));
    expect(await run()).toMatchObject({ extent: 'changes', deadLetters: { total: 1 } });
    expect(await records()).toEqual(['c9']);
    const [letter] = await lettersOf(source);
    expect(letter).toMatchObject({ part: 'oai:college:9', position: 9, code: 'MISSING_REQUIRED' });
  });
});
