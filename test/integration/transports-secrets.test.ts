import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { loadSources } from '../../src/harvest/sources-file.js';
import { api, asked } from './api-server.js';
import { baseDir, fromEnv, read, started } from './read-feeds.js';
import { html, indexOf, site, sitemapOf } from './site-server.js';
import { isEncrypted, serveBoth } from './tls-server.js';

const env = (name: string) => (name === 'UNI_KEY' ? 'k&3y' : undefined);

describe('a secret query parameter', () => {
  const query = { apikey: fromEnv('UNI_KEY') };

  test('goes with every request to the hosts of a source, and is in nothing that anybody gets to see', async () => {
    const other = await api(() => ({ body: { items: [{ id: 3 }] } }));
    const server = await api(({ pathname, searchParams }) => {
      if (searchParams.get('apikey') !== 'k&3y') return { status: 401 };
      // As servers do, it repeats the address that it was asked at.
      if (pathname === '/courses') return { status: 302, headers: { location: '/list?year=1&apikey=k%263y' } };
      const next = pathname === '/list' ? '/list2?apikey=k%263y&apikey=old' : `${other.url}list3`;
      return { body: { items: [{ id: pathname }], links: { next } } };
    });
    const lines: unknown[] = [];
    const note = (...line: unknown[]) => void lines.push(line);
    const feeds = await read(
      `${server.url}courses?year=1`,
      { allowHosts: [server.host, other.host], env, log: { debug: note, warn: note } },
      { transport: { type: 'pages', paging: { by: 'link' } }, query },
    );
    expect(feeds.map(({ uri }) => uri)).toEqual([
      `${server.url}list?year=1`,
      `${server.url}list2`,
      `${other.url}list3`,
    ]);
    expect(asked(server)).toEqual([
      '/courses?year=1&apikey=k%263y',
      '/list?year=1&apikey=k%263y',
      '/list2?apikey=k%263y',
    ]);
    expect(asked(other)).toEqual(['/list3']);
    expect(JSON.stringify([feeds.map(({ body: _, ...feed }) => feed), lines])).not.toMatch(/k.{1,3}3y/);
  });

  describe('whose name does not sound like a secret', () => {
    const wskey = { wskey: fromEnv('UNI_KEY'), format: 'json' };
    const failureOf = async (location: string, allowHosts: string[], transport?: object) => {
      const lines: unknown[] = [];
      const note = (...line: unknown[]) => void lines.push(line);
      const result = read(
        location,
        { allowHosts, env, log: { debug: note, warn: note } },
        { query: wskey, ...(transport && { transport }) },
      );
      const error: unknown = await result.catch((cause: unknown) => cause);
      return { error, shown: `${String(error)} ${JSON.stringify(lines)}` };
    };

    test('is not shown where the addresses of a server lead back', async () => {
      const server = await api(({ pathname, search }) => ({
        body: { items: [{ id: pathname }], links: { next: pathname === '/a' ? `/b${search}` : `/a${search}` } },
      }));
      const paged = { type: 'pages', paging: { by: 'link' } };
      const { error, shown } = await failureOf(`${server.url}a`, [server.host], paged);
      expect(error).toMatchObject({
        code: 'PAGING_LOOP',
        message: `${server.url}b: page 2 leads back to ${server.url}a`,
      });
      expect(shown).not.toMatch(/k.{1,3}3y/);
    });

    test('is neither shown nor sent where a server redirects to another host with it', async () => {
      const other = await api(() => ({ status: 500 }));
      const server = await api(({ search }) => ({
        status: 302,
        headers: { location: `${other.url}c${search}` },
      }));
      const { error, shown } = await failureOf(`${server.url}a`, [server.host, other.host]);
      expect(error).toMatchObject({ message: `${other.url}c?format=json: answered with status 500` });
      expect(shown).not.toMatch(/k.{1,3}3y/);
      expect(asked(other)).toEqual(['/c?format=json']);
    });

    test('of another host is left to it', async () => {
      const other = await api(() => ({ body: 'there' }));
      const server = await api(() => ({ status: 302, headers: { location: `${other.url}c?wskey=theirs` } }));
      expect(
        await read(`${server.url}a`, { allowHosts: [server.host, other.host], env }, { query: wskey }),
      ).toMatchObject([{ body: 'there' }]);
      expect(asked(other)).toEqual(['/c?wskey=theirs']);
    });

    test('is in no address of a sitemap', async () => {
      const server = await api(({ pathname, search }) => {
        const urls = `<url><loc>${server.url}a${search.replaceAll('&', '&amp;')}</loc></url>`;
        const sitemap = `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${urls}</urlset>`;
        return pathname === '/robots.txt' ? { status: 404 } : { body: pathname === '/s.xml' ? sitemap : '<html>' };
      });
      const context = { allowHosts: [server.host], env };
      const [page] = await read(`${server.url}s.xml`, context, { query: wskey, transport: { type: 'sitemap' } });
      expect(page).toMatchObject({ uri: `${server.url}a`, part: { id: `${server.url}a` } });
    });
  });

  test('that is not set fails the source before it is asked', async () => {
    const server = await api(() => ({ body: [] }));
    const result = read(`${server.url}a`, { allowHosts: [server.host] }, { query });
    await expect(result).rejects.toMatchObject({
      ...{
        code: 'CONFIG_INVALID',
        message: 'source "test": UNI_KEY, used in the query parameter "apikey", is not set',
      },
    });
    expect(asked(server)).toEqual([]);
  });

  test('does not show where a server fails', async () => {
    const server = await api(() => ({ status: 500 }));
    const error: unknown = await read(`${server.url}a`, { allowHosts: [server.host], env }, { query }).catch(
      (cause: unknown) => cause,
    );
    expect(error).toMatchObject({ message: `${server.url}a: answered with status 500` });
  });
});

describe('the secrets of a source that reads a sitemap', () => {
  const headers = { Authorization: fromEnv('TOKEN'), 'X-Api-Key': 'k', Accept: 'text/html' };
  const query = { wskey: fromEnv('TOKEN') };
  const secrets = (name: string) => (name === 'TOKEN' ? 's3cret' : undefined);
  afterEach(() => vi.unstubAllEnvs());

  test('go to no other host, though its addresses are declared', async () => {
    const other = await site({ '/more.xml': sitemapOf('/b', '/c'), '/b': html('b'), '/c': html('c') });
    const own = await site({
      '/sitemap.xml?wskey=s3cret': indexOf('/own.xml', `${other.url}more.xml`),
      '/own.xml?wskey=s3cret': sitemapOf('/a', `${other.url}b`),
      '/a?wskey=s3cret': html('a'),
    });
    const context = { allowHosts: [own.host, other.host], env: secrets };
    const transport = { type: 'sitemap', prefixes: [other.url] };
    const feeds = await read(`${own.url}sitemap.xml`, context, { headers, query, transport });
    expect(feeds.map(({ body }) => body)).toEqual([html('a'), html('b'), html('c')]);
    const asked = own.requests.filter(({ url }) => !url?.startsWith('/robots.txt'));
    expect(asked.map((request) => [request.headers.authorization, request.headers['x-api-key']])).toEqual(
      Array(3).fill(['s3cret', 'k']),
    );
    expect(other.paths).toEqual(['/more.xml', '/b', '/c']);
    for (const request of other.requests) {
      expect(request.headers).not.toHaveProperty('authorization');
      expect(request.headers).not.toHaveProperty('x-api-key');
    }
    expect(other.requests.at(-1)?.headers.accept).toBe('text/html');
  });

  test('do not go in clear text to a host that is asked by https, and come back where that leads to https', async () => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    const server = await started(
      serveBoth((request, response) => {
        const { pathname } = new URL(request.url ?? '', 'http://a.example');
        const plain = server.url.replace('https:', 'http:');
        if (pathname === '/sitemap.xml') response.end(sitemapOf(`${plain}a`, `${plain}b`, `${server.url}c`));
        else if (pathname === '/b' && !isEncrypted(request))
          response.writeHead(301, { location: `${server.url}b` }).end();
        else response.writeHead(pathname === '/robots.txt' ? 404 : 200, { 'content-type': 'text/html' }).end(html('a'));
      }),
    );
    const context = { allowHosts: [server.host], env: secrets };
    const source = { headers, query, transport: { type: 'sitemap', concurrency: 1 } };
    expect(await read(`${server.url}sitemap.xml`, context, source)).toHaveLength(3);
    const asked = (isTls: boolean) =>
      server.requests
        .filter((request) => isEncrypted(request) === isTls && !request.url?.startsWith('/robots.txt'))
        .map((request) => `${request.url} ${request.headers.authorization} ${request.headers['x-api-key']}`);
    expect(asked(false)).toEqual(['/a undefined undefined', '/b undefined undefined']);
    expect(asked(true)).toEqual(['/sitemap.xml', '/b', '/c'].map((path) => `${path}?wskey=s3cret s3cret k`));
  });
});

describe('a sources file', () => {
  const load = async (source: object) => {
    const path = join(baseDir, 'sources.json');
    await writeFile(
      path,
      JSON.stringify({ sources: [{ id: 'uni', name: 'Uni', location: 'https://uni.example/', ...source }] }),
    );
    return loadSources(path);
  };

  test.each([
    ['a header', { headers: { Authorization: 'Bearer s3cret' } }, 'headers.Authorization'],
    ['a query parameter', { query: { 'api-key': 's3cret' } }, 'query.api-key'],
    ['a location', { location: 'https://uni.example/?a=1&access_token=s3cret' }, 'location'],
    ['one of several', { location: ['https://uni.example/', 'https://uni.example/?key=s3cret'] }, 'location'],
    [
      'a transport',
      { transport: { type: 'pages', preset: 'json-api', parameters: { apiKey: 's3cret' } } },
      'transport.parameters.apiKey',
    ],
  ])('with a secret in %s is refused, without showing it', async (_, source, place) => {
    const error: unknown = await load(source).catch((cause: unknown) => cause);
    expect(error).toMatchObject({ name: 'SourcesInvalid', message: expect.stringContaining(place) });
    expect(String(error)).not.toContain('s3cret');
  });

  test('may name environment variables, and have parameters that only sound like secrets', async () => {
    const { sources } = await load({
      headers: { Authorization: `Bearer ${fromEnv('TOKEN')}`, 'X-Kind': 'all' },
      query: { apikey: fromEnv('KEY'), format: 'xml' },
      location: 'https://uni.example/?keyword=care&author=me&monkey=1',
    });
    expect(sources).toHaveLength(1);
  });
});
