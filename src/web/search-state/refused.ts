import {
  choiceFilterNames,
  codeFilterNames,
  codeFilters,
  dateFilterNames,
  dateFilters,
  notStated,
  rangeFilterNames,
  rangeFilters,
} from './filter-names.js';
import { changed, emptyState, type SearchState } from './search-state.js';

function without<T extends object>(group: T, name: keyof T): T {
  const { [name]: _dropped, ...rest } = group;
  return rest as T;
}

/** The fields of the choices in the filter of the API. */
const choiceFields = { level: 'eqfLevel', status: 'status', free: 'free', funding: 'funding' } as const;

/**
 * The state without what the API refused, told by the path of the argument (`filter.language.in.0`, `after`): links are
 * old, and catalogues and vocabularies change. Undefined when the fault lies elsewhere.
 */
export function withoutRefused(state: SearchState, argument: string): SearchState | undefined {
  const [part = '', field = '', list, index] = argument.split('.');
  if (part === 'after' || part === 'before') return changed(state, {});
  if (part === 'query') return state.q === '' ? undefined : changed(state, { q: '' });
  if (part === 'sort') return changed(state, { sort: 'relevance' });
  if (part !== 'filter') return undefined;
  if (field === 'near') return changed(state, { place: undefined });
  if (field === 'price') {
    return changed(state, { currency: emptyState.currency, ranges: without(state.ranges, 'price') });
  }
  const code = codeFilterNames.find((name) => codeFilters[name] === field);
  if (code !== undefined) return changed(state, { codes: withoutCode(state.codes, code, list, Number(index)) });
  const choice = choiceFilterNames.find((name) => choiceFields[name] === field);
  if (choice !== undefined) return changed(state, { choices: without(state.choices, choice) });
  const range = rangeFilterNames.find((name) => rangeFilters[name] === field);
  if (range !== undefined) return changed(state, { ranges: without(state.ranges, range) });
  const dates = dateFilterNames.find((name) => dateFilters[name] === field);
  return dates === undefined ? undefined : changed(state, { dates: without(state.dates, dates) });
}

function withoutCode(
  codes: SearchState['codes'],
  name: keyof SearchState['codes'],
  list: string | undefined,
  index: number,
): SearchState['codes'] {
  const values = codes[name] ?? [];
  const refused = list === 'in' ? values.filter((value) => value !== notStated)[index] : undefined;
  const rest = refused === undefined ? [] : values.filter((value) => value !== refused);
  return rest.length === 0 ? without(codes, name) : { ...codes, [name]: rest };
}
