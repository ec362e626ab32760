import type { WidgetSearchQuery as Answer, LearningOpportunityFilter as Filter } from './generated/operations.js';

/** What a search of the widget finds, and its parts. */
export type Found = Answer['searchLearningOpportunities'];
export type Offer = Found['nodes'][number];
export type Facets = Found['facets'];
export type Facet = NonNullable<Facets[keyof Facets]>;

/** What a preset of the gateway fixes; readers and pages cannot change it. */
export interface Lock {
  readonly filter: Filter;
  /** Languages that the gateway answers in. Empty: any. */
  readonly languages: readonly string[];
}
