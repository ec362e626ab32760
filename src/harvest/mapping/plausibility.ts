import { isoDuration } from '../../domain/primitives.js';
import type { Run } from '../../domain/run.js';
import type { IssueLog } from '../format.js';
import type { ReadDate } from './values.js';

/** Most ECTS credits that one offer may plausibly have (domain model §5.3). */
const maxEcts = 360;

/** The credits, unless they are negative or more than a whole course of study has. */
export function plausibleEcts(ects: number, path: string, log: IssueLog): number | undefined {
  if (Number.isFinite(ects) && ects >= 0 && ects <= maxEcts) return ects;
  log.warning('IMPLAUSIBLE_VALUE', path, `ECTS credits are expected to be between 0 and ${maxEcts}.`, ects);
  return undefined;
}

/** Whether so many hours can be meant for so many ECTS credits: 15 to 40 hours for one. */
export function hoursFitEcts(hours: number, ects: number): boolean {
  return ects * 15 <= hours && hours <= ects * 40;
}

/** The period from both dates; an end before the start is left out with a warning. */
export function plausiblePeriod(
  start: ReadDate | undefined,
  end: ReadDate | undefined,
  endPath: string,
  log: IssueLog,
): Run['period'] {
  if (start === undefined && end === undefined) return undefined;
  const precision = start?.precision === 'month' || end?.precision === 'month' ? 'month' : 'day';
  const last = end === undefined ? undefined : lastDay(end);
  if (start !== undefined && last !== undefined && last < start.date) {
    log.warning('IMPLAUSIBLE_VALUE', endPath, 'The end is before the start.', `${start.date}/${last}`);
    return { start: start.date, precision };
  }
  return {
    ...(start === undefined ? {} : { start: start.date }),
    ...(last === undefined ? {} : { end: last }),
    precision,
  };
}

/** The day itself, or the last day of the month. */
function lastDay({ date, precision }: ReadDate): string {
  if (precision === 'day') return date;
  const [year = 0, month = 1] = date.split('-').map(Number);
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}

/**
 * The day on which applications close, of a month the last, unless it is before they open or after the offer has ended.
 */
export function plausibleDeadline(
  closes: ReadDate | undefined,
  bounds: { readonly opens?: string | undefined; readonly end?: string | undefined },
  path: string,
  log: IssueLog,
): string | undefined {
  if (closes === undefined) return undefined;
  const { opens, end } = bounds;
  const last = lastDay(closes);
  if ((opens === undefined || last >= opens) && (end === undefined || closes.date <= end)) return last;
  log.warning(
    'IMPLAUSIBLE_VALUE',
    path,
    'Applications are expected to close after they open and not after the offer has ended.',
    closes.date,
  );
  return undefined;
}

/** A WGS 84 point; values off the globe and the point 0,0, which stands for "none", are left out with a warning. */
export function plausiblePoint(
  latitude: number,
  longitude: number,
  path: string,
  log: IssueLog,
): { latitude: number; longitude: number } | undefined {
  if (latitude === 0 && longitude === 0) {
    log.warning('PLACEHOLDER_VALUE', path, 'The point 0,0 is not a place.', '0,0');
    return undefined;
  }
  if (Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180) return { latitude, longitude };
  log.warning(
    'INVALID_GEO',
    path,
    'Expected a latitude from -90 to 90 and a longitude from -180 to 180, in decimal degrees.',
    `${latitude},${longitude}`,
  );
  return undefined;
}

/** An ISO 8601 duration that is longer than nothing. */
export function plausibleDuration(text: string | undefined, path: string, log: IssueLog): string | undefined {
  if (text === undefined || text === '') return undefined;
  if (!isoDuration.safeParse(text).success) {
    log.warning('INVALID_VALUE', path, 'The text is not a duration; expected ISO 8601, for example P6W.', text);
    return undefined;
  }
  if (/[1-9]/.test(text)) return text;
  log.warning('IMPLAUSIBLE_VALUE', path, 'The duration is zero.', text);
  return undefined;
}
