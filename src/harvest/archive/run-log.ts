import type { Logger } from 'pino';
import type { HarvestReport } from '../report.js';
import type { RunArchive } from './archive.js';
import type { DeadLetterBox, DeadLetterPages } from './dead-letter.js';
import { type DeadLetterCounts, DeadLetterLog, type LogOptions, type Touched } from './dead-letter-log.js';
import { type NamedRecord, RunChanges } from './run-changes.js';

/** What is needed to keep runs and dead letters. */
export interface ArchiveContext {
  readonly runs: RunArchive;
  /** Records as they are in the index, withdrawn ones too, those that are there: names what a run withdraws. */
  readonly stored?: (ids: readonly string[]) => Promise<readonly NamedRecord[]>;
}

/** What one run leaves for those who look after its source. Nothing here makes a run fail. */
export class RunLog {
  readonly changes = new RunChanges();

  constructor(
    private readonly archive: ArchiveContext | undefined,
    private readonly options: LogOptions,
    private readonly log: Pick<Logger, 'warn'>,
  ) {}

  /** Where the records wait that the run cannot take over; to be closed. */
  letters(dir: string): DeadLetterLog {
    return new DeadLetterLog(this.options, dir);
  }

  /**
   * To be awaited when the run was applied, or nothing was new to it, before it is remembered as such: replaces the dead
   * letters. When they cannot be kept, the run is doubtful, so that the next one reads everything and finds them again.
   */
  async applied(
    letters: DeadLetterLog,
    memory: Touched & { isDoubtful: boolean },
  ): Promise<DeadLetterCounts | undefined> {
    try {
      return await this.#save(this.options.fingerprint, letters, (before) => letters.applied(before, memory));
    } catch (cause) {
      memory.isDoubtful = true;
      this.#warn(cause, 'the dead letters of a run could not be kept; the next one reads everything');
      return undefined;
    }
  }

  /** To be awaited when the run was read and is not applied: what it found is kept beside what was there. */
  async refused(letters: DeadLetterLog): Promise<DeadLetterCounts | undefined> {
    try {
      return await this.#save(undefined, letters, (before) => letters.refused(before));
    } catch (cause) {
      this.#warn(cause, 'the dead letters of a run could not be kept');
      return undefined;
    }
  }

  /** To be awaited when all is over. */
  async over(report: HarvestReport): Promise<void> {
    if (this.archive === undefined) return;
    const { runs, stored } = this.archive;
    try {
      const { nameless } = this.changes;
      if (stored !== undefined && nameless.length > 0) this.changes.name(await stored(nameless));
    } catch (cause) {
      this.#warn(cause, 'what a run withdrew could not be named');
    }
    try {
      await runs.addRun({ report, changes: report.changes === undefined ? [] : this.changes.all });
    } catch (cause) {
      this.#warn(cause, 'a run could not be added to the history');
    }
  }

  /** Under the fingerprint of this run, or else under that which they have. */
  async #save(
    mapped: string | undefined,
    { isEmpty }: DeadLetterLog,
    change: (before: DeadLetterBox | undefined) => DeadLetterPages | undefined,
  ): Promise<DeadLetterCounts | undefined> {
    if (this.archive === undefined) return undefined;
    const { runs } = this.archive;
    const { source, runId, at, fingerprint: own } = this.options;
    const before = await runs.deadLetters(source);
    const pages = change(before);
    if (pages === undefined) return undefined;
    if (isEmpty && (before?.total ?? 0) === 0) return { total: 0, byCode: {} };
    const fingerprint = mapped ?? before?.fingerprint ?? own;
    const { total, byCode } = await runs.saveDeadLetters({ source, runId, at, fingerprint }, pages);
    return { total, byCode };
  }

  #warn(cause: unknown, message: string): void {
    this.log.warn({ source: this.options.source, err: cause }, message);
  }
}
