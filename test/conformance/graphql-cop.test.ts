import { afterAll, beforeAll, expect, test } from 'vitest';
import { anApi } from '../support/graphql-api.js';
import { startHttpApi } from '../support/http-api.js';

/**
 * What the scanner graphql-cop looks for in GraphQL servers, probe by probe. One exception is on purpose: introspection
 * is open, since this is an open API.
 */
let http: Awaited<ReturnType<typeof startHttpApi>>;
beforeAll(async () => {
  http = await startHttpApi(anApi([]));
});
afterAll(() => http.close());

const json = { 'content-type': 'application/json' };

interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: probes look into whatever came back
  readonly body: any;
}

async function send(init: RequestInit, search = ''): Promise<Answered> {
  const response = await fetch(`${http.url}${search}`, init);
  const text = await response.text();
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : undefined };
}

function post(body: unknown): Promise<Answered> {
  return send({ method: 'POST', headers: json, body: JSON.stringify(body) });
}

function refusal(answer: Answered): string | undefined {
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.status).toBeLessThan(500);
  expect(answer.body).not.toHaveProperty('data');
  return answer.body.errors[0].extensions.code;
}

test('alias overloading: 101 aliases of one field are refused', async () => {
  const aliases = Array.from({ length: 101 }, (_, index) => `alias${index}: __typename`).join(' ');
  expect(refusal(await post({ query: `query cop { ${aliases} }` }))).toBe('QUERY_TOO_COMPLEX');
});

test('array batching: ten queries in one request are refused', async () => {
  const batch = Array.from({ length: 10 }, () => ({ query: 'query cop { __typename }' }));
  expect(refusal(await post(batch))).toBe('BAD_REQUEST');
});

test('field duplication: 500 times the same field is refused', async () => {
  expect(refusal(await post({ query: `query cop { ${'__typename '.repeat(500)} }` }))).toBe('QUERY_TOO_COMPLEX');
});

test('directive overloading: repeated unknown directives do not multiply the errors', async () => {
  const { status, body } = await post({ query: `query cop { __typename ${'@aa'.repeat(10)} }` });
  expect(status).toBe(400);
  expect(body.errors.length).toBeLessThan(10);
});

test('circular introspection: types of fields of types are refused at some depth', async () => {
  const fields = (depth: number): string => (depth === 0 ? 'name' : `fields { type { ${fields(depth - 1)} } }`);
  const answer = await post({ query: `query cop { __schema { types { ${fields(6)} } } }` });
  expect(refusal(answer)).toMatch(/^(GRAPHQL_VALIDATION_FAILED|QUERY_TOO_COMPLEX)$/);
});

test('introspection is open (the exception on purpose)', async () => {
  const { status, body } = await post({ query: 'query cop { __schema { types { name fields { name } } } }' });
  expect([status, body.errors]).toEqual([200, undefined]);
});

test('field suggestions name only what introspection tells anyway', async () => {
  const answer = await post({ query: 'query cop { __schema { directive } }' });
  expect(refusal(answer)).toBe('GRAPHQL_VALIDATION_FAILED');
});

test('query by GET from a form or a link is refused', async () => {
  expect(refusal(await send({}, `?query=${encodeURIComponent('query cop { __typename }')}`))).toBe('BAD_REQUEST');
});

test('mutation by GET is refused, with and without a header against forgery', async () => {
  const search = `?query=${encodeURIComponent('mutation cop { __typename }')}`;
  for (const headers of [{}, { 'apollo-require-preflight': '1' }]) refusal(await send({ headers }, search));
});

test('a form by POST is refused', async () => {
  const body = new URLSearchParams({ query: 'query cop { __typename }' });
  expect(refusal(await send({ method: 'POST', body }))).toBe('UNSUPPORTED_MEDIA_TYPE');
});

test('answers carry no trace of how they were made', async () => {
  const answer = await post({ query: 'query cop { __typename }' });
  expect(answer.body).toEqual({ data: { __typename: 'Query' } });
});

test('errors carry neither exceptions nor stack traces', async () => {
  const answer = await post({ query: 'qwerty cop { abc }' });
  expect(refusal(answer)).toBe('GRAPHQL_PARSE_FAILED');
  expect(Object.keys(answer.body.errors[0].extensions).sort()).toEqual(['code', 'requestId']);
  expect(answer.text).not.toMatch(/stacktrace|exception|node_modules|\bat .*:\d+/i);
});

test('the page to write queries runs no script of others and cannot be framed', async () => {
  const { headers } = await send({ headers: { accept: 'text/html' } });
  const policy = headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toMatch(/unsafe|https?:/);
});
