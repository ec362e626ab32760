import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import { type Feed, FeedError } from '../feed.js';
import type { ReadLimits } from '../format.js';
import { feedText } from './encoding.js';
import { headerNames } from './header-names.js';

/** One row below the header. */
export interface CsvRow {
  /** Cells by header name, as written, save that line ends are LF. */
  readonly row: Readonly<Record<string, string>>;
  /** Line of the file in which the row begins, from 1. */
  readonly line: number;
  /**
   * Set when the row has more or fewer cells than the header: which cell belongs to which column is then unknown, and
   * `row` is empty. The cells are in their order.
   */
  readonly misfit?: { readonly expected: number; readonly found: number; readonly cells: readonly string[] };
}

export interface CsvOptions {
  /** Detected among `,` `;` tab and `|` when absent. */
  readonly delimiter?: string;
  /** Overrides the character set of the feed. */
  readonly encoding?: string;
  readonly limits: ReadLimits;
}

const detectable = [',', ';', '\t', '|'] as const;
const headLength = 64 * 1024;

/** The first line of a file by which Excel tells itself the delimiter. */
const delimiterLine = /^sep=(.)(?=\r?\n)/i;

/**
 * Reads delimited text (RFC 4180) with a header row as a stream. Header names are trimmed; a name used again gets a
 * number (`name (2)`), so no column hides another. Empty lines and rows of empty cells are passed over. Quotes inside a
 * cell that does not begin with one are text, and so are those around a part of a cell (`"A" b`). A first line `sep=;`
 * tells the delimiter, as Excel has it.
 *
 * @throws FeedError FEED_EMPTY; FEED_MALFORMED naming the line, for a quote that is not closed; LIMIT_RECORD_SIZE;
 *   ENCODING_INVALID.
 */
export async function* readCsv(feed: Feed, options: CsvOptions): AsyncGenerator<CsvRow> {
  const text = feedText(feed, undefined, options.encoding ?? feed.charset);
  let head = '';
  while (head.length < headLength) {
    const next = await text.next();
    if (next.done) break;
    head += next.value;
  }
  if (head.trim() === '') throw new FeedError('FEED_EMPTY', `${feed.uri}: the document is empty`);
  const told = delimiterLine.exec(head)?.[1];
  head = head.replace(delimiterLine, '');
  const delimiter = options.delimiter ?? told ?? detectDelimiter(head);
  let endOfLast = 0;
  const parser = parse({
    record_delimiter: '\n',
    delimiter,
    max_record_size: options.limits.maxRecordBytes,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
    info: true,
    // The parser is ahead of who takes its rows.
    on_record(row, { lines }) {
      endOfLast = lines;
      return row;
    },
  });
  const reading = pipeline(Readable.from(withHead(head, text)), parser);
  reading.catch(() => undefined);
  let header: readonly string[] | undefined;
  try {
    for await (const { record, info } of parser) {
      const cells: readonly string[] = record;
      const lineBreaks = cells.join('').split('\n').length - 1;
      const line = Number(info.lines) - lineBreaks;
      if (lineBreaks > 0 && cells.some((cell) => isRunaway(cell, delimiter)))
        throw new FeedError('FEED_MALFORMED', `${feed.uri}:${line}: a quote is not closed`);
      if (header === undefined) header = headerNames(cells);
      else yield { ...rowOf(header, cells), line };
    }
    await reading;
  } catch (error) {
    if (error instanceof FeedError || !(error instanceof CsvError)) throw error;
    const code = error.code === 'CSV_MAX_RECORD_SIZE' ? 'LIMIT_RECORD_SIZE' : 'FEED_MALFORMED';
    const message = error.message.replace(/ at line \d+$/, '');
    throw new FeedError(code, `${feed.uri}:${endOfLast + 1}: ${message}`, { cause: error });
  }
  if (header === undefined) throw new FeedError('FEED_EMPTY', `${feed.uri}: all cells are empty`);
}

/**
 * Whether a cell is several rows, because the quote that it begins with was not closed: it ends at the opening quote of
 * another cell, which stands after a delimiter.
 */
function isRunaway(cell: string, delimiter: string): boolean {
  return cell.startsWith('"') && cell.includes('\n') && cell.includes(`${delimiter}"`);
}

/** The text with all line ends as LF; csv-parse counts a CR LF inside quotes as two lines. */
async function* withHead(head: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  let carriageReturn = false;
  const normalise = (text: string): string => {
    const joined = carriageReturn && text.startsWith('\n') ? text.slice(1) : text;
    carriageReturn = text.endsWith('\r');
    return joined.replace(/\r\n?/g, '\n');
  };
  yield normalise(head);
  for await (const text of rest) yield normalise(text);
}

/** The candidate that occurs most often, outside quotes, in the first line that is not empty. */
function detectDelimiter(head: string): string {
  const counts = new Map<string, number>(detectable.map((candidate) => [candidate, 0]));
  let quoted = false;
  for (const character of head.trimStart()) {
    if (character === '"') quoted = !quoted;
    else if (!quoted && (character === '\n' || character === '\r')) break;
    else if (!quoted && counts.has(character)) counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  return detectable.reduce((best, next) => ((counts.get(next) ?? 0) > (counts.get(best) ?? 0) ? next : best));
}

function rowOf(header: readonly string[], cells: readonly string[]): Omit<CsvRow, 'line'> {
  const surplus = cells.slice(header.length).some((cell) => cell.trim() !== '');
  if (cells.length < header.length || surplus)
    return { row: {}, misfit: { expected: header.length, found: cells.length, cells } };
  const entries = header.map((name, index): [string, string] => [name, cells[index] ?? '']);
  return { row: Object.fromEntries(entries.filter(([name]) => name !== '')) };
}
