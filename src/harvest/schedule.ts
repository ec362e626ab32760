import { Cron } from 'croner';
import type { Logger } from 'pino';
import { cronOptions, jitterMs } from './cron.js';
import type { SourceDefinition } from './source.js';

/** Why a run that was due did not take place: the one before still waits, or runs here, or another process runs it. */
export const skipReasons = ['waiting', 'running', 'elsewhere'] as const;
export type SkipReason = (typeof skipReasons)[number];

export interface ScheduleOptions {
  /** Those that are enabled and have a `schedule` are run. */
  readonly sources: readonly SourceDefinition[];
  /**
   * Has a source run that was due at an instant, the same one for every process with this schedule. Told soon, long before
   * the run is over.
   */
  readonly submit: (source: SourceDefinition, dueAt: Date) => Promise<void>;
  readonly log: Pick<Logger, 'info' | 'error'>;
}

interface Scheduled {
  readonly source: SourceDefinition;
  readonly jitterMs: number;
  readonly job: Cron;
}

/**
 * Tells of sources that are due by their schedules, by the clock of the machine and in the zone of each. Starts nothing
 * before {@link start}, and keeps no process alive.
 */
export class HarvestSchedule {
  #scheduled: readonly Scheduled[] = [];
  readonly #delays = new Set<NodeJS.Timeout>();
  readonly #submissions = new Set<Promise<void>>();
  #isStopped = false;

  constructor(private readonly options: ScheduleOptions) {}

  start(): void {
    if (this.#scheduled.length > 0 || this.#isStopped) return;
    const { sources, log } = this.options;
    this.#scheduled = sources.flatMap((source) => {
      if (!source.enabled || source.schedule === undefined) return [];
      const delay = jitterMs(source.id, source.scheduleJitterMinutes);
      const options = { ...cronOptions(source.timezone), unref: true };
      const job = new Cron(source.schedule, options, (cron: Cron) => this.#due(source, dueTime(cron), delay));
      // One that was due before this start, and waits for its jitter still.
      const [before] = job.previousRuns(1, new Date());
      const left = before === undefined ? 0 : before.getTime() + delay - Date.now();
      if (before !== undefined && left > 0) this.#due(source, before, left);
      return [{ source, jitterMs: delay, job }];
    });
    for (const { source, at } of this.nextRuns()) log.info({ source, at }, 'a harvest is scheduled');
  }

  /** When each scheduled source runs next, in the order of the sources. */
  nextRuns(): { readonly source: string; readonly at: Date }[] {
    return this.#scheduled.flatMap(({ source, job, jitterMs: delay }) => {
      const at = job.nextRun(new Date(Date.now() - delay));
      return at === null ? [] : [{ source: source.id, at: new Date(at.getTime() + delay) }];
    });
  }

  /** Submits nothing more. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    for (const { job } of this.#scheduled) job.stop();
    for (const delay of this.#delays) clearTimeout(delay);
    await Promise.all(this.#submissions);
  }

  #due(source: SourceDefinition, at: Date, delayMs: number): void {
    const delay = setTimeout(() => {
      this.#delays.delete(delay);
      this.#submit(source, at);
    }, delayMs).unref();
    this.#delays.add(delay);
  }

  #submit(source: SourceDefinition, at: Date): void {
    const { submit, log } = this.options;
    const submission = submit(source, at)
      .catch((cause: unknown) => log.error({ source: source.id, err: cause }, 'a scheduled run could not be started'))
      .finally(() => this.#submissions.delete(submission));
    this.#submissions.add(submission);
  }
}

/** The instant that a job was due which is called now, however late: the last one of its expression. */
function dueTime(job: Cron): Date {
  const soon = new Date(Date.now() + 1_000);
  return job.previousRuns(1, soon)[0] ?? soon;
}
