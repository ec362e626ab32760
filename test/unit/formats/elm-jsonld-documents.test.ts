import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { FeedError } from '../../../src/harvest/feed.js';
import { elmJsonLd } from '../../../src/harvest/formats/elm-loq/elm-jsonld.format.js';
import { runFormat } from '../../support/run-format.js';

const file = 'test/fixtures/elm-loq/harbour-college.jsonld';
const snb = 'http://data.europa.eu/snb';
const credentials = 'http://data.europa.eu/snb/model/context/edc-ap';

const readJson = (document: unknown) => runFormat(elmJsonLd, { content: JSON.stringify(document) });
const titles = async (document: unknown) => (await readJson(document)).opportunities.map(({ title }) => title);

describe('the shape of a document', () => {
  const offer = { id: 'urn:o:1', type: 'LearningOpportunity', title: { en: 'One' } };
  const other = { id: 'urn:o:2', type: 'LearningOpportunity', title: { en: 'Two' } };

  test('may be a single node', async () => {
    expect(await titles({ '@context': credentials, ...offer })).toEqual([{ en: 'One' }]);
  });
  test('may be a list of nodes, each with a context', async () => {
    const list = [offer, other].map((node) => ({ '@context': credentials, ...node }));
    expect(await titles(list)).toEqual([{ en: 'One' }, { en: 'Two' }]);
  });
  test('may be a graph with the context after the nodes', async () => {
    expect(await titles({ '@graph': [offer, other], '@context': credentials })).toEqual([{ en: 'One' }, { en: 'Two' }]);
  });
  test('may be a graph of one node that is not in a list', async () => {
    expect(await titles({ '@context': credentials, '@graph': offer })).toEqual([{ en: 'One' }]);
  });
  test('may have an offer inside another node', async () => {
    const organisation = { id: 'urn:org', type: 'Organisation', legalName: { en: 'Org' } };
    expect(
      await titles({ '@context': credentials, ...offer, hasPart: { ...other, providedBy: organisation } }),
    ).toEqual([{ en: 'One' }, { en: 'Two' }]);
  });
  test('may have no context, as the samples of the Commission', async () => {
    expect(await titles([offer])).toEqual([{ en: 'One' }]);
  });
  test('may use a list of contexts and one of its own', async () => {
    const contexts = [
      'https://www.w3.org/2018/credentials/v1',
      credentials,
      { name: 'http://purl.org/dc/terms/title' },
    ];
    const { title, ...rest } = offer;
    expect(await titles({ '@context': contexts, ...rest, name: { '@value': title.en, '@language': 'en' } })).toEqual([
      { en: 'One' },
    ]);
  });
  test.each([
    ['3.1.0', 'http://data.europa.eu/snb/model/elm/'],
    ['3.3.x', 'http://data.europa.eu/snb/model/ontology/'],
  ])('may be expanded, in the namespace of %s', async (_, elm) => {
    const { opportunities } = await readJson([
      {
        '@id': 'urn:o:1',
        '@type': [`${elm}LearningOpportunity`],
        'http://purl.org/dc/terms/title': [{ '@value': 'Ett', '@language': 'sv' }],
        [`${elm}mode`]: [{ '@id': `${snb}/learning-assessment/920fbb3cbe` }],
      },
    ]);
    expect(opportunities[0]).toMatchObject({
      title: { sv: 'Ett' },
      modes: [{ value: `${snb}/learning-assessment/920fbb3cbe` }],
    });
  });
  test('may describe one offer in two places', async () => {
    const { opportunities } = await readJson({
      '@context': credentials,
      '@graph': [offer, { ...offer, title: { fr: 'Un' }, description: { en: 'More' } }],
    });
    expect(opportunities).toHaveLength(1);
    expect(opportunities[0]).toMatchObject({ title: { en: 'One', fr: 'Un' }, description: { en: 'More' } });
  });
});

test('one node that is no JSON-LD costs one record', async () => {
  const { opportunities, issues } = await readJson({
    '@context': credentials,
    '@graph': [
      { id: 'urn:bad', type: 'LearningOpportunity', title: { en: 5 } },
      { id: 'urn:good', type: 'LearningOpportunity', title: { en: 'Good' } },
    ],
  });
  expect(opportunities.map(({ title }) => title)).toEqual([{ en: 'Good' }]);
  expect(issues.filter(({ severity }) => severity === 'error').map(({ code, record }) => [code, record])).toEqual([
    ['UNSUPPORTED_RECORD', 'urn:bad'],
  ]);
});

describe('a broken feed', () => {
  const failureOf = async (content: string) => {
    const failure = await runFormat(elmJsonLd, { content }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(FeedError);
    return failure instanceof FeedError ? `${failure.code}: ${failure.message}` : '';
  };

  test('names a remote context that is not known, and does not fetch it', async () => {
    const document = { '@context': 'https://contexts.example/elm', id: 'urn:o', type: 'LearningOpportunity' };
    expect(await failureOf(JSON.stringify(document))).toMatch(
      /^FEED_MALFORMED: .*remote contexts are never fetched: https:\/\/contexts\.example\/elm/,
    );
    expect(await failureOf(JSON.stringify({ '@context': document['@context'], '@graph': [document] }))).toMatch(
      /^FEED_MALFORMED: .*contexts\.example/,
    );
  });
  test('fails when its context is invalid', async () => {
    const document = { '@context': { title: 5 }, '@graph': [{ title: 'x', '@type': 'LearningOpportunity' }] };
    expect(await failureOf(JSON.stringify(document))).toMatch(/^FEED_MALFORMED: .*context/);
  });
  test('fails when it is cut', async () => {
    expect(await failureOf(readFileSync(file, 'utf8').slice(0, 9_000))).toMatch(/^FEED_MALFORMED/);
    expect(await failureOf('[{"@id": "urn:o:1"')).toMatch(/^FEED_MALFORMED/);
  });
  test('fails when it is empty', async () => {
    expect(await failureOf('')).toMatch(/^FEED_EMPTY/);
  });
});

test('the head of a document tells the format', () => {
  expect(elmJsonLd.sniff(readFileSync(file, 'utf8').slice(0, 500), 'x.jsonld')).toBe(true);
  expect(
    elmJsonLd.sniff('[{"@id":"x","@type":["http://data.europa.eu/snb/model/ontology/LearningOpportunity"]', ''),
  ).toBe(true);
  expect(elmJsonLd.sniff('{"@context":"https://schema.org","@type":"Course"', '')).toBe(false);
  expect(elmJsonLd.sniff('<Courses xmlns="http://data.europa.eu/snb/model/ap/loq-constraints/">', '')).toBe(false);
});
