import { randomUUID } from 'node:crypto';
import type { HarvestContext } from '../harvester.js';
import type { HarvestReport } from '../report.js';
import type { Job } from './job-queue.js';

/** Keeps and passes on a report for a job that failed without one, so that its source does not look untouched. */
export async function reportLostRun(
  { source, submittedAt, startedAt = submittedAt, error = 'the job failed' }: Job,
  { index, onReport, now }: Pick<HarvestContext, 'index' | 'onReport' | 'now'>,
): Promise<void> {
  const report: HarvestReport = {
    ...{ source, runId: randomUUID(), startedAt, finishedAt: now().toISOString(), outcome: 'failed', seconds: 0 },
    ...{ read: 0, written: 0, unchanged: 0, withdrawn: 0, rejected: 0, duplicates: 0, issues: {} },
    error: { code: 'INTERNAL', message: `the run of "${source}" did not come to its end: ${error}` },
  };
  await index.remember(report);
  onReport?.(report);
}
