import { choiceFilterNames, codeFilterNames, dateFilterNames, notStated, rangeFilterNames } from './filter-names.js';
import type { Range, SearchState } from './search-state.js';

/** The shortest query of an address that asks for a state: `parseState` reads the same from it. */
export function formatState(state: SearchState): URLSearchParams {
  const params = new URLSearchParams();
  const set = (name: string, value: string, usual = '') => {
    if (value !== usual) params.set(name, value);
  };
  set('q', state.q);
  for (const name of choiceFilterNames) for (const value of state.choices[name] ?? []) params.append(name, value);
  for (const name of codeFilterNames) for (const value of state.codes[name] ?? []) params.append(name, value);
  for (const name of rangeFilterNames) putRange(params, name, '-min', '-max', state.ranges[name]);
  for (const name of dateFilterNames) putRange(params, name, '-from', '-to', state.dates[name]);
  set('currency', state.currency, 'EUR');
  if (state.place !== undefined) {
    const { name, km, online, point } = state.place;
    params.set('place', name);
    if (point !== undefined) params.set('at', `${rounded(point.latitude)},${rounded(point.longitude)} ${name}`);
    set('km', String(km), '50');
    if (online) params.set('online', 'yes');
  }
  set('evidence', state.evidence, 'exact');
  set('sort', state.sort, 'relevance');
  set('view', state.view, 'list');
  const { after, before, number } = state.page;
  if (after !== undefined) params.set('after', after);
  if (before !== undefined) params.set('before', before);
  if (after !== undefined || before !== undefined) set('page', String(number), '1');
  return params;
}

function putRange(
  params: URLSearchParams,
  name: string,
  lower: string,
  upper: string,
  range: Range<number | string> | undefined,
): void {
  if (range?.min !== undefined) params.set(name + lower, String(range.min));
  if (range?.max !== undefined) params.set(name + upper, String(range.max));
  if (range?.none === true) params.append(name, notStated);
}

/** To five decimals, about a metre, without an exponent. */
function rounded(degrees: number): string {
  return String(Number(degrees.toFixed(5)) || 0);
}
