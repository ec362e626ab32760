import type { IssueLog } from '../../format.js';
import { parseDate } from '../../parse/values.js';
import type { XcriNode } from './xcri-cap.record.js';
import { attribute, content } from './xcri-node.js';

/** A date of a temporal element; a month is kept by its first and last day. */
export interface XcriDate {
  readonly first: string;
  readonly last: string;
  readonly precision: 'day' | 'month';
}

/** Where a temporal element was read, and the zone that instants are turned to the calendar of. */
export interface TemporalContext {
  readonly path: string;
  readonly timezone: string;
  readonly log: IssueLog;
}

/**
 * Date of a temporal element (XCRI-CAP 1.2, "Temporal Elements"): `@dtf` in W3C-DTF, else the text where that is one
 * date whoever reads it (ISO 8601, or day, month by English name and year; never `d/m/y`).
 *
 * Where both are a day and differ, the text counts, because it is what the provider shows to people, and the difference
 * is reported. (Cornwall College writes midnight in British Summer Time as a UTC date into `@dtf`, so that 169 of 185
 * dates come out a day early: "05 September 2016" has `dtf="2016-09-04"`.)
 */
export function readTemporal(
  node: XcriNode | undefined,
  { path, timezone, log }: TemporalContext,
): XcriDate | undefined {
  const dtf = attribute(node, 'dtf');
  const text = content(node);
  if (dtf === undefined && text === '') return undefined;
  const machine = dtf === undefined ? undefined : toXcriDate(parseDate(dtf, { timezone }));
  const human = dateOfText(text, timezone);
  const date = contradicts(machine, human) ? human : (machine ?? human);
  if (contradicts(machine, human))
    log.warning(
      'IMPLAUSIBLE_VALUE',
      `${path}@dtf`,
      `@dtf differs from the date in the text, "${text}", which is used.`,
      dtf,
    );
  else if (dtf !== undefined && machine === undefined)
    log.warning('INVALID_DATE', `${path}@dtf`, 'Not a W3C-DTF date with at least year and month.', dtf);
  else if (date === undefined)
    log.warning('INVALID_DATE', path, 'The text is not one unambiguous date; add it as @dtf (YYYY-MM-DD).', text);
  if (date !== undefined && isPlaceholder(date)) {
    log.warning('PLACEHOLDER_VALUE', path, 'The year stands for "no date"; leave the element out instead.', date.first);
    return undefined;
  }
  return date;
}

function contradicts(machine: XcriDate | undefined, human: XcriDate | undefined): boolean {
  return machine?.precision === 'day' && human?.precision === 'day' && machine.first !== human.first;
}

/** XCRI-CAP dates from 2005; years before 1950 and after 2150 are fillers such as 1900-01-01 and 9999-12-31. */
function isPlaceholder({ first }: XcriDate): boolean {
  const year = Number(first.slice(0, 4));
  return year < 1950 || year > 2150;
}

function toXcriDate(parsed: ReturnType<typeof parseDate>): XcriDate | undefined {
  if (parsed === undefined) return undefined;
  const { precision } = parsed;
  if (precision === 'day') return { first: parsed.date, last: parsed.date, precision };
  const [year = 0, month = 1] = parsed.date.split('-').map(Number);
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const prefix = parsed.date.slice(0, 7);
  return { first: `${prefix}-01`, last: `${prefix}-${String(days).padStart(2, '0')}`, precision };
}

const monthNames = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];
const weekday = '(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\\s+)?';
const dayMonthYear = new RegExp(
  `^${weekday}(\\d{1,2})(?:st|nd|rd|th)?\\s+(?:of\\s+)?([a-z]{3,9})\\.?,?\\s+(\\d{4})$`,
  'i',
);
const monthDayYear = new RegExp(`^${weekday}([a-z]{3,9})\\.?\\s+(\\d{1,2})(?:st|nd|rd|th)?,?\\s+(\\d{4})$`, 'i');
const monthYear = /^([a-z]{3,9})\.?,?\s+(\d{4})$/i;

function dateOfText(text: string, timezone: string): XcriDate | undefined {
  const iso = parseDate(text, { timezone });
  if (iso !== undefined) return toXcriDate(iso);
  const [, day, month, year] = dayMonthYear.exec(text) ?? [];
  if (day !== undefined) return fromParts(year, month, day);
  const [, monthFirst, dayAfter, yearAfter] = monthDayYear.exec(text) ?? [];
  if (monthFirst !== undefined) return fromParts(yearAfter, monthFirst, dayAfter);
  const [, monthOnly, yearOnly] = monthYear.exec(text) ?? [];
  return fromParts(yearOnly, monthOnly);
}

function fromParts(year: string | undefined, month: string | undefined, day?: string): XcriDate | undefined {
  const name = month?.toLowerCase();
  const index = monthNames.findIndex(
    (full) => name !== undefined && (full.startsWith(name) || name === full.slice(0, 4)),
  );
  if (year === undefined || index < 0) return undefined;
  const isoMonth = `${year}-${String(index + 1).padStart(2, '0')}`;
  return toXcriDate(parseDate(day === undefined ? isoMonth : `${isoMonth}-${day.padStart(2, '0')}`));
}
