import type { MessageKey } from '../../i18n/catalogue.js';
import type { Ui } from '../../i18n/ui.js';
import { withoutFilter } from '../../search-state/change-filter.js';
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
  readonly filter: FilterName | 'evidence';
  /** What is chosen, in words, and the language that they are in. */
  readonly value: { readonly text: string; readonly language: string };
  readonly without: SearchState;
}

/** Title of a filter. */
export function filterTitle(filter: ActiveFilter['filter']): MessageKey {
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
  const whole = (filter: ActiveFilter['filter'], text: string): ActiveFilter => {
    return { filter, value: own(text), without: withoutFilter(state, filter) };
  };
  const ranges = rangeFilterNames.flatMap((filter) => {
    const range = state.ranges[filter];
    const show = (value: number) => (filter === 'price' ? ui.money(value, state.currency) : ui.number(value));
    return range === undefined ? [] : [whole(filter, rangeText(ui, range, show))];
  });
  const dates = dateFilterNames.flatMap((filter) => {
    const range = state.dates[filter];
    return range === undefined
      ? []
      : [
          whole(
            filter,
            rangeText(ui, range, (day) => ui.date(day)),
          ),
        ];
  });
  const currency = usesCurrency(state) ? [whole('price', ui.t('price.in', { currency: state.currency }))] : [];
  const place = placeText(state, ui).map((text) => whole('place', text));
  const tier = { stated: 'evidence.stated', any: 'evidence.any.short' } as const;
  const evidence = state.evidence === 'exact' ? [] : [whole('evidence', ui.t(tier[state.evidence]))];
  return [...choices, ...codes, ...ranges, ...currency, ...place, ...dates, ...evidence];
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

/** Whether only prices in another currency than the usual one are asked for, whatever the amount. */
function usesCurrency({ currency, ranges: { price } }: SearchState): boolean {
  return currency !== 'EUR' && price?.min === undefined && price?.max === undefined;
}

function placeText({ place }: SearchState, ui: Ui): string[] {
  if (place?.point === undefined) return [];
  const values = { place: place.name, km: ui.number(place.km) };
  return [ui.t(place.online ? 'place.withinOrOnline' : 'place.within', values)];
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
