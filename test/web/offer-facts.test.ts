import { describe, expect, test } from 'vitest';
import { fact, facts } from '../../src/web/offer/facts.js';
import { glossary, handoutLines } from '../../src/web/offer/handout-lines.js';
import { offerIds } from '../../src/web/offer/offer-ids.js';
import { runsAhead, runsBehind } from '../../src/web/offer/runs.js';
import { standingOf } from '../../src/web/offer/standing.js';
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

test('an amount of nothing adds nothing to an offer that is free of charge', () => {
  const free = { value: true, basis: 'STATED' } as const;
  const prices = [{ amount: 0, currency: { code: 'EUR' }, kind: 'total costs' }];
  expect(texts('price', anOffer({ runs: [aRun({ free, prices })] }))).toEqual(['free of charge']);
  expect(texts('price', anOffer({ runs: [aRun({ prices })] }))).toEqual(['€0']);
});

describe('what stands in the way of an offer', () => {
  const run = aRun({
    period: { start: '2027-02-01', precision: 'DAY' },
    applicationWindows: [{ closes: '2026-10-01' }, { closes: '2026-11-15' }],
  });

  test('is nothing while one can take part', () => {
    expect(standingOf(anOffer({ runs: [run], status: 'UPCOMING' }), asked)).toBeUndefined();
  });

  test('is that applications closed, where it has not even begun', () => {
    const offer = anOffer({ runs: [run], status: 'EXPIRED' });
    expect(standingOf(offer, asked)).toEqual({ message: 'offer.apply.over', values: { date: '15 Nov 2026' } });
  });

  test('is that all dates are over, or that it was withdrawn', () => {
    const over = anOffer({ runs: [aRun({ period: { end: '2026-01-01', precision: 'DAY' } })], status: 'EXPIRED' });
    expect(standingOf(over, asked)?.message).toBe('offer.expired');
    const withdrawn = anOffer({ ...over, withdrawn: { at: '2026-11-01T00:00:00Z', reason: 'GONE' } });
    expect(standingOf(withdrawn, asked)?.message).toBe('offer.withdrawn');
  });
});

describe('the handout', () => {
  test('names skills where no outcome is in words, and says how many more there are', () => {
    const concept = (text: string) =>
      ({ concept: { code: text, label: { text, language: 'en' } }, basis: 'STATED' }) as const;
    const skills = ['a', 'b', 'c', 'd', 'e', 'f'].map(concept);
    const [learn] = handoutLines(anOffer({ learningOutcomes: [{ skills }] }), asked);
    expect(learn?.answers.map(({ text }) => text)).toEqual(['a', 'b', 'c', 'd', 'and 2 more']);
  });

  test('explains the marks that stand on it, and no others', () => {
    const derived = anOffer({ eqfLevel: { level: 6, basis: 'DERIVED', rule: 'r' } });
    expect(handoutLines(derived, asked).flatMap(({ answers }) => answers)).toContainEqual({
      text: 'EQF level 6 [worked out]',
    });
    expect(glossary([derived], asked)).toEqual(['glossary.eqf', 'glossary.derived', 'glossary.notStated']);
    const constant = anOffer({ eqfLevel: { level: 6, basis: 'SOURCE' } });
    expect(handoutLines(constant, asked).flatMap(({ answers }) => answers)).toContainEqual({ text: 'EQF level 6' });
    expect(glossary([constant], asked)).toEqual(['glossary.eqf', 'glossary.notStated']);
  });
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
