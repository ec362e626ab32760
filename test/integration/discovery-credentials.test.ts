import { constants, createPublicKey, publicEncrypt, verify } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { GatewayKeys } from '../../src/harvest/discovery/keys.js';
import { SigningKeys } from '../../src/harvest/discovery/signing-keys.js';
import { Politeness } from '../../src/harvest/transports/politeness.js';
import { site } from './discovery-servers.js';
import { text } from './faulty-server.js';
import { baseDir, read } from './read-feeds.js';

const keys = new GatewayKeys(join(baseDir, 'keys'));
const decrypt = (encrypted: string) => keys.decrypt(encrypted);
let pem = '';
beforeAll(async () => {
  pem = await keys.publicKeyPem();
});

/** As a provider does it with openssl. */
const sealed = (secret: string) =>
  publicEncrypt({ key: pem, padding: constants.RSA_PKCS1_OAEP_PADDING }, Buffer.from(secret)).toString('base64');

const failure = (result: Promise<unknown>) =>
  result.then(
    () => undefined,
    (error: unknown) => error as Error & { code?: string },
  );

describe('an encrypted header', () => {
  test('is decrypted and sent to the feed and to no other host, and what it holds is not filled in', async () => {
    const other = await site({ '/b': text('B') });
    const feed = await site({ '/a': text('', { location: `${other.url}b` }, 302) });
    const secret = `s3cret \${HOME}`;
    const [answer] = await read(
      `${feed.url}a`,
      { allowHosts: [feed.host, other.host], decrypt, env: () => 'our own secret' },
      { encryptedHeaders: { 'X-Token': sealed(secret) } },
    );
    expect(answer?.body).toBe('B');
    expect(feed.requests[0]?.headers['x-token']).toBe(secret);
    expect(other.requests[0]?.headers['x-token']).toBeUndefined();
  });

  test('goes with every page of an API', async () => {
    const server = await site({
      '/courses?page=1': text('{"items":[{"id":1}]}'),
      '/courses?page=2': text('{"items":[]}'),
    });
    const pages = { type: 'pages', paging: { by: 'number' } };
    await read(
      `${server.url}courses`,
      { allowHosts: [server.host], decrypt },
      { transport: pages, encryptedHeaders: { 'X-Token': sealed('t') } },
    );
    expect(server.requests.map(({ headers }) => headers['x-token'])).toEqual(['t', 't']);
  });

  test.each([
    ['is for somebody else', () => Buffer.alloc(384, 1).toString('base64'), /header "X-Token" cannot be decrypted/],
    ['cannot be a header', () => sealed('s3cret\r\nX-More: 1'), /header "x-token" cannot be sent/],
  ])('that %s fails the source before it is asked, and no message has the secret', async (_, value, message) => {
    const server = await site({ '/a': text('A') });
    const lines: unknown[] = [];
    const note = (...line: unknown[]) => void lines.push(line);
    const error = await failure(
      read(
        `${server.url}a`,
        { allowHosts: [server.host], decrypt, log: { debug: note, warn: note } },
        { encryptedHeaders: { 'X-Token': value() } },
      ),
    );
    expect(error).toMatchObject({ code: 'CONFIG_INVALID', message });
    expect(`${error?.message}${error?.stack}${JSON.stringify(lines)}`).not.toContain('s3cret');
    expect(server.requests).toEqual([]);
  });
});

describe('an OAuth token', () => {
  const grant =
    (
      accept: (request: IncomingMessage, form: URLSearchParams) => boolean,
      answer = '{"access_token":"t0ken","token_type":"Bearer","expires_in":60}',
    ) =>
    async (request: IncomingMessage, response: ServerResponse) => {
      let body = '';
      for await (const chunk of request) body += String(chunk);
      const accepted = request.method === 'POST' && accept(request, new URLSearchParams(body));
      response.writeHead(accepted ? 200 : 401).end(accepted ? answer : '{"error":"invalid_client","hint":"s3cret"}');
    };
  const basic = `Basic ${Buffer.from('lot+se%3A:s3cret%C3%9F').toString('base64')}`;
  const oauth = (tokenEndpoint: string) => ({
    oauth: { tokenEndpoint, scope: 'a b', clientId: 'lot se:', encryptedClientSecret: sealed('s3cretß') },
  });

  test.each([
    [
      'HTTP Basic',
      1,
      (request: IncomingMessage, form: URLSearchParams) =>
        request.headers.authorization === basic && form.get('client_secret') === null,
    ],
    [
      'the body, where Basic is refused',
      2,
      (_: IncomingMessage, form: URLSearchParams) =>
        form.get('client_id') === 'lot se:' && form.get('client_secret') === 's3cretß',
    ],
  ])('is asked for with credentials in %s', async (_, asked, accept) => {
    const granting = grant(
      (request, form) =>
        form.get('grant_type') === 'client_credentials' && form.get('scope') === 'a b' && accept(request, form),
    );
    const server = await site({ '/token': granting, '/a': text('A') });
    await read(`${server.url}a`, { allowHosts: [server.host], decrypt }, oauth(`${server.url}token`));
    expect(server.requests.map(({ url }) => url)).toEqual([...Array(asked).fill('/token'), '/a']);
    expect(server.requests.at(-1)?.headers.authorization).toBe('Bearer t0ken');
  });

  test('is asked for with credentials from the environment', async () => {
    const accept = (request: IncomingMessage) =>
      request.headers.authorization === `Basic ${Buffer.from('us:hidden').toString('base64')}`;
    const server = await site({ '/token': grant(accept), '/a': text('A') });
    const env = (name: string) => ({ ID: 'us', SECRET: 'hidden' })[name];
    const settings = { tokenEndpoint: `${server.url}token`, clientId: `\${ID}`, clientSecret: `\${SECRET}` };
    await read(`${server.url}a`, { allowHosts: [server.host], env }, { oauth: settings });
    expect(server.requests.at(-1)?.headers.authorization).toBe('Bearer t0ken');
    const error = await failure(read(`${server.url}a`, { allowHosts: [server.host] }, { oauth: settings }));
    expect(error).toMatchObject({
      code: 'CONFIG_INVALID',
      message: 'source "test": ID, used in oauth.clientId, is not set',
    });
  });

  test.each([
    ['refuses', grant(() => false), 'SOURCE_HTTP_STATUS'],
    ['has another kind', grant(() => true, '{"access_token":"s3cret","token_type":"mac"}'), 'FEED_MALFORMED'],
    ['answers with a page', grant(() => true, '<html>s3cret</html>'), 'FEED_MALFORMED'],
    ['never ends', grant(() => true, ' '.repeat(70_000)), 'FEED_TOO_LARGE'],
  ])('fails the source when the endpoint %s, and no message has a secret', async (_, token, code) => {
    const server = await site({ '/token': token, '/a': text('A') });
    const error = await failure(
      read(`${server.url}a`, { allowHosts: [server.host], decrypt }, oauth(`${server.url}token`)),
    );
    expect(error).toMatchObject({ name: 'FeedError', code });
    expect(error?.message).not.toContain('s3cret');
    expect(server.requests.every(({ url }) => url === '/token')).toBe(true);
  });

  test('is not fetched from a private network, nor are the credentials sent on by a redirect', async () => {
    const thief = await site({ '/token': grant(() => true) });
    const server = await site({ '/token': text('', { location: `${thief.url}token` }, 307), '/a': text('A') });
    const redirected = read(
      `${server.url}a`,
      { allowHosts: [server.host, thief.host], decrypt },
      oauth(`${server.url}token`),
    );
    expect(await failure(redirected)).toMatchObject({
      code: 'SOURCE_HTTP_STATUS',
      message: expect.stringContaining('status 307'),
    });
    const inside = read(`${server.url}a`, { allowHosts: [server.host], decrypt }, oauth(`${thief.url}token`));
    expect(await failure(inside)).toMatchObject({ code: 'SSRF_BLOCKED' });
    expect(thief.requests).toEqual([]);
  });

  test('that is refused, or runs out, is fetched again in the middle of a run', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    onTestFinished(() => void vi.useRealTimers());
    let granted = 0;
    const token = (_: IncomingMessage, response: ServerResponse) => {
      granted += 1;
      response.end(`{"access_token":"t${granted}","expires_in":"3600"}`);
    };
    /** A page that takes one token only, after which so many seconds pass. */
    const page =
      (accepted: string, body: string, seconds: number) => (request: IncomingMessage, response: ServerResponse) => {
        const isAccepted = request.headers.authorization === `Bearer ${accepted}`;
        response.writeHead(isAccepted ? 200 : 401).end(body);
        if (isAccepted) vi.advanceTimersByTime(seconds * 1000);
      };
    const server = await site({
      '/token': token,
      '/courses?page=1': page('t2', '{"items":[{"id":1}]}', 3500),
      '/courses?page=2': page('t2', '{"items":[{"id":2}]}', 90),
      '/courses?page=3': page('t3', '{"items":[]}', 0),
    });
    // One request at a time: a token must not be waited for while the turn at the same host is held.
    const politeness = new Politeness({ maxPerHost: 1, minIntervalMs: 0 });
    const transport = { type: 'pages', paging: { by: 'number' } };
    const feeds = await read(
      `${server.url}courses`,
      { allowHosts: [server.host], decrypt, politeness },
      { transport, ...oauth(`${server.url}token`) },
    );
    expect(feeds).toHaveLength(2);
    expect(server.requests.map(({ url, headers }) => `${url} ${headers.authorization?.slice(0, 9)}`)).toEqual([
      ...['/token Basic bG9', '/courses?page=1 Bearer t1', '/token Basic bG9', '/courses?page=1 Bearer t2'],
      ...['/courses?page=2 Bearer t2', '/token Basic bG9', '/courses?page=3 Bearer t3'],
    ]);
  });

  test.each([
    ['while a request waits to be repeated', 0, '0.4', ['/token', '/a', '/token', '/a']],
    ['while a request waits for its turn', 200, '0.2', ['/token', '/token', '/a']],
  ])('that runs out %s is fetched without holding the turn', async (_, minIntervalMs, lasts, asked) => {
    let granted = 0;
    const token = (__: IncomingMessage, response: ServerResponse) => {
      granted += 1;
      response.end(`{"access_token":"t${granted}","expires_in":"${lasts}"}`);
    };
    const busy = (__: IncomingMessage, response: ServerResponse) =>
      response.writeHead(granted === 1 ? 503 : 200, { 'retry-after': '1' }).end('A');
    const server = await site({ '/token': token, '/a': busy });
    const politeness = new Politeness({ maxPerHost: 1, minIntervalMs });
    const context = { allowHosts: [server.host], decrypt, politeness, signal: AbortSignal.timeout(5000) };
    expect(await read(`${server.url}a`, context, oauth(`${server.url}token`))).toMatchObject([{ body: 'A' }]);
    expect(server.requests.map(({ url }) => url)).toEqual(asked);
    expect(server.requests.at(-1)?.headers.authorization).toBe('Bearer t2');
  });

  test('that is refused time and again is asked for no more than twice', async () => {
    const server = await site({ '/token': grant(() => true), '/a': text('no', {}, 401) });
    const result = read(`${server.url}a`, { allowHosts: [server.host], decrypt }, oauth(`${server.url}token`));
    expect(await failure(result)).toMatchObject({ code: 'SOURCE_HTTP_STATUS' });
    expect(server.requests.map(({ url }) => url)).toEqual(['/token', '/a', '/token', '/a']);
  });
});

describe('a signature', () => {
  const signing = new SigningKeys(join(baseDir, 'keys'));
  const sign: SigningKeys['sign'] = (alg, request) => signing.sign(alg, request);

  /** As QualityLink has providers do it: 401 without a signature, 403 for one that is of another, for another or over. */
  const guarding =
    (body: string) =>
    async ({ headers }: IncomingMessage, response: ServerResponse) => {
      const input = /^sig=(.*)$/.exec(String(headers['signature-input'] ?? ''))?.[1];
      const signature = /^sig=:(.*):$/.exec(String(headers.signature ?? ''))?.[1];
      if (input === undefined || signature === undefined) return response.writeHead(401).end();
      const { keys: published } = await signing.published();
      const key = published.find(({ kid }) => input.includes(`keyid="${kid}"`));
      const base = `"@authority": ${headers.host}\n"@signature-params": ${input}`;
      const isOurs =
        key?.http_signature_alg === 'ed25519' &&
        verify(
          null,
          Buffer.from(base),
          createPublicKey({ key: { ...key }, format: 'jwk' }),
          Buffer.from(signature, 'base64'),
        );
      const now = Date.now() / 1000;
      const lasts = Number(/;expires=(\d+)/.exec(input)?.[1]) - Number(/;created=(\d+)/.exec(input)?.[1]);
      const isValid =
        Number(/;expires=(\d+)/.exec(input)?.[1]) > now && lasts <= 3600 && input.includes(';tag="qualitylink-v1"');
      return response.writeHead(isOurs && isValid ? 200 : 403).end(body);
    };

  test('opens every page of an API that a manifest says wants one, and goes to no other host', async () => {
    const other = await site({ '/page3': text('{"items":[{"id":3}]}') });
    const server = await site({
      '/courses': guarding('{"items":[{"id":1}],"links":{"next":"/page2"}}'),
      '/page2': guarding(`{"items":[{"id":2}],"links":{"next":"${other.url}page3"}}`),
    });
    const transport = { type: 'pages', paging: { by: 'link' } };
    const feeds = await read(
      `${server.url}courses`,
      { allowHosts: [server.host, other.host], sign },
      { transport, httpSignature: {} },
    );
    expect(feeds).toHaveLength(3);
    expect(other.requests.map(({ headers }) => [headers.signature, headers['signature-input']])).toEqual([
      [undefined, undefined],
    ]);
  });

  test('is needed there, and cannot be made without a key', async () => {
    const server = await site({ '/a': guarding('A') });
    const { host } = server;
    expect(await failure(read(`${server.url}a`, { allowHosts: [host], sign }))).toMatchObject({
      code: 'SOURCE_HTTP_STATUS',
    });
    expect((await read(`${server.url}a`, { allowHosts: [host], sign }, { httpSignature: {} }))[0]?.body).toBe('A');
    const keyless = failure(read(`${server.url}a`, { allowHosts: [host] }, { httpSignature: {} }));
    expect(await keyless).toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringContaining('no key to sign') });
  });
});
