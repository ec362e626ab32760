import { durationDays, type EpochDay, epochDay, lastDay } from './days.js';
import type { LearningOpportunity } from './learning-opportunity.js';
import type { Run } from './run.js';

/**
 * Where an offer stands on a day, from its dates alone:
 * - `open`: a run's window holds the day; `upcoming`: none does, but one begins later; `unknown`: no run has dates;
 * - `expired`: every dated window is over, and no run is undated.
 *
 * A run's window is its application window where one is stated, else its period. A period with a start only lasts as
 * long as the stated duration, else that one day. A run that the source calls closed or cancelled has no window.
 */
export const lifecycleStatuses = ['open', 'upcoming', 'expired', 'unknown'] as const;
export type LifecycleStatus = (typeof lifecycleStatuses)[number];

/** Days from `opens` to `closes`, both included. */
export interface DayWindow {
  readonly opens: EpochDay;
  readonly closes: EpochDay;
}

/** The windows of an offer, and whether it also has a run (or is itself) without any date. */
export interface Availability {
  readonly windows: readonly DayWindow[];
  readonly undated: boolean;
}

function endOfPeriod({ period, duration }: Run): EpochDay | undefined {
  if (period?.end !== undefined) return epochDay(period.end);
  if (period?.start === undefined) return undefined;
  return Math.min(epochDay(period.start) + (duration === undefined ? 0 : (durationDays(duration) ?? 0)), lastDay);
}

function windowsOf(run: Run): DayWindow[] | undefined {
  const end = endOfPeriod(run);
  const stated = run.applicationWindows.filter(({ opens, closes }) => opens !== undefined || closes !== undefined);
  if (stated.length > 0) {
    const fallback = run.period?.end === undefined ? lastDay : epochDay(run.period.end);
    return stated.map(({ opens, closes }) => ({
      opens: opens === undefined ? 0 : epochDay(opens),
      closes: closes === undefined ? fallback : epochDay(closes),
    }));
  }
  if (end === undefined) return undefined;
  return [{ opens: run.period?.start === undefined ? 0 : epochDay(run.period.start), closes: end }];
}

/** The windows of all runs of an offer. */
export function availability({ runs }: Pick<LearningOpportunity, 'runs'>): Availability {
  const windows: DayWindow[] = [];
  let undated = runs.length === 0;
  for (const run of runs) {
    if (run.state === 'closed' || run.state === 'cancelled') continue;
    const own = windowsOf(run);
    if (own === undefined) undated = true;
    else windows.push(...own.filter(({ opens, closes }) => opens <= closes));
  }
  return { windows, undated };
}

/** Whether every window of an offer ended before a day. Not known, and so not so, of one without any dated window. */
export function endedBefore({ windows, undated }: Availability, day: EpochDay): boolean {
  return !undated && windows.length > 0 && windows.every(({ closes }) => closes < day);
}

/** Status of an offer on a day. */
export function statusOn({ windows, undated }: Availability, day: EpochDay): LifecycleStatus {
  if (windows.some(({ opens, closes }) => opens <= day && day <= closes)) return 'open';
  if (windows.some(({ opens }) => opens > day)) return 'upcoming';
  return undated ? 'unknown' : 'expired';
}
