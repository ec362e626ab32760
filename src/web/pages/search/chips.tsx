import { Icon } from '../../components/icon.js';
import { Words } from '../../components/words.js';
import { T, useUi } from '../../i18n/t.js';
import { formatState } from '../../search-state/format-state.js';
import { type SearchState, withoutFilters } from '../../search-state/search-state.js';
import { type ActiveFilter, filterTitle } from './active-filters.js';

/** What narrows the search down; each goes away by one tap, and so do all. */
export function Chips({ state, filters }: { state: SearchState; filters: readonly ActiveFilter[] }) {
  const ui = useUi();
  if (filters.length === 0) return null;
  return (
    <nav class="chips" aria-label={ui.t('chips.label')}>
      <ul class="chip-list">
        {filters.map(({ filter, value, without }) => (
          <li key={`${filter} ${value.text}`}>
            <a class="chip" href={ui.href('/', formatState(without))} data-in-place rel="nofollow">
              <span class="visually-hidden">
                <T id="chips.remove" />{' '}
              </span>
              <span>
                {filter === 'evidence' ? null : (
                  <span class="chip-filter">
                    <T id={filterTitle(filter)} />:{' '}
                  </span>
                )}
                <Words of={value} />
              </span>
              <Icon name="close" />
            </a>
          </li>
        ))}
        <li>
          <a class="chip chip-all" href={ui.href('/', formatState(withoutFilters(state)))} data-in-place rel="nofollow">
            <T id="chips.clearAll" />
          </a>
        </li>
      </ul>
    </nav>
  );
}
