import { setTimeout as sleep } from 'node:timers/promises';
import type { Gateway } from '../gateway.js';
import { isOver, type Job, type JobKind, type JobQueue, JobsAway } from '../harvest/jobs/job-queue.js';
import type { HarvestReport } from '../harvest/report.js';
import type { SourceDefinition } from '../harvest/source.js';
import type { Output } from './output.js';

/** Milliseconds between looks at a job that others run. */
const lookMs = 500;

export interface QueuedRunOptions {
  readonly kind: JobKind;
  readonly force: boolean;
  readonly signal: AbortSignal;
  readonly output: Output;
  readonly onReport: (report: HarvestReport) => void;
}

/**
 * Has workers run the sources, and waits for them. A job of a source that was there already is waited for, and where it
 * does something else than what is asked for, as a preview does, that comes after it. Reports come in the order of the sources; a job without a report is
 * told to the person and missing among them. Nothing without Redis. Throws `JobsAway` when Redis cannot be reached at
 * the start; later it is waited for. An aborted signal ends the waiting, and the jobs go on.
 */
export async function queuedRuns(
  { runs }: Gateway,
  sources: readonly SourceDefinition[],
  { kind, force, signal, output, onReport }: QueuedRunOptions,
): Promise<readonly HarvestReport[] | undefined> {
  const { shared } = runs;
  if (shared === undefined) {
    output.note('There is no queue of runs without Redis: set REDIS_URL.');
    return undefined;
  }
  const submit = async (source: string) => {
    const { job, isNew } = await shared.submit({ source, kind, force, trigger: 'person' });
    const isOurs = isNew || (job.kind === kind && (job.force || !force));
    const what = isOurs ? 'a job' : `another job (${job.kind})`;
    if (!isNew) output.note(`${source}: ${what} was ${job.state} already; ${isOurs ? 'this one' : 'it'} is waited for`);
    return { job, isOurs };
  };
  const submitted: Awaited<ReturnType<typeof submit>>[] = [];
  for (const { id } of sources) submitted.push(await submit(id));
  const reports: HarvestReport[] = [];
  for (const first of submitted) {
    let { job, isOurs } = first;
    let over = await whenOver(shared, job, signal);
    while (!isOurs && !signal.aborted) {
      ({ job, isOurs } = await submit(job.source));
      over = await whenOver(shared, job, signal);
    }
    if (signal.aborted) {
      output.note('Stopped waiting; the jobs go on.');
      return reports;
    }
    if (over?.report !== undefined) {
      reports.push(over.report);
      onReport(over.report);
    } else output.note(`${job.source}: ${over?.error ?? 'the job was cancelled before it ran'}`);
  }
  return reports;
}

/** The job once it is over; nothing when it was taken away, or the signal came first. */
async function whenOver(queue: JobQueue, { id }: Job, signal: AbortSignal): Promise<Job | undefined> {
  while (!signal.aborted) {
    try {
      const job = await queue.find(id);
      if (job === undefined || isOver(job)) return job;
    } catch (cause) {
      if (!(cause instanceof JobsAway)) throw cause;
    }
    await sleep(lookMs, undefined, { signal }).catch(() => undefined);
  }
  return undefined;
}
