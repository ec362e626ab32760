import type { Cluster } from '../domain/duplicates/cluster.js';
import type { LearningOpportunity } from '../domain/learning-opportunity.js';

/** What is kept of a learning opportunity in the index: the canonical record, and what it is found by. */
export interface SearchDocument {
  readonly id: string;
  /** On every record that is in its catalogue; a withdrawn one lacks it. */
  readonly present?: true;
  /** On every record that may be found; a withdrawn one lacks it, and one that another one stands for. */
  readonly live?: true;
  /** The records of its offer, where several sources have it: on each of them. */
  readonly cluster?: Cluster;
  /** Whether another source has the same offer is still to be settled. */
  readonly unsettled?: true;
  /** On an unsettled one: keys that it no longer has, and others do. */
  readonly former?: readonly string[];
  /** What records of one offer may have in common, as hashes. */
  readonly keys: readonly string[];
  /** Id of the source that it was harvested from. */
  readonly source: string;
  /** SHA-256 of the canonical record without its provenance: equal hash, nothing to write. */
  readonly hash: string;
  /** When the gateway first saw the record as it is now, seconds since 1970. */
  readonly updated: number;
  readonly withdrawn?: { readonly at: string; readonly reason: string };
  readonly record: LearningOpportunity;
  /** Filter attributes whose values are of all records of the offer, by search field. */
  readonly by: Readonly<Record<string, readonly (string | number | boolean)[]>>;
  /** Filter attributes, by search field. */
  readonly f: Readonly<Record<string, unknown>>;
  /** Of those values, the ones that are not stated by the source. Sparse. */
  readonly unstated: Readonly<Record<string, readonly (string | number | boolean)[]>>;
  /** Of those values, the ones that are close or derived. Sparse. */
  readonly inexact: Readonly<Record<string, readonly (string | number | boolean)[]>>;
  /**
   * Search fields without a value: `any` those without one at all, `exact` those that have only close or derived ones,
   * `stated` those that have only exact but unstated ones. The three lists are disjoint.
   */
  readonly missing: {
    readonly any: readonly string[];
    readonly exact: readonly string[];
    readonly stated: readonly string[];
  };
  /** Texts for full-text search, by part and language. */
  readonly text: Readonly<Record<string, unknown>>;
  /** Sort keys. */
  readonly s: Readonly<Record<string, string | number>>;
  /** Nearest point for sorting by distance: the first place with coordinates. */
  readonly _geo?: { readonly lat: number; readonly lng: number };
}

/** A document without its record, and before it is known who else has the offer. */
export type Projection = Omit<SearchDocument, 'record' | 'cluster'>;
