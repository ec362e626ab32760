import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTrivialApi, type TrivialApi } from '../support/trivial-api.js';

let api: TrivialApi;
beforeAll(async () => {
  api = await startTrivialApi({ LOTSE_REQUEST_TIMEOUT_MS: '1000', LOTSE_BODY_LIMIT: '10 kB' });
});
afterAll(() => api.app.close());

const json = { 'content-type': 'application/json' };

function post(body: string | undefined, headers: Record<string, string> = json, url = api.url): Promise<Response> {
  return fetch(`${url}/graphql`, { method: 'POST', headers, ...(body === undefined ? {} : { body }) });
}

function ask(query: string, url = api.url): Promise<Response> {
  return post(JSON.stringify({ query }), json, url);
}

/** Sends bytes as they are and gives everything that comes back until the server hangs up. */
function rawRequest(...parts: readonly string[]): Promise<string> {
  const { port } = new URL(api.url);
  return new Promise((done, failed) => {
    let answer = '';
    const socket = connect(Number(port), '127.0.0.1', () => {
      for (const part of parts) socket.write(part);
    });
    socket.setEncoding('utf8').on('data', (text) => {
      answer += text;
    });
    socket.on('close', () => done(answer)).on('error', failed);
  });
}

async function problemIn(response: Response): Promise<{ code: string; requestId: string }> {
  expect(response.headers.get('content-type')).toMatch(/^application\/(graphql-response\+)?json/);
  expect(response.headers.get('cache-control')).toBe('no-store');
  const body = await response.json();
  expect(body).not.toHaveProperty('data');
  expect(body.errors).toHaveLength(1);
  expect(body.errors[0].message).toMatch(/\S/);
  return body.errors[0].extensions;
}

describe('GraphQL', () => {
  test('a query by POST is answered and not stored by anybody', async () => {
    const response = await ask('{ hello }');
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ data: { hello: 'Hello, world!' } });
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
  });

  test('a query by GET is answered where the client shows that it is no form', async () => {
    const url = `${api.url}/graphql?query=${encodeURIComponent('query Q { hello(name: "Ürsel") }')}`;
    const response = await fetch(url, { headers: { 'apollo-require-preflight': '1' } });
    expect(await response.json()).toEqual({ data: { hello: 'Hello, Ürsel!' } });
    expect(response.headers.get('vary')).toContain('Accept');
    expect((await problemIn(await fetch(url))).code).toBe('BAD_REQUEST');
  });

  test('a mutation by GET is refused', async () => {
    const url = `${api.url}/graphql?query=${encodeURIComponent('mutation { forget }')}`;
    const response = await fetch(url, { headers: { 'apollo-require-preflight': '1' } });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('POST');
  });

  test.each([
    ['malformed JSON', '{"query":', json, 400, 'BAD_REQUEST'],
    ['an empty body', '', json, 400, 'BAD_REQUEST'],
    ['an array', '[{"query":"{hello}"}]', json, 400, 'BAD_REQUEST'],
    ['a poisoned prototype', '{"query":"{hello}","__proto__":{"a":1}}', json, 400, 'BAD_REQUEST'],
    ['too large a body', JSON.stringify({ query: `{hello} #${'x'.repeat(10_000)}` }), json, 413, 'REQUEST_TOO_LARGE'],
    ['plain text', '{"query":"{hello}"}', { 'content-type': 'text/plain' }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['a form', 'query=x', { 'content-type': 'application/x-www-form-urlencoded' }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['a multipart form', 'x', { 'content-type': 'multipart/form-data; boundary=b' }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
  ])('%s is refused as JSON', async (_, body, headers, status, code) => {
    const response = await post(body, headers);
    expect(response.status).toBe(status);
    expect((await problemIn(response)).code).toBe(code);
  });

  test('a body of undeclared length is cut at the limit too', async () => {
    const chunk = `${(8_000).toString(16)}\r\n${'x'.repeat(8_000)}\r\n`;
    const head =
      'POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n';
    const answer = await rawRequest(head, chunk, chunk, '0\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).toContain('"code":"REQUEST_TOO_LARGE"');
  });

  test.each(['PUT', 'DELETE', 'PATCH', 'PROPFIND'])(
    '%s is refused with the methods that are allowed',
    async (method) => {
      const response = await fetch(`${api.url}/graphql`, { method });
      expect(response.status).toBe(405);
      expect(response.headers.get('allow')).toBe('GET, POST');
      expect((await problemIn(response)).code).toBe('METHOD_NOT_ALLOWED');
    },
  );

  test('an answer that takes too long is given up, and the server goes on', async () => {
    const response = await ask('{ slow(ms: 3000) }');
    expect(response.status).toBe(504);
    expect(await problemIn(response)).toMatchObject({ code: 'UPSTREAM_TIMEOUT', retryable: true });
    expect((await ask('{ hello }')).status).toBe(200);
  });

  test('a body that comes byte by byte is not waited for', async () => {
    const head = 'POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{';
    const start = performance.now();
    const answer = await rawRequest(head);
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(answer).toContain('"code":"REQUEST_TIMEOUT"');
    expect(performance.now() - start).toBeLessThan(4_000);
  });

  test('too large a head and what is no HTTP at all are answered as JSON', async () => {
    const head = `GET /graphql?query=${'x'.repeat(20_000)} HTTP/1.1\r\nhost: a\r\n\r\n`;
    expect(await rawRequest(head)).toMatch(/^HTTP\/1\.1 431 [\s\S]+"code":"REQUEST_TOO_LARGE"/);
    expect(await rawRequest('HELO example.org\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 [\s\S]+"code":"BAD_REQUEST"/);
  });

  test('an address that cannot be decoded, and one where nothing is, are told as JSON', async () => {
    const undecodable = await rawRequest('GET /%zz HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n');
    expect(undecodable).toMatch(/^HTTP\/1\.1 400 [\s\S]+"code":"BAD_REQUEST"/);
    const nowhere = await fetch(`${api.url}/nowhere`);
    expect(nowhere.status).toBe(404);
    expect((await problemIn(nowhere)).code).toBe('NOT_FOUND');
  });
});

describe('requests', () => {
  test('each has an id, in the context, the header and in errors', async () => {
    const response = await ask('{ requestId }');
    expect((await response.json()).data.requestId).toBe(response.headers.get('x-request-id'));
    const refused = await post('{');
    expect((await problemIn(refused)).requestId).toBe(refused.headers.get('x-request-id'));
  });

  test("a client's own id is used if it is a plain one", async () => {
    const idFor = async (id: string) => (await post('{', { ...json, 'x-request-id': id })).headers.get('x-request-id');
    expect(await idFor('client-12345')).toBe('client-12345');
    expect(await idFor('{"level":"error"}')).toMatch(/^[\da-f-]{36}$/);
    expect(await idFor('x'.repeat(65))).toMatch(/^[\da-f-]{36}$/);
  });

  test('the log has one line for each, without the query and the address of the client', async () => {
    const lines: string[] = [];
    const log = pino({ level: 'debug', base: null }, { write: (line: string) => lines.push(line) });
    const logged = await startTrivialApi({}, { log });
    await fetch(`${logged.url}/graphql?query={hello}`, { headers: { 'apollo-require-preflight': '1' } });
    await logged.app.close();
    const answered = lines.filter((line) => line.includes('"answered"'));
    expect(answered).toHaveLength(1);
    expect(JSON.parse(answered[0] ?? '')).toMatchObject({ method: 'GET', route: '/graphql', status: 200 });
    expect(JSON.parse(answered[0] ?? '').requestId).toMatch(/^[\da-f-]{36}$/);
    expect(answered[0]).not.toMatch(/hello|127\.0\.0\.1/);
  });
});

describe('headers', () => {
  test.each(['/graphql', '/health/live', '/nowhere'])('%s is neither sniffed nor framed', async (path) => {
    const { headers } = await fetch(api.url + path, { headers: { accept: 'application/json' } });
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'");
    expect(headers.get('x-powered-by')).toBeNull();
  });

  const preflight = (url: string, origin: string) =>
    fetch(`${url}/graphql`, {
      method: 'OPTIONS',
      headers: {
        ...{ origin, 'access-control-request-method': 'POST' },
        'access-control-request-headers': 'content-type',
      },
    });

  test('every page may use the API by default, without cookies', async () => {
    const { status, headers } = await preflight(api.url, 'https://any.example');
    expect(status).toBe(204);
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(headers.get('access-control-allow-methods')).toBe('GET, POST');
    expect(headers.get('access-control-allow-headers')).toContain('content-type');
    expect(headers.get('access-control-allow-credentials')).toBeNull();
  });

  test('where origins are listed, others get no permission', async () => {
    const listed = await startTrivialApi({ LOTSE_CORS_ORIGINS: 'https://a.example' });
    const allowed = async (origin: string) =>
      (await preflight(listed.url, origin)).headers.get('access-control-allow-origin');
    expect(await allowed('https://a.example')).toBe('https://a.example');
    expect(await allowed('https://a.example.evil')).toBeNull();
    const { headers } = await fetch(`${listed.url}/graphql`, { headers: { origin: 'https://a.example' } });
    expect(headers.get('vary')).toBe('Origin, Accept');
    await listed.app.close();
  });
});

describe('health', () => {
  test('a live server says so', async () => {
    const response = await fetch(`${api.url}/health/live`);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ ok: true });
  });

  const readinessOf = async (ready: () => Promise<{ ok: boolean; checks: Record<string, { ok: boolean }> }>) => {
    const { app, url } = await startTrivialApi({ LOTSE_REQUEST_TIMEOUT_MS: '200' }, { health: { ready } });
    const response = await fetch(`${url}/health/ready`);
    await app.close();
    return { status: response.status, body: await response.json() };
  };

  test('a server that can work is ready, one that cannot says what is wrong', async () => {
    const checks = { engine: { ok: false, detail: 'does not answer' } };
    expect(await readinessOf(async () => ({ ok: true, checks: {} }))).toEqual({
      status: 200,
      body: { ok: true, checks: {} },
    });
    expect(await readinessOf(async () => ({ ok: false, checks }))).toEqual({
      status: 503,
      body: { ok: false, checks },
    });
  });

  test('a check that fails or never ends is not ready', async () => {
    const failing = () => Promise.reject(new Error('secret address'));
    expect(await readinessOf(failing)).toEqual({ status: 503, body: { ok: false, checks: {} } });
    expect((await readinessOf(() => new Promise(() => {}))).status).toBe(503);
  });
});

describe('the query page', () => {
  const browse = (path: string, init: RequestInit = {}) =>
    fetch(api.url + path, { headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }, ...init });

  test('a browser at the start is led to it, and gets HTML from here only', async () => {
    const response = await browse('/');
    expect(new URL(response.url).pathname).toBe('/graphql');
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const html = await response.text();
    expect(html).toContain('id="query-page"');
    expect(html).not.toMatch(/https?:\/\//);
    expect(html).not.toMatch(/<script(?![^>]* src=)/);
    expect(response.headers.get('content-security-policy')).toMatch(/script-src 'self';.*connect-src 'self'/);
  });

  test('all parts of it are served to be kept, and nothing beside them', async () => {
    const html = await (await browse('/graphql')).text();
    const parts = [...html.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, path]) => path ?? '');
    expect(parts.length).toBeGreaterThanOrEqual(5);
    for (const path of parts) {
      const response = await fetch(api.url + path);
      expect(response.status).toBe(200);
      expect(response.headers.get('cache-control')).toContain('immutable');
      expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(20);
    }
    const folder = parts[0]?.replace(/[^/]+$/, '');
    for (const other of ['', 'package.json', '../package.json', '..%2fpackage.json', 'graphiql.min.js.map'])
      expect((await fetch(`${api.url}${folder}${other}`)).status).toBe(404);
  });

  test('a client that asks for JSON, or sends a query, gets no page', async () => {
    expect((await fetch(`${api.url}/graphql`, { headers: { accept: 'application/json' } })).status).toBe(400);
    const response = await browse('/graphql?query={hello}');
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
  });

  test('the first query is text, whatever is in it', async () => {
    const firstQuery = '# "><script>alert(1)</script>&amp;\n{ hello }';
    const { app, url } = await startTrivialApi({}, { firstQuery });
    const html = await (await fetch(`${url}/graphql`, { headers: { accept: 'text/html' } })).text();
    await app.close();
    expect(html).not.toContain('<script>alert');
    expect(html).toContain('&quot;>&lt;script>alert(1)&lt;/script>&amp;amp;&#10;{ hello }');
  });
});

describe('closing', () => {
  test('requests under way are finished first', async () => {
    const { app, url } = await startTrivialApi();
    const slow = ask('{ slow(ms: 300) }', url);
    await sleep(100);
    const start = performance.now();
    await app.close();
    expect(performance.now() - start).toBeLessThan(3_000);
    expect(await (await slow).json()).toEqual({ data: { slow: 'done' } });
    await expect(fetch(`${url}/health/live`)).rejects.toThrow();
  });

  test('but not for ever', async () => {
    const { app, url } = await startTrivialApi({}, { drainMs: 100 });
    const slow = ask('{ slow(ms: 4000) }', url).catch((error: unknown) => error);
    await sleep(100);
    const start = performance.now();
    await app.close();
    expect(performance.now() - start).toBeLessThan(2_000);
    expect(await slow).toBeInstanceOf(TypeError);
  });

  test('idle connections do not hold it up', async () => {
    const { app, url } = await startTrivialApi();
    const idle = connect(Number(new URL(url).port), '127.0.0.1');
    await new Promise((connected) => idle.once('connect', connected));
    await fetch(`${url}/health/live`);
    const start = performance.now();
    await app.close();
    expect(performance.now() - start).toBeLessThan(2_000);
    idle.destroy();
  });
});
