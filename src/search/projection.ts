import { isoDay, lastDay } from '../domain/days.js';
import { keysOf } from '../domain/duplicates/identity.js';
import { bases, meets } from '../domain/evidence.js';
import type { LearningOpportunity } from '../domain/learning-opportunity.js';
import { availability } from '../domain/lifecycle.js';
import type { LanguageMap } from '../domain/multilingual.js';
import { vocabulary } from '../domain/vocabularies/vocabulary.js';
import { type SearchFieldName, type SearchValue, searchField, searchFieldNames } from './fields.js';
import type { Projection, SearchDocument } from './search-document.js';
import { coveringBlocks } from './windows.js';

/** Longest text of one part and language that is indexed, in characters. */
const longestText = 6000;

/** Fields that are missing on an offer that has no price, dates or workload are told by these names too. */
export const extraMissing = ['price', 'status'] as const;

/** One value a key, with its strongest basis (in the order of {@link bases}). */
function strongest(values: readonly SearchValue[]): readonly SearchValue[] {
  if (values.length < 2) return values;
  const best = new Map<SearchValue['key'], SearchValue>();
  for (const value of values) {
    const known = best.get(value.key);
    if (known === undefined || bases.indexOf(value.basis) < bases.indexOf(known.basis)) best.set(value.key, value);
  }
  return best.size === values.length ? values : [...best.values()];
}

const keyOf = ({ key }: SearchValue) => key;
const isUnstated = ({ basis }: SearchValue) => !meets(basis, 'stated');
const isInexact = ({ basis }: SearchValue) => !meets(basis, 'exact');

/** The key under which a point is searched: latitude and longitude to five decimals (about a metre). */
export function pointKey(latitude: number, longitude: number): string {
  return `${latitude.toFixed(5)},${longitude.toFixed(5)}`;
}

/** The start of a text; a character is never cut in half, as half of one is an error to the engine. */
function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  const code = text.charCodeAt(length - 1);
  return text.slice(0, code >= 0xd800 && code <= 0xdbff ? length - 1 : length);
}

function plain(text: string): string {
  if (!/[<&]/.test(text)) return cut(text, longestText);
  const words = text
    .replace(/<[^<>]*>/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&');
  return cut(words, longestText);
}

/**
 * The language under which a text is indexed: its ISO 639 code, `und` for anything else. Each one is an attribute of the
 * index, which has room for 65,535, so sources must not be able to make up more.
 */
function textLanguage(tag: string): string {
  const language = tag.split('-')[0]?.toLowerCase() ?? '';
  return /^[a-z]{2,3}$/.test(language) ? language : 'und';
}

/** Joins texts language by language. */
function joined(maps: readonly (LanguageMap | undefined)[]): LanguageMap {
  const texts: Record<string, string> = {};
  for (const map of maps) {
    for (const [language, text] of Object.entries(map ?? {})) {
      const tag = textLanguage(language);
      texts[tag] = texts[tag] === undefined ? plain(text) : cut(`${texts[tag]} ${plain(text)}`, longestText);
    }
  }
  return texts;
}

function texts(record: LearningOpportunity) {
  const organisations = [...record.providers, ...record.awardingBodies];
  const title = joined([record.title]);
  return {
    title,
    ...(title.de === undefined ? {} : { compounds: title.de }),
    skills: record.learningOutcomes.flatMap(({ skills }) =>
      skills.flatMap(({ value }) => Object.values(vocabulary('esco-skill').find(value)?.labels ?? {})),
    ),
    subjects: record.subjects.flatMap(({ label }) => label ?? []),
    provider: [...new Set(organisations.flatMap(({ names }) => Object.values(names)))],
    place: [
      ...new Set([
        ...record.runs.flatMap(({ places }) => places.flatMap(({ city }) => city ?? [])),
        ...organisations.flatMap(({ city }) => city ?? []),
      ]),
    ],
    code: record.nativeIds.map(({ value }) => value).filter((value) => value.length <= 60),
    outcomes: joined(record.learningOutcomes.map(({ text }) => text)),
    description: joined([record.description, record.prerequisites]),
  };
}

function amounts(record: LearningOpportunity): Record<string, number[]> {
  const byCurrency: Record<string, number[]> = {};
  for (const { amount, currency } of record.runs.flatMap(({ prices }) => prices)) {
    const code = currency === undefined ? undefined : vocabulary('currency').find(currency)?.code;
    if (amount === undefined || code === undefined) continue;
    byCurrency[code] = [...new Set([...(byCurrency[code] ?? []), amount])];
  }
  return byCurrency;
}

function sortKeys(record: LearningOpportunity, f: Readonly<Record<string, unknown>>): Record<string, string | number> {
  const [title] = Object.values(record.title);
  const least = (name: SearchFieldName) => (Array.isArray(f[name]) ? Math.min(...(f[name] as number[])) : undefined);
  const start = least('startDate');
  const deadline = least('deadline');
  return {
    ...(title === undefined ? {} : { title: cut(title.toLocaleLowerCase('en'), 100) }),
    ...(start === undefined ? {} : { start }),
    ...(deadline === undefined ? {} : { deadline }),
  };
}

/** Values of a search field as the engine stores them: one value bare, several as a list, none not at all. */
function stored(values: readonly SearchValue['key'][], single: boolean): unknown {
  return single ? values[0] : values;
}

interface Meta {
  readonly hash: string;
  readonly updated: number;
}

/** The document of a record that is found by itself. Pure: the same record gives the same document. */
export function toSearchDocument(record: LearningOpportunity, meta: Meta): SearchDocument {
  return { ...projectionOf(record, meta), record };
}

/** The same without the record itself. */
export function projectionOf(record: LearningOpportunity, meta: Meta): Projection {
  const f: Record<string, unknown> = {};
  const by: Record<string, SearchValue['key'][]> = {};
  const unstated: Record<string, SearchValue['key'][]> = {};
  const inexact: Record<string, SearchValue['key'][]> = {};
  const missing = { any: [] as string[], exact: [] as string[], stated: [] as string[] };
  for (const name of searchFieldNames) {
    const values = strongest(searchField(name).read(record));
    if (values.length === 0) {
      missing.any.push(name);
      continue;
    }
    const keys = values.map(keyOf);
    if (searchField(name).byAll === true) by[name] = keys;
    else f[name] = stored(keys, searchField(name).single === true);
    if (!values.some(isUnstated)) continue;
    const notStated = values.filter(isUnstated);
    const notExact = values.filter(isInexact);
    unstated[name] = notStated.map(keyOf);
    if (notExact.length > 0) inexact[name] = notExact.map(keyOf);
    if (notExact.length === values.length) missing.exact.push(name);
    else if (notStated.length === values.length) missing.stated.push(name);
  }
  const { windows, undated } = availability(record);
  f.open = coveringBlocks(windows);
  f.opens = [...new Set(windows.map(({ opens }) => opens))];
  f.last = undated ? lastDay : Math.max(-1, ...windows.map(({ closes }) => closes));
  f.undated = undated;
  if (record.workloadHours !== undefined) f.workloadMax = record.workloadHours.value.max;
  f.price = amounts(record);
  f.startMonth = months(f.startDate);
  f.deadlineMonth = months(f.deadline);
  if (Object.keys(f.price as object).length === 0) missing.any.push('price');
  const points = record.runs.flatMap(({ places }) => places.flatMap(({ geo }) => geo ?? []));
  f.point = [...new Set(points.map(({ latitude, longitude }) => pointKey(latitude, longitude)))];
  const [point] = points;
  return {
    id: record.id,
    present: true,
    live: true,
    source: record.source,
    hash: meta.hash,
    updated: meta.updated,
    keys: keysOf(record),
    by,
    f,
    unstated,
    inexact,
    missing,
    text: texts(record),
    s: sortKeys(record, f),
    ...(point === undefined ? {} : { _geo: { lat: point.latitude, lng: point.longitude } }),
  };
}

function months(days: unknown): string[] {
  return Array.isArray(days) ? [...new Set((days as number[]).map((day) => isoDay(day).slice(0, 7)))] : [];
}
