import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { pagesPresetNames } from '../../src/harvest/transports/pages.options.js';
import { api, asked, readFrom } from './api-server.js';
import type { RunningServer } from './faulty-server.js';
import { opportunitiesOf, readRecords } from './harvest-chain.js';
import { codeOf } from './read-feeds.js';

type Resource = Record<string, unknown>;
type Bundle = Record<string, readonly Resource[]>;
const bundleOf = async (format: string): Promise<Bundle> =>
  JSON.parse(await readFile(`test/fixtures/${format}/bundle.json`, 'utf8'));

/** The records of a bundle that some API serves list by list, and those of the bundle as one document. */
async function both(format: string, bundle: Bundle, preset: string, answer: Parameters<typeof api>[0]) {
  const server = await api(answer);
  const paged = await readRecords(server, { format, transport: { type: 'pages', preset } });
  const whole = await api((): { body: object } => ({ body: bundle }));
  const read = await readRecords(whole, { format });
  const said = (records: typeof read) =>
    opportunitiesOf(records.filter(({ line }) => line !== undefined))
      .map(({ provenance, runs, providers }) => [
        provenance.record,
        runs.map(({ id }) => id).sort(),
        providers.map(({ id }) => id).sort(),
      ])
      .sort();
  return { server, paged: said(paged), whole: said(read) };
}

test('OOAPI v6: every list, and the offerings of each course and programme, one by one', async () => {
  const bundle = await bundleOf('ooapi-v6');
  const names: Record<string, string> = {
    'learning-outcomes': 'learningOutcomes',
    'academic-sessions': 'academicSessions',
  };
  const page = (items: readonly Resource[], url: URL) => {
    const number = Number(url.searchParams.get('pageNumber'));
    return {
      body: {
        pageSize: 1,
        pageNumber: number,
        hasNextPage: items.length > number,
        items: items.slice(number - 1, number),
      },
    };
  };
  const { server, paged, whole } = await both('ooapi-v6', bundle, 'ooapi-v6', (url) => {
    const [, list = '', id, inner] = url.pathname.split('/');
    if (inner === 'course-offerings')
      return page(
        (bundle.courseOfferings ?? []).filter(({ courseId }) => courseId === id),
        url,
      );
    if (inner === 'programme-offerings')
      return page(
        (bundle.programmeOfferings ?? []).filter(({ programmeId }) => programmeId === id),
        url,
      );
    const found = bundle[names[list] ?? list];
    return found === undefined ? undefined : page(found, url);
  });
  expect(paged).toEqual(whole);
  expect(paged.length).toBeGreaterThanOrEqual(5);
  expect(asked(server)).toContain('/programmes?pageSize=250&pageNumber=4');
});

describe('Edu-API, by the names of the standard or by those of QualityLink', () => {
  test.each([
    ['courseTemplates', 'collectionTemplates'],
    ['courses', 'programs'],
  ])('%s and %s', async (courses, programs) => {
    const bundle = await bundleOf('edu-api');
    const { server, paged, whole } = await both('edu-api', bundle, 'edu-api', (url) => {
      const names: Record<string, string> = { [courses]: 'courseTemplates', [programs]: 'collectionTemplates' };
      const list = url.pathname.slice(1);
      if (!(list in names) && /^(course|collection)Templates$|^courses$|^programs$/.test(list)) return undefined;
      const offset = Number(url.searchParams.get('offset') ?? 0);
      const found = bundle[names[list] ?? list];
      return found === undefined ? undefined : { body: found.slice(offset, offset + 2) };
    });
    expect(paged).toEqual(whole);
    expect(paged.length).toBeGreaterThanOrEqual(3);
    const other = courses === 'courses' ? 'courseTemplates' : 'courses';
    expect(asked(server).filter((path) => path.startsWith(`/${other}?`))).toHaveLength(other === 'courses' ? 0 : 1);
  });

  test('an API with neither is a broken one', async () => {
    const server = await api((url) => (url.pathname === '/organizations' ? { body: [] } : undefined));
    await expect(readRecords(server, { transport: { type: 'pages', preset: 'edu-api' } })).rejects.toMatchObject({
      code: 'SOURCE_HTTP_STATUS',
      message: expect.stringContaining('/courses'),
    });
  });
});

describe('an API that has only some of the lists that offers are in', () => {
  const records = [{ id: '1', courseId: '1', programId: '1', programmeId: '1' }];
  /** Answers with lists of one page, with some status for others, and with 404 for those of single records. */
  const lists = (there: readonly string[], status: number) =>
    api(({ pathname }) => {
      if (there.includes(pathname)) return { body: { data: records, items: records, hasNextPage: false } };
      if (pathname === '/') return { body: { data: { type: 'hei', id: 'a.example' } } };
      return { status: pathname.includes('/1/') ? 404 : status };
    });
  const bundleIn = async (server: RunningServer, preset: string): Promise<Bundle> =>
    JSON.parse((await readFrom(server, '', { type: 'pages', preset }))[0]?.body ?? '');
  const ways = [
    ['occapi', 'course', 'programme'],
    ['occapi', 'programme', 'course'],
    ['ooapi-v5', 'courses', 'programs'],
    ['ooapi-v5', 'programs', 'courses'],
    ['ooapi-v6', 'courses', 'programmes'],
    ['ooapi-v6', 'programmes', 'courses'],
  ] as const;

  test.each(ways)('%s: %s without %s', async (preset, name, missing) => {
    const bundle = await bundleIn(await lists([`/${name}`], 404), preset);
    expect(bundle).toMatchObject({ [name]: records, [missing]: [] });
  });

  test.each(ways)('%s: %s does not do where %s fails', async (preset, name, missing) => {
    const others = ['organizations', 'education-specifications', 'organisations', 'learning-outcomes'];
    const there = [name, ...others, 'academic-sessions'].map((path) => `/${path}`);
    await expect(bundleIn(await lists(there, 403), preset)).rejects.toMatchObject({
      code: 'SOURCE_HTTP_STATUS',
      message: expect.stringMatching(new RegExp(`/${missing}(\\?.*)?: answered with status 403$`)),
    });
  });

  test.each([
    ['occapi', '/hei', 'programme, course'],
    ['ooapi-v5', '/organizations', 'courses, programs'],
    ['ooapi-v6', '/organisations', 'courses, programmes'],
  ])('%s: one with none of them is a broken one', async (preset, context, names) => {
    const server = await lists([context], 404);
    await expect(bundleIn(server, preset)).rejects.toMatchObject({
      code: 'SOURCE_HTTP_STATUS',
      message: `${server.url}: none of its lists is there (${names})`,
    });
  });

  test('so is one that has none of the lists that its source declares', async () => {
    const server = await lists([], 404);
    const resources = ['a', 'b'].map((path) => ({ path, as: path, optional: true }));
    await expect(readFrom(server, '', { type: 'pages', preset: 'ooapi-v5', resources })).rejects.toMatchObject({
      code: 'SOURCE_HTTP_STATUS',
      message: `${server.url}: none of its lists is there (a, b)`,
    });
  });
});

test('JSON:API: links.next as text or as an object, until it is null', async () => {
  const next = [{ href: '/?page=2' }, '/?page=3', null];
  const server = await api((url) => {
    const page = Number(url.searchParams.get('page') ?? 1);
    return { body: { data: [{ type: 'course', id: String(page) }], links: { next: next[page - 1] } } };
  });
  const feeds = await readFrom(server, '', { type: 'pages', preset: 'json-api' });
  expect(feeds).toHaveLength(3);
  expect(server.requests[0]?.headers.accept).toMatch(/^application\/vnd\.api\+json/);
});

describe('an API that never ends is left, whatever its paging', () => {
  /** A page in the form of each API, which says that another follows. */
  const pageOf: Record<
    (typeof pagesPresetNames)[number],
    (records: readonly Resource[], next: string, list: string) => object
  > = {
    'ooapi-v5': (items) => ({ items, hasNextPage: true }),
    'ooapi-v6': (items) => ({ items, hasNextPage: true }),
    moochub: (data, next) => ({ data, links: { next } }),
    'open-edx': (results, next) => ({ results, next, count: 1000 }),
    emil: (items, _, list) => ({ [list]: items, page: { totalPages: 1000, totalElements: 100_000 } }),
    occapi: (data, next) => ({ data, links: { next: { href: next } } }),
    'edu-api': (items) => items,
    'json-api': (data, next) => ({ data, links: { next } }),
  };
  const cursor = { type: 'pages', paging: { by: 'cursor', parameter: 'cursor', from: 'meta.next' } };
  const ways = [
    ...pagesPresetNames.map((preset) => [preset, { type: 'pages', preset }] as const),
    ['cursor', cursor] as const,
  ];
  const make = (way: string, records: readonly Resource[], next: string, list: string) =>
    way === 'cursor' ? { items: records, meta: { next } } : pageOf[way as keyof typeof pageOf](records, next, list);
  const record = (id: string) => ({ id, courseId: id, organizationId: id, sourcedId: id, key: id });

  test.each(ways)('%s: the same page for ever', async (way, transport) => {
    let page = 0;
    const server = await api((url) => {
      page += 1;
      return { body: make(way, [record('a'), record('b')], `/${way}?page=${page}`, url.pathname.slice(1)) };
    });
    expect(await codeOf(readFrom(server, '', transport))).toBe('PAGING_LOOP');
    expect(server.requests.length).toBeLessThan(6);
  });

  test.each(ways)('%s: ever new records, and the same way on again', async (way, transport) => {
    let page = 0;
    const server = await api((url) => {
      page += 1;
      const isHei = way === 'occapi' && url.pathname === '/';
      if (isHei) return { body: { data: { type: 'hei', id: 'a.example' } } };
      return { body: make(way, [record(`a${page}`), record(`b${page}`)], '/again?page=2', url.pathname.slice(1)) };
    });
    const code = await codeOf(readFrom(server, '', { ...transport, maxPages: 7 }));
    const counts = ['ooapi-v5', 'ooapi-v6', 'emil', 'edu-api'].includes(way);
    expect(code).toBe(counts ? 'FEED_TOO_LARGE' : 'PAGING_LOOP');
    expect(server.requests.length).toBeLessThan(12);
  });
});
