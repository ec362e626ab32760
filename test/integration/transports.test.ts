import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { sourceDefinition } from '../../src/harvest/source.js';
import { openFeeds } from '../../src/harvest/transports/open-feeds.js';
import { inTurn, serve, text } from './faulty-server.js';
import { baseDir, bodyOf, codeOf, contextOf, fromEnv, large, read, started } from './read-feeds.js';

const record = '<course>Pflege</course>';

describe('files', () => {
  beforeAll(async () => {
    await mkdir(join(baseDir, 'feeds', 'c.xml'), { recursive: true });
    await writeFile(join(baseDir, 'feeds', 'b.xml'), 'B');
    await writeFile(join(baseDir, 'feeds', 'a.xml'), gzipSync('A'));
    await writeFile(join(baseDir, 'feeds', 'a.json'), '{}');
    await writeFile(join(baseDir, 'feeds', '.hidden.xml'), 'H');
    await writeFile(join(baseDir, 'feeds', 'a+b.txt'), 'plus');
    await writeFile(join(baseDir, 'empty.xml'), '');
    await writeFile(join(baseDir, 'cut.xml.gz'), gzipSync(large).subarray(0, -9));
    await writeFile(join(baseDir, 'bomb.gz'), gzipSync(Buffer.alloc(9_000_000)));
    await writeFile(join(baseDir, 'large.xml'), large);
  });

  test('are read in the order of locations and of names, gzip unpacked', async () => {
    const feeds = await read(['feeds/?.json', 'feeds/*.xml', 'feeds/a+b.txt']);
    expect(feeds.map(({ body }) => body)).toEqual(['{}', 'A', 'B', 'plus']);
    expect(feeds[1]?.uri).toBe(new URL(`file://${baseDir}/feeds/a.xml`).href);
  });

  test.each([
    ['SOURCE_UNREACHABLE', 'none.xml', /none\.xml: there is no such file/],
    ['SOURCE_UNREACHABLE', 'feeds/c.xml', /c\.xml: no file is in this folder/],
    ['SOURCE_UNREACHABLE', 'feeds/*.csv', /no file has such a name/],
    ['SOURCE_UNREACHABLE', 'nowhere/*.xml', /there is no such file/],
    ['FEED_EMPTY', 'empty.xml', /empty/],
    ['FEED_INCOMPLETE', 'cut.xml.gz', /gzip data is cut or corrupt/],
    ['FEED_TOO_LARGE', 'bomb.gz', /200 times/],
    ['CONFIG_INVALID', 'ftp://example.org/a.xml', /ftp/],
  ])('%s: %s', async (code, location, message) => {
    await expect(read(location)).rejects.toMatchObject({ name: 'FeedError', code, message });
  });

  test('in a folder, and in the folders in it, are read by the names of their paths, but for hidden ones', async () => {
    const folder = join(baseDir, 'tree');
    await mkdir(join(folder, 'b', 'c'), { recursive: true });
    await mkdir(join(folder, '.git'));
    for (const path of ['z.xml', 'b/c/2.xml', 'b/1.xml', '.git/config', 'b/.swp'])
      await writeFile(join(folder, path), path);
    const bodies = async (location: string) => (await read(location)).map(({ body }) => body);
    expect(await bodies('tree')).toEqual(['b/1.xml', 'b/c/2.xml', 'z.xml']);
    expect(await bodies(`file://${folder}/`)).toEqual(['b/1.xml', 'b/c/2.xml', 'z.xml']);
  });

  test('are refused beyond the limit of the source', async () => {
    expect(await codeOf(read('large.xml', {}, { limits: { maxBytes: 1000 } }))).toBe('FEED_TOO_LARGE');
  });

  test('are not read once the run is cancelled', async () => {
    expect(await codeOf(read('large.xml', { signal: AbortSignal.abort() }))).toBe('CANCELLED');
  });
});

describe('http', () => {
  test('says who asks, fills in secrets, and tells address, type and charset', async () => {
    const server = await started(serve(text('ä', { 'content-type': 'Text/XML; charset="ISO-8859-1"' })));
    const [feed] = await read(
      `${server.url}a?page=2&api_key=hidden#top`,
      { allowHosts: [server.host], env: (name) => (name === 'TOKEN' ? 's3cret' : undefined) },
      { headers: { Authorization: `Bearer ${fromEnv('TOKEN')}`, Accept: 'text/xml' } },
    );
    expect(feed).toMatchObject({
      uri: `${server.url}a?page=2&api_key=***`,
      contentType: 'text/xml',
      charset: 'iso-8859-1',
      body: 'ä',
    });
    expect(server.requests[0]?.headers).toMatchObject({
      'user-agent': 'Lotse/test (+https://lotse.example)',
      authorization: 'Bearer s3cret',
      accept: 'text/xml',
    });
    expect(server.requests[0]?.url).toBe('/a?page=2&api_key=hidden');
  });

  test.each([
    ['gzip', gzipSync(large)],
    ['br', brotliCompressSync(large)],
    ['deflate', deflateSync(large)],
    ['deflate', deflateRawSync(large)],
    ['gzip, gzip', gzipSync(gzipSync(large))],
    ['identity', large],
  ])('unpacks %s', async (coding, body) => {
    const server = await started(serve(text(body, { 'content-encoding': coding })));
    expect(await bodyOf(server)).toBe(large.toString());
  });

  test('unpacks a gzip file that is not declared as one', async () => {
    const server = await started(serve(text(gzipSync(large), { 'content-type': 'application/gzip' })));
    expect(await bodyOf(server)).toBe(large.toString());
  });

  test.each([401, 403, 404, 410, 500])('fails on %i at once, with one request', async (status) => {
    const server = await started(serve(text('no', {}, status)));
    await expect(bodyOf(server)).rejects.toMatchObject({
      code: 'SOURCE_HTTP_STATUS',
      message: `${server.url}: answered with status ${status}`,
    });
    expect(server.requests).toHaveLength(1);
  });

  test.each([408, 429, 502, 503, 504])('asks again after %i', async (status) => {
    const server = await started(serve(inTurn(text('', {}, status), text('', {}, status), text(record))));
    expect(await bodyOf(server)).toBe(record);
    expect(server.requests).toHaveLength(3);
  });

  test('gives up after three repetitions', async () => {
    const server = await started(serve(text('', {}, 503)));
    expect(await codeOf(bodyOf(server))).toBe('SOURCE_HTTP_STATUS');
    expect(server.requests).toHaveLength(4);
  });

  test('asks again when the connection breaks before an answer', async () => {
    const server = await started(serve(inTurn((request) => request.socket.destroy(), text(record))));
    expect(await bodyOf(server)).toBe(record);
  });

  test('waits as Retry-After says, and not at all for longer than half of the time for a feed', async () => {
    const server = await started(serve(inTurn(text('', { 'retry-after': '1' }, 503), text(record))));
    const began = performance.now();
    expect(await bodyOf(server)).toBe(record);
    expect(performance.now() - began).toBeGreaterThan(950);
    const busy = await started(serve(text('', { 'retry-after': '3600' }, 429)));
    await expect(bodyOf(busy)).rejects.toMatchObject({
      message: `${busy.url}: answered with status 429, to be asked again after 3600`,
    });
    expect(busy.requests).toHaveLength(1);
  });

  test('fails when nobody listens', async () => {
    const server = await serve(text(record));
    await server.close();
    await expect(bodyOf(server)).rejects.toMatchObject({
      code: 'SOURCE_UNREACHABLE',
      message: expect.stringMatching(/ECONNREFUSED/),
    });
  });

  test('an empty body is no feed', async () => {
    expect(await codeOf(bodyOf(await started(serve(text('')))))).toBe('FEED_EMPTY');
    const zipped = await started(serve(text('', { 'content-encoding': 'gzip' })));
    expect(await codeOf(bodyOf(zipped))).toBe('FEED_EMPTY');
  });

  test('closes the connection when the reader leaves, and reads the next location', async () => {
    let closed: (value: unknown) => void = () => undefined;
    const left = new Promise((resolve) => {
      closed = resolve;
    });
    const endless = await started(
      serve((_, response) => {
        response.on('close', closed);
        const timer = setInterval(() => response.write('x'.repeat(1000)), 1);
        response.on('close', () => clearInterval(timer));
      }),
    );
    const source = sourceDefinition.parse({ id: 'a', name: 'A', location: [endless.url, endless.url] });
    for await (const { bytes } of openFeeds(source, contextOf({ allowHosts: [endless.host] }))) {
      for await (const _ of bytes) break;
      break;
    }
    await left;
    expect(endless.requests).toHaveLength(1);
  });
});
