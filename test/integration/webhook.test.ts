import { createHmac } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text as readAll } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import type { Notice } from '../../src/harvest/watch/notice.js';
import { Webhook, type WebhookOptions } from '../../src/harvest/watch/webhook.js';
import { createLogger } from '../../src/telemetry/logger.js';
import { cleanUp } from '../support/clean-up.js';
import { inTurn, serve, text } from './faulty-server.js';

const notice: Notice = {
  event: 'source.failed',
  source: { id: 'one', name: 'Ünë' },
  ...{ at: '2026-11-23T12:00:00.000Z', since: '2026-11-23T12:00:00.000Z', reminder: false },
  error: { code: 'SOURCE_TIMEOUT', message: 'nothing came' },
};
const secret = 'a-secret-for-signatures';
const never = new AbortController().signal;

/** A receiver that answers in turn, and a webhook that sends to it. */
async function receiver(
  answers: readonly ((request: IncomingMessage, response: ServerResponse) => void)[],
  options: Partial<WebhookOptions> = {},
) {
  const bodies: string[] = [];
  const answer = inTurn(...answers);
  const server = await serve((request, response) => {
    void readAll(request).then((body) => {
      bodies.push(body);
      answer(request, response);
    });
  });
  cleanUp(() => server.close());
  const lines: string[] = [];
  const deliveries: string[] = [];
  const webhook = new Webhook({
    ...{ url: `${server.url}hook/path-token?key=query-token`, secret, allowHosts: [server.host], timeoutMs: 1_000 },
    ...{
      retryDelayMs: 5,
      userAgent: 'Lotse/test',
      log: createLogger({ level: 'trace', write: (line) => lines.push(line) }),
    },
    onDelivery: (event, outcome) => deliveries.push(`${event} ${outcome}`),
    ...options,
  });
  cleanUp(() => webhook.close());
  return { server, bodies, webhook, deliveries, logged: () => lines.join('') };
}

const status = (code: number) => text('', {}, code);

describe('a notice', () => {
  test('is taken at the third try, with the same id each time', async () => {
    const { webhook, bodies, server, deliveries } = await receiver([status(500), status(429), status(204)]);
    expect(await webhook.send(notice, never)).toBe(true);
    expect(bodies).toHaveLength(3);
    expect(new Set(bodies).size).toBe(1);
    expect(JSON.parse(bodies[0] ?? '')).toEqual({
      version: 1,
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      ...notice,
    });
    expect(server.requests.map(({ method, url }) => `${method} ${url}`)).toEqual(
      Array(3).fill('POST /hook/path-token?key=query-token'),
    );
    expect(deliveries).toEqual(['source.failed delivered']);
  });

  test('is signed over its bytes, and says what it is', async () => {
    const { webhook, bodies, server } = await receiver([status(200)]);
    await webhook.send(notice, never);
    const expected = createHmac('sha256', secret)
      .update(Buffer.from(bodies[0] ?? '', 'utf8'))
      .digest('hex');
    expect(server.requests[0]?.headers).toMatchObject({
      ...{ 'x-lotse-signature': `sha256=${expected}`, 'x-lotse-event': 'source.failed' },
      ...{ 'content-type': 'application/json', 'user-agent': 'Lotse/test' },
    });
  });

  test('is not signed without a secret', async () => {
    const { server, bodies, deliveries, logged } = await receiver([status(200)]);
    const webhook = new Webhook({
      ...{ url: server.url, allowHosts: [server.host], timeoutMs: 1_000, userAgent: 'Lotse/test' },
      log: createLogger({ level: 'silent' }),
    });
    cleanUp(() => webhook.close());
    expect(await webhook.send(notice, never)).toBe(true);
    expect(server.requests[0]?.headers).not.toHaveProperty('x-lotse-signature');
    expect([bodies.length, deliveries, logged()]).toEqual([1, [], '']);
  });

  test.each([
    ['p%40ss', 'p@ss'],
    ['100%pass', '100%pass'],
  ])('gets the login of the address as a header (%s)', async (written, password) => {
    const { server } = await receiver([status(200)]);
    const url = server.url.replace('http://', `http://user:${written}@`);
    const { webhook, logged } = await receiver([], { url, allowHosts: [server.host] });
    expect(await webhook.send(notice, never)).toBe(true);
    expect(server.requests[0]?.headers.authorization).toBe(
      `Basic ${Buffer.from(`user:${password}`).toString('base64')}`,
    );
    expect(logged()).not.toContain(written);
    expect(logged()).not.toContain(password);
  });
});

describe('a receiver that does not take it', () => {
  test('is tried three times, and then left alone', async () => {
    const { webhook, bodies, deliveries } = await receiver([status(503)]);
    expect(await webhook.send(notice, never)).toBe(false);
    expect(bodies).toHaveLength(3);
    expect(deliveries).toEqual(['source.failed given_up']);
  });

  test('that says nothing is given up in time', async () => {
    const { webhook, bodies } = await receiver([() => undefined], { timeoutMs: 150 });
    const started = performance.now();
    expect(await webhook.send(notice, never)).toBe(false);
    expect(performance.now() - started).toBeLessThan(3_000);
    expect(bodies).toHaveLength(3);
  });

  test.each([400, 401, 404, 410])('because of the request (%i) is not tried again', async (code) => {
    const { webhook, bodies } = await receiver([status(code)]);
    expect(await webhook.send(notice, never)).toBe(false);
    expect(bodies).toHaveLength(1);
  });

  test('but sends elsewhere is not followed', async () => {
    const elsewhere = await receiver([status(200)]);
    const { webhook, bodies } = await receiver([text('', { location: elsewhere.server.url }, 307)]);
    expect(await webhook.send(notice, never)).toBe(false);
    expect([bodies.length, elsewhere.bodies.length]).toEqual([1, 0]);
  });

  test('of a private address that is not allowed is never connected to', async () => {
    const { webhook, server, logged } = await receiver([status(200)], { allowHosts: [] });
    expect(await webhook.send(notice, never)).toBe(false);
    expect(server.requests).toHaveLength(0);
    expect(logged()).toContain('SSRF_BLOCKED');
  });

  test('is not waited for after the signal', async () => {
    const { webhook } = await receiver([() => undefined], { timeoutMs: 60_000 });
    const ending = new AbortController();
    const sending = webhook.send(notice, ending.signal);
    setTimeout(() => ending.abort(), 50);
    expect(await sending).toBe(false);
  });

  test('that is not there at all is given up', async () => {
    const { webhook, server, logged } = await receiver([status(200)]);
    await server.close();
    expect(await webhook.send(notice, never)).toBe(false);
    expect(logged()).toContain('ECONNREFUSED');
  });
});

test.each([[status(200)], [status(404)], [status(500)]])('no secret is ever logged', async (answer) => {
  const { webhook, bodies, logged } = await receiver([answer]);
  await webhook.send(notice, never);
  expect(logged()).toContain('source.failed');
  const signature = createHmac('sha256', secret)
    .update(bodies[0] ?? '')
    .digest('hex');
  for (const hidden of [secret, 'path-token', 'query-token', signature]) expect(logged()).not.toContain(hidden);
});
