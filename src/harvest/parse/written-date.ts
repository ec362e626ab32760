import { type ParsedDate, parseDate } from './values.js';

/** Languages of Europe whose names of months are known, beside that of the text. */
const languages =
  'bg bs ca cs cy da de el en es et eu fi fr ga gl hr hu is it lt lv mk mt nb nl nn pl pt ro ru sk sl sq sr sr-Latn sv tr uk'.split(
    ' ',
  );

const time = /[\s,]+(?:\p{L}{1,4}\.?\s+)?\d{1,2}[:.h]\d{2}(?::\d{2})?(?:\s*(?:h|Uhr))?$/u;
const weekday = String.raw`(?:\p{L}+(?:-\p{L}+)?\.?,?\s+)?`;
/** A month by its name, of two words in Irish alone. */
const monthName = String.raw`(\p{L}{3,}(?:\s\p{L}{3,})??)`;
/** What follows the number of a year: a point, or the letter that stands for "year". */
const yearSign = String.raw`(?:\.?\s*(?:г|р|r|g)\.|\.)?`;
const numbers = new RegExp(String.raw`^(\d{1,2})\s*([./-])\s*(\d{1,2})\s*\2\s*(\d{4})${yearSign}$`, 'iu');
const yearFirst = /^(\d{4})\s*([./])\s*(\d{1,2})\s*\2\s*(\d{1,2})\.?$/;
const dayFirst = new RegExp(
  String.raw`^${weekday}(\d{1,2})(?:\.|st|nd|rd|th|er|re|º|ª)?\s+(?:(?:de|d'|of|ta')\s*)?${monthName}\.?,?\s+(?:de\s+)?(\d{4})${yearSign}$`,
  'iu',
);
const monthFirst = new RegExp(String.raw`^${weekday}${monthName}\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$`, 'iu');
const yearThenName = /^(\d{4})\.?\s+(?:m\.\s+)?(\p{L}{3,})\.?\s+(\d{1,2})\.?(?:\s+d\.)?$/iu;
const yearThenDay = /^(\d{4})\.\s+gada\s+(\d{1,2})\.\s+(\p{L}{3,})$/iu;
const monthOnly = new RegExp(String.raw`^${monthName}\.?,?\s+(?:de\s+|del\s+)?(\d{4})$`, 'iu');

/**
 * Reads a date as people write it, where that is the same day whoever reads it: `31.12.2026`, `31/12/2026`,
 * `1er janvier 2026`, `Montag, 5. September 2026`, `September 2026`. In `5/9/2026` the language of the text tells the
 * order; English alone does not. Names of months are those of the language, else of any in Europe that all agree on.
 */
export function parseWrittenDate(text: string, language = 'und'): ParsedDate | undefined {
  const value = text.normalize('NFC').replace(/\s+/g, ' ').replace(/[’ʼ]/g, "'").trim();
  if (value.length > 60 || !/\d{4}/.test(value)) return undefined;
  return dateOf(value, language) ?? dateOf(value.replace(time, ''), language);
}

function dateOf(value: string, language: string): ParsedDate | undefined {
  const [, first, separator, second, last] = numbers.exec(value) ?? [];
  if (first !== undefined && second !== undefined) return ofNumbers(first, second, last, separator, language);
  const [, year, , month, day] = yearFirst.exec(value) ?? [];
  if (year !== undefined) return ofParts(year, month, day);
  const [, dayBefore, nameAfter, yearAfter] = dayFirst.exec(value) ?? [];
  if (dayBefore !== undefined) return ofParts(yearAfter, monthOf(nameAfter, language), dayBefore);
  const [, nameBefore, dayAfter, yearLast] = monthFirst.exec(value) ?? [];
  if (nameBefore !== undefined) return ofParts(yearLast, monthOf(nameBefore, language), dayAfter);
  const [, yearBefore, name, dayLast] = yearThenName.exec(value) ?? [];
  if (yearBefore !== undefined) return ofParts(yearBefore, monthOf(name, language), dayLast);
  const [, yearAhead, dayAmid, nameLast] = yearThenDay.exec(value) ?? [];
  if (yearAhead !== undefined) return ofParts(yearAhead, monthOf(nameLast, language), dayAmid);
  const [, onlyName, onlyYear] = monthOnly.exec(value) ?? [];
  const only = monthOf(onlyName, language);
  return only === undefined ? undefined : parseDate(`${onlyYear}-${only}`);
}

function ofNumbers(
  first: string,
  second: string,
  year: string | undefined,
  separator: string | undefined,
  language: string,
): ParsedDate | undefined {
  const isDayFirst =
    separator === '.' || Number(first) > 12 || Number(first) === Number(second)
      ? true
      : Number(second) > 12
        ? false
        : writesDayFirst(language);
  if (isDayFirst === undefined) return undefined;
  return isDayFirst ? ofParts(year, second, first) : ofParts(year, first, second);
}

function ofParts(year = '', month = '', day = ''): ParsedDate | undefined {
  return month === '' ? undefined : parseDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
}

/** Whether numbers are day and month, in this order, in a language; unknown for English, which has both. */
function writesDayFirst(language: string): boolean | undefined {
  const tag = localeOf(language);
  if (tag === undefined || tag === 'en') return undefined;
  const parts = new Intl.DateTimeFormat(tag, { dateStyle: 'short', timeZone: 'UTC', calendar: 'gregory' })
    .formatToParts(0)
    .map(({ type }) => type);
  const order = parts.filter((type) => type === 'day' || type === 'month' || type === 'year').join(' ');
  return order === 'day month year' ? true : order === 'month day year' ? false : undefined;
}

function localeOf(language: string): string | undefined {
  try {
    const [tag] = Intl.DateTimeFormat.supportedLocalesOf(language);
    return tag;
  } catch {
    return undefined;
  }
}

const namesByLanguage = new Map<string, ReadonlyMap<string, number>>();
/** Month by name; 0 for a name that is of different months in different languages (Polish and Croatian `listopad`). */
let common: Map<string, number> | undefined;

/** The number of a month, in two digits. */
function monthOf(name: string | undefined, language: string): string | undefined {
  if (name === undefined) return undefined;
  const wanted = name.toLowerCase();
  const tag = localeOf(language);
  const month = (tag === undefined ? undefined : namesOf(tag).get(wanted)) ?? commonNames().get(wanted) ?? 0;
  return month === 0 ? undefined : String(month).padStart(2, '0');
}

function commonNames(): ReadonlyMap<string, number> {
  if (common !== undefined) return common;
  common = new Map();
  for (const language of languages)
    for (const [name, month] of namesOf(language)) {
      const known = common.get(name);
      common.set(name, known === undefined || known === month ? month : 0);
    }
  return common;
}

/** Full and short names of the months in a language, alone and as part of a date. */
function namesOf(tag: string): ReadonlyMap<string, number> {
  const known = namesByLanguage.get(tag);
  if (known !== undefined) return known;
  const names = new Map<string, number>();
  for (const style of ['long', 'short'] as const)
    for (const day of [{ day: 'numeric' }, {}] as const) {
      const format = new Intl.DateTimeFormat(tag, { ...day, month: style, timeZone: 'UTC', calendar: 'gregory' });
      for (let month = 1; month <= 12; month += 1) {
        const parts = format.formatToParts(Date.UTC(2026, month - 1, 1));
        const name =
          parts
            .find(({ type }) => type === 'month')
            ?.value.toLowerCase()
            .replace(/\.$/, '') ?? '';
        if (/^\p{L}{3,}(?: \p{L}{3,})?$/u.test(name) && !names.has(name)) names.set(name, month);
      }
    }
  namesByLanguage.set(tag, names);
  return names;
}
