import type { ChoiceFilterName, CodeFilterName, DateFilterName, RangeFilterName, SortName } from './filter-names.js';

/** A range of numbers or of ISO 8601 days, both ends included. */
export interface Range<T> {
  readonly min?: T;
  readonly max?: T;
  /** Also offers that state nothing; alone, only those. */
  readonly none?: true;
}

/** A circle around a place. */
export interface Place {
  /** As typed or chosen. */
  readonly name: string;
  /** Radius. */
  readonly km: number;
  /** Offers that can be taken online count as near. */
  readonly online: boolean;
  /** Where it is; absent while only its name is known. */
  readonly point?: { readonly latitude: number; readonly longitude: number };
}

/** How much evidence values need: what the provider states, exact mappings too, or anything. */
export type Evidence = 'stated' | 'exact' | 'any';

/** Everything that a search page shows, as its address says it. */
export interface SearchState {
  readonly q: string;
  /** Codes by filter; {@link notStated} stands for offers that state none. */
  readonly codes: Readonly<Partial<Record<CodeFilterName, readonly string[]>>>;
  readonly choices: Readonly<Partial<Record<ChoiceFilterName, readonly string[]>>>;
  readonly ranges: Readonly<Partial<Record<RangeFilterName, Range<number>>>>;
  readonly dates: Readonly<Partial<Record<DateFilterName, Range<string>>>>;
  /** ISO 4217; of the price range, and of prices to sort by. */
  readonly currency: string;
  readonly place: Place | undefined;
  readonly evidence: Evidence;
  readonly sort: SortName;
  readonly view: 'list' | 'map';
  /** Cursor to go on from, forwards or backwards; `number` counts pages for the reader only. */
  readonly page: { readonly after?: string; readonly before?: string; readonly number: number };
}

export const firstPage: SearchState['page'] = { number: 1 };

/** The state of an address without anything. */
export const emptyState: SearchState = {
  ...{ q: '', codes: {}, choices: {}, ranges: {}, dates: {}, currency: 'EUR', place: undefined },
  ...{ evidence: 'exact', sort: 'relevance', view: 'list', page: firstPage },
};

/** Another state, on its first page. */
export function changed(state: SearchState, change: Partial<SearchState>): SearchState {
  return { ...state, page: firstPage, ...change };
}

/** Whether something narrows the search down, besides words. */
export function hasFilters({ codes, choices, ranges, dates, place, currency }: SearchState): boolean {
  const isCurrency = currency !== emptyState.currency;
  return (
    isCurrency || place !== undefined || [codes, choices, ranges, dates].some((group) => Object.keys(group).length > 0)
  );
}

/** The state without any filter; words, order and view stay. */
export function withoutFilters(state: SearchState): SearchState {
  const { q, sort, view } = state;
  return { ...emptyState, q, view, sort: sort === 'distance' ? emptyState.sort : sort };
}
