import { describe, expect, test } from 'vitest';
import { HttpSession } from '../../src/harvest/transports/http-session.js';
import { Politeness } from '../../src/harvest/transports/politeness.js';
import type { Mark } from '../../src/harvest/transports/transport-memory.js';
import { readFrom } from './api-server.js';
import { codeOf, contextOf, read } from './read-feeds.js';
import { html, type Page, type Site, type SiteOptions, site, sitemapOf } from './site-server.js';

const letters = (count: number) => Array.from({ length: count }, (_, index) => `/${String.fromCharCode(97 + index)}`);
const siteOf = (count: number, options: SiteOptions) =>
  site(
    {
      '/sitemap.xml': sitemapOf(...letters(count)),
      ...Object.fromEntries(letters(count).map((path) => [path, html(path)])),
    },
    options,
  );
const readSite = (server: Site, transport: object = {}, more = {}) =>
  readFrom(server, 'sitemap.xml', { type: 'sitemap', ...transport }, more);

/** Mean time between requests as they came, in milliseconds; the way to the server may take the first one longer. */
const meanGap = ({ times }: Site) => ((times.at(-1) ?? 0) - (times[0] ?? 0) + 40) / (times.length - 1);

describe('robots.txt', () => {
  test('is obeyed, the group of our own name before that of all', async () => {
    const robots = [
      '\uFEFFUser-agent: other',
      'Disallow: /',
      'User-agent: *',
      'Disallow: /',
      'User-agent: LOTSE',
      'Allow: /b/open',
      'Disallow: /b',
      'Disallow: /*.pdf$',
    ].join('\r\n');
    const server = await site(
      {
        '/sitemap.xml': sitemapOf('/a', '/b/x', '/b/open', '/c.pdf', '/c.pdf?x'),
        '/a': html('a'),
        '/b/open': html('b'),
        '/c.pdf?x': html('c'),
      },
      { robots },
    );
    expect((await readSite(server)).map(({ body }) => body)).toEqual([html('a'), html('b'), html('c')]);
    expect(server.paths).toEqual(['/sitemap.xml', '/a', '/b/open', '/c.pdf?x']);
    expect(server.requests.filter(({ url }) => url === '/robots.txt')).toHaveLength(1);
    expect(server.requests[0]?.url).toBe('/robots.txt');
  });

  test.each([
    ['absent', { status: 404 }],
    ['forbidden', { status: 403 }],
    ['gone', { status: 410 }],
    ['empty', ''],
    ['a page', html('not found')],
    ['a redirect without end', { status: 301, headers: { location: '/robots.txt' } }],
  ])('that is %s allows all', async (_, robots) => {
    expect(await readSite(await siteOf(2, { robots }))).toHaveLength(2);
  });

  test.each([
    ['SOURCE_HTTP_STATUS', { status: 500 }],
    ['SOURCE_HTTP_STATUS', { status: 503 }],
    ['SOURCE_HTTP_STATUS', { status: 429 }],
    ['FEED_INCOMPLETE', { headers: { 'content-length': '500', connection: 'close' }, body: 'User-agent: *\n' }],
    ['ROBOTS_DISALLOWED', 'User-agent: *\nDisallow: /'],
    ['ROBOTS_DISALLOWED', 'User-agent: *\nDisallow: /sitemap.xml'],
    ['ROBOTS_DISALLOWED', 'User-agent: *\nCrawl-delay: 86400'],
  ])('that cannot be had, or disallows, stops: %s %j', async (code, robots) => {
    const server = await siteOf(2, { robots });
    expect(await codeOf(readSite(server))).toBe(code);
    expect(server.paths).toEqual([]);
  });

  test('that allows none of the pages stops, though the sitemap may be read', async () => {
    const server = await siteOf(2, { robots: 'User-agent: *\nAllow: /sitemap.xml\nDisallow: /' });
    expect(await codeOf(readSite(server))).toBe('ROBOTS_DISALLOWED');
    expect(server.paths).toEqual(['/sitemap.xml']);
  });

  test('that does not come in time stops', async () => {
    const server = await siteOf(2, { takesMs: 600 });
    expect(await codeOf(readSite(server, {}, { limits: { idleTimeoutMs: 150 } }))).toBe('SOURCE_TIMEOUT');
    expect(server.paths).toEqual([]);
  });

  test('is read up to 500 KiB, without a rule that is cut there', async () => {
    const start = 'User-agent: *\nDisallow: /a\n#';
    const cut = '\nDisallow: /b';
    const filler = 'x'.repeat(500 * 1024 - start.length - cut.length + 1);
    const server = await siteOf(3, { robots: `${start}${filler}${cut}bb\nDisallow: /c\n${'y'.repeat(2_000_000)}` });
    const feeds = await readSite(server);
    expect(feeds.map(({ body }) => body)).toEqual([html('/b'), html('/c')]);
  });

  test('with hostile patterns costs no time', async () => {
    const patterns = Array.from({ length: 100 }, () => `Disallow: /${'*a'.repeat(2000)}$`).join('\n');
    const server = await siteOf(3, { robots: `User-agent: *\n${patterns}\nDisallow: /${'*'.repeat(100_000)}z` });
    const began = performance.now();
    expect(await readSite(server)).toHaveLength(3);
    expect(performance.now() - began).toBeLessThan(2000);
  });

  test.each([
    ['of many parts', Array.from({ length: 120 }, (_, index) => `${'*a'.repeat(2040)}b${index}`)],
    ['that are many', Array.from({ length: 25_000 }, (_, index) => `*aab${index}`)],
    ['that nearly fit', Array.from({ length: 480 }, (_, index) => `*b${'a'.repeat(1000)}${index}`)],
  ])('with patterns %s stops nothing else while long addresses are looked at', async (_, patterns) => {
    const long = [1, 2, 3].map((index) => `/${'a'.repeat(2000)}${index}`);
    const robots = `User-agent: *\n${patterns.map((pattern) => `Disallow: /${pattern}`).join('\n')}`;
    const server = await site(
      { '/sitemap.xml': sitemapOf(...long), ...Object.fromEntries(long.map((path) => [path, html('a')])) },
      { robots },
    );
    let longest = 0;
    let last = performance.now();
    const timer = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 10);
    expect(await readSite(server)).toHaveLength(3);
    clearInterval(timer);
    expect(longest).toBeLessThan(600);
  });

  test.each([
    ['the longest rule, however they stand', 'Disallow: /a/\nAllow: /a/b\nDisallow: /a', '/a/b/c', '/a/c'],
    ['the one that allows, of two that are as long', 'Disallow: /a*\nAllow: /a/\nDisallow: /b', '/a/c', '/b'],
    ['rules however they are encoded', 'Disallow: /%66%c3%bc\nDisallow: /[x]\nAllow: /f%2Fo', '/f/o', '/fü', '/[x]'],
    ['an end and stars', 'Disallow: /*.php$\nDisallow: /*/x*y', '/a.php?b', '/a.php', '/a/xay'],
    [
      'groups of several names, other lines between them',
      `User-agent: Lotse/9 # us\nSitemap: /s\nUser-agent: b\nDisallow: /b`,
      '/a',
      '/b',
    ],
    [
      'all groups of our name',
      'Disallow: /\nUser-agent: lotse\nDisallow: /b\nUser-agent: c\nDisallow: /\nUser-agent: LOTSE\nDisallow: /d',
      '/a',
      '/b',
      '/d',
    ],
    [
      'rules that are commented, or say nothing',
      'Disallow:\nDisallow: #/a\n#Disallow: /a\ndisallow : /b # /a',
      '/a',
      '/b',
    ],
  ])('is read as RFC 9309 has it: %s', async (_, robots, allowed, ...disallowed) => {
    const server = await site(
      { '/sitemap.xml': sitemapOf(allowed, ...disallowed), [new URL(allowed, 'http://a').pathname]: html('a') },
      { robots: `User-agent: *\n${robots}` },
    );
    await readSite(server);
    expect(server.paths).toEqual(['/sitemap.xml', allowed]);
  });

  test('may ask for time between requests, which are then one by one', async () => {
    const server = await siteOf(3, { robots: 'User-agent: *\nCrawl-delay: 0.3', takesMs: 50 });
    expect(await readSite(server, { concurrency: 4 })).toHaveLength(3);
    expect(meanGap(server)).toBeGreaterThanOrEqual(300);
    expect(server.mostAtOnce).toBe(1);
  });
});

test('the time between requests that robots.txt asks for takes none of the time for a page, which redirects need', async () => {
  const server = await site(
    {
      '/sitemap.xml': sitemapOf(...letters(3)),
      ...Object.fromEntries(letters(3).map((path) => [path, { status: 301, headers: { location: `${path}/` } }])),
      ...Object.fromEntries(letters(3).map((path) => [`${path}/`, html(path)])),
    },
    { robots: 'User-agent: *\nCrawl-delay: 0.7' },
  );
  const feeds = await readSite(server, { concurrency: 3 }, { limits: { timeoutMs: 900 } });
  expect(feeds.map(({ body }) => body)).toEqual(letters(3).map(html));
  expect(server.mostAtOnce).toBe(1);
});

test('the time for a feed goes on after a turn was waited for', async () => {
  const server = await site({ '/a': { status: 301, headers: { location: '/b' } }, '/b': html('b') }, { takesMs: 600 });
  const politeness = new Politeness({ minIntervalMs: 1_000 });
  const result = read(`${server.url}a`, { allowHosts: [server.host], politeness, limits: { timeoutMs: 1_000 } });
  await expect(result).rejects.toMatchObject({
    code: 'SOURCE_TIMEOUT',
    message: expect.stringMatching(/not complete after 1000 ms/),
  });
  expect(server.paths).toEqual(['/a', '/b']);
});

describe('the load on a host', () => {
  test('is no more than two requests at a time, and no faster than agreed, over all sources', async () => {
    const server = await siteOf(6, { takesMs: 60 });
    const politeness = new Politeness({ minIntervalMs: 25 });
    const all = await Promise.all([1, 2, 3].map(() => readSite(server, { concurrency: 4 }, { politeness })));
    expect(all.map((feeds) => feeds.length)).toEqual([6, 6, 6]);
    expect(server.mostAtOnce).toBe(2);
    expect(meanGap(server)).toBeGreaterThanOrEqual(25);
  });

  test('holds for every transport', async () => {
    const server = await site({ '/a': html('a'), '/b?page=1': '[{"id":1}]', '/b?page=2': '[]' }, { takesMs: 30 });
    const context = { allowHosts: [server.host], politeness: new Politeness({ minIntervalMs: 60, maxPerHost: 1 }) };
    const pages = { transport: { type: 'pages', paging: { by: 'number' } } };
    await Promise.all([
      read(`${server.url}a`, context),
      read(`${server.url}b`, context, pages),
      read(`${server.url}a`, context),
    ]);
    expect(server.paths).toHaveLength(4);
    expect(server.mostAtOnce).toBe(1);
    expect(meanGap(server)).toBeGreaterThanOrEqual(60);
  });

  test('of one that asks for rest: nobody else asks it meanwhile', async () => {
    let first = true;
    const busy = () => {
      const answer = first ? { status: 429, headers: { 'retry-after': '1' } } : { body: html('/b') };
      first = false;
      return answer;
    };
    const server = await site({
      '/sitemap.xml': sitemapOf(...letters(4)),
      ...Object.fromEntries(letters(4).map((path) => [path, html(path)])),
      '/b': busy,
    });
    expect(await readSite(server, { concurrency: 2 })).toHaveLength(4);
    const refused = server.requests.findIndex(({ url }) => url === '/b');
    const after = (server.times[refused] ?? 0) + 990;
    const later = server.times.slice(refused + 2);
    expect(later.length).toBeGreaterThan(0);
    expect(Math.min(...later)).toBeGreaterThanOrEqual(after);
  });

  test('of one that asks for more rest than a run waits for: the next runs do not ask it either, until then', async () => {
    let isBusy = true;
    const busy = () => (isBusy ? { status: 503, headers: { 'retry-after': '1' } } : { body: 'here' });
    const [server, other] = await Promise.all([site({ '/feed': busy }), site({ '/feed': 'other' })]);
    const politeness = new Politeness({ minIntervalMs: 0 });
    const readIt = (from: Site) =>
      read(`${from.url}feed`, { allowHosts: [from.host], politeness, limits: { timeoutMs: 1_000 } });
    await expect(readIt(server)).rejects.toThrow(/status 503, to be asked again after 1/);
    isBusy = false;
    await expect(readIt(server)).rejects.toMatchObject({
      code: 'SOURCE_HTTP_STATUS',
      message: expect.stringMatching(
        /^127\.0\.0\.1:\d+ asked to be left alone \(Retry-After\); it is not asked before 20/,
      ),
    });
    expect(server.requests).toHaveLength(1);
    expect(await readIt(other)).toMatchObject([{ body: 'other' }]);
    await expect.poll(() => readIt(server).catch(() => 'left alone')).toMatchObject([{ body: 'here' }]);
    expect(server.requests).toHaveLength(2);
    expect((server.times[1] ?? 0) - (server.times[0] ?? 0)).toBeGreaterThanOrEqual(950);
  });

  test('of one that asked for more rest while others wait for their turn: they are refused, and hold no turn', async () => {
    const politeness = new Politeness({ minIntervalMs: 0, maxPerHost: 1 });
    const address = new URL('https://example.org/');
    const { signal } = new AbortController();
    const end = await politeness.turn(address, signal);
    const waiting = [politeness.turn(address, signal), politeness.turn(address, signal)].map(codeOf);
    politeness.leave(address, 3_600_000);
    end();
    expect(await Promise.all(waiting)).toEqual(['SOURCE_HTTP_STATUS', 'SOURCE_HTTP_STATUS']);
  });

  test('waiting for a turn ends when the run is cancelled', async () => {
    const server = await siteOf(3, { takesMs: 5 });
    const politeness = new Politeness({ minIntervalMs: 60_000 });
    const signal = AbortSignal.timeout(100);
    expect(await codeOf(readSite(server, {}, { politeness, signal }))).toBe('CANCELLED');
  });
});

test('whether a redirect may be followed can be asked of the same host, one request at a time', async () => {
  const server = await site({
    '/a': { status: 301, headers: { location: '/b' } },
    '/b': html('b'),
    '/may': html('yes'),
  });
  const politeness = new Politeness({ maxPerHost: 1, minIntervalMs: 0 });
  const session = new HttpSession(contextOf({ allowHosts: [server.host], politeness }));
  const statusOf = async (path: string, mayFollow?: () => Promise<boolean>) => {
    const request = { address: new URL(path, server.url), headers: {}, ...(mayFollow && { mayFollow }) };
    for await (const { status } of session.ask(request)) return status;
    return undefined;
  };
  expect(await statusOf('/a', async () => (await statusOf('/may')) === 200)).toBe(200);
  expect(await statusOf('/a', async () => (await statusOf('/none')) === 200)).toBe(301);
  await session.close();
});

test('locations of one host of which one has changed are all read again, one request at a time', async () => {
  let version = 1;
  const tagged =
    (tag: () => string): Page =>
    ({ headers }) =>
      headers['if-none-match'] === tag() ? { status: 304 } : { headers: { etag: tag() }, body: tag() };
  const server = await site({ '/a': tagged(() => '"a"'), '/b': tagged(() => `"b${version}"`) });
  const readBoth = (marks: ReadonlyMap<string, Mark>, keep: (address: string, mark: Mark) => void) => {
    const told = () => undefined;
    const memory = { marks, keep, nothingNew: told, onlyChanges: told, listed: told, deleted: told };
    const politeness = new Politeness({ maxPerHost: 1, minIntervalMs: 0 });
    const signal = AbortSignal.timeout(5000);
    return read([`${server.url}a`, `${server.url}b`], { allowHosts: [server.host], politeness, memory, signal });
  };
  const kept = new Map<string, Mark>();
  expect(await readBoth(new Map(), (address, mark) => kept.set(address, mark))).toHaveLength(2);
  version = 2;
  expect((await readBoth(kept, () => undefined)).map(({ body }) => body)).toEqual(['"a"', '"b2"']);
  expect(server.paths).toEqual(['/a', '/b', '/a', '/b', '/a', '/b']);
});
