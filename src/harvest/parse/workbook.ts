import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Feed, FeedError } from '../feed.js';
import type { ReadLimits } from '../format.js';
import { headerNames } from './header-names.js';
import { peek } from './peek.js';
import { type CellValue, cellsOf, maxColumns } from './workbook-cells.js';
import { MergedCells } from './workbook-merges.js';
import { elements, type ListedSheet, workbookParts } from './workbook-parts.js';
import { beginsZip, ZipArchive } from './zip.js';

/** One row below the header. */
export interface WorkbookRow {
  /** Cells by the name of their column; empty ones are not there. */
  readonly row: Readonly<Record<string, CellValue>>;
  /** All names of columns. */
  readonly columns: readonly string[];
  /** Number of the row in the sheet, from 1. */
  readonly line: number;
  /** Size in characters of a row that is too large; its cells are then not read. */
  readonly oversized?: number;
}

export interface WorkbookOptions {
  /** Name of the sheet, or its number from 1. @default the first that is not hidden */
  readonly sheet?: string | number | undefined;
  /** Row that has the names of the columns, from 1, or the first and the last of several. @default the first with a cell */
  readonly header?: number | readonly [number, number] | undefined;
  readonly limits: ReadLimits;
  /** Existing folder for the workbook while it is read: the directory of an archive is at its end. */
  readonly scratchDir: string;
  /** Bytes of all that is read of the workbook, unpacked. @default 1 GiB */
  readonly maxBytes?: number | undefined;
}

const zipLimits = { maxEntries: 10_000, maxRatio: 200 };

/**
 * Reads the rows of a sheet of an Office Open XML workbook (`.xlsx`, `.xlsm`; ECMA-376) as a stream: memory holds one row
 * and the texts that cells share. A merged cell counts for all cells that it covers. Names of several header rows are
 * joined by ` / `. Rows without any cell are passed over. Formulas are what the workbook says they came to.
 *
 * @throws FeedError FEED_MALFORMED for what is no such workbook, also an older or encrypted one; CONFIG_INVALID naming the
 *   sheets, or for a header that is not there; FEED_EMPTY; FEED_TOO_LARGE; FEED_INCOMPLETE for an archive that is cut; and
 *   as `readXmlRecords`.
 */
export async function* readWorkbook(feed: Feed, options: WorkbookOptions): AsyncGenerator<WorkbookRow> {
  const path = join(options.scratchDir, `workbook-${randomUUID()}.xlsx`);
  try {
    await pipeline(Readable.from(onlyWorkbook(feed), { objectMode: false }), createWriteStream(path, { flags: 'wx' }));
    const zip = await ZipArchive.open(path, (await stat(path)).size, feed.uri, zipLimits);
    try {
      yield* rowsOf(zip, feed.uri, options);
    } finally {
      zip.close();
    }
  } finally {
    await rm(path, { force: true });
  }
}

async function* onlyWorkbook({ uri, bytes }: Feed): AsyncGenerator<Uint8Array> {
  const { head, rest } = await peek(bytes, 4);
  if (head.length === 0) throw new FeedError('FEED_EMPTY', `${uri}: the document is empty`);
  if (!beginsZip(head)) throw notOne(uri, head);
  yield* rest;
}

function notOne(uri: string, [first, second]: Uint8Array): FeedError {
  const what = first === 0xd0 && second === 0xcf ? 'an older (.xls) or an encrypted workbook' : 'no workbook';
  return new FeedError('FEED_MALFORMED', `${uri}: is ${what}, where one of the form .xlsx was expected`);
}

async function* rowsOf(zip: ZipArchive, uri: string, options: WorkbookOptions): AsyncGenerator<WorkbookRow> {
  const { maxBytes = 2 ** 30, limits } = options;
  const unpacked = zip.entries
    .filter(({ name }) => /\.(xml|rels)$/.test(name))
    .reduce((sum, { unpackedBytes }) => sum + unpackedBytes, 0);
  if (unpacked > maxBytes)
    throw new FeedError('FEED_TOO_LARGE', `${uri}: unpacks to ${unpacked} bytes, more than ${maxBytes}`);
  const parts = await workbookParts(zip, uri);
  const sheet = sheetOf(parts.sheets, options.sheet, uri);
  if (!zip.has(sheet.part)) throw new FeedError('FEED_MALFORMED', `${uri}: the sheet "${sheet.name}" is not in it`);
  const merged = await MergedCells.of(zip, sheet.part, limits.maxRecordBytes);
  const header = new Header(options.header);
  let line = 0;
  for await (const { element, oversized } of elements(zip, sheet.part, ['row'], limits.maxRecordBytes)) {
    line = Number(element.attributes.r ?? line + 1);
    const cells = oversized === undefined ? cellsOf(element, parts) : new Map<number, CellValue>();
    const isEmpty = cells.size === 0;
    merged.fill(line, cells, header.names?.length ?? maxColumns);
    if (header.take(line, cells)) continue;
    const columns = header.names;
    if (columns === undefined) continue;
    if (oversized !== undefined) yield { row: {}, columns, line, oversized };
    else if (!isEmpty) yield { row: named(columns, cells), columns, line };
  }
  if (header.names !== undefined) return;
  const wanted = options.header === undefined ? 'no cell that is not empty' : `no header in row ${options.header}`;
  throw new FeedError(
    options.header === undefined ? 'FEED_EMPTY' : 'CONFIG_INVALID',
    `${uri}: the sheet "${sheet.name}" has ${wanted}`,
  );
}

function sheetOf(sheets: readonly ListedSheet[], wanted: string | number | undefined, uri: string): ListedSheet {
  const first = sheets.find(({ isHidden }) => !isHidden) ?? sheets[0];
  const found =
    wanted === undefined
      ? first
      : typeof wanted === 'number'
        ? sheets[wanted - 1]
        : sheets.find(({ name }) => name.trim().toLowerCase() === wanted.trim().toLowerCase());
  if (found !== undefined) return found;
  const names = sheets.map(({ name }) => `"${name}"`).join(', ');
  throw new FeedError('CONFIG_INVALID', `${uri}: has no sheet ${JSON.stringify(wanted)}; it has ${names}`);
}

/** Collects the names of the columns. */
class Header {
  /** Known after the last row of the header. */
  names: readonly string[] | undefined;
  private readonly rows: ReadonlyMap<number, CellValue>[] = [];

  constructor(private readonly place: number | readonly [number, number] | undefined) {}

  /** Whether a row is part of the header, or before it. */
  take(line: number, cells: ReadonlyMap<number, CellValue>): boolean {
    if (this.names !== undefined) return false;
    const [first, last] = this.place === undefined ? [line, line] : [this.place].flat();
    if (line < (first ?? line)) return true;
    const end = last ?? first ?? line;
    if (line > end) {
      this.close();
      return false;
    }
    if (this.place === undefined && cells.size === 0) return true;
    this.rows.push(new Map(cells));
    if (line === end) this.close();
    return true;
  }

  private close(): void {
    const width = Math.max(0, ...this.rows.flatMap((row) => [...row.keys()].map((column) => column + 1)));
    if (width === 0) return;
    const cells = Array.from({ length: width }, (_, column) => {
      const texts = this.rows.map((row) =>
        String(row.get(column) ?? '')
          .replace(/\s+/g, ' ')
          .trim(),
      );
      return texts.filter((text, index) => text !== '' && text !== texts[index - 1]).join(' / ');
    });
    this.names = headerNames(cells);
  }
}

function named(columns: readonly string[], cells: ReadonlyMap<number, CellValue>): Record<string, CellValue> {
  const entries = columns.flatMap((name, column): [string, CellValue][] => {
    const value = cells.get(column);
    return name === '' || value === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries(entries);
}
