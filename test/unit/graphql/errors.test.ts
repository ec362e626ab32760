import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { vocabularyIds } from '../../../src/domain/vocabularies/vocabulary-id.js';
import { errorKinds } from '../../../src/graphql/errors.js';
import type { ApiSettings } from '../../../src/graphql/server.js';
import { SearchUnavailable } from '../../../src/search/search-engine.js';
import { anApi } from '../../support/graphql-api.js';
import { aDocument } from '../../support/opportunities.js';

const offer = aDocument('a');
const total = '{ searchLearningOpportunities { totalCount } }';

/** The only error of an answer. */
async function errorOf(
  query: string,
  variables: object = {},
  settings: Partial<ApiSettings> = {},
): Promise<Record<string, unknown>> {
  const { run } = anApi([offer], { settings });
  const { errors, status, data } = await run(query, variables);
  expect(errors).toHaveLength(1);
  const [error] = errors ?? [];
  return { ...error?.extensions, message: error?.message, status, data };
}

describe('arguments that cannot be used', () => {
  test.each([
    ['filter: { language: { in: ["xx-none"] } }', 'filter.language.in.0', 'UNKNOWN_CODE'],
    ['filter: { and: [{}, { ects: { min: 3, max: 2 } }] }', 'filter.and.1.ects', 'INVALID_RANGE'],
    ['filter: { eqfLevel: {} }', 'filter.eqfLevel', 'EMPTY_FILTER'],
    ['filter: { near: { latitude: 91, longitude: 0, km: 1 } }', 'filter.near.latitude', 'INVALID_GEO'],
    ['first: -1', 'first', 'PAGINATION_LIMIT'],
    ['first: 101', 'first', 'PAGINATION_LIMIT'],
    ['after: "nonsense"', 'after', 'INVALID_CURSOR'],
    ['sort: [{ by: TITLE }, { by: DISTANCE }]', 'sort.1.by', 'INVALID_GEO'],
    ['language: "not a tag"', 'language', 'UNKNOWN_LANGUAGE'],
    [`query: "${'x'.repeat(513)}"`, 'query', 'TEXT_TOO_LONG'],
  ])('%s is refused by its place and reason', async (args, argument, reason) => {
    const error = await errorOf(`{ searchLearningOpportunities(${args}) { nodes { id } } }`);
    expect(error).toMatchObject({ code: 'BAD_USER_INPUT', argument, reason, requestId: 'request-1', status: 400 });
  });

  test.each(['mutation { drop }', 'subscription { offers }'])(
    '%s is a fault of the document, not of the server',
    async (query) => {
      const error = await errorOf(query);
      expect(error).toMatchObject({ code: 'GRAPHQL_VALIDATION_FAILED', status: 400 });
    },
  );

  test('a facet is refused by its own argument', async () => {
    const zero = await errorOf('{ searchLearningOpportunities { facets { nuts(first: 0) { notStated } } } }');
    expect(zero).toMatchObject({ argument: 'facets.nuts.first', reason: 'PAGINATION_LIMIT' });
    const under = await errorOf('{ searchLearningOpportunities { facets { iscedF(under: "zz") { notStated } } } }');
    expect(under).toMatchObject({ argument: 'facets.iscedF.under', reason: 'UNKNOWN_CODE' });
  });

  test('a short list of what is allowed comes with the error', async () => {
    const setting = await errorOf('{ searchLearningOpportunities(filter: { setting: { in: ["x"] } }) { totalCount } }');
    expect(setting.allowed).toEqual(['formal-learning', 'non-formal-learning']);
    const vocabulary = await errorOf('{ vocabulary(scheme: "nace") { id } }');
    expect(vocabulary).toMatchObject({ argument: 'scheme', allowed: vocabularyIds });
  });

  test.each([
    [{ filter: { status: ['OPENED'] } }, 'filter.status.0', 'OPENED'],
    [{ filter: { eqf: 5 } }, 'filter', 'not defined by type "LearningOpportunityFilter"'],
    [
      { filter: { startDate: { min: '2026-02-30' } } },
      'filter.startDate.min',
      'expected a calendar date as YYYY-MM-DD',
    ],
    [{ filter: { updatedSince: '2026-02-03' } }, 'filter.updatedSince', 'expected an instant'],
    [{ filter: { eqfLevel: { in: [2 ** 31] } } }, 'filter.eqfLevel.in.0', 'Int cannot represent'],
  ])('variables %j fail with their path and the message of graphql-js', async (variables, argument, message) => {
    const query = `query Q($filter: LearningOpportunityFilter) {
      searchLearningOpportunities(filter: $filter) { totalCount } }`;
    const error = await errorOf(query, variables);
    expect(error).toMatchObject({ code: 'BAD_USER_INPUT', argument, status: 400, data: undefined });
    expect(error.message).toContain(message);
  });

  test('a long value is not echoed', async () => {
    const query = 'query Q($first: Int) { searchLearningOpportunities(first: $first) { totalCount } }';
    const error = await errorOf(query, { first: 'z'.repeat(100_000) });
    expect(String(error.message).length).toBeLessThan(300);
  });
});

describe('documents that cannot be executed', () => {
  test.each([
    ['{ searchLearningOpportunities(', 'GRAPHQL_PARSE_FAILED'],
    ['{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
    ['{ searchLearningOpportunities(evidence: MAYBE) { totalCount } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['{ searchLearningOpportunities(filter: { eqf: 5 }) { totalCount } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['{ node(id: null) { id } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['query A { __typename } query B { __typename }', 'OPERATION_RESOLUTION_FAILURE'],
  ])('%s', async (query, code) => {
    expect(await errorOf(query)).toMatchObject({ code, status: 400, data: undefined });
  });

  test.each([
    ['depth', { queryMaxDepth: 3 }, '{ searchLearningOpportunities { nodes { title { text } } } }', 4],
    ['aliases', {}, `{ ${Array.from({ length: 31 }, (_, index) => `a${index}: __typename`).join(' ')} }`, 31],
    ['rootFields', {}, `{ ${Array.from({ length: 11 }, (_, index) => `a${index}: __typename`).join(' ')} }`, 11],
    ['cost', { queryMaxCost: 100 }, '{ searchLearningOpportunities(first: 100) { nodes { title { text } } } }', 210],
    ['tokens', { queryMaxTokens: 5 }, total, undefined],
  ])('too much %s', async (reason, settings, query, actual) => {
    const error = await errorOf(query, {}, settings);
    expect(error).toMatchObject({ code: 'QUERY_TOO_COMPLEX', reason, status: 400, data: undefined });
    expect(error).toHaveProperty('limit');
    expect(error.actual).toBe(actual);
  });
});

describe('documents that are made to cost much', () => {
  const doubling = (levels: number) =>
    Array.from({ length: levels }, (_, level) => {
      const inner = level + 1 === levels ? '__typename' : `...F${level + 1} ... { ...F${level + 1} }`;
      return `fragment F${level} on Query { ${inner} }`;
    }).join(' ');

  test.each([
    ['fragments that double', `{ ...F0 } ${doubling(20)}`, 'QUERY_TOO_COMPLEX'],
    [
      'a cycle of fragments',
      '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }',
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['deep brackets', '{a'.repeat(5000), 'QUERY_TOO_COMPLEX'],
    ['a list without end', `{ nodes(ids: [${'1 '.repeat(3000)}]) { id } }`, 'QUERY_TOO_COMPLEX'],
  ])('%s are refused at once', async (_case, query, code) => {
    const start = performance.now();
    expect(await errorOf(query)).toMatchObject({ code, status: 400, data: undefined });
    expect(performance.now() - start).toBeLessThan(1000);
  });

  test('pages cost as much as they may hold, whether literals, variables or defaults say so', async () => {
    const selection = 'nodes { title { text } }';
    const cost = async (query: string, variables: object = {}) =>
      (await errorOf(query, variables, { queryMaxCost: 1 })).actual;
    expect(await cost(`{ searchLearningOpportunities { ${selection} } }`)).toBe(50);
    expect(await cost(`{ searchLearningOpportunities(first: 100) { ${selection} } }`)).toBe(210);
    expect(await cost(`{ searchLearningOpportunities(last: 5) { ${selection} } }`)).toBe(20);
    const query = `query Q($n: Int = 50) { searchLearningOpportunities(first: $n) { ${selection} } }`;
    expect(await cost(query)).toBe(110);
    expect(await cost(query, { n: 1_000_000 })).toBe(210);
    const ids = 'query Q($ids: [ID!]!) { learningOpportunities(ids: $ids) { title { text } } }';
    expect(await cost(ids, { ids: Array(7).fill(offer.id) })).toBe(24);
  });
});

describe('failures behind the API', () => {
  test('an engine that is away is told without internals and with 503', async () => {
    const { run, engine, lines } = anApi([offer]);
    engine.failure = new SearchUnavailable('connect ECONNREFUSED 10.0.0.1:7700');
    const { errors, status, data } = await run(total);
    expect({ status, data }).toEqual({ status: 503, data: null });
    expect(errors).toEqual([
      {
        message: 'The search engine does not answer. Please try again.',
        locations: [{ line: 1, column: 3 }],
        path: ['searchLearningOpportunities'],
        extensions: { code: 'SERVICE_UNAVAILABLE', retryable: true, requestId: 'request-1' },
      },
    ]);
    expect(lines.filter(({ level }) => level === 'warn')).toHaveLength(1);
  });

  test('anything unexpected is masked, and in the log with its cause', async () => {
    const sourcesFailure = new Error('password=secret');
    const { run, lines } = anApi([offer], { sourcesFailure });
    const { errors, status } = await run('{ sources { id } }');
    expect(status).toBe(500);
    expect(errors).toMatchObject([
      { message: 'Internal server error', extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: 'request-1' } },
    ]);
    expect(JSON.stringify(errors)).not.toContain('secret');
    expect(lines).toMatchObject([{ level: 'error', fields: { path: ['sources'], err: sourcesFailure } }]);
  });

  test('what can be answered beside a failure is answered, with 200', async () => {
    const { run } = anApi([offer], { sourcesFailure: new Error('boom') });
    const { data, errors, status } = await run(
      '{ __typename node(id: "00000000-0000-4000-8000-000000000000") { id } learningOpportunity(id: "x") { id } }',
    );
    expect(data).toEqual({ __typename: 'Query', node: null, learningOpportunity: null });
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', argument: 'id' } }]);
    expect(status ?? 200).toBe(200);
  });
});

describe('persisted queries', () => {
  const sha256Hash = createHash('sha256').update(total).digest('hex');
  const persisted = (hash: string) => ({ extensions: { persistedQuery: { version: 1, sha256Hash: hash } } });

  test('a query is known by its hash once it was sent with it', async () => {
    const { run } = anApi([offer]);
    const unknown = await run(undefined, {}, persisted(sha256Hash));
    expect(unknown).toMatchObject({ status: 200, errors: [{ extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }] });
    await run(total, {}, persisted(sha256Hash));
    const known = await run(undefined, {}, persisted(sha256Hash));
    expect(known.data).toEqual({ searchLearningOpportunities: { totalCount: 1 } });
  });

  test('a wrong hash is the fault of the client', async () => {
    const { run, lines } = anApi([offer]);
    const { errors, status } = await run(total, {}, persisted('0'.repeat(64)));
    expect(errors).toMatchObject([{ extensions: { code: 'PERSISTED_QUERY_MISMATCH' } }]);
    expect(status).toBe(400);
    expect(lines).toEqual([]);
  });
});

test('every code of the table says when it happens and with which status', () => {
  for (const [code, { description, status }] of Object.entries(errorKinds)) {
    expect(code).toMatch(/^[A-Z_]+$/);
    expect(description).toMatch(/\.$/);
    expect(status).toBeGreaterThanOrEqual(200);
  }
});
