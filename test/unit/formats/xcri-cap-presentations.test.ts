import { describe, expect, it } from 'vitest';
import { readRun } from './xcri-cap-course.js';

describe('dates of a presentation', () => {
  it.each([
    [
      '<mlo:start dtf="2026-09">Autumn</mlo:start>',
      { start: '2026-09-01', precision: 'month', native: 'start: Autumn' },
    ],
    ['<end>February 2028</end>', { end: '2028-02-29', precision: 'month', native: 'end: February 2028' }],
    [
      '<mlo:start>Monday 7th of September, 2026</mlo:start>',
      { start: '2026-09-07', precision: 'day', native: 'start: Monday 7th of September, 2026' },
    ],
    ['<mlo:start>Sept 7, 2026</mlo:start>', { start: '2026-09-07', precision: 'day', native: 'start: Sept 7, 2026' }],
    [
      '<mlo:start dtf="2026-09-06T23:00:00Z"/>',
      { start: '2026-09-07', precision: 'day', native: 'start: 2026-09-06T23:00:00Z' },
    ],
    [
      '<mlo:start>2026-09-07</mlo:start><startUntil>2026-10-01</startUntil>',
      { start: '2026-09-07', precision: 'day', native: 'start: 2026-09-07; startUntil: 2026-10-01' },
    ],
  ])('reads %s', async (xml, period) => {
    const { run, issues } = await readRun(xml, { timezone: 'Europe/London' });
    expect(run?.period).toEqual(period);
    expect(issues).toEqual([]);
  });

  it.each(['07/09/2026', 'As soon as enough have enrolled', '30 February 2026', 'Foo 2026', '2026'])(
    'does not guess at "%s"',
    async (text) => {
      const { course, issues } = await readRun(`<mlo:start>${text}</mlo:start>`);
      expect(course).not.toHaveProperty('runs');
      expect(issues).toEqual([['INVALID_DATE', 'course/presentation[1]/mlo:start', text]]);
    },
  );

  it('reports an invalid @dtf and reads the text instead', async () => {
    const { run, issues } = await readRun('<mlo:start dtf="2026-02-30">1 March 2026</mlo:start>');
    expect(run?.period?.start).toBe('2026-03-01');
    expect(issues).toEqual([['INVALID_DATE', 'course/presentation[1]/mlo:start@dtf', '2026-02-30']]);
  });

  it('leaves out an end before the start and a deadline after the end', async () => {
    const { run, issues } = await readRun('<mlo:start>2026-05-02</mlo:start><end>2026-05-01</end>');
    expect(run?.period).toEqual({
      start: '2026-05-02',
      precision: 'day',
      native: 'start: 2026-05-02; end: 2026-05-01',
    });
    expect(issues).toEqual([['IMPLAUSIBLE_VALUE', 'course/presentation[1]/end', '2026-05-01']]);
    const late = await readRun('<end>2026-05-01</end><applyUntil>2026-05-02</applyUntil>');
    expect(late.run).not.toHaveProperty('applicationWindows');
    expect(late.issues).toEqual([['IMPLAUSIBLE_VALUE', 'course/presentation[1]/applyUntil', '2026-05-02']]);
  });

  it.each([
    ['P6M', 'P6M', []],
    ['P0D', undefined, [['IMPLAUSIBLE_VALUE', 'course/presentation[1]/mlo:duration@interval', 'P0D']]],
    ['6 months', undefined, [['INVALID_VALUE', 'course/presentation[1]/mlo:duration@interval', '6 months']]],
  ])('takes the interval %s for %s', async (interval, duration, expected) => {
    const { run, issues } = await readRun(
      `<mlo:places>5</mlo:places><mlo:duration interval="${interval}">x</mlo:duration>`,
    );
    expect(run?.duration).toBe(duration);
    expect(issues).toEqual(expected);
  });
});

describe('vocabularies', () => {
  const modes = 'http://data.europa.eu/snb/learning-assessment/';
  it.each([
    ['<attendanceMode identifier="DA">x</attendanceMode>', 'e92d221e4d', 'close'],
    ['<attendanceMode identifier="http://xcri.org/vocabularies/attendanceMode#MM"/>', 'e92d221e4d', 'close'],
    ['<attendanceMode identifier="ds"/>', '920fbb3cbe', 'close'],
    ['<attendanceMode>Online (no attendance)</attendanceMode>', '920fbb3cbe', 'mapped'],
    ['<attendanceMode identifier="?">Face to face non campus</attendanceMode>', '9191af2ed9', 'mapped'],
    ['<attendanceMode>WB</attendanceMode>', '729f3bed4b', 'mapped'],
  ])('maps %s', async (xml, id, basis) => {
    const { run, issues } = await readRun(`<mlo:places>5</mlo:places>${xml}`);
    expect(run?.modes).toMatchObject([{ value: modes + id, basis, rule: 'xcri-attendance-mode' }]);
    expect(issues).toEqual([]);
  });

  it('assumes no mode, schedule, venue or awarding body where the feed is silent', async () => {
    const { course } = await readRun('<mlo:start>2026-05-02</mlo:start>');
    expect(course?.runs).toMatchObject([{ modes: [], schedules: [], places: [], languages: [] }]);
    expect(course).not.toHaveProperty('awardingBodies');
  });

  it('takes "not known" for nothing', async () => {
    const { run, issues } = await readRun('<mlo:places>5</mlo:places><studyMode identifier="NK">Not known</studyMode>');
    expect(run?.schedules).toEqual([]);
    expect(issues).toEqual([]);
  });

  it('keeps mode and language of a presentation that is no run with the course', async () => {
    const { course } = await readRun(
      '<attendanceMode>ON</attendanceMode><mlo:languageOfInstruction>cy-GB</mlo:languageOfInstruction><languageOfAssessment>en</languageOfAssessment>',
    );
    expect(course).not.toHaveProperty('runs');
    expect(course).toMatchObject({
      modes: [{ value: `${modes}920fbb3cbe` }],
      languages: [{ basis: 'derived', rule: 'iso-lang', native: 'cy-GB' }],
      assessmentLanguages: [{ basis: 'stated', native: 'en' }],
    });
  });
});

describe('prices and places', () => {
  it('ignores elements of other namespaces', async () => {
    const { run } = await readRun('<mlo:places>5</mlo:places><x:cost>£5</x:cost><x:start>2026-01-01</x:start>');
    expect(run).toMatchObject({ prices: [] });
    expect(run).not.toHaveProperty('period');
  });

  const currency = 'http://publications.europa.eu/resource/authority/currency/';
  it.each([
    ['£1,250.00', 1250, 'GBP'],
    ['€ 1.250', 1250, 'EUR'],
    ['1 250,50 EUR', 1250.5, 'EUR'],
    ['GBP 99', 99, 'GBP'],
    ['$100', undefined, undefined],
    ['from £100', undefined, undefined],
    ['£100 per term', undefined, undefined],
    ['100', undefined, undefined],
  ])('reads the cost "%s" as %s %s, and keeps the text', async (text, amount, code) => {
    const { run } = await readRun(`<mlo:cost>${text}</mlo:cost>`);
    const price = run?.prices?.[0];
    expect(price).toEqual({
      ...(amount === undefined ? {} : { amount, currency: `${currency}${code}` }),
      text: { und: text },
    });
  });

  it('uses the currency that the source declares for a bare number, and takes a price of 0 for free', async () => {
    const constants = { reason: 'declared by the provider', currency: 'GBP' };
    const { run } = await readRun('<mlo:cost>0</mlo:cost>', { constants });
    expect(run).toMatchObject({
      prices: [{ amount: 0, currency: `${currency}GBP` }],
      free: { value: true, basis: 'stated' },
    });
  });

  it('reads the place from venue, lines, town, postcode and coordinates', async () => {
    const venue = (extra: string) =>
      `<venue><provider><dc:title>Hall</dc:title><mlo:location><mlo:street>1 Road</mlo:street><mlo:town>Bolton</mlo:town>
       <mlo:postcode>BL3 1EX</mlo:postcode><mlo:address>Floor 2</mlo:address>${extra}</mlo:location></provider></venue>`;
    const at = (lat: string) =>
      `<mlo:address xsi:type="geo:lat">${lat}</mlo:address><mlo:address xsi:type="geo:long">-2.4</mlo:address>`;
    const place = { name: 'Hall', address: '1 Road, Floor 2, BL3 1EX', city: 'Bolton' };
    const { run } = await readRun(venue(at('53.6')));
    expect(run?.places).toEqual([{ ...place, geo: { latitude: 53.6, longitude: -2.4 } }]);
    const wrong = await readRun(venue(at('153.6')));
    expect(wrong.run?.places).toEqual([place]);
    expect(wrong.issues).toEqual([['INVALID_GEO', 'course/presentation[1]/venue/mlo:location', '153.6 -2.4']]);
  });
});
