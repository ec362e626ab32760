import type { HarvestReport, SourceStatus } from '../ports.js';
import type { CodeCount, HarvestRun } from '../types/harvest-run.type.js';
import type { Source } from '../types/source.type.js';

/** A run as everybody may see it. */
export function toHarvestRun(report: HarvestReport): HarvestRun {
  return {
    id: report.runId,
    startedAt: report.startedAt,
    finishedAt: report.finishedAt,
    outcome: report.outcome,
    extent: report.extent,
    fromKeptFeeds: report.feeds === 'kept' || report.feeds === 'earlier',
    read: report.read,
    written: report.written,
    unchanged: report.unchanged,
    withdrawn: report.withdrawn,
    rejected: report.rejected,
    duplicates: report.duplicates,
    expired: report.expired ?? 0,
    merged: report.merged,
    changes: report.changes,
    issues: countsByCode(report.issues),
    seconds: report.seconds,
  };
}

/** Counts by code as a list, in the order of the codes. */
export function countsByCode(counts: Readonly<Record<string, number | undefined>>): CodeCount[] {
  return Object.entries(counts).map(([code, count]) => ({ code, count: count ?? 0 }));
}

/** A source as the API shows it. */
export function toSource(status: SourceStatus): Source {
  const { lastRun, ...rest } = status;
  return { ...rest, lastRun: lastRun && toHarvestRun(lastRun) };
}

/** A source that offers are left of, though it is no longer configured: nothing more is known of it. */
export function unconfiguredSource(id: string): Source {
  return { id, name: id, enabled: false };
}
