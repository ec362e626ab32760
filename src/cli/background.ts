import pLimit from 'p-limit';
import type { Gateway } from '../gateway.js';
import { harvest } from '../harvest/harvester.js';
import { HarvestSchedule } from '../harvest/schedule.js';

/** How often sources are looked at that may be stale, or still fail. */
const checkMs = 600_000;

/** What a server does beside answering. */
export interface Background {
  /** Cancels the run under way and waits for its end. */
  stop(): Promise<void>;
}

/**
 * Harvests by the schedules of the sources and looks after stale ones, both until it is stopped. One harvest runs at a
 * time; `first` has the first turn.
 */
export function startBackground(gateway: Gateway, first: () => Promise<void>): Background {
  const { config, sources, harvestContext, metrics, log, checkSources } = gateway;
  const turn = pLimit(1);
  const started = turn(first).catch((error: unknown) => log.error({ err: error }, 'the first harvest failed'));
  const schedule = new HarvestSchedule({
    ...{ sources: sources.sources, turn, log },
    harvest: (source, signal) => harvest(source, harvestContext, { signal }),
    onSkip: (source, reason) => metrics?.onSkip(source, reason),
  });
  if (config.schedule) schedule.start();
  const check = () => {
    checkSources().catch((error: unknown) => log.warn({ err: error }, 'the sources could not be looked at'));
  };
  const checks = setInterval(check, checkMs).unref();
  return {
    async stop(): Promise<void> {
      clearInterval(checks);
      await Promise.all([schedule.stop(), started]);
    },
  };
}
