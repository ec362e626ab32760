import type { MessageKey } from '../../i18n/catalogue.js';
import { T, useUi } from '../../i18n/t.js';
import type { Ui } from '../../i18n/ui.js';
import { type RangeFilterName, rangeFilters } from '../../search-state/filter-names.js';
import { FreeChoices } from './choice-filters.js';
import { NotStated } from './code-filter.js';
import { FilterGroup, searchForm } from './filter-group.js';
import type { FacetCounts, Search } from './load-search.js';
import { type Bar, RangeSlider } from './range-slider.js';

/** Where the bars of a histogram begin; the last one has no end. */
const edges: Readonly<Record<'ects' | 'hours' | 'price', readonly number[]>> = {
  ects: [0, 2.5, 5, 10, 20, 30, 60, 120, 180],
  hours: [0, 10, 25, 50, 100, 200, 400, 800],
  price: [0, 50, 100, 250, 500, 1000, 2500, 5000, 10000],
};

/** The values of a facet are numbers, or ranges `0-50` that begin where a bar does. */
function barsOf(facet: FacetCounts, starts: readonly number[], ui: Ui): Bar[] {
  const counts = starts.map(() => 0);
  for (const { value, count } of facet.values) {
    const index = starts.findLastIndex((start) => Number.parseFloat(value) >= start);
    if (index >= 0) counts[index] = (counts[index] ?? 0) + count;
  }
  return starts.map((start, at) => {
    const end = starts[at + 1];
    return {
      from: at === 0 ? '' : String(start),
      to: end === undefined ? '' : String(end),
      fromText: ui.number(start),
      toText: end === undefined ? '' : ui.number(end),
      count: counts[at] ?? 0,
    };
  });
}

interface RangeFilterProps {
  readonly search: Search;
  readonly filter: 'ects' | 'hours' | 'price';
  readonly unit: MessageKey;
  readonly open?: boolean;
  readonly help?: MessageKey;
}

/** A range between two numbers: fields to type in, and with scripts a slider below a histogram of the results. */
export function RangeFilter({ search, filter, unit, open = false, help }: RangeFilterProps) {
  const ui = useUi();
  const { state, facets } = search;
  const facet = facets[rangeFilters[filter]];
  const { min, max, none } = state.ranges[filter] ?? {};
  const isFree = filter === 'price' && (state.choices.free ?? []).length > 0;
  const isOtherCurrency = filter === 'price' && state.currency !== 'EUR';
  const chosen =
    (min === undefined && max === undefined ? 0 : 1) + (none === true ? 1 : 0) + (isFree || isOtherCurrency ? 1 : 0);
  const input = (end: 'min' | 'max', value: number | undefined) => (
    <label class="field">
      <span>{ui.t(end === 'min' ? 'range.minLabel' : 'range.maxLabel', { unit: ui.t(unit) })}</span>
      <input
        type="number"
        inputMode="decimal"
        form={searchForm}
        name={`${filter}-${end}`}
        value={value === undefined ? '' : String(value)}
        min="0"
        max="1000000"
        step="any"
        autocomplete="off"
        data-range-end={end}
      />
    </label>
  );
  return (
    <FilterGroup filter={filter} open={open} chosen={chosen} {...(help === undefined ? {} : { help })}>
      {filter === 'price' ? <FreeChoices search={search} /> : null}
      <RangeSlider
        label={ui.t(`filter.${filter}`)}
        bars={barsOf(facet, edges[filter], ui)}
        isIn={({ from, to }) => (to === '' || Number(to) > (min ?? 0)) && Number(from) < (max ?? Infinity)}
      >
        {input('min', min)}
        {input('max', max)}
      </RangeSlider>
      {filter === 'price' ? <Currency chosen={state.currency} /> : null}
      <NotStated name={filter} checked={none === true} count={facet.notStated} />
    </FilterGroup>
  );
}

const currencies = ['EUR', 'BGN', 'CHF', 'CZK', 'DKK', 'GBP', 'HUF', 'ISK', 'NOK', 'PLN', 'RON', 'SEK', 'USD'];

function Currency({ chosen }: { chosen: string }) {
  const ui = useUi();
  const names = new Intl.DisplayNames([ui.language], { type: 'currency' });
  const all = currencies.includes(chosen) ? currencies : [chosen, ...currencies];
  return (
    <label class="field">
      <span>
        <T id="price.currency" />
      </span>
      <select form={searchForm} name="currency" autocomplete="off">
        {all.map((code) => (
          <option key={code} value={code === 'EUR' ? '' : code} selected={code === chosen}>
            {`${code} – ${names.of(code) ?? code}`}
          </option>
        ))}
      </select>
    </label>
  );
}

/** How completely an offer is described: as the nine mandatory elements of the Council Recommendation count. */
export function CompletenessFilter({ search: { state } }: { search: Search }) {
  const ui = useUi();
  const name: RangeFilterName = 'complete';
  const { min } = state.ranges[name] ?? {};
  return (
    <FilterGroup filter={name} chosen={state.ranges[name] === undefined ? 0 : 1} help="complete.help">
      <label class="field">
        <span>
          <T id="complete.label" />
        </span>
        <select form={searchForm} name="complete-min" autocomplete="off">
          <option value="">{ui.t('complete.any')}</option>
          {[2, 3, 4, 5, 6, 7, 8, 9].map((number) => (
            <option key={number} value={String(number)} selected={min === number}>
              {ui.t('complete.atLeast', { number })}
            </option>
          ))}
        </select>
      </label>
    </FilterGroup>
  );
}
