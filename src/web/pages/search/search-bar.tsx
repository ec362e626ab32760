import { Icon } from '../../components/icon.js';
import { T, useUi } from '../../i18n/t.js';
import type { SearchState } from '../../search-state/search-state.js';
import { searchForm } from './filter-group.js';

/** The words to search for. The form that all filters belong to; without scripts it is sent by its buttons. */
export function SearchBar({ state }: { state: SearchState }) {
  const ui = useUi();
  return (
    <search class="search-bar no-print">
      <form
        id={searchForm}
        method="get"
        action="/"
        autocomplete="off"
        data-in-place
        data-suggest-label={ui.t('suggest.label')}
        data-suggest-count={ui.t('suggest.count', { count: '{n}' })}
      >
        {ui.chosen ? <input type="hidden" name="lang" value={ui.language} /> : null}
        {state.view === 'map' ? <input type="hidden" name="view" value="map" /> : null}
        <label for="q" class="search-label">
          <T id="search.label" />
        </label>
        <div class="search-row">
          <div class="combobox">
            <input
              id="q"
              type="search"
              name="q"
              value={state.q}
              maxLength={512}
              placeholder={ui.t('search.placeholder')}
              autocomplete="off"
              spellcheck={false}
              enterkeyhint="search"
              data-waits
              data-suggest="TITLE FIELD SKILL PROVIDER PLACE"
            />
          </div>
          <button type="submit">
            <Icon name="search" />
            <span>
              <T id="search.submit" />
            </span>
          </button>
        </div>
      </form>
    </search>
  );
}
