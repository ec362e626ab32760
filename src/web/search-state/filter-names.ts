/** Filters by codes: name in the address → field of `LearningOpportunityFilter` and of its facets. */
export const codeFilters = {
  language: 'language',
  mode: 'mode',
  recognition: 'recognition',
  setting: 'setting',
  field: 'iscedF',
  skill: 'escoSkill',
  kind: 'kind',
  credential: 'credential',
  cycle: 'qfEheaCycle',
  qa: 'qualityAssurance',
  assessment: 'assessmentType',
  supervision: 'supervision',
  stackability: 'stackability',
  provider: 'provider',
  'provider-type': 'providerType',
  target: 'targetGroup',
  schedule: 'schedule',
  country: 'country',
  region: 'nuts',
  venue: 'place',
  source: 'source',
} as const;
export type CodeFilterName = keyof typeof codeFilters;
export const codeFilterNames = Object.keys(codeFilters) as CodeFilterName[];

/** Filters by a few fixed values. */
export const choiceFilters = {
  level: ['1', '2', '3', '4', '5', '6', '7', '8'],
  status: ['open', 'upcoming', 'unknown', 'expired'],
  free: ['yes', 'no'],
  funding: ['yes'],
} as const;
export type ChoiceFilterName = keyof typeof choiceFilters;
export const choiceFilterNames = Object.keys(choiceFilters) as ChoiceFilterName[];

/** Filters by a range of numbers: `ects-min`, `ects-max`, and `ects=none` for offers that state none. */
export const rangeFilters = { ects: 'ects', hours: 'workloadHours', price: 'price', complete: 'completeness' } as const;
export type RangeFilterName = keyof typeof rangeFilters;
export const rangeFilterNames = Object.keys(rangeFilters) as RangeFilterName[];

/** Filters by a range of days: `start-from`, `start-to`, and `start=none`. */
export const dateFilters = { start: 'startDate', deadline: 'deadline' } as const;
export type DateFilterName = keyof typeof dateFilters;
export const dateFilterNames = Object.keys(dateFilters) as DateFilterName[];

export type FilterName = CodeFilterName | ChoiceFilterName | RangeFilterName | DateFilterName | 'place';

/** In a filter by values, stands for the offers that state none. */
export const notStated = 'none';

/** Orders of results, by their name in the address; the first is that of an address without one. */
export const sorts = {
  relevance: { by: 'RELEVANCE', direction: 'ASC' },
  start: { by: 'START_DATE', direction: 'ASC' },
  deadline: { by: 'DEADLINE', direction: 'ASC' },
  title: { by: 'TITLE', direction: 'ASC' },
  'ects-up': { by: 'ECTS', direction: 'ASC' },
  'ects-down': { by: 'ECTS', direction: 'DESC' },
  'level-up': { by: 'EQF_LEVEL', direction: 'ASC' },
  'level-down': { by: 'EQF_LEVEL', direction: 'DESC' },
  'price-up': { by: 'PRICE', direction: 'ASC' },
  complete: { by: 'COMPLETENESS', direction: 'DESC' },
  updated: { by: 'UPDATED', direction: 'DESC' },
  distance: { by: 'DISTANCE', direction: 'ASC' },
} as const;
export type SortName = keyof typeof sorts;
export const sortNames = Object.keys(sorts) as SortName[];
