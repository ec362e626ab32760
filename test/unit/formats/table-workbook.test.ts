import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { learningOpportunitySchema } from '../../../src/domain/learning-opportunity.js';
import { table } from '../../../src/harvest/formats/table/table.format.js';
import { runFormat } from '../../support/run-format.js';
import { textSheet, workbookFile } from '../../support/workbook-file.js';
import { codes } from './table-support.js';

const fixture = 'test/fixtures/table/hafenschule.xlsx';
const fields = {
  id: { from: 'Nr' },
  title: { from: 'Titel' },
  description: { from: 'Beschreibung' },
  credits: [{ value: { from: 'ECTS' }, system: 'ects' }],
  runs: {
    start: { from: 'Termin / Beginn', pattern: 'dd.MM.yyyy' },
    end: { from: 'Termin / Ende' },
    place: { city: { from: 'Ort' } },
    prices: { amount: { from: 'Gebühr (EUR)' } },
    free: { from: 'kostenlos', yes: ['true'], no: ['false'] },
  },
};
const options = { records: { type: 'xlsx', header: [2, 3] }, decimal: ',', fields };
const source = {
  language: 'de',
  constants: { reason: 'Declared for this test only.', currency: 'EUR' },
  options,
};

describe('a workbook that a spreadsheet program could have made', () => {
  test('comes out field by field as a person reads it', async () => {
    const { opportunities, issues } = await runFormat(table, fixture, source);
    expect(issues).toEqual([]);
    expect(opportunities.map(({ provenance }) => provenance.record)).toEqual(['101', '102', 'B-7']);
    for (const each of opportunities) expect(learningOpportunitySchema.safeParse(each).error).toBeUndefined();
    const [sailing, welding, books] = opportunities;
    expect(sailing).toMatchObject({
      title: { de: 'Segeln für Anfänger' },
      description: { de: 'Ein guter Kurs' },
      ects: { value: 2.5, basis: 'stated' },
      runs: [
        {
          period: { start: '2026-04-01', end: '2026-06-30', precision: 'day' },
          places: [{ city: 'Kiel' }],
          prices: [{ amount: 1250.5, currency: expect.stringMatching(/EUR$/) }],
        },
      ],
    });
    // The town is one merged cell for two rows; the sum of two fractions is what the sheet shows.
    expect(welding).toMatchObject({
      title: { de: 'Schweißen & Löten' },
      ects: { value: 0.3 },
      runs: [{ period: { start: '2026-09-14' }, places: [{ city: 'Kiel' }], free: { value: true } }],
    });
    expect(books).toMatchObject({
      title: { de: 'Buchführung' },
      description: { de: 'Mehr dazu' },
      ects: { value: 3 },
      runs: [{ places: [{ city: 'Lübeck' }] }],
    });
    expect(books?.runs?.[0]?.period).toBeUndefined();
    expect(books?.runs?.[0]?.prices ?? []).toEqual([]);
  });

  test('is told by its signature, and asks for options where there are none', async () => {
    const head = (await readFile(fixture)).toString('utf8');
    expect(table.sniff(head, 'file:///any')).toBe(true);
    expect(table.sniff('Nr;Titel\n', 'file:///any.xlsx')).toBe(false);
    await expect(runFormat(table, fixture)).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });
});

const small = (rows: readonly (readonly string[])[]) => ({
  content: workbookFile({ sheets: [{ name: 'S', content: textSheet(rows) }] }),
});
const plain = { records: { type: 'xlsx' }, fields: { id: { from: 'id' }, title: { from: 'title' } } };

test('columns that are missing are told once for the file, and those of id and title stop it', async () => {
  const more = { ...plain, fields: { ...plain.fields, description: { from: 'text' } } };
  const rows = [
    ['id', 'title'],
    ['1', 'A'],
    ['2', 'B'],
  ];
  const { opportunities, issues } = await runFormat(table, small(rows), { options: more });
  expect(opportunities).toHaveLength(2);
  expect(issues).toHaveLength(1);
  await expect(
    runFormat(
      table,
      small([
        ['nr', 'title'],
        ['1', 'A'],
      ]),
      { options: plain },
    ),
  ).rejects.toMatchObject({
    code: 'CONFIG_INVALID',
    message: expect.stringContaining('has no column "id"; it has "nr", "title"'),
  });
});

test('a row without its title is an error that names the column; text with a decimal comma is a number', async () => {
  const credits = [{ value: { from: 'ects' }, system: 'ects' }];
  const { opportunities, issues } = await runFormat(
    table,
    small([
      ['id', 'title', 'ects'],
      ['1', '', '1'],
      ['2', 'B', '2,5'],
    ]),
    { options: { ...plain, decimal: ',', fields: { ...plain.fields, credits } } },
  );
  expect(codes(issues)).toEqual(['error MISSING_REQUIRED title']);
  expect(opportunities).toMatchObject([{ provenance: { record: '2' }, ects: { value: 2.5 } }]);
});

test.each([['csv'], ['json'], ['json-lines']])(
  'a workbook where %s was declared is a broken feed, not records',
  async (type) => {
    const error = await runFormat(table, fixture, { options: { ...plain, records: { type } } }).catch(
      (cause: unknown) => cause,
    );
    expect(error).toMatchObject({
      name: 'FeedError',
      code: 'FEED_MALFORMED',
      message: expect.stringContaining('xlsx'),
    });
  },
);
