import { type FilterName, notStated } from './filter-names.js';
import { formatState } from './format-state.js';
import { parseState } from './parse-state.js';
import { changed, type SearchState } from './search-state.js';

/** A filter, or how much evidence values need. */
type Changed = FilterName | 'evidence';

/** What the address of a state says of a filter. */
function namesOf(filter: Changed): string[] {
  if (filter === 'place') return ['place', 'at', 'km', 'online'];
  const names = [filter, ...['min', 'max', 'from', 'to'].map((end) => `${filter}-${end}`)];
  return filter === 'price' ? [...names, 'currency'] : names;
}

/** The state without anything that is chosen in a filter. */
export function withoutFilter(state: SearchState, filter: Changed): SearchState {
  const params = formatState(changed(state, {}));
  for (const name of namesOf(filter)) params.delete(name);
  return parseState(params);
}

/**
 * The state that also finds offers that state nothing of what a filter asks for. Undefined where it does already, where
 * the filter is not on, and where every offer has a value.
 */
export function orNotStated(state: SearchState, filter: Changed): SearchState | undefined {
  if (['place', 'status', 'complete', 'evidence'].includes(filter)) return undefined;
  const params = formatState(changed(state, {}));
  const isOn = namesOf(filter).some((name) => params.has(name));
  if (!isOn || params.getAll(filter).includes(notStated)) return undefined;
  params.append(filter, notStated);
  return parseState(params);
}
