import { type Feed, FeedError } from '../../feed.js';
import type { ReadContext } from '../../format.js';
import { readCsv } from '../../parse/csv.js';
import { readJsonItems, readJsonLines } from '../../parse/json.js';
import { peek } from '../../parse/peek.js';
import { readWorkbook } from '../../parse/workbook.js';
import { readXmlRecords, type XmlElement } from '../../parse/xml.js';
import { beginsZip } from '../../parse/zip.js';
import { checkColumns, enclosingElements, missingColumns } from './table.columns.js';
import type { RecordsOption, TableOptions } from './table.options.js';
import { isRecord } from './table.path.js';
import type { TableRecord } from './table.record.js';
import { asList } from './table.value-options.js';

/** A record before it is known to have cells. */
type LooseRecord = Omit<TableRecord, 'row'> & { readonly row: unknown };

/**
 * Cuts a feed into records as declared. A JSON value that is no object becomes a record without cells.
 *
 * @throws FeedError FEED_MALFORMED for a workbook where something else was declared; and as the readers of each kind.
 */
export async function* readRecords(
  feed: Feed,
  context: ReadContext,
  options: TableOptions,
): AsyncGenerator<{ position: number; data: LooseRecord }> {
  let position = 0;
  const { head, rest } = await peek(feed.bytes, 4);
  const { type } = options.records;
  if (type !== 'xlsx' && beginsZip(head))
    throw new FeedError(
      'FEED_MALFORMED',
      `${feed.uri}: is a workbook, where records of type ${type} were declared; xlsx reads workbooks`,
    );
  for await (const data of recordsOf({ ...feed, bytes: rest }, context, options)) {
    position += 1;
    yield { position, data };
  }
}

function recordsOf(feed: Feed, context: ReadContext, options: TableOptions): AsyncIterable<LooseRecord> {
  const { records } = options;
  if (records.type === 'csv') return csvRows(feed, context, options, records);
  if (records.type === 'xlsx') return workbookRows(feed, context, options, records);
  if (records.type === 'xml') return xmlElements(feed, context, options, records.element);
  if (records.type === 'json') return jsonItems(feed, context, asList(records.select));
  return jsonLines(feed, context);
}

async function* csvRows(
  feed: Feed,
  { limits, source }: ReadContext,
  options: TableOptions,
  { delimiter, encoding }: Extract<RecordsOption, { type: 'csv' }>,
): AsyncGenerator<TableRecord> {
  const missingIn = columnCheck(feed, source.id, options);
  const how = {
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(encoding === undefined ? {} : { encoding }),
    limits,
  };
  for await (const { row, misfit } of readCsv(feed, how)) {
    if (misfit !== undefined) yield { row, misfit };
    else yield { row, ...missingIn(Object.keys(row)) };
  }
}

async function* workbookRows(
  feed: Feed,
  { limits, source, scratchDir }: ReadContext,
  options: TableOptions,
  { sheet, header }: Extract<RecordsOption, { type: 'xlsx' }>,
): AsyncGenerator<TableRecord> {
  const missingIn = columnCheck(feed, source.id, options);
  const how = { sheet, header, limits, scratchDir, maxBytes: source.limits.maxBytes };
  for await (const { row, columns, oversized } of readWorkbook(feed, how)) {
    const missing = missingIn(columns);
    yield oversized === undefined ? { row, ...missing } : { row, oversized };
  }
}

/** Looks at the columns of a file once, and tells of those that are missing with every row. */
function columnCheck(feed: Feed, sourceId: string, options: TableOptions) {
  let missing: readonly string[] | undefined;
  return (columns: readonly string[]): Pick<TableRecord, 'missing'> => {
    if (missing === undefined) {
      checkColumns(columns, sourceId, options, feed.uri);
      missing = missingColumns(options, columns);
    }
    return missing.length === 0 ? {} : { missing: [...missing] };
  };
}

async function* jsonItems(
  feed: Feed,
  { limits }: ReadContext,
  selectors: readonly string[],
): AsyncGenerator<LooseRecord> {
  for await (const { value, key } of readJsonItems(feed, { selectors, limits })) {
    yield typeof key === 'string' ? { row: value, key } : { row: value };
  }
}

async function* jsonLines(feed: Feed, { limits }: ReadContext): AsyncGenerator<LooseRecord> {
  for await (const { value } of readJsonLines(feed, { limits })) yield { row: value };
}

async function* xmlElements(
  feed: Feed,
  { limits }: ReadContext,
  options: TableOptions,
  wanted: string,
): AsyncGenerator<TableRecord> {
  const enclosing = enclosingElements(options);
  for await (const { element, ancestors, oversized } of readXmlRecords(feed, {
    isRecord: (name) => name === wanted,
    limits,
  })) {
    const content = elementValue(element);
    const row: Record<string, unknown> = isRecord(content) ? { ...content } : { '#text': content };
    for (const ancestor of ancestors) {
      if (enclosing.has(ancestor.name)) row[`^${ancestor.name}`] = elementValue(ancestor);
    }
    yield oversized === undefined ? { row } : { row, oversized };
  }
}

/** An element as a value: its text, or an object of its attributes (`@name`) and children (a list when repeated). */
function elementValue(element: XmlElement): unknown {
  const attributes = Object.entries(element.attributes);
  if (element.children.length === 0 && attributes.length === 0) return element.text;
  const cells = new Map<string, unknown[]>(attributes.map(([name, value]) => [`@${name}`, [value]]));
  if (element.children.length === 0) cells.set('#text', [element.text]);
  for (const child of element.children) {
    const sofar = cells.get(child.name);
    if (sofar === undefined) cells.set(child.name, [elementValue(child)]);
    else sofar.push(elementValue(child));
  }
  return Object.fromEntries([...cells].map(([name, values]) => [name, values.length === 1 ? values[0] : values]));
}
