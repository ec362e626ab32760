import type { LearningOpportunityFilter, LearningOpportunitySort, LifecycleStatus } from '../generated/graphql.js';
import { codeFilterNames, codeFilters, dateFilterNames, dateFilters, notStated, sorts } from './filter-names.js';
import type { Range, SearchState } from './search-state.js';

/** What a state asks the API for, paging aside. A place whose point is not known yet narrows nothing down. */
export function toVariables(state: SearchState) {
  return {
    query: state.q,
    filter: toFilter(state),
    evidence: ({ stated: 'STATED', exact: 'EXACT', any: 'ANY' } as const)[state.evidence],
  };
}

/** The order of a state, where it is not that of relevance. */
export function toSort({ sort, place }: SearchState): LearningOpportunitySort[] {
  if (sort === 'relevance' || (sort === 'distance' && place?.point === undefined)) return [];
  return [sorts[sort]];
}

const statuses: Readonly<Record<string, LifecycleStatus>> = {
  open: 'OPEN',
  upcoming: 'UPCOMING',
  unknown: 'UNKNOWN',
  expired: 'EXPIRED',
};

/** The filter of a state. */
export function toFilter({ codes, choices, ranges, dates, place, currency }: SearchState): LearningOpportunityFilter {
  const filter: LearningOpportunityFilter = {};
  for (const name of codeFilterNames) {
    const values = codes[name];
    if (values !== undefined) filter[codeFilters[name]] = valueFilter(values, (value) => value);
  }
  if (choices.level !== undefined) filter.eqfLevel = valueFilter(choices.level, Number);
  if (choices.status !== undefined) filter.status = choices.status.flatMap((value) => statuses[value] ?? []);
  for (const name of ['free', 'funding'] as const) {
    const flag = flagFilter(choices[name] ?? []);
    if (flag !== undefined) filter[name] = flag;
  }
  if (ranges.ects !== undefined) filter.ects = rangeFilter(ranges.ects);
  if (ranges.hours !== undefined) filter.workloadHours = rangeFilter(ranges.hours);
  if (ranges.complete !== undefined) filter.completeness = completeness(ranges.complete);
  const price = priceFilter(ranges.price, currency);
  if (price !== undefined) filter.price = price;
  for (const name of dateFilterNames) {
    const range = dates[name];
    if (range !== undefined) filter[dateFilters[name]] = rangeFilter(range);
  }
  if (place?.point !== undefined) filter.near = { ...place.point, km: place.km, orOnline: place.online };
  return filter;
}

function valueFilter<T>(values: readonly string[], read: (value: string) => T): { in?: T[]; notStated?: boolean } {
  const codes = values.filter((value) => value !== notStated).map(read);
  return { ...(codes.length === 0 ? {} : { in: codes }), ...(values.includes(notStated) ? { notStated: true } : {}) };
}

function flagFilter(values: readonly string[]): { is?: boolean; notStated?: boolean } | undefined {
  const [yes, no, none] = ['yes', 'no', notStated].map((value) => values.includes(value));
  if (yes === no) return yes === none ? undefined : { notStated: none === true };
  return { is: yes === true, ...(none === true ? { notStated: true } : {}) };
}

function rangeFilter<T>({ min, max, none }: Range<T>): { min?: T; max?: T; notStated?: boolean } {
  return {
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    ...(none === undefined ? {} : { notStated: true }),
  };
}

/** Whole numbers from 0 to 9, which every offer has. */
function completeness({ min, max }: Range<number>) {
  const on = (value: number) => Math.min(9, Math.round(value));
  return { min: on(min ?? 0), ...(max === undefined ? {} : { max: on(max) }) };
}

/** Another currency than the usual one asks for offers with a price in it. */
function priceFilter(range: Range<number> | undefined, currency: string) {
  if (range === undefined) return currency === 'EUR' ? undefined : { currency };
  const { min, max } = range;
  return { ...rangeFilter(range), ...(min === undefined && max === undefined ? {} : { currency }) };
}
