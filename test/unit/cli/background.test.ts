import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startBackground } from '../../../src/cli/background.js';
import type { Gateway } from '../../../src/gateway.js';
import type { HarvestContext } from '../../../src/harvest/harvester.js';
import { sourceDefinition } from '../../../src/harvest/source.js';
import { openRunQueue } from '../../../src/run-queue.js';
import { recordingLog } from '../../support/recording-log.js';

const minute = 60_000;

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-23T00:59:30Z') });
});
afterEach(() => {
  vi.useRealTimers();
});

/** What of a gateway is needed; its only source waits so long for the lock, and does not get it. */
async function aGateway({ schedule = true, runMs = 0, cron = '0 * * * *' } = {}) {
  const seen = { runs: 0, checks: 0, skips: [] as string[] };
  const { log, lines } = recordingLog();
  const source = sourceDefinition.parse({
    ...{ id: 'a', name: 'A', location: '-', schedule: cron, scheduleJitterMinutes: 0 },
  });
  const context = {
    now: () => new Date(),
    log,
    lock: {
      async acquire() {
        seen.runs += 1;
        await new Promise((resolve) => setTimeout(resolve, runMs));
        return undefined;
      },
    },
  } as unknown as HarvestContext;
  const onSkip = (id: string, reason: string) => seen.skips.push(`${id} ${reason}`);
  const config = { schedule, runsAtOnce: 1 };
  const sources = [source];
  const gateway = {
    ...{ config, sources: { sources }, log, metrics: { onSkip } },
    runs: await openRunQueue({ config, sources, context, onSkip, log } as unknown as Parameters<
      typeof openRunQueue
    >[0]),
    toRetry: async () => [],
    async checkSources() {
      seen.checks += 1;
      if (seen.checks === 1) throw new Error('the engine is away');
    },
  };
  return { gateway: gateway as unknown as Gateway, source, seen, lines };
}

test('the first harvest is run at once, then the source at its times, and nothing after the end', async () => {
  const { gateway, source, seen } = await aGateway();
  const background = startBackground(gateway, [source]);
  await vi.advanceTimersByTimeAsync(0);
  expect([seen.runs, seen.skips]).toEqual([1, []]);
  await vi.advanceTimersByTimeAsync(minute);
  expect(seen.runs).toBe(2);
  await background.stop();
  await vi.advanceTimersByTimeAsync(180 * minute);
  expect(seen.runs).toBe(2);
});

test('a scheduled run that meets one of another process counts as skipped', async () => {
  const { gateway, seen, lines } = await aGateway();
  const background = startBackground(gateway, []);
  await vi.advanceTimersByTimeAsync(minute);
  expect(seen.skips).toEqual(['a elsewhere']);
  expect(lines.at(-1)).toMatchObject({ level: 'warn', fields: { source: 'a', reason: 'elsewhere' } });
  await background.stop();
});

test('a source that is due while it runs is skipped', async () => {
  const { gateway, source, seen } = await aGateway({ runMs: 2.25 * minute, cron: '* * * * *' });
  const background = startBackground(gateway, [source]);
  await vi.advanceTimersByTimeAsync(2 * minute);
  expect([seen.runs, seen.skips]).toEqual([1, ['a running', 'a running']]);
  await vi.advanceTimersByTimeAsync(minute);
  expect(seen.runs).toBe(2);
  const stopped = background.stop();
  await vi.advanceTimersByTimeAsync(3 * minute);
  await stopped;
});

test('with LOTSE_SCHEDULE=off nothing is scheduled, but sources are looked after', async () => {
  const { gateway, seen, lines } = await aGateway({ schedule: false });
  const background = startBackground(gateway, []);
  await vi.advanceTimersByTimeAsync(25 * minute);
  expect(seen).toMatchObject({ runs: 0, checks: 2 });
  expect(lines).toMatchObject([{ level: 'warn', message: 'the sources could not be looked at' }]);
  await background.stop();
  await vi.advanceTimersByTimeAsync(25 * minute);
  expect(seen.checks).toBe(2);
});
