import { Words } from '../../components/words.js';
import type { MessageKey } from '../../i18n/catalogue.js';
import { T, useUi } from '../../i18n/t.js';
import { type CodeFilterName, codeFilters, notStated } from '../../search-state/filter-names.js';
import { Check, FilterGroup } from './filter-group.js';
import type { Search } from './load-search.js';

/** Values that are seen at once; the rest is behind "more". */
const shown = 7;

interface CodeFilterProps {
  readonly search: Search;
  readonly filter: CodeFilterName;
  readonly open?: boolean;
  readonly help?: MessageKey;
  /** Leaves values out of the list. @default none */
  readonly only?: (code: string) => boolean;
}

/** A filter by the values that results have, the most frequent first, with counts. Nothing to choose, nothing shown. */
export function CodeFilter({ search, filter, open = false, help, only = () => true }: CodeFilterProps) {
  const ui = useUi();
  const { state, facets, names } = search;
  const chosen = state.codes[filter] ?? [];
  const facet = facets[codeFilters[filter]];
  const values = facet.values.filter(({ value }) => only(value));
  const uncounted = chosen.filter((code) => code !== notStated && !values.some(({ value }) => value === code));
  const all = [...uncounted.map((value) => ({ value, count: 0 })), ...values];
  if (all.length === 0 && !chosen.includes(notStated)) return null;
  const isSeen = (code: string, index: number) => index < shown + uncounted.length || chosen.includes(code);
  const row = ({ value, count }: { value: string; count: number }) => (
    <Check key={value} name={filter} value={value} checked={chosen.includes(value)} count={count}>
      <Words of={names(filter, value)} />
    </Check>
  );
  const seen = all.filter(({ value }, index) => isSeen(value, index));
  const rest = all.filter(({ value }, index) => !isSeen(value, index));
  return (
    <FilterGroup filter={filter} open={open} chosen={chosen.length} {...(help === undefined ? {} : { help })}>
      {seen.map(row)}
      {rest.length === 0 ? null : (
        <details class="more-values" id={`more-${filter}`}>
          <summary>
            <T id="filter.moreValues" values={{ count: rest.length }} />
          </summary>
          {rest.map(row)}
        </details>
      )}
      {facet.truncated ? <p class="help">{ui.t('filter.truncated')}</p> : null}
      <NotStated name={filter} checked={chosen.includes(notStated)} count={facet.notStated} />
    </FilterGroup>
  );
}

/** The choice of results that state no value. */
export function NotStated({ name, checked, count }: { name: string; checked: boolean; count: number }) {
  if (count === 0 && !checked) return null;
  return (
    <Check name={name} value={notStated} checked={checked} count={count}>
      <span class="not-stated">
        <T id="filter.notStated" />
      </span>
    </Check>
  );
}
