import type { Calendar, ReadDate } from '../../mapping/values.js';
import { parseDate } from '../../parse/values.js';
import { parseWrittenDate } from '../../parse/written-date.js';

/** What a workbook gives for a cell that is a date, whatever the sheet shows. */
const isoDay = /^\d{4}-\d\d-\d\d(T|$)/;

const compiled = new Map<string, RegExp>();

/**
 * Reads a date that is written by `pattern` (`yyyy`, `MM`, `M`, `dd`, `d`, `HH`, `mm`, `ss`), or in ISO 8601; without one also
 * as {@link parseWrittenDate} reads it. A pattern
 * without day gives the first of the month, precision `month`.
 */
export function parseDeclaredDate(
  text: string,
  pattern: string | undefined,
  { timezone, language }: Calendar,
): ReadDate | undefined {
  if (pattern === undefined) return parseDate(text, { timezone }) ?? parseWrittenDate(text, language);
  const groups = expression(pattern).exec(text.trim())?.groups;
  if (groups?.year === undefined || groups.month === undefined)
    return isoDay.test(text.trim()) ? parseDate(text, { timezone }) : undefined;
  const month = `${groups.year}-${groups.month.padStart(2, '0')}`;
  if (groups.day === undefined) return parseDate(month);
  return parseDate(`${month}-${groups.day.padStart(2, '0')}`);
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
