import { type ZipEntry, zipFile } from './zip-file.js';

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006/relationships';

/** What a workbook of a test holds; `sheetData` and the like are written as they are. */
export interface WorkbookContent {
  readonly sheets: readonly { readonly name: string; readonly content: string; readonly state?: string }[];
  readonly shared?: readonly string[];
  /** Number formats of the cell styles, in their order: built-in ids or codes. */
  readonly formats?: readonly (number | string)[];
  readonly properties?: string;
  /** Entries to add, or to have in the place of others. */
  readonly entries?: readonly ZipEntry[];
}

/** A workbook (ECMA-376) with everything that readers need, and nothing else. */
export function workbookFile({ sheets, shared, formats, properties = '', entries = [] }: WorkbookContent): Buffer {
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`;
  const relations = (...all: string[]) => `<Relationships xmlns="${packages}">${all.join('')}</Relationships>`;
  const own = formats?.filter((format) => typeof format === 'string') ?? [];
  const formatId = (format: number | string) => (typeof format === 'string' ? 164 + own.indexOf(format) : format);
  const parts: Record<string, string> = {
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    '_rels/.rels': relations(relation('rId1', 'officeDocument', 'xl/workbook.xml')),
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}">${properties}<sheets>${sheets
      .map(
        ({ name, state }, at) =>
          `<sheet name="${name}" sheetId="${at + 1}" ${state === undefined ? '' : `state="${state}"`} r:id="s${at + 1}"/>`,
      )
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations(
      ...sheets.map((_, at) => relation(`s${at + 1}`, 'worksheet', `worksheets/sheet${at + 1}.xml`)),
      relation('t', 'sharedStrings', '/xl/sharedStrings.xml'),
      relation('f', 'styles', 'styles.xml'),
    ),
    ...Object.fromEntries(
      sheets.map(({ content }, at) => [
        `xl/worksheets/sheet${at + 1}.xml`,
        `<worksheet xmlns="${main}">${content}</worksheet>`,
      ]),
    ),
    ...(shared === undefined
      ? {}
      : { 'xl/sharedStrings.xml': `<sst xmlns="${main}">${shared.map((each) => `<si>${each}</si>`).join('')}</sst>` }),
    ...(formats === undefined
      ? {}
      : {
          'xl/styles.xml': `<styleSheet xmlns="${main}"><numFmts>${own
            .map((code) => `<numFmt numFmtId="${formatId(code)}" formatCode="${code.replaceAll('"', '&quot;')}"/>`)
            .join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${formats
            .map((format) => `<xf numFmtId="${formatId(format)}"/>`)
            .join('')}</cellXfs></styleSheet>`,
        }),
  };
  const replaced = new Set(entries.map(({ name }) => name));
  const kept = Object.entries(parts).filter(([name]) => !replaced.has(name));
  return zipFile([...kept.map(([name, content]) => ({ name, content })), ...entries]);
}

/** A sheet of texts: one row for each list. */
export function textSheet(rows: readonly (readonly string[])[]): string {
  const cell = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
  return `<sheetData>${rows.map((row) => `<row>${row.map(cell).join('')}</row>`).join('')}</sheetData>`;
}
