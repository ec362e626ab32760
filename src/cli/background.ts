import type { Gateway } from '../gateway.js';
import { HeldRequests } from '../harvest/jobs/held-requests.js';
import type { JobRequest, Submission } from '../harvest/jobs/job-queue.js';
import { HarvestSchedule } from '../harvest/schedule.js';
import type { SourceDefinition } from '../harvest/source.js';

/** How often sources are looked at that may be stale, or still fail. */
const checkMs = 600_000;

/** What a server does beside answering. */
export interface Background {
  /** Cancels the runs under way here and waits for their end. */
  stop(): Promise<void>;
}

/**
 * Submits `first`, maps what an earlier mapper has left as dead letters again, then submits sources at the times of their
 * schedules, runs what is submitted unless that is left to workers, and looks after stale sources, until it is stopped.
 */
export function startBackground(gateway: Gateway, first: readonly SourceDefinition[]): Background {
  const { config, sources, runs, metrics, log, checkSources } = gateway;
  const onSubmitted = ({ source, trigger, dueAt }: JobRequest, { job, isNew }: Submission) => {
    if (isNew || trigger !== 'schedule' || job.dueAt === dueAt?.toISOString()) return;
    const reason = job.state === 'running' ? 'running' : 'waiting';
    log.warn({ source, reason }, 'a scheduled run was skipped');
    metrics?.onSkip(source, reason);
  };
  const requests = new HeldRequests({ jobs: runs.jobs, onSubmitted, log });
  const submit = async (wanted: Pick<JobRequest, 'source' | 'trigger' | 'dueAt'>) => {
    const request = { ...wanted, kind: 'harvest' } as const;
    const submission = await requests.submit(request);
    if (submission !== undefined) onSubmitted(request, submission);
  };
  for (const { id: source } of first) {
    submit({ source, trigger: 'start' }).catch((error: unknown) =>
      log.error({ err: error, source }, 'the first harvest could not be started'),
    );
  }
  retryDeadLetters(gateway).catch((error: unknown) =>
    log.warn({ err: error }, 'dead letters could not be looked at; the next start does'),
  );
  if (config.worker) runs.work();
  const schedule = new HarvestSchedule({
    ...{ sources: sources.sources, log },
    submit: ({ id: source }, dueAt) => submit({ source, trigger: 'schedule', dueAt }),
  });
  if (config.schedule) schedule.start();
  const check = () => {
    checkSources().catch((error: unknown) => log.warn({ err: error }, 'the sources could not be looked at'));
  };
  const checks = setInterval(check, checkMs).unref();
  return {
    async stop(): Promise<void> {
      clearInterval(checks);
      requests.stop();
      await runs.close();
      await schedule.stop();
    },
  };
}

/**
 * Has kept feeds mapped again by a mapper that may do better, without asking the provider. Where none are kept, the next
 * harvest reads everything, since it is another mapper.
 */
async function retryDeadLetters({ runs, toRetry, log }: Gateway): Promise<void> {
  for (const { id: source } of await toRetry()) {
    const { isNew } = await runs.jobs.submit({ source, kind: 'remap', trigger: 'start' });
    if (isNew) log.info({ source }, 'dead letters of another mapper are tried again');
  }
}
