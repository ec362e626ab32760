import { parseUrl } from '../../domain/parse-url.js';
import { instantOfLocal, localDate } from './time-zone.js';

/** A calendar date as far as the source states it. For precision `month` the day is the first of the month. */
export interface ParsedDate {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly precision: 'day' | 'month';
}

const instantPattern =
  /^(\d{4})-?(\d{2})-?(\d{2})[T ](\d{2}):?(\d{2})(?::?(\d{2})(?:[.,](\d{1,9}))?)?\s?(Z|[+-]\d{2}(?::?\d{2})?)?$/i;
const datePattern = /^(?:(\d{4})-(\d{2})-(\d{2})|(\d{4})(\d{2})(\d{2}))(?:Z|[+-]\d{2}:\d{2})?$/i;
const monthPattern = /^(\d{4})-(\d{2})$/;

/** What texts of dates were read as, by time zone and text: those of a catalogue repeat each other. */
const readDates = new Map<string, ParsedDate | undefined>();

/** Texts that are remembered. */
const mostDates = 10_000;

/**
 * Reads an ISO 8601 date, month or instant; nothing else, in particular no `d/m/y`. A date that does not exist
 * (`2026-02-30`, `00000000`) is refused. An instant in UTC is turned to the local date of `timezone`; one with another
 * offset too, unless the zone is UTC, where the date as written is kept; one without offset has the date as written.
 */
export function parseDate(
  text: string,
  { timezone = 'UTC' }: { readonly timezone?: string } = {},
): ParsedDate | undefined {
  const key = `${timezone} ${text}`;
  const known = readDates.get(key);
  if (known !== undefined || text.length > 40) return known ?? readDate(text, timezone);
  const date = readDate(text, timezone);
  if (readDates.size >= mostDates) readDates.clear();
  readDates.set(key, date);
  return date;
}

function readDate(text: string, timezone: string): ParsedDate | undefined {
  const value = text.trim();
  const month = monthPattern.exec(value);
  if (month) {
    const date = calendarDate(month[1], month[2], '01');
    return date === undefined ? undefined : { date, precision: 'month' };
  }
  const plain = datePattern.exec(value);
  if (plain) {
    const date = calendarDate(plain[1] ?? plain[4], plain[2] ?? plain[5], plain[3] ?? plain[6]);
    return date === undefined ? undefined : { date, precision: 'day' };
  }
  const parts = instantParts(value);
  if (parts === undefined) return undefined;
  const asWritten = parts.offsetMinutes === undefined || (parts.offsetMinutes !== 0 && timezone === 'UTC');
  if (asWritten) return { date: parts.date, precision: 'day' };
  return { date: localDate(parts.local - (parts.offsetMinutes ?? 0) * 60_000, timezone), precision: 'day' };
}

/**
 * Reads an ISO 8601 date and time as an instant in UTC, `YYYY-MM-DDTHH:mm:ss.sssZ`. A time without offset is taken in
 * `timezone` (UTC when absent). A date alone is not an instant.
 */
export function parseInstant(text: string, options: { readonly timezone?: string } = {}): string | undefined {
  const parts = instantParts(text.trim());
  if (parts === undefined) return undefined;
  const { local, offsetMinutes } = parts;
  const instant =
    offsetMinutes === undefined ? instantOfLocal(local, options.timezone ?? 'UTC') : local - offsetMinutes * 60_000;
  return new Date(instant).toISOString();
}

/**
 * Reads a decimal number, with a point or a comma, and grouped by spaces, apostrophes, points or commas. Where a single
 * comma may group or divide (`1,234`) nothing is returned; a single point divides. No units, no signs but `+` and `-`,
 * never more digits than a double holds exactly.
 */
export function parseNumber(text: string): number | undefined {
  const value = text.trim().replace(/(?<=\d)[\s'\u2019](?=\d{3}(?!\d))/gu, '');
  const plain = normaliseSeparators(value);
  if (plain === undefined || !/^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,3})?$/i.test(plain)) return undefined;
  if (plain.replace(/e.*$/i, '').replace(/\D/g, '').replace(/^0+/, '').length > 15) return undefined;
  const number = Number(plain);
  return Number.isFinite(number) ? number : undefined;
}

/** Reads decimal degrees, with a point or a comma: a coordinate has no thousands that a comma could group. */
export function parseDegrees(text: string): number | undefined {
  const value = text.trim().replace(',', '.');
  return /^[+-]?\d{1,3}(?:\.\d+)?(?:e[+-]?\d{1,2})?$/i.test(value) ? Number(value) : undefined;
}

/** An ISO 8601 duration that has hours, minutes and seconds, and zeros before them at most. */
const hoursPattern =
  /^P(?:0+Y)?(?:0+M)?(?:0+D)?T(?:(\d+(?:[.,]\d+)?)H)?(?:(\d+(?:[.,]\d+)?)M)?(?:(\d+(?:[.,]\d+)?)S)?$/;

/**
 * Hours of an ISO 8601 duration of hours, minutes and seconds (`PT30H`, `PT1H30M`, `PT3600S`); days, weeks and months
 * are no hours, and less than a minute is none.
 */
export function parseHours(duration: string): number | undefined {
  const [whole, ...parts] = hoursPattern.exec(duration.trim()) ?? [];
  if (whole === undefined) return undefined;
  const [hours = 0, minutes = 0, seconds = 0] = parts.map((digits = '0') => Number(digits.replace(',', '.')));
  if (parts[0] === undefined && parts[1] === undefined && seconds < 60) return undefined;
  const sum = hours + minutes / 60 + seconds / 3600;
  return Number.isFinite(sum) ? Math.round(sum * 1e4) / 1e4 : undefined;
}

/** An absolute http(s) address, normalised (WHATWG URL), without credentials, at most 2,048 characters. */
export function webAddress(text: string): string | undefined {
  const value = text.trim();
  if (value.length > 2048 || !/^https?:\/\/[^\s/?#]/i.test(value) || /[\s\p{Cc}<>"]/u.test(value)) return undefined;
  const url = parseUrl(value);
  if (url === undefined || url.username !== '' || url.password !== '' || url.href.length > 2048) return undefined;
  return url.href;
}

interface InstantParts {
  readonly date: string;
  /** Milliseconds of the wall-clock time, read as if it were UTC. */
  readonly local: number;
  readonly offsetMinutes: number | undefined;
}

function instantParts(value: string): InstantParts | undefined {
  const match = instantPattern.exec(value);
  if (match === null) return undefined;
  const date = calendarDate(match[1], match[2], match[3]);
  const hour = Number(match[4]);
  const minute = Number(match[5]);
  const second = Number(match[6] ?? 0);
  if (date === undefined || hour > 23 || minute > 59 || second > 59) return undefined;
  const milliseconds = Math.trunc(Number(`0.${match[7] ?? 0}`) * 1000);
  const local = Date.parse(`${date}T00:00:00Z`) + ((hour * 60 + minute) * 60 + second) * 1000 + milliseconds;
  const zone = match[8];
  if (zone === undefined) return { date, local, offsetMinutes: undefined };
  const offsetMinutes = zoneMinutes(zone);
  return offsetMinutes === undefined ? undefined : { date, local, offsetMinutes };
}

function zoneMinutes(zone: string): number | undefined {
  if (/^z$/i.test(zone)) return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(3).replace(':', '') || 0);
  if (hours > 14 || minutes > 59) return undefined;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

function calendarDate(year = '', month = '', day = ''): string | undefined {
  return year !== '0000' && Number(day) >= 1 && Number(day) <= daysOf(Number(year), Number(month))
    ? `${year}-${month}-${day}`
    : undefined;
}

/** Days of a month of the Gregorian calendar; 0 for what is no month. */
function daysOf(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  if (month < 1 || month > 12) return 0;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function normaliseSeparators(value: string): string | undefined {
  const points = value.split('.').length - 1;
  const commas = value.split(',').length - 1;
  if (commas === 0 && points <= 1) return value;
  if (points > 0 && commas > 0) {
    const decimal = value.lastIndexOf(',') > value.lastIndexOf('.') ? ',' : '.';
    return ungroup(value, decimal === ',' ? '.' : ',', decimal);
  }
  if (points > 1) return ungroup(value, '.', undefined);
  if (commas > 1) return ungroup(value, ',', undefined);
  return /^[+-]?[1-9]\d{0,2},\d{3}$/.test(value) ? undefined : value.replace(',', '.');
}

/** Takes out a grouping separator that stands before every three digits, and only there. */
function ungroup(value: string, group: '.' | ',', decimal: '.' | ',' | undefined): string | undefined {
  const [whole = '', fraction, ...more] = decimal === undefined ? [value] : value.split(decimal);
  const groups = whole.split(group);
  const regular = groups.every((digits, index) => (index === 0 ? /^[+-]?\d{1,3}$/ : /^\d{3}$/).test(digits));
  if (!regular || more.length > 0) return undefined;
  return fraction === undefined ? groups.join('') : `${groups.join('')}.${fraction}`;
}
