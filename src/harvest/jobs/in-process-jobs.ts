import type { Logger } from 'pino';
import { jobIdOf } from './job-id.js';
import { isOver, type Job, type JobQueue, type JobRequest, JobsAway, type Submission } from './job-queue.js';
import type { RunJob } from './run-job.js';

/** Jobs that are over and still told of. */
const mostOver = 200;

export interface InProcessJobsOptions {
  readonly run: RunJob;
  /** Runs under way at a time, at least 1. */
  readonly atOnce: number;
  /** Told of every job that is over. What it throws is logged. */
  readonly onEnd?: (job: Job) => void;
  /** This process, as `host:pid`. */
  readonly worker: string;
  readonly log: Pick<Logger, 'error'>;
}

interface Kept {
  job: Job;
  readonly cancel: AbortController;
}

/** Runs jobs in this process: those of persons first, then in the order they came. Nothing outlives the process. */
export class InProcessJobs implements JobQueue {
  /** In the order they were submitted. */
  readonly #kept = new Map<string, Kept>();
  readonly #runs = new Set<Promise<void>>();
  #isClosed = false;

  constructor(private readonly options: InProcessJobsOptions) {}

  async submit(request: JobRequest): Promise<Submission> {
    if (this.#isClosed) throw new JobsAway('this process is about to end');
    const id = jobIdOf(request);
    const same = this.#kept.get(id) ?? this.#unfinished().find(({ job }) => job.source === request.source);
    if (same !== undefined) return { job: same.job, isNew: false };
    const { source, kind, trigger, force = false, dueAt } = request;
    const job: Job = {
      ...{ id, source, kind, trigger, force, state: 'waiting', submittedAt: now(), attempts: 0 },
      ...(dueAt === undefined ? {} : { dueAt: dueAt.toISOString() }),
    };
    const kept = { job, cancel: new AbortController() };
    this.#kept.set(id, kept);
    this.#next();
    return { job: kept.job, isNew: true };
  }

  async list(over = 50): Promise<readonly Job[]> {
    const jobs = [...this.#kept.values()].map(({ job }) => job);
    const ended = jobs.filter(isOver).sort((a, b) => (b.endedAt ?? '').localeCompare(a.endedAt ?? ''));
    const running = jobs.filter(({ state }) => state === 'running');
    return [...running, ...this.#waiting().map(({ job }) => job), ...ended.slice(0, over)];
  }

  async find(id: string): Promise<Job | undefined> {
    return this.#kept.get(id)?.job;
  }

  async cancel(id: string): Promise<Job | undefined> {
    const kept = this.#kept.get(id);
    if (kept?.job.state === 'waiting') this.#over(kept, { state: 'cancelled' });
    else if (kept?.job.state === 'running') kept.cancel.abort();
    return kept?.job;
  }

  /** Takes all that waits away, cancels what is under way, and waits for its end. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const { job } of this.#unfinished()) await this.cancel(job.id);
    await Promise.all(this.#runs);
  }

  #unfinished(): Kept[] {
    return [...this.#kept.values()].filter(({ job }) => !isOver(job));
  }

  #waiting(): Kept[] {
    const waiting = this.#unfinished().filter(({ job }) => job.state === 'waiting');
    const rank = ({ job }: Kept) => (job.trigger === 'person' ? 0 : 1);
    return waiting.sort((a, b) => rank(a) - rank(b));
  }

  #next(): void {
    while (!this.#isClosed && this.#runs.size < this.options.atOnce) {
      const [kept] = this.#waiting();
      if (kept === undefined) return;
      const { worker } = this.options;
      kept.job = { ...kept.job, state: 'running', startedAt: now(), attempts: 1, worker };
      const run = this.#run(kept).finally(() => {
        this.#runs.delete(run);
        this.#next();
      });
      this.#runs.add(run);
    }
  }

  async #run(kept: Kept): Promise<void> {
    const { run, log } = this.options;
    const { signal } = kept.cancel;
    try {
      const report = await run(kept.job, {
        signal,
        onProgress: (progress) => {
          kept.job = { ...kept.job, progress };
        },
      });
      const state = signal.aborted && report.error?.code === 'CANCELLED' ? 'cancelled' : 'ended';
      this.#over(kept, { state, report });
    } catch (cause) {
      log.error({ source: kept.job.source, err: cause }, 'a job failed');
      this.#over(kept, { state: 'failed', error: cause instanceof Error ? cause.message : String(cause) });
    }
  }

  #over(kept: Kept, how: Pick<Job, 'state' | 'report' | 'error'>): void {
    kept.job = { ...kept.job, ...how, endedAt: now() };
    const over = [...this.#kept.values()].filter(({ job }) => isOver(job));
    for (const { job } of over.slice(0, Math.max(0, over.length - mostOver))) this.#kept.delete(job.id);
    try {
      this.options.onEnd?.(kept.job);
    } catch (cause) {
      this.options.log.error({ source: kept.job.source, err: cause }, 'the end of a job could not be passed on');
    }
  }
}

function now(): string {
  return new Date().toISOString();
}
