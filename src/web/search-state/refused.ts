import { withoutFilter } from './change-filter.js';
import {
  type CodeFilterName,
  choiceFilterNames,
  codeFilterNames,
  codeFilters,
  dateFilterNames,
  dateFilters,
  notStated,
  rangeFilterNames,
  rangeFilters,
} from './filter-names.js';
import { changed, type SearchState } from './search-state.js';

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
  if (field === 'near') return withoutFilter(state, 'place');
  const code = codeFilterNames.find((name) => codeFilters[name] === field);
  if (code !== undefined) return withoutCode(state, code, list, Number(index));
  const filter =
    choiceFilterNames.find((name) => choiceFields[name] === field) ??
    rangeFilterNames.find((name) => rangeFilters[name] === field) ??
    dateFilterNames.find((name) => dateFilters[name] === field);
  return filter === undefined ? undefined : withoutFilter(state, filter);
}

function withoutCode(state: SearchState, name: CodeFilterName, list: string | undefined, index: number): SearchState {
  const values = state.codes[name] ?? [];
  const refused = list === 'in' ? values.filter((value) => value !== notStated)[index] : undefined;
  const rest = refused === undefined ? [] : values.filter((value) => value !== refused);
  if (rest.length === 0) return withoutFilter(state, name);
  return changed(state, { codes: { ...state.codes, [name]: rest } });
}
