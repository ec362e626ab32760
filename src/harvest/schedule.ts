import { Cron } from 'croner';
import type { Logger } from 'pino';
import { cronOptions, jitterMs } from './cron.js';
import type { HarvestReport } from './report.js';
import type { SourceDefinition } from './source.js';

/** Why a run that was due did not take place: the one before still waits, or runs here, or another process runs it. */
export const skipReasons = ['waiting', 'running', 'elsewhere'] as const;
export type SkipReason = (typeof skipReasons)[number];

export interface ScheduleOptions {
  /** Those that are enabled and have a `schedule` are run. */
  readonly sources: readonly SourceDefinition[];
  /** Runs a source; ends soon after the signal. */
  readonly harvest: (source: SourceDefinition, signal: AbortSignal) => Promise<HarvestReport>;
  /** Starts work when it has its turn: one after another, in the order in which it was given. */
  readonly turn: <T>(work: () => Promise<T>) => Promise<T>;
  readonly onSkip?: (source: string, reason: SkipReason) => void;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
}

interface Scheduled {
  readonly source: SourceDefinition;
  readonly jitterMs: number;
  readonly job: Cron;
}

/**
 * Harvests sources at the times of their schedules, by the clock of the machine and in the zone of each. What is due
 * waits for its turn; a source that is due again until then is skipped, so that no more runs wait than there are
 * sources. Starts nothing before {@link start}, and keeps no process alive.
 */
export class HarvestSchedule {
  #scheduled: readonly Scheduled[] = [];
  readonly #delays = new Set<NodeJS.Timeout>();
  readonly #underWay = new Map<string, 'waiting' | 'running'>();
  readonly #runs = new Set<Promise<void>>();
  readonly #ending = new AbortController();

  constructor(private readonly options: ScheduleOptions) {}

  start(): void {
    if (this.#scheduled.length > 0 || this.#ending.signal.aborted) return;
    const { sources, log } = this.options;
    this.#scheduled = sources.flatMap((source) => {
      if (!source.enabled || source.schedule === undefined) return [];
      const delay = jitterMs(source.id, source.scheduleJitterMinutes);
      const options = { ...cronOptions(source.timezone), unref: true };
      return [{ source, jitterMs: delay, job: new Cron(source.schedule, options, () => this.#due(source, delay)) }];
    });
    for (const { source, at } of this.nextRuns()) log.info({ source, at }, 'a harvest is scheduled');
  }

  /** When each scheduled source runs next, in the order of the sources. */
  nextRuns(): { readonly source: string; readonly at: Date }[] {
    return this.#scheduled.flatMap(({ source, job, jitterMs: delay }) => {
      const at = job.nextRun();
      return at === null ? [] : [{ source: source.id, at: new Date(at.getTime() + delay) }];
    });
  }

  /** Starts nothing more, cancels the run under way, and waits for its end. */
  async stop(): Promise<void> {
    this.#ending.abort();
    for (const { job } of this.#scheduled) job.stop();
    for (const delay of this.#delays) clearTimeout(delay);
    await Promise.all(this.#runs);
  }

  #due(source: SourceDefinition, delayMs: number): void {
    const delay = setTimeout(() => {
      this.#delays.delete(delay);
      this.#enter(source);
    }, delayMs).unref();
    this.#delays.add(delay);
  }

  #enter(source: SourceDefinition): void {
    const { turn, log } = this.options;
    const state = this.#underWay.get(source.id);
    if (state !== undefined) {
      this.#skip(source, state);
      return;
    }
    this.#underWay.set(source.id, 'waiting');
    const run = turn(() => this.#run(source))
      .catch((cause: unknown) => log.error({ source: source.id, err: cause }, 'a scheduled run could not be started'))
      .finally(() => {
        this.#underWay.delete(source.id);
        this.#runs.delete(run);
      });
    this.#runs.add(run);
  }

  async #run(source: SourceDefinition): Promise<void> {
    const { signal } = this.#ending;
    if (signal.aborted) return;
    this.#underWay.set(source.id, 'running');
    const { outcome, read, written, withdrawn, rejected, seconds, error } = await this.options.harvest(source, signal);
    if (error?.code === 'RUN_IN_PROGRESS') this.#skip(source, 'elsewhere');
    else {
      const counts = { read, written, withdrawn, rejected, seconds };
      this.options.log.info({ source: source.id, outcome, code: error?.code, ...counts }, 'a scheduled run is over');
    }
  }

  #skip({ id: source }: SourceDefinition, reason: SkipReason): void {
    this.options.log.warn({ source, reason }, 'a scheduled run was skipped');
    this.options.onSkip?.(source, reason);
  }
}
