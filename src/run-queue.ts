import { hostname } from 'node:os';
import type { Logger } from 'pino';
import type { Config } from './config/config.js';
import type { HarvestContext } from './harvest/harvester.js';
import { InProcessJobs } from './harvest/jobs/in-process-jobs.js';
import type { Job, JobQueue } from './harvest/jobs/job-queue.js';
import { runJobsBy } from './harvest/jobs/run-job.js';
import type { SkipReason } from './harvest/schedule.js';
import type { SourceDefinition } from './harvest/source.js';

export interface RunQueueOptions {
  readonly config: Pick<Config, 'runsAtOnce'>;
  readonly sources: readonly SourceDefinition[];
  readonly context: HarvestContext;
  readonly onSkip: (source: string, reason: SkipReason) => void;
  readonly log: Logger;
}

/** The jobs of a gateway: where they are submitted, and who runs them. */
export interface RunQueue {
  readonly jobs: JobQueue;
  /** Cancels what this process runs, and waits for its end. */
  close(): Promise<void>;
}

/** Nothing runs, and nothing is connected to, before the first job is submitted. */
export function openRunQueue({ config, sources, context, onSkip, log }: RunQueueOptions): RunQueue {
  const jobs = new InProcessJobs({
    ...{ run: runJobsBy(sources, context), atOnce: config.runsAtOnce, worker: `${hostname()}:${process.pid}`, log },
    onEnd: (job) => tell(job, onSkip, log),
  });
  return { jobs, close: () => jobs.close() };
}

/** Logs how a job ended. A scheduled one that met a run of another process was skipped. */
function tell(
  { id, source, trigger, state, report, error }: Job,
  onSkip: RunQueueOptions['onSkip'],
  log: Logger,
): void {
  if (report === undefined) {
    log.info({ job: id, source, trigger, state, error }, 'a job is over, without a run');
    return;
  }
  const { outcome, read, written, withdrawn, rejected, seconds } = report;
  const code = report.error?.code;
  if (trigger === 'schedule' && code === 'RUN_IN_PROGRESS') {
    log.warn({ source, reason: 'elsewhere' }, 'a scheduled run was skipped');
    onSkip(source, 'elsewhere');
    return;
  }
  log.info({ job: id, source, trigger, outcome, code, read, written, withdrawn, rejected, seconds }, 'a run is over');
}
