import type { IssueCode } from '../domain/issue.js';
import type { ChangedRecord } from './archive/run-changes.js';
import type { FeedErrorCode } from './feed.js';

/**
 * How a run ended. The first three applied what was read. After the others the index is as it was before, unless the
 * engine broke down in the middle (`INDEX_…`, `CANCELLED`): the next run then finds what is still to be written.
 */
export const harvestOutcomes = ['succeeded', 'succeeded_with_rejections', 'unchanged', 'refused', 'failed'] as const;
export type HarvestOutcome = (typeof harvestOutcomes)[number];

/**
 * How much of a source a run read: all of it, only what the source said had changed, nothing since nothing had, or, where
 * a person forced it, the part before its feed broke.
 */
export type HarvestExtent = 'everything' | 'changes' | 'nothing' | 'part';

/**
 * What became of the feeds that a run was to keep: `kept`; `over_limit`, larger than they may be; `incomplete`, only
 * changes were read and nothing is there that they belong to; `not_written`, the disk failed (the log says how). After
 * all but the first, none are kept.
 */
export type RawOutcome = 'kept' | 'over_limit' | 'incomplete' | 'not_written';

/**
 * One run of one source. `read = written + unchanged + rejected + duplicates + expired` for a run that was applied, but for one
 * whose extent is `nothing`: then `unchanged` are all offers of the source.
 */
export interface HarvestReport {
  readonly source: string;
  readonly runId: string;
  readonly format?: string;
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly outcome: HarvestOutcome;
  /** Absent for a run that was not applied. */
  readonly extent?: HarvestExtent;
  /** Raw records that the feeds hold. */
  readonly read: number;
  /** Records that were new or changed. */
  readonly written: number;
  readonly unchanged: number;
  /** Records that are no longer in the catalogue. */
  readonly withdrawn: number;
  /** Records that could not be mapped, or that the index refused. */
  readonly rejected: number;
  /** Records whose id came before in the same run. */
  readonly duplicates: number;
  /** Records that are not in the index as they expired longer ago than their grace; absent for none. */
  readonly expired?: number;
  /** How many records were written or withdrawn, by kind; absent for a run that was not applied. */
  readonly changes?: { readonly new: number; readonly changed: number; readonly withdrawn: number };
  /** Dead letters of the source after the run; absent where it changed nothing about them, or they are not kept. */
  readonly deadLetters?: { readonly total: number; readonly byCode: Readonly<Record<string, number>> };
  /** Records of the source that are one offer with records of other sources, after the run; absent where none was applied. */
  readonly merged?: number;
  /** Problems by code, warnings included. */
  readonly issues: Readonly<Partial<Record<IssueCode, number>>>;
  readonly seconds: number;
  /** Absent where no feed was to be kept. */
  readonly raw?: RawOutcome;
  /**
   * Present when the provider was not asked: the feeds were those that the last applied run had kept (`kept`), or those of
   * the release before it (`earlier`), or a person has withdrawn all offers (`none`).
   */
  readonly feeds?: 'kept' | 'earlier' | 'none';
  /**
   * Present when nothing was written: what would have changed, also if the run was refused. The other numbers are then
   * those that the run would have had.
   */
  readonly dryRun?: {
    readonly new: number;
    readonly changed: number;
    readonly withdrawn: number;
    /** The first of each kind by name, where the run was a job of the queue. */
    readonly first?: readonly ChangedRecord[];
  };
  /** Where the feed broke, of which the part before was written since a person forced it; nothing was withdrawn. */
  readonly brokenOff?: { readonly code: FeedErrorCode; readonly message: string };
  readonly error?: { readonly code: FeedErrorCode | 'INTERNAL'; readonly message: string };
}
