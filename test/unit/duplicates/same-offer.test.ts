import { describe, expect, test } from 'vitest';
import { canonicalUrl, pageUrl } from '../../../src/domain/duplicates/canonical-url.js';
import { clusterOffers } from '../../../src/domain/duplicates/cluster.js';
import { identityOf } from '../../../src/domain/duplicates/identity.js';
import { globalId, registeredIds } from '../../../src/domain/duplicates/registers.js';
import { sameOffer } from '../../../src/domain/duplicates/same-offer.js';
import { compareTitles, titlesOf } from '../../../src/domain/duplicates/titles.js';
import { opportunityId, runId } from '../../../src/domain/identifiers.js';
import { type LearningOpportunityDraft, learningOpportunitySchema } from '../../../src/domain/learning-opportunity.js';
import { aProvider, iri } from '../../support/opportunities.js';

type More = Partial<LearningOpportunityDraft>;

const provider = {
  ...aProvider('Uni One', 'FI'),
  identifiers: [{ scheme: 'schacHome', value: 'uni.example' }],
};

function offer(source: string, more: More = {}, native = '1') {
  const id = opportunityId(source, native);
  return identityOf(
    learningOpportunitySchema.parse({
      ...{ id, source, nativeIds: [{ value: native }], title: { en: 'Applied statistics' }, providers: [provider] },
      provenance: { format: 'test', feed: 'file:///f', record: native, position: 1 },
      ...more,
    }),
  );
}

const stated = <const T>(value: T) => ({ value, basis: 'stated' as const });
const run = (start: string, city = 'Turku', precision: 'day' | 'month' = 'day') => ({
  runs: [{ id: runId('x', start), period: { start, precision }, places: [{ city }] }],
});
const byDescription: More = { ...run('2027-01-11'), eqfLevel: stated(6), ects: stated(5) };
const page = (url: string): More => ({ homepages: [{ url }] });
const urn: More = { nativeIds: [{ value: 'urn:schac:uniqueCourseId:uni.example:st-1' }] };
const ruleOf = (one: More, two: More) => sameOffer(offer('a', one, 'a1'), offer('b', two, 'b1'))?.rule;

test.each<[string, More, More, string]>([
  [
    'a course identifier in both notations',
    urn,
    { nativeIds: [{ value: 'did:web:uni.example:courseId:st-1' }] },
    'course-identifier',
  ],
  [
    'a UUID',
    { nativeIds: [{ value: '9d9f2c1e-6a0b-4b0e-8f0e-0c9c5f1e8a11' }] },
    { nativeIds: [{ value: 'urn:uuid:9D9F2C1E-6A0B-4B0E-8F0E-0C9C5F1E8A11' }] },
    'global-id',
  ],
  [
    'an address as identifier',
    { nativeIds: [{ value: 'https://uni.example/c/1' }] },
    { nativeIds: [{ value: 'http://www.uni.example/c/1/' }] },
    'global-id',
  ],
  [
    'an address with a fragment as identifier',
    { nativeIds: [{ value: 'https://uni.example/catalogue#c1' }] },
    { nativeIds: [{ value: 'http://www.uni.example/catalogue/#c1' }] },
    'global-id',
  ],
  [
    'a number of the provider, and titles are in two languages with the same start',
    { ...run('2027-01-11'), nativeIds: [{ value: '1234' }] },
    { ...run('2027-01-11'), nativeIds: [{ value: '1234' }], title: { fi: 'Tilastotiede' } },
    'provider-code',
  ],
  [
    'the provider’s code',
    { nativeIds: [{ value: 'ST-101' }] },
    { nativeIds: [{ scheme: 'code', value: 'st-101' }] },
    'provider-code',
  ],
  ['a page', page('https://uni.example/c/1?utm_source=x#y'), page('http://www.uni.example/c/1/'), 'page'],
  ['provider, title, start and level', byDescription, byDescription, 'description'],
  [
    'provider, title, month of the start and size',
    byDescription,
    { ...run('2027-01-01', 'Turku', 'month'), ects: stated(5) },
    'description',
  ],
])('%s is the same offer', (_, one, two, rule) => {
  expect(ruleOf(one, two)).toBe(rule);
  expect(ruleOf(two, one)).toBe(rule);
});

describe('two offers are not the same', () => {
  test.each<[string, More, More]>([
    ['level', { ...urn, eqfLevel: stated(6) }, { ...urn, eqfLevel: stated(7) }],
    ['cycle', { ...urn, qfEheaCycle: stated('first') }, { ...urn, qfEheaCycle: stated('second') }],
    [
      'national level',
      { ...urn, nqfLevels: [{ framework: 'DQR', label: '5' }] },
      { ...urn, nqfLevels: [{ framework: 'dqr', label: '6' }] },
    ],
    ['credits', { ...urn, ects: stated(5) }, { ...urn, ects: stated(6) }],
    ['start', { ...urn, ...run('2027-01-11') }, { ...urn, ...run('2027-02-11') }],
    ['city', { ...urn, ...run('2027-01-11', 'Turku') }, { ...urn, ...run('2027-01-11', 'Pori') }],
    [
      'mode',
      { ...urn, modes: [stated(iri('mode', 'online'))] },
      { ...urn, modes: [stated(iri('mode', 'presential'))] },
    ],
    [
      'language',
      { ...urn, languages: [stated(iri('language', 'fi'))] },
      { ...urn, languages: [stated(iri('language', 'sv'))] },
    ],
    [
      'kind',
      { ...urn, kinds: [stated(iri('opportunity-type', 'programme-module'))] },
      { ...urn, kinds: [stated(iri('opportunity-type', 'educational-programme'))] },
    ],
  ])('with another %s, whatever identifier they share', (_, one, two) => {
    expect(ruleOf(one, two)).toBeUndefined();
    expect(ruleOf(urn, two)).toBe('course-identifier');
  });

  test.each<[string, More, More]>([
    [
      'a local code',
      { nativeIds: [{ value: '101' }], providers: [] },
      { nativeIds: [{ value: '101' }], providers: [] },
    ],
    ['the root of a site', page('https://uni.example/'), page('https://uni.example/en/')],
    [
      'a page, and titles differ',
      page('https://uni.example/c'),
      { ...page('https://uni.example/c'), title: { en: 'Welding' } },
    ],
    [
      'a page, and titles are parts of a series',
      page('https://uni.example/c'),
      { ...page('https://uni.example/c'), title: { en: 'Applied statistics II' } },
    ],
    [
      'a page, and titles are in two languages',
      page('https://uni.example/c'),
      { ...page('https://uni.example/c'), title: { fi: 'Tilastotiede' } },
    ],
    [
      'a page, and titles of two subjects',
      { ...page('https://uni.example/c'), title: { en: 'Bachelor of Science in Physics' } },
      { ...page('https://uni.example/c'), title: { en: 'Bachelor of Science in Chemistry' } },
    ],
    [
      'a document in which their identifiers are',
      { nativeIds: [{ value: 'https://uni.example/catalogue#c1' }] },
      { nativeIds: [{ value: 'https://uni.example/catalogue#c2' }], title: { fi: 'Tilastotiede' } },
    ],
    [
      'an application in which their pages are',
      page('https://uni.example/app/#/courses/1'),
      page('https://uni.example/app/#/courses/2'),
    ],
    ['a page that is told by its reference', page('https://uni.example/c?ref=1'), page('https://uni.example/c?ref=2')],
    [
      'a number of the provider, and titles are in two languages',
      { nativeIds: [{ value: '1234' }] },
      { nativeIds: [{ value: '1234' }], title: { fi: 'Hitsaus' } },
    ],
    [
      'an identifier that every document of Europass counts anew',
      { nativeIds: [{ value: 'urn:epass:learningOpportunity:1' }] },
      { nativeIds: [{ value: 'urn:epass:learningOpportunity:1' }], title: { fi: 'Hitsaus' } },
    ],
    ['provider and title', {}, {}],
    ['provider, title and start', run('2027-01-11'), run('2027-01-11')],
    [
      'title, start and level at another provider',
      byDescription,
      { ...byDescription, providers: [aProvider('Uni Two', 'FI')] },
    ],
    [
      'all but the country',
      { ...byDescription, providers: [aProvider('Uni', 'FI')] },
      { ...byDescription, providers: [aProvider('Uni', 'SE')] },
    ],
  ])('for they have in common %s', (_, one, two) => {
    expect(ruleOf(one, two)).toBeUndefined();
  });

  test('when they are of one source', () => {
    expect(sameOffer(offer('a', urn, '1'), offer('a', urn, '2'))).toBeUndefined();
  });

  test('credits that were rounded, a day of time zone and a page in two languages with the same start are no difference', () => {
    expect(ruleOf({ ...urn, ects: stated(7.5) }, { ...urn, ects: stated(8) })).toBe('course-identifier');
    expect(ruleOf({ ...urn, ...run('2027-01-11') }, { ...urn, ...run('2027-01-12') })).toBe('course-identifier');
    const start = run('2027-01-11');
    const url = page('https://uni.example/c');
    expect(ruleOf({ ...url, ...start }, { ...url, ...start, title: { fi: 'Tilastotiede' } })).toBe('page');
  });
});

describe('clusters', () => {
  const options = { pairs: { never: [], always: [] }, usable: () => true, today: 20_780 };
  const ids = (offers: ReturnType<typeof offer>[], more: Partial<Parameters<typeof clusterOffers>[1]> = {}) =>
    clusterOffers(offers, { ...options, ...more }).map(({ members }) =>
      members
        .map(({ source }) => source)
        .sort()
        .join(''),
    );

  test('depend on no order, and put the better described record in front', () => {
    const [a, b, c] = [offer('a', urn), offer('b', { ...urn, eqfLevel: stated(6) }), offer('c', urn)];
    const clusters = [
      [a, b, c],
      [c, b, a],
      [b, a, c],
    ].map((order) => clusterOffers(order, options));
    expect(clusters[0]).toHaveLength(1);
    expect(clusters[0]?.[0]?.front).toBe(b.id);
    for (const each of clusters) expect(each).toEqual(clusters[0]);
  });

  test('hold no two that contradict each other, and none that could be either', () => {
    const five = { ...urn, ects: stated(5) };
    expect(ids([offer('a', five), offer('b', five), offer('c', { ...urn, ects: stated(10) })])).toEqual(['ab']);
    expect(ids([offer('a', five), offer('b', urn), offer('c', { ...urn, ects: stated(10) })])).toEqual([]);
  });

  test('leave out a record that is the same as two of one source', () => {
    expect(ids([offer('a', urn), offer('b', urn, '1'), offer('b', urn, '2')])).toEqual([]);
    expect(
      ids([offer('a', { ...urn, ...byDescription }), offer('b', urn, '1'), offer('b', byDescription, '2')]),
    ).toEqual(['ab']);
  });

  test('follow what an operator has judged', () => {
    const [a, b, c] = [offer('a', urn), offer('b', urn), offer('c', { title: { en: 'Anything' } })];
    expect(ids([a, b, c], { pairs: { never: [[b.id, a.id]], always: [] } })).toEqual([]);
    expect(ids([a, c], { pairs: { never: [], always: [[c.id, a.id]] } })).toEqual(['ac']);
    expect(ids([a, b, c], { pairs: { never: [[b.id, c.id]], always: [[c.id, a.id]] } })).toEqual(['ac']);
  });
});

test.each([
  ['HTTPS://WWW.Uni.Example:443/Kurs/?b=2&a=1&utm_medium=x#top', 'uni.example/Kurs?a=1&b=2'],
  ['http://uni.example/a/index.html', 'uni.example/a'],
  ['http://uni.example:8080//a//', 'uni.example:8080/a'],
  ['https://uni.example/#!/courses/1', 'uni.example#!/courses/1'],
  ['mailto:a@uni.example', undefined],
  ['not an address', undefined],
])('%s is written %s', (url, expected) => {
  expect(canonicalUrl(url)).toBe(expected);
});

test('a site root, also of a language, is the page of no offer', () => {
  expect(['https://a.example', 'https://a.example/?utm_source=x', 'https://a.example/de-DE/'].map(pageUrl)).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test('identifiers are unique in the world or not', () => {
  expect(globalId('ce-38A1CF5C-798E-469B-88AC-87231D5AE1C2')).toBe('38a1cf5c-798e-469b-88ac-87231d5ae1c2');
  expect(globalId('https://doi.org/10.1234/AbC')).toBe('10.1234/abc');
  expect(globalId('1.2.246.562.13.00000000000000001293')).toBe('1.2.246.562.13.00000000000000001293');
  expect(['101', 'ST-101', '00000000-0000-0000-0000-000000000000', '1.2.3'].map(globalId)).toEqual(
    Array(4).fill(undefined),
  );
  expect(
    registeredIds({
      identifiers: [
        { scheme: 'UKPRN', value: '10001696' },
        { scheme: 'own', value: '7' },
      ],
    }),
  ).toEqual(['ukprn:10001696']);
});

test.each([
  ['Café-Management', 'cafe  MANAGEMENT', 'same'],
  ['Programming in C', 'Programming in C++', 'different'],
  ['Welding I', 'Welding II', 'different'],
  ['Statistics for nurses and carers', 'Statistics for carers and nurses', 'contained'],
  ['Applied statistics online', 'Applied statistics', 'contained'],
  ['The history of modern art', 'The history of modern music', 'similar'],
  ['Statistics', 'Advanced statistics', 'different'],
] as const)('the titles %s and %s are %s', (one, two, expected) => {
  expect(compareTitles(titlesOf({ en: one }), titlesOf({ 'en-GB': two }))).toBe(expected);
  expect(compareTitles(titlesOf({ en: one }), titlesOf({ fi: two }))).toBe('incomparable');
});

test('one code of a provider for full time and part time makes no offer of two, though one of them says nothing of it', () => {
  const code = { nativeIds: [{ value: 'ST-101' }] };
  const fullTime = { ...code, schedules: [stated(iri('learning-schedule', 'full-time'))] };
  expect(ruleOf(fullTime, code)).toBeUndefined();
  expect(ruleOf(code, fullTime)).toBeUndefined();
  expect(ruleOf(fullTime, fullTime)).toBe('provider-code');
});
