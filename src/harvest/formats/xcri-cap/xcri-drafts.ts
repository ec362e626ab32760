import type { LearningOpportunityDraft } from '../../../domain/learning-opportunity.js';

/** Parts of the canonical record as a mapper returns them. */
export type Run = NonNullable<LearningOpportunityDraft['runs']>[number];
export type Place = NonNullable<Run['places']>[number];
export type Price = NonNullable<Run['prices']>[number];
export type Organisation = NonNullable<LearningOpportunityDraft['providers']>[number];
export type Credit = NonNullable<LearningOpportunityDraft['credits']>[number];
export type Subject = NonNullable<LearningOpportunityDraft['subjects']>[number];
export type RelatedOffer = NonNullable<NonNullable<LearningOpportunityDraft['stackability']>['hasPart']>[number];
