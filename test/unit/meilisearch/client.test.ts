import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { createClient, type EngineClient, engineErrorCode, isUnavailable } from '../../../src/meilisearch/client.js';

let server: Server | undefined;
let engine: EngineClient | undefined;

afterEach(async () => {
  await engine?.close();
  server?.closeAllConnections();
  server?.close();
});

async function clientOf(
  answer: RequestListener,
  timeoutMs = 2_000,
  tasksKey?: string,
): Promise<EngineClient['client']> {
  server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('not a TCP server');
  engine = createClient({ url: `http://127.0.0.1:${address.port}/base`, key: 'secret', tasksKey, timeoutMs });
  return engine.client;
}

function says(status: number, body: string) {
  return (_: IncomingMessage, response: ServerResponse) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(body);
  };
}

function failure(status: number, code: string): RequestListener {
  return says(status, JSON.stringify({ message: 'no', code, type: 'x', link: 'y' }));
}

async function errorOf(promise: PromiseLike<unknown>): Promise<unknown> {
  return promise.then(
    () => 'no error',
    (error: unknown) => error,
  );
}

test('requests ask for uncompressed answers and carry key, path, method and body', async () => {
  const seen: { headers?: IncomingMessage['headers']; line?: string; body?: string } = {};
  const client = await clientOf(async (request, response) => {
    seen.headers = request.headers;
    seen.line = `${request.method} ${request.url}`;
    seen.body = (await request.toArray()).join('');
    response.end('{"hits":[]}');
  });
  expect(await client.index('lotse').search('sailing')).toEqual({ hits: [] });
  expect(seen.headers).toMatchObject({
    'accept-encoding': 'identity',
    authorization: 'Bearer secret',
    'content-type': 'application/json',
  });
  expect(seen.line).toBe('POST /base/indexes/lotse/search');
  expect(seen.body).toBe('{"q":"sailing"}');
});

test('only the reading of tasks uses the tasks key', async () => {
  const used: string[] = [];
  const client = await clientOf(
    (request, response) => {
      used.push(`${request.method} ${request.url} ${request.headers.authorization}`);
      response.end('{"results":[]}');
    },
    2_000,
    'watch',
  );
  await client.tasks.getTasks({ limit: 1 });
  await client.tasks.getTask(7);
  await client.getIndexes();
  await client.index('tasks').getDocuments();
  expect(used).toEqual([
    'GET /base/tasks?limit=1 Bearer watch',
    'GET /base/tasks/7 Bearer watch',
    'GET /base/indexes Bearer secret',
    'GET /base/indexes/tasks/documents Bearer secret',
  ]);
});

test("the engine's code is readable and a bad request is not unavailability", async () => {
  const client = await clientOf(failure(404, 'index_not_found'));
  const error = await errorOf(client.index('lotse').search(''));
  expect(engineErrorCode(error)).toBe('index_not_found');
  expect(isUnavailable(error)).toBe(false);
});

test.each([
  [401, 'missing_authorization_header'],
  [403, 'invalid_api_key'],
  [500, 'internal'],
  [503, 'too_many_search_requests'],
])('a %i answer means the engine cannot be used', async (status, code) => {
  const client = await clientOf(failure(status, code));
  const error = await errorOf(client.index('lotse').search(''));
  expect(isUnavailable(error)).toBe(true);
  expect(engineErrorCode(error)).toBe(code);
});

test.each([
  ['an error page of a proxy', 502, '<html>Bad gateway</html>'],
  ['a success that is not JSON', 200, '<html>Welcome</html>'],
])('%s means the engine cannot be used', async (_, status, body) => {
  const client = await clientOf(says(status, body));
  const error = await errorOf(client.index('lotse').search(''));
  expect(isUnavailable(error)).toBe(true);
  expect(engineErrorCode(error)).toBeUndefined();
});

test('an answer without a body is a success', async () => {
  const client = await clientOf((_, response) => void response.writeHead(204).end());
  expect(await client.deleteKey('x')).toBeUndefined();
});

test('an answer that breaks off means the engine cannot be used', async () => {
  const client = await clientOf((_, response) => {
    response.writeHead(200, { 'content-length': '100' }).write('{"hits":');
    setTimeout(() => response.destroy(), 20);
  });
  expect(isUnavailable(await errorOf(client.index('lotse').search('')))).toBe(true);
});

test.each([
  ['no answer', () => undefined],
  ['an answer that trickles', (_: IncomingMessage, response: ServerResponse) => void response.write('{')],
])('%s is cut at the time limit, also with a signal of the caller', async (_, answer) => {
  const client = await clientOf(answer, 150);
  for (const init of [undefined, { signal: new AbortController().signal }]) {
    const before = performance.now();
    const error = await errorOf(client.index('lotse').search('', {}, init));
    expect(isUnavailable(error)).toBe(true);
    expect(performance.now() - before).toBeLessThan(1_000);
  }
});

test("the caller's abort ends the request and is not unavailability", async () => {
  const client = await clientOf(() => undefined);
  const early = await errorOf(client.index('lotse').search('', {}, { signal: AbortSignal.abort() }));
  expect(isUnavailable(early)).toBe(false);
  const abort = new AbortController();
  setTimeout(() => abort.abort(), 50);
  const before = performance.now();
  const late = await errorOf(client.index('lotse').search('', {}, { signal: abort.signal }));
  expect(late).toHaveProperty('cause.name', 'AbortError');
  expect(isUnavailable(late)).toBe(false);
  expect(performance.now() - before).toBeLessThan(1_000);
});

test('a refused connection and a closed client mean the engine cannot be used', async () => {
  const client = await clientOf(() => undefined);
  server?.close();
  expect(isUnavailable(await errorOf(client.index('lotse').search('')))).toBe(true);
  await engine?.close();
  expect(isUnavailable(await errorOf(client.index('lotse').search('')))).toBe(true);
});

test('closing cuts a request under way', async () => {
  const client = await clientOf(() => undefined, 10_000);
  const error = errorOf(client.index('lotse').search(''));
  setTimeout(() => void engine?.close(), 50);
  expect(isUnavailable(await error)).toBe(true);
});

test('other errors are not unavailability', () => {
  expect(isUnavailable(new TypeError('a bug'))).toBe(false);
  expect(isUnavailable('text')).toBe(false);
  expect(engineErrorCode(new TypeError('a bug'))).toBeUndefined();
});
