import type { ComponentChildren } from 'preact';
import { Words } from '../../components/words.js';
import type { MessageKey } from '../../i18n/catalogue.js';
import { T, useUi } from '../../i18n/t.js';
import { formatState } from '../../search-state/format-state.js';
import { hasFilters, type SearchState, withoutFilters } from '../../search-state/search-state.js';
import { filterTitle } from './active-filters.js';
import type { Change, WayOut } from './ways-out.js';

/** Nothing was found: which single thing stands in the way, and how many results there are without it. */
export function NoResults({ state, waysOut }: { state: SearchState; waysOut: readonly WayOut[] }) {
  const ui = useUi();
  return (
    <section class="no-results stack" aria-labelledby="no-results-title">
      <h3 id="no-results-title">
        <T id="none.title" />
      </h3>
      <p>
        <T id={waysOut.length === 0 || waysOut[0]?.change === 'all' ? 'none.tryLess' : 'none.changeOne'} />
      </p>
      {waysOut.length === 0 ? null : <WaysOut waysOut={waysOut} />}
      {hasFilters(state) && waysOut[0]?.change !== 'all' ? (
        <p>
          <a class="button quiet" href={ui.href('/', formatState(withoutFilters(state)))} data-in-place rel="nofollow">
            <T id="chips.clearAll" />
          </a>
        </p>
      ) : null}
    </section>
  );
}

/** Little was found: what a single change would add. */
export function FewResults({ waysOut }: { waysOut: readonly WayOut[] }) {
  if (waysOut.length === 0) return null;
  return (
    <section class="no-results stack no-print" aria-labelledby="few-results-title">
      <h3 id="few-results-title">
        <T id="few.title" />
      </h3>
      <WaysOut waysOut={waysOut} />
    </section>
  );
}

function WaysOut({ waysOut }: { waysOut: readonly WayOut[] }) {
  const ui = useUi();
  return (
    <ul class="ways-out">
      {waysOut.map((way) => (
        <li key={`${way.change} ${way.filter}`}>
          <a class="way-out" href={ui.href('/', formatState(way.state))} data-in-place rel="nofollow">
            <span>
              <Told way={way} />
            </span>
            <span class="way-count">
              <T id="results.count" values={{ count: way.count }} />
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}

const told: Readonly<Record<Change, MessageKey>> = {
  words: 'none.withoutWords',
  without: 'none.without',
  notStated: 'none.notStated',
  wider: 'none.wider',
  online: 'none.online',
  evidence: 'none.evidence',
  all: 'none.all',
};

function Told({ way: { change, filter, values, state } }: { way: WayOut }) {
  const ui = useUi();
  const name = filter === undefined ? '' : ui.t(filterTitle(filter));
  const words = (
    <>
      {values.flatMap((value, index): ComponentChildren[] => {
        const shown = <Words key={value.text} of={value} />;
        return index === 0 ? [shown] : [', ', shown];
      })}
    </>
  );
  const km = ui.number(state.place?.km ?? 0);
  return (
    <T
      id={told[change]}
      values={{ filter: name, km, place: state.place?.name ?? '', values: <strong key="values">{words}</strong> }}
    />
  );
}
