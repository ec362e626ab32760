import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { FeedError } from '../../src/harvest/feed.js';
import { sourceDefinition } from '../../src/harvest/source.js';
import { openFeeds } from '../../src/harvest/transports/open-feeds.js';
import { Politeness } from '../../src/harvest/transports/politeness.js';
import type { Mark, TransportMemory } from '../../src/harvest/transports/transport-memory.js';
import { readFrom } from './api-server.js';
import { serve, text } from './faulty-server.js';
import { collected } from './harvest-chain.js';
import { codeOf, contextOf, read, started } from './read-feeds.js';
import { html, indexOf, type Site, site, sitemapOf } from './site-server.js';

const sitemap = { type: 'sitemap' };
const readSite = (server: Site, transport: object = {}, more = {}) =>
  readFrom(server, 'sitemap.xml', { ...sitemap, ...transport }, more);
const letters = (count: number) => Array.from({ length: count }, (_, index) => `/${String.fromCharCode(97 + index)}`);
const pagesOf = (paths: readonly string[]) => Object.fromEntries(paths.map((path) => [path, html(path)]));

/** The pages of a site: their paths with their bodies, or the errors that reading them gives. */
async function outcomes(server: Site, transport: object = {}, memory?: TransportMemory) {
  const source = sourceDefinition.parse({
    ...{ id: 'test', name: 'Test', location: `${server.url}sitemap.xml` },
    transport: { ...sitemap, ...transport },
  });
  const politeness = new Politeness({ minIntervalMs: 0 });
  const limits = { idleTimeoutMs: 200 };
  const context = contextOf({
    allowHosts: [server.host],
    politeness,
    limits,
    ...(memory === undefined ? {} : { memory }),
  });
  const found: [path: string, outcome: string][] = [];
  for await (const { uri, part, bytes } of openFeeds(source, context)) {
    const body = await collected(bytes).then(
      (chunks) => Buffer.concat(chunks).toString(),
      (error: unknown) => (error instanceof FeedError ? error.code : String(error)),
    );
    expect(part?.id).toMatch(/^http/);
    found.push([new URL(uri).pathname, body]);
  }
  return found;
}

describe('the pages of a sitemap are feeds', () => {
  test('from an index, gzip and text, each page once and a part by its address', async () => {
    const server: Site = await site({
      '/sitemap.xml': indexOf('/one.xml', '/two.xml.gz', '/three.txt', '/one.xml', '/sitemap.xml'),
      '/one.xml': sitemapOf('/a', '/b?x=1&amp;y=2'),
      '/two.xml.gz': () => ({ body: gzipSync(sitemapOf('/c').replaceAll('$SITE/', server.url)) }),
      '/three.txt': '\uFEFF$SITE/a\r\n\r\n  $SITE/d#top\n',
      ...pagesOf(['/a', '/b?x=1&y=2', '/c', '/d']),
    });
    const feeds = await readSite(server);
    expect(feeds.map(({ body }) => body)).toEqual([html('/a'), html('/b?x=1&y=2'), html('/c'), html('/d')]);
    expect(feeds[3]).toMatchObject({
      ...{ uri: `${server.url}d`, contentType: 'text/html' },
      part: { id: `${server.url}d`, position: 4 },
    });
    expect(server.paths.filter((path) => path === '/one.xml')).toHaveLength(1);
  });

  test('those that are wanted, of the sitemaps that are wanted', async () => {
    const server = await site({
      '/sitemap.xml': indexOf('/courses.xml', '/news.xml'),
      '/courses.xml': sitemapOf('/courses/', '/courses/x', '/courses/x/print', '/about'),
      ...pagesOf(['/courses/', '/courses/x']),
    });
    const feeds = await readSite(server, { sitemaps: ['/courses*'], include: ['/courses/*'], exclude: ['*/print'] });
    expect(feeds.map(({ uri }) => new URL(uri).pathname)).toEqual(['/courses/', '/courses/x']);
    expect(server.paths).not.toContain('/news.xml');
  });

  test('of the own site and of declared addresses only', async () => {
    const inner = await started(serve(text(html('inner'))));
    const other = await site(pagesOf(['/yes/a', '/no/b']));
    const server = await site({
      '/sitemap.xml': sitemapOf(
        `${inner.url}secret`,
        `${other.url}yes/a`,
        `${other.url}no/b`,
        '/a',
        'https://x:y@a.example/',
        'ftp://a.example/',
      ),
      '/a': html('a'),
    });
    const feeds = await readSite(server, { prefixes: [`${other.url}yes/`] }, { allowHosts: [server.host, other.host] });
    expect(feeds.map(({ body }) => body)).toEqual([html('/yes/a'), html('a')]);
    expect(inner.requests).toHaveLength(0);
    expect(other.paths).toEqual(['/yes/a']);
  });

  test('not those that redirect out of the site, nor what is no page', async () => {
    const inner = await started(serve(text(html('inner'))));
    const server = await site({
      '/sitemap.xml': sitemapOf('/out', '/in', '/pdf', '/a', '/b'),
      '/out': { status: 302, headers: { location: inner.url } },
      '/in': { status: 301, headers: { location: '/moved' } },
      '/pdf': { headers: { 'content-type': 'application/pdf' }, body: '%PDF' },
      ...pagesOf(['/moved', '/a', '/b']),
    });
    expect(await outcomes(server)).toEqual([
      ['/out', 'FEED_INCOMPLETE'],
      ...['/moved', '/a', '/b'].map((path) => [path, html(path)]),
    ]);
    expect(inner.requests).toHaveLength(0);
  });
});

describe('pages that cannot be had', () => {
  test('are gone, or cost that page only', async () => {
    const pages = letters(9);
    const server = await site({
      '/sitemap.xml': sitemapOf(...pages),
      ...pagesOf(pages),
      '/a': { status: 404 },
      '/b': { status: 410 },
      '/c': { status: 500 },
      '/d': { headers: { 'content-length': '9999', connection: 'close' }, body: html('cut') },
    });
    const found = await outcomes(server);
    expect(found.map(([path]) => path)).toEqual(pages.slice(2));
    expect(found.filter(([, outcome]) => outcome === 'FEED_INCOMPLETE').map(([path]) => path)).toEqual(['/c', '/d']);
  });

  test('more than half of them is a broken site', async () => {
    const gone = await site({ '/sitemap.xml': sitemapOf('/a', '/b', '/c'), '/a': html('a') });
    expect(await codeOf(readSite(gone))).toBe('FEED_INCOMPLETE');
    const half = await site({ '/sitemap.xml': sitemapOf('/a', '/b'), '/a': html('a') });
    expect(await readSite(half)).toHaveLength(1);
    const down = await site({ '/sitemap.xml': sitemapOf(...letters(20)) });
    const failing = await site({
      '/sitemap.xml': sitemapOf(...letters(20)),
      ...Object.fromEntries(letters(20).map((path) => [path, { status: 500 }])),
    });
    await expect(outcomes(failing)).rejects.toMatchObject({
      code: 'FEED_INCOMPLETE',
      message: expect.stringMatching(/11 cannot be read/),
    });
    expect(failing.paths.length).toBeLessThan(16);
    await expect(outcomes(down)).rejects.toMatchObject({
      code: 'FEED_INCOMPLETE',
      message: expect.stringMatching(/20 are gone/),
    });
  });
});

describe('broken sitemaps break the source', () => {
  const bomb = `<!DOCTYPE urlset [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><urlset><url><loc>&b;</loc></url></urlset>`;
  test.each([
    ['SOURCE_HTTP_STATUS', { status: 404 }],
    ['FEED_EMPTY', ''],
    ['FEED_EMPTY', sitemapOf()],
    ['FEED_MALFORMED', '<html><body>Page not found</body></html>'],
    ['FEED_MALFORMED', 'Page not found'],
    ['FEED_MALFORMED', sitemapOf('/a').slice(0, -12)],
    ['XML_DTD_FORBIDDEN', bomb],
    ['FEED_TOO_LARGE', { body: gzipSync(Buffer.concat([Buffer.from(sitemapOf('/a')), Buffer.alloc(9_000_000, ' ')])) }],
    ['FEED_INCOMPLETE', indexOf('http://127.0.0.1:9/sitemap.xml')],
    ['SOURCE_HTTP_STATUS', indexOf('/missing.xml')],
  ])('%s: %j', async (code, content) => {
    const server = await site({ '/sitemap.xml': content, '/a': html('a') });
    expect(await codeOf(readSite(server))).toBe(code);
    expect(server.paths).not.toContain('/a');
  });

  test.each([
    ['/two.xml', '"/two.xml"'],
    ['', '""'],
    ['htp://a.example/two.xml', '"htp://a.example/two.xml"'],
    ['https://x:s3cret@a.example/two.xml', '"https://a.example/two.xml"'],
    [`http://a.example/${'x'.repeat(3000)}`, `"http://a.example/${'x'.repeat(83)}"`],
  ])('so does an index with a sitemap at %j, whose pages would be missing', async (location, shown) => {
    const index = indexOf('/one.xml', '/two.xml').replace('$SITE/two.xml', location);
    const server = await site({ '/sitemap.xml': index, '/one.xml': sitemapOf('/a'), '/a': html('a') });
    await expect(readSite(server)).rejects.toMatchObject({
      code: 'FEED_INCOMPLETE',
      message: `${server.url}sitemap.xml: lists a sitemap at ${shown}, where none can be`,
    });
    expect(server.paths).not.toContain('/a');
  });

  test('so does one that lists more pages than are wanted, or is at a private address', async () => {
    const server = await site({ '/sitemap.xml': sitemapOf(...letters(4)), ...pagesOf(letters(4)) });
    expect(await codeOf(readSite(server, { maxPages: 3 }))).toBe('FEED_TOO_LARGE');
    expect(await codeOf(read(`${server.url}sitemap.xml`, {}, { transport: sitemap }))).toBe('SSRF_BLOCKED');
  });
});

describe('what changed since the last run', () => {
  class Memory implements TransportMemory {
    readonly kept = new Map<string, Mark>();
    readonly said: string[] = [];
    constructor(readonly marks: ReadonlyMap<string, Mark> = new Map()) {}
    keep = (address: string, mark: Mark) => this.kept.set(address, mark);
    nothingNew = () => this.said.push('nothing new');
    onlyChanges = () => this.said.push('only changes');
    listed = (part: string) => this.said.push(`listed ${new URL(part).pathname}`);
    deleted = (part: string) => this.said.push(`deleted ${new URL(part).pathname}`);
  }

  test('is asked for by ETag; what is not listed or is gone is deleted; what fails is kept', async () => {
    let round = 0;
    const server = await site({
      '/sitemap.xml': () => ({
        body: sitemapOf(...(round < 2 ? ['/a', '/b', '/c', '/d', '/e'] : ['/a', '/b', '/c', '/f', '/g'])).replaceAll(
          '$SITE/',
          server.url,
        ),
      }),
      ...Object.fromEntries(
        letters(7).map((path) => [
          path,
          ({ headers }) => {
            if (round === 2 && path === '/b') return { status: 410 };
            if (round === 2 && path === '/c') return { status: 500 };
            const etag = `"${path}"`;
            return headers['if-none-match'] === etag ? { status: 304 } : { headers: { etag }, body: html(path) };
          },
        ]),
      ),
    });
    const first = new Memory();
    expect(await outcomes(server, {}, first)).toHaveLength(5);
    expect(first.said).toEqual(letters(5).map((path) => `listed ${path}`));
    round = 1;
    const second = new Memory(first.kept);
    expect(await outcomes(server, {}, second)).toEqual([]);
    expect(second.said).toEqual(['only changes', 'nothing new']);
    expect(second.kept).toEqual(first.kept);
    round = 2;
    const third = new Memory(second.kept);
    const found = await outcomes(server, {}, third);
    expect(found).toEqual([
      ['/c', 'FEED_INCOMPLETE'],
      ['/f', html('/f')],
      ['/g', html('/g')],
    ]);
    expect(third.said).toEqual([
      'only changes',
      'listed /c',
      'listed /f',
      'listed /g',
      'deleted /b',
      'deleted /d',
      'deleted /e',
    ]);
    const forced = new Memory(second.kept);
    expect(await outcomes(server, { incremental: false }, forced)).toHaveLength(4);
  });

  test('is not even asked for, where lastmod is trusted', async () => {
    let day = '2026-01-01';
    const server = await site({
      '/sitemap.xml': () => ({
        body: sitemapOf(['/a', '2026-01-01T10:00:00+01:00'], ['/b', day], '/c', ['/d', 'yesterday']).replaceAll(
          '$SITE/',
          server.url,
        ),
      }),
      ...pagesOf(letters(4)),
    });
    const first = new Memory();
    await outcomes(server, { trustLastmod: true }, first);
    day = '2026-01-02';
    server.paths.length = 0;
    const found = await outcomes(server, { trustLastmod: true }, new Memory(first.kept));
    expect(found.map(([path]) => path)).toEqual(['/b', '/c', '/d']);
    expect(server.paths).toEqual(['/sitemap.xml', '/b', '/c', '/d']);
  });
});
