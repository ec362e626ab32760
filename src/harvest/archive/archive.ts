import type { HarvestReport } from '../report.js';
import type { DeadLetterBox, DeadLetterPages, DeadLetterSummary } from './dead-letter.js';
import type { ChangedRecord } from './run-changes.js';

/** Runs of a source that are kept: so many that changed nothing, and so many others. */
export const mostRuns = 50;

/** A run that is over, as it is kept for those who look after sources. */
export interface ArchivedRun {
  readonly report: HarvestReport;
  /** The first records of each kind that it changed; none where it changed nothing. */
  readonly changes: readonly ChangedRecord[];
}

/** What is known of the dead letters of a source beside themselves. */
export type SavedLetters = Pick<DeadLetterSummary, 'source' | 'fingerprint' | 'runId' | 'at'>;

/**
 * Where runs and dead letters are kept, for all processes that work on one index. Throws `FeedError` with an `INDEX_…`
 * code.
 */
export interface RunArchive {
  /** Keeps a run, and lets go of the oldest of its source beyond {@link mostRuns}. */
  addRun(run: ArchivedRun): Promise<void>;
  /** The dead letters of a source; undefined where no run ever had any. */
  deadLetters(source: string): Promise<DeadLetterBox | undefined>;
  /** Replaces the dead letters of a source, all at once; the pages may be made of those that are replaced. */
  saveDeadLetters(now: SavedLetters, pages: DeadLetterPages): Promise<DeadLetterSummary>;
  /** Of all sources that have or had any. */
  deadLetterSummaries(): Promise<readonly DeadLetterSummary[]>;
}
