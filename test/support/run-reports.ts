import type { HarvestReport } from '../../src/harvest/report.js';

/** The report of a run that wrote one record, or failed with an error. */
export function reportOf(source: string, error?: HarvestReport['error']): HarvestReport {
  const at = new Date().toISOString();
  return {
    ...{ source, runId: 'r', startedAt: at, finishedAt: at, seconds: 1, issues: {} },
    ...{ read: 1, written: 1, unchanged: 0, withdrawn: 0, rejected: 0, duplicates: 0 },
    outcome: error === undefined ? 'succeeded' : 'failed',
    ...(error && { error }),
  };
}
