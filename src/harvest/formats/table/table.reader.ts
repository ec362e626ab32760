import { type Feed, FeedError } from '../../feed.js';
import type { ReadContext } from '../../format.js';
import { readCsv } from '../../parse/csv.js';
import { readJsonItems, readJsonLines } from '../../parse/json.js';
import { readXmlRecords, type XmlElement } from '../../parse/xml.js';
import { enclosingElements, missingColumns } from './table.columns.js';
import type { RecordsOption, TableOptions } from './table.options.js';
import { isRecord } from './table.path.js';
import type { Row, TableRecord } from './table.record.js';
import { asList } from './table.value-options.js';

/** A record before it is known to have cells. */
type LooseRecord = Omit<TableRecord, 'row'> & { readonly row: unknown };

/** Cuts a feed into records as declared. A JSON value that is no object becomes a record without cells. */
export async function* readRecords(
  feed: Feed,
  context: ReadContext,
  options: TableOptions,
): AsyncGenerator<{ position: number; data: LooseRecord }> {
  let position = 0;
  for await (const data of recordsOf(feed, context, options)) {
    position += 1;
    yield { position, data };
  }
}

function recordsOf(feed: Feed, context: ReadContext, options: TableOptions): AsyncIterable<LooseRecord> {
  const { records } = options;
  if (records.type === 'csv') return csvRows(feed, context, options, records);
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
  let missing: readonly string[] | undefined;
  const how = {
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(encoding === undefined ? {} : { encoding }),
    limits,
  };
  for await (const { row, misfit } of readCsv(feed, how)) {
    if (misfit !== undefined) {
      yield { row, misfit };
      continue;
    }
    if (missing === undefined) {
      checkColumns(row, source.id, options, feed.uri);
      missing = missingColumns(options, row);
    }
    yield missing.length === 0 ? { row } : { row, missing: [...missing] };
  }
}

/**
 * Without the columns of id and title no row can be mapped: the file is another one than the options describe.
 *
 * @throws FeedError CONFIG_INVALID
 */
function checkColumns(row: Row, sourceId: string, { fields }: TableOptions, uri: string): void {
  const titles = asList(fields.title).flatMap((title) => asList(title.from));
  for (const [key, names] of [
    ['id', asList(fields.id.from)],
    ['title', titles],
  ] as const) {
    if (names.length === 0 || names.some((name) => Object.hasOwn(row, name))) continue;
    const wanted = names.map((name) => `"${name}"`).join(', ');
    const message = `Source "${sourceId}", options.fields.${key}.from: ${uri} has no column ${wanted}; it has `;
    throw new FeedError(
      'CONFIG_INVALID',
      message +
        Object.keys(row)
          .map((name) => `"${name}"`)
          .join(', '),
    );
  }
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
