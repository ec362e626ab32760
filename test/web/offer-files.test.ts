import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { handoutPdf } from '../../src/web/exports/handout-pdf.js';
import { offersCalendar } from '../../src/web/exports/offers-calendar.js';
import { offersCsv } from '../../src/web/exports/offers-csv.js';
import { anOffer, aRun, english } from '../support/web-offer.js';

const asked = { ui: english, today: '2026-11-23' };

test('a table has a row for each offer, and what is not stated is empty', () => {
  const text = offersCsv([anOffer({ ects: { value: 2.5, basis: 'DERIVED', rule: 'x' } }), anOffer()], asked);
  const rows = parse(text, { bom: true, columns: true }) as Record<string, string>[];
  expect(rows.map((row) => [row.Title, row.Credits, row.Level])).toEqual([
    ['Analysing coastal data', '2.5 ECTS [worked out]', ''],
    ['Analysing coastal data', '', ''],
  ]);
});

test('a title that a spreadsheet would run is kept from it', () => {
  const title = { text: '=HYPERLINK("http://evil.example","x")', language: 'en' };
  const [, row] = parse(offersCsv([anOffer({ title })], asked), { bom: true }) as string[][];
  expect(row?.[0]).toMatch(/^'=/);
});

test('a calendar has the starts and the deadlines that are ahead', () => {
  const run = aRun({
    period: { start: '2027-02-01', precision: 'DAY' },
    applicationWindows: [{ closes: '2027-01-15' }, { closes: '2026-01-15' }],
  });
  const calendar = offersCalendar([anOffer({ runs: [run] })], asked);
  expect(calendar.match(/DTSTART;VALUE=DATE:\d+/g)).toEqual([
    'DTSTART;VALUE=DATE:20270201',
    'DTSTART;VALUE=DATE:20270115',
  ]);
  expect(calendar).toContain('SUMMARY:Starts: Analysing coastal data');
  expect(calendar).toContain('TRIGGER:-P7D');
});

test('a month is no event of a calendar', () => {
  const run = aRun({ period: { start: '2027-02-01', precision: 'MONTH' } });
  expect(offersCalendar([anOffer({ runs: [run] })], asked)).not.toContain('BEGIN:VEVENT');
});

test('a line break in a title cannot add to a calendar', () => {
  const title = { text: 'A\r\nBEGIN:VALARM', language: 'en' };
  const run = aRun({ period: { start: '2027-02-01', precision: 'DAY' } });
  expect(offersCalendar([anOffer({ title, runs: [run] })], asked)).not.toMatch(/^BEGIN:VALARM/m);
});

test('the handout is a tagged PDF with the language of the reader, whatever letters it needs', async () => {
  const title = { text: 'Здравни грижи – Φροντίδα – Šťastný', language: 'bg' };
  const pdf = Buffer.from(await handoutPdf([anOffer({ title })], asked)).toString('latin1');
  expect(pdf.startsWith('%PDF-1.7')).toBe(true);
  expect(pdf.trimEnd().endsWith('%%EOF')).toBe(true);
  expect(pdf).toMatch(/\/Marked true/);
  expect(pdf).toMatch(/\/Lang \(en\)/);
});
