import { posix } from 'node:path';
import { FeedError } from '../feed.js';
import { child, readXmlRecords, type XmlElement, type XmlRecord } from './xml.js';
import type { ZipArchive } from './zip.js';

/** A sheet as the workbook lists it. */
export interface ListedSheet {
  readonly name: string;
  readonly part: string;
  readonly isHidden: boolean;
}

/** What the parts of a workbook beside its sheets say. */
export interface WorkbookParts {
  readonly sheets: readonly ListedSheet[];
  /** Days are counted from 1904, not 1900. */
  readonly from1904: boolean;
  /** Texts that cells refer to by number. */
  readonly strings: readonly string[];
  /** Numbers of the cell styles that show a number as a date or time. */
  readonly dateStyles: ReadonlySet<number>;
}

/** Characters of one shared text, with its markup. */
const maxTextLength = 4 * 2 ** 20;

/** Characters of all shared texts, which are kept in memory. */
const maxTexts = 64 * 2 ** 20;

/** Number formats that every workbook has and that show dates or times (ECMA-376 part 1 §18.8.30, CJK ones included). */
const builtInDates = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
] as const;

/**
 * Reads what is needed of a workbook before its rows (ECMA-376 part 1 §18.2, §18.4, §18.8; transitional or strict).
 *
 * @throws FeedError FEED_MALFORMED for an archive that is no such workbook; FEED_TOO_LARGE for too much shared text; and
 *   as {@link readXmlRecords} and {@link ZipArchive.content}.
 */
export async function workbookParts(zip: ZipArchive, uri: string): Promise<WorkbookParts> {
  const workbook = await workbookPart(zip, uri);
  const related = await relations(zip, workbook);
  const sheets: ListedSheet[] = [];
  let from1904 = false;
  for await (const { element } of elements(zip, workbook, ['sheet', 'workbookPr'])) {
    if (element.name === 'workbookPr') from1904 = isOn(element.attributes.date1904);
    else sheets.push(...listedSheet(element, related));
  }
  if (sheets.length === 0) throw new FeedError('FEED_MALFORMED', `${uri}: the workbook has no worksheet`);
  const partOf = (type: string) => [...related.values()].find((relation) => relation.type === type)?.part;
  return {
    ...{ sheets, from1904 },
    strings: await sharedStrings(zip, partOf('sharedStrings'), uri),
    dateStyles: await dateStyles(zip, partOf('styles')),
  };
}

/** Text of a shared or inline string: plain or in runs, without the readings of CJK texts (§18.4.8). */
export function stringOf(element: XmlElement): string {
  const texts = element.children.flatMap((inner) => {
    if (inner.name === 't') return [inner.text];
    return inner.name === 'r' ? [child(inner, 't')?.text ?? ''] : [];
  });
  // §22.9.2.19: characters that XML cannot hold, and underscores that would look like them.
  return texts.join('').replace(/_x([0-9A-Fa-f]{4})_/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16)));
}

/** The elements of these names in a part; what else is in it is passed over. */
export function elements(
  zip: ZipArchive,
  part: string,
  names: readonly string[],
  maxRecordBytes = maxTextLength,
): AsyncGenerator<XmlRecord> {
  const feed = { uri: zip.addressOf(part), bytes: zip.content(part) };
  const limits = { maxDepth: 64, maxRecordBytes };
  return readXmlRecords(feed, { isRecord: (name) => names.includes(name), limits });
}

async function workbookPart(zip: ZipArchive, uri: string): Promise<string> {
  if (zip.has('xl/workbook.bin')) throw noWorkbook(uri, 'a binary workbook (.xlsb)');
  if (zip.has('content.xml')) throw noWorkbook(uri, 'an OpenDocument file');
  const root = zip.has('_rels/.rels') ? await relations(zip, '') : new Map<string, Relation>();
  const part = [...root.values()].find(({ type }) => type === 'officeDocument')?.part ?? 'xl/workbook.xml';
  if (!zip.has(part)) throw noWorkbook(uri, 'a zip archive without a workbook');
  return part;
}

function noWorkbook(uri: string, what: string): FeedError {
  return new FeedError('FEED_MALFORMED', `${uri}: is ${what}, where a workbook (.xlsx) was expected`);
}

interface Relation {
  /** Last word of its type; transitional and strict workbooks differ in what is before it. */
  readonly type: string;
  readonly part: string;
}

/** What a part refers to, by id (ECMA-376 part 2 §6.5.2); the archive itself is the part `''`. */
async function relations(zip: ZipArchive, of: string): Promise<Map<string, Relation>> {
  const folder = posix.dirname(of);
  const list = posix.join(folder, '_rels', `${posix.basename(of)}.rels`);
  const found = new Map<string, Relation>();
  if (!zip.has(list)) return found;
  for await (const { element } of elements(zip, list, ['Relationship'])) {
    const { Id: id, Type: type = '', Target: target = '', TargetMode: mode } = element.attributes;
    if (id === undefined || mode === 'External') continue;
    const part = target.startsWith('/') ? target.slice(1) : posix.join(folder, target);
    found.set(id, { type: type.slice(type.lastIndexOf('/') + 1), part });
  }
  return found;
}

/** A sheet of cells; charts and dialogues are none. */
function listedSheet(element: XmlElement, related: ReadonlyMap<string, Relation>): ListedSheet[] {
  const id = element.attributesNs.find(({ name, namespace }) => name === 'id' && namespace !== '')?.value ?? '';
  const relation = related.get(id);
  if (relation?.type !== 'worksheet') return [];
  const { name = '', state = 'visible' } = element.attributes;
  return [{ name, part: relation.part, isHidden: state !== 'visible' }];
}

async function sharedStrings(zip: ZipArchive, part: string | undefined, uri: string): Promise<string[]> {
  const strings: string[] = [];
  let length = 0;
  if (part === undefined || !zip.has(part)) return strings;
  for await (const { element, oversized } of elements(zip, part, ['si'])) {
    const text = oversized === undefined ? stringOf(element) : '';
    length += text.length;
    if (length > maxTexts) throw new FeedError('FEED_TOO_LARGE', `${uri}: more than ${maxTexts} characters of text`);
    strings.push(text);
  }
  return strings;
}

async function dateStyles(zip: ZipArchive, part: string | undefined): Promise<Set<number>> {
  const dates = new Set<number>();
  const formats = new Set(builtInDates.flatMap(([from, to]) => range(from, to)));
  if (part === undefined || !zip.has(part)) return dates;
  for await (const { element } of elements(zip, part, ['numFmt', 'cellXfs'])) {
    if (element.name === 'numFmt') {
      const { numFmtId, formatCode = '' } = element.attributes;
      if (showsDate(formatCode)) formats.add(Number(numFmtId));
      else formats.delete(Number(numFmtId));
    } else
      for (const [style, { attributes }] of element.children.filter(({ name }) => name === 'xf').entries())
        if (formats.has(Number(attributes.numFmtId))) dates.add(style);
  }
  return dates;
}

/** Whether a number format shows days, months or years, or a time of the day; elapsed hours (`[h]`) are no time. */
function showsDate(code: string): boolean {
  const [positive = ''] = code.split(';');
  const bare = positive.replace(/"[^"]*"|\\.|[_*].|\[[^\]]*\]/g, '');
  return /[ymdhs]/i.test(bare) && !/\[[hms]+\]/i.test(positive) && !/general/i.test(bare);
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

function isOn(value: string | undefined): boolean {
  return value === '1' || value === 'true';
}
