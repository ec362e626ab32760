import type { EpochDay } from '../../domain/days.js';
import type { Cluster, JudgedPairs } from '../../domain/duplicates/cluster.js';
import type { LearningOpportunity } from '../../domain/learning-opportunity.js';

/** Who is found for a record, and by whom. */
export interface OfferState {
  /** It is found itself. */
  readonly live: boolean;
  /** The records of its offer, where there is more than one. */
  readonly cluster?: Cluster;
  /** Sources and providers by which it is found, sorted. */
  readonly sources: readonly string[];
  readonly providers: readonly string[];
}

/** A record of the index with its present state. */
export interface StoredOffer {
  readonly id: string;
  /** Absent for a withdrawn one. */
  readonly record?: LearningOpportunity;
  /** Whether its state is still to be settled. */
  readonly unsettled: boolean;
  /** Keys that it had when its state was last settled and has no longer, where others have them. */
  readonly former: readonly string[];
  readonly state: OfferState;
}

export interface StateChange {
  readonly id: string;
  /** Absent for a withdrawn record: it is not found, and in no cluster. */
  readonly state?: OfferState;
  /** Whether readers see a difference, so that it counts as updated. */
  readonly isVisible: boolean;
  /** Whether nothing is left to be settled for it; else it stays marked, if it is. */
  readonly isSettled: boolean;
}

/** Who holds a key. */
export interface KeyHolder {
  readonly id: string;
  readonly source: string;
  readonly keys: readonly string[];
  /** Whether its state is still to be settled. */
  readonly unsettled?: boolean | null;
}

/** A key that more records have says nothing about any of them. */
export const mostHolders = 200;

/** What states were settled by: the rules, and the pairs of an operator. */
export interface SettledBasis {
  readonly rules: number;
  readonly pairs: JudgedPairs;
}

/** What settling needs of the index. Throws `FeedError` with an `INDEX_…` code. */
export interface DuplicateIndex {
  /** Up to `limit` records whose state is still to be settled. */
  unsettled(limit: number): Promise<readonly string[]>;
  /** Records in front of their cluster that are over, while another one of it is not. */
  expiredFronts(today: EpochDay): Promise<readonly string[]>;
  /** Records of a source, or of all, that were written at `since` (seconds since 1970) or later, page by page. */
  written(source: string | undefined, since: number): AsyncIterable<readonly KeyHolder[]>;
  /** Whether any source but this one has records that are not withdrawn. */
  hasOthers(source: string): Promise<boolean>;
  /**
   * Records that are not withdrawn with one of these keys; of all sources, or of all but one. Keys in `popular` are not
   * asked for, and those that more than {@link mostHolders} records turn out to have are added to it.
   */
  holders(keys: readonly string[], popular: Set<string>, exceptSource?: string): Promise<readonly KeyHolder[]>;
  /** Ids of the records in these clusters (by the id of the front). */
  members(fronts: readonly string[]): Promise<readonly string[]>;
  /** Records by id, in no order; unknown ones are left out. */
  load(ids: readonly string[]): Promise<readonly StoredOffer[]>;
  /** Writes states; each group in one transaction. */
  write(groups: readonly (readonly StateChange[])[], now: Date): Promise<void>;
  /** Records of a source that are not withdrawn and one offer with records of others. */
  countMerged(source: string): Promise<number>;
  /** What the states in the index follow; nothing for an index in which none was settled yet. */
  basis(): Promise<SettledBasis | undefined>;
  rememberBasis(basis: SettledBasis): Promise<void>;
}
