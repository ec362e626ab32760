import { describe, expect, test } from 'vitest';
import {
  parseDate,
  parseDegrees,
  parseHours,
  parseInstant,
  parseNumber,
  webAddress,
} from '../../../src/harvest/parse/values.js';

const berlin = { timezone: 'Europe/Berlin' };

describe('dates', () => {
  test.each([
    ['2026-09-01', '2026-09-01'],
    [' 20260901 ', '2026-09-01'],
    ['2028-02-29', '2028-02-29'],
    ['2026-09-01Z', '2026-09-01'],
    ['2026-09-01+02:00', '2026-09-01'],
    ['2026-08-31T22:00:00Z', '2026-09-01'],
    ['2026-08-31T21:59:59.999Z', '2026-08-31'],
    ['2026-09-01T00:00:00+02:00', '2026-09-01'],
    ['2026-09-01T00:00:00', '2026-09-01'],
    ['2026-09-01 23:30', '2026-09-01'],
    ['20260831T220000Z', '2026-09-01'],
  ])('%s in Berlin is %s', (text, date) => {
    expect(parseDate(text, berlin)).toEqual({ date, precision: 'day' });
  });

  test('a month is the first of it, with precision month', () => {
    expect(parseDate('2026-09')).toEqual({ date: '2026-09-01', precision: 'month' });
  });

  test('without a zone, the date stays as written beside an offset', () => {
    expect(parseDate('2026-09-01T00:00:00+02:00')?.date).toBe('2026-09-01');
    expect(parseDate('2026-09-01T00:00:00+02:00', { timezone: 'Europe/London' })?.date).toBe('2026-08-31');
  });

  test.each([
    '2026-02-30',
    '2026-13-01',
    '00000000',
    '0000-00-00',
    '2026-00',
    '01/02/2026',
    '1.2.2026',
    '2026',
    '2026-9-1',
    '26-09-01',
    '202609',
    '',
    'soon',
    '2026-09-01T25:00:00Z',
    '2026-09-01T10:00:00+99:00',
    '2026-09-01x',
  ])('refused: %j', (text) => {
    expect(parseDate(text)).toBeUndefined();
  });
});

describe('instants', () => {
  test.each([
    ['2026-09-01T10:00:00Z', '2026-09-01T10:00:00.000Z'],
    ['2026-09-01T10:00:00.1234567+02:00', '2026-09-01T08:00:00.123Z'],
    ['2026-09-01T10:00-0330', '2026-09-01T13:30:00.000Z'],
    ['2026-07-01T10:00:00', '2026-07-01T08:00:00.000Z'],
    ['2026-01-01T10:00:00', '2026-01-01T09:00:00.000Z'],
    ['2026-10-25T02:30:00', '2026-10-25T00:30:00.000Z'],
    ['2026-03-29T02:30:00', '2026-03-29T01:30:00.000Z'],
    ['2026-10-25T00:30:00', '2026-10-24T22:30:00.000Z'],
    ['2026-10-25T12:00:00', '2026-10-25T11:00:00.000Z'],
  ])('%s, by clocks of Berlin, is %s', (text, instant) => {
    expect(parseInstant(text, berlin)).toBe(instant);
  });

  test('a time without offset is UTC unless a zone is given; a date is no instant', () => {
    expect(parseInstant('2026-07-01T10:00:00')).toBe('2026-07-01T10:00:00.000Z');
    expect(parseInstant('2026-07-01')).toBeUndefined();
    expect(parseInstant('2026-02-30T10:00:00Z')).toBeUndefined();
  });
});

describe('numbers', () => {
  test.each([
    ['12.5', 12.5],
    ['12,5', 12.5],
    ['1 234,56', 1234.56],
    ['1\u00a0234,56', 1234.56],
    ['1.234,56', 1234.56],
    ['1,234.56', 1234.56],
    ["1'234.50", 1234.5],
    ['1.234.567', 1234567],
    ['1,234,567', 1234567],
    ['1.234', 1.234],
    ['0,500', 0.5],
    ['-1', -1],
    ['1e3', 1000],
    ['007', 7],
    ['0', 0],
  ])('%j is %d', (text, number) => {
    expect(parseNumber(text)).toBe(number);
  });

  test.each([
    '1,234',
    '1e400',
    'NaN',
    'Infinity',
    '',
    ' ',
    '5 ECTS',
    '0x10',
    '1,23,456',
    '1.23.456',
    '12 34',
    '1.2,3,4',
    '12345678901234567890',
    '--1',
    '.',
    '1_000',
    '٣',
  ])('refused: %j', (text) => {
    expect(parseNumber(text)).toBeUndefined();
  });
});

describe('durations in hours', () => {
  test.each([
    ['PT30H', 30],
    ['PT1H30M', 1.5],
    ['PT45M', 0.75],
    ['P0DT30H0M0S', 30],
    ['PT1.5H', 1.5],
    ['P0Y0M0DT60H0M0S', 60],
    ['PT60H0M0.000S', 60],
    ['PT216000S', 60],
    ['PT1H30M36S', 1.51],
  ])('%s is %d', (text, hours) => {
    expect(parseHours(text)).toBe(hours);
  });

  test.each(['P3D', 'P1W', 'P1M', 'P1DT2H', 'P0Y1M0DT2H', 'PT', 'PT0S', 'PT30S', '30', '', 'pt3h'])(
    'refused: %j',
    (text) => {
      expect(parseHours(text)).toBeUndefined();
    },
  );
});

describe('web addresses', () => {
  test.each([
    [' https://Example.org ', 'https://example.org/'],
    ['http://example.org/a?b=1&c=ä#d', 'http://example.org/a?b=1&c=%C3%A4#d'],
    ['HTTPS://bücher.example/', 'https://xn--bcher-kva.example/'],
  ])('%j is %s', (text, url) => {
    expect(webAddress(text)).toBe(url);
  });

  test.each([
    'javascript:alert(1)',
    'data:text/html,x',
    '/course/1',
    'www.example.org',
    '//example.org',
    'mailto:a@b.example',
    'https://',
    'https:///x',
    'http://user:pw@example.org/',
    'https://exa mple.org',
    'https://example.org/a b',
    'java\nscript:x',
    'http://[::1',
    '',
  ])('refused: %j', (text) => {
    expect(webAddress(text)).toBeUndefined();
  });

  test('refused: longer than 2,048 characters', () => {
    expect(webAddress(`https://example.org/${'x'.repeat(3000)}`)).toBeUndefined();
  });
});

describe('decimal degrees', () => {
  test.each([
    ['51.8133', 51.8133],
    ['51,8133', 51.8133],
    ['47,286', 47.286],
    [' -3.5526545 ', -3.5526545],
    ['4.7286E1', 47.286],
    ['52', 52],
  ])('%s', (text, degrees) => {
    expect(parseDegrees(text)).toBe(degrees);
  });

  test.each(['47°17′', '47.286 N', '1,234.5', '1234', '', 'north'])('%s is none', (text) => {
    expect(parseDegrees(text)).toBeUndefined();
  });
});
