import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readWorkbook, type WorkbookOptions } from '../../../src/harvest/parse/workbook.js';
import type { CellValue } from '../../../src/harvest/parse/workbook-cells.js';
import { MergedCells } from '../../../src/harvest/parse/workbook-merges.js';
import { ZipArchive } from '../../../src/harvest/parse/zip.js';
import { textSheet, type WorkbookContent, workbookFile } from '../../support/workbook-file.js';
import { zipFile } from '../../support/zip-file.js';
import { collect, feedOf, limits } from './feed-of.js';

const scratchDir = await mkdtemp(join(tmpdir(), 'lotse-workbook-'));
afterAll(() => rm(scratchDir, { recursive: true }));

const read = (file: Buffer, options: Partial<WorkbookOptions> = {}, chunkSize = 1000) =>
  collect(readWorkbook(feedOf(file, { chunkSize }), { limits, scratchDir, ...options }));
const rows = async (content: WorkbookContent, options: Partial<WorkbookOptions> = {}) =>
  (await read(workbookFile(content), options)).map(({ row }) => row);
const sheet = (content: string) => [{ name: 'S', content }];
const cells = (head: string, ...row: string[]) =>
  `<sheetData><row r="1"><c r="A1" t="str"><v>${head.split(' ').join('</v></c><c t="str"><v>')}</v></c></row><row r="2">${row.join('')}</row></sheetData>`;

describe('cells', () => {
  test('are what the workbook means: text, numbers, yes and no, what formulas came to; errors are nothing', async () => {
    const content = {
      shared: [
        '<t>plain</t>',
        '<r><t>in </t></r><r><rPr><b/></rPr><t xml:space="preserve">runs</t></r><rPh><t>x</t></rPh>',
      ],
      sheets: sheet(
        cells(
          'a b c d e f g h i',
          '<c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c><c r="C2"><v>0.30000000000000004</v></c>',
          '<c r="D2" t="b"><v>1</v></c><c r="E2" t="e"><v>#N/A</v></c><c r="F2" t="str"><f>A2</f><v>made</v></c>',
          '<c r="G2"><f>1+2</f><v>3</v></c><c r="H2"><f>NOW()</f></c><c r="I2" t="inlineStr"><is><t>a_x000A_b_x005F_</t></is></c>',
        ),
      ),
    };
    expect(await rows(content)).toEqual([{ a: 'plain', b: 'in runs', c: 0.3, d: true, f: 'made', g: 3, i: 'a\nb_' }]);
  });

  test('stand where their reference says, or one after the other', async () => {
    const content = { sheets: sheet(cells('a b c d', '<c r="C2"><v>3</v></c><c><v>4</v></c>')) };
    expect(await rows(content)).toEqual([{ c: 3, d: 4 }]);
  });

  test.each([
    ['a built-in format', 14, 45748, '2025-04-01'],
    ['with a time', 22, 45748.395833333336, '2025-04-01T09:30:00'],
    ['of its own format', 'dd.mm.yyyy', 45748, '2025-04-01'],
    ['in a language', '[$-407]d. mmmm yyyy;@', 45748, '2025-04-01'],
    ['before the day that never was', 14, 59, '1900-02-28'],
    ['after it', 14, 61, '1900-03-01'],
    ['a time of the day', 20, 0.5, '12:00:00'],
    ['no date: an amount in euros a day', '#,##0.00 "€ a day"', 45748, 45748],
    ['no date: escaped letters', '0\\d', 7, 7],
    ['no date: elapsed hours', '[h]:mm', 1.5, 1.5],
    ['no date: a colour and an exponent', '[Red]0.00E+00', 45748, 45748],
    ['no date: beyond the year 9999', 14, 2958466, 2958466],
  ])('dates: %s', async (_, format, number, expected) => {
    const content = { formats: [0, format], sheets: sheet(cells('d', `<c r="A2" s="1"><v>${number}</v></c>`)) };
    expect(await rows(content)).toEqual([{ d: expected }]);
  });

  test('dates are counted from 1904 where the workbook says so', async () => {
    const content = {
      ...{ formats: [14], properties: '<workbookPr date1904="1"/>' },
      sheets: sheet(cells('d', '<c r="A2" s="0"><v>44286</v></c>')),
    };
    expect(await rows(content)).toEqual([{ d: '2025-04-01' }]);
  });
});

describe('sheets', () => {
  const sheets = [
    { name: 'Draft', state: 'hidden', content: textSheet([['id'], ['draft']]) },
    { name: 'Courses', content: textSheet([['id'], ['course']]) },
    { name: 'Zweites Blatt', content: textSheet([['id'], ['second']]) },
  ];

  test.each([
    [undefined, 'course'],
    ['zweites blatt ', 'second'],
    [3, 'second'],
    [1, 'draft'],
  ])('the first that is not hidden, or the one that is named: %s', async (wanted, expected) => {
    expect(await rows({ sheets }, { sheet: wanted })).toEqual([{ id: expected }]);
  });

  test.each([['Kurse'], [4]])('one that is not there is told, with those that are: %s', async (wanted) => {
    await expect(rows({ sheets }, { sheet: wanted })).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: `file:///feed: has no sheet ${JSON.stringify(wanted)}; it has "Draft", "Courses", "Zweites Blatt"`,
    });
  });
});

describe('the header', () => {
  const texts = textSheet([[], ['', ' Title  of it', 'Date', 'Date', ''], ['1', 'A', 'x', 'y', 'z'], [], ['2', 'B']]);

  test('is the first row with a cell; no column hides another; empty rows are passed over', async () => {
    expect(await read(workbookFile({ sheets: sheet(texts) }))).toMatchObject([
      { row: { 'Title of it': 'A', Date: 'x', 'Date (2)': 'y' }, line: 3 },
      { row: { 'Title of it': 'B' }, line: 5, columns: ['', 'Title of it', 'Date', 'Date (2)'] },
    ]);
  });

  test('is the row that is named; one that is not there is told', async () => {
    expect(await rows({ sheets: sheet(texts) }, { header: 3 })).toEqual([{ 1: '2', A: 'B' }]);
    await expect(rows({ sheets: sheet(texts) }, { header: 9 })).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });

  test('may have merged cells and several rows, and so may the records', async () => {
    const data = textSheet([
      ['Courses of 2026', '', '', ''],
      ['Id', 'Date', '', 'Place'],
      ['', 'from', 'to', ''],
      ['1', 'a', 'b', 'Kiel'],
      ['2', 'c', 'd', ''],
      ['', '', '', ''],
    ]);
    const merges = ['A1:D1', 'A2:A3', 'B2:C2', 'D2:D3', 'D4:D6'].map((ref) => `<mergeCell ref="${ref}"/>`).join('');
    const content = { sheets: sheet(`${data}<mergeCells count="5">${merges}</mergeCells>`) };
    expect(await rows(content, { header: [2, 3] })).toEqual([
      { Id: '1', 'Date / from': 'a', 'Date / to': 'b', Place: 'Kiel' },
      { Id: '2', 'Date / from': 'c', 'Date / to': 'd', Place: 'Kiel' },
    ]);
  });
});

describe('merged cells', () => {
  /** How many cells are filled in `rows` rows. */
  const filled = async (references: readonly string[], rows: number): Promise<number> => {
    const path = join(scratchDir, 'merges.zip');
    const merges = references.map((reference) => `<mergeCell ref="${reference}"/>`).join('');
    await writeFile(path, zipFile([{ name: 'sheet.xml', content: `<mergeCells>${merges}</mergeCells>` }]));
    const zip = await ZipArchive.open(path, (await stat(path)).size, 'file:///feed', { maxEntries: 1, maxRatio: 200 });
    const merged = await MergedCells.of(zip, 'sheet.xml', limits.maxRecordBytes);
    zip.close();
    await rm(path);
    let count = 0;
    class Cells extends Map<number, CellValue> {
      override set(column: number, value: CellValue): this {
        count += 1;
        return super.set(column, value);
      }
    }
    for (let row = 1; row <= rows; row += 1) {
      const cells = new Cells([[0, 'x']]);
      count = row === 1 ? 0 : count - 1;
      merged.fill(row, cells, 100);
    }
    return count;
  };

  test('of which one overlaps another are filled once, however many there are', async () => {
    const many = Array.from({ length: 50 }, (_, at) => `A1:CV${1000 + at}`);
    expect(await filled(many.slice(0, 1), 10)).toBe(1000);
    expect(await filled(many, 10)).toBe(1000);
  });

  test('are filled as far as there are columns', async () => {
    expect(await filled(['A1:IV9'], 3)).toBe(300);
  });

  test('that begin where another has ended have their own value; the later one of two that overlap has none', async () => {
    const data = textSheet([
      ['id', 'a', 'b', 'c'],
      ['1', 'first', '', ''],
      ['2', '', 'x', 'y'],
      ['3', 'second', '', ''],
    ]);
    const merges = ['B2:B3', 'B4:D4', 'B3:C4'].map((ref) => `<mergeCell ref="${ref}"/>`).join('');
    expect(await rows({ sheets: sheet(`${data}<mergeCells>${merges}</mergeCells>`) })).toEqual([
      { id: '1', a: 'first' },
      { id: '2', a: 'first', b: 'x', c: 'y' },
      { id: '3', a: 'second', b: 'second', c: 'second' },
    ]);
  });
});

describe('what is no workbook, or a hostile one', () => {
  const small = workbookFile({ sheets: sheet(textSheet([['id'], ['1']])) });
  const filler = (size: number) =>
    `<sheetData><row><c t="inlineStr"><is><t>${'x'.repeat(size)}</t></is></c></row></sheetData>`;
  const bomb =
    '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><worksheet><sheetData><row><c t="str"><v>&b;</v></c></row></sheetData></worksheet>';
  test.each<[string, string, Buffer, Partial<WorkbookOptions>?]>([
    ['FEED_EMPTY', 'nothing', Buffer.alloc(0)],
    ['FEED_MALFORMED', 'a CSV file', Buffer.from('id;title\n1;A\n')],
    ['FEED_MALFORMED', 'an older workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
    ['FEED_MALFORMED', 'a zip archive of something else', zipFile([{ name: 'a.xml', content: '<a/>' }])],
    ['FEED_MALFORMED', 'a binary workbook', zipFile([{ name: 'xl/workbook.bin', content: 'x' }])],
    ['FEED_MALFORMED', 'an OpenDocument file', zipFile([{ name: 'content.xml', content: '<a/>' }])],
    ['FEED_MALFORMED', 'no sheet', workbookFile({ sheets: [] })],
    ['FEED_EMPTY', 'a sheet without a cell', workbookFile({ sheets: sheet('<sheetData/>') })],
    ['FEED_INCOMPLETE', 'cut', small.subarray(0, -30)],
    ['FEED_MALFORMED', 'a sheet that is cut', workbookFile({ sheets: sheet('<sheetData><row>') })],
    [
      'XML_DTD_FORBIDDEN',
      'an entity bomb',
      workbookFile({ sheets: sheet(''), entries: [{ name: 'xl/worksheets/sheet1.xml', content: bomb }] }),
    ],
    ['FEED_TOO_LARGE', 'a zip bomb', workbookFile({ sheets: sheet(filler(20_000_000)) })],
    [
      'FEED_INCOMPLETE',
      'a zip bomb that says it is small',
      workbookFile({
        sheets: sheet(''),
        entries: [{ name: 'xl/worksheets/sheet1.xml', content: filler(20_000_000), size: 1000 }],
      }),
    ],
    ['FEED_TOO_LARGE', 'more than the source may have', small, { maxBytes: 1000 }],
  ])('%s: %s', async (code, _, file, options) => {
    await expect(read(file, options)).rejects.toMatchObject({ name: 'FeedError', code });
    expect(await readdir(scratchDir)).toEqual([]);
  });

  test('a row that is too large costs that row only', async () => {
    const content = textSheet([['id'], ['x'.repeat(3000)], ['2']]);
    const found = await read(workbookFile({ sheets: sheet(content) }), {
      limits: { maxDepth: 64, maxRecordBytes: 2000 },
    });
    expect(found.map(({ row, oversized }) => [row, oversized !== undefined])).toEqual([
      [{}, true],
      [{ id: '2' }, false],
    ]);
  });

  test('it comes in any pieces', async () => {
    expect(await read(small, {}, 1)).toMatchObject([{ row: { id: '1' } }]);
  });

  test('a reader that leaves early leaves nothing on disk', async () => {
    for await (const _ of readWorkbook(feedOf(small), { limits, scratchDir })) break;
    expect(await readdir(scratchDir)).toEqual([]);
  });
});
