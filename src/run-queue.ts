import { hostname } from 'node:os';
import type { Logger } from 'pino';
import type { Config } from './config/config.js';
import type { HarvestContext } from './harvest/harvester.js';
import { FallbackJobs } from './harvest/jobs/fallback-jobs.js';
import { InProcessJobs } from './harvest/jobs/in-process-jobs.js';
import type { Job, JobQueue } from './harvest/jobs/job-queue.js';
import { reportLostRun } from './harvest/jobs/lost-run.js';
import { runJobsBy } from './harvest/jobs/run-job.js';
import type { SkipReason } from './harvest/schedule.js';
import type { SourceDefinition } from './harvest/source.js';
import type { BullWorker } from './jobs/bull-worker.js';

export interface RunQueueOptions {
  readonly config: Pick<Config, 'runsAtOnce' | 'redisUrl' | 'worker' | 'takeoverMs' | 'meiliPrefix'>;
  readonly sources: readonly SourceDefinition[];
  readonly context: HarvestContext;
  /** Name of the index that runs write to: processes that write to another one have a queue of their own. */
  readonly target: string;
  readonly onSkip: (source: string, reason: SkipReason) => void;
  readonly log: Logger;
}

/** The jobs of a gateway: where they are submitted, and who runs them. */
export interface RunQueue {
  readonly jobs: JobQueue;
  /** The queue that processes share, where there is one. */
  readonly shared?: JobQueue;
  /** From now on this process takes jobs from the shared queue, so many at a time. Without one there is nothing to take. */
  work(atOnce?: number): void;
  /** Takes no more jobs, cancels what this process runs, and waits for its end. */
  close(): Promise<void>;
}

/** Nothing runs, and nothing is connected to, before the first job is submitted or asked for, or {@link RunQueue.work}. */
export async function openRunQueue(options: RunQueueOptions): Promise<RunQueue> {
  const { config, sources, context, target, log } = options;
  const run = runJobsBy(sources, context);
  const worker = `${hostname()}:${process.pid}`;
  const onEnd = (job: Job) => tell(job, options);
  const local = new InProcessJobs({ run, atOnce: config.runsAtOnce, worker, onEnd, log });
  if (config.redisUrl === undefined) return { jobs: local, work: () => undefined, close: () => local.close() };

  // BullMQ takes a tenth of a second to load, which commands without Redis need not wait for.
  const [{ BullJobs }, { BullWorker }] = await Promise.all([
    import('./jobs/bull-jobs.js'),
    import('./jobs/bull-worker.js'),
  ]);
  const bull = { url: config.redisUrl, prefix: config.meiliPrefix, name: `runs-${target}`, log };
  const shared = new BullJobs(bull);
  let working: BullWorker | undefined;
  return {
    jobs: config.worker ? new FallbackJobs(shared, local, log) : shared,
    shared,
    work(atOnce = config.runsAtOnce) {
      const { takeoverMs } = config;
      working ??= new BullWorker({ ...bull, jobs: shared, run, atOnce, takeoverMs, worker, onEnd });
    },
    async close() {
      await Promise.all([working?.close(), local.close()]);
      await shared.close();
    },
  };
}

/** Logs how a job ended. A scheduled one that met a run of another process was skipped. */
function tell(job: Job, { context, onSkip, log }: RunQueueOptions): void {
  const { id, source, trigger, state, report, error } = job;
  if (report === undefined) {
    log.warn({ job: id, source, trigger, state, error }, 'a job is over, without a run');
    if (state !== 'failed') return;
    reportLostRun(job, context).catch((cause: unknown) =>
      log.error({ source, err: cause }, 'the report of a lost run could not be kept'),
    );
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
