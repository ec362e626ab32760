import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { jitterMs } from '../../../src/harvest/cron.js';
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

/** A schedule, and what it submitted when, with the time that it was due. */
function scheduleOf(sources: ScheduleOptions['sources'], submit: ScheduleOptions['submit'] = async () => undefined) {
  const submitted: string[] = [];
  const { log, lines } = recordingLog();
  const time = (at: Date) => at.toISOString().slice(11, 19);
  const schedule = new HarvestSchedule({
    ...{ sources, log },
    submit: (source, dueAt) => {
      submitted.push(`${source.id} ${time(new Date())} due ${time(dueAt)}`);
      return submit(source, dueAt);
    },
  });
  schedule.start();
  return { schedule, submitted, lines };
}

test('a source is submitted at the times of its schedule, and those without one, or not enabled, never', async () => {
  const sources = [aSource('a'), aSource('b', { enabled: false }), aSource('c', { schedule: undefined })];
  const { schedule, submitted } = scheduleOf(sources);
  expect(submitted).toEqual([]);
  await vi.advanceTimersByTimeAsync(2 * 60 * minute);
  expect(submitted).toEqual(['a 01:00:00 due 01:00:00', 'a 02:00:00 due 02:00:00']);
  await schedule.stop();
  await vi.advanceTimersByTimeAsync(5 * 60 * minute);
  expect(submitted).toHaveLength(2);
  expect(vi.getTimerCount()).toBe(0);
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

test('a run starts later by the jitter of its source, is announced for then, and was due without it', async () => {
  const { schedule, submitted } = scheduleOf([aSource('a', { scheduleJitterMinutes: 30 })]);
  const jitter = jitterMs('a', 30);
  expect(jitter).toBeGreaterThan(minute);
  const at = new Date(Date.parse('2026-11-23T01:00:00Z') + jitter);
  expect(schedule.nextRuns()).toEqual([{ source: 'a', at }]);
  await vi.advanceTimersByTimeAsync(0.5 * minute + jitter - 1_000);
  expect(submitted).toEqual([]);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(submitted).toEqual([`a ${at.toISOString().slice(11, 19)} due 01:00:00`]);
  await schedule.stop();
});

test('a run that was due before a start, and waits for its jitter still, is not lost', async () => {
  const jitter = jitterMs('a', 60);
  vi.setSystemTime(new Date(Date.parse('2026-11-23T03:00:00Z') + jitter - minute));
  const sources = [aSource('a', { schedule: '0 3 * * 1', scheduleJitterMinutes: 60 })];
  const { schedule, submitted } = scheduleOf(sources);
  const at = new Date(Date.parse('2026-11-23T03:00:00Z') + jitter);
  expect(schedule.nextRuns()).toEqual([{ source: 'a', at }]);
  await vi.advanceTimersByTimeAsync(minute + 1_000);
  expect(submitted).toEqual([`a ${at.toISOString().slice(11, 19)} due 03:00:00`]);
  expect(schedule.nextRuns()).toEqual([{ source: 'a', at: new Date(at.getTime() + 7 * 24 * 60 * minute) }]);
  await vi.advanceTimersByTimeAsync(7 * 24 * 60 * minute);
  expect(submitted).toHaveLength(2);
  await schedule.stop();
  expect(vi.getTimerCount()).toBe(0);

  const later = scheduleOf(sources);
  expect(later.schedule.nextRuns()[0]?.at.toISOString().slice(0, 10)).toBe('2026-12-07');
  await vi.advanceTimersByTimeAsync(24 * 60 * minute);
  expect(later.submitted).toEqual([]);
  await later.schedule.stop();
});

test('processes that are late by different times, as on busy machines, tell the same due time', async () => {
  const submitted: string[] = [];
  for (const lateMs of [0, 4_321, 30_000]) {
    vi.setSystemTime(new Date('2026-11-23T00:59:30Z'));
    const late = scheduleOf([aSource('a', { schedule: '0 2 * * *', timezone: 'Europe/Berlin' })]);
    await vi.advanceTimersByTimeAsync(29_900);
    vi.setSystemTime(Date.now() + lateMs);
    await vi.advanceTimersByTimeAsync(200);
    submitted.push(...late.submitted);
    await late.schedule.stop();
  }
  expect(submitted).toEqual(['a 01:00:00 due 01:00:00', 'a 01:00:04 due 01:00:00', 'a 01:00:30 due 01:00:00']);
});

test('a run that cannot be submitted is logged, and the next one is submitted', async () => {
  let broken = true;
  const { schedule, submitted, lines } = scheduleOf([aSource('a')], async () => {
    if (broken) throw new Error('no queue');
  });
  await vi.advanceTimersByTimeAsync(minute);
  expect(lines.at(-1)).toMatchObject({ level: 'error', fields: { source: 'a' } });
  broken = false;
  await vi.advanceTimersByTimeAsync(60 * minute);
  expect(submitted).toHaveLength(2);
  await schedule.stop();
});
