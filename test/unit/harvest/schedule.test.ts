import pLimit from 'p-limit';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { jitterMs } from '../../../src/harvest/cron.js';
import type { HarvestReport } from '../../../src/harvest/report.js';
import { HarvestSchedule, type ScheduleOptions } from '../../../src/harvest/schedule.js';
import { sourceDefinition } from '../../../src/harvest/source.js';
import { recordingLog } from '../../support/recording-log.js';

const minute = 60_000;

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-23T00:59:30Z') });
});
afterEach(() => {
  vi.useRealTimers();
});

function aSource(id: string, more: object = {}) {
  const known = { id, name: id, location: 'feed', schedule: '0 * * * *', scheduleJitterMinutes: 0 };
  return sourceDefinition.parse({ ...known, ...more });
}

function reportOf(source: string, error?: HarvestReport['error']): HarvestReport {
  const at = new Date().toISOString();
  const counts = {
    read: 1,
    written: 1,
    unchanged: 0,
    withdrawn: 0,
    rejected: 0,
    duplicates: 0,
    seconds: 1,
    issues: {},
  };
  const outcome = error === undefined ? 'succeeded' : 'failed';
  return { source, runId: 'r', startedAt: at, finishedAt: at, outcome, ...counts, ...(error && { error }) };
}

/** A schedule whose runs take `runMs`, and what it did. */
function scheduleOf(sources: ScheduleOptions['sources'], { runMs = 0, turn = pLimit(1), error = {} as object } = {}) {
  const runs: string[] = [];
  const skipped: string[] = [];
  const { log, lines } = recordingLog();
  let atOnce = 0;
  let mostAtOnce = 0;
  const schedule = new HarvestSchedule({
    ...{ sources, turn, log },
    async harvest({ id }, signal) {
      atOnce += 1;
      mostAtOnce = Math.max(mostAtOnce, atOnce);
      runs.push(`${id} ${new Date().toISOString().slice(11, 19)}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, runMs);
        signal.addEventListener('abort', () => {
          clearTimeout(timer);
          resolve();
        });
      });
      atOnce -= 1;
      if (signal.aborted) return reportOf(id, { code: 'CANCELLED', message: 'cancelled' });
      return reportOf(id, 'code' in error ? (error as NonNullable<HarvestReport['error']>) : undefined);
    },
    onSkip: (source, reason) => skipped.push(`${source} ${reason}`),
  });
  schedule.start();
  return { schedule, runs, skipped, lines, mostAtOnce: () => mostAtOnce };
}

test('a source runs at the times of its schedule, and those without one, or not enabled, never', async () => {
  const sources = [aSource('a'), aSource('b', { enabled: false }), aSource('c', { schedule: undefined })];
  const { schedule, runs } = scheduleOf(sources);
  expect(runs).toEqual([]);
  await vi.advanceTimersByTimeAsync(2 * 60 * minute);
  expect(runs).toEqual(['a 01:00:00', 'a 02:00:00']);
  await schedule.stop();
  await vi.advanceTimersByTimeAsync(5 * 60 * minute);
  expect(runs).toHaveLength(2);
});

test('the times are those of the zone of the source', () => {
  const sources = ['Europe/Paris', 'America/New_York'].map((timezone, index) =>
    aSource(`s${index}`, { timezone, schedule: '15 3 * * *' }),
  );
  const { schedule } = scheduleOf(sources);
  expect(schedule.nextRuns().map(({ at }) => at.toISOString())).toEqual([
    '2026-11-23T02:15:00.000Z',
    '2026-11-23T08:15:00.000Z',
  ]);
});

test('a run starts later by the jitter of its source, and is announced for then', async () => {
  const { schedule, runs } = scheduleOf([aSource('a', { scheduleJitterMinutes: 30 })]);
  const jitter = jitterMs('a', 30);
  expect(jitter).toBeGreaterThan(minute);
  const at = new Date(Date.parse('2026-11-23T01:00:00Z') + jitter);
  expect(schedule.nextRuns()).toEqual([{ source: 'a', at }]);
  await vi.advanceTimersByTimeAsync(0.5 * minute + jitter - 1_000);
  expect(runs).toEqual([]);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(runs).toEqual([`a ${at.toISOString().slice(11, 19)}`]);
  await schedule.stop();
});

test('sources that are due together run one after another', async () => {
  const { schedule, runs, mostAtOnce } = scheduleOf([aSource('a'), aSource('b'), aSource('c')], { runMs: minute });
  await vi.advanceTimersByTimeAsync(5 * minute);
  expect(runs).toEqual(['a 01:00:00', 'b 01:01:00', 'c 01:02:00']);
  expect(mostAtOnce()).toBe(1);
  await schedule.stop();
});

test('a source that is due while it runs, or waits, is skipped', async () => {
  const each = { schedule: '* * * * *' };
  const { schedule, runs, skipped } = scheduleOf([aSource('a', each), aSource('b', each)], { runMs: 2.5 * minute });
  await vi.advanceTimersByTimeAsync(3 * minute);
  expect(runs).toEqual(['a 01:00:00']);
  expect(skipped).toEqual(['a running', 'b waiting', 'a running', 'b waiting']);
  await vi.advanceTimersByTimeAsync(minute);
  expect(runs).toEqual(['a 01:00:00', 'b 01:02:30']);
  await schedule.stop();
});

test('a run that meets one of another process is skipped too', async () => {
  const error = { code: 'RUN_IN_PROGRESS', message: 'another run is under way' };
  const { schedule, skipped } = scheduleOf([aSource('a')], { error });
  await vi.advanceTimersByTimeAsync(minute);
  expect(skipped).toEqual(['a elsewhere']);
  await schedule.stop();
});

test('other work with a turn is waited for', async () => {
  const turn = pLimit(1);
  const first = turn(() => new Promise((resolve) => setTimeout(resolve, 10 * minute)));
  const { schedule, runs } = scheduleOf([aSource('a')], { turn });
  await vi.advanceTimersByTimeAsync(9 * minute);
  expect(runs).toEqual([]);
  await vi.advanceTimersByTimeAsync(2 * minute);
  expect(runs).toEqual(['a 01:09:30']);
  await first;
  await schedule.stop();
});

test('stopping cancels the run under way, drops those that wait, and waits for the end', async () => {
  const { schedule, runs, lines } = scheduleOf([aSource('a'), aSource('b')], { runMs: 60 * minute });
  await vi.advanceTimersByTimeAsync(minute);
  expect(runs).toEqual(['a 01:00:00']);
  await schedule.stop();
  expect(runs).toEqual(['a 01:00:00']);
  expect(lines.at(-1)?.fields).toMatchObject({ source: 'a', code: 'CANCELLED' });
  expect(vi.getTimerCount()).toBe(0);
});

test('a run that cannot even be started is logged, and the next one takes place', async () => {
  let broken = true;
  const turn: ScheduleOptions['turn'] = (work) => (broken ? Promise.reject(new Error('no turn')) : work());
  const { schedule, runs, lines } = scheduleOf([aSource('a')], { turn: turn as ReturnType<typeof pLimit> });
  await vi.advanceTimersByTimeAsync(minute);
  expect(lines.at(-1)).toMatchObject({ level: 'error', fields: { source: 'a' } });
  broken = false;
  await vi.advanceTimersByTimeAsync(60 * minute);
  expect(runs).toEqual(['a 02:00:00']);
  await schedule.stop();
});
