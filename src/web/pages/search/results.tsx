import { Icon } from '../../components/icon.js';
import type { MessageKey } from '../../i18n/catalogue.js';
import { T, useUi } from '../../i18n/t.js';
import { type SortName, sortNames } from '../../search-state/filter-names.js';
import { formatState } from '../../search-state/format-state.js';
import { changed, type SearchState } from '../../search-state/search-state.js';
import { searchForm } from './filter-group.js';
import { type Results as Found, pageSize, type Search } from './load-search.js';
import { picksForm, ResultCard } from './result-card.js';

/** How many there are, in which order, as list or map. */
export function ResultsHead({ search: { state, results } }: { search: Search }) {
  const ui = useUi();
  const count = ui.t('results.count', { count: results.totalCount });
  const { number } = state.page;
  const pages = Math.ceil(results.totalCount / pageSize);
  const text = number > 1 ? `${count}. ${ui.t('paging.place', { number, pages })}` : count;
  const offered = sortNames.filter((name) => name !== 'distance' || state.place?.point !== undefined);
  return (
    <div class="results-head">
      <h2 id="results" data-announce={text} tabIndex={-1}>
        <T id="results.count" values={{ count: results.totalCount }} />
      </h2>
      <div class="results-tools no-print">
        <label class="sort">
          <span>
            <T id="sort.label" />
          </span>
          <select form={searchForm} name="sort" autocomplete="off">
            {offered.map((name) => (
              <option key={name} value={name === 'relevance' ? '' : name} selected={state.sort === name}>
                {ui.t(sortText(name))}
              </option>
            ))}
          </select>
        </label>
        <button class="quiet without-script" type="submit" form={searchForm}>
          <T id="sort.apply" />
        </button>
        <ViewSwitch state={state} />
      </div>
    </div>
  );
}

function sortText(name: SortName): MessageKey {
  return `sort.${name}`;
}

function ViewSwitch({ state }: { state: SearchState }) {
  const ui = useUi();
  const other = state.view === 'list' ? 'map' : 'list';
  return (
    <a
      class="button quiet"
      href={ui.href('/', formatState(changed(state, { view: other })))}
      rel="nofollow"
      data-in-place
    >
      <Icon name={other} />
      <T id={other === 'map' ? 'view.map' : 'view.list'} />
    </a>
  );
}

/** The offers of the page, what can be done with several of them, and the way on. */
export function ResultList({ search: { state, results }, today }: { search: Search; today: string }) {
  return (
    <>
      <ul class="cards">
        {results.nodes.map((offer) => (
          <li key={offer.id}>
            <ResultCard offer={offer} today={today} />
          </li>
        ))}
      </ul>
      <Paging state={state} results={results} />
    </>
  );
}

/** Compares or lists what is ticked; works without scripts for the offers of one page. */
export function PicksBar() {
  const ui = useUi();
  const language = ui.chosen ? ui.language : undefined;
  return (
    <form id={picksForm} class="picks no-print" method="get" action="/compare" data-picks>
      {language === undefined ? null : <input type="hidden" name="lang" value={language} />}
      <p>
        <span class="without-script">
          <T id="picks.help" />
        </span>
        <span class="with-script" data-picks-count data-text={ui.t('picks.count', { count: '{n}' })}>
          {ui.t('picks.none')}
        </span>
      </p>
      <button type="button" class="quiet with-script" data-picks-clear>
        <T id="picks.clear" />
      </button>
      <button type="submit">
        <T id="picks.compare" />
      </button>
      <button type="submit" class="quiet" formAction="/shortlist">
        <T id="picks.shortlist" />
      </button>
    </form>
  );
}

function Paging({ state, results: { pageInfo, totalCount } }: { state: SearchState; results: Found }) {
  const ui = useUi();
  const { hasNextPage, hasPreviousPage, startCursor, endCursor } = pageInfo;
  if (!hasNextPage && !hasPreviousPage) return null;
  const pages = Math.ceil(totalCount / pageSize);
  const number = Math.min(state.page.number, pages);
  const href = (page: SearchState['page']) => `${ui.href('/', formatState({ ...state, page }))}#results`;
  return (
    <nav class="paging no-print" aria-label={ui.t('paging.label')}>
      {hasPreviousPage && startCursor ? (
        <a
          class="button quiet"
          rel="prev nofollow"
          href={number <= 2 ? href({ number: 1 }) : href({ before: startCursor, number: number - 1 })}
        >
          <T id="paging.previous" />
        </a>
      ) : null}
      <span class="muted">
        <T id="paging.place" values={{ number, pages }} />
      </span>
      {hasNextPage && endCursor ? (
        <a class="button quiet" rel="next nofollow" href={href({ after: endCursor, number: number + 1 })}>
          <T id="paging.next" />
        </a>
      ) : null}
    </nav>
  );
}
