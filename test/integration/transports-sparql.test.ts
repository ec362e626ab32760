import { describe, expect, test } from 'vitest';
import { api, type Reply, readFrom } from './api-server.js';
import type { RunningServer } from './faulty-server.js';
import { opportunitiesOf, readRecords } from './harvest-chain.js';
import { codeOf } from './read-feeds.js';

const select =
  'SELECT ?id ?title WHERE { ?id a <http://schema.org/Course> ; <http://schema.org/name> ?title } ORDER BY ?id';
const construct = 'CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } ORDER BY ?s ?p ?o';
const type = { 'content-type': 'application/sparql-results+json' };

/** Asks with a query that an endpoint gets to see with its LIMIT and OFFSET. */
async function endpoint(
  answer: (range: { limit: number; offset: number; query: string }) => Reply,
): Promise<RunningServer & { queries: string[] }> {
  const queries: string[] = [];
  const server = await api((url, request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const form = new URLSearchParams(Buffer.concat(chunks).toString());
      const query = (request.method === 'POST' ? form : url.searchParams).get('query') ?? '';
      queries.push(query);
      const [limit = 0, offset = 0] = ['LIMIT', 'OFFSET'].map((word) =>
        Number(new RegExp(`${word} (\\d+)`).exec(query)?.[1] ?? 0),
      );
      const { status = 200, headers = type, body = '' } = answer({ limit, offset, query });
      response
        .writeHead(status, headers)
        .end(typeof body === 'object' && !Buffer.isBuffer(body) ? JSON.stringify(body) : body);
    });
    return 'handled';
  });
  return { ...server, queries };
}

const row = (n: number) => ({
  id: { type: 'uri', value: `https://a.example/${n}` },
  title: { type: 'literal', value: `Course ${n}`, 'xml:lang': 'en' },
});
const results = (from: number, count: number, all = 5) => ({
  body: {
    head: { vars: ['id', 'title'] },
    results: {
      bindings: Array.from({ length: Math.max(0, Math.min(count, all - from)) }, (_, index) => row(from + index + 1)),
    },
  },
});
const ask = (server: RunningServer, options: object, more = {}) =>
  readFrom(server, 'sparql', { type: 'sparql', ...options }, more);
const rowsOf = async (server: RunningServer, options: object) => {
  const feeds = await ask(server, options);
  expect(feeds).toHaveLength(1);
  expect(feeds[0]).toMatchObject({ uri: `${server.url}sparql`, contentType: 'application/json', charset: 'utf-8' });
  return JSON.parse(feeds[0]?.body ?? '');
};

describe('SELECT', () => {
  test.each([301, 302, 307, 308])('is still asked where a redirect leads to (%s)', async (status) => {
    const moved = await endpoint(() => results(0, 5));
    const old = await endpoint(() => ({ status, headers: { location: `${moved.url}sparql` } }));
    const feeds = await readFrom(
      old,
      'sparql',
      { type: 'sparql', query: select },
      { allowHosts: [old.host, moved.host] },
    );
    expect(JSON.parse(feeds[0]?.body ?? '')).toHaveLength(5);
    expect(moved.queries).toEqual([select]);
    expect(moved.requests.map(({ method }) => method)).toEqual(['POST']);
  });

  test('gives rows as JSON records', async () => {
    const bindings = [row(1), { id: { type: 'bnode', value: 'b0' }, title: { type: 'triple', value: {} } }, {}];
    const server = await endpoint(() => ({ headers: type, body: { results: { bindings } } }));
    expect(await rowsOf(server, { query: select })).toEqual([
      { id: 'https://a.example/1', title: 'Course 1' },
      { id: '_:b0' },
      {},
    ]);
    expect(server.requests[0]).toMatchObject({ method: 'POST', url: '/sparql' });
    expect(server.requests[0]?.headers).toMatchObject({
      accept: 'application/sparql-results+json',
      'content-type': 'application/x-www-form-urlencoded',
    });
    expect(server.queries).toEqual([select]);
    const none = await endpoint(() => results(0, 0));
    expect(await rowsOf(none, { query: select, method: 'get' })).toEqual([]);
    expect(none.requests[0]).toMatchObject({ method: 'GET', url: `/sparql?${new URLSearchParams({ query: select })}` });
  });

  test('goes page by page, also where a server gives less at a time than is asked for', async () => {
    const five = [1, 2, 3, 4, 5].map((n) => ({ id: `https://a.example/${n}`, title: `Course ${n}` }));
    const whole = await endpoint(({ limit, offset }) => results(offset, limit));
    expect(await rowsOf(whole, { query: select, pageSize: 2 })).toEqual(five);
    expect(whole.queries.map((query) => query.slice(select.length))).toEqual(
      [0, 2, 4].map((offset) => `\nLIMIT 2\nOFFSET ${offset}`),
    );
    const capped = await endpoint(({ offset }) => ({
      ...results(offset, 2),
      headers: { ...type, 'x-sparql-maxrows': '2' },
    }));
    expect(await rowsOf(capped, { query: select, pageSize: 100 })).toEqual(five);
    const short = await endpoint(({ limit, offset }) => results(offset, limit, 1));
    expect(await rowsOf(short, { query: select, pageSize: 100 })).toEqual(five.slice(0, 1));
    expect(short.queries).toHaveLength(2);
  });

  test.each([
    ['PAGING_LOOP', 'the server does not know OFFSET', { pageSize: 2 }, () => results(0, 2)],
    ['FEED_INCOMPLETE', 'the server caps', {}, () => ({ ...results(0, 5), headers: { 'x-sparql-maxrows': '5' } })],
    [
      'FEED_INCOMPLETE',
      'the server runs out of time',
      { pageSize: 9 },
      () => ({ ...results(0, 5), headers: { 'x-sql-state': 'S1TAT' } }),
    ],
    [
      'FEED_MALFORMED',
      'an error in the middle',
      {},
      () => ({ body: `${JSON.stringify(results(0, 5).body).slice(0, -3)}\nTransaction timed out` }),
    ],
    ['FEED_MALFORMED', 'XML', {}, () => ({ body: '<sparql/>' })],
    ['SOURCE_HTTP_STATUS', 'a wrong query', {}, () => ({ status: 400, body: 'Parse error' })],
    [
      'FEED_TOO_LARGE',
      'no end',
      { pageSize: 2, maxPages: 3 },
      ({ offset }: { offset: number }) => results(offset, 2, 99),
    ],
  ])('%s: %s', async (code, _, options, answer) => {
    expect(await codeOf(ask(await endpoint(answer), { query: select, ...options }))).toBe(code);
  });

  test('has a limit over all pages', async () => {
    const server = await endpoint(({ offset }) => results(offset, 50, 1000));
    expect(await codeOf(ask(server, { query: select, pageSize: 50 }, { limits: { maxBytes: 10_000 } }))).toBe(
      'FEED_TOO_LARGE',
    );
  });

  test.each([
    [{ query: 'SELECT * {?s ?p ?o}', pageSize: 2 }, /ORDER BY/],
    [{ query: 'SELECT * {?s ?p ?o} # ORDER BY ?s', pageSize: 2 }, /ORDER BY/],
    [{ query: 'SELECT * { {SELECT ?s {?s ?p "}"} ORDER BY ?s} }', pageSize: 2 }, /ORDER BY/],
    [{ query: `${select} LIMIT 10`, pageSize: 2 }, /LIMIT/],
    [{ query: 'ASK {?s ?p ?o}' }, /neither/],
    [{ query: 'PREFIX select: <http://a.example/#select> # SELECT\nDELETE WHERE {?s ?p "select"}' }, /neither/],
  ])('%j is refused', async (options, message) => {
    const server = await endpoint(() => results(0, 1));
    await expect(ask(server, options)).rejects.toMatchObject({ code: 'CONFIG_INVALID', message });
    expect(server.queries).toEqual([]);
  });
});

describe('CONSTRUCT', () => {
  const turtle = { headers: { 'content-type': 'text/turtle; charset=utf-8' }, body: '<a> <b> <c> .' };
  const triples = (body: string): Reply => ({ headers: { 'content-type': 'application/n-triples' }, body });

  test('gives the graph as it comes', async () => {
    const server = await endpoint(() => turtle);
    expect(await ask(server, { query: construct })).toMatchObject([
      { uri: `${server.url}sparql`, contentType: 'text/turtle', charset: 'utf-8', body: '<a> <b> <c> .' },
    ]);
    expect(server.requests[0]?.headers.accept).toBe('application/n-triples, text/turtle; q=0.8');
  });

  test('goes page by page, whose blank nodes are not mixed up', async () => {
    const pages = [
      '_:b0 <p> "_:b0 \\" <x>" .\n<s> <p> _:b0 . # _:b0\n',
      '_:b0 <p> "second"@en .\r\n\r\n# comment\r\n<s:_:b1> <p> _:b0.',
      '',
    ];
    const server = await endpoint(({ limit, offset }) =>
      limit === 1 ? results(0, 0) : triples(pages[offset / 2] ?? ''),
    );
    const [feed] = await ask(server, { query: construct, pageSize: 2 });
    expect(feed).toMatchObject({ contentType: 'application/n-triples' });
    expect(feed?.body).toBe(
      '_:p1-b0 <p> "_:b0 \\" <x>" .\n<s> <p> _:p1-b0 . # _:p1-b0\n_:p2-b0 <p> "second"@en .\n<s:_:b1> <p> _:p2-b0.\n',
    );
    expect(server.queries).toHaveLength(4);
  });

  test('goes on after pages of solutions that make no triple', async () => {
    const bound = [true, true, false, false, false, false, true, false];
    const server = await endpoint(({ limit, offset, query }) => {
      const solutions = bound.slice(offset, offset + limit);
      if (query.includes('SELECT')) return results(0, solutions.length);
      return triples(solutions.map((isBound, index) => (isBound ? `<s> <p> "${offset + index}" .\n` : '')).join(''));
    });
    const head = 'PREFIX construct: <urn:a> # CONSTRUCT {';
    const pattern = 'FROM <urn:g> { ?s a <urn:C> OPTIONAL { ?s construct:p ?o } } GROUP BY ?s ?o ORDER BY ?s';
    const query = `${head}\nconstruct{ ?s <urn:p> ?o {| construct:q "}" |} } ${pattern}`;
    const [feed] = await readFrom(server, 'sparql', { type: 'sparql', query, pageSize: 2 });
    expect(feed?.body).toBe('<s> <p> "0" .\n<s> <p> "1" .\n<s> <p> "6" .\n');
    const asked = [2, 4, 8].map((offset) => `${head}\nSELECT (1 AS ?lotseRow) ${pattern}\nLIMIT 1\nOFFSET ${offset}`);
    expect(server.queries.filter((each) => each.includes('LIMIT 1'))).toEqual(asked);
    expect(server.queries).toHaveLength(5 + asked.length);
  });

  test.each([
    ['SOURCE_HTTP_STATUS', 'is refused', () => ({ status: 500 })],
    ['FEED_INCOMPLETE', 'runs out of time', () => ({ ...results(0, 0), headers: { 'x-sql-state': 'S1TAT' } })],
  ])('%s: what asks for more solutions %s', async (code, _, answer) => {
    const server = await endpoint(({ limit, offset }) => {
      if (limit === 1) return answer();
      return triples(offset === 0 ? '<a> <b> <c> .' : '');
    });
    const short = 'CONSTRUCT WHERE { ?s ?p ?o } ORDER BY ?s ?p ?o';
    expect(await codeOf(ask(server, { query: short, pageSize: 2 }))).toBe(code);
    expect(server.queries.at(-1)).toBe(
      'SELECT (1 AS ?lotseRow) WHERE { ?s ?p ?o } ORDER BY ?s ?p ?o\nLIMIT 1\nOFFSET 2',
    );
  });

  test.each([
    ['FEED_INCOMPLETE', 'cut', () => triples('<a> <b> <c> .\n<a> <b> "d')],
    ['FEED_MALFORMED', 'Turtle, of which pages cannot be put together', () => turtle],
    [
      'FEED_INCOMPLETE',
      'capped below the size of pages',
      () => ({ ...triples('<a> <b> <c> .'), headers: { 'x-sparql-maxrows': '5' } }),
    ],
  ])('%s: %s', async (code, _, answer) => {
    expect(await codeOf(ask(await endpoint(answer), { query: construct, pageSize: 10 }))).toBe(code);
  });

  test('PAGING_LOOP: the same triples in another order and with other blank nodes', async () => {
    const server = await endpoint(({ offset }) => {
      const lines = [`_:x${offset} <b> <c> .`, '<a> <b> <c> .'];
      return triples((offset === 0 ? lines : lines.toReversed()).join('\n'));
    });
    expect(await codeOf(ask(server, { query: construct, pageSize: 2 }))).toBe('PAGING_LOOP');
  });
});

test('rows of an endpoint become records of a table', async () => {
  const server = await endpoint(({ limit, offset }) => results(offset, limit));
  const options = {
    records: { type: 'json', select: '$.*' },
    fields: { id: { from: 'id' }, title: { from: 'title', language: 'en' } },
  };
  const transport = { type: 'sparql', query: select, pageSize: 2 };
  const constants = { reason: 'declared by the test that reads it', provider: { names: { en: 'A' } } };
  const records = opportunitiesOf(await readRecords(server, { format: 'table', options, transport, constants }));
  expect(records.map(({ title, provenance }) => [title.en, provenance.record])).toEqual(
    [1, 2, 3, 4, 5].map((n) => [`Course ${n}`, `https://a.example/${n}`]),
  );
});
