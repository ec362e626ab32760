import { Cron } from 'croner';
import { cronOptions, jitterMs } from '../cron.js';
import type { HarvestReport } from '../report.js';
import type { SourceDefinition } from '../source.js';
import { silent, staleAfterMs } from './notice.js';

/**
 * `running`: a run is under way; `failing`: the last run that tells of the source was not applied; `never`: none was
 * applied yet; `stale`: none for too long (`staleAfterHours`, or by the schedule); `disabled`: it is not harvested.
 */
export const healthStates = ['ok', 'stale', 'failing', 'never', 'running', 'disabled'] as const;
export type HealthState = (typeof healthStates)[number];

/** How a source is. Instants are ISO 8601 in UTC. */
export interface SourceHealth {
  readonly state: HealthState;
  /** In plain English. */
  readonly reason: string;
  /** Since when it is so, where that is known. */
  readonly since?: string;
  /** When it is or was stale without another applied run; absent where none was applied. */
  readonly staleAt?: string;
}

export interface HealthFacts {
  readonly lastRun?: Pick<HarvestReport, 'outcome' | 'finishedAt' | 'error'>;
  readonly lastSuccessAt?: string;
  readonly lastError?: { readonly code: string; readonly message: string; readonly at: string };
  /** A run that is under way. */
  readonly running?: { readonly startedAt?: string; readonly worker?: string };
}

type Judged = Pick<SourceDefinition, 'enabled' | 'staleAfterHours' | 'schedule' | 'timezone'>;

/** How a source is, by the rule that notices go by too (`staleAfterMs`). */
export function healthOf(source: Judged, facts: HealthFacts, now: Date): SourceHealth {
  const { lastSuccessAt, running } = facts;
  const limitMs = staleAfterMs(source, now);
  const dueMs = lastSuccessAt === undefined ? undefined : Date.parse(lastSuccessAt) + limitMs;
  const stale = dueMs === undefined ? {} : { staleAt: new Date(dueMs).toISOString() };
  if (running !== undefined) {
    const { startedAt, worker } = running;
    const by = worker === undefined ? '' : ` by ${worker}`;
    return { state: 'running', reason: `A run is under way${by}.`, ...(startedAt && { since: startedAt }), ...stale };
  }
  if (!source.enabled)
    return { state: 'disabled', reason: 'The sources file says that it is not harvested.', ...stale };
  const failure = failureOf(facts);
  if (failure !== undefined) {
    return { state: 'failing', reason: `${failure.code}: ${failure.message}`, since: failure.at, ...stale };
  }
  if (dueMs === undefined || lastSuccessAt === undefined) {
    return { state: 'never', reason: 'No run of it was ever applied.' };
  }
  const allowed = hours(limitMs);
  if (now.getTime() > dueMs) {
    const reason = `No run was applied for ${hours(now.getTime() - Date.parse(lastSuccessAt))}; allowed are ${allowed}.`;
    return { state: 'stale', reason, since: new Date(dueMs).toISOString(), ...stale };
  }
  return {
    state: 'ok',
    reason: `The last run was applied; the next is due within ${allowed}.`,
    since: lastSuccessAt,
    ...stale,
  };
}

/** The error of the last run that says anything about the source. A run that was cancelled does not. */
function failureOf({ lastRun, lastError }: HealthFacts) {
  if (lastError !== undefined) return silent.has(lastError.code) ? undefined : lastError;
  if (lastRun?.error === undefined || silent.has(lastRun.error.code)) return undefined;
  return { ...lastRun.error, at: lastRun.finishedAt };
}

/** When a running server harvests a source next by its schedule; undefined where it has none. */
export function nextRunAt(
  { id, enabled, schedule, timezone, scheduleJitterMinutes }: SourceDefinition,
  now: Date,
): Date | undefined {
  if (!enabled || schedule === undefined) return undefined;
  const delayMs = jitterMs(id, scheduleJitterMinutes);
  const next = new Cron(schedule, { ...cronOptions(timezone), paused: true }).nextRun(
    new Date(now.getTime() - delayMs),
  );
  return next === null ? undefined : new Date(next.getTime() + delayMs);
}

function hours(ms: number): string {
  const rounded = Math.round(ms / 3_600_000);
  return rounded === 1 ? '1 hour' : `${rounded} hours`;
}
