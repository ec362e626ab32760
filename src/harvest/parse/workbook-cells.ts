import { stringOf, type WorkbookParts } from './workbook-parts.js';
import { child, type XmlElement } from './xml.js';

/** What a cell holds: text, a number, yes or no; dates are text, `YYYY-MM-DD` or `YYYY-MM-DDTHH:mm:ss`. */
export type CellValue = string | number | boolean;

/** Columns of a sheet, at most. */
export const maxColumns = 16_384;

const day = 86_400_000;

/** The cells of a row by column, from 0; empty ones, and those that hold an error (`#N/A`), are not there. */
export function cellsOf(row: XmlElement, parts: WorkbookParts): Map<number, CellValue> {
  const cells = new Map<number, CellValue>();
  let column = -1;
  for (const cell of row.children) {
    if (cell.name !== 'c') continue;
    column = columnOf(cell.attributes.r) ?? column + 1;
    const value = contentOf(cell, parts);
    if (value !== undefined && value !== '' && column < maxColumns) cells.set(column, value);
  }
  return cells;
}

/** Column of a reference (`AB12`), from 0. */
export function columnOf(reference: string | undefined): number | undefined {
  const letters = /^\$?([A-Z]{1,3})/i.exec(reference ?? '')?.[1]?.toUpperCase();
  if (letters === undefined) return undefined;
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

/** ECMA-376 part 1 §18.3.1.4, §18.18.11. */
function contentOf(cell: XmlElement, { strings, dateStyles, from1904 }: WorkbookParts): CellValue | undefined {
  const { t: type = 'n', s: style } = cell.attributes;
  if (type === 'inlineStr') {
    const inline = child(cell, 'is');
    return inline === undefined ? undefined : stringOf(inline);
  }
  const text = child(cell, 'v')?.text;
  if (text === undefined || text === '' || type === 'e') return undefined;
  if (type === 's') return strings[Number(text)];
  if (type === 'str' || type === 'd') return text;
  if (type === 'b') return text === '1' || text === 'true';
  const number = Number(text);
  if (!Number.isFinite(number)) return undefined;
  if (dateStyles.has(Number(style ?? 0))) return dateOf(number, from1904) ?? number;
  // A spreadsheet shows and means fifteen digits; what is beyond comes of binary fractions.
  return Number(number.toPrecision(15));
}

/**
 * A count of days as a date (§18.17.4.1), with the time where there is one; a time alone is `HH:mm:ss`. In the count from
 * 1900 there is a 29 February 1900, which was none. Nothing for what is before the count or after the year 9999.
 */
export function dateOf(serial: number, from1904: boolean): string | undefined {
  const whole = Math.floor(serial);
  const seconds = Math.round((serial - whole) * 86_400);
  if (serial < 0 || whole > 2_958_465 || (!from1904 && whole === 60)) return undefined;
  if (whole === 0 && !from1904) return new Date(seconds * 1000).toISOString().slice(11, 19);
  const first = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, whole < 60 ? 31 : 30);
  const text = new Date(first + whole * day + seconds * 1000).toISOString();
  return seconds === 0 ? text.slice(0, 10) : text.slice(0, 19);
}
