import { Words } from '../../components/words.js';
import { T, useUi } from '../../i18n/t.js';
import { notStated } from '../../search-state/filter-names.js';
import { NotStated } from './code-filter.js';
import { Check, FilterGroup } from './filter-group.js';
import type { Search } from './load-search.js';

interface Counted {
  readonly value: string;
  readonly count: number;
}

/** Fields of education as a tree: the broad ones first, those below them on request. ISCED-F codes begin with those above. */
export function FieldFilter({ search }: { search: Search }) {
  const { state, facets } = search;
  const chosen = state.codes.field ?? [];
  const uncounted = chosen.filter(
    (code) => code !== notStated && !facets.iscedF.values.some(({ value }) => value === code),
  );
  const all = [...facets.iscedF.values, ...uncounted.map((value) => ({ value, count: 0 }))];
  if (all.length === 0 && chosen.length === 0) return null;
  const roots = all.filter(({ value }) => !all.some((other) => isBelow(value, other.value)));
  return (
    <FilterGroup filter="field" chosen={chosen.length}>
      <Branch search={search} all={all} level={roots} chosen={chosen} />
      <NotStated name="field" checked={chosen.includes(notStated)} count={facets.iscedF.notStated} />
    </FilterGroup>
  );
}

function isBelow(code: string, other: string): boolean {
  return code !== other && code.startsWith(other);
}

interface BranchProps {
  readonly search: Search;
  readonly all: readonly Counted[];
  readonly level: readonly Counted[];
  readonly chosen: readonly string[];
}

function Branch({ search, all, level, chosen }: BranchProps) {
  const ui = useUi();
  return (
    <ul class="tree">
      {level.map(({ value, count }) => {
        const below = all.filter((other) => isBelow(other.value, value));
        const children = below.filter(({ value: code }) => !below.some((other) => isBelow(code, other.value)));
        const name = search.names('field', value);
        return (
          <li key={value}>
            <Check name="field" value={value} checked={chosen.includes(value)} count={count}>
              <Words of={name} />
            </Check>
            {children.length === 0 ? null : (
              <details class="more-values" id={`field-${value}`} open={chosen.some((code) => isBelow(code, value))}>
                <summary aria-label={ui.t('filter.narrowerOf', { field: name.text })}>
                  <T id="filter.narrower" values={{ count: children.length }} />
                </summary>
                <Branch search={search} all={all} level={children} chosen={chosen} />
              </details>
            )}
          </li>
        );
      })}
    </ul>
  );
}
