import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { elmLoqXml } from '../../src/harvest/formats/elm-loq/elm-loq-xml.format.js';
import { xcriCap } from '../../src/harvest/formats/xcri-cap/xcri-cap.format.js';
import { readXmlRecords } from '../../src/harvest/parse/xml.js';
import { recordOf } from '../../src/harvest/take-record.js';
import { oaiPmhOptions } from '../../src/harvest/transports/oai-pmh.options.js';
import { readAll } from '../support/run-sources.js';
import { courseXml } from '../support/xcri-course.js';
import { inTurn, serve, text } from './faulty-server.js';
import { answer, error, type OaiItem, type OaiOptions, type OaiServer, recordXml, serveOai } from './oai-server.js';
import { codeOf, read, started } from './read-feeds.js';

const items = (count: number): OaiItem[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `oai:test:${index + 1}`,
    datestamp: '2026-01-01T00:00:00Z',
    metadata: `<doc n="${index + 1}"/>`,
  }));

async function repository(given: readonly OaiItem[], options?: OaiOptions): Promise<OaiServer> {
  return (await started(serveOai(given, options))) as OaiServer;
}

/** The transport of a source, and everything that it delivers. */
function list(server: { host: string; url: string }, options: object = {}, path = 'oai') {
  const transport = { type: 'oai-pmh', metadataPrefix: 'rdf', ...options };
  return read(`${server.url}${path}`, { allowHosts: [server.host] }, { transport });
}

const codeOfList = (server: { host: string; url: string }, options: object = {}) => codeOf(list(server, options));

describe('a list', () => {
  test('delivers each record as a document of its own, with the address that gives just that record', async () => {
    const server = await repository(items(5));
    const feeds = await list(server);
    expect(feeds.map(({ part }) => part)).toEqual(
      [1, 2, 3, 4, 5].map((position) => ({ id: `oai:test:${position}`, position })),
    );
    expect(feeds[2]?.uri).toBe(`${server.url}oai?verb=GetRecord&metadataPrefix=rdf&identifier=oai%3Atest%3A3`);
    expect(feeds[2]?.body).toMatch(/<doc [^>]*n="3"><\/doc>$/);
    expect(server.lists).toEqual([
      'verb=ListRecords&metadataPrefix=rdf',
      'verb=ListRecords&resumptionToken=page-2',
      'verb=ListRecords&resumptionToken=page-4',
    ]);
  });

  test('keeps what the base URL has of its own', async () => {
    const server = await repository(items(3));
    await list(server, {}, 'oai?db=courses%20a');
    expect(server.lists).toEqual([
      'db=courses%20a&verb=ListRecords&metadataPrefix=rdf',
      'db=courses%20a&verb=ListRecords&resumptionToken=page-2',
    ]);
  });

  test('passes a resumption token on as it came, encoded exactly once', async () => {
    const token = (start: number) => `${start}|a+b/c=d&e%20f%2B?g#h "ü"`;
    const server = await repository(items(3), { token });
    expect(await list(server)).toHaveLength(3);
    expect(server.lists[1]).toBe(
      'verb=ListRecords&resumptionToken=2%7Ca%2Bb%2Fc%3Dd%26e%2520f%252B%3Fg%23h%20%22%C3%BC%22',
    );
  });

  test('lists several sets, and reads a record that is in two of them once', async () => {
    const [a, b, c] = items(3) as [OaiItem, OaiItem, OaiItem];
    const server = await repository([
      { ...a, sets: ['micro'] },
      { ...b, sets: ['micro', 'cs:data'] },
      { ...c, sets: ['cs:data'] },
    ]);
    const feeds = await list(server, { sets: ['micro', 'cs:data'] });
    expect(feeds.map(({ part }) => part?.id)).toEqual([a.id, b.id, c.id]);
    expect(server.lists[1]).toBe('verb=ListRecords&metadataPrefix=rdf&set=cs%3Adata');
  });

  test.each([
    [
      'YYYY-MM-DDThh:mm:ssZ',
      ['until=2021-12-30T23%3A59%3A59Z', 'from=2021-12-31T00%3A00%3A00Z&until=2023-12-30T23%3A59%3A59Z'],
    ],
    ['YYYY-MM-DD', ['until=2021-12-30', 'from=2021-12-31&until=2023-12-30']],
  ] as const)(
    'is listed in windows at the granularity %s, and no record is in none of them or read twice',
    async (granularity, first) => {
      const stamps = [
        '2019-05-01T00:00:00Z',
        '2021-12-30T23:59:59Z',
        '2021-12-31T00:00:00Z',
        '2023-12-31T00:00:00Z',
        '2999-01-01T00:00:00Z',
      ];
      const given = stamps.map((stamp, index) => ({
        id: `oai:${index}`,
        datestamp: stamp.slice(0, granularity.length),
        metadata: `<doc n="${index}"/>`,
      }));
      const server = await repository(given, { granularity });
      const feeds = await list(server, { windowDays: 730 });
      expect(feeds.map(({ part }) => part?.id)).toEqual(given.map(({ id }) => id));
      expect(server.lists.slice(0, 2)).toEqual(first.map((range) => `verb=ListRecords&metadataPrefix=rdf&${range}`));
      expect(server.lists.at(-1)).toMatch(/&from=[^&]*$/);
    },
  );

  test('in windows begins again only where a token has expired', async () => {
    const given = ['2020-02-01T00:00:00Z', '2025-01-01T00:00:00Z', '2025-01-02T00:00:00Z', '2025-01-03T00:00:00Z'].map(
      (datestamp, index) => ({ id: `oai:${index}`, datestamp, metadata: `<doc n="${index}"/>` }),
    );
    let refused = 0;
    const server = await repository(given, {
      instead: (query) =>
        query.has('resumptionToken') && refused++ === 0 ? { body: error('badResumptionToken') } : undefined,
    });
    const feeds = await list(server, { windowDays: 365 });
    expect(feeds.map(({ part }) => part?.id)).toEqual(given.map(({ id }) => id));
    expect(server.lists.filter((query) => query.includes('until=2020'))).toHaveLength(1);
  });

  test('leaves out what is deleted', async () => {
    const [a, b] = items(2) as [OaiItem, OaiItem];
    const server = await repository([a, { id: b.id, datestamp: b.datestamp, deleted: true }]);
    expect((await list(server)).map(({ part }) => part?.id)).toEqual([a.id]);
  });

  test('is empty when no record matches', async () => {
    expect(await list(await repository([]))).toEqual([]);
  });

  test('waits when the repository asks for it', async () => {
    const server = await repository(items(4), {
      instead: (_, number) => (number === 2 ? { status: 503, headers: { 'retry-after': '0' } } : undefined),
    });
    expect(await list(server)).toHaveLength(4);
    expect(server.lists).toHaveLength(3);
    expect(server.lists[2]).toBe(server.lists[1]);
  });

  test('is begun once more when its token has expired, and nothing is read twice', async () => {
    const server = await repository(items(6), {
      instead: (_, number) => (number === 3 ? { body: error('badResumptionToken', 'expired') } : undefined),
    });
    const feeds = await list(server);
    expect(feeds.map(({ part }) => part?.position)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(new Set(feeds.map(({ part }) => part?.id)).size).toBe(6);
    expect(server.lists).toHaveLength(6);
    expect(server.lists[3]).toBe('verb=ListRecords&metadataPrefix=rdf');
  });
});

describe('a list that cannot be trusted', () => {
  test('PAGING_LOOP: the same token again', async () => {
    const server = await repository(items(9), { token: (start) => (start > 2 ? 'page-2' : `page-${start}`) });
    expect(await codeOfList(server)).toBe('PAGING_LOOP');
    expect(server.lists).toHaveLength(2);
  });

  test('PAGING_LOOP: ever new tokens for the same records, or for none', async () => {
    const page = (content: string) => (_: URLSearchParams, number: number) => ({
      body: answer(`<ListRecords>${content}<resumptionToken>t${number}</resumptionToken></ListRecords>`),
    });
    const record =
      '<record><header><identifier>a</identifier><datestamp>2026-01-01</datestamp></header><metadata><a/></metadata></record>';
    for (const content of [record, '']) {
      const server = await repository([], { instead: page(content) });
      expect(await codeOfList(server)).toBe('PAGING_LOOP');
      expect(server.lists.length).toBeLessThan(6);
    }
  });

  test('FEED_TOO_LARGE: ever new records', async () => {
    const page = (_: URLSearchParams, number: number) => {
      const records = items(2).map((item) => recordXml({ ...item, id: `${number}-${item.id}` }));
      return {
        body: answer(`<ListRecords>${records.join('')}<resumptionToken>t${number}</resumptionToken></ListRecords>`),
      };
    };
    const server = await repository([], { instead: (query, number) => (number > 9 ? undefined : page(query, number)) });
    await expect(list(server, { maxPages: 3 })).rejects.toThrow(
      expect.objectContaining({ code: 'FEED_TOO_LARGE', message: `${server.url}oai: more than 3 pages` }),
    );
    expect(server.lists).toHaveLength(3);
  });

  test('a list of as many pages as there may be is read, and each window is a list of its own', async () => {
    expect(await list(await repository(items(6)), { maxPages: 3 })).toHaveLength(6);
    expect(await codeOfList(await repository(items(7)), { maxPages: 3 })).toBe('FEED_TOO_LARGE');
    const years = items(9).map((item, index) => ({ ...item, datestamp: `${2021 + (index % 3)}-06-01T00:00:00Z` }));
    expect(await list(await repository(years), { maxPages: 3, windowDays: 365 })).toHaveLength(9);
  });

  test('FEED_INCOMPLETE: fewer records than the list is said to have, by its last word', async () => {
    const options = { tokenAttributes: (total: number) => `completeListSize="${total + 400}" cursor="0"` };
    const server = await repository(items(3), options);
    await expect(list(server)).rejects.toMatchObject({
      code: 'FEED_INCOMPLETE',
      message: expect.stringMatching(/3 records.* 403/),
    });
    expect(await list(server, { checkListSize: false })).toHaveLength(3);
    const honest = await repository(items(3), { tokenAttributes: (total) => `completeListSize="${total}"` });
    expect(await list(honest)).toHaveLength(3);
  });

  test('a page that is cut', async () => {
    const body = answer('<ListRecords><record><header><identifier>a</identifier>').replace('</OAI-PMH>', '');
    const server = await repository(items(4), {
      instead: (_, number) => (number === 2 ? { body, cut: true } : undefined),
    });
    expect(await codeOfList(server)).toBe('FEED_INCOMPLETE');
    const complete = await repository(items(4), { instead: (_, number) => (number === 2 ? { body } : undefined) });
    expect(await codeOfList(complete)).toBe('FEED_MALFORMED');
  });

  test.each([
    ['an answer without a list', answer('')],
    ['another document', '<html><body>Under maintenance</body></html>'],
  ])('FEED_MALFORMED: %s', async (_, body) => {
    const server = await repository(items(4), { instead: (__, number) => (number === 2 ? { body } : undefined) });
    expect(await codeOfList(server)).toBe('FEED_MALFORMED');
  });

  test.each([
    ['cannotDisseminateFormat', 200],
    ['badArgument', 422],
  ])('SOURCE_OAI_ERROR names %s, with status %i too', async (code, status) => {
    const server = await repository(items(1), { instead: () => ({ status, body: error(code, 'no such prefix') }) });
    await expect(list(server)).rejects.toMatchObject({
      code: 'SOURCE_OAI_ERROR',
      message: expect.stringContaining(`${code}: no such prefix`),
    });
  });

  test('SOURCE_OAI_ERROR: a token that is refused twice', async () => {
    const server = await repository(items(4), {
      instead: (query) => (query.has('resumptionToken') ? { body: error('badResumptionToken') } : undefined),
    });
    await expect(list(server)).rejects.toMatchObject({
      code: 'SOURCE_OAI_ERROR',
      message: expect.stringMatching(/badResumptionToken/),
    });
    expect(server.lists).toHaveLength(4);
  });

  test('SOURCE_HTTP_STATUS: an error that is none of the protocol', async () => {
    expect(await codeOfList(await repository(items(1), { instead: () => ({ status: 404, body: '<p>' }) }))).toBe(
      'SOURCE_HTTP_STATUS',
    );
  });

  test('FEED_MALFORMED: a server that does not identify itself', async () => {
    expect(await codeOfList(await started(serve(text(answer('')))))).toBe('FEED_MALFORMED');
  });

  test('SSRF_BLOCKED: a page that redirects to another port of this machine', async () => {
    const secret = await started(serve(text('secret')));
    const server = await repository(items(4), {
      instead: (_, number) => (number === 2 ? { status: 302, headers: { location: secret.url } } : undefined),
    });
    expect(await codeOfList(server)).toBe('SSRF_BLOCKED');
    expect(secret.requests).toHaveLength(0);
  });

  test.each([
    ['XML_DTD_FORBIDDEN', '<!DOCTYPE a [<!ENTITY b "c">]><OAI-PMH/>'],
    ['LIMIT_DEPTH', answer(`<ListRecords>${'<a>'.repeat(600)}${'</a>'.repeat(600)}</ListRecords>`)],
    ['FEED_MALFORMED', answer('<ListRecords><record><metadata><a:b/></metadata></record></ListRecords>')],
    ['FEED_EMPTY', ''],
  ])('%s', async (code, body) => {
    expect(await codeOfList(await repository([], { instead: () => ({ body }) }))).toBe(code);
  });
});

describe('what is inside the metadata', () => {
  test('is read by a format as it is from a file', async () => {
    const document = (await readFile('test/fixtures/elm-loq/loq-minimal.xml', 'utf8')).replace(/^<\?xml.*\?>/, '');
    const server = await repository([{ id: 'oai:a:1', datestamp: '2026-01-01T00:00:00Z', metadata: document }]);
    const formats = [elmLoqXml, xcriCap];
    const transport = oaiPmhOptions.parse({ type: 'oai-pmh', metadataPrefix: 'elm' });
    const listed = await readAll({ location: `${server.url}oai`, transport }, { formats, allowHosts: [server.host] });
    const direct = await readAll({ location: resolve('test/fixtures/elm-loq/loq-minimal.xml') }, { formats });
    expect(direct).toHaveLength(1);
    expect(listed.map((each) => ({ ...recordOf(each), provenance: undefined }))).toEqual(
      direct.map((each) => ({ ...recordOf(each), provenance: undefined })),
    );
    expect(listed[0]).toMatchObject({ part: 'oai:a:1', hash: direct[0]?.hash });
    expect(listed.map((each) => recordOf(each)?.provenance)[0]).toMatchObject({
      feed: `${server.url}oai?verb=GetRecord&metadataPrefix=elm&identifier=oai%3Aa%3A1`,
      position: 1,
    });
  });

  test('keeps prefixes in values, CDATA, white space in attributes, and namespaces declared further out', async () => {
    const metadata =
      '<p:a q:t="p:b" c="1&#10;2 &quot;&lt;&amp;"><![CDATA[<b>&amp;</b>]]><x xmlns=""/>&#13;<!-- c --><p:y>é</p:y></p:a>';
    const record = `<record><header><identifier>a</identifier><datestamp>2026-01-01</datestamp></header><metadata xmlns:q="urn:q">${metadata}</metadata></record>`;
    const body = answer(`<ListRecords xmlns:p="urn:p">${record}</ListRecords>`);
    const [feed] = await list(await repository([], { instead: () => ({ body }) }));
    async function* bytes() {
      yield Buffer.from(feed?.body ?? '');
    }
    const limits = { maxDepth: 9, maxRecordBytes: 9999 };
    const found = [];
    for await (const { element } of readXmlRecords({ uri: 'a', bytes: bytes() }, { isRecord: () => true, limits }))
      found.push(element);
    expect(found[0]).toMatchObject({
      ...{ name: 'a', namespace: 'urn:p', text: '<b>&amp;</b>\ré' },
      attributes: { 'q:t': 'p:b', c: '1\n2 "<&' },
      children: [
        { name: 'x', namespace: '' },
        { name: 'y', namespace: 'urn:p', text: 'é' },
      ],
    });
    expect(feed?.body).toContain('xmlns:p="urn:p"');
    expect(feed?.body).toContain('xmlns:q="urn:q"');
  });

  test('of a real repository comes out whole', async () => {
    const answers = await Promise.all(
      ['identify', 'list-records'].map((name) => readFile(`test/fixtures/oai-pmh/tess-${name}.xml`, 'utf8')),
    );
    const server = await started(serve(inTurn(...answers.map((body) => text(body, { 'content-type': 'text/xml' })))));
    const feeds = await list(server);
    expect(feeds.map(({ part }) => part?.id)).toEqual(['oai:tesshub.space:3931', 'oai:tesshub.space:3932']);
    for (const { body } of feeds) {
      expect(
        body.match(/<sdo:LearningResource rdf:about="https:\/\/tesshub\.space\/materials\/[\w-]+">/),
      ).not.toBeNull();
      expect(body.endsWith('</rdf:RDF>')).toBe(true);
    }
    expect(feeds[1]?.body).toContain('<sdo:description>Sir, a second material has hit the registry</sdo:description>');
  });

  test('costs only its own record when it is broken, missing, or not of the format', async () => {
    const datestamp = '2026-01-01T00:00:00Z';
    const server = await repository([
      { id: 'oai:a:1', datestamp, metadata: courseXml('c1', 'One') },
      { id: 'oai:a:2', datestamp, metadata: '<other/>' },
      { id: 'oai:a:3', datestamp },
      {
        id: 'oai:a:4',
        datestamp,
        metadata: `<catalog xmlns="http://xcri.org/profiles/1.2/catalog">${'<a>'.repeat(80)}${'</a>'.repeat(80)}</catalog>`,
      },
      { id: 'oai:a:5', datestamp, metadata: `<a>${`<b>${'x'.repeat(990)}</b>`.repeat(9000)}</a>` },
      { id: 'oai:a:6', datestamp, metadata: courseXml('c6', 'Six') },
    ]);
    const transport = oaiPmhOptions.parse({ type: 'oai-pmh', metadataPrefix: 'xcri' });
    const found = await readAll(
      { location: `${server.url}oai`, transport },
      { formats: [elmLoqXml, xcriCap], allowHosts: [server.host] },
    );
    expect(
      found.map((each) => recordOf(each)?.provenance.record ?? `${each.issues[0]?.code} ${each.issues[0]?.record}`),
    ).toEqual([
      'c1',
      'UNSUPPORTED_RECORD oai:a:2',
      'UNSUPPORTED_RECORD oai:a:3',
      'UNSUPPORTED_RECORD oai:a:4',
      'LIMIT_RECORD_SIZE oai:a:5',
      'c6',
    ]);
  });
});
