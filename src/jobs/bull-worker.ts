import { setTimeout as sleep } from 'node:timers/promises';
import { DelayedError, WaitingError, Worker } from 'bullmq';
import type { Job, JobProgress } from '../harvest/jobs/job-queue.js';
import { type RunJob, UnknownSource } from '../harvest/jobs/run-job.js';
import { type JobData, type JobResult, jobData, type Place, type RunJobRecord, toJob } from './bull-job.js';
import type { BullJobs } from './bull-jobs.js';
import { type BullOptions, faultLog, redisOptions } from './connection.js';

/** A run that kills its process is begun so many times in all, so that it does not kill one after another for ever. */
const mostDeaths = 2;

/** A job that cannot be run now comes back so often, each time after this share of the time of a takeover. */
const meetings = { most: 10, share: 0.2 } as const;

/** Milliseconds that BullMQ has to tell Redis of ended runs while this process closes. */
const farewellMs = 2_000;

export interface BullWorkerOptions extends BullOptions {
  readonly jobs: Pick<BullJobs, 'isCancelled'>;
  readonly run: RunJob;
  /** Runs under way at a time. */
  readonly atOnce: number;
  /** Milliseconds after which the run of a process that died counts as lost; it is taken over within twice that time. */
  readonly takeoverMs: number;
  /** This process, as `host:pid`. */
  readonly worker: string;
  /** Told of jobs that ended here. */
  readonly onEnd: (job: Job) => void;
  /** Milliseconds between looks whether a running job was cancelled, and between two tellings of its progress. @default 1000 */
  readonly pollMs?: number;
}

/**
 * Takes jobs from the queue and runs them. While Redis is away, runs under way go on and end; no new ones are taken. A job
 * that meets another run of its source waits for it, for twice the time of a takeover: a run that died may still hold
 * its lock. So does one whose source is not known here, for another process to take it.
 */
export class BullWorker {
  readonly #options: BullWorkerOptions;
  readonly #worker: Worker<JobData, JobResult>;
  readonly #closing = new AbortController();
  readonly #runs = new Set<Promise<unknown>>();
  /** Tokens of jobs whose end Redis was not told of yet. */
  readonly #taken = new Set<string>();

  constructor(options: BullWorkerOptions) {
    this.#options = options;
    const { url, prefix, name, atOnce, takeoverMs, worker, log, onEnd } = options;
    this.#worker = new Worker<JobData, JobResult>(name, (record, token) => this.#process(record, token), {
      ...{ prefix, name: worker, concurrency: atOnce, maxStalledCount: mostDeaths, runRetryDelay: 1_000 },
      ...{ lockDuration: takeoverMs, stalledInterval: Math.ceil(takeoverMs / 2) },
      connection: redisOptions(url, { maxRetriesPerRequest: null }),
    });
    const ended = (place: Place) => (record: RunJobRecord | undefined) => {
      this.#taken.delete(record?.token ?? '');
      const job = record === undefined ? undefined : toJob(record, place);
      if (job !== undefined) onEnd(job);
    };
    this.#worker.on('completed', ended('completed'));
    this.#worker.on('failed', ended('failed'));
    this.#worker.on('stalled', (job) => log.warn({ job }, 'the process that ran this job died; it is run again'));
    this.#worker.on('error', faultLog(log));
  }

  /** Takes no more jobs, cancels what runs here and gives it back to the queue for others. Ends also without Redis. */
  async close(): Promise<void> {
    // Only a forced close ends while Redis is away, so what a gentle one would do and wait for is done here.
    await this.#worker.pause(true);
    const deaf = this.#worker.getBackend().disconnectBlocking(true);
    await Promise.race([deaf.catch(() => undefined), sleep(farewellMs / 4, undefined, { ref: false })]);
    this.#closing.abort();
    await Promise.allSettled(this.#runs);
    const end = Date.now() + farewellMs;
    while (this.#taken.size > 0 && Date.now() < end) await sleep(20);
    await this.#worker.close(true);
  }

  async #process(record: RunJobRecord, token = ''): Promise<JobResult> {
    this.#taken.add(token);
    try {
      return await this.#result(record, token);
    } catch (cause) {
      if (cause instanceof WaitingError || cause instanceof DelayedError) this.#taken.delete(token);
      throw cause;
    }
  }

  async #result(record: RunJobRecord, token = ''): Promise<JobResult> {
    const data = jobData.parse(record.data);
    if (data.cancel === true) return {};
    if (this.#closing.signal.aborted) await this.#giveBack(record, token);
    const over = new AbortController();
    const cancelled = new AbortController();
    const pollMs = this.#options.pollMs ?? 1_000;
    void every(pollMs, over.signal, async () => {
      if (await this.#options.jobs.isCancelled(record.id ?? '')) cancelled.abort();
    });
    let progress: JobProgress | undefined;
    void every(pollMs, over.signal, async () => {
      const told = progress;
      progress = undefined;
      if (told !== undefined) await record.updateProgress({ ...told });
    });
    try {
      const run = this.#options.run(data, {
        signal: AbortSignal.any([this.#closing.signal, cancelled.signal]),
        onProgress: (latest) => {
          progress = latest;
        },
      });
      const report = await this.#track(run).catch((cause: unknown) => this.#notHere(cause, record, token));
      const code = cancelled.signal.aborted ? undefined : report.error?.code;
      if (code === 'CANCELLED') await this.#giveBack(record, token);
      if (code === 'RUN_IN_PROGRESS') await this.#waitForOther(record, token);
      return { report };
    } finally {
      over.abort();
    }
  }

  #track<T>(run: Promise<T>): Promise<T> {
    this.#runs.add(run);
    const over = () => this.#runs.delete(run);
    run.then(over, over);
    return run;
  }

  /** A source that this process does not know may be one of others, who get their chance. */
  async #notHere(cause: unknown, record: RunJobRecord, token: string): Promise<never> {
    if (cause instanceof UnknownSource) await this.#waitForOther(record, token);
    throw cause;
  }

  async #giveBack(record: RunJobRecord, token: string): Promise<never> {
    await record.moveToWait(token);
    throw new WaitingError();
  }

  /** Returns when it has waited long enough. */
  async #waitForOther(record: RunJobRecord, token: string): Promise<void> {
    if (record.attemptsStarted > meetings.most) return;
    await record.moveToDelayed(Date.now() + Math.ceil(meetings.share * this.#options.takeoverMs), token);
    throw new DelayedError();
  }
}

/** Does work again and again until the signal; what it meets is of no account, as the next time may be better. */
async function every(ms: number, signal: AbortSignal, work: () => Promise<void>): Promise<void> {
  while (!signal.aborted) {
    await sleep(ms, undefined, { signal, ref: false }).catch(() => undefined);
    if (!signal.aborted) await work().catch(() => undefined);
  }
}
