import { filters, isFilterName } from './filters.js';
import type { LearningOpportunityFilter as Filter } from './generated/operations.js';

/** A filter, or why the text is none. */
export type ReadFilter = { readonly filter: Filter } | { readonly problem: string };

const number = /^\d+(\.\d+)?$/;
const date = /^\d{4}-\d\d-\d\d$/;

/**
 * Reads a filter as attributes of the widget give it: conditions with `;` between them, all of which hold.
 *
 *     country: SE, NO; level: 5..6; ects: ..10 or not stated; start: 2026-12-01..; price: ..500 SEK; free: yes
 *     near: 59.33 18.06 50        (latitude, longitude, km)
 *
 * Names are those of the widget's filters or of the API's. A text that starts with `{` is JSON of the API's
 * `LearningOpportunityFilter`. Codes are checked by the gateway. Anything else is a problem, never left out.
 */
export function readFilter(text: string): ReadFilter {
  const trimmed = text.trim();
  if (trimmed.startsWith('{')) return readJson(trimmed);
  const filter: Record<string, unknown> = {};
  for (const part of trimmed.split(';')) {
    if (part.trim() === '') continue;
    const colon = part.indexOf(':');
    const name = part.slice(0, Math.max(0, colon)).trim();
    const value = part.slice(colon + 1).trim();
    const field = fieldOf(name);
    const condition = field === undefined || colon < 0 ? undefined : readCondition(field, value);
    if (field === undefined || condition === undefined) return { problem: `"${part.trim()}" is no condition` };
    if (Object.hasOwn(filter, field)) return { problem: `"${name}" is given twice` };
    filter[field] = condition;
  }
  return { filter };
}

function readJson(text: string): ReadFilter {
  try {
    return { filter: JSON.parse(text) as Filter };
  } catch {
    return { problem: 'the filter is no JSON' };
  }
}

const numeric = ['eqfLevel', 'ects', 'workloadHours', 'completeness'];
const dated = ['startDate', 'deadline'];
const flags = ['free', 'funding'];
const coded = [
  ...Object.values(filters).flatMap(({ field, kind }) => (kind === 'codes' ? [field as string] : [])),
  ...['source', 'escoSkill', 'providerType', 'assessmentType', 'qualityAssurance', 'qfEheaCycle', 'stackability'],
];
const known = [...numeric, ...dated, ...flags, ...coded, 'price', 'near', 'status'];

function fieldOf(name: string): string | undefined {
  if (isFilterName(name)) return filters[name].field;
  return known.includes(name) ? name : undefined;
}

/** The condition, or undefined for a text that is none. */
function readCondition(field: string, text: string): object | undefined {
  if (field === 'near') return readNear(text);
  if (field === 'status') return readStatus(text);
  const [, stated = '', notStated] = /^(.*?)\s*(?:\b(?:or )?(not stated))?$/i.exec(text) ?? [];
  if (stated === '') return notStated === undefined ? undefined : { notStated: true };
  const condition = stated.toLowerCase() === 'stated' ? { notStated: false } : readValue(field, stated);
  return condition === undefined
    ? undefined
    : { ...condition, ...(notStated === undefined ? {} : { notStated: true }) };
}

function readValue(field: string, text: string): object | undefined {
  if (flags.includes(field)) return /^(yes|no)$/i.test(text) ? { is: text.toLowerCase() === 'yes' } : undefined;
  const values = text.split(',').map((each) => each.trim());
  if (coded.includes(field)) return values.includes('') ? undefined : { in: values };
  if (text.includes('..')) return readRange(field, text);
  return numeric.includes(field) && values.every((each) => number.test(each)) ? { in: values.map(Number) } : undefined;
}

function readRange(field: string, text: string): object | undefined {
  const isDate = dated.includes(field);
  const [, min = '', max = '', currency] = /^(\S*?)\s*\.\.\s*([^\sA-Z]*)(?:\s+([A-Z]{3}))?$/.exec(text) ?? [];
  const ends = Object.entries({ min, max }).filter(([, end]) => end !== '');
  const isRange = ends.length > 0 && ends.every(([, end]) => (isDate ? date : number).test(end));
  if (!isRange || (currency !== undefined && field !== 'price')) return undefined;
  const values = ends.map(([name, end]) => [name, isDate ? end : Number(end)] as const);
  return { ...Object.fromEntries(values), ...(currency === undefined ? {} : { currency }) };
}

function readNear(text: string): object | undefined {
  const [latitude, longitude, km, ...rest] = text.split(/\s+/).map(Number);
  const isPlace = [latitude, longitude, km].every((each) => each !== undefined && Number.isFinite(each));
  return isPlace && rest.length === 0 ? { latitude, longitude, km } : undefined;
}

function readStatus(text: string): readonly string[] | undefined {
  const states = text.split(',').map((state) => state.trim().toUpperCase());
  return states.every((state) => /^(OPEN|UPCOMING|EXPIRED|UNKNOWN)$/.test(state)) ? states : undefined;
}
