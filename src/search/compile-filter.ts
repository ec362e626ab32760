import { type EpochDay, epochDay, lastDay } from '../domain/days.js';
import { distanceKm } from '../domain/distance.js';
import type { EvidenceTier } from '../domain/evidence.js';
import type { LifecycleStatus } from '../domain/lifecycle.js';
import { vocabulary } from '../domain/vocabularies/vocabulary.js';
import { allOf, anyOf, type Condition, everything, isIn, noneOf, nothing, within } from './condition.js';
import { attributeOf, findConcept, type SearchFieldName, searchField, searchFields } from './fields.js';
import type {
  CodeFilter,
  DateFilter,
  FlagFilter,
  NearFilter,
  NumberFilter,
  OpportunityFilter,
  PriceFilter,
} from './filter.js';
import { filterLimits } from './filter-size.js';
import { InvalidArgument } from './invalid-argument.js';
import { blocksOf } from './windows.js';

/** What a filter is compiled against. */
export interface FilterScope {
  readonly evidence: EvidenceTier;
  readonly asOf: EpochDay;
  /** Keys of all points in the index (`lat,lng`), for filters by distance. */
  readonly points: readonly string[];
}

const codeFields = Object.keys(searchFields).filter((name) =>
  ['concept', 'identifier'].includes(searchField(name as SearchFieldName).type),
) as (keyof OpportunityFilter & SearchFieldName)[];

/**
 * The condition of a filter whose size was checked. Throws {@link InvalidArgument}; `path` is where the filter stands in
 * the request.
 */
export function compileFilter(filter: OpportunityFilter, scope: FilterScope, path = 'filter'): Condition {
  const conditions: Condition[] = [];
  for (const name of codeFields) {
    const value = filter[name] as CodeFilter | undefined;
    if (value !== undefined) conditions.push(codeCondition(name, value, scope, `${path}.${name}`));
  }
  const numbers = ['eqfLevel', 'ects', 'completeness', 'workloadHours'] as const;
  for (const name of numbers) {
    const value = filter[name];
    if (value !== undefined) conditions.push(numberCondition(name, value, scope, `${path}.${name}`));
  }
  for (const name of ['startDate', 'deadline'] as const) {
    const value = filter[name];
    if (value !== undefined) conditions.push(dateCondition(name, value, scope, `${path}.${name}`));
  }
  for (const name of ['free', 'funding'] as const) {
    const value = filter[name];
    if (value !== undefined) conditions.push(flagCondition(name, value, scope, `${path}.${name}`));
  }
  if (filter.price !== undefined) conditions.push(priceCondition(filter.price, scope, `${path}.price`));
  if (filter.near !== undefined) conditions.push(nearCondition(filter.near, scope, `${path}.near`));
  if (filter.updatedSince !== undefined)
    conditions.push(within('updated', seconds(filter.updatedSince, `${path}.updatedSince`), Number.MAX_SAFE_INTEGER));
  if (filter.status !== undefined)
    conditions.push(anyOf([...new Set(filter.status)].map((status) => statusCondition(status, scope.asOf))));
  for (const [index, part] of (filter.and ?? []).entries())
    conditions.push(compileFilter(part, scope, `${path}.and.${index}`));
  if (filter.or !== undefined)
    conditions.push(anyOf(filter.or.map((part, index) => compileFilter(part, scope, `${path}.or.${index}`))));
  if (filter.not !== undefined) conditions.push(noneOf(compileFilter(filter.not, scope, `${path}.not`)));
  return allOf(conditions);
}

/** Whether a filter asks for a status anywhere: only then may expired offers be among the results. */
export function asksForStatus(filter: OpportunityFilter): boolean {
  const parts = [...(filter.and ?? []), ...(filter.or ?? []), ...(filter.not === undefined ? [] : [filter.not])];
  return filter.status !== undefined || parts.some(asksForStatus);
}

/** Offers that are in this state on a day. */
export function statusCondition(status: LifecycleStatus, day: EpochDay): Condition {
  const open = isIn('f.open', blocksOf(day));
  const later = within('f.opens', day + 1, lastDay);
  if (status === 'open') return open;
  if (status === 'upcoming') return allOf([noneOf(open), later]);
  if (status === 'expired') return within('f.last', -1, day - 1);
  return allOf([isIn('f.undated', [true]), noneOf(open), noneOf(later)]);
}

/** Offers that are not over on a day. */
export function notExpired(day: EpochDay): Condition {
  return within('f.last', day, lastDay);
}

/** Offers that have no value of a field at a tier of evidence. */
export function notStatedCondition(name: string, evidence: EvidenceTier): Condition {
  const lists = {
    any: ['missing.any'],
    exact: ['missing.any', 'missing.exact'],
    stated: ['missing.any', 'missing.exact', 'missing.stated'],
  }[evidence];
  return anyOf(lists.map((list) => isIn(list, [name])));
}

function combine(
  name: string,
  value: Condition | undefined,
  notStated: boolean | undefined,
  { evidence }: FilterScope,
  path: string,
): Condition {
  const absent = notStatedCondition(name, evidence);
  if (value === undefined && notStated === undefined)
    throw new InvalidArgument(
      path,
      'EMPTY_FILTER',
      `"${path}" sets no condition; leave it out, or give it a value or notStated.`,
    );
  if (value === undefined) return notStated === true ? absent : noneOf(absent);
  return notStated === true ? anyOf([value, absent]) : value;
}

/** Where the values of a field that do not meet the tier are listed again. */
function companionOf(name: SearchFieldName, evidence: EvidenceTier): string | undefined {
  if (evidence === 'any' || searchField(name).alwaysStated === true) return undefined;
  return `${evidence === 'stated' ? 'unstated' : 'inexact'}.${name}`;
}

function keyCondition(
  name: SearchFieldName,
  keys: readonly (string | number | boolean)[],
  { evidence }: FilterScope,
): Condition {
  const companion = companionOf(name, evidence);
  const attribute = attributeOf(name);
  if (companion === undefined) return isIn(attribute, keys);
  return anyOf(keys.map((key) => allOf([isIn(attribute, [key]), noneOf(isIn(companion, [key]))])));
}

function codeCondition(name: SearchFieldName, filter: CodeFilter, scope: FilterScope, path: string): Condition {
  return combine(
    name,
    filter.in && keyCondition(name, codesOf(name, filter.in, `${path}.in`), scope),
    filter.notStated,
    scope,
    path,
  );
}

/** The codes that are meant; unknown ones are refused. */
export function codesOf(name: SearchFieldName, keys: readonly string[], path: string): string[] {
  limitValues(keys, path);
  if (searchField(name).vocabularies === undefined) return [...new Set(keys)];
  return [...new Set(keys.map((key, index) => codeOf(name, key, `${path}.${index}`)))];
}

/** The code that is meant; an unknown one is refused. */
export function codeOf(name: SearchFieldName, key: string, path: string): string {
  const concept = findConcept(searchField(name).vocabularies ?? [], key);
  if (concept === undefined) throw unknownCode(name, key, path);
  return concept.code;
}

function unknownCode(name: SearchFieldName, key: string, path: string): InvalidArgument {
  const vocabularies = searchField(name).vocabularies ?? [];
  const codes = vocabularies.flatMap((id) =>
    vocabulary(id).open ? [] : [...vocabulary(id).concepts()].map(({ code }) => code),
  );
  const allowed = codes.length > 0 && codes.length <= 40 ? codes : undefined;
  const where = vocabularies.map((id) => `vocabulary(scheme: "${id}")`).join(' or ');
  const hint = allowed === undefined ? `see ${where}` : `allowed are ${allowed.join(', ')}`;
  return new InvalidArgument(path, 'UNKNOWN_CODE', `"${key.slice(0, 80)}" is not a code of ${name}: ${hint}.`, allowed);
}

function limitValues(values: readonly unknown[], path: string): void {
  if (values.length > filterLimits.values)
    throw new InvalidArgument(
      path,
      'TOO_MANY_VALUES',
      `At most ${filterLimits.values} values are allowed, there are ${values.length}.`,
    );
}

function refuseNaN(value: number | undefined, path: string): void {
  if (Number.isNaN(value)) throw new InvalidArgument(path, 'INVALID_RANGE', `"${path}" is not a number.`);
}

function limits(filter: { min?: number; max?: number }, path: string): { min: number; max: number } | undefined {
  if (filter.min === undefined && filter.max === undefined) return undefined;
  for (const end of ['min', 'max'] as const) refuseNaN(filter[end], `${path}.${end}`);
  const min = filter.min ?? -Number.MAX_SAFE_INTEGER;
  const max = filter.max ?? Number.MAX_SAFE_INTEGER;
  if (min > max)
    throw new InvalidArgument(path, 'INVALID_RANGE', `The range is empty: min ${min} is more than max ${max}.`);
  return { min, max };
}

/** Numbers of a scale that has an end; others can be asked for whatever they are. */
const scales: Readonly<Record<string, readonly [number, number]>> = { eqfLevel: [1, 8], completeness: [0, 9] };

function refuseOffScale(name: string, value: number, path: string): void {
  const [least, most] = scales[name] ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  if (!(value < least || value > most)) return;
  throw new InvalidArgument(
    path,
    'INVALID_RANGE',
    `${value} is no ${name}; allowed are numbers from ${least} to ${most}.`,
  );
}

function numberCondition(
  name: 'eqfLevel' | 'ects' | 'completeness' | 'workloadHours',
  filter: NumberFilter,
  scope: FilterScope,
  path: string,
): Condition {
  const range = limits(filter, path);
  const parts: Condition[] = [];
  for (const [key, value] of [
    ...Object.entries({ min: filter.min, max: filter.max }),
    ...(filter.in ?? []).map((each, index) => [`in.${index}`, each] as const),
  ]) {
    if (value !== undefined) refuseOffScale(name, value, `${path}.${key}`);
  }
  if (filter.in !== undefined) {
    limitValues(filter.in, `${path}.in`);
    for (const [index, value] of filter.in.entries()) refuseNaN(value, `${path}.in.${index}`);
    parts.push(
      name === 'workloadHours'
        ? anyOf(filter.in.map((hours) => overlap(hours, hours)))
        : isIn(attributeOf(name), filter.in),
    );
  }
  if (range !== undefined)
    parts.push(
      name === 'workloadHours' ? overlap(range.min, range.max) : within(attributeOf(name), range.min, range.max),
    );
  const enough = noneOf(notStatedCondition(name, scope.evidence));
  const exact = scope.evidence === 'any' || searchField(name).alwaysStated === true ? everything : enough;
  return combine(name, parts.length === 0 ? undefined : allOf([...parts, exact]), filter.notStated, scope, path);
}

function overlap(min: number, max: number): Condition {
  return allOf([
    within('f.workloadHours', -Number.MAX_SAFE_INTEGER, max),
    within('f.workloadMax', min, Number.MAX_SAFE_INTEGER),
  ]);
}

function dayOfArgument(date: string, path: string): EpochDay {
  if (
    !/^\d{4}-\d{2}-\d{2}$/.test(date) ||
    Number.isNaN(Date.parse(date)) ||
    new Date(date).toISOString().slice(0, 10) !== date
  ) {
    throw new InvalidArgument(path, 'INVALID_DATE', `"${date.slice(0, 40)}" is not a date; expected YYYY-MM-DD.`);
  }
  return epochDay(date);
}

function dateCondition(
  name: 'startDate' | 'deadline',
  filter: DateFilter,
  scope: FilterScope,
  path: string,
): Condition {
  const { min, max } = filter;
  if (min === undefined && max === undefined) return combine(name, undefined, filter.notStated, scope, path);
  const from = min === undefined ? 0 : dayOfArgument(min, `${path}.min`);
  const to = max === undefined ? lastDay : dayOfArgument(max, `${path}.max`);
  if (from > to)
    throw new InvalidArgument(path, 'INVALID_RANGE', `The range is empty: min ${min} is after max ${max}.`);
  return combine(name, within(attributeOf(name), from, to), filter.notStated, scope, path);
}

function flagCondition(name: 'free' | 'funding', filter: FlagFilter, scope: FilterScope, path: string): Condition {
  if (name === 'funding' && filter.is === false) {
    throw new InvalidArgument(
      `${path}.is`,
      'UNKNOWN_CODE',
      'Sources state funding that there is, never that there is none: ask for notStated instead.',
      ['true'],
    );
  }
  return combine(
    name,
    filter.is === undefined ? undefined : keyCondition(name, [filter.is], scope),
    filter.notStated,
    scope,
    path,
  );
}

/** Code of a currency of the EU authority. */
export function currencyCode(currency: string | undefined, path: string): string {
  const code = vocabulary('currency').find(currency ?? 'EUR')?.code;
  if (code === undefined)
    throw new InvalidArgument(
      path,
      'UNKNOWN_CODE',
      `"${(currency ?? '').slice(0, 40)}" is not an ISO 4217 currency code.`,
    );
  return code;
}

function priceCondition(filter: PriceFilter, scope: FilterScope, path: string): Condition {
  const range = limits(filter, path);
  const code = currencyCode(filter.currency, `${path}.currency`);
  const value =
    range === undefined && filter.currency === undefined
      ? undefined
      : within(`f.price.${code}`, range?.min ?? 0, range?.max ?? Number.MAX_SAFE_INTEGER);
  return combine('price', value, filter.notStated, { ...scope, evidence: 'any' }, path);
}

function nearCondition(near: NearFilter, scope: FilterScope, path: string): Condition {
  const { latitude, longitude, km } = near;
  if (!(Math.abs(latitude) <= 90))
    throw new InvalidArgument(`${path}.latitude`, 'INVALID_GEO', 'The latitude is from -90 to 90 degrees.');
  if (!(Math.abs(longitude) <= 180))
    throw new InvalidArgument(`${path}.longitude`, 'INVALID_GEO', 'The longitude is from -180 to 180 degrees.');
  if (!(km > 0 && km <= 20_038))
    throw new InvalidArgument(`${path}.km`, 'INVALID_GEO', 'The distance is more than 0 and at most 20038 km.');
  const inside = scope.points.filter((point) => {
    const [lat, lng] = point.split(',').map(Number);
    return distanceKm({ latitude, longitude }, { latitude: lat ?? 0, longitude: lng ?? 0 }) <= km;
  });
  const here = inside.length === 0 ? nothing : isIn('f.point', inside);
  return near.orOnline === true ? anyOf([here, keyCondition('mode', ['online'], scope)]) : here;
}

function seconds(instant: string, path: string): number {
  const time = Date.parse(instant);
  if (Number.isNaN(time))
    throw new InvalidArgument(path, 'INVALID_DATE', `"${instant.slice(0, 40)}" is not an ISO 8601 instant.`);
  return Math.ceil(time / 1000);
}
