import type { HarvestReport, SourceStatus } from '../ports.js';
import type { HarvestRun, Source } from '../types/source.type.js';

function toHarvestRun(report: HarvestReport): HarvestRun {
  return {
    id: report.runId,
    startedAt: report.startedAt,
    finishedAt: report.finishedAt,
    outcome: report.outcome,
    read: report.read,
    written: report.written,
    unchanged: report.unchanged,
    withdrawn: report.withdrawn,
    rejected: report.rejected,
    duplicates: report.duplicates,
    issues: Object.entries(report.issues).map(([code, count]) => ({ code, count: count ?? 0 })),
    seconds: report.seconds,
  };
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
