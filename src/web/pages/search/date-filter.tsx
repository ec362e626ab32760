import type { MessageKey } from '../../i18n/catalogue.js';
import { T, useUi } from '../../i18n/t.js';
import type { Ui } from '../../i18n/ui.js';
import { type DateFilterName, dateFilters } from '../../search-state/filter-names.js';
import { NotStated } from './code-filter.js';
import { FilterGroup, searchForm } from './filter-group.js';
import type { FacetCounts, Search } from './load-search.js';
import { type Bar, RangeSlider } from './range-slider.js';

/** Months ahead that have a bar each, this one included. */
const monthsAhead = 12;

/** A bar for what begins before this month, one for each month ahead, and one for all later ones. */
function barsOf(facet: FacetCounts, today: string, ui: Ui): Bar[] {
  const [year = 0, month = 1] = today.split('-').map(Number);
  const day = (months: number, days: number) =>
    new Date(Date.UTC(year, month - 1 + months, days)).toISOString().slice(0, 10);
  const starts = Array.from({ length: monthsAhead + 1 }, (_, months) => day(months, 1));
  const between = (from: string, before: string) =>
    facet.values.reduce(
      (sum, { value, count }) => sum + (from <= `${value}-01` && `${value}-01` < before ? count : 0),
      0,
    );
  const bar = (from: string, to: string, count: number): Bar => {
    return { from, to, count, fromText: from && ui.date(from), toText: to && ui.date(to) };
  };
  const ahead = starts
    .slice(0, -1)
    .map((start, at) => bar(start, day(at + 1, 0), between(start, starts[at + 1] ?? '')));
  const [first = today] = starts;
  const last = starts.at(-1) ?? today;
  return [bar('', day(0, 0), between('', first)), ...ahead, bar(last, '', between(last, '~'))];
}

/** A range of days. */
export function DateFilter({ search, filter, today }: { search: Search; filter: DateFilterName; today: string }) {
  const ui = useUi();
  const facet = search.facets[dateFilters[filter]];
  const { min = '', max = '', none } = search.state.dates[filter] ?? {};
  const chosen = (min === '' && max === '' ? 0 : 1) + (none === true ? 1 : 0);
  const input = (end: 'min' | 'max', name: string, label: MessageKey, value: string) => (
    <label class="field">
      <span>
        <T id={label} />
      </span>
      <input type="date" form={searchForm} name={name} value={value} autocomplete="off" data-range-end={end} />
    </label>
  );
  return (
    <FilterGroup filter={filter} chosen={chosen}>
      <RangeSlider
        label={ui.t(`filter.${filter}`)}
        bars={barsOf(facet, today, ui)}
        isIn={({ from, to }) => (to === '' || to >= min) && (max === '' || from <= max)}
      >
        {input('min', `${filter}-from`, 'date.from', min)}
        {input('max', `${filter}-to`, 'date.to', max)}
      </RangeSlider>
      <NotStated name={filter} checked={none === true} count={facet.notStated} />
    </FilterGroup>
  );
}
