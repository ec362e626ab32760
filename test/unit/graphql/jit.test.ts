import { readdirSync, readFileSync } from 'node:fs';
import { beforeEach, describe, expect, test } from 'vitest';
import { SearchUnavailable } from '../../../src/search/search-engine.js';
import { anApi } from '../../support/graphql-api.js';
import { aDocument, aFullDocument, aProvider, iri } from '../../support/opportunities.js';

const full = aFullDocument();
const offers = [
  full,
  aDocument('a', { languages: [{ value: iri('language', 'en'), basis: 'close', rule: 'test-rule' }] }),
  aDocument('b', {}, { withdrawn: { at: '2026-08-01T00:00:00Z', reason: 'absent' } }),
];
const more = {
  providers: [aProvider('Uni One'), aProvider('Uni Two', 'FI')],
  sources: [{ id: 'test', name: 'Test catalogue', enabled: true, records: 2 }],
};

/** Runs an operation as often as it takes to be compiled, and gives the last answer. */
async function lastOfFour(api: ReturnType<typeof anApi>, query: string, variables: object) {
  for (let run = 0; run < 3; run += 1) await api.run(query, variables);
  return api.run(query, variables);
}

async function both(query: string, variables: object = {}) {
  const compiled = anApi(offers, { ...more, settings: { jit: true } });
  const plain = anApi(offers, { ...more, settings: { jit: false } });
  return {
    compiled: await lastOfFour(compiled, query, variables),
    plain: await plain.run(query, variables),
    executed: compiled.executed,
    calls: compiled.engine.calls,
    plainCalls: plain.engine.calls,
  };
}

const folder = new URL('../../../schema/operations/', import.meta.url);
const operations = readdirSync(folder)
  .filter((name) => name.endsWith('.graphql'))
  .map((name) => [name, readFileSync(new URL(name, folder), 'utf8')] as const);
const variables: Record<string, readonly object[]> = {
  'opportunity.graphql': [{ id: full.id }, { id: full.id, language: 'sv', evidence: 'ANY', asOf: '2026-08-02' }],
  'changes.graphql': [{ since: '2026-01-01T00:00:00Z' }],
  'withdrawn.graphql': [{ ids: [full.id] }],
  'suggestions.graphql': [{ query: 'x' }],
  'vocabulary.graphql': [{ scheme: 'mode', language: 'fr' }],
  'facets.graphql': [
    {},
    { filter: { near: { latitude: 50, longitude: 7, km: 300 } }, field: '05', evidence: 'STATED' },
  ],
  'first-search.graphql': [
    {},
    { query: 'x', filter: { language: { in: ['en'], notStated: true }, or: null }, first: 1 },
  ],
};

describe('our operations give the same answer compiled', () => {
  test.each(operations)('%s', async (name, query) => {
    for (const given of variables[name] ?? [{}]) {
      const { compiled, plain, calls, plainCalls, executed } = await both(query, given);
      expect(executed).toEqual({ byGraphqlJs: 2 });
      expect(plain.errors).toBeUndefined();
      expect(JSON.stringify(compiled)).toBe(JSON.stringify(plain));
      expect(calls.at(-1)).toEqual(plainCalls.at(-1));
    }
  });
});

describe('what is no happy path gives the same answer', () => {
  test.each([
    ['an argument that is refused', '{ searchLearningOpportunities(first: 500) { nodes { id } } }', {}],
    ['a field error beside data', '{ __typename learningOpportunity(id: "x") { id } }', {}],
    [
      'a variable that does not fit',
      'query Q($first: Int) { searchLearningOpportunities(first: $first) { totalCount } }',
      { first: 'x' },
    ],
    ['a missing variable', 'query Q($id: ID!) { node(id: $id) { id } }', {}],
    ['a syntax error', '{', {}],
    ['an unknown field', '{ nothing }', {}],
    ['introspection', '{ __schema { queryType { name } } __type(name: "Node") { kind } }', {}],
    [
      'conditions',
      'query Q($a: Boolean!, $b: Boolean = true) { searchLearningOpportunities { ...F @include(if: $a) ...F @skip(if: $b) } } fragment F on LearningOpportunitySearchConnection { totalCount }',
      { a: false },
    ],
    [
      'both kinds of node',
      'query Q($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on Organisation { name { text } } ... on LearningOpportunity { title { text } } } }',
      { ids: [full.id, more.providers[0]?.id] },
    ],
    [
      'aliases and nested variables',
      'query Q($code: String!, $min: Int) { a: searchLearningOpportunities(filter: { not: { language: { in: [$code] } }, eqfLevel: { min: $min, notStated: true } }) { facets { x: language(first: 1) { values { value } } y: language { values { value } } } } }',
      { code: 'fi' },
    ],
  ])('%s', async (_case, query, given) => {
    const { compiled, plain } = await both(query, given);
    expect(JSON.stringify(compiled)).toBe(JSON.stringify(plain));
  });

  test('several operations of one document', async () => {
    const query = 'query A { searchLearningOpportunities { totalCount } } query B { sources { id } }';
    const api = anApi(offers, { ...more, settings: { jit: true } });
    for (let run = 0; run < 4; run += 1) {
      const a = await api.run(query, {}, { operationName: 'A' });
      const b = await api.run(query, {}, { operationName: 'B' });
      expect([a.data, b.data]).toEqual([
        { searchLearningOpportunities: { totalCount: 2 } },
        { sources: [{ id: 'test' }] },
      ]);
    }
  });
});

describe('an engine that fails under a compiled operation', () => {
  let api: ReturnType<typeof anApi>;
  beforeEach(() => {
    api = anApi(offers, { ...more, settings: { jit: true } });
  });

  test('is asked once in a request, though the operation is executed again to tell the error', async () => {
    const query = '{ searchLearningOpportunities { totalCount } }';
    await lastOfFour(api, query, {});
    api.engine.failure = new SearchUnavailable('away');
    const before = api.engine.calls.length;
    const { errors, status } = await api.run(query);
    expect(errors).toMatchObject([{ extensions: { code: 'SERVICE_UNAVAILABLE' } }]);
    expect(status).toBe(503);
    expect(api.engine.calls.length - before).toBe(1);
  });
});
