import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Gateway, startGateway } from '../support/widget-host.js';

const town = 'https://town.example';
let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway([
    { id: 'town', filter: { country: { in: ['SE'] } }, evidence: 'exact', origins: [town], languages: ['sv'] },
  ]);
}, 120_000);
afterAll(() => gateway?.close());

function ask(path: string, body: unknown, headers: Record<string, string> = {}) {
  return fetch(`${gateway.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

describe('the search of widgets', () => {
  test('answers as GraphQL, tells the lock, and is kept by nobody', async () => {
    const response = await ask('/widget/search/town', { first: 1 }, { origin: town });
    expect(response.headers.get('access-control-allow-origin')).toBe(town);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.json()).toMatchObject({
      data: { searchLearningOpportunities: { totalCount: 15, nodes: [{ title: { language: 'sv' } }] } },
      extensions: { widget: { filter: { country: { in: ['SE'] } }, languages: ['sv'] } },
    });
  });

  test.each([
    ['/widget/search/none', {}, {}, 404, 'UNKNOWN_PRESET'],
    ['/widget/search/town', {}, { origin: 'https://other.example' }, 403, 'ORIGIN_NOT_ALLOWED'],
    ['/widget/search', {}, { origin: town }, 403, 'ORIGIN_NOT_ALLOWED'],
    ['/widget/search', [], {}, 400, 'BAD_REQUEST'],
    ['/widget/search', '{', {}, 400, 'BAD_REQUEST'],
    ['/widget/search', { filter: { colour: 1 } }, {}, 400, 'BAD_USER_INPUT'],
    ['/widget/search', { first: 1000 }, {}, 400, 'BAD_USER_INPUT'],
    ['/widget/search', { filter: { country: { in: ['Sweden'] } } }, {}, 400, 'BAD_USER_INPUT'],
  ])('%s with %o from %o is refused', async (path, body, headers, status, code) => {
    const response = await ask(path, body, headers as Record<string, string>);
    const { errors } = (await response.json()) as { errors: { extensions: { code: string } }[] };
    expect([response.status, errors[0]?.extensions.code]).toEqual([status, code]);
  });

  test('a preflight of an origin that is not allowed gets no permission', async () => {
    const preflight = (path: string, origin: string) =>
      fetch(`${gateway.url}${path}`, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST' },
      });
    const allowed = async (path: string, origin: string) =>
      (await preflight(path, origin)).headers.get('access-control-allow-origin');
    expect(await allowed('/widget/search/town', town)).toBe(town);
    expect(await allowed('/widget/search/town', 'https://other.example')).toBe(null);
    expect(await allowed('/widget/search', 'https://other.example')).toBe('*');
    expect(await allowed('/widget/search', town)).toBe(null);
    expect(await allowed('/graphql', town)).toBe(null);
  });

  test('is counted by preset and page, and by nothing else', async () => {
    gateway.searches.length = 0;
    const first = (await (await ask('/widget/search/town', { first: 10, query: 'secret' })).json()) as {
      data: { searchLearningOpportunities: { pageInfo: { endCursor: string } } };
    };
    const { endCursor } = first.data.searchLearningOpportunities.pageInfo;
    await ask('/widget/search/town', { first: 10, query: 'secret', after: endCursor });
    await ask('/widget/search', {});
    await ask('/widget/search/none', {});
    expect(gateway.searches).toEqual([
      ['town', 'first'],
      ['town', 'next'],
      [undefined, 'first'],
    ]);
  });
});

describe.each(['widget', 'widget-frame'])('the script %s', (name) => {
  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${gateway.url}${path}`, { headers, redirect: 'manual' });

  test('is asked for again soon, and only sent again when it has changed', async () => {
    const response = await get(`/${name}.js`);
    expect(response.headers.get('cache-control')).toBe('public, max-age=300');
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    const etag = response.headers.get('etag') ?? '';
    expect((await get(`/${name}.js`, { 'if-none-match': `W/${etag}` })).status).toBe(304);
    expect((await get(`/${name}.js`, { 'if-none-match': '"other"' })).status).toBe(200);
  });

  test('can be pinned by address and content', async () => {
    const page = await (await get('/widget?pinned=1&lang=en', { accept: 'text/html' })).text();
    const [, path = '', integrity] =
      new RegExp(`(/${name}/[\\w]+\\.js)&quot; integrity=&quot;(sha384-[^&]+)&quot;`).exec(page) ?? [];
    const response = await get(path);
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    const hash = createHash('sha384')
      .update(Buffer.from(await response.arrayBuffer()))
      .digest('base64');
    expect(integrity).toBe(`sha384-${hash}`);
    const older = await get(`/${name}/0123456789abcdef.js`);
    expect([older.status, older.headers.get('location'), older.headers.get('cache-control')]).toEqual([
      302,
      `/${name}.js`,
      'no-store',
    ]);
  });

  test.each([
    ['br, gzip', 'br'],
    ['gzip', 'gzip'],
    ['br;q=0, gzip;q=0.5', 'gzip'],
    ['identity', null],
  ])('is compressed for who accepts %s', async (accepted, encoding) => {
    const response = await get(`/${name}.js`, { 'accept-encoding': accepted });
    expect(response.headers.get('content-encoding')).toBe(encoding);
    expect(response.headers.get('vary')).toContain('Accept-Encoding');
    expect(await response.text()).toContain('addEventListener');
  });
});
