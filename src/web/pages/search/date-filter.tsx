import { T } from '../../i18n/t.js';
import { type DateFilterName, dateFilters } from '../../search-state/filter-names.js';
import { NotStated } from './code-filter.js';
import { FilterGroup, searchForm } from './filter-group.js';
import type { Search } from './load-search.js';

/** A range of days. */
export function DateFilter({ search: { state, facets }, filter }: { search: Search; filter: DateFilterName }) {
  const { min, max, none } = state.dates[filter] ?? {};
  const chosen = (min === undefined && max === undefined ? 0 : 1) + (none === true ? 1 : 0);
  return (
    <FilterGroup filter={filter} chosen={chosen}>
      <div class="range-inputs">
        <label class="field">
          <span>
            <T id="date.from" />
          </span>
          <input type="date" form={searchForm} name={`${filter}-from`} value={min ?? ''} autocomplete="off" />
        </label>
        <label class="field">
          <span>
            <T id="date.to" />
          </span>
          <input type="date" form={searchForm} name={`${filter}-to`} value={max ?? ''} autocomplete="off" />
        </label>
      </div>
      <NotStated name={filter} checked={none === true} count={facets[dateFilters[filter]].notStated} />
    </FilterGroup>
  );
}
