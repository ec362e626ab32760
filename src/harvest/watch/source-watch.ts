import { setTimeout as sleep } from 'node:timers/promises';
import pLimit from 'p-limit';
import type { Logger } from 'pino';
import type { HarvestReport } from '../report.js';
import type { SourceDefinition } from '../source.js';
import { afterTelling, judgeSource, type Notice, type SourceFacts, type Told } from './notice.js';

/** Notices under way at a time. */
const atOnce = 4;

export interface SourceWatchOptions {
  /** Those that are enabled are watched. */
  readonly sources: readonly SourceDefinition[];
  readonly told: { load(source: string): Promise<Told | undefined>; save(source: string, told: Told): Promise<void> };
  /** Whether the notice was taken. */
  readonly send: (notice: Notice, signal: AbortSignal) => Promise<boolean>;
  readonly now: () => Date;
  /** Milliseconds that notices under way have when the watch closes. @default 5000 */
  readonly drainMs?: number;
  readonly log: Pick<Logger, 'warn'>;
}

/** What is known of a source and its last run. */
export interface SourceStatus extends Omit<SourceFacts, 'isWhole' | 'lastRun'> {
  readonly id: string;
  readonly lastRun?: NonNullable<SourceFacts['lastRun']> & Pick<HarvestReport, 'feeds' | 'brokenOff'>;
}

/** Whether a run says how the provider works: one that was applied without a feed of now does not. */
function tellsOfProvider({ error, feeds, brokenOff }: NonNullable<SourceStatus['lastRun']>): boolean {
  return error !== undefined || (feeds === undefined && brokenOff === undefined);
}

/**
 * Tells an operator of sources that fail, go stale or recover. Nobody waits for it and nothing it meets reaches the one
 * who calls. Notices about one source are sent one after another.
 */
export class SourceWatch {
  readonly #limit = pLimit(atOnce);
  readonly #last = new Map<string, Promise<void>>();
  readonly #ending = new AbortController();
  #checking: Promise<unknown> | undefined;

  constructor(private readonly options: SourceWatchOptions) {}

  /** After a run. */
  ran(report: HarvestReport): void {
    const { source, outcome, finishedAt, error } = report;
    if (!tellsOfProvider(report)) return;
    const lastRun = { outcome, finishedAt, ...(error === undefined ? {} : { error }) };
    const success = error === undefined ? { lastSuccessAt: finishedAt } : {};
    void this.#enter(source, { lastRun, ...success, isWhole: false });
  }

  /** From time to time, with what is known of all sources; does nothing while the last check is not over. */
  check(statuses: readonly SourceStatus[]): void {
    if (this.#checking !== undefined) return;
    const all = statuses.map(({ id, lastRun, lastSuccessAt }) =>
      this.#enter(id, {
        ...(lastRun && tellsOfProvider(lastRun) && { lastRun }),
        ...(lastSuccessAt && { lastSuccessAt }),
        isWhole: true,
      }),
    );
    this.#checking = Promise.all(all).finally(() => {
      this.#checking = undefined;
    });
  }

  /** Waits for notices under way, for a while. */
  async close(): Promise<void> {
    const all = Promise.all(this.#last.values());
    const timer = new AbortController();
    const late = sleep(this.options.drainMs ?? 5_000, undefined, { signal: timer.signal }).catch(() => undefined);
    await Promise.race([all, late]);
    timer.abort();
    this.#ending.abort();
    await all;
  }

  #enter(id: string, facts: SourceFacts): Promise<void> {
    const source = this.options.sources.find((each) => each.id === id);
    if (source === undefined || !source.enabled || this.#ending.signal.aborted) return Promise.resolve();
    const before = this.#last.get(id) ?? Promise.resolve();
    const work = before
      .then(() => this.#limit(() => this.#judge(source, facts)))
      .catch((cause: unknown) => {
        this.options.log.warn({ source: id, err: cause }, 'what was told of a source could not be kept');
      })
      .finally(() => {
        if (this.#last.get(id) === work) this.#last.delete(id);
      });
    this.#last.set(id, work);
    return work;
  }

  async #judge(source: SourceDefinition, facts: SourceFacts): Promise<void> {
    const { told: files, now, send } = this.options;
    const before = await files.load(source.id);
    const { told, due } = judgeSource(source, facts, before, now());
    if (JSON.stringify(told) !== JSON.stringify(before)) await files.save(source.id, told);
    if (due === undefined || this.#ending.signal.aborted) return;
    if (await send(due, this.#ending.signal)) await files.save(source.id, afterTelling(told, due.event, now()));
  }
}
