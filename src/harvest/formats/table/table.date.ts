import { parseDate } from '../../parse/values.js';

/** A calendar date as read: its first and last possible day, which differ when only the month is known. */
export interface ReadDate {
  readonly first: string;
  readonly last: string;
  readonly precision: 'day' | 'month';
}

const compiled = new Map<string, RegExp>();

/** Reads a date that is written by `pattern` (`yyyy`, `MM`, `M`, `dd`, `d`, `HH`, `mm`, `ss`), or in ISO 8601. */
export function readDate(text: string, pattern: string | undefined, timezone: string): ReadDate | undefined {
  if (pattern === undefined) {
    const read = parseDate(text, { timezone });
    if (read === undefined) return undefined;
    const first = read.date.slice(0, 10);
    return read.precision === 'day'
      ? { first, last: first, precision: 'day' }
      : { first, last: lastOfMonth(first), precision: 'month' };
  }
  const groups = expression(pattern).exec(text.trim())?.groups;
  if (groups?.['year'] === undefined || groups.month === undefined) return undefined;
  const month = `${groups.year}-${groups.month.padStart(2, '0')}`;
  if (groups.day === undefined) {
    return isDay(`${month}-01`)
      ? { first: `${month}-01`, last: lastOfMonth(`${month}-01`), precision: 'month' }
      : undefined;
  }
  const day = `${month}-${groups.day.padStart(2, '0')}`;
  return isDay(day) ? { first: day, last: day, precision: 'day' } : undefined;
}

/** The calendar year that an academic year such as `2025`, `2025/26` or `2025-2026` begins in. */
export function startYear(text: string): string | undefined {
  const match = /^((?:19|20)\d\d)(?:\s*[/–-]\s*(?:(?:19|20)?\d\d))?$/.exec(text.trim());
  return match?.[1];
}

function expression(pattern: string): RegExp {
  const known = compiled.get(pattern);
  if (known !== undefined) return known;
  const tokens: Readonly<Record<string, string>> = {
    yyyy: '(?<year>\\d{4})',
    MM: '(?<month>\\d{2})',
    M: '(?<month>\\d{1,2})',
    dd: '(?<day>\\d{2})',
    d: '(?<day>\\d{1,2})',
    HH: '\\d{2}',
    mm: '\\d{2}',
    ss: '\\d{2}',
  };
  const source = pattern.replace(/yyyy|MM|M|dd|d|HH|mm|ss|[^A-Za-z0-9\s]/g, (it) => tokens[it] ?? `\\${it}`);
  const made = new RegExp(`^${source}$`);
  compiled.set(pattern, made);
  return made;
}

function isDay(day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}

function lastOfMonth(first: string): string {
  const [year = 0, month = 1] = first.split('-').map(Number);
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}
