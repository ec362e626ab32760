import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { opportunityId } from '../../src/domain/identifiers.js';
import type { CatalogueChange, CatalogueIndex } from '../../src/harvest/catalogue-index.js';
import { DocumentSender } from '../../src/meilisearch/document-sender.js';
import { IndexWriter } from '../../src/meilisearch/index-writer.js';
import { SearchUnavailable } from '../../src/search/search-engine.js';
import { type Bench, openBench } from '../support/harvest-bench.js';
import type { Line } from '../support/line-format.js';
import { masterKey, ownEngine } from '../support/own-engine.js';
import { recordingLog } from '../support/recording-log.js';
import { temporaryDirectory } from '../support/servers.js';

let engine: Awaited<ReturnType<typeof ownEngine>>;
let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
let bench: Bench;
const { log, lines: logged } = recordingLog();

beforeAll(async () => {
  engine = await ownEngine();
  folder = await temporaryDirectory('faults');
  bench = await openBench({
    ...{ url: engine.url, key: masterKey, dir: folder.path, log: log as never, maxBatchBytes: 40_000 },
  });
});
beforeEach(() => {
  logged.length = 0;
});
afterAll(async () => {
  await bench.close();
  await engine.stop();
  await folder.remove();
});

function offers(count: number, word = 'Offer'): Line[] {
  return Array.from({ length: count }, (_, index) => ({ id: `o${index}`, title: `${word} ${index}` }));
}

/** The writer, with something done to every change. */
function index(
  apply: (source: string, change: CatalogueChange) => ReturnType<CatalogueIndex['apply']>,
): CatalogueIndex {
  return new Proxy(bench.writer, {
    get(writer, name) {
      const value: unknown = name === 'apply' ? apply : Reflect.get(writer, name);
      return typeof value === 'function' ? value.bind(writer) : value;
    },
  });
}

describe('an engine that goes away', () => {
  test('in the middle of a run fails it, keeps every offer, and the next run does the rest', async () => {
    await bench.run('killed', offers(1500));
    let sent = 0;
    const dying = index((source, change) =>
      bench.writer.apply(source, {
        ...change,
        async *writes() {
          for await (const staged of change.writes()) {
            sent += 1;
            if (sent === 700) await engine.kill();
            yield staged;
          }
        },
      }),
    );
    const report = await bench.run('killed', offers(1500, 'Changed'), { index: dying });
    expect(report).toMatchObject({ outcome: 'failed', error: { code: 'INDEX_UNAVAILABLE' }, read: 1500, withdrawn: 0 });
    expect(report.error?.message).not.toContain('127.0.0.1');
    expect(logged.map(({ message }) => message)).toContain('the report of a run could not be kept');

    await engine.start();
    expect(await bench.writer.count('killed')).toBe(1500);
    const repair = await bench.run('killed', offers(1500, 'Changed'));
    expect(repair.outcome).toBe('succeeded');
    expect(repair.written).toBeGreaterThan(0);
    expect(repair.written + repair.unchanged).toBe(1500);
    expect((await bench.service.search({ query: 'Changed', filter: { source: { in: ['killed'] } } })).total).toBe(1500);
    expect(await bench.run('killed', offers(1500, 'Changed'))).toMatchObject({ outcome: 'unchanged' });
  }, 120_000);

  test('before a run fails it, and nobody else', async () => {
    await engine.kill();
    expect(await bench.run('away', offers(3))).toMatchObject({
      outcome: 'failed',
      error: { code: 'INDEX_UNAVAILABLE' },
    });
    await engine.start();
    expect(await bench.run('away', offers(3))).toMatchObject({ outcome: 'succeeded', written: 3 });
  });

  const askEverything = () => [
    bench.service.search({ filter: { source: { in: ['searched'] } } }),
    bench.service.search({ last: 5, filter: { near: { latitude: 1, longitude: 1, km: 5 } } }),
    bench.engine.documents([opportunityId('searched', 'o1')], ['record']),
    bench.providers.search({ offset: 0, limit: 5 }),
    bench.providers.byIds([opportunityId('searched', 'o1')]),
    bench.sources.states(),
    bench.sources.counts(),
  ];

  test.each([
    ['killed', () => engine.kill(), () => engine.start()],
    ['frozen', async () => void engine.freeze(), async () => void engine.thaw()],
  ])(
    'is told by every read within 2.5 s when it is %s, and read again when it is back',
    async (_, away, back) => {
      await bench.run('searched', offers(3));
      await away();
      const started = performance.now();
      try {
        for (const result of await Promise.allSettled(askEverything())) {
          expect(result).toMatchObject({ status: 'rejected', reason: expect.any(SearchUnavailable) });
        }
        expect(performance.now() - started).toBeLessThan(2_500);
      } finally {
        await back();
      }
      await sleep(50);
      const [found] = await Promise.all(askEverything());
      expect(found).toMatchObject({ total: 3 });
    },
    20_000,
  );
});

describe('documents that the engine refuses', () => {
  test('cost only themselves, also when others are merged with them', async () => {
    const uid = `${bench.names.offers}-geo`;
    await bench.admin.createIndex(uid, { primaryKey: 'id' }).waitTask();
    await bench.admin
      .index(uid)
      .updateSettings({ filterableAttributes: ['_geo'] })
      .waitTask();
    const sender = new DocumentSender(bench.connection.write, { maxBatchBytes: 4_000, taskTimeoutMs: 60_000 });
    async function* documents(name: string, bad: readonly number[]) {
      for (let number = 0; number < 500; number += 1) {
        const geo = bad.includes(number) ? { lat: 60 } : { lat: 60, lng: 25 };
        yield {
          id: `${name}-${number}`,
          line: JSON.stringify({ id: `${name}-${number}`, _geo: geo, text: 'x'.repeat(40) }),
        };
      }
    }
    const [one, two] = await Promise.all([
      sender.send(uid, documents('one', [0, 250, 251, 499]), { marked: false }),
      sender.send(uid, documents('two', []), { marked: false }),
    ]);
    expect(one.written).toBe(496);
    expect(one.refused.map(({ id }) => id).sort()).toEqual(['one-0', 'one-250', 'one-251', 'one-499']);
    expect(one.refused.every(({ message }) => message.includes('geo'))).toBe(true);
    expect(two).toEqual({ written: 500, refused: [] });
    expect(await bench.admin.index(uid).getStats()).toMatchObject({ numberOfDocuments: 996 });
    await bench.admin.deleteIndex(uid).waitTask();
  }, 60_000);

  test('are reported by source, record, code and message, and their last good version stays', async () => {
    await bench.run('refused', offers(10));
    const poisoned = index((source, change) =>
      bench.writer.apply(source, {
        ...change,
        async *writes() {
          for await (const { record, hash } of change.writes()) {
            const nowhere = record.runs.map((run) => ({
              ...run,
              places: [{ geo: { latitude: Number.NaN, longitude: 0 } }],
            }));
            const isBroken = record.provenance.record === 'broken';
            const odd = { ...record, runs: isBroken ? [{} as never] : nowhere };
            yield { record: odd, hash, json: Buffer.from(JSON.stringify(odd)) };
          }
        },
      }),
    );
    const geo = { latitude: 1, longitude: 2 };
    const changed = [
      ...offers(10, 'Changed').with(3, { id: 'o3', title: 'Changed 3', geo }),
      { id: 'new', title: 'New', geo },
      { id: 'broken', title: 'Broken', geo },
    ];
    const report = await bench.run('refused', changed, { index: poisoned });
    expect(report).toMatchObject({ outcome: 'succeeded_with_rejections', read: 12, written: 9, rejected: 3 });
    expect(report.issues).toEqual({ UNSUPPORTED_RECORD: 3 });
    const issues = await bench.issues('refused');
    expect(issues.map(({ record }) => record)).toEqual(['o3', 'new', 'broken']);
    expect(issues[0]).toMatchObject({ source: 'refused', severity: 'error', code: 'UNSUPPORTED_RECORD', path: '' });
    expect(issues[0]?.message).toMatch(/refuses the record: .*(geo|latitude)/is);
    expect((await bench.found('refused')).filter((title) => title.startsWith('Offer'))).toEqual(['Offer 3']);
    expect(await bench.run('refused', changed)).toMatchObject({ outcome: 'succeeded', written: 3, unchanged: 9 });
  });
});

describe('an index that is not as it should be', () => {
  test('gets its settings when a process was killed before it set them', async () => {
    const names = {
      offers: `${bench.names.offers}-x`,
      providers: `${bench.names.providers}-x`,
      sources: `${bench.names.sources}-x`,
    };
    for (const name of Object.values(names)) await bench.admin.createIndex(name, { primaryKey: 'id' }).waitTask();
    const writer = new IndexWriter(bench.connection.write, names, { log: log as never });
    await writer.ensure();
    expect(await bench.admin.index(names.offers).getSettings()).toMatchObject({
      rankingRules: expect.arrayContaining(['f.completeness:desc']),
      pagination: { maxTotalHits: 1_000_000 },
    });
    expect(await writer.count('none')).toBe(0);
    const task = (await bench.admin.tasks.getTasks({ limit: 1 })).results[0]?.uid;
    expect(await writer.ensure()).toBe(false);
    expect((await bench.admin.tasks.getTasks({ limit: 1 })).results[0]?.uid).toBe(task);
    for (const name of Object.values(names)) await bench.admin.deleteIndex(name).waitTask();
  });

  test('and is gone is no empty result, and comes back with the next harvest', async () => {
    await bench.run('gone', offers(3));
    await bench.admin.deleteIndex(bench.names.offers).waitTask();
    await expect(bench.service.search({})).rejects.toBeInstanceOf(SearchUnavailable);
    expect(await bench.run('gone', offers(3))).toMatchObject({ error: { code: 'INDEX_UNAVAILABLE' } });
    expect(await bench.writer.ensure()).toBe(true);
    expect(await bench.run('gone', offers(3))).toMatchObject({ outcome: 'succeeded', written: 3 });
    expect(await bench.service.search({})).toMatchObject({ total: 3 });
  });
});
