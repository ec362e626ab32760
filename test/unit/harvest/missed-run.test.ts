import { expect, test } from 'vitest';
import { jitterMs } from '../../../src/harvest/cron.js';
import { isRunMissed } from '../../../src/harvest/missed-run.js';
import { type SourceDefinition, sourceDefinition } from '../../../src/harvest/source.js';

const aSource = (more: Partial<SourceDefinition> = {}) =>
  sourceDefinition.parse({
    ...{ id: 'a', name: 'A', location: '-', schedule: '15 3 * * *', timezone: 'UTC', scheduleJitterMinutes: 0 },
    ...more,
  });
const day = (time: string) => `2026-11-23T${time}.000Z`;
const noon = new Date(day('12:00:00'));
const ran = (at: string) => ({ lastRun: { outcome: 'succeeded' as const, finishedAt: at }, lastSuccessAt: at });
const failed = (at: string, code: 'SOURCE_TIMEOUT' | 'CANCELLED') => ({
  lastRun: { outcome: 'failed' as const, finishedAt: at, error: { code, message: 'it broke' } },
});

test.each([
  ['ran after it was due', aSource(), ran(day('03:20:00')), false],
  ['ran before', aSource(), ran(day('03:10:00')), true],
  ['never ran', aSource(), {}, true],
  ['failed after it was due', aSource(), failed(day('03:20:00'), 'SOURCE_TIMEOUT'), false],
  [
    'was cancelled after it was due',
    aSource(),
    { ...failed(day('03:20:00'), 'CANCELLED'), lastSuccessAt: '2026-11-22T03:20:00.000Z' },
    true,
  ],
  [
    'was cancelled after it failed',
    aSource(),
    {
      ...failed(day('04:00:00'), 'CANCELLED'),
      lastError: { code: 'SOURCE_TIMEOUT', message: 'it broke', at: day('03:20:00') },
    },
    false,
  ],
  ['has no schedule', sourceDefinition.parse({ id: 'a', name: 'A', location: '-' }), {}, false],
  ['is disabled', aSource({ enabled: false }), {}, false],
])('a source that %s', (_, source, facts, isMissed) => {
  expect(isRunMissed(source, facts, noon)).toBe(isMissed);
});

test('a run that still waits for its jitter is not missed', () => {
  const source = aSource({ scheduleJitterMinutes: 60 });
  const due = Date.parse(day('03:15:00'));
  const facts = ran('2026-11-22T04:20:00.000Z');
  expect(isRunMissed(source, facts, new Date(due + jitterMs('a', 60) - 1_000))).toBe(false);
  expect(isRunMissed(source, facts, new Date(due + jitterMs('a', 60) + 1_000))).toBe(true);
});
