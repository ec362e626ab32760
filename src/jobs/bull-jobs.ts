import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Queue } from 'bullmq';
import { jobIdOf } from '../harvest/jobs/job-id.js';
import {
  isOver,
  type Job,
  type JobQueue,
  type JobRequest,
  JobsAway,
  type Submission,
} from '../harvest/jobs/job-queue.js';
import { type JobData, type JobResult, type Place, type RunJobRecord, type RunsQueue, toJob } from './bull-job.js';
import { type BullOptions, faultLog, redisOptions } from './connection.js';

/** Jobs that are over are told of for so long, and at most so many. */
const kept = { age: 7 * 86_400, count: 2_000 } as const;

/** Most waiting jobs that are listed. */
const mostListed = 5_000;

/** BullMQ takes jobs without a priority first. */
const priorities = { person: 0, start: 1, schedule: 1 } as const;

export interface BullJobsOptions extends BullOptions {
  /** Milliseconds to wait for the first connection, and for each command. @default 2000 */
  readonly patienceMs?: number;
}

/** Jobs in Redis, which any number of processes share. Connects when it is first asked. */
export class BullJobs implements JobQueue {
  readonly #options: BullJobsOptions;
  readonly #patienceMs: number;
  #queue: RunsQueue | undefined;
  #isClosed = false;

  constructor(options: BullJobsOptions) {
    this.#options = options;
    this.#patienceMs = options.patienceMs ?? 2_000;
  }

  async submit(request: JobRequest): Promise<Submission> {
    const { source, kind, trigger, force = false, dueAt } = request;
    const nonce = randomUUID();
    const data: JobData = {
      ...{ source, kind, trigger, force, nonce },
      ...(dueAt === undefined ? {} : { dueAt: dueAt.toISOString() }),
    };
    const { id = '' } = await this.#ask((queue) =>
      queue.add(kind, data, {
        ...{ jobId: jobIdOf(request), deduplication: { id: source }, priority: priorities[trigger] },
        ...{ removeOnComplete: kept, removeOnFail: kept },
      }),
    );
    const found = await this.#read(id);
    const job = found && toJob(found.record, found.place);
    if (found === undefined || job === undefined) throw new JobsAway('redis did not keep the job');
    return { job, isNew: found.record.data.nonce === nonce };
  }

  async list(over = 50): Promise<readonly Job[]> {
    const parts = await this.#ask(async (queue) => {
      const some = (...where: Parameters<RunsQueue['getJobs']>) => queue.getJobs(...where);
      const { held, lost } = await byOwner(queue, await some(['active'], 0, mostListed, true));
      const lists: [Place, RunJobRecord[]][] = [
        ['active', held],
        ['waiting', lost],
        ['waiting', await some(['waiting', 'delayed', 'prioritized'], 0, mostListed, true)],
      ];
      if (over === 0) return lists;
      lists.push(['completed', await some(['completed'], 0, over - 1)]);
      lists.push(['failed', await some(['failed'], 0, over - 1)]);
      return lists;
    });
    const jobs = new Map<string, Job>();
    for (const [place, records] of parts) {
      for (const job of records.flatMap((record) => toJob(record, place) ?? [])) jobs.set(job.id, job);
    }
    const all = [...jobs.values()];
    const ended = all.filter(isOver).sort((a, b) => (b.endedAt ?? '').localeCompare(a.endedAt ?? ''));
    return [...all.filter((job) => !isOver(job)), ...ended.slice(0, over)];
  }

  async find(id: string): Promise<Job | undefined> {
    const found = await this.#read(id);
    return found && toJob(found.record, found.place);
  }

  async cancel(id: string): Promise<Job | undefined> {
    const found = await this.#read(id);
    const job = found && toJob(found.record, found.place);
    if (found === undefined || job === undefined || isOver(job)) return job;
    const { record } = found;
    await this.#ask(() => record.updateData({ ...record.data, cancel: true }));
    // What a worker has taken meanwhile cannot be removed; that one ends it.
    const isRemoved = job.state === 'waiting' && (await this.#ask(() => record.remove().then(yes, no)));
    return isRemoved ? { ...job, state: 'cancelled', endedAt: new Date().toISOString() } : this.find(id);
  }

  /** Whether a person wants the job to end. */
  isCancelled(id: string): Promise<boolean> {
    return this.#ask(async (queue) => (await queue.getJob(id))?.data.cancel === true);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#queue?.getBackend().close(true);
  }

  #read(id: string): Promise<{ readonly record: RunJobRecord; readonly place: Place } | undefined> {
    return this.#ask(async (queue) => {
      const state = await queue.getJobState(id);
      const isLost = state === 'active' && !(await isHeld(queue, id));
      const record = await queue.getJob(id);
      if (record === undefined) return undefined;
      const place = state === 'active' || state === 'completed' || state === 'failed' ? state : 'waiting';
      return { record, place: isLost ? 'waiting' : place };
    });
  }

  /** Throws {@link JobsAway} when Redis does not answer in time; a command that was sent may have been done all the same. */
  async #ask<T>(work: (queue: RunsQueue) => Promise<T>): Promise<T> {
    if (this.#isClosed) throw new JobsAway('this process is about to end');
    try {
      return await work(await this.#connected());
    } catch (cause) {
      if (cause instanceof JobsAway) throw cause;
      throw new JobsAway('redis, which keeps the queue of runs, does not answer as it should', { cause });
    }
  }

  async #connected(): Promise<RunsQueue> {
    this.#queue ??= this.#open();
    const queue = this.#queue;
    const late = new AbortController();
    const isLate = sleep(this.#patienceMs, true, { signal: late.signal, ref: false }).catch(() => false);
    const isReady = queue.waitUntilReady().then(() => true);
    const first = await Promise.race([isReady, isLate.then(() => false)]);
    late.abort();
    if (!first) throw new JobsAway('there is no connection to redis, which keeps the queue of runs');
    return queue;
  }

  #open(): RunsQueue {
    const { url, prefix, name, log } = this.#options;
    const queue: RunsQueue = new Queue<JobData, JobResult, string>(name, {
      prefix,
      skipMetasUpdate: true,
      connection: redisOptions(url, {
        ...{ enableOfflineQueue: false, maxRetriesPerRequest: 1, commandTimeout: this.#patienceMs },
      }),
    });
    queue.on('error', faultLog(log));
    return queue;
  }
}

/** Whether a process holds an active job. Only workers look for jobs of one that died, and there may be none. */
async function isHeld(queue: RunsQueue, id: string): Promise<boolean> {
  const client = await queue.getBackend().client;
  return (await client.get(`${queue.toKey(id)}:lock`)) !== null;
}

/** Active jobs that a process holds, and those that wait for another one; which may be over by now. */
async function byOwner(queue: RunsQueue, active: readonly RunJobRecord[]) {
  const held: RunJobRecord[] = [];
  const lost: RunJobRecord[] = [];
  for (const record of active) {
    const { id = '' } = record;
    if (await isHeld(queue, id)) held.push(record);
    else lost.push((await queue.getJob(id)) ?? record);
  }
  return { held, lost };
}

const yes = () => true;
const no = () => false;
