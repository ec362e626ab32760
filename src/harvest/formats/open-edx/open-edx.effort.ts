import type { Sourced } from '../../../domain/evidence.js';
import type { LearningOpportunityDraft } from '../../../domain/learning-opportunity.js';
import type { IssueLog } from '../../format.js';
import { readNumber } from '../../mapping/values.js';
import type { EdxCourseRun } from './open-edx.record.js';

/** Longest workload that is believed, in hours. */
const maxTotal = 10_000;

/**
 * Hours of a course, by rule `edx-total`: `weeks_to_complete` times `min_effort` to `max_effort`, which are hours a
 * week. Runs differ in length; the one that starts last counts.
 */
export function effortOf(
  runs: readonly EdxCourseRun[],
  log: IssueLog,
): Sourced<{ min: number; max: number }> | undefined {
  const complete = runs.filter(
    ({ min_effort: least, max_effort: most, weeks_to_complete: weeks }) =>
      least !== undefined && most !== undefined && weeks !== undefined,
  );
  const latest = [...complete].sort((one, other) => (one.start ?? '').localeCompare(other.start ?? '')).at(-1);
  if (latest === undefined) return undefined;
  const least = readNumber(latest.min_effort, 'course_runs.min_effort', log);
  const most = readNumber(latest.max_effort, 'course_runs.max_effort', log);
  const weeks = readNumber(latest.weeks_to_complete, 'course_runs.weeks_to_complete', log);
  if (least === undefined || most === undefined || weeks === undefined) return undefined;
  const native = `${least}–${most} h/week × ${weeks} weeks`;
  if (least > most || most === 0 || weeks === 0 || most > 168 || most * weeks > maxTotal) {
    const message = 'Expected min_effort up to max_effort hours a week, for at least a week.';
    log.warning('IMPLAUSIBLE_VALUE', 'course_runs.max_effort', message, native);
    return undefined;
  }
  const value = { min: rounded(least * weeks), max: rounded(most * weeks) };
  return { value, basis: 'derived', rule: 'edx-total', path: 'course_runs.weeks_to_complete', native };
}

function rounded(hours: number): number {
  return Math.round(hours * 100) / 100;
}

/** `credit_hours` of the seats that earn credit at an institution: of its own system, never ECTS. */
export function creditsOf(runs: readonly EdxCourseRun[], log: IssueLog): LearningOpportunityDraft['credits'] {
  const credits = new Map<string, { system: string; value: number }>();
  for (const { credit_provider: provider, credit_hours: hours } of runs.flatMap(({ seats = [] }) => seats)) {
    const value = readNumber(hours, 'course_runs.seats.credit_hours', log);
    if (value === undefined || value === 0) continue;
    const system = provider === undefined || provider === '' ? 'credit hours' : `credit hours (${provider})`;
    credits.set(JSON.stringify([system, value]), { system, value });
  }
  return [...credits.values()];
}
