import type { IssueLog } from '../../format.js';
import type { Calendar } from '../../mapping/values.js';
import { parseDate } from '../../parse/values.js';
import { parseWrittenDate } from '../../parse/written-date.js';
import type { XcriNode } from './xcri-cap.record.js';
import { attribute, content } from './xcri-node.js';

/** A date of a temporal element; a month is kept by its first and last day. */
export interface XcriDate {
  readonly first: string;
  readonly last: string;
  readonly precision: 'day' | 'month';
}

/** Where a temporal element was read, and the calendar that instants and written dates are read by. */
export interface TemporalContext {
  readonly path: string;
  readonly calendar: Calendar;
  readonly log: IssueLog;
}

/**
 * Date of a temporal element (XCRI-CAP 1.2, "Temporal Elements"): `@dtf` in W3C-DTF, else the text where that is one
 * date whoever reads it (ISO 8601, or as {@link parseWrittenDate} reads it).
 *
 * Where both are a day and differ, the text counts, because it is what the provider shows to people, and the difference
 * is reported. (Cornwall College writes midnight in British Summer Time as a UTC date into `@dtf`, so that 169 of 185
 * dates come out a day early: "05 September 2016" has `dtf="2016-09-04"`.)
 */
export function readTemporal(
  node: XcriNode | undefined,
  { path, calendar, log }: TemporalContext,
): XcriDate | undefined {
  const dtf = attribute(node, 'dtf');
  const text = content(node);
  if (dtf === undefined && text === '') return undefined;
  const machine = dtf === undefined ? undefined : toXcriDate(parseDate(dtf, calendar));
  const human = dateOfText(text, calendar);
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

function dateOfText(text: string, { timezone, language }: Calendar): XcriDate | undefined {
  return toXcriDate(parseDate(text, { timezone }) ?? parseWrittenDate(text, language));
}
