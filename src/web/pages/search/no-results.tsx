import { Words } from '../../components/words.js';
import { T, useUi } from '../../i18n/t.js';
import { formatState } from '../../search-state/format-state.js';
import { hasFilters, type SearchState, withoutFilters } from '../../search-state/search-state.js';
import { type ActiveFilter, filterTitle } from './active-filters.js';

/** A single filter to give up, and what that brings. */
export interface WayOut extends ActiveFilter {
  readonly count: number;
}

/** Nothing was found: which single thing stands in the way, and how many results there are without it. */
export function NoResults({ state, waysOut }: { state: SearchState; waysOut: readonly WayOut[] }) {
  const ui = useUi();
  const useful = waysOut.filter(({ count }) => count > 0).sort((a, b) => b.count - a.count);
  return (
    <section class="no-results stack" aria-labelledby="no-results-title">
      <h3 id="no-results-title">
        <T id="none.title" />
      </h3>
      {useful.length === 0 ? (
        <p>
          <T id="none.tryLess" />
        </p>
      ) : (
        <>
          <p>
            <T id="none.removeOne" />
          </p>
          <ul class="ways-out">
            {useful.map(({ filter, value, without, count }) => (
              <li key={`${filter} ${value.text}`}>
                <a class="way-out" href={ui.href('/', formatState(without))} data-in-place rel="nofollow">
                  <span>
                    {filter === 'q' ? <T id="none.withoutWords" /> : <T id="none.without" />}{' '}
                    <strong>
                      {filter === 'q' ? null : (
                        <>
                          <T id={filterTitle(filter)} />:{' '}
                        </>
                      )}
                      <Words of={value} />
                    </strong>
                  </span>
                  <span class="count">
                    <T id="results.count" values={{ count }} />
                  </span>
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
      {hasFilters(state) ? (
        <p>
          <a class="button quiet" href={ui.href('/', formatState(withoutFilters(state)))} data-in-place rel="nofollow">
            <T id="chips.clearAll" />
          </a>
        </p>
      ) : null}
    </section>
  );
}
