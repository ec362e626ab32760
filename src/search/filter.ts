import type { LifecycleStatus } from '../domain/lifecycle.js';

/**
 * What to find, free of engine and API. All conditions of one filter hold together. For a field with several values in
 * one offer, a condition holds when one of the values fulfils it. `not` finds what the filter in it does not, offers
 * without a value included.
 *
 * Every value filter has `notStated`: `true` with a condition finds the offers that fulfil it *or* state no value,
 * `true` alone those that state none, `false` those that state one.
 */
export interface OpportunityFilter {
  readonly eqfLevel?: NumberFilter;
  readonly qfEheaCycle?: CodeFilter;
  readonly ects?: NumberFilter;
  /** Offers whose workload overlaps the range; hours. */
  readonly workloadHours?: NumberFilter;
  readonly language?: CodeFilter;
  readonly mode?: CodeFilter;
  readonly recognition?: CodeFilter;
  readonly setting?: CodeFilter;
  readonly kind?: CodeFilter;
  readonly credential?: CodeFilter;
  readonly assessmentType?: CodeFilter;
  readonly supervision?: CodeFilter;
  readonly qualityAssurance?: CodeFilter;
  readonly stackability?: CodeFilter;
  readonly country?: CodeFilter;
  readonly nuts?: CodeFilter;
  readonly place?: CodeFilter;
  readonly iscedF?: CodeFilter;
  readonly escoSkill?: CodeFilter;
  readonly provider?: CodeFilter;
  readonly providerType?: CodeFilter;
  readonly targetGroup?: CodeFilter;
  readonly schedule?: CodeFilter;
  readonly startDate?: DateFilter;
  readonly deadline?: DateFilter;
  readonly price?: PriceFilter;
  readonly free?: FlagFilter;
  readonly funding?: FlagFilter;
  readonly near?: NearFilter;
  /** Mandatory Annex I elements that are there, 0–9. */
  readonly completeness?: NumberFilter;
  /** Offers that are new or changed in the gateway since then; ISO 8601 instant. */
  readonly updatedSince?: string;
  readonly source?: CodeFilter;
  readonly status?: readonly LifecycleStatus[];
  readonly and?: readonly OpportunityFilter[];
  readonly or?: readonly OpportunityFilter[];
  readonly not?: OpportunityFilter;
}

interface ValueFilter {
  readonly notStated?: boolean;
}

/** Offers with one of these codes (codes, IRIs or notations of the vocabulary; ids for provider, place and source). */
export interface CodeFilter extends ValueFilter {
  readonly in?: readonly string[];
}

/** Offers with a number in the list and in the range; both ends included. */
export interface NumberFilter extends ValueFilter {
  readonly in?: readonly number[];
  readonly min?: number;
  readonly max?: number;
}

/** Offers with a date from `min` to `max`, both included; `YYYY-MM-DD`. */
export interface DateFilter extends ValueFilter {
  readonly min?: string;
  readonly max?: string;
}

/** Offers with a price in the range. Amounts of different currencies are not compared. */
export interface PriceFilter extends ValueFilter {
  /** ISO 4217 code. @default EUR */
  readonly currency?: string;
  readonly min?: number;
  readonly max?: number;
}

export interface FlagFilter extends ValueFilter {
  readonly is?: boolean;
}

/** Offers with a place in a circle on the WGS 84 sphere (mean radius 6,371.0088 km). */
export interface NearFilter {
  readonly latitude: number;
  readonly longitude: number;
  readonly km: number;
  /** Offers that can be taken online count as near. @default false */
  readonly orOnline?: boolean;
}
