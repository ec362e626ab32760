import type { OfferFactsFragment, OfferQuery } from '../generated/graphql.js';
import type { Judgement } from './basis.js';

/** What the pages know of an offer. */
export type Offer = OfferFactsFragment;

/** What the page of one offer knows beside it. */
export type FullOffer = NonNullable<OfferQuery['learningOpportunity']>;

/** How a value came about, where the source does not say it in these terms itself. */
export interface Evidence {
  readonly basis: Judgement;
  readonly rule?: string;
  /** In the words of the source. */
  readonly native?: string;
}

/** One value, as plain text. */
export interface FactValue {
  readonly text: string;
  /** BCP 47 tag, where it is (or may be) another than that of the page. */
  readonly language?: string;
  readonly evidence?: Evidence;
  readonly url?: string;
  /** Adds to the value: who vouches, which year. In the language of the page. */
  readonly note?: string;
}

/** What offers are described and compared by, in the order in which it is shown. */
export const factIds = [
  'provider',
  'awardingBody',
  'level',
  'ects',
  'workload',
  'mode',
  'language',
  'start',
  'deadline',
  'duration',
  'place',
  'price',
  'schedule',
  'activity',
  'credential',
  'recognition',
  'qualityAssurance',
  'assessment',
  'assessmentLanguage',
  'grading',
  'supervision',
  'stackability',
  'setting',
  'field',
  'subject',
  'targetGroup',
] as const;
export type FactId = (typeof factIds)[number];

/** Everything that the catalogue says about one matter; no value where it says nothing. */
export interface Fact {
  readonly id: FactId;
  readonly values: readonly FactValue[];
}

/** A value on one line, with what qualifies it: note in round brackets, how it came about in square ones. */
export function factLine({ text, note, evidence }: FactValue, mark: (basis: Judgement) => string | undefined): string {
  const notes = note === undefined ? [] : [`(${note})`];
  const told = evidence === undefined || evidence.basis === 'MAPPED' ? undefined : mark(evidence.basis);
  return [text, ...notes, ...(told === undefined ? [] : [`[${told}]`])].join(' ');
}
