import {
  type ChoiceFilterName,
  choiceFilterNames,
  choiceFilters,
  codeFilterNames,
  dateFilterNames,
  notStated,
  rangeFilterNames,
  sortNames,
} from './filter-names.js';
import type { Place, Range, SearchState } from './search-state.js';

/** As many values of one filter as are read; the API takes no more than 200. */
const mostValues = 60;
const longestValue = 200;
/** As the API takes them. */
const longestQuery = 512;
const defaultKm = 50;
const mostKm = 20_000;
const mostNumber = 1_000_000;

/** The state that an address asks for. What it says wrongly counts as not said: links are typed, cut and old. */
export function parseState(params: URLSearchParams): SearchState {
  const place = placeOf(params);
  const sort = sortNames.find((name) => name === params.get('sort')) ?? 'relevance';
  const evidence = params.get('evidence');
  return {
    q: tidy(params.get('q') ?? '')
      .slice(0, longestQuery)
      .toWellFormed()
      .trim(),
    codes: collect(codeFilterNames, (name) => nonEmpty(valuesOf(params, name))),
    choices: collect(choiceFilterNames, (name) => nonEmpty(choicesOf(params, name))),
    ranges: collect(rangeFilterNames, (name) => rangeOf(params, name, '-min', '-max', numberOf)),
    dates: collect(dateFilterNames, (name) => rangeOf(params, name, '-from', '-to', dateOf)),
    currency: /^[A-Z]{3}$/.test(params.get('currency') ?? '') ? (params.get('currency') ?? 'EUR') : 'EUR',
    place,
    evidence: evidence === 'any' || evidence === 'stated' ? evidence : 'exact',
    sort: sort === 'distance' && place === undefined ? 'relevance' : sort,
    view: params.get('view') === 'map' ? 'map' : 'list',
    page: pageOf(params),
  };
}

function tidy(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim();
}

function collect<N extends string, T>(names: readonly N[], read: (name: N) => T | undefined): Partial<Record<N, T>> {
  const found: Partial<Record<N, T>> = {};
  for (const name of names) {
    const value = read(name);
    if (value !== undefined) found[name] = value;
  }
  return found;
}

function nonEmpty(values: readonly string[]): readonly string[] | undefined {
  return values.length === 0 ? undefined : values;
}

function valuesOf(params: URLSearchParams, name: string): string[] {
  const values = params.getAll(name).map((value) => value.trim());
  const usable = values.filter((value) => value !== '' && value.length <= longestValue && value.isWellFormed());
  return [...new Set(usable)].sort().slice(0, mostValues);
}

function choicesOf(params: URLSearchParams, name: ChoiceFilterName): string[] {
  const known: readonly string[] = choiceFilters[name];
  const allowed = name === 'status' ? known : [...known, notStated];
  return allowed.filter((value) => params.getAll(name).includes(value));
}

function rangeOf<T extends number | string>(
  params: URLSearchParams,
  name: string,
  lower: string,
  upper: string,
  read: (text: string) => T | undefined,
): Range<T> | undefined {
  const low = read(params.get(name + lower) ?? '');
  const high = read(params.get(name + upper) ?? '');
  const swapped = low !== undefined && high !== undefined && low > high;
  const [min, max]: (T | undefined)[] = swapped ? [high, low] : [low, high];
  const none = params.getAll(name).includes(notStated);
  const range: { min?: T; max?: T; none?: true } = {};
  if (min !== undefined) range.min = min;
  if (max !== undefined) range.max = max;
  if (none) range.none = true;
  return Object.keys(range).length === 0 ? undefined : range;
}

function numberOf(text: string): number | undefined {
  const plain = text.trim().replace(',', '.');
  return /^\d{1,7}(\.\d{1,3})?$/.test(plain) ? Math.min(Number(plain), mostNumber) : undefined;
}

function dateOf(text: string): string | undefined {
  const date = text.trim();
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return undefined;
  const time = Date.parse(date);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date) ? date : undefined;
}

function placeOf(params: URLSearchParams): Place | undefined {
  const name = tidy(params.get('place') ?? '')
    .slice(0, longestValue)
    .toWellFormed()
    .trim();
  if (name === '') return undefined;
  const km = numberOf(params.get('km') ?? '') ?? defaultKm;
  const [, latitude, longitude, of] =
    /^(-?\d{1,2}(?:\.\d+)?),(-?\d{1,3}(?:\.\d+)?) (.+)$/.exec(tidy(params.get('at') ?? '')) ?? [];
  const point = { latitude: degrees(latitude), longitude: degrees(longitude) };
  const isPoint = of === name && Math.abs(point.latitude) <= 90 && Math.abs(point.longitude) <= 180;
  return {
    name,
    km: Math.min(Math.max(km, 1), mostKm),
    online: params.get('online') === 'yes',
    ...(isPoint ? { point } : {}),
  };
}

/** To five decimals, about a metre. */
function degrees(text: string | undefined): number {
  return Number(Number(text).toFixed(5)) || (text === undefined ? Number.NaN : 0);
}

function pageOf(params: URLSearchParams): SearchState['page'] {
  const cursor = (name: string) => {
    const value = params.get(name) ?? '';
    return /^[\w+/=-]{1,300}$/.test(value) ? value : undefined;
  };
  const [after, before] = [cursor('after'), cursor('before')];
  const number = Number(params.get('page'));
  if (after === undefined && before === undefined) return { number: 1 };
  return {
    number: Number.isInteger(number) && number >= 1 && number <= 100_000 ? number : 1,
    ...(after === undefined ? { before: before ?? '' } : { after }),
  };
}
