import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { HarvestReport } from '../../../src/harvest/report.js';
import { sourceDefinition } from '../../../src/harvest/source.js';
import type { Notice } from '../../../src/harvest/watch/notice.js';
import { SourceWatch, type SourceWatchOptions } from '../../../src/harvest/watch/source-watch.js';
import { ToldFiles } from '../../../src/harvest/watch/told-file.js';
import { recordingLog } from '../../support/recording-log.js';
import { temporaryDirectory } from '../../support/servers.js';

let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
beforeAll(async () => {
  folder = await temporaryDirectory('watch');
});
afterAll(() => folder.remove());

const noon = '2026-11-23T12:00:00.000Z';

function report(source: string, code?: 'SOURCE_TIMEOUT' | 'CANCELLED', at = noon): HarvestReport {
  const counts = {
    read: 0,
    written: 0,
    unchanged: 0,
    withdrawn: 0,
    rejected: 0,
    duplicates: 0,
    seconds: 1,
    issues: {},
  };
  const times = { startedAt: at, finishedAt: at };
  if (code === undefined) return { source, runId: 'r', ...times, ...counts, outcome: 'succeeded' };
  return { source, runId: 'r', ...times, ...counts, outcome: 'failed', error: { code, message: 'it broke' } };
}

let made = 0;
/** A watch over sources of its own, whose receiver takes everything unless told otherwise. */
function aWatch(options: Partial<SourceWatchOptions> = {}) {
  made += 1;
  const ids = ['a', 'b', 'c'].map((name) => `${name}${made}`) as [string, string, string];
  const sent: string[] = [];
  const { log, lines } = recordingLog();
  const sources = ids.map((id, index) =>
    sourceDefinition.parse({ id, name: id, location: '-', enabled: index < 2, staleAfterHours: 10 }),
  );
  const watch = new SourceWatch({
    ...{ sources, told: new ToldFiles(folder.path, log), now: () => new Date(noon), log },
    async send({ event, source }: Notice) {
      sent.push(`${source.id} ${event}`);
      return true;
    },
    ...options,
  });
  return { watch, ids, sent, lines };
}

const toldOf = async (id: string) => JSON.parse(await readFile(join(folder.path, id, 'told.json'), 'utf8'));

test('a failure is told once and remembered, also by the next process', async () => {
  const { watch, ids, sent } = aWatch();
  watch.ran(report(ids[0], 'SOURCE_TIMEOUT'));
  watch.ran(report(ids[0], 'SOURCE_TIMEOUT', '2026-11-23T12:00:01.000Z'));
  await watch.close();
  expect(sent).toEqual([`${ids[0]} source.failed`]);
  expect(await toldOf(ids[0])).toMatchObject({ failing: { since: noon, toldAt: noon, code: 'SOURCE_TIMEOUT' } });
  expect(await readdir(join(folder.path, ids[0]))).toEqual(['told.json']);
});

test.each([
  { feeds: 'kept' },
  { feeds: 'earlier' },
  { brokenOff: { code: 'FEED_INCOMPLETE', message: 'cut' } },
] as const)('a run that asked no provider, or got a part only (%j), is no recovery', async (more) => {
  const { watch, ids, sent } = aWatch();
  const [id] = ids;
  watch.ran(report(id, 'SOURCE_TIMEOUT'));
  const later = { ...report(id, undefined, '2026-11-23T12:00:01.000Z'), ...more };
  watch.ran(later);
  watch.check([{ id, lastRun: later }]);
  watch.ran(report(id, undefined, '2026-11-23T12:00:02.000Z'));
  await watch.close();
  expect(sent).toEqual([`${id} source.failed`, `${id} source.recovered`]);
  const told = aWatch();
  told.watch.ran(report(told.ids[0], 'SOURCE_TIMEOUT'));
  told.watch.ran({ ...later, source: told.ids[0] });
  told.watch.check([{ id: told.ids[0], lastRun: later }]);
  await told.watch.close();
  expect(told.sent).toEqual([`${told.ids[0]} source.failed`]);
});

test('what was not taken is told by the next check', async () => {
  let isAway = true;
  const sent: string[] = [];
  const { watch, ids } = aWatch({
    async send({ event }) {
      sent.push(event);
      return !isAway;
    },
  });
  watch.ran(report(ids[0], 'SOURCE_TIMEOUT'));
  await expect.poll(() => sent).toEqual(['source.failed']);
  isAway = false;
  watch.check([{ id: ids[0], lastRun: report(ids[0], 'SOURCE_TIMEOUT') }]);
  await expect.poll(async () => (await toldOf(ids[0])).failing.toldAt).toBe(noon);
  await sleep(20);
  watch.check([{ id: ids[0], lastRun: report(ids[0], 'SOURCE_TIMEOUT') }]);
  await watch.close();
  expect(sent).toEqual(['source.failed', 'source.failed']);
});

test('a check tells of stale sources, but not of those that are not enabled, or unknown', async () => {
  const { watch, ids, sent } = aWatch();
  const lastSuccessAt = '2026-11-20T12:00:00.000Z';
  watch.check([...ids, 'nobody'].map((id) => ({ id, lastSuccessAt })));
  await watch.close();
  expect(sent.sort()).toEqual([`${ids[0]} source.stale`, `${ids[1]} source.stale`]);
});

test('checks do not pile up behind a receiver that is slow, and one source does not hold up another', async () => {
  let release = () => {};
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  const sent: string[] = [];
  const { watch, ids } = aWatch({
    async send({ source }) {
      sent.push(source.id);
      if (source.id === ids[0]) await gate;
      return true;
    },
  });
  const stale = ids.map((id) => ({ id, lastSuccessAt: '2026-11-20T12:00:00.000Z' }));
  watch.check(stale);
  watch.check(stale);
  await expect.poll(() => sent.toSorted()).toEqual([ids[0], ids[1]]);
  await sleep(20);
  release();
  await watch.close();
  expect(sent).toHaveLength(2);
});

test('a cancelled run, and one that went well, are not worth a word', async () => {
  const { watch, ids, sent } = aWatch();
  watch.ran(report(ids[0], 'CANCELLED'));
  watch.ran(report(ids[1]));
  await watch.close();
  expect(sent).toEqual([]);
});

test('closing waits for a receiver that answers, and not for one that does not', async () => {
  let aborted = false;
  const { watch, ids } = aWatch({
    drainMs: 50,
    send: (_, signal) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => {
          aborted = true;
          resolve(false);
        });
      }),
  });
  watch.ran(report(ids[0], 'SOURCE_TIMEOUT'));
  await watch.close();
  expect(aborted).toBe(true);
  expect((await toldOf(ids[0])).failing).not.toHaveProperty('toldAt');
});

test('a state that cannot be read is replaced, and one that cannot be written hurts nobody', async () => {
  const first = aWatch();
  await new ToldFiles(folder.path, first.watch as never).save(first.ids[0], { version: 1, watchedSince: noon });
  await writeFile(join(folder.path, first.ids[0], 'told.json'), '{"version": 7}');
  first.watch.ran(report(first.ids[0], 'SOURCE_TIMEOUT'));
  await first.watch.close();
  expect(first.sent).toEqual([`${first.ids[0]} source.failed`]);
  expect(first.lines).toMatchObject([{ level: 'warn' }]);

  const broken = { load: async () => undefined, save: () => Promise.reject(new Error('no space')) };
  const second = aWatch({ told: broken });
  second.watch.ran(report(second.ids[0], 'SOURCE_TIMEOUT'));
  await second.watch.close();
  expect(second.lines).toMatchObject([{ level: 'warn', fields: { source: second.ids[0] } }]);
});
