import { describe, expect, test } from 'vitest';
import { fact, facts } from '../../src/web/offer/facts.js';
import { offerIds } from '../../src/web/offer/offer-ids.js';
import { runsAhead, runsBehind } from '../../src/web/offer/runs.js';
import { rowsOf } from '../../src/web/pages/compare/compare-table.js';
import { anOffer, aRun, english } from '../support/web-offer.js';

const asked = { ui: english, today: '2026-11-23' };
const texts = (id: Parameters<typeof fact>[0], offer: Parameters<typeof fact>[1]) =>
  fact(id, offer, asked).values.map(({ text }) => text);

test('an offer that states nothing has no value in any matter', () => {
  expect(facts(anOffer(), asked).flatMap(({ values }) => values)).toEqual([]);
});

test('a derived level says so and gives the words of the source', () => {
  const offer = anOffer({ eqfLevel: { level: 6, basis: 'DERIVED', rule: 'ehea-cycle', native: 'bachelor' } });
  expect(fact('level', offer, asked).values).toEqual([
    { text: 'EQF level 6', evidence: { basis: 'DERIVED', rule: 'ehea-cycle', native: 'bachelor' } },
  ]);
});

test('ECTS that are also stated as credits are told once; other credits stay', () => {
  const ects = {
    system: 'ects',
    systemConcept: { label: { text: 'European Credit Transfer System', language: 'en' } },
  };
  const offer = anOffer({
    ects: { value: 5, basis: 'STATED' },
    credits: [
      { ...ects, value: 5 },
      { system: 'CATS', value: 10 },
    ],
  });
  expect(texts('ects', offer)).toEqual(['5 ECTS', '10 CATS']);
});

test('a value of several runs is told once, and that of a run that is over not at all', () => {
  const place = { city: 'Kiel' };
  const offer = anOffer({
    runs: [
      aRun({ id: 'a', period: { start: '2027-02-01', end: '2027-02-05', precision: 'DAY' }, places: [place] }),
      aRun({ id: 'b', period: { start: '2027-03-01', precision: 'DAY' }, places: [place] }),
      aRun({ id: 'c', period: { start: '2026-03-01', precision: 'DAY' }, places: [{ city: 'Husum' }] }),
    ],
  });
  expect(texts('place', offer)).toEqual(['Kiel']);
  expect(texts('start', offer)).toEqual(['1 Feb 2027 – 5 Feb 2027', '1 Mar 2027']);
});

test('a month is not told as a day', () => {
  const period = { start: '2027-09-01', precision: 'MONTH', native: 'September 2027' } as const;
  expect(texts('start', anOffer({ runs: [aRun({ period })] }))).toEqual(['September 2027']);
});

test('free of charge and amounts in their currency', () => {
  const free = anOffer({ runs: [aRun({ free: { value: true, basis: 'STATED' } })] });
  expect(texts('price', free)).toEqual(['free of charge']);
  const paid = anOffer({ runs: [aRun({ prices: [{ amount: 250, currency: { code: 'EUR' }, kind: 'fee' }] })] });
  expect(texts('price', paid)).toEqual(['€250']);
});

test('durations are told in words', () => {
  expect(texts('duration', anOffer({ runs: [aRun({ duration: 'P6W' })] }))).toEqual(['6 weeks']);
  expect(texts('duration', anOffer({ runs: [aRun({ duration: 'P1Y6M' })] }))).toEqual(['1 year and 6 months']);
});

test('a run that is cancelled is not ahead, one without a date is', () => {
  const runs = [aRun({ id: 'off', state: 'CANCELLED' }), aRun({ id: 'any' })];
  expect(runsAhead({ runs }, asked.today).map(({ id }) => id)).toEqual(['any']);
  expect(runsBehind({ runs }, asked.today).map(({ id }) => id)).toEqual(['off']);
});

describe('a comparison', () => {
  const row = (id: string, offers: Parameters<typeof rowsOf>[0]) =>
    rowsOf(offers, asked).find((each) => each.id === id);
  const level = (value: number) => anOffer({ eqfLevel: { level: value, basis: 'STATED' } });

  test('marks what is stated differently', () => {
    expect(row('level', [level(5), level(6)])).toMatchObject({ differs: true, partly: false });
    expect(row('level', [level(5), level(5)])).toMatchObject({ differs: false, partly: false });
  });

  test('does not take silence for a difference', () => {
    expect(row('level', [level(5), anOffer()])).toMatchObject({ differs: false, partly: true });
    expect(row('level', [anOffer(), anOffer()])).toMatchObject({ differs: false, partly: false });
  });
});

test('ids in an address: lists and repetitions, each once, nothing that is none', () => {
  const a = '953a0a5c-1cee-5f31-814d-130953c18667';
  const b = 'ae3c1caa-533d-5913-91dc-c53a27dc5773';
  expect(offerIds(new URLSearchParams(`ids=${a},${b}&ids=${a.toUpperCase()}&ids=../etc`), 9)).toEqual([a, b]);
  expect(offerIds(new URLSearchParams(`ids=${a}&ids=${b}`), 1)).toEqual([a]);
});
