import {
  SearchCountDocument,
  SearchFacetsDocument,
  type SearchFacetsQuery,
  SearchResultsDocument,
  type SearchResultsQuery,
  SuggestDocument,
} from '../../generated/graphql.js';
import type { PageRequest } from '../../page.js';
import { QueryFailed } from '../../query.js';
import { withoutRefused } from '../../search-state/refused.js';
import { firstPage, type Place, type SearchState } from '../../search-state/search-state.js';
import { toSort, toVariables } from '../../search-state/to-variables.js';
import { type FilterNames, loadNames } from './filter-names.js';

export type Results = SearchResultsQuery['searchLearningOpportunities'];
export type Offer = Results['nodes'][number];
export type Facets = SearchFacetsQuery['searchLearningOpportunities']['facets'];
export type FacetCounts = Facets['eqfLevel'];

/** Where a place that was typed may be. */
export interface PlaceChoice {
  readonly chosen?: Place;
  readonly others: readonly Place[];
}

/** All that the search page shows. */
export interface Search {
  /** What was searched in fact: without what the API refused, and with the point of the place. */
  readonly state: SearchState;
  readonly results: Results;
  readonly facets: Facets;
  readonly names: FilterNames;
  /** Parts of the address that had to be left out. */
  readonly leftOut: number;
  /** Places of the same name, or that none was found; undefined where no place was asked for. */
  readonly places: PlaceChoice | undefined;
}

export const pageSize = 20;
/** Refused parts of one address that are left out before the page gives up. */
const mostRefused = 12;

type Asking = Pick<PageRequest, 'query' | 'ui' | 'signal'>;

/** Asks for results, counts and names, leaving out what the API refuses. Throws `QueryFailed` for all other faults. */
export async function loadSearch(asked: SearchState, request: Asking): Promise<Search> {
  const places = await placesOf(asked, request);
  let state: SearchState = places?.chosen === undefined ? asked : { ...asked, place: places.chosen };
  for (let leftOut = 0; ; leftOut += 1) {
    try {
      const [results, facets] = await Promise.all([resultsOf(state, request), facetsOf(state, request)]);
      return { state, results, facets, leftOut, places, names: await loadNames(state, facets, request) };
    } catch (error) {
      const { argument } = error instanceof QueryFailed && error.code === 'BAD_USER_INPUT' ? error : {};
      const rest = argument === undefined ? undefined : withoutRefused(state, argument);
      if (rest === undefined || leftOut >= mostRefused) throw error;
      state = rest;
    }
  }
}

async function resultsOf(state: SearchState, { query, ui, signal }: Asking): Promise<Results> {
  const { after, before } = state.page;
  const page =
    before === undefined ? { first: pageSize, ...(after === undefined ? {} : { after }) } : { last: pageSize, before };
  const variables = { ...toVariables(state), sort: toSort(state), language: ui.language, ...page };
  return (await query(SearchResultsDocument, variables, signal)).searchLearningOpportunities;
}

async function facetsOf(state: SearchState, { query, ui, signal }: Asking): Promise<Facets> {
  const variables = { ...toVariables(state), language: ui.language };
  return (await query(SearchFacetsDocument, variables, signal)).searchLearningOpportunities.facets;
}

/** Where the place that is asked for is; places are those that offers state, so nobody else is asked. */
async function placesOf({ place }: SearchState, { query, ui, signal }: Asking): Promise<PlaceChoice | undefined> {
  if (place === undefined) return undefined;
  const variables = { query: place.name, kinds: ['PLACE' as const], first: 8, language: ui.language };
  const { suggest } = await query(SuggestDocument, variables, signal);
  const found = suggest.flatMap(({ text, latitude, longitude }): Place[] => {
    if (typeof latitude !== 'number' || typeof longitude !== 'number') return [];
    return [{ ...place, name: text.text, point: { latitude, longitude } }];
  });
  if (place.point !== undefined) return { chosen: place, others: found.filter((other) => !isSame(other, place)) };
  const [chosen, ...others] = found;
  return chosen === undefined ? { others } : { chosen, others };
}

function isSame(a: Place, b: Place): boolean {
  return a.name === b.name && a.point?.latitude === b.point?.latitude && a.point?.longitude === b.point?.longitude;
}

/** How many results each of these searches would give. */
export async function countsOf(states: readonly SearchState[], { query, signal }: Asking): Promise<readonly number[]> {
  const answers = states.map(async (state) => {
    const answer = await query(SearchCountDocument, toVariables({ ...state, page: firstPage }), signal);
    return answer.searchLearningOpportunities.totalCount;
  });
  return Promise.all(answers);
}
