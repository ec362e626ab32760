import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { formats } from '../../src/harvest/formats/registry.js';
import { readSource } from '../../src/harvest/reader.js';
import { sourceDefinition } from '../../src/harvest/source.js';
import { recordOf } from '../../src/harvest/take-record.js';
import { openFeeds } from '../../src/harvest/transports/open-feeds.js';
import { api, asked } from './api-server.js';
import { collected, opportunitiesOf, readRecords } from './harvest-chain.js';
import { baseDir, contextOf } from './read-feeds.js';
import { html, site, sitemapOf } from './site-server.js';

type Resource = Record<string, unknown>;
const json = async (path: string) => JSON.parse(await readFile(path, 'utf8'));

describe('pages of OOAPI v5 become the records of its bundle', () => {
  const envelope = (items: readonly Resource[], url: URL) => {
    const size = 2;
    const page = Number(url.searchParams.get('pageNumber'));
    return {
      body: {
        ...{ pageSize: size, pageNumber: page, hasPreviousPage: page > 1, hasNextPage: items.length > page * size },
        items: items.slice((page - 1) * size, page * size),
      },
    };
  };

  test('courses, programs and their offerings, which are asked for one by one', async () => {
    const bundle = await json('src/catalogues/made/ooapi-v5-example.json');
    const offerings = (kind: string, id: string | undefined) =>
      bundle.offerings.filter((offering: Resource) => offering[kind] === id);
    const server = await api((url) => {
      const [, , collection = '', id, inner] = url.pathname.split('/');
      const lists: Record<string, readonly Resource[]> = {
        ...bundle,
        'academic-sessions': bundle.academicSessions,
      };
      // What belongs to a course does not say so when it is asked for by that course.
      if (inner === 'offerings' && collection === 'courses')
        return envelope(
          offerings('course', id).map(({ course: _, ...offering }: Resource) => offering),
          url,
        );
      if (inner === 'offerings') return envelope(offerings('program', id), url);
      const found = lists[collection];
      return found === undefined ? undefined : envelope(found, url);
    });
    const transport = { type: 'pages', preset: 'ooapi-v5' };
    const records = await readRecords(server, { location: `${server.url}ooapi`, transport });

    const file = sourceDefinition.parse({ id: 'test', name: 'Test', location: 'ooapi-v5-example.json' });
    const context = contextOf({ baseDir: 'src/catalogues/made' });
    const options = {
      formats,
      openFeeds: () => openFeeds(file, context),
      limits: { maxDepth: 64, maxRecordBytes: 2 ** 20 },
      now: () => new Date('2026-01-15T12:00:00Z'),
    };
    const { educationSpecifications: _, ...known } = bundle;
    const expected = opportunitiesOf(await collected(readSource(file, options, baseDir, context.signal)));
    const found = opportunitiesOf(records);
    expect(found.map(({ id }) => id).sort()).toEqual(expected.map(({ id }) => id).sort());
    const runs = (all: typeof found) => Object.fromEntries(all.map((each) => [each.id, each.runs.length]));
    expect(runs(found)).toEqual(runs(expected));
    expect(found.every(({ providers }) => providers.length > 0)).toBe(true);
    expect(known.courses).toHaveLength(12);
    expect(asked(server)[0]).toBe('/ooapi/organizations?pageSize=250&sort=organizationId&pageNumber=1');
    expect(asked(server)).toContain('/ooapi/courses?pageSize=250&sort=courseId&pageNumber=2');
    expect(asked(server).filter((path) => path.includes('/offerings?')).length).toBeGreaterThanOrEqual(17);
  });

  test('an API without courses is a broken one', async () => {
    const server = await api((url) => (url.pathname.endsWith('/organizations') ? envelope([], url) : undefined));
    const transport = { type: 'pages', preset: 'ooapi-v5' };
    await expect(readRecords(server, { transport })).rejects.toMatchObject({
      code: 'SOURCE_HTTP_STATUS',
      message: expect.stringMatching(/courses/),
    });
  });
});

test('pages of MOOChub, in the version that is asked for', async () => {
  const { data } = await json('test/fixtures/moochub/v3-courses.json');
  const server = await api((url) => {
    const at = Number(url.searchParams.get('at'));
    const next = at + 1 < data.length ? { next: `${url.pathname}?at=${at + 1}` } : {};
    return { headers: { 'content-type': 'application/vnd.api+json' }, body: { links: next, data: [data[at]] } };
  });
  const records = await readRecords(server, {
    location: `${server.url}courses`,
    format: 'moochub',
    transport: { type: 'pages', preset: 'moochub' },
  });
  expect(records).toHaveLength(data.length);
  expect(server.requests).toHaveLength(data.length);
  expect(server.requests[0]?.headers.accept).toMatch(/, application\/vnd\.api\+json; moochub-version=3$/);
  const found = records.flatMap((each) => recordOf(each)?.provenance.record ?? []);
  const courses = data.filter(({ type }: Resource) => type === 'Course');
  expect(found).toEqual(courses.map(({ id }: Resource) => id));
});

describe('the other presets ask as their APIs want it', () => {
  const run = async (preset: string, answer: Parameters<typeof api>[0]) => {
    const server = await api(answer);
    const source = sourceDefinition.parse({
      id: 'a',
      name: 'A',
      location: `${server.url}api`,
      transport: { type: 'pages', preset },
    });
    const bodies: unknown[] = [];
    for await (const { bytes } of openFeeds(source, contextOf({ allowHosts: [server.host] }))) {
      const chunks = await collected(bytes);
      bodies.push(JSON.parse(Buffer.concat(chunks).toString()));
    }
    return { server, bodies };
  };

  test('EMIL 3: page from 0, three lists in one document', async () => {
    const { server, bodies } = await run('emil', (url) => {
      const name = url.pathname.split('/').at(-1) ?? '';
      const page = Number(url.searchParams.get('page'));
      return {
        body: {
          page: { size: 1, totalElements: 2, totalPages: 2, pageNumber: page },
          [name]: [{ id: `${name}${page}` }],
        },
      };
    });
    expect(asked(server).slice(0, 2)).toEqual([0, 1].map((page) => `/api/educationProviders?size=2000&page=${page}`));
    expect(bodies).toEqual([
      Object.fromEntries(
        ['educationProviders', 'educationEvents', 'educationInfos'].map((name) => [
          name,
          [{ id: `${name}0` }, { id: `${name}1` }],
        ]),
      ),
    ]);
  });

  test('Open edX: next of DRF, and count; programs may be missing', async () => {
    const { server, bodies } = await run('open-edx', (url) => {
      if (url.pathname !== '/api/courses/') return undefined;
      const page = Number(url.searchParams.get('page') ?? 1);
      return {
        body: {
          count: 2,
          next: page === 1 ? '/api/courses/?limit=100&page=2' : null,
          previous: null,
          results: [{ key: `c${page}` }],
        },
      };
    });
    expect(asked(server)).toEqual([
      '/api/courses/?limit=100',
      '/api/courses/?limit=100&page=2',
      '/api/programs/?limit=100',
    ]);
    expect(bodies).toHaveLength(2);
  });

  test('OCCAPI: institution, programmes, courses and their instances', async () => {
    const { bodies } = await run('occapi', (url) => {
      const links = { next: undefined as unknown };
      if (url.pathname === '/api') return { body: { data: { type: 'hei', id: 'a.example' } } };
      if (url.pathname === '/api/course') {
        if (url.search === '') links.next = { href: '/api/course?page=2' };
        return { body: { data: [{ type: 'course', id: url.search === '' ? 'c1' : 'c2' }], links } };
      }
      if (url.pathname === '/api/course/c1/instance')
        return { body: { data: [{ type: 'instance', id: 'i1' }], links } };
      return url.pathname === '/api/programme' ? { body: { data: [], links } } : undefined;
    });
    expect(bodies).toEqual([
      {
        hei: [{ type: 'hei', id: 'a.example' }],
        programme: [],
        course: [
          { type: 'course', id: 'c1' },
          { type: 'course', id: 'c2' },
        ],
        instance: [{ type: 'instance', id: 'i1', relationships: { course: { data: { id: 'c1' } } } }],
      },
    ]);
  });

  test('Edu-API: offset, bare arrays, a short page ends', async () => {
    const all = Array.from({ length: 5 }, (_, index) => ({ sourcedId: `t${index}` }));
    const { server, bodies } = await run('edu-api', (url) => {
      if (url.pathname !== '/api/courseTemplates') return undefined;
      const offset = Number(url.searchParams.get('offset'));
      return { body: all.slice(offset, offset + 2) };
    });
    expect(asked(server).filter((path) => path.includes('courseTemplates'))).toEqual([
      '/api/courseTemplates?limit=500',
      '/api/courseTemplates?limit=500&offset=2',
      '/api/courseTemplates?limit=500&offset=4',
    ]);
    expect(bodies).toMatchObject([{ courseTemplates: all, courseOfferings: [] }]);
  });
});

test('a bundle beyond the limit is refused, and nothing is left on disk', async () => {
  const server = await api((url) => ({
    body: { hasNextPage: true, items: [{ courseId: url.search, text: 'x'.repeat(200_000) }] },
  }));
  const transport = { type: 'pages', preset: 'ooapi-v5' };
  await expect(readRecords(server, { transport, limits: { maxBytes: 500_000 } })).rejects.toMatchObject({
    code: 'FEED_TOO_LARGE',
  });
});

test('pages of a sitemap become records, and one broken page costs that page', async () => {
  const page = (name: string) => readFile(`test/fixtures/schema-org/${name}`, 'utf8');
  const server = await site({
    '/sitemap.xml': sitemapOf('/course', '/examples', '/lesson', '/down', '/gone', '/about'),
    '/course': await page('course-page.html'),
    '/examples': await page('schemaorg-course-examples.html'),
    '/lesson': await page('lesson-without-course.html'),
    '/down': { status: 500 },
    '/about': html('no data'),
  });
  const source = { location: `${server.url}sitemap.xml`, format: 'schema-org', transport: { type: 'sitemap' } };
  const records = await readRecords(server, source);
  const partOf = (path: string) => records.filter(({ part }) => part === `${server.url}${path}`);
  expect(partOf('course').map((each) => recordOf(each)?.title)).toEqual([{ und: 'Brot backen & Sauerteig führen' }]);
  expect(partOf('examples').length).toBeGreaterThan(1);
  expect(partOf('down')).toMatchObject([
    { issues: [{ severity: 'error', message: expect.stringMatching(/status 500/) }] },
  ]);
  expect([...partOf('lesson'), ...partOf('gone'), ...partOf('about')]).toEqual([]);
});
