import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { FeedError } from '../../src/harvest/feed.js';
import { schemaOrg } from '../../src/harvest/formats/schema-org/schema-org.format.js';
import { xcriCap } from '../../src/harvest/formats/xcri-cap/xcri-cap.format.js';
import type { RawEntry } from '../../src/harvest/raw/raw-entry.js';
import { RawStore } from '../../src/harvest/raw/raw-store.js';
import type { SourceDefinition } from '../../src/harvest/source.js';
import { oaiPmhOptions } from '../../src/harvest/transports/oai-pmh.options.js';
import { sitemapOptions } from '../../src/harvest/transports/sitemap.options.js';
import { contentOf } from '../support/folder-content.js';
import { type Bench, openBench } from '../support/harvest-bench.js';
import { type Line, lineFormat } from '../support/line-format.js';
import { type RunSourceOptions, runSource, stateOf } from '../support/run-sources.js';
import { temporaryDirectory } from '../support/servers.js';
import { courseXml } from '../support/xcri-course.js';
import { serve } from './faulty-server.js';
import { type OaiItem, type OaiServer, serveOai } from './oai-server.js';
import { started } from './read-feeds.js';
import { type Served, served } from './served-catalogue.js';

let bench: Bench;
let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
beforeAll(async () => {
  folder = await temporaryDirectory('kept');
  bench = await openBench({ url: inject('meiliUrl'), key: inject('meiliKey'), dir: folder.path });
});
afterAll(async () => {
  await bench.close();
  await folder.remove();
});

let made = 0;

/** The same lines read by a later version of the format: titles end with a mark. */
const newer = {
  ...lineFormat,
  version: 2,
  map: (raw, context) => {
    const line = raw.data as Line;
    return lineFormat.map({ ...raw, data: { ...line, title: `${line.title}!` } }, context);
  },
} satisfies typeof lineFormat;

const offers = (count: number): Line[] =>
  Array.from({ length: count }, (_, index) => ({ id: `o${index + 1}`, title: `Offer ${index + 1}` }));
const titles = (count: number, end = '') => offers(count).map(({ title }) => `${title}${end}`);

function sourceAt(location: string | string[], overrides: Partial<SourceDefinition> = {}): SourceDefinition {
  made += 1;
  return bench.sourceOf(`kept-${made}`, { location, ...overrides });
}

function run(source: SourceDefinition, servers: readonly Served[], options: Partial<RunSourceOptions> = {}) {
  const allowHosts = servers.map(({ host }) => host);
  return runSource(bench, source, { formats: [lineFormat], rawMaxBytes: 1_000_000, allowHosts, ...options });
}

const homeOf = ({ id }: SourceDefinition) => join(bench.workDir, id);
const storeOf = (source: SourceDefinition) => new RawStore(homeOf(source));
const keptOf = (source: SourceDefinition) => contentOf(join(homeOf(source), 'raw'));

async function entriesOf(source: SourceDefinition): Promise<RawEntry[]> {
  const entries: RawEntry[] = [];
  for await (const entry of storeOf(source).entries()) entries.push(entry);
  return entries;
}

describe('the feeds of a run that was applied', () => {
  test('are kept with what the transport said of them, and nothing beside them', async () => {
    const [a, b] = [await served(offers(3), '"a"'), await served([{ id: 'b', title: 'B' }], '"b"')];
    const source = sourceAt([a.url, b.url]);
    const report = await run(source, [a, b]);
    expect(report).toMatchObject({ outcome: 'succeeded', written: 4, raw: 'kept' });
    expect(await entriesOf(source)).toMatchObject([
      { uri: a.url, mark: { etag: '"a"' }, offset: 0 },
      { uri: b.url, mark: { etag: '"b"' } },
    ]);
    expect(Object.keys(await contentOf(homeOf(source)))).toEqual(
      expect.arrayContaining(['raw/00001.gz', 'raw/index.ndjson', 'raw/raw.json', 'state.json']),
    );
    expect(await storeOf(source).manifest()).toMatchObject({ run: report.runId, feeds: 2 });
  });

  test('stay when the next run is refused, fails, or is cut in the middle', async () => {
    const server = await served(offers(10));
    const source = sourceAt(server.url);
    await run(source, [server]);
    const before = await keptOf(source);
    server.lines = offers(3);
    expect(await run(source, [server])).toMatchObject({ outcome: 'refused', error: { code: 'REFUSED_DROP' } });
    server.lines = [];
    expect(await run(source, [server])).toMatchObject({ outcome: 'refused' });
    const controller = new AbortController();
    server.lines = offers(150);
    const onProgress = () => controller.abort();
    expect(await run(source, [server], { signal: controller.signal, onProgress })).toMatchObject({
      error: { code: 'CANCELLED' },
    });
    await server.close();
    expect(await run(source, [server])).toMatchObject({ outcome: 'failed' });
    expect(await keptOf(source)).toEqual(before);
    expect(Object.keys(await contentOf(homeOf(source))).filter((path) => path.startsWith('raw.'))).toEqual([]);
  });

  test('are replaced by those of the next one, and stay when nothing is new', async () => {
    const server = await served(offers(3), '"1"');
    const source = sourceAt(server.url);
    await run(source, [server]);
    const { 'raw/raw.json': _, ...before } = await contentOf(homeOf(source));
    const nothing = await run(source, [server]);
    expect(nothing).toMatchObject({ extent: 'nothing' });
    expect(nothing.raw).toBeUndefined();
    expect(await contentOf(homeOf(source))).toMatchObject({ 'raw/00001.gz': before['raw/00001.gz'] });
    expect((await storeOf(source).manifest())?.run).toBe(nothing.runId);
    Object.assign(server, { lines: offers(4), etag: '"2"' });
    expect(await run(source, [server])).toMatchObject({ extent: 'everything', raw: 'kept' });
    expect((await entriesOf(source)).map(({ mark }) => mark?.etag)).toEqual(['"2"']);
  });

  test('are not kept beyond the limit, where the source says no, or where they are local files', async () => {
    const lines = offers(300).map((line, index) => ({ ...line, provider: `${Math.sin(index)}${Math.cos(index)}` }));
    const server = await served(lines, '"1"');
    const source = sourceAt(server.url);
    await run(source, [server]);
    expect(Object.keys(await keptOf(source))).toHaveLength(3);
    expect(await run(source, [server], { force: true, rawMaxBytes: 1000 })).toMatchObject({
      ...{ outcome: 'unchanged', unchanged: 300, raw: 'over_limit' },
    });
    expect(await keptOf(source)).toEqual({});
    await run(source, [server], { force: true });
    expect(Object.keys(await keptOf(source))).toHaveLength(3);
    await run({ ...source, keepRaw: false }, [server], { force: true });
    expect(await keptOf(source)).toEqual({});

    const path = join(folder.path, 'local.ndjson');
    await writeFile(path, `{"lines":1}\n${JSON.stringify({ id: 'l', title: 'Local' })}\n`);
    const local = sourceAt(path);
    const report = await run(local, []);
    expect(report).toMatchObject({ outcome: 'succeeded', written: 1 });
    expect(report.raw).toBeUndefined();
    expect(await keptOf(local)).toEqual({});
    expect(await run(local, [], { again: true, formats: [newer] })).toMatchObject({ outcome: 'succeeded', written: 1 });
    expect(await bench.found(local.id)).toEqual(['Local!']);
  });
});

describe('mapping the kept feeds again', () => {
  test('rewrites what another version makes of them, without a request, and the next harvest need not read', async () => {
    const server = await served(offers(3), '"1"');
    const source = sourceAt(server.url);
    const first = await run(source, [server]);
    const before = await stateOf(bench, source.id);
    const again = await run(source, [server], { again: true, formats: [newer], at: new Date('2026-11-24T12:00:00Z') });
    expect(again).toMatchObject({ outcome: 'succeeded', read: 3, written: 3, feeds: 'kept' });
    expect(server.requests).toHaveLength(1);
    expect(await bench.found(source.id)).toEqual(titles(3, '!'));
    expect(await stateOf(bench, source.id)).toMatchObject({ fullAt: before?.fullAt, marks: before?.marks });
    expect((await bench.sources.states()).get(source.id)).toMatchObject({
      ...{ appliedRun: again.runId, lastSuccessAt: first.finishedAt },
    });
    expect(await run(source, [server], { formats: [newer] })).toMatchObject({ extent: 'nothing', unchanged: 3 });
    expect(server.statuses).toEqual([200, 304]);
    expect(await run(source, [server], { again: true })).toMatchObject({ outcome: 'succeeded', written: 3 });
    expect(await bench.found(source.id)).toEqual(titles(3));
  });

  test('builds an index anew that knows nothing of the source, and the next harvest goes on from there', async () => {
    const server = await served(offers(3), '"1"');
    const source = sourceAt(server.url);
    await run(source, [server]);
    const other = await openBench({ url: inject('meiliUrl'), key: inject('meiliKey'), dir: folder.path });
    try {
      const index = other.writer;
      expect(await run(source, [server], { again: true, index })).toMatchObject({ outcome: 'succeeded', written: 3 });
      expect(await other.found(source.id)).toEqual(titles(3));
      expect(server.requests).toHaveLength(1);
      expect(await run(source, [server], { index })).toMatchObject({ extent: 'nothing', unchanged: 3 });
    } finally {
      await other.close();
    }
    expect(await run(source, [server], { again: true })).toMatchObject({ error: { code: 'RAW_UNAVAILABLE' } });
  });

  test('finds a part that could not be had as broken as it was, and keeps what it brought before', async () => {
    let broken = false;
    const page = (title: string) =>
      `<script type="application/ld+json">{"@context":"https://schema.org","@type":"Course","name":"${title}","url":"https://x.example/${title}"}</script>`;
    const server = await started(
      serve((request, response) => {
        const origin = `http://${request.headers.host}`;
        const list = ['a', 'b', 'c'].map((name) => `<url><loc>${origin}/${name}</loc></url>`).join('');
        if (request.url === '/robots.txt') response.writeHead(404).end();
        else if (request.url === '/sitemap.xml')
          response.end(`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${list}</urlset>`);
        else if (broken && request.url === '/b') response.writeHead(500).end();
        else response.writeHead(200, { 'content-type': 'text/html' }).end(page(`Course-${request.url?.slice(1)}`));
      }),
    );
    const source = sourceAt(`${server.url}sitemap.xml`, {
      transport: sitemapOptions.parse({ type: 'sitemap' }),
      format: 'schema-org',
    });
    const options = { formats: [schemaOrg], allowHosts: [server.host], force: true };
    expect(await run(source, [], options)).toMatchObject({ written: 3, raw: 'kept' });
    broken = true;
    const cut = await run(source, [], options);
    expect(cut).toMatchObject({ outcome: 'succeeded_with_rejections', unchanged: 2, rejected: 1, raw: 'kept' });
    const requests = server.requests.length;
    const again = await run(source, [], { ...options, again: true });
    expect(again).toMatchObject({ outcome: 'succeeded_with_rejections', unchanged: 2, rejected: 1, withdrawn: 0 });
    expect(again.issues).toEqual(cut.issues);
    expect(server.requests).toHaveLength(requests);
    expect(await bench.found(source.id)).toEqual(['Course-a', 'Course-b', 'Course-c']);
  }, 60_000);

  test('is judged as any run, and keeps the feeds', async () => {
    const server = await served(offers(10));
    const source = sourceAt(server.url);
    await run(source, [server]);
    const before = await keptOf(source);
    const broken = { ...lineFormat, version: 3, map: () => ({ issues: [] }) };
    expect(await run(source, [server], { again: true, formats: [broken] })).toMatchObject({
      ...{ outcome: 'refused', error: { code: 'REFUSED_EMPTY' } },
    });
    expect(await keptOf(source)).toEqual(before);
    expect(await bench.found(source.id)).toHaveLength(10);
  });

  test('is not done where none are kept, they are from another place, a later run was applied, or they are damaged', async () => {
    const server = await served(offers(3));
    const source = sourceAt(server.url);
    const refusal = { outcome: 'failed', error: { code: 'RAW_UNAVAILABLE' } };
    const states = async () => (await bench.sources.states()).get(source.id);
    expect(await run(source, [server], { again: true })).toMatchObject(refusal);
    expect(await states()).toBeUndefined();
    const { runId } = await run(source, [server]);
    const elsewhere = { ...source, location: `${server.url}other` };
    expect(await run(elsewhere, [server], { again: true })).toMatchObject(refusal);

    await storeOf(source).stamp('another-run');
    expect(await run(source, [server], { again: true })).toMatchObject(refusal);
    await storeOf(source).stamp(runId);
    const pack = join(homeOf(source), 'raw', '00001.gz');
    const bytes = await readFile(pack);
    await writeFile(pack, bytes.fill(0, 20, 40));
    expect(await run(source, [server], { again: true, formats: [newer] })).toMatchObject(refusal);
    expect((await states())?.lastRun).toMatchObject({ runId });
    expect(await bench.found(source.id)).toEqual(titles(3));
    expect(await run(source, [server], { force: true })).toMatchObject({ outcome: 'unchanged', raw: 'kept' });
    expect(await run(source, [server], { again: true, formats: [newer] })).toMatchObject({ written: 3 });
  });
});

test('feeds that are older than what a run wrote that did not end are not mapped again, until one has ended', async () => {
  const server = await served(offers(3));
  const source = sourceAt(server.url);
  await run(source, [server]);
  const gone = new FeedError('INDEX_UNAVAILABLE', 'the search engine does not answer');
  const count = async (id: string) => {
    const counted = await bench.writer.count(id);
    if (counted === 5) throw gone;
    return counted;
  };
  /** The engine goes away when all is written. */
  const dying = new Proxy(bench.writer, {
    get(writer, name) {
      const value: unknown = name === 'count' ? count : Reflect.get(writer, name);
      return typeof value === 'function' ? value.bind(writer) : value;
    },
  });
  server.lines = offers(5);
  expect(await run(source, [server], { index: dying })).toMatchObject({
    outcome: 'failed',
    error: { code: gone.code },
  });
  expect(await bench.found(source.id)).toEqual(titles(5));
  const again = await run(source, [server], { again: true, formats: [newer] });
  expect(again.error).toMatchObject({ code: 'RAW_UNAVAILABLE', message: expect.stringContaining('did not end') });
  expect(await bench.found(source.id)).toEqual(titles(5));

  expect(await run(source, [server])).toMatchObject({ outcome: 'unchanged', unchanged: 5, raw: 'kept' });
  // Killed while it writes, mapping again is to be done again.
  expect(await run(source, [server], { again: true, formats: [newer], index: dying })).toMatchObject({
    outcome: 'failed',
  });
  expect(await run(source, [server], { again: true, formats: [newer] })).toMatchObject({ unchanged: 5, feeds: 'kept' });
  expect(await bench.found(source.id)).toEqual(titles(5, '!'));
});

describe('a source of parts', () => {
  const item = (number: number, title = `Course ${number}`, more: Partial<OaiItem> = {}): OaiItem => ({
    ...{ id: `oai:${number}`, datestamp: '2026-03-01T10:00:00Z', metadata: courseXml(`c${number}`, title), ...more },
  });

  test('is kept whole when only changes are read, so that all of it is mapped again', async () => {
    let clock = '2026-05-10T12:00:00Z';
    const items = [1, 2, 3, 4, 5, 6].map((number) => item(number));
    const server = (await started(serveOai(items, { now: () => new Date(clock) }))) as OaiServer;
    const source = sourceAt(`${server.url}oai`, {
      transport: oaiPmhOptions.parse({ type: 'oai-pmh', metadataPrefix: 'xcri' }),
      format: 'xcri-cap',
    });
    const options = { formats: [xcriCap], allowHosts: [server.host] };
    expect(await run(source, [], options)).toMatchObject({ written: 6, raw: 'kept' });
    clock = '2026-05-12T12:00:00Z';
    const datestamp = '2026-05-11T12:00:00Z';
    server.items.splice(1, 1, item(2, 'Better', { datestamp }));
    server.items.splice(2, 1, { id: 'oai:3', datestamp, deleted: true });
    server.items.push(item(7, 'Course 7', { datestamp }));
    expect(await run(source, [], options)).toMatchObject({ extent: 'changes', written: 2, withdrawn: 1, raw: 'kept' });
    const now = ['Better', 'Course 1', 'Course 4', 'Course 5', 'Course 6', 'Course 7'];
    expect(await bench.found(source.id)).toEqual(now);
    const parts = (await entriesOf(source)).map(({ part }) => part?.id);
    expect(parts).toEqual(['oai:1', 'oai:4', 'oai:5', 'oai:6', 'oai:2', 'oai:7']);

    const requests = server.requests.length;
    expect(await run(source, [], { ...options, again: true })).toMatchObject({
      ...{ outcome: 'unchanged', read: 6, unchanged: 6, withdrawn: 0 },
    });
    expect(server.requests).toHaveLength(requests);
    expect(await bench.found(source.id)).toEqual(now);
    clock = '2026-05-14T12:00:00Z';
    expect(await run(source, [], options)).toMatchObject({ outcome: 'unchanged' });
    expect(server.lists.at(-1)).toContain('from=');
  });

  test('of which only changes are read keeps nothing where nothing is kept yet', async () => {
    const server = (await started(
      serveOai(
        [1, 2].map((number) => item(number)),
        { now: () => new Date('2026-02-01T00:00:00Z') },
      ),
    )) as OaiServer;
    const source = sourceAt(`${server.url}oai`, {
      transport: oaiPmhOptions.parse({ type: 'oai-pmh', metadataPrefix: 'xcri' }),
      format: 'xcri-cap',
    });
    const options = { formats: [xcriCap], allowHosts: [server.host] };
    await run(source, [], { ...options, rawMaxBytes: 0 });
    expect(await run(source, [], options)).toMatchObject({ extent: 'changes', raw: 'incomplete' });
    expect(await keptOf(source)).toEqual({});
  });
});
