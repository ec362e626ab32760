import type { MessageKey } from '../../i18n/catalogue.js';
import type { Ui } from '../../i18n/ui.js';
import {
  type ChoiceFilterName,
  choiceFilterNames,
  codeFilterNames,
  dateFilterNames,
  type FilterName,
  notStated,
  rangeFilterNames,
} from '../../search-state/filter-names.js';
import { changed, type Range, type SearchState } from '../../search-state/search-state.js';
import type { FilterNames } from './filter-names.js';

/** One thing that narrows a search down, and the search without it. */
export interface ActiveFilter {
  readonly filter: FilterName | 'q';
  /** What is chosen, in words, and the language that they are in. */
  readonly value: { readonly text: string; readonly language: string };
  readonly without: SearchState;
}

/** Title of a filter. */
export function filterTitle(filter: FilterName): MessageKey {
  return `filter.${filter}`;
}

/** Everything that narrows a search down, words aside, in the order of the page. */
export function activeFilters(state: SearchState, names: FilterNames, ui: Ui): ActiveFilter[] {
  const own = (text: string) => ({ text, language: ui.language });
  const missing = own(ui.t('filter.notStated'));
  const choices = choiceFilterNames.flatMap((filter) =>
    (state.choices[filter] ?? []).map((value) => ({
      filter,
      value: value === notStated ? missing : own(choiceText(ui, filter, value)),
      without: changed(state, { choices: withoutValue(state.choices, filter, value) }),
    })),
  );
  const codes = codeFilterNames.flatMap((filter) =>
    (state.codes[filter] ?? []).map((code) => ({
      filter,
      value: code === notStated ? missing : names(filter, code),
      without: changed(state, { codes: withoutValue(state.codes, filter, code) }),
    })),
  );
  const ranges = rangeFilterNames.flatMap((filter) => {
    const range = state.ranges[filter];
    if (range === undefined) return [];
    const { [filter]: _own, ...rest } = state.ranges;
    const show = (value: number) => (filter === 'price' ? ui.money(value, state.currency) : ui.number(value));
    return [{ filter, value: own(rangeText(ui, range, show)), without: changed(state, { ranges: rest }) }];
  });
  const dates = dateFilterNames.flatMap((filter) => {
    const range = state.dates[filter];
    if (range === undefined) return [];
    const { [filter]: _own, ...rest } = state.dates;
    return [
      { filter, value: own(rangeText(ui, range, (day) => ui.date(day))), without: changed(state, { dates: rest }) },
    ];
  });
  return [...choices, ...codes, ...ranges, ...currencyFilter(state, ui), ...placeFilter(state, ui), ...dates];
}

/** The words of one of the fixed values of a filter. */
export function choiceText(ui: Ui, filter: ChoiceFilterName, value: string): string {
  switch (filter) {
    case 'level':
      return ui.number(Number(value));
    case 'status':
      return ui.t(statusTexts[value] ?? 'status.unknown');
    case 'free':
      return ui.t(value === 'yes' ? 'free.yes' : 'free.no');
    case 'funding':
      return ui.t('funding.yes');
  }
}

const statusTexts: Readonly<Record<string, MessageKey>> = {
  open: 'status.open',
  upcoming: 'status.upcoming',
  unknown: 'status.unknown',
  expired: 'status.expired',
};

function rangeText<T>(ui: Ui, { min, max, none }: Range<T>, show: (value: T) => string): string {
  const range =
    min !== undefined && max !== undefined
      ? ui.t('range.between', { min: show(min), max: show(max) })
      : min !== undefined
        ? ui.t('range.from', { min: show(min) })
        : max !== undefined
          ? ui.t('range.upTo', { max: show(max) })
          : undefined;
  if (range === undefined) return ui.t('filter.notStated');
  return none === true ? ui.t('range.orNotStated', { range }) : range;
}

function currencyFilter(state: SearchState, ui: Ui): ActiveFilter[] {
  const { min, max } = state.ranges.price ?? {};
  if (state.currency === 'EUR' || min !== undefined || max !== undefined) return [];
  const value = { text: ui.t('price.in', { currency: state.currency }), language: ui.language };
  return [{ filter: 'price', value, without: changed(state, { currency: 'EUR' }) }];
}

function placeFilter(state: SearchState, ui: Ui): ActiveFilter[] {
  const { place } = state;
  if (place?.point === undefined) return [];
  const values = { place: place.name, km: ui.number(place.km) };
  const text = ui.t(place.online ? 'place.withinOrOnline' : 'place.within', values);
  const sort = state.sort === 'distance' ? 'relevance' : state.sort;
  return [
    { filter: 'place', value: { text, language: ui.language }, without: changed(state, { place: undefined, sort }) },
  ];
}

function withoutValue<N extends string>(
  group: Readonly<Partial<Record<N, readonly string[]>>>,
  filter: N,
  value: string,
): Readonly<Partial<Record<N, readonly string[]>>> {
  const { [filter]: values, ...others } = group as Record<N, readonly string[]>;
  const rest = values.filter((each) => each !== value);
  return (rest.length === 0 ? others : { ...group, [filter]: rest }) as Partial<Record<N, readonly string[]>>;
}
