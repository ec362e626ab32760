import { createHash } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { SearchUnavailable } from '../../src/search/search-engine.js';
import { anApi } from '../support/graphql-api.js';
import { startHttpApi } from '../support/http-api.js';
import { aDocument, aProvider } from '../support/opportunities.js';

const offers = [aDocument('a'), aDocument('b', { title: { en: 'Ünïcode ✓' } })];
const source = { id: 'test', name: 'Test catalogue', enabled: true, records: 2 };
const search =
  '{ searchLearningOpportunities { totalCount nodes { id title { text } providers { id name { text } } } facets { provider { values { label { text } } } } } }';

const running: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of running.splice(0)) await each.close();
});

async function started(options?: { readonly maxBytes: number }) {
  const api = anApi(offers, { sources: [source], providers: [aProvider('Uni One')] });
  const http = await startHttpApi(api, options);
  running.push(http);
  const post = async (body: object | string, headers: Record<string, string> = {}) => {
    const response = await fetch(http.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  return { ...http, api, post, executions: () => api.executed.byGraphqlJs };
}

test('a request that was answered before is answered with the same bytes and headers, without being executed', async () => {
  const { post, executions } = await started();
  const first = await post({ query: search });
  const again = await post({ query: search });
  expect(executions()).toBe(1);
  expect(again.status).toBe(200);
  expect(again.text).toBe(first.text);
  expect(JSON.parse(again.text).data.searchLearningOpportunities.nodes[1].title.text).toBe('Ünïcode ✓');
  const sameHeaders = ({ headers }: typeof first) => {
    const found: Record<string, string> = {};
    headers.forEach((value, name) => {
      if (name !== 'x-request-id' && name !== 'date') found[name] = value;
    });
    return found;
  };
  expect(sameHeaders(again)).toEqual(sameHeaders(first));
  expect(again.headers.get('x-request-id')).not.toBe(first.headers.get('x-request-id'));
});

test('each request has the id that it brought', async () => {
  const { post } = await started();
  for (const id of ['request-number-1', 'request-number-2']) {
    expect((await post({ query: search }, { 'x-request-id': id })).headers.get('x-request-id')).toBe(id);
  }
});

test('the type of an answer is the one that this client accepts', async () => {
  const { post } = await started();
  const accepted = ['application/graphql-response+json', 'application/json', 'text/csv'];
  for (const _ of [1, 2]) {
    const answers = await Promise.all(accepted.map((accept) => post({ query: search }, { accept })));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 406]);
    expect(answers.slice(0, 2).map(({ headers }) => headers.get('content-type'))).toEqual([
      'application/graphql-response+json; charset=utf-8',
      'application/json; charset=utf-8',
    ]);
  }
});

test('after a change of the index a request is executed again', async () => {
  const { post, executions, state } = await started();
  await post({ query: search });
  state.now = 'g2';
  await post({ query: search });
  expect(executions()).toBe(2);
});

test.each([
  ['the sources', '{ sources { id records } }'],
  ['the source of an offer', '{ searchLearningOpportunities { nodes { source { name records } } } }'],
])('an answer with %s is made anew each time, as it changes without the index', async (_, query) => {
  const { post, api } = await started();
  await post({ query });
  await post({ query });
  expect(api.asked.sources).toBe(2);
});

test('an answer with names of sources in a facet is kept: they are configured', async () => {
  const { post, executions } = await started();
  const query = '{ searchLearningOpportunities { facets { source { values { label { text } } } } } }';
  const { status } = await post({ query });
  expect(status).toBe(200);
  await post({ query });
  expect(executions()).toBe(1);
});

test('an answer with an error beside its data is not kept', async () => {
  const { post, executions } = await started();
  const query = '{ learningOpportunity(id: "no-uuid") { id } other: vocabulary(scheme: "eqf") { id } }';
  const { status, text } = await post({ query });
  expect([status, JSON.parse(text).errors.length]).toEqual([200, 1]);
  await post({ query });
  expect(executions()).toBe(2);
});

test('an outage is told even for what was answered before, and is not kept', async () => {
  const { post, api, state } = await started();
  await post({ query: search });
  api.engine.failure = new SearchUnavailable('away');
  state.now = undefined;
  for (const _ of [1, 2]) {
    const { status, text } = await post({ query: search });
    expect(status).toBe(503);
    expect(JSON.parse(text).errors[0].extensions.code).toBe('SERVICE_UNAVAILABLE');
  }
  api.engine.failure = undefined;
  state.now = 'g1';
  expect((await post({ query: search })).status).toBe(200);
});

test('an outage that is not known yet is not kept as an answer', async () => {
  const { post, api } = await started();
  api.engine.failure = new SearchUnavailable('away');
  expect((await post({ query: search })).status).toBe(503);
  api.engine.failure = undefined;
  expect((await post({ query: search })).status).toBe(200);
});

test('a request that registers a persisted query registers it each time; one by its hash is answered from before', async () => {
  const { post, executions } = await started();
  const sha256Hash = createHash('sha256').update(search).digest('hex');
  const extensions = { persistedQuery: { version: 1, sha256Hash } };
  for (const _ of [1, 2]) expect((await post({ query: search, extensions })).status).toBe(200);
  expect(executions()).toBe(2);
  for (const _ of [1, 2]) expect((await post({ extensions })).status).toBe(200);
  expect(executions()).toBe(3);
});

test('bad requests are refused the second time as they were the first', async () => {
  const { post } = await started();
  for (const body of ['{"query":', '', '[]', '{}', '{"query":"{"}', '{"query":"{ nothing }"}']) {
    const answers = [await post(body), await post(body)].map(({ status, text }) => ({
      status,
      message: JSON.parse(text).errors[0].message,
    }));
    expect(answers[0]?.status).toBe(400);
    expect(answers[1]).toEqual(answers[0]);
  }
});

test('without memory for answers every request is executed', async () => {
  const { post, executions } = await started({ maxBytes: 0 });
  await post({ query: search });
  await post({ query: search });
  expect(executions()).toBe(2);
});
