import fc from 'fast-check';
import { expect, test } from 'vitest';
import { complete } from '../../src/domain/complete.js';
import { isLearningOpportunity } from '../../src/domain/generated/is-learning-opportunity.js';
import { type LearningOpportunityDraft, learningOpportunitySchema } from '../../src/domain/learning-opportunity.js';
import { validate } from '../../src/domain/validate.js';
import { aDocument, aFullDocument } from '../support/opportunities.js';
import { placesIn } from '../support/places-in.js';

const full = aFullDocument().record;
const records = [full, aDocument('bare').record];
const [run] = full.runs;

const odd = fc.oneof(
  fc.constantFrom(undefined, null, '', ' ', -1, 0.5, 1e9, Number.NaN, true, 'stated', 'derived', '2026-02-30', 'P1Y'),
  fc.constantFrom('HTTPS://example.org/', 'http:///x', 'x'.repeat(501), 'x'.repeat(2049), '𝒳'.repeat(300)),
  fc.constantFrom<unknown>([], {}, [undefined], [{}], { und: 'x' }, { '': 'x' }, { en: '' }, { value: 'x' }),
  fc.anything({ maxDepth: 1 }),
);

test('A draft becomes what its schema makes of it, in the same order', () => {
  for (const record of records) {
    const draft = withoutEmptyLists(record) as LearningOpportunityDraft;
    expect(JSON.stringify(validate(draft).data)).toBe(JSON.stringify(learningOpportunitySchema.parse(draft)));
    expect(isLearningOpportunity(complete(draft))).toBe(true);
  }
});

test('What is taken for valid is valid to the schema, wherever a value is odd', () => {
  let valid = 0;
  fc.assert(
    fc.property(fc.nat(), fc.nat(), odd, (which, where, value) => {
      const record = structuredClone(records[which % records.length]);
      const places = placesIn(record);
      const place = places[where % places.length];
      if (place !== undefined) Reflect.set(place.container, place.key, value);
      if (!isLearningOpportunity(record)) return;
      valid += 1;
      expect(learningOpportunitySchema.safeParse(record).error).toBeUndefined();
    }),
    { numRuns: 3000 },
  );
  expect(valid).toBeGreaterThan(100);
});

test.each([
  ['an attribute that there is not', { runs: [{ ...run, places: [{ where: 'here' }] }] }],
  ['a derived value without its rule', { eqfLevel: { value: 5, basis: 'derived' } }],
  ['a level that there is not', { eqfLevel: { value: 9, basis: 'stated' } }],
  ['an outcome without text and skills', { learningOutcomes: [{ nativeId: '1' }] }],
  ['a related offer without anything', { stackability: { hasPart: [{}] } }],
  ['an amount without a currency', { runs: [{ ...run, prices: [{ amount: 5 }] }] }],
  ['a currency without an amount', { runs: [{ ...run, prices: [{ currency: 'http://x/EUR', text: { en: 'x' } }] }] }],
  ['a price without anything', { runs: [{ ...run, prices: [{}] }] }],
  ['a text without a language', { title: {} }],
  ['a text under something that is no language', { title: { 'not a tag': 'x' } }],
])('Is refused for the reason that the schema has: %s', (_, more) => {
  const draft = { ...full, ...more } as LearningOpportunityDraft;
  const result = validate(draft);
  expect(result.success).toBe(false);
  expect(result.error?.issues).toEqual(learningOpportunitySchema.safeParse(draft).error?.issues);
});

test('The scheme of an address may be in any case', () => {
  const homepages = [{ url: 'HTTPS://example.org/' }];
  expect(validate({ ...full, homepages }).data?.homepages).toEqual(homepages);
});

function withoutEmptyLists(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutEmptyLists);
  const entries = Object.entries(value).filter(([, each]) => !Array.isArray(each) || each.length > 0);
  return Object.fromEntries(entries.map(([key, each]) => [key, withoutEmptyLists(each)]));
}
