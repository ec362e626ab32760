import type { Logger } from 'pino';
import { isOver, type Job, type JobQueue, type JobRequest, JobsAway, type Submission } from './job-queue.js';

/**
 * Jobs of a shared queue, and while it is away those that are submitted here run in this process. What was begun here
 * ends here, also after the queue is back.
 */
export class FallbackJobs implements JobQueue {
  constructor(
    private readonly shared: JobQueue,
    private readonly local: JobQueue,
    private readonly log: Pick<Logger, 'warn'>,
  ) {}

  async submit(request: JobRequest): Promise<Submission> {
    const { source } = request;
    const here = (await this.local.list(0)).find((job) => job.source === source);
    if (here !== undefined) return { job: here, isNew: false };
    try {
      return await this.shared.submit(request);
    } catch (cause) {
      if (!(cause instanceof JobsAway)) throw cause;
      this.log.warn({ source, reason: cause.message }, 'the queue of runs is away, so this one is run in this process');
      return this.local.submit(request);
    }
  }

  async list(over?: number): Promise<readonly Job[]> {
    const shared = await this.shared.list(over).catch(orNothing([]));
    const local = await this.local.list(over);
    const ended = [...shared, ...local].filter(isOver).sort((a, b) => (b.endedAt ?? '').localeCompare(a.endedAt ?? ''));
    const underWay = [...local, ...shared].filter((job) => !isOver(job));
    const running = underWay.filter(({ state }) => state === 'running');
    const waiting = underWay.filter(({ state }) => state === 'waiting');
    return [...running, ...waiting, ...ended.slice(0, over)];
  }

  async find(id: string): Promise<Job | undefined> {
    return (await this.local.find(id)) ?? this.shared.find(id);
  }

  async cancel(id: string): Promise<Job | undefined> {
    return (await this.local.cancel(id)) ?? this.shared.cancel(id);
  }
}

function orNothing<T>(nothing: T): (cause: unknown) => T {
  return (cause) => {
    if (cause instanceof JobsAway) return nothing;
    throw cause;
  };
}
