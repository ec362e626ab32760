import type { LearningOpportunity } from '../domain/learning-opportunity.js';
import type { Organisation } from '../domain/organisation.js';
import type { HarvestReport } from './report.js';

/** What is known of a record in the index. */
export interface StoredRecord {
  readonly id: string;
  /** Content hash of what was last written. */
  readonly hash: string;
  /** False for a withdrawn one. */
  readonly present: boolean;
  /** Other sources have the same offer. */
  readonly isClustered?: boolean;
}

/** A source was taken back to an earlier release. */
export interface Held {
  /** Instant. */
  readonly since: string;
}

export interface RecordToWrite {
  readonly record: LearningOpportunity;
  /** Its content hash. */
  readonly hash: string;
  /** The record as JSON in UTF-8. */
  readonly json: Buffer;
}

export interface CatalogueChange {
  /** New and changed records. */
  readonly writes: () => AsyncIterable<RecordToWrite>;
  /** Folder for what waits on disk; whoever gives it removes it. @default that of the system */
  readonly scratchDir?: string;
  /** Ids among them that are in the index and not withdrawn: who may be found instead of them stays as it is. @default none */
  readonly replaced?: ReadonlySet<string>;
  /** Ids of replaced and withdrawn records that are one offer with records of other sources. @default none */
  readonly clustered?: ReadonlySet<string>;
  /** Ids of the records that are no longer there. */
  readonly withdrawals: readonly string[];
  /** Ids of records that stay as they are, as their version in the catalogue is broken. @default none */
  readonly held?: readonly string[];
  /**
   * Only what changed is named: organisations that are not stay, and one that provides offers goes on doing so though it
   * only awards here. @default false
   */
  readonly onlyChanges?: boolean;
  readonly reason: string;
  /** All organisations that provide something in the catalogue now. */
  readonly providers: readonly Organisation[];
  /** All organisations that award something in the catalogue now; some of them may be providers too. @default none */
  readonly awardingBodies?: readonly Organisation[];
  readonly now: Date;
}

export interface AppliedChange {
  readonly written: number;
  readonly withdrawn: number;
  /** Records that the engine refuses, one by one. */
  readonly refused: readonly { readonly id: string; readonly message: string }[];
}

/**
 * Where a harvest puts its records. A change is upserted, then what disappeared is withdrawn: nothing is ever deleted
 * first. Throws `FeedError` with an `INDEX_…` code; what was written until then stays and is found by the next run.
 */
export interface CatalogueIndex {
  /** All records of a source, withdrawn ones too. */
  stored(source: string): AsyncIterable<StoredRecord>;
  /** Writes nothing for what is there already. Organisations that no offer of the source refers to are removed last. */
  apply(source: string, change: CatalogueChange): Promise<AppliedChange>;
  /** Records of a source that are not withdrawn. */
  count(source: string): Promise<number>;
  /** Keeps the report of a run as the last one of its source. */
  remember(report: HarvestReport): Promise<void>;
  /** Id of the last run that was applied to this source, of which the report was kept. */
  appliedRun(source: string): Promise<string | undefined>;
  /** Since when a source is held at an earlier release: from the run that went back to it, until it is forced or released. */
  held(source: string): Promise<Held | undefined>;
}
