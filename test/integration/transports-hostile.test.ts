import { brotliCompressSync, constants, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { sourceDefinition } from '../../src/harvest/source.js';
import { openFeeds } from '../../src/harvest/transports/open-feeds.js';
import { inTurn, serve, serveRaw, text } from './faulty-server.js';
import { bodyOf, codeOf, contextOf, fromEnv, large, read, started } from './read-feeds.js';

const record = '<course>Pflege</course>';

describe('a body that is not whole', () => {
  const head = 'HTTP/1.1 200 OK\r\n';

  test.each([
    ['shorter than announced', `${head}content-length: 100\r\n\r\nabc`],
    ['cut between chunks', `${head}transfer-encoding: chunked\r\n\r\n3\r\nabc\r\n`],
    ['cut inside a chunk', `${head}transfer-encoding: chunked\r\n\r\nff\r\nabc`],
    ['with a broken chunk', `${head}transfer-encoding: chunked\r\n\r\n3\r\nabc\r\nzz\r\n`],
  ])('is FEED_INCOMPLETE: %s', async (_, answer) => {
    const server = await started(serveRaw((socket) => socket.end(answer)));
    await expect(bodyOf(server)).rejects.toMatchObject({
      code: 'FEED_INCOMPLETE',
      message: expect.stringMatching(/broke after 3 bytes/),
    });
  });

  test('is FEED_INCOMPLETE: reset by the peer, where no length was announced', async () => {
    const server = await started(
      serveRaw((socket) => {
        socket.write(`${head}connection: close\r\n\r\nabc`);
        setTimeout(() => socket.resetAndDestroy(), 50);
      }),
    );
    expect(await codeOf(bodyOf(server))).toBe('FEED_INCOMPLETE');
  });

  test('but a body that ends with the connection is taken', async () => {
    const server = await started(serveRaw((socket) => socket.end(`${head}connection: close\r\n\r\nabc`)));
    expect(await bodyOf(server)).toBe('abc');
  });

  test.each([
    ['gzip', gzipSync(large).subarray(0, 5000)],
    ['gzip', gzipSync(large).subarray(0, -4)],
    ['br', brotliCompressSync(large).subarray(0, -10)],
    ['deflate', deflateSync(large).subarray(0, 3000)],
    ['br', Buffer.from('this is not brotli at all, but plain text')],
    ['gzip', Buffer.from('plain')],
    ['gzip', Buffer.from(gzipSync(large)).fill(0x55, 2000, 2100)],
  ])('is FEED_INCOMPLETE: cut or corrupt %s, case %#', async (coding, body) => {
    const server = await started(serve(text(body, { 'content-encoding': coding })));
    expect(await codeOf(bodyOf(server))).toBe('FEED_INCOMPLETE');
  });
});

describe('a body that does not end', () => {
  test('slow drip: stops at the deadline though bytes keep coming', async () => {
    const server = await started(
      serve((_, response) => {
        const timer = setInterval(() => response.write('x'), 30);
        response.on('close', () => clearInterval(timer));
      }),
    );
    const began = performance.now();
    const limits = { timeoutMs: 400, idleTimeoutMs: 200 };
    await expect(bodyOf(server, { limits })).rejects.toMatchObject({
      code: 'SOURCE_TIMEOUT',
      message: expect.stringMatching(/not complete after 400 ms/),
    });
    expect(performance.now() - began).toBeLessThan(1500);
  });

  test.each(['before the answer', 'in the body'])('idle %s: stops', async (when) => {
    const server = await started(
      serve((_, response) => {
        if (when === 'in the body') response.write('abc');
      }),
    );
    await expect(bodyOf(server, { limits: { idleTimeoutMs: 150 } })).rejects.toMatchObject({
      code: 'SOURCE_TIMEOUT',
      message: expect.stringMatching(/nothing came for 150 ms/),
    });
  });

  test('a reader that takes its time is not taken for an idle peer', async () => {
    const server = await started(serve(text(large)));
    const source = sourceDefinition.parse({ id: 'a', name: 'A', location: server.url });
    let count = 0;
    for await (const { bytes } of openFeeds(
      source,
      contextOf({ allowHosts: [server.host], limits: { idleTimeoutMs: 100 } }),
    ))
      for await (const chunk of bytes) {
        if (count === 0) await new Promise((resolve) => setTimeout(resolve, 300));
        count += chunk.length;
      }
    expect(count).toBe(large.length);
  });

  test('cancelled: stops at once', async () => {
    const server = await started(serve((_, response) => void response.write('abc')));
    const signal = AbortSignal.timeout(100);
    expect(await codeOf(bodyOf(server, { signal }))).toBe('CANCELLED');
  });

  test('cancelled while waiting to ask again: stops at once', async () => {
    const server = await started(serve(text('', { 'retry-after': '2' }, 503)));
    const signal = AbortSignal.timeout(100);
    expect(await codeOf(bodyOf(server, { signal }))).toBe('CANCELLED');
  });

  test('endless: stops at the limit and hangs up', async () => {
    let sent = 0;
    const server = await started(
      serve((_, response) => {
        const pump = () => {
          while (!response.destroyed && response.write(large)) sent += large.length;
          if (!response.destroyed) response.once('drain', pump);
        };
        pump();
      }),
    );
    expect(await codeOf(bodyOf(server, { limits: { maxBytes: 2_000_000 } }))).toBe('FEED_TOO_LARGE');
    expect(sent).toBeLessThan(50_000_000);
  });

  test.each([
    ['once', gzipSync(Buffer.alloc(300_000_000)), 'gzip'],
    ['twice', gzipSync(gzipSync(Buffer.alloc(300_000_000))), 'gzip, gzip'],
    ['in brotli', brotliCompressSync(Buffer.alloc(9_000_000)), 'br'],
  ])('gzip bomb, packed %s: stops early', async (_, body, coding) => {
    const server = await started(serve(text(body, { 'content-encoding': coding })));
    const before = process.memoryUsage().rss;
    await expect(bodyOf(server)).rejects.toMatchObject({ code: 'FEED_TOO_LARGE' });
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
  });

  describe('unpacked, of which nothing is left when that is unpacked again', () => {
    /** A gzip file of a name without end, in brotli. */
    const body = brotliCompressSync(
      Buffer.concat([Buffer.from([0x1f, 0x8b, 8, 8, 0, 0, 0, 0, 0, 255]), Buffer.alloc(400_000_000, 'a')]),
      { params: { [constants.BROTLI_PARAM_QUALITY]: 3 } },
    );
    const unlimited = { maxBytes: 1e9, maxRatio: 1e9 };

    test.each([
      ['its size', 'gzip, br', { maxBytes: 1_000_000 }, /more than 1000000 bytes/],
      ['its ratio', 'gzip, br', { maxBytes: 1e9 }, /more than 200 times/],
      ['its ratio, where gzip is not declared', 'br', { maxBytes: 1e9 }, /more than 200 times/],
      ['its time', 'gzip, br', { ...unlimited, timeoutMs: 200 }, /not complete after 200 ms/],
    ])('stops by %s', async (_, coding, limits, message) => {
      const server = await started(serve(text(body, { 'content-encoding': coding })));
      await expect(bodyOf(server, { limits })).rejects.toThrow(message);
    });

    test('stops when cancelled', async () => {
      const server = await started(serve(text(body, { 'content-encoding': 'gzip, br' })));
      const signal = AbortSignal.timeout(200);
      expect(await codeOf(bodyOf(server, { limits: unlimited, signal }))).toBe('CANCELLED');
    });
  });
});

test('thousands of content codings are refused', async () => {
  const codings = Array.from({ length: 3000 }, () => 'gzip').join();
  const server = await started(serve(text(gzipSync(record), { 'content-encoding': codings })));
  await expect(bodyOf(server)).rejects.toMatchObject({
    code: 'FEED_MALFORMED',
    message: expect.stringMatching(/3000 content codings/),
  });
});

describe('redirects', () => {
  test('are followed on the same host, with its headers', async () => {
    const server = await started(serve(inTurn(text('', { location: 'b?x=1' }, 302), text(record))));
    const [feed] = await read(server.url, { allowHosts: [server.host] }, { headers: { 'X-Api-Key': 'k' } });
    expect(feed).toMatchObject({ uri: `${server.url}b?x=1`, body: record });
    expect(server.requests.map(({ headers }) => headers['x-api-key'])).toEqual(['k', 'k']);
  });

  test('take no header of the source to another host', async () => {
    const other = await started(serve(text(record)));
    const server = await started(serve(text('', { location: other.url }, 307)));
    const headers = { Authorization: 'Bearer x', 'X-Api-Key': 'k', Cookie: 'a=b', Accept: 'text/xml' };
    await read(server.url, { allowHosts: [server.host, other.host] }, { headers });
    expect(Object.keys(other.requests[0]?.headers ?? {}).sort()).toEqual([
      'accept',
      'accept-encoding',
      'connection',
      'host',
      'user-agent',
    ]);
  });

  test('end after five, as a loop does', async () => {
    const server = await started(serve(text('', { location: '/' }, 301)));
    expect(await codeOf(bodyOf(server))).toBe('REDIRECT_LIMIT');
    expect(server.requests).toHaveLength(6);
  });

  test('to another port of an allowed private host are refused, and nothing is asked there', async () => {
    const other = await started(serve(text('secret')));
    const server = await started(serve(text('', { location: other.url }, 302)));
    expect(await codeOf(bodyOf(server))).toBe('SSRF_BLOCKED');
    expect(other.requests).toHaveLength(0);
  });

  test.each([
    'http://169.254.169.254/latest/meta-data',
    'http://10.0.0.1/',
    'file:///etc/passwd',
    'gopher://127.0.0.1/',
  ])('to %s are refused', async (location) => {
    const server = await started(serve(text('', { location }, 302)));
    expect(await codeOf(bodyOf(server))).toBe('SSRF_BLOCKED');
  });

  test('without an address are a status', async () => {
    expect(await codeOf(bodyOf(await started(serve(text('', {}, 302)))))).toBe('SOURCE_HTTP_STATUS');
  });
});

describe('private addresses', () => {
  test.each([
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f000001',
    '0177.0.0.1',
    '①②⑦.0.0.1',
    '[::1]',
    '[::ffff:7f00:1]',
    '[::ffff:127.0.0.1]',
    '[::127.0.0.1]',
    '[64:ff9b::127.0.0.1]',
    '0',
    'localhost',
    'LOCALHOST',
  ])('are refused however they are written: %s', async (host) => {
    const server = await started(serve(text('secret')));
    const port = server.host.split(':')[1];
    expect(await codeOf(read(`http://${host}:${port}/`))).toBe('SSRF_BLOCKED');
    expect(server.requests).toHaveLength(0);
  });

  test('are allowed as exact host and port only', async () => {
    const server = await started(serve(text(record)));
    const port = server.host.split(':')[1];
    const allowHosts = [`localhost:${port}`];
    expect((await read(`http://localhost:${port}/`, { allowHosts }))[0]?.body).toBe(record);
    expect(await codeOf(read(server.url, { allowHosts }))).toBe('SSRF_BLOCKED');
    expect(await codeOf(read(server.url, { allowHosts: ['127.0.0.1', '127.0.0.1:1'] }))).toBe('SSRF_BLOCKED');
  });
});

test('a private address is read for the source that allows it, and for no other', async () => {
  const inside = await started(serve(text('inside')));
  const outside = await started(serve(text('', { location: inside.url }, 302)));
  const allowing = (...allowHosts: string[]) => read(outside.url, {}, { allowHosts });
  expect((await allowing(outside.host, inside.host))[0]?.body).toBe('inside');
  expect(await codeOf(allowing(outside.host))).toBe('SSRF_BLOCKED');
  expect(await codeOf(read(outside.url))).toBe('SSRF_BLOCKED');
  expect(inside.requests).toHaveLength(1);
});

describe('secrets', () => {
  test('that are not set fail before anything is asked, by name', async () => {
    const server = await started(serve(text(record)));
    await expect(
      bodyOf(server, {}, { headers: { Authorization: `Bearer ${fromEnv('LOTSE_TOKEN')}` } }),
    ).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: 'source "test": LOTSE_TOKEN, used in the header "Authorization", is not set',
    });
    expect(server.requests).toHaveLength(0);
  });

  test.each([
    ['a value with a line break', { 'X-Key': fromEnv('KEY') }],
    ['a header that belongs to the connection', { Host: fromEnv('KEY') }],
    ['a name that is none', { 'X Key': fromEnv('KEY') }],
  ])('are not shown when they cannot be sent: %s', async (_, headers) => {
    const error = await read('https://example.org/', { env: () => 'hush\nhush' }, { headers }).catch(
      (cause: unknown) => cause,
    );
    expect(error).toMatchObject({ code: 'CONFIG_INVALID' });
    expect(String(error)).not.toContain('hush');
  });

  test('are not accepted in an address, nor shown', async () => {
    const error = await read('https://user:hush@example.org/').catch((cause: unknown) => cause);
    expect(error).toMatchObject({ code: 'CONFIG_INVALID' });
    expect(String(error)).not.toContain('hush');
  });
});
