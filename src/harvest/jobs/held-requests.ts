import type { Logger } from 'pino';
import { type JobQueue, type JobRequest, JobsAway, type Submission } from './job-queue.js';

export interface HeldRequestsOptions {
  readonly jobs: Pick<JobQueue, 'submit'>;
  /** Milliseconds between two tries to submit what is held. @default 5000 */
  readonly retryMs?: number;
  /** Told of a submission that was held, once it was made. */
  readonly onSubmitted: (request: JobRequest, submission: Submission) => void;
  readonly log: Pick<Logger, 'warn' | 'error'>;
}

/** Keeps what cannot be submitted while the queue is away, the last request of each source, and submits it once it is back. */
export class HeldRequests {
  readonly #held = new Map<string, JobRequest>();
  #retry: NodeJS.Timeout | undefined;
  #isStopped = false;

  constructor(private readonly options: HeldRequestsOptions) {}

  /** The submission, or nothing when it is held. */
  async submit(request: JobRequest): Promise<Submission | undefined> {
    try {
      const submission = await this.options.jobs.submit(request);
      this.#held.delete(request.source);
      return submission;
    } catch (cause) {
      if (!(cause instanceof JobsAway) || this.#isStopped) throw cause;
      const { log } = this.options;
      if (!this.#held.has(request.source)) log.warn({ source: request.source }, 'a run waits until redis is back');
      this.#held.set(request.source, request);
      this.#retry ??= setTimeout(() => this.#again(), this.options.retryMs ?? 5_000).unref();
      return undefined;
    }
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#retry);
  }

  async #again(): Promise<void> {
    const requests = [...this.#held.values()];
    for (const request of requests) {
      const submission = await this.options.jobs.submit(request).catch((cause: unknown) => {
        if (cause instanceof JobsAway) return undefined;
        this.options.log.error({ source: request.source, err: cause }, 'a run that waited could not be submitted');
        this.#held.delete(request.source);
        return undefined;
      });
      if (submission === undefined) break;
      if (this.#held.get(request.source) === request) this.#held.delete(request.source);
      this.options.onSubmitted(request, submission);
    }
    this.#retry = undefined;
    if (this.#held.size > 0 && !this.#isStopped) {
      this.#retry = setTimeout(() => this.#again(), this.options.retryMs ?? 5_000).unref();
    }
  }
}
