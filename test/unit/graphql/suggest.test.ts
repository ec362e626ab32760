import { expect, test } from 'vitest';
import { placeKey, readPlaceKey } from '../../../src/search/place-key.js';
import { anApi } from '../../support/graphql-api.js';
import { aDocument, aProvider, iri } from '../../support/opportunities.js';

const stated = <T>(value: T) => ({ value, basis: 'stated' as const });

function at(city: string, latitude: number, longitude: number) {
  return {
    places: [{ city, geo: { latitude, longitude } }],
    id: '0b8f7f8e-7d4f-5a35-9f0e-8f6f3d2c1b0a',
    state: 'open' as const,
  };
}

const offers = [
  aDocument('a', { title: { en: 'Evaluating water', fr: 'Évaluer l’eau' }, fields: [stated(iri('isced-f', '0521'))] }),
  aDocument('b', { title: { en: 'Water evaluation' }, runs: [at('Évry', 48.63, 2.44)] }),
  aDocument('c', { title: { en: 'Baking' }, runs: [at('Évry', 48.62, 2.43)] }),
  aDocument('e', { title: { en: 'Frying' }, runs: [at('Évry', 48.63, 2.44)] }),
  aDocument('d', { title: { en: 'Sewing' }, runs: [at('Évry', 43.7, 7.2), at('Kiel', 54.3233, 10.1228)] }),
];
const document = `query ($query: String!, $language: String, $kinds: [SuggestionKind!], $first: Int) {
  suggest(query: $query, language: $language, kinds: $kinds, first: $first) {
    kind text { text language } code count latitude longitude
  }
}`;

async function suggest(query: string, more: object = {}) {
  const { data, errors } = await anApi(offers, { providers: [aProvider('Uni One')] }).run(document, { query, ...more });
  expect(errors).toBeUndefined();
  return data.suggest;
}

test('titles are found without accents, by the beginning of each word, and those that begin so come first', async () => {
  const found = await suggest('eva', { language: 'fr', kinds: ['TITLE'] });
  expect(found.map(({ text }: { text: object }) => text)).toEqual([
    { text: 'Évaluer l’eau', language: 'fr' },
    { text: 'Water evaluation', language: 'en' },
  ]);
});

test('fields are suggested by their name in the language of the reader, with the offers that they stand for', async () => {
  const [field] = await suggest('umwelt', { language: 'de', kinds: ['FIELD'] });
  expect(field).toMatchObject({ kind: 'FIELD', code: '052', count: 1, text: { language: 'de' } });
});

test('places of one name that lie together are one, others are another', async () => {
  const found = await suggest('evry', { kinds: ['PLACE'] });
  expect(found.map(({ count, latitude }: { count: number; latitude: number }) => [count, latitude])).toEqual([
    [3, 48.63],
    [1, 43.7],
  ]);
});

test('providers come from the index of providers, and all kinds in their order', async () => {
  const found = await suggest('u', { first: 1 });
  expect(found.map(({ kind }: { kind: string }) => kind)).toEqual(['PROVIDER']);
  expect(await suggest('w ', { first: 1, kinds: ['PROVIDER', 'TITLE'] })).toMatchObject([
    { kind: 'PROVIDER' },
    { kind: 'TITLE', text: { text: 'Water evaluation' } },
  ]);
});

test('nothing is suggested for nothing, and too much is refused', async () => {
  expect(await suggest('  ')).toEqual([]);
  for (const [variables, argument] of [
    [{ query: 'x', first: 21 }, 'first'],
    [{ query: 'x', language: '?' }, 'language'],
    [{ query: 'x'.repeat(513) }, 'query'],
  ] as const) {
    const { errors } = await anApi(offers).run(document, variables);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument });
  }
});

test('the facet of places counts the results there, and its values can be given back to the filter', async () => {
  const api = anApi(offers);
  const { data } = await api.run(
    '{ searchLearningOpportunities { facets { place { values { value label { text } count } notStated } } } }',
  );
  const { values, notStated } = data.searchLearningOpportunities.facets.place;
  expect(notStated).toBe(1);
  expect(values).toContainEqual({ value: '54.3233,10.1228 Kiel', label: { text: 'Kiel' }, count: 1 });
  const again = await api.run(
    'query ($in: [String!]) { searchLearningOpportunities(filter: { place: { in: $in } }) { totalCount } }',
    {
      in: ['54.3233,10.1228 Kiel'],
    },
  );
  expect(again.data.searchLearningOpportunities.totalCount).toBe(1);
});

test('a key tells the place again; without coordinates or name there is none', () => {
  const geo = { latitude: -1.5, longitude: 0 };
  expect(readPlaceKey(placeKey({ geo, city: ' Saint \n Denis ' }) ?? '')).toEqual({ name: 'Saint Denis', ...geo });
  expect(placeKey({ geo })).toBeUndefined();
  expect(placeKey({ city: 'Kiel' })).toBeUndefined();
  expect(readPlaceKey('Kiel')).toBeUndefined();
});
