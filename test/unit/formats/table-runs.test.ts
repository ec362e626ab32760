import { describe, expect, test } from 'vitest';
import { codes, one, read } from './table-support.js';

describe('runs', () => {
  const run = {
    start: { from: 's', pattern: 'dd/MM/yyyy' },
    end: { from: 'e', pattern: 'dd/MM/yyyy' },
    prices: { amount: { from: 'p' }, currency: { from: 'c' } },
    place: { city: { from: 'city' }, country: { from: 'land' } },
  };

  test('dates by pattern, place and price', async () => {
    const { opportunity } = await one(
      'id,title,s,e,p,c,city,land\n1,A,03/09/2026,30/09/2026,"1,200.50",EUR,Ghent,BE\n',
      { runs: run },
    );
    expect(opportunity?.runs?.[0]).toMatchObject({
      period: { start: '2026-09-03', end: '2026-09-30', precision: 'day' },
      places: [
        {
          city: 'Ghent',
          country: { value: 'http://publications.europa.eu/resource/authority/country/BEL', basis: 'stated' },
        },
      ],
      prices: [{ amount: 1200.5, currency: 'http://publications.europa.eu/resource/authority/currency/EUR' }],
    });
  });

  test('names and codes that have no language are plain text as well', async () => {
    const { opportunity } = await one(
      'id,title,city,room,street,kind,code,ects\n' +
        '1,A,M&uuml;nchen,<b>Raum</b>&nbsp;1,Stra&szlig;e&nbsp;1,Geb&uuml;hr<br>,R&amp;D,5\n',
      {
        providers: { name: { from: 'city' }, city: { from: 'city' } },
        subjects: { code: { from: 'code' }, scheme: 'own' },
        runs: {
          place: { city: { from: 'city' }, name: { from: 'room' }, address: { from: 'street' } },
          prices: { amount: { from: 'ects' }, currency: { from: 'none' }, kind: { from: 'kind' } },
        },
      },
    );
    expect(opportunity?.providers?.[0]?.city).toBe('München');
    expect(opportunity?.subjects).toEqual([{ scheme: 'own', code: 'R&D' }]);
    expect(opportunity?.runs?.[0]).toMatchObject({
      places: [{ name: 'Raum 1', address: 'Straße 1', city: 'München' }],
      prices: [{ kind: 'Gebühr' }],
    });
  });

  test('a date that does not exist is a warning; nothing stated is no run', async () => {
    const { opportunity, issues } = await one('id,title,s,e,p,c,city,land\n1,A,31/02/2026,,,,,\n', { runs: run });
    expect(opportunity?.runs).toEqual([]);
    expect(codes(issues)).toEqual(['warning INVALID_DATE s']);
  });

  test('an end before the start is left out', async () => {
    const { opportunity, issues } = await one('id,title,s,e,p,c,city,land\n1,A,03/09/2026,01/09/2026,,,,\n', {
      runs: run,
    });
    expect(opportunity?.runs?.[0]?.period).toEqual({ start: '2026-09-03', precision: 'day' });
    expect(codes(issues)).toEqual(['warning IMPLAUSIBLE_VALUE e']);
  });

  test('only a year: the declared academic year, with precision term', async () => {
    const term = { year: { from: 'y' }, begins: '09-01', ends: '08-31' };
    const { opportunities, issues } = await read('id,title,y\n1,A,2026/27\n2,B,soon\n', { runs: { term } });
    expect(opportunities[0]?.runs?.[0]?.period).toEqual({
      start: '2026-09-01',
      end: '2027-08-31',
      precision: 'term',
      native: '2026/27',
    });
    expect(opportunities[1]?.runs).toEqual([]);
    expect(codes(issues)).toEqual(['warning INVALID_DATE y']);
  });

  test('an amount without currency keeps its words, or takes the constant of the source', async () => {
    const fields = { runs: { prices: { amount: { from: 'p' } } } };
    const bare = await one('id,title,p\n1,A,50\n', fields);
    expect(bare.opportunity?.runs?.[0]?.prices).toEqual([{ text: { en: '50' } }]);
    const constants = { reason: 'declared in this test', currency: 'NOK' };
    const priced = await one('id,title,p\n1,A,0\n', fields, {}, { constants });
    expect(priced.opportunity?.runs?.[0]).toMatchObject({
      prices: [{ amount: 0, currency: 'http://publications.europa.eu/resource/authority/currency/NOK' }],
      free: { value: true, basis: 'stated' },
    });
  });

  test('nested runs keep their ids when they change places', async () => {
    const runs = [
      { code: 'r1', from: '2026-03', to: '2026-04' },
      { code: 'r2', from: '2026-05-04' },
    ];
    const read = (list: unknown) =>
      one(
        JSON.stringify([{ id: 1, title: 'A', runs: list }]),
        { runs: { each: 'runs', id: { from: 'code' }, start: { from: 'from' }, end: { from: 'to' } } },
        { records: { type: 'json' } },
      );
    const { opportunity } = await read(runs);
    expect(opportunity?.runs?.map((it) => it.period)).toEqual([
      { start: '2026-03-01', end: '2026-04-30', precision: 'month' },
      { start: '2026-05-04', precision: 'day' },
    ]);
    const { opportunity: turned } = await read(runs.toReversed());
    expect(turned?.runs?.map((it) => it.id)).toEqual(opportunity?.runs?.map((it) => it.id).toReversed());
  });
});

describe('organisations', () => {
  test('one per part of a split cell, told apart by name, and never made up from an identifier', async () => {
    const fields = {
      awardingBodies: { name: { from: 'a', split: '/,(?! )/' } },
      providers: {
        name: { from: 'p' },
        id: { from: 'code' },
        identifiers: [{ scheme: 'UKPRN', value: { from: 'code' } }],
      },
    };
    const { opportunities } = await read('id,title,a,p,code\n1,A,"Uni, West,Uni East",Uni,10\n2,B,,,11\n', fields);
    expect(opportunities[0]?.awardingBodies?.map((it) => it.names)).toEqual([{ en: 'Uni, West' }, { en: 'Uni East' }]);
    expect(opportunities[0]?.providers?.[0]?.identifiers).toEqual([{ scheme: 'UKPRN', value: '10' }]);
    expect(opportunities[1]?.providers).toEqual([]);
  });
});
