import { describe, expect, test } from 'vitest';
import type { SourceStatus } from '../../../src/graphql/ports.js';
import { ProvidersDocument, SourcesDocument, VocabularyDocument } from '../../support/generated/graphql.js';
import { anApi } from '../../support/graphql-api.js';
import { aDocument, aProvider } from '../../support/opportunities.js';

const providers = ['A', 'B', 'C', 'D', 'E'].map((name) => aProvider(`Uni ${name}`));

describe('providers', () => {
  const query = `query Q($first: Int, $after: String, $last: Int, $before: String) {
    providers(first: $first, after: $after, last: $last, before: $before) {
      totalCount nodes { name { text } } edges { cursor } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`;
  const names = (answer: { data: { providers: { nodes: { name: { text: string } }[] } } }) =>
    answer.data.providers.nodes.map(({ name }) => name.text);

  test('are read page by page, forwards and backwards', async () => {
    const { run } = anApi([], { providers });
    const one = await run(query, { first: 2 });
    expect(names(one)).toEqual(['Uni A', 'Uni B']);
    expect(one.data.providers.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    const two = await run(query, { first: 2, after: one.data.providers.pageInfo.endCursor });
    expect(names(two)).toEqual(['Uni C', 'Uni D']);
    const last = await run(query, { last: 2 });
    expect(names(last)).toEqual(['Uni D', 'Uni E']);
    expect(last.data.providers.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    const beforeLast = await run(query, { last: 2, before: last.data.providers.pageInfo.startCursor });
    expect(names(beforeLast)).toEqual(['Uni B', 'Uni C']);
  });

  test('are narrowed down by codes that the store knows, however they are written', async () => {
    const { run, asked } = anApi([], { providers });
    const { errors } = await run(ProvidersDocument.toString(), {
      query: ' Lund ',
      country: 'http://publications.europa.eu/resource/authority/country/SWE',
      kind: 'higher-education-institution',
      source: 'test',
      first: 3,
    });
    expect(errors).toBeUndefined();
    const kind = 'higher-education-institution';
    expect(asked.pages).toEqual([{ query: 'Lund', country: 'SE', kind, source: 'test', offset: 0, limit: 3 }]);
  });

  test.each([
    ['first: 1, last: 1', 'last', 'PAGINATION_LIMIT'],
    ['first: 101', 'first', 'PAGINATION_LIMIT'],
    ['after: "x"', 'after', 'INVALID_CURSOR'],
    ['country: "Sweden"', 'country.0', 'UNKNOWN_CODE'],
  ])('%s is refused', async (args, argument, reason) => {
    const { run } = anApi([], { providers });
    const { errors } = await run(`{ providers(${args}) { totalCount } }`);
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', argument, reason } }]);
  });

  test('a cursor of another question is refused', async () => {
    const { run } = anApi([], { providers });
    const { data } = await run('{ providers(first: 1) { pageInfo { endCursor } } }');
    const after = data.providers.pageInfo.endCursor;
    const { errors } = await run(`{ providers(country: "SE", after: "${after}") { totalCount } }`);
    expect(errors).toMatchObject([{ extensions: { argument: 'after', reason: 'INVALID_CURSOR' } }]);
  });

  test('one is found by its id, with values of all evidence', async () => {
    const { run } = anApi([], { providers });
    const { data } = await run(`{ provider(id: "${providers[0]?.id}", language: "sv-SE") {
      name { text language } names { language } kinds { basis rule concept { code } } } }`);
    expect(data.provider).toEqual({
      name: { text: 'Uni A (sv)', language: 'sv' },
      names: [{ language: 'en' }, { language: 'sv' }],
      kinds: [{ basis: 'DERIVED', rule: 'test-rule', concept: { code: 'higher-education-institution' } }],
    });
  });
});

describe('sources', () => {
  const source: SourceStatus = {
    id: 'test',
    name: 'Test catalogue',
    format: 'moochub',
    homepage: 'https://example.org',
    enabled: true,
    records: 7,
    lastSuccessAt: '2026-08-01T00:00:00.000Z',
    lastError: { code: 'FEED_MALFORMED', message: 'line 3', at: '2026-08-02T00:00:00.000Z' },
    lastRun: {
      source: 'test',
      runId: 'run-1',
      startedAt: '2026-08-02T00:00:00.000Z',
      finishedAt: '2026-08-02T00:00:01.000Z',
      outcome: 'succeeded_with_rejections',
      read: 9,
      written: 7,
      unchanged: 0,
      withdrawn: 0,
      rejected: 1,
      duplicates: 1,
      issues: { INVALID_DATE: 2 },
      seconds: 1,
    },
  };

  test('tell their counts, last run and last error', async () => {
    const { run } = anApi([], { sources: [source] });
    const { data, errors } = await run(SourcesDocument.toString());
    expect(errors).toBeUndefined();
    expect(data.sources).toEqual([
      {
        id: 'test',
        name: 'Test catalogue',
        description: null,
        format: 'moochub',
        homepage: 'https://example.org',
        licence: null,
        attribution: null,
        origin: null,
        enabled: true,
        records: 7,
        lastSuccessAt: '2026-08-01T00:00:00.000Z',
        lastError: { code: 'FEED_MALFORMED', message: 'line 3', at: '2026-08-02T00:00:00.000Z' },
        lastRun: {
          id: 'run-1',
          startedAt: '2026-08-02T00:00:00.000Z',
          finishedAt: '2026-08-02T00:00:01.000Z',
          outcome: 'SUCCEEDED_WITH_REJECTIONS',
          read: 9,
          written: 7,
          unchanged: 0,
          withdrawn: 0,
          rejected: 1,
          duplicates: 1,
          issues: [{ code: 'INVALID_DATE', count: 2 }],
          seconds: 1,
        },
      },
    ]);
  });

  test('an offer names its source, also one that is no longer configured', async () => {
    const offers = [aDocument('a'), aDocument('b', { source: 'former' })];
    const { run, asked } = anApi(offers, { sources: [source] });
    const { data } = await run('{ searchLearningOpportunities { nodes { source { id name enabled records } } } }');
    expect(data.searchLearningOpportunities.nodes).toEqual([
      { source: { id: 'test', name: 'Test catalogue', enabled: true, records: 7 } },
      { source: { id: 'former', name: 'former', enabled: false, records: null } },
    ]);
    expect(asked.sources).toBe(1);
  });
});

describe('vocabularies', () => {
  test.each(['mode', 'http://data.europa.eu/snb/learning-assessment/25831c2'])('%s is found', async (scheme) => {
    const { run } = anApi([]);
    const { data } = await run(VocabularyDocument.toString(), { scheme, language: 'de' });
    expect(data.vocabulary).toMatchObject({ id: 'mode', open: false });
    expect(data.vocabulary.concepts).toContainEqual({
      iri: 'http://data.europa.eu/snb/learning-assessment/9191af2ed9',
      code: 'presential',
      notation: '9191af2ed9',
      label: { text: 'Präsenz', language: 'de' },
      broader: null,
    });
  });
});
