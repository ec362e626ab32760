import { mkdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { CatalogueIndex } from '../../src/harvest/catalogue-index.js';
import { FileSourceStates } from '../../src/harvest/file-states.js';
import type { Format } from '../../src/harvest/format.js';
import type { SourceDefinition } from '../../src/harvest/source.js';
import { type Bench, now, openBench } from '../support/harvest-bench.js';
import { feedOf, type Line, lineFormat } from '../support/line-format.js';
import { type RunSourceOptions, runSource, stateOf } from '../support/run-sources.js';
import { temporaryDirectory } from '../support/servers.js';
import { silentLog } from '../support/silent-log.js';
import { serve } from './faulty-server.js';
import { started } from './read-feeds.js';
import { type Served, served } from './served-catalogue.js';

let bench: Bench;
let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
beforeAll(async () => {
  folder = await temporaryDirectory('incremental');
  bench = await openBench({ url: inject('meiliUrl'), key: inject('meiliKey'), dir: folder.path });
});
afterAll(async () => {
  await bench.close();
  await folder.remove();
});

let made = 0;
const day = 86_400_000;

function offers(count: number, title = 'Offer'): Line[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `o${index + 1}`,
    title: `${title} ${index + 1}`,
    provider: `University ${index + 1}`,
  }));
}

function sourceAt(location: string | string[], overrides: Partial<SourceDefinition> = {}): SourceDefinition {
  made += 1;
  return bench.sourceOf(`incremental-${made}`, { location, ...overrides });
}

function run(source: SourceDefinition, servers: readonly Served[] = [], options: Partial<RunSourceOptions> = {}) {
  return runSource(bench, source, { formats: [lineFormat], allowHosts: servers.map(({ host }) => host), ...options });
}

/** The index of the bench, which writes in another way. */
function indexThat(apply: CatalogueIndex['apply']): CatalogueIndex {
  const { writer } = bench;
  return {
    apply,
    stored: (id) => writer.stored(id),
    count: (id) => writer.count(id),
    remember: (report) => writer.remember(report),
    appliedRun: (id) => writer.appliedRun(id),
    held: (id) => writer.held(id),
  };
}

describe('a document on the web', () => {
  test('is not read again while the server says that it is the same', async () => {
    const server = await served(offers(3), '"v1"', 'Mon, 02 Mar 2026 10:00:00 GMT');
    const source = sourceAt(server.url);
    expect(await run(source, [server])).toMatchObject({ outcome: 'succeeded', extent: 'everything', written: 3 });
    const tasks = await bench.lastTask(bench.names.offers);

    const again = await run(source, [server]);
    expect(again).toMatchObject({
      ...{ outcome: 'unchanged', extent: 'nothing', format: 'lines' },
      ...{ read: 0, unchanged: 3, written: 0, withdrawn: 0, rejected: 0 },
    });
    expect(await bench.lastTask(bench.names.offers)).toBe(tasks);
    expect(server.statuses).toEqual([200, 304]);
    expect(server.requests[1]?.headers).toMatchObject({
      'if-none-match': '"v1"',
      'if-modified-since': 'Mon, 02 Mar 2026 10:00:00 GMT',
    });
    expect(await run(source, [server])).toMatchObject({ outcome: 'unchanged', extent: 'nothing', unchanged: 3 });
    expect(await bench.found(source.id)).toHaveLength(3);
  });

  test('is read in one request when it has changed', async () => {
    const server = await served(offers(3), '"v1"');
    const source = sourceAt(server.url);
    await run(source, [server]);
    Object.assign(server, { lines: offers(4, 'New'), etag: '"v2"' });
    expect(await run(source, [server])).toMatchObject({ outcome: 'succeeded', extent: 'everything', written: 4 });
    expect(server.statuses).toEqual([200, 200]);
    expect(await run(source, [server])).toMatchObject({ extent: 'nothing', unchanged: 4 });
  });

  test('with new validators and the old content is not mapped again', async () => {
    const server = await served(offers(3), '"v1"');
    const source = sourceAt(server.url);
    await run(source, [server]);
    server.etag = '"v2"';
    expect(await run(source, [server])).toMatchObject({ outcome: 'unchanged', extent: 'nothing', unchanged: 3 });
    await run(source, [server]);
    expect(server.requests[2]?.headers).toMatchObject({ 'if-none-match': '"v2"' });
  });

  test('without validators is asked for each time, and mapped only when its content is another', async () => {
    const server = await served(offers(2));
    const source = sourceAt(server.url);
    await run(source, [server]);
    expect(await run(source, [server])).toMatchObject({
      outcome: 'unchanged',
      extent: 'nothing',
      unchanged: 2,
      read: 0,
    });
    expect(server.requests[1]?.headers).not.toHaveProperty('if-modified-since');
    server.lines = offers(3);
    expect(await run(source, [server])).toMatchObject({ extent: 'everything', read: 3, written: 1, unchanged: 2 });
    expect(server.requests).toHaveLength(3);
    expect(await run(source, [server])).toMatchObject({ extent: 'nothing', unchanged: 3 });
  });

  test('without validators that comes cut changes nothing, and is read when it is whole again', async () => {
    const server = await served(offers(4));
    const source = sourceAt(server.url);
    await run(source, [server]);
    server.cutAfter = 40;
    expect(await run(source, [server])).toMatchObject({ outcome: 'failed' });
    expect(await bench.writer.count(source.id)).toBe(4);
    server.cutAfter = undefined;
    expect(await run(source, [server])).toMatchObject({ outcome: 'unchanged', extent: 'nothing', unchanged: 4 });
  });

  test('that was modified in the second of the answer is not told by its date', async () => {
    const server = await served(offers(2), undefined, new Date(Date.now() + 2000).toUTCString());
    const source = sourceAt(server.url);
    await run(source, [server]);
    await run(source, [server]);
    expect(server.requests[1]?.headers).not.toHaveProperty('if-modified-since');
    server.lastModified = 'Mon, 02 Mar 2026 10:00:00 GMT';
    await run(source, [server]);
    await run(source, [server]);
    expect(server.requests[3]?.headers).toHaveProperty('if-modified-since');
  });

  test('that a redirect has moved is read, whatever its validators', async () => {
    const [first, second] = [await served(offers(2), '"v1"'), await served(offers(3), '"v1"')];
    const entrance = await served([]);
    entrance.location = first.url;
    const source = sourceAt(entrance.url);
    const servers = [first, second, entrance];
    await run(source, servers);
    expect(await run(source, servers)).toMatchObject({ extent: 'nothing' });
    entrance.location = second.url;
    expect(await run(source, servers)).toMatchObject({ extent: 'everything', written: 1, unchanged: 2 });
    expect(second.requests[0]?.headers).not.toHaveProperty('if-none-match');
    expect(entrance.requests.every(({ headers }) => headers['if-none-match'] === undefined)).toBe(true);
  });

  test('304 without having been asked is an error', async () => {
    const server = await started(serve((_, response) => response.writeHead(304).end()));
    const source = sourceAt(server.url);
    const report = await runSource(bench, source, { formats: [lineFormat], allowHosts: [server.host] });
    expect(report.error?.code).toBe('SOURCE_HTTP_STATUS');
  });

  test('is always read where the source says so', async () => {
    const server = await served(offers(2), '"v1"');
    const source = sourceAt(server.url, { transport: { type: 'http', conditional: false } });
    await run(source, [server]);
    expect(await run(source, [server])).toMatchObject({ extent: 'everything' });
    expect(server.statuses).toEqual([200, 200]);
  });
});

describe('several documents', () => {
  test('are all read as soon as one has changed, in their order, so that no offer is lost', async () => {
    const [a, b] = [await served(offers(2), '"a1"'), await served([{ id: 'b1', title: 'B' }], '"b1"')];
    const source = sourceAt([a.url, b.url]);
    await run(source, [a, b]);
    expect(await run(source, [a, b])).toMatchObject({ extent: 'nothing', unchanged: 3 });
    Object.assign(b, { etag: '"b2"', lines: [{ id: 'b1', title: 'B again' }] });
    expect(await run(source, [a, b])).toMatchObject({ extent: 'everything', read: 3, written: 1, unchanged: 2 });
    expect(await bench.found(source.id)).toEqual(['B again', 'Offer 1', 'Offer 2']);
    Object.assign(a, { etag: '"a2"' });
    expect(await run(source, [a, b])).toMatchObject({ extent: 'nothing', unchanged: 3 });
  });
});

describe('files', () => {
  async function fileWith(lines: readonly Line[]): Promise<string> {
    const path = join(folder.path, `feed-${made}-${Math.random()}.json`);
    await writeFile(path, feedOf(lines));
    return path;
  }

  test('are not read again until size, time or inode differ', async () => {
    const path = await fileWith(offers(3));
    const source = sourceAt(path);
    await run(source);
    expect(await run(source)).toMatchObject({ outcome: 'unchanged', extent: 'nothing', unchanged: 3 });

    await utimes(path, new Date(), new Date(Date.now() + 5000));
    expect(await run(source)).toMatchObject({ outcome: 'unchanged', extent: 'everything', read: 3 });

    const { atime, mtime } = await stat(path);
    await writeFile(`${path}.new`, feedOf(offers(3, 'Other')));
    await utimes(`${path}.new`, atime, mtime);
    await rename(`${path}.new`, path);
    expect(await run(source)).toMatchObject({ extent: 'everything', written: 3 });
  });

  test('of a pattern are all read when one comes or goes', async () => {
    const dir = join(folder.path, `pattern-${made}`);
    await mkdir(dir);
    await writeFile(join(dir, 'a.json'), feedOf(offers(9)));
    const source = sourceAt(join(dir, '*.json'));
    await run(source);
    expect(await run(source)).toMatchObject({ extent: 'nothing' });
    await writeFile(join(dir, 'b.json'), feedOf([{ id: 'b1', title: 'B' }]));
    expect(await run(source)).toMatchObject({ extent: 'everything', read: 10, written: 1, unchanged: 9 });
    expect(await run(source)).toMatchObject({ extent: 'nothing', unchanged: 10 });
    await rm(join(dir, 'b.json'));
    expect(await run(source)).toMatchObject({ extent: 'everything', read: 9, withdrawn: 1 });
  });

  test('are read whatever they look like with --force', async () => {
    const source = sourceAt(await fileWith(offers(2)));
    await run(source);
    expect(await run(source, [], { force: true })).toMatchObject({ extent: 'everything', read: 2 });
  });
});

describe('nothing is taken for unchanged', () => {
  test('after a run that failed or was refused', async () => {
    const server = await served(offers(10), '"v1"');
    const source = sourceAt(server.url);
    await run(source, [server]);
    Object.assign(server, { lines: offers(2), etag: '"v2"' });
    expect(await run(source, [server])).toMatchObject({ outcome: 'refused', error: { code: 'REFUSED_DROP' } });
    expect(await run(source, [server])).toMatchObject({ outcome: 'refused', error: { code: 'REFUSED_DROP' } });
    Object.assign(server, { lines: [{ id: 'o1' }], etag: '"v3"' });
    expect(await run(source, [server])).toMatchObject({ outcome: 'refused' });
    Object.assign(server, { lines: offers(10), etag: '"v1"' });
    expect(await run(source, [server])).toMatchObject({ outcome: 'unchanged', extent: 'nothing', unchanged: 10 });
    expect(server.statuses).toEqual([200, 200, 200, 200, 304]);
  });

  test('after a run that broke while it was written, though the old document is back', async () => {
    const server = await served(offers(5), '"v1"');
    const source = sourceAt(server.url);
    await run(source, [server]);
    Object.assign(server, { lines: offers(5, 'New'), etag: '"v2"' });
    const index = indexThat(async (id, change) => {
      await bench.writer.apply(id, change);
      throw new Error('power cut');
    });
    expect(await run(source, [server], { index })).toMatchObject({ outcome: 'failed' });
    expect(await stateOf(bench, source.id)).toBeUndefined();
    Object.assign(server, { lines: offers(5), etag: '"v1"' });
    expect(await run(source, [server])).toMatchObject({ extent: 'everything', written: 5 });
    expect(await bench.found(source.id)).toContain('Offer 1');
  });

  test('when the index lost offers', async () => {
    const server = await served(offers(3), '"v1"');
    const source = sourceAt(server.url);
    await run(source, [server]);
    const { id } = (await bench.document(source.id, 'o2')) ?? {};
    await bench.admin.index(bench.names.offers).deleteDocument(String(id)).waitTask();
    expect(await run(source, [server])).toMatchObject({ extent: 'everything', written: 1, unchanged: 2 });
  });

  test('when a run from elsewhere was applied in between', async () => {
    const server = await served(offers(3), '"v1"');
    const source = sourceAt(server.url);
    await run(source, [server]);
    await bench.run(source, offers(3, 'Elsewhere'));
    expect(await run(source, [server])).toMatchObject({ extent: 'everything', written: 3 });
  });

  test('when the mapper or the definition of the source is another', async () => {
    const server = await served(offers(3), '"v1"');
    const source = sourceAt(server.url);
    await run(source, [server]);
    const better: Format = {
      ...lineFormat,
      version: 2,
      map: (record, context) => {
        const { opportunity, ...rest } = lineFormat.map(record, context);
        return opportunity === undefined ? rest : { ...rest, opportunity: { ...opportunity, licence: 'CC0-1.0' } };
      },
    };
    const formats = [better];
    expect(await run(source, [server], { formats })).toMatchObject({ extent: 'everything', written: 3 });
    expect(await run(source, [server], { formats })).toMatchObject({ extent: 'nothing' });
    const constants = { reason: 'declared in this test', country: 'FI' } as SourceDefinition['constants'];
    const other = bench.sourceOf(source.id, {
      location: server.url,
      ...(constants === undefined ? {} : { constants }),
    });
    expect(await run(other, [server], { formats })).toMatchObject({ extent: 'everything', written: 3 });
  });

  test('after refreshFullDays, or when the clock went back', async () => {
    const server = await served(offers(3), '"v1"');
    const source = sourceAt(server.url, { refreshFullDays: 2 });
    await run(source, [server]);
    const runAfter = (days: number) => run(source, [server], { at: new Date(now.getTime() + days * day) });
    expect(await runAfter(1)).toMatchObject({ extent: 'nothing' });
    expect(await runAfter(1.9)).toMatchObject({ extent: 'nothing' });
    expect(await runAfter(2.1)).toMatchObject({ extent: 'everything' });
    expect(await runAfter(4)).toMatchObject({ extent: 'nothing' });
    expect(await runAfter(2)).toMatchObject({ extent: 'everything' });
  });

  test('when what was remembered cannot be read', async () => {
    const server = await served(offers(3), '"v1"');
    const source = sourceAt(server.url);
    for (const broken of ['', '{"version":1', '{"version":2}', '[]']) {
      await run(source, [server]);
      await writeFile(join(bench.workDir, source.id, 'state.json'), broken);
      expect(await run(source, [server])).toMatchObject({ outcome: 'unchanged', extent: 'everything', read: 3 });
    }
  });

  test('when the index refused a record', async () => {
    const server = await served([...offers(2), { id: 'x', title: 'X', geo: { latitude: 50, longitude: 8 } }], '"v1"');
    const source = sourceAt(server.url);
    const index = indexThat(async (id, change) => {
      const refused: { id: string; message: string }[] = [];
      async function* writes() {
        for await (const each of change.writes())
          if (each.record.provenance.record === 'x') refused.push({ id: each.record.id, message: 'no' });
          else yield each;
      }
      return { ...(await bench.writer.apply(id, { ...change, writes })), refused };
    });
    expect(await run(source, [server], { index })).toMatchObject({ outcome: 'succeeded_with_rejections', rejected: 1 });
    expect(await run(source, [server])).toMatchObject({ extent: 'everything', written: 1, unchanged: 2 });
  });
});

describe('what is remembered', () => {
  test('leaves the problems of the last reading to be looked at', async () => {
    const server = await served([...offers(2), { id: 'broken' }], '"v1"');
    const source = sourceAt(server.url);
    expect(await run(source, [server])).toMatchObject({ outcome: 'succeeded_with_rejections', rejected: 1 });
    expect(await run(source, [server])).toMatchObject({ outcome: 'unchanged', extent: 'nothing', unchanged: 2 });
    expect((await bench.issues(source.id)).map(({ record }) => record)).toEqual(['broken']);
  });

  test('shows no secret of an address', async () => {
    const server = await served(offers(1), '"v1"');
    const source = sourceAt(`${server.url}feed?api_key=s3cret`);
    await run(source, [server]);
    expect(JSON.stringify(await stateOf(bench, source.id))).not.toContain('s3cret');
    expect(await run(source, [server])).toMatchObject({ extent: 'nothing' });
  });

  test('is replaced at once, so that no half of it is ever read', async () => {
    const states = new FileSourceStates(join(folder.path, 'states'), silentLog);
    const state = (size: number) => ({
      ...{ version: 1 as const, fingerprint: 'f', runId: 'r', fullAt: now.toISOString(), records: size, marks: {} },
      parts: Object.fromEntries(Array.from({ length: size }, (_, part) => [`oai:${part}`, ['a', 'b']])),
    });
    expect(await states.load('s')).toBeUndefined();
    await states.save('s', state(20_000));
    const saving = states.save('s', state(10_000));
    for (let count = 0; count < 5; count += 1) expect([10_000, 20_000]).toContain((await states.load('s'))?.records);
    await saving;
    expect(await states.load('s')).toEqual(state(10_000));
    await states.forget('s');
    await states.forget('s');
    expect(await states.load('s')).toBeUndefined();
  });
});
