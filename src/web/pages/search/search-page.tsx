import { Icon } from '../../components/icon.js';
import { T } from '../../i18n/t.js';
import type { HtmlAnswer, Page, PageRequest } from '../../page.js';
import { parseState } from '../../search-state/parse-state.js';
import { type ActiveFilter, activeFilters } from './active-filters.js';
import { Chips } from './chips.js';
import { FilterPanel } from './filter-panel.js';
import { loadSearch, type Search } from './load-search.js';
import { MapView } from './map-view.js';
import { FewResults, NoResults } from './near-misses.js';
import { PicksBar, ResultList, ResultsHead } from './results.js';
import { SearchBar } from './search-bar.js';
import { fewResults, type WayOut, waysOutOf } from './ways-out.js';

/** The search page, `/`. All that it shows stands in its address: see `parseState`. */
export const searchPage: Page = {
  path: '/',
  async answer(request) {
    const search = await loadSearch(parseState(request.url.searchParams), request);
    const filters = activeFilters(search.state, search.names, request.ui);
    const waysOut = search.results.totalCount < fewResults ? await waysOutOf(search, request) : [];
    return searchAnswer(search, filters, waysOut, request);
  },
};

function searchAnswer(
  search: Search,
  filters: readonly ActiveFilter[],
  waysOut: readonly WayOut[],
  { ui, tiles, today }: PageRequest,
): HtmlAnswer {
  const { state, results, leftOut } = search;
  const words = state.q === '' ? ui.t('search.title') : ui.t('search.titleOf', { words: state.q });
  return {
    kind: 'html',
    title: words,
    description: ui.t('search.description'),
    current: '/',
    body: (
      <div class="search-page">
        <div class="search-head">
          <h1>
            <T id="search.title" />
          </h1>
          <SearchBar state={state} />
          {state.q === '' ? null : (
            <p class="print-only">
              <T id="search.label" /> <strong>{state.q}</strong>
            </p>
          )}
          <button type="button" class="quiet filters-button no-print" popovertarget="filters">
            <Icon name="filter" />
            <T id="filters.title" />
            {filters.length === 0 ? null : <span class="count">{ui.number(filters.length)}</span>}
          </button>
        </div>
        <FilterPanel search={search} today={today} />
        <section class="results" aria-labelledby="results">
          {leftOut === 0 ? null : (
            <p class="notice problem">
              <T id="search.leftOut" values={{ count: leftOut }} />
            </p>
          )}
          <ResultsHead search={search} />
          <Chips state={state} filters={filters} />
          {results.totalCount === 0 ? (
            <NoResults state={state} waysOut={waysOut} />
          ) : state.view === 'map' ? (
            <MapView search={search} tiles={tiles} />
          ) : (
            <>
              <ResultList search={search} today={today} />
              <FewResults waysOut={waysOut} />
              <PicksBar />
            </>
          )}
        </section>
      </div>
    ),
  };
}
