import type { RequestListener } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { formats } from '../../src/harvest/formats/registry.js';
import { type SourceDefinition, sourceDefinition } from '../../src/harvest/source.js';
import { type Bench, openBench } from '../support/harvest-bench.js';
import { runSource } from '../support/run-sources.js';
import { temporaryDirectory } from '../support/servers.js';
import { coursesXml } from '../support/xcri-course.js';
import { serve, text } from './faulty-server.js';
import { answer, recordXml } from './oai-server.js';
import { started } from './read-feeds.js';
import { sitemapOf } from './site-server.js';

let bench: Bench;
let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
beforeAll(async () => {
  folder = await temporaryDirectory('faults');
  bench = await openBench({ url: inject('meiliUrl'), key: inject('meiliKey'), dir: folder.path });
});
afterAll(async () => {
  await bench.close();
  await folder.remove();
});

/** A transport, and what a proper server answers to the request that is going to fail. */
interface Row {
  readonly name: string;
  readonly source: object;
  /** Whether it is this request that fails; others are answered properly. @default all */
  readonly fails?: (path: string) => boolean;
  /** A proper answer; `own` is the address of the server, which ends with a slash. */
  readonly proper: (path: string, own: string) => Proper;
}
interface Proper {
  readonly type: string;
  readonly body: string;
  /** What is packed into a gzip bomb, where blanks alone would break another limit. */
  readonly bomb?: string;
}

const courses: readonly (readonly [string, string])[] = [
  ['c1', 'First'],
  ['c2', 'Second'],
];
const xcri = coursesXml(courses);
const padded = xcri.replace('<provider>', `${`<note>${' '.repeat(1000)}</note>`.repeat(9000)}<provider>`);
const table = {
  format: 'table',
  options: {
    records: { type: 'json', select: '$.*' },
    fields: { id: { from: 'id' }, title: { from: 'title', language: 'en' } },
  },
  constants: { reason: 'declared by the test that reads it', provider: { names: { en: 'College' } } },
};
const identify = answer(
  '<Identify><repositoryName>T</repositoryName><baseURL>http://r.example/oai</baseURL><protocolVersion>2.0</protocolVersion><adminEmail>a@r.example</adminEmail><earliestDatestamp>2020-01-01</earliestDatestamp><deletedRecord>no</deletedRecord><granularity>YYYY-MM-DD</granularity></Identify>',
);
const records = courses.map((course) =>
  recordXml({ id: `oai:${course[0]}`, datestamp: '2026-01-01', metadata: coursesXml([course]) }),
);
const page = (name: string) =>
  `<!doctype html><html><title>${name}</title><script type="application/ld+json">${JSON.stringify({
    ...{ '@context': 'https://schema.org', '@type': 'Course', '@id': `https://a.example/${name}`, name },
    ...{ url: `https://a.example/${name}`, provider: { '@type': 'Organization', name: 'College' } },
  })}</script></html>`;

const rows: readonly Row[] = [
  { name: 'http', source: { format: 'xcri-cap' }, proper: () => ({ type: 'text/xml', body: xcri, bomb: padded }) },
  {
    name: 'pages',
    source: {
      ...table,
      transport: { type: 'pages', paging: { by: 'number' }, totalPages: 'pages', items: 'items' },
      options: { ...table.options, records: { type: 'json', select: '$.items.*' } },
    },
    proper: () => ({
      type: 'application/json',
      body: JSON.stringify({ pages: 1, items: courses.map(([id, title]) => ({ id, title })) }),
    }),
  },
  {
    name: 'oai-pmh',
    source: { format: 'xcri-cap', transport: { type: 'oai-pmh', metadataPrefix: 'xcri', incremental: false } },
    fails: (path) => path.includes('ListRecords'),
    proper: (path) => ({
      type: 'text/xml',
      body: path.includes('Identify') ? identify : answer(`<ListRecords>${records.join('')}</ListRecords>`),
    }),
  },
  {
    name: 'sitemap',
    source: { format: 'schema-org', transport: { type: 'sitemap', incremental: false } },
    fails: (path) => path === '/',
    proper: (path, own) =>
      path === '/'
        ? { type: 'text/xml', body: sitemapOf('/a', '/b').replaceAll('$SITE/', own) }
        : path === '/robots.txt'
          ? { type: 'text/plain', body: 'User-agent: *\nAllow: /' }
          : { type: 'text/html', body: page(path.slice(1)) },
  },
  {
    name: 'sparql',
    source: { ...table, transport: { type: 'sparql', query: 'SELECT ?id ?title WHERE { ?id ?p ?title }' } },
    proper: () => ({
      type: 'application/sparql-results+json',
      body: JSON.stringify({
        results: {
          bindings: courses.map(([id, title]) => ({
            id: { type: 'literal', value: id },
            title: { type: 'literal', value: title },
          })),
        },
      }),
    }),
  },
];

const transportLimits = { idleTimeoutMs: 300, maxBytes: 5_000_000 };

const faults: readonly (readonly [string, code: string, (proper: Proper) => RequestListener])[] = [
  ['never answers', 'SOURCE_TIMEOUT', () => () => undefined],
  [
    'stops sending in the middle',
    'SOURCE_TIMEOUT',
    ({ type, body }) =>
      (_, response) =>
        void response.writeHead(200, { 'content-type': type }).write(body.slice(0, 60)),
  ],
  [
    'is cut in the middle',
    'FEED_INCOMPLETE',
    ({ type, body }) =>
      (_, response) =>
        void response
          .writeHead(200, { 'content-type': type })
          .write(body.slice(0, 60), () => setTimeout(() => response.destroy(), 20)),
  ],
  [
    'announces more than it sends',
    'FEED_INCOMPLETE',
    ({ type, body }) =>
      (_, response) => {
        response.writeHead(200, { 'content-type': type, 'content-length': String(body.length + 500) });
        response.write(body, () => setTimeout(() => response.destroy(), 20));
      },
  ],
  [
    'redirects to another port of this machine',
    'SSRF_BLOCKED',
    () => text('', { location: 'http://127.0.0.1:9/' }, 302),
  ],
  [
    'redirects to the metadata service of a cloud',
    'SSRF_BLOCKED',
    () => text('', { location: 'http://169.254.169.254/latest/meta-data' }, 302),
  ],
  [
    'sends a gzip bomb',
    'FEED_TOO_LARGE',
    ({ type, body, bomb = body.slice(0, 60).padEnd(9_000_000) }) =>
      text(gzipSync(bomb), {
        'content-type': type,
        'content-encoding': 'gzip',
      }),
  ],
  [
    'sends an XML entity bomb',
    'XML_DTD_FORBIDDEN',
    ({ type, body }) =>
      text(
        `<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>${body.replace(/^<\?xml[^>]*\?>\s*/, '').replace(/First|oai:c1|<loc>/, '$&&b;')}`,
        { 'content-type': type },
      ),
  ],
];

const cases = rows.flatMap((row) =>
  faults
    .filter(([, code]) => code !== 'XML_DTD_FORBIDDEN' || !['pages', 'sparql'].includes(row.name))
    .map(([fault, code, listener]) => [row.name, fault, code, row, listener] as const),
);

describe('a server that misbehaves fails the run, and what was there stays', () => {
  test.each(cases)('%s: %s (%s)', async (name, fault, code, row, listener) => {
    let isBroken = false;
    let own = '';
    const server = await started(
      serve((request, response) => {
        const path = request.url ?? '/';
        const proper = row.proper(path, own);
        if (isBroken && (row.fails?.(path) ?? true)) listener(proper)(request, response);
        else text(proper.body, { 'content-type': proper.type })(request, response);
      }),
    );
    own = server.url;
    const id = `${name}-${faults.findIndex(([each]) => each === fault)}`;
    const source: SourceDefinition = sourceDefinition.parse({ id, name: id, location: server.url, ...row.source });
    const options = { formats, allowHosts: [server.host], transportLimits };
    expect(await runSource(bench, source, options)).toMatchObject({ outcome: 'succeeded', written: 2 });
    const before = await bench.stored(id);
    isBroken = true;
    expect(await runSource(bench, source, options)).toMatchObject({
      ...{ outcome: 'failed', error: { code }, written: 0, withdrawn: 0 },
    });
    expect(await bench.stored(id)).toEqual(before);
  });
});
