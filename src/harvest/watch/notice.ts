import { z } from 'zod';
import { longestIntervalMs } from '../cron.js';
import type { SourceDefinition } from '../source.js';

const hourMs = 3_600_000;
const reminderMs = 24 * hourMs;

/** What an operator is told of a source. */
export const noticeEvents = ['source.failed', 'source.refused', 'source.recovered', 'source.stale'] as const;

/** One message about a source. Instants are ISO 8601 in UTC. */
export interface Notice {
  readonly event: (typeof noticeEvents)[number];
  readonly source: { readonly id: string; readonly name: string };
  readonly at: string;
  /** Since when it fails or is stale; of a recovery, since when it did. */
  readonly since: string;
  /** The same was told before, and lasts. */
  readonly reminder: boolean;
  /** Of the last run that failed. */
  readonly error?: { readonly code: string; readonly message: string };
  readonly lastSuccessAt?: string;
}

const instant = z.iso.datetime();

/** What was told of a source, and since when. Kept in `<dataDir>/harvest/<source>/told.json`. */
export const toldSchema = z.strictObject({
  version: z.literal(1),
  /** A source that never succeeded is stale by this instant. */
  watchedSince: instant,
  failing: z
    .strictObject({
      since: instant,
      /** End of the last run that failed. */
      at: instant,
      outcome: z.enum(['failed', 'refused']),
      code: z.string(),
      message: z.string(),
      toldAt: instant.exactOptional(),
    })
    .exactOptional(),
  stale: z.strictObject({ since: instant, toldAt: instant.exactOptional() }).exactOptional(),
});
export type Told = z.infer<typeof toldSchema>;

/** What is known of the runs of a source. */
export interface SourceFacts {
  readonly lastRun?: {
    readonly outcome: string;
    readonly finishedAt: string;
    readonly error?: { readonly code: string; readonly message: string };
  };
  readonly lastSuccessAt?: string;
  /** Whether a `lastSuccessAt` that is absent means that there was none; else it may only not be known here. */
  readonly isWhole: boolean;
}

/** Runs that say nothing about their source. */
export const silent: ReadonlySet<string> = new Set(['RUN_IN_PROGRESS', 'CANCELLED']);

/** Milliseconds without an applied run after which a source is stale. */
export function staleAfterMs(
  { staleAfterHours, schedule, timezone }: Pick<SourceDefinition, 'staleAfterHours' | 'schedule' | 'timezone'>,
  now: Date,
): number {
  if (staleAfterHours !== undefined) return staleAfterHours * hourMs;
  return schedule === undefined ? 7 * 24 * hourMs : 3 * longestIntervalMs(schedule, timezone, now);
}

/**
 * What holds of a source now, and the notice that is due, if there is one. The state that comes back says that the
 * notice is not told yet; {@link afterTelling} says that it is. So a notice that nobody took is due again the next time.
 */
export function judgeSource(
  source: Pick<SourceDefinition, 'id' | 'name' | 'staleAfterHours' | 'schedule' | 'timezone'>,
  facts: SourceFacts,
  before: Told | undefined,
  now: Date,
): { readonly told: Told; readonly due?: Notice } {
  const told = before ?? { version: 1, watchedSince: now.toISOString() };
  const { lastSuccessAt } = facts;
  const failing = failureIn(facts, told);
  const since = lastSuccessAt ?? told.watchedSince;
  const isKnown = facts.isWhole || lastSuccessAt !== undefined;
  const isOld = now.getTime() - Date.parse(since) > staleAfterMs(source, now);
  const isStale = isKnown ? isOld : told.stale !== undefined;
  const stale = isKnown && isStale ? { ...told.stale, since } : told.stale;
  const holds: Told = { ...told, ...(failing && { failing }), ...(stale && { stale }) };

  const of = (event: Notice['event'], from: string, reminder: boolean): Notice => ({
    ...{ event, source: { id: source.id, name: source.name }, at: now.toISOString(), since: from, reminder },
    ...(failing === undefined ? {} : { error: { code: failing.code, message: failing.message } }),
    ...(lastSuccessAt === undefined ? {} : { lastSuccessAt }),
  });
  const isOver = failing === undefined || overIn(facts, failing.at);
  if (isOver && !isStale) {
    const isTold =
      failing?.toldAt !== undefined || (stale?.toldAt !== undefined && isLater(lastSuccessAt, stale.since));
    if (!isTold) return { told: afterTelling(holds, 'source.recovered', now) };
    return { told: holds, due: of('source.recovered', failing?.since ?? stale?.since ?? since, false) };
  }
  if (!isOver && failing !== undefined) {
    const { toldAt } = failing;
    const isDue = toldAt === undefined || now.getTime() - Date.parse(toldAt) >= reminderMs;
    if (isDue) return { told: holds, due: of(`source.${failing.outcome}`, failing.since, toldAt !== undefined) };
  }
  if (isKnown && isStale && stale?.toldAt === undefined) return { told: holds, due: of('source.stale', since, false) };
  return { told: holds };
}

/** The state once a notice was taken. A recovery ends all that was told before. */
export function afterTelling({ failing, stale, ...told }: Told, event: Notice['event'], now: Date): Told {
  const toldAt = now.toISOString();
  if (event === 'source.recovered') return told;
  const isStale = event === 'source.stale';
  return {
    ...told,
    ...(failing && { failing: isStale ? failing : { ...failing, toldAt } }),
    ...(stale && { stale: isStale ? { ...stale, toldAt } : stale }),
  };
}

/** The failure that the last run adds to, or the one that is known. */
function failureIn({ lastRun }: SourceFacts, { failing }: Told): Told['failing'] {
  if (lastRun?.error === undefined || silent.has(lastRun.error.code)) return failing;
  if (failing !== undefined && lastRun.finishedAt <= failing.at) return failing;
  const { outcome, finishedAt, error } = lastRun;
  return {
    ...{ since: finishedAt, ...failing, at: finishedAt, code: error.code, message: error.message },
    outcome: outcome === 'refused' ? 'refused' : 'failed',
  };
}

/** Whether the last run was applied, and is not older than the failure. */
function overIn({ lastRun }: SourceFacts, failedAt: string): boolean {
  return lastRun !== undefined && lastRun.error === undefined && lastRun.finishedAt >= failedAt;
}

function isLater(instantA: string | undefined, instantB: string): boolean {
  return instantA !== undefined && instantA > instantB;
}
