import type { PageRequest } from '../../page.js';
import { orNotStated, withoutFilter } from '../../search-state/change-filter.js';
import { distances } from '../../search-state/distances.js';
import { changed, hasFilters, type SearchState, withoutFilters } from '../../search-state/search-state.js';
import { type ActiveFilter, activeFilters } from './active-filters.js';
import { countsOf, type Search } from './load-search.js';

/** What changes: words or a filter given up, values that are not stated let in, and so on. */
export type Change = 'words' | 'without' | 'notStated' | 'wider' | 'online' | 'evidence' | 'all';

/** A single change of a search, and how many results it gives. */
export interface WayOut {
  readonly change: Change;
  /** The filter that changes, and what is chosen in it. */
  readonly filter?: ActiveFilter['filter'];
  readonly values: readonly ActiveFilter['value'][];
  readonly state: SearchState;
  readonly count: number;
}

type Candidate = Omit<WayOut, 'count'>;

/** Results below which a reader is told what would bring more. */
export const fewResults = 5;
/** Most filters that are tried out, and most changes that are told. */
const mostFilters = 12;
const mostTold = 8;

/**
 * Each single change that gives more results than there are, with their exact number, the most results first; of wider
 * circles only the narrowest that helps, and no filter given up where letting in what is not stated does as much. Where no single change does, what the words find without any filter.
 */
export async function waysOutOf({ state, names, results }: Search, request: PageRequest): Promise<WayOut[]> {
  const singles = candidatesOf(state, activeFilters(state, names, request.ui));
  const all: Candidate[] = hasFilters(state) ? [{ change: 'all', values: [], state: withoutFilters(state) }] : [];
  const tried = [...singles, ...all];
  const counts = await countsOf(
    tried.map((each) => each.state),
    request,
  );
  const useful = tried
    .map((each, at) => ({ ...each, count: counts[at] ?? 0 }))
    .filter(({ count }) => count > results.totalCount);
  const narrowest = useful.find(({ change }) => change === 'wider');
  const isSmaller = ({ filter, count }: WayOut) =>
    useful.some((other) => other.change === 'notStated' && other.filter === filter && other.count === count);
  const told = useful.filter((each) => {
    if (each.change === 'wider') return each === narrowest;
    return each.change !== 'all' && !(each.change === 'without' && isSmaller(each));
  });
  if (told.length === 0) return useful;
  return told.sort((a, b) => b.count - a.count).slice(0, mostTold);
}

function candidatesOf(state: SearchState, active: readonly ActiveFilter[]): Candidate[] {
  const byFilter = new Map<ActiveFilter['filter'], ActiveFilter['value'][]>();
  for (const { filter, value } of active) byFilter.set(filter, [...(byFilter.get(filter) ?? []), value]);
  const words: Candidate[] =
    state.q === ''
      ? []
      : [{ change: 'words', values: [{ text: state.q, language: 'und' }], state: changed(state, { q: '' }) }];
  const filters = [...byFilter].slice(0, mostFilters).flatMap(([filter, values]): Candidate[] => {
    const open = orNotStated(state, filter);
    return [
      { change: 'without', filter, values, state: withoutFilter(state, filter) },
      ...(open === undefined ? [] : [{ change: 'notStated' as const, filter, values, state: open }]),
    ];
  });
  const evidence: Candidate[] =
    state.evidence !== 'exact' || byFilter.size === 0
      ? []
      : [{ change: 'evidence', values: [], state: changed(state, { evidence: 'any' }) }];
  return [...words, ...filters, ...nearby(state), ...evidence];
}

/** The place with a wider circle, and with what is online. */
function nearby(state: SearchState): Candidate[] {
  const { place } = state;
  if (place?.point === undefined) return [];
  const wider = distances
    .filter((km) => km > place.km)
    .map((km): Candidate => {
      return { change: 'wider', filter: 'place', values: [], state: changed(state, { place: { ...place, km } }) };
    });
  const online: Candidate[] = place.online
    ? []
    : [{ change: 'online', filter: 'place', values: [], state: changed(state, { place: { ...place, online: true } }) }];
  return [...wider, ...online];
}
