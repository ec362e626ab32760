import { describe, expect, test } from 'vitest';
import { lastDay } from '../../../src/domain/days.js';
import { type LearningOpportunityDraft, learningOpportunitySchema } from '../../../src/domain/learning-opportunity.js';
import { vocabulary } from '../../../src/domain/vocabularies/vocabulary.js';
import { searchFieldNames } from '../../../src/search/fields.js';
import { toSearchDocument } from '../../../src/search/projection.js';
import { blocksOf } from '../../../src/search/windows.js';

const meta = { hash: 'hash', updated: 1_795_000_000 };
const iri = (id: Parameters<typeof vocabulary>[0], code: string) => vocabulary(id).find(code)?.iri ?? '';
const stated = <T>(value: T) => ({ value, basis: 'stated' as const });
const derived = <T>(value: T) => ({ value, basis: 'derived' as const, rule: 'test' });
const mapped = <T>(value: T) => ({ value, basis: 'mapped' as const, rule: 'test' });

const bare: LearningOpportunityDraft = {
  id: '0b8f7f8e-7d4f-5a35-9f0e-8f6f3d2c1b0a',
  source: 'test',
  nativeIds: [{ value: 'C-1' }],
  title: { en: 'Welding' },
  provenance: { format: 'test', feed: 'file:///feed', record: 'C-1', position: 1 },
};

function documentOf(more: Partial<LearningOpportunityDraft> = {}) {
  return toSearchDocument(learningOpportunitySchema.parse({ ...bare, ...more }), meta);
}

test('an offer of which only the title is known', () => {
  const { record, keys, ...document } = documentOf();
  expect(keys).toEqual([]);
  expect(record).toEqual(learningOpportunitySchema.parse(bare));
  expect(document).toEqual({
    ...{
      id: bare.id,
      present: true,
      live: true,
      source: 'test',
      by: { source: ['test'] },
      hash: 'hash',
      updated: 1_795_000_000,
    },
    f: {
      ...{ completeness: 1, open: [], opens: [], last: lastDay, undated: true },
      ...{ price: {}, startMonth: [], deadlineMonth: [], point: [] },
    },
    unstated: {},
    inexact: {},
    missing: {
      any: [...searchFieldNames.filter((name) => name !== 'completeness' && name !== 'source'), 'price'],
      exact: [],
      stated: [],
    },
    text: {
      ...{ title: { en: 'Welding' }, skills: [], subjects: [], provider: [], place: [], code: ['C-1'] },
      ...{ outcomes: {}, description: {} },
    },
    s: { title: 'welding' },
  });
});

test('an offer with values of every kind of evidence, dates, places and prices', () => {
  const provider = {
    id: '1b8f7f8e-7d4f-5a35-9f0e-8f6f3d2c1b0a',
    names: { fi: 'Koulu', en: 'School' },
    country: stated(iri('country', 'FI')),
    city: 'Turku',
  };
  const document = documentOf({
    title: { de: 'Schweißen für Anfänger', 'en-GB': 'Welding' },
    description: { en: '<p>Hot &lt;metal&gt; &amp; more</p>', klingon: 'odd' },
    providers: [provider],
    ects: derived(5),
    eqfLevel: mapped(4),
    workloadHours: stated({ min: 100, max: 150 }),
    modes: [stated(iri('mode', 'online')), derived(iri('mode', 'blended')), derived(iri('mode', 'online'))],
    fields: [mapped(iri('isced-f', '0613'))],
    runs: [
      {
        id: '2b8f7f8e-7d4f-5a35-9f0e-8f6f3d2c1b0a',
        period: { start: '2026-12-01', end: '2026-12-02', precision: 'day' },
        applicationWindows: [{ opens: '1970-01-01', closes: '1970-01-02' }],
        places: [
          { city: 'Helsinki', nuts: stated(iri('nuts', 'FI1B1')), geo: { latitude: 60.169524, longitude: 24.935451 } },
          { geo: { latitude: -0.000001, longitude: 5 } },
        ],
        prices: [
          { amount: 100, currency: iri('currency', 'EUR') },
          { amount: 100, currency: iri('currency', 'EUR') },
          { amount: 90, currency: iri('currency', 'SEK') },
          { text: { en: 'ask' } },
        ],
        free: stated(false),
        grants: [{ title: { en: 'Grant' } }],
      },
    ],
  });
  expect(document.f).toEqual({
    ...{ eqfLevel: 4, ects: 5, workloadHours: 100, workloadMax: 150, mode: ['online', 'blended'] },
    ...{
      country: ['FI'],
      nuts: ['FI1B1', 'FI1B', 'FI1', 'FI'],
      place: ['60.1695,24.9355 Helsinki'],
      iscedF: ['0613', '061', '06'],
    },
    ...{ startDate: [20_788], deadline: [1], startMonth: ['2026-12'] },
    ...{ deadlineMonth: ['1970-01'], free: [false], funding: true, completeness: document.f.completeness },
    ...{ open: [blocksOf(0)[1]], opens: [0], last: 1, undated: false },
    ...{ price: { EUR: [100], SEK: [90] }, point: ['60.16952,24.93545', '-0.00000,5.00000'] },
  });
  expect(document.by).toEqual({ provider: [provider.id], source: ['test'] });
  expect(document.unstated).toEqual({
    ...{ ects: [5], eqfLevel: [4], mode: ['blended'], iscedF: ['0613', '061', '06'] },
  });
  expect(document.inexact).toEqual({ ects: [5], mode: ['blended'] });
  expect(document.missing.exact).toEqual(['ects']);
  expect(document.missing.stated).toEqual(['eqfLevel', 'iscedF']);
  expect(document.missing.any).not.toContain('price');
  expect(document._geo).toEqual({ lat: 60.169524, lng: 24.935451 });
  expect(document.s).toEqual({ title: 'schweißen für anfänger', start: 20_788, deadline: 1 });
  expect(document.text).toMatchObject({
    title: { de: 'Schweißen für Anfänger', en: 'Welding' },
    compounds: 'Schweißen für Anfänger',
    description: { en: ' Hot <metal> & more ', und: 'odd' },
    provider: ['Koulu', 'School'],
    place: ['Helsinki', 'Turku'],
  });
});

describe('texts', () => {
  test('are cut between characters, never in one', () => {
    for (const length of [5998, 5999, 6000, 6001]) {
      const text = `${'x'.repeat(length)}😀${'y'.repeat(10)}`;
      const document = documentOf({
        title: { en: `${'t'.repeat(99)}😀` },
        description: { en: text },
        prerequisites: { en: text },
        learningOutcomes: [{ text: { en: text } }, { text: { en: text } }],
      });
      expect(JSON.stringify(document).isWellFormed()).toBe(true);
      expect(JSON.stringify({ text: document.text, s: document.s })).not.toMatch(/\\ud[89a-f]/i);
      expect(Object.values(document.text.description ?? {})[0].length).toBeLessThanOrEqual(6000);
    }
  });

  test('of any number of made-up languages make a bounded number of attributes', () => {
    const tags = ['EN', 'en-GB', 'EN-us', 'klingon', 'abcdefgh', 'und', 'de-CH-1901'];
    const title = Object.fromEntries(tags.map((tag) => [tag, tag]));
    expect(Object.keys(documentOf({ title }).text.title ?? {}).sort()).toEqual(['de', 'en', 'und']);
  });

  test('full of angle brackets take no longer than others', () => {
    const description = { en: '<'.repeat(500_000) };
    const started = performance.now();
    documentOf({ description });
    expect(performance.now() - started).toBeLessThan(500);
  });
});

test('the same record gives the same document', () => {
  expect(documentOf({ ects: stated(3) })).toEqual(documentOf({ ects: stated(3) }));
});
