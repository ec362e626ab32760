import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { sourceDefinition } from '../../src/harvest/source.js';
import { api, asked, readFrom } from './api-server.js';
import { serve, text } from './faulty-server.js';
import { codeOf, read, started } from './read-feeds.js';

const ids = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const courses = (from: number, size: number, all = 7) =>
  ids(all)
    .slice(from, from + size)
    .map((id) => ({ id: `c${id}` }));
const number = (url: URL, name: string) => Number(url.searchParams.get(name));

describe('each page is a feed', () => {
  test('by number, from 0, until there are as many pages as was said', async () => {
    const server = await api((url) => {
      const page = number(url, 'page');
      return { body: { items: courses(page * 3, 3), page: { totalPages: 3, totalElements: 7 } } };
    });
    const feeds = await readFrom(server, 'v1?lang=sv', {
      type: 'pages',
      paging: { by: 'number', first: 0, sizeParameter: 'size', size: 3 },
      totalPages: 'page.totalPages',
      parameters: { open: 'true' },
    });
    expect(asked(server)).toEqual([0, 1, 2].map((page) => `/v1?lang=sv&size=3&open=true&page=${page}`));
    expect(feeds.map(({ body }) => JSON.parse(body).items.length)).toEqual([3, 3, 1]);
    expect(feeds[2]).toMatchObject({
      uri: `${server.url}v1?lang=sv&size=3&open=true&page=2`,
      contentType: 'application/json',
    });
  });

  test('by number, until it says that no other follows', async () => {
    const server = await api((url) => ({
      body: { items: courses(number(url, 'page') - 1, 1), more: number(url, 'page') < 7 },
    }));
    const feeds = await readFrom(server, '', { type: 'pages', paging: { by: 'number' }, hasNext: 'more' });
    expect(feeds).toHaveLength(7);
  });

  test('by offset, by what came and not by what was asked for, until a page is empty', async () => {
    const server = await api((url) => ({ body: courses(number(url, 'offset'), Math.min(number(url, 'limit'), 3)) }));
    const paging = { by: 'offset', sizeParameter: 'limit', size: 100 };
    const feeds = await readFrom(server, 'list', { type: 'pages', paging });
    expect(asked(server)).toEqual(['', '&offset=3', '&offset=6', '&offset=7'].map((rest) => `/list?limit=100${rest}`));
    expect(feeds.map(({ body }) => JSON.parse(body).length)).toEqual([3, 3, 1]);
  });

  test('by offset, until a page is shorter than the first', async () => {
    const server = await api((url) => ({ body: courses(number(url, 'offset'), 3) }));
    await readFrom(server, '', { type: 'pages', paging: { by: 'offset', shortPageEnds: true } });
    expect(asked(server)).toEqual(['/', '/?offset=3', '/?offset=6']);
  });

  test('by a token in the body, with what may stand in one', async () => {
    const token = (page: number) => `a+b/c=&?%${page}`;
    const server = await api((url) => {
      const page = ids(3).find((each) => url.searchParams.get('after') === token(each)) ?? 0;
      return { body: { data: courses(page * 2, 2), meta: { next: page < 3 ? token(page + 1) : null } } };
    });
    const feeds = await readFrom(server, '', {
      type: 'pages',
      paging: { by: 'cursor', parameter: 'after', from: 'meta.next' },
    });
    expect(feeds.map(({ body }) => JSON.parse(body).data[0].id)).toEqual(['c1', 'c3', 'c5', 'c7']);
  });

  test.each([
    ['a text', (href: string) => ({ links: { next: href } })],
    ['an object with href (JSON:API)', (href: string) => ({ links: { next: { href, meta: {} } } })],
    ['the next of DRF', (href: string) => ({ next: href, previous: null })],
    ['HAL', (href: string) => ({ _links: { next: { href } } })],
  ])('by an address in the body: %s', async (_, links) => {
    const server = await api((url) => {
      const page = number(url, 'p');
      return { body: { data: courses(page, 1, 3), ...(page < 2 ? links(`/list?p=${page + 1}`) : {}) } };
    });
    const feeds = await readFrom(server, 'list', { type: 'pages', paging: { by: 'link' } });
    expect(feeds.map(({ body }) => JSON.parse(body).data[0].id)).toEqual(['c1', 'c2', 'c3']);
  });

  test('by the Link header, whatever the pages are', async () => {
    const server = await api((url) => {
      const page = number(url, 'p');
      const link = `<?p=0,0>; rel=first, <?p=${page + 1}>; title="a, b"; rel="last next"`;
      return { headers: { 'content-type': 'text/xml', ...(page < 2 ? { link } : {}) }, body: `<page n="${page}"/>` };
    });
    const feeds = await readFrom(server, '', { type: 'pages', body: 'opaque', paging: { by: 'header' } });
    expect(feeds.map(({ body }) => body)).toEqual(['<page n="0"/>', '<page n="1"/>', '<page n="2"/>']);
    expect(feeds[0]?.contentType).toBe('text/xml');
  });
});

describe('a part of a list is never taken for the whole', () => {
  const byNumber = { type: 'pages', paging: { by: 'number' } };
  const page = (items: number, facts: object) => ({ body: { items: courses(0, items), ...facts } });
  test.each([
    ['the total says more', 'FEED_INCOMPLETE', {}, () => page(0, { totalElements: 1000 })],
    ['X-Total-Count says more', 'FEED_INCOMPLETE', {}, () => ({ ...page(0, {}), headers: { 'x-total-count': '9' } })],
    [
      'fewer pages than said',
      'FEED_INCOMPLETE',
      { totalPages: 'pages', hasNext: 'more' },
      () => page(3, { pages: 4, more: false }),
    ],
    ['empty, though others follow', 'FEED_INCOMPLETE', { hasNext: 'more' }, () => page(0, { more: true })],
    ['the same page again and again', 'PAGING_LOOP', { hasNext: 'more' }, () => page(3, { more: true })],
    ['the parameter is ignored', 'PAGING_LOOP', {}, () => page(3, {})],
    ['an error with status 200', 'FEED_MALFORMED', {}, () => ({ body: { error: 'sorry' } })],
    ['an object where the records should be', 'FEED_MALFORMED', {}, () => ({ body: { items: { a: {} } } })],
    ['no JSON', 'FEED_MALFORMED', {}, () => ({ body: '<html/>' })],
    ['cut', 'FEED_MALFORMED', {}, () => ({ body: '{"items":[{"id":' })],
    ['nothing', 'FEED_EMPTY', {}, () => ({ body: '' })],
    ['a server error', 'SOURCE_HTTP_STATUS', {}, () => ({ status: 500 })],
    [
      'a bomb',
      'FEED_TOO_LARGE',
      {},
      () => ({ headers: { 'content-encoding': 'gzip' }, body: gzipSync(Buffer.alloc(9_000_000, ' ')) }),
    ],
  ])('%s: %s', async (_, code, options, reply) => {
    const server = await api(reply);
    expect(await codeOf(readFrom(server, '', { ...byNumber, ...options }))).toBe(code);
  });

  test('a list that shrinks while it is read, so that records slip past', async () => {
    const server = await api((url) => ({
      body: { items: courses(number(url, 'page') * 3 - 3, 3), total: url.searchParams.get('page') === '1' ? 7 : 6 },
    }));
    await expect(readFrom(server, '', byNumber)).rejects.toMatchObject({
      code: 'FEED_INCOMPLETE',
      message: expect.stringMatching(/shrank from 7 to 6/),
    });
  });

  test('but a list may grow, and a count of the page is no total', async () => {
    const server = await api((url) => {
      const items = courses(number(url, 'page') * 3 - 3, 3);
      return { body: { items, count: items.length, total: Math.min(7, 5 + number(url, 'page')) } };
    });
    expect(await readFrom(server, '', { ...byNumber, total: ['total'] })).toHaveLength(3);
    const counting = await api((url) => {
      const items = courses(number(url, 'page') * 3 - 3, 3);
      return { body: { items, count: items.length } };
    });
    expect(await readFrom(counting, '', byNumber)).toHaveLength(3);
    expect(counting.requests).toHaveLength(4);
  });

  test('addresses that lead back, and lists without end', async () => {
    const back = await api((url) => ({
      body: { data: courses(number(url, 'p'), 1), links: { next: `/?p=${(number(url, 'p') + 1) % 3}` } },
    }));
    await readFrom(back, '?p=0', { type: 'pages', paging: { by: 'link' } }).catch(() => undefined);
    expect(back.requests).toHaveLength(3);
    expect(await codeOf(readFrom(back, '?p=0', { type: 'pages', paging: { by: 'link' } }))).toBe('PAGING_LOOP');
    const endless = await api((url) => {
      const page = Number(url.pathname.slice(1)) + 1;
      return { body: { data: [{ id: page }], next: `/${page}` } };
    });
    expect(await codeOf(readFrom(endless, '', { type: 'pages', paging: { by: 'link' }, maxPages: 5 }))).toBe(
      'FEED_TOO_LARGE',
    );
    expect(endless.requests).toHaveLength(5);
  });

  test('pages that stall or drip end at the deadlines', async () => {
    const stalling = await api((url, _, response) => {
      if (url.searchParams.get('page') === '1') return { body: { items: courses(0, 3) } };
      response.writeHead(200, { 'content-type': 'application/json' }).write('{"items":[');
      return 'handled';
    });
    expect(await codeOf(readFrom(stalling, '', byNumber, { limits: { idleTimeoutMs: 150 } }))).toBe('SOURCE_TIMEOUT');
    const dripping = await api((_url, _request, response) => {
      response.writeHead(200).write('{"items":[');
      const timer = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(timer));
      return 'handled';
    });
    expect(await codeOf(readFrom(dripping, '', byNumber, { limits: { timeoutMs: 300 } }))).toBe('SOURCE_TIMEOUT');
  });
});

describe('the next page at another host', () => {
  const byLink = { type: 'pages', paging: { by: 'link' } };

  test('is guarded as any address', async () => {
    const inner = await started(serve(text('{"data":[]}')));
    const outer = await api(() => ({ body: { data: courses(0, 1), next: `${inner.url}secrets` } }));
    expect(await codeOf(readFrom(outer, '', byLink))).toBe('SSRF_BLOCKED');
    expect(inner.requests).toHaveLength(0);
    for (const next of ['file:///etc/passwd', 'ftp://example.org/', 'http://169.254.169.254/latest/meta-data']) {
      const server = await api(() => ({ body: { data: courses(0, 1), next } }));
      expect(await codeOf(readFrom(server, '', byLink))).toBe('SSRF_BLOCKED');
    }
  });

  test('sees no secret, where it is allowed', async () => {
    const other = await api(() => ({ body: { data: courses(1, 1) } }));
    const server = await api(() => ({ body: { data: courses(0, 1), next: other.url } }));
    const context = { allowHosts: [server.host, other.host] };
    const source = { transport: byLink, headers: { authorization: 'Bearer abc', accept: 'application/json' } };
    expect(await read(server.url, context, source)).toHaveLength(2);
    expect(server.requests[0]?.headers.authorization).toBe('Bearer abc');
    expect(other.requests[0]?.headers).toMatchObject({ accept: 'application/json' });
    expect(other.requests[0]?.headers).not.toHaveProperty('authorization');
  });
});

describe('options', () => {
  const parse = (transport: object) => () =>
    sourceDefinition.parse({ id: 'a', name: 'A', location: 'https://a.example', transport });
  test.each([
    [{ type: 'pages' }, /needs a preset or paging/],
    [{ type: 'pages', paging: { by: 'number' }, body: 'opaque' }, /by header/],
    [{ type: 'pages', paging: { by: 'link' }, bundle: true, resources: [{ path: 'a' }] }, /needs a name/],
    [{ type: 'pages', paging: { by: 'cursor', from: 'next' } }, /parameter/],
    [{ type: 'pages', preset: 'unknown' }, /preset/],
  ])('%j are refused', (transport, message) => {
    expect(parse(transport)).toThrow(message);
  });
});
