import type { LearningOpportunitySort } from './generated/operations.js';

/** The orders that readers can choose, by the names that the attribute `sort` takes. */
export const sorts = {
  relevance: [],
  start: [{ by: 'START_DATE' }],
  title: [{ by: 'TITLE' }],
  ects: [{ by: 'ECTS' }],
  price: [{ by: 'PRICE' }],
} as const satisfies Record<string, readonly LearningOpportunitySort[]>;

export type SortName = keyof typeof sorts;

export const sortNames = Object.keys(sorts) as readonly SortName[];
