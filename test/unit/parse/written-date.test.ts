import { describe, expect, test } from 'vitest';
import { parseWrittenDate } from '../../../src/harvest/parse/written-date.js';

describe('a date as people write it', () => {
  test.each([
    ['31.12.2026', '2026-12-31'],
    ['1. 9. 2026', '2026-09-01'],
    ['31/12/2026', '2026-12-31'],
    ['12/31/2026', '2026-12-31'],
    ['05-05-2026', '2026-05-05'],
    ['31.12.2026 14:30', '2026-12-31'],
    ['2026/09/05', '2026-09-05'],
    ['2026. 09. 05.', '2026-09-05'],
    ['1 janvier 2026', '2026-01-01'],
    ['1er janvier 2026', '2026-01-01'],
    ['lundi 7 septembre 2026 à 9h30', '2026-09-07'],
    ['Montag, 5. September 2026', '2026-09-05'],
    ['5. Dez. 2026', '2026-12-05'],
    ['5 de mayo de 2026', '2026-05-05'],
    ['1 września 2026 r.', '2026-09-01'],
    ['1. syyskuuta 2026', '2026-09-01'],
    ['den 1 september 2026', '2026-09-01'],
    ['1 септември 2026 г.', '2026-09-01'],
    ['1 Σεπτεμβρίου 2026', '2026-09-01'],
    ['2026. szeptember 1.', '2026-09-01'],
    ['2026 m. rugsėjo 1 d.', '2026-09-01'],
    ['Monday, September 7, 2026', '2026-09-07'],
    ['7th of September 2026', '2026-09-07'],
    ['14.09.2026 г.', '2026-09-14'],
    ['14.09.2026. g.', '2026-09-14'],
    ['2026. gada 14. septembris', '2026-09-14'],
    ['14 ta’ Settembru 2026', '2026-09-14'],
    ['14 d’agost de 2026', '2026-08-14'],
    ['2026. szept. 14.', '2026-09-14'],
    ['segunda-feira, 14 de setembro de 2026', '2026-09-14'],
    ['14 Meán Fómhair 2026', '2026-09-14'],
  ])('%s', (text, date) => {
    expect(parseWrittenDate(text)).toEqual({ date, precision: 'day' });
  });

  test.each(['September 2026', 'septembre 2026', 'wrzesień 2026', 'septiembre de 2026', 'septiembre del 2026'])(
    '%s is a month',
    (text) => {
      expect(parseWrittenDate(text)).toEqual({ date: '2026-09-01', precision: 'month' });
    },
  );

  test.each([
    ['fr', '2026-09-05'],
    ['de', '2026-09-05'],
    ['nl', '2026-09-05'],
    ['en-GB', '2026-09-05'],
    ['en-US', '2026-05-09'],
    ['en', undefined],
    ['und', undefined],
    ['sv', undefined],
    ['not a tag', undefined],
  ])('05/09/2026 is told by the language, here %s', (language, date) => {
    expect(parseWrittenDate('05/09/2026', language)?.date).toBe(date);
  });

  test('a name of different months in two languages counts only where the language is known', () => {
    expect(parseWrittenDate('1 listopada 2026', 'pl')?.date).toBe('2026-11-01');
    expect(parseWrittenDate('1. listopada 2026', 'hr')?.date).toBe('2026-10-01');
    expect(parseWrittenDate('1 listopada 2026')).toBeUndefined();
  });

  test.each([
    'Soon!',
    '2026',
    'autumn 2026',
    'Hell freezes over 2026',
    '31.02.2026',
    '32/12/2026',
    '13/13/2026',
    '31.12.26',
    '2026-W05',
    '1 Foo 2026',
    'from 1 September 2026 to 1 May 2027',
    '1-3 September 2026',
    '00.00.0000',
    '',
  ])('%s is none', (text) => {
    expect(parseWrittenDate(text, 'en')).toBeUndefined();
  });
});
