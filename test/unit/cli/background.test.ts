import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startBackground } from '../../../src/cli/background.js';
import type { Gateway } from '../../../src/gateway.js';
import { sourceDefinition } from '../../../src/harvest/source.js';
import { recordingLog } from '../../support/recording-log.js';

const minute = 60_000;

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-23T00:59:30Z') });
});
afterEach(() => {
  vi.useRealTimers();
});

/** What of a gateway is needed; its only source cannot get the lock, so that every run ends at once. */
function aGateway(schedule: boolean) {
  const seen = { runs: 0, checks: 0, skips: [] as string[] };
  const { log, lines } = recordingLog();
  const source = { id: 'a', name: 'A', location: '-', schedule: '0 * * * *', scheduleJitterMinutes: 0 };
  const gateway = {
    config: { schedule },
    sources: { sources: [sourceDefinition.parse(source)] },
    harvestContext: {
      now: () => new Date(),
      log,
      lock: {
        async acquire() {
          seen.runs += 1;
        },
      },
    },
    metrics: { onSkip: (id: string, reason: string) => seen.skips.push(`${id} ${reason}`) },
    async checkSources() {
      seen.checks += 1;
      if (seen.checks === 1) throw new Error('the engine is away');
    },
    log,
  };
  return { gateway: gateway as unknown as Gateway, seen, lines };
}

test('scheduled runs wait for the first harvest, and end with the server', async () => {
  const { gateway, seen } = aGateway(true);
  const background = startBackground(gateway, () => new Promise((resolve) => setTimeout(resolve, 10 * minute)));
  await vi.advanceTimersByTimeAsync(9 * minute);
  expect(seen.runs).toBe(0);
  await vi.advanceTimersByTimeAsync(2 * minute);
  expect(seen.runs).toBe(1);
  expect(seen.skips).toEqual(['a elsewhere']);
  await background.stop();
  await vi.advanceTimersByTimeAsync(180 * minute);
  expect(seen.runs).toBe(1);
});

test('with LOTSE_SCHEDULE=off nothing is scheduled, but sources are looked after', async () => {
  const { gateway, seen, lines } = aGateway(false);
  const background = startBackground(gateway, async () => undefined);
  await vi.advanceTimersByTimeAsync(25 * minute);
  expect(seen).toMatchObject({ runs: 0, checks: 2 });
  expect(lines).toMatchObject([{ level: 'warn', message: 'the sources could not be looked at' }]);
  await background.stop();
  await vi.advanceTimersByTimeAsync(25 * minute);
  expect(seen.checks).toBe(2);
});

test('a first harvest that throws is logged, and the server goes on', async () => {
  const { gateway, seen, lines } = aGateway(true);
  const background = startBackground(gateway, () => Promise.reject(new Error('no space')));
  await vi.advanceTimersByTimeAsync(minute);
  expect(lines).toContainEqual(expect.objectContaining({ level: 'error', message: 'the first harvest failed' }));
  expect(seen.runs).toBe(1);
  await background.stop();
});
