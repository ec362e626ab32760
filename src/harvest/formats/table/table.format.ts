import { FeedError } from '../../feed.js';
import { type Format, IssueLog, type MapContext, type Mapped, type RawRecord } from '../../format.js';
import { holds } from './table.cells.js';
import { mapTableRecord } from './table.mapper.js';
import type { TableOptions } from './table.options.js';
import { readRecords } from './table.reader.js';
import { rowOf, tableRecord } from './table.record.js';
import { tableSettings } from './table.settings.js';
import { asList } from './table.value-options.js';

/**
 * Declared mapping: spreadsheets (CSV, TSV, XLSX), plain JSON, JSON Lines and simple XML records join by options in the
 * sources file, without code. The options are documented in `table.options.ts`; they are never guessed, so of what is
 * sniffed only workbooks are tables, which nothing else could read: without options they are CONFIG_INVALID.
 */
export const table: Format = {
  id: 'table',
  title: 'Declared mapping of CSV, TSV, XLSX, JSON, JSON Lines or XML records',
  version: 3,
  sniff: (head) => head.startsWith('PK\u0003\u0004'),
  async *read(feed, context) {
    const options = tableSettings(context.source);
    let first = true;
    for await (const { position, data } of readRecords(feed, context, options)) {
      if (!isOffer({ position, data }, options, context.source)) continue;
      yield { position, data: first ? data : { ...data, missing: undefined } };
      first = false;
    }
  },
  map(record, context) {
    const options = settingsOf(context);
    return 'issues' in options ? options : mapTableRecord(record.data, options, context);
  },
};

function isOffer(record: RawRecord, options: TableOptions, source: MapContext['source']): boolean {
  const conditions = asList(options.when);
  const parsed = conditions.length === 0 ? undefined : tableRecord.safeParse(record.data);
  if (!parsed?.success || parsed.data.misfit !== undefined || parsed.data.oversized !== undefined) return true;
  const { language, timezone } = source;
  const { decimal, empty } = options;
  const log = new IssueLog(source.id, `#${record.position}`);
  const scope = {
    row: rowOf(parsed.data),
    at: '',
    reading: { sourceId: source.id, language, timezone, decimal, empty, log },
  };
  return conditions.every((condition) => holds(scope, condition));
}

/** `read` refuses wrong options before any record; a mapper that is called without it reports them as an issue. */
function settingsOf({ source, position }: MapContext): TableOptions | Mapped {
  try {
    return tableSettings(source);
  } catch (error) {
    const log = new IssueLog(source.id, `#${position}`);
    log.error('UNSUPPORTED_RECORD', 'options', error instanceof FeedError ? error.message : String(error));
    return { issues: log.issues };
  }
}
