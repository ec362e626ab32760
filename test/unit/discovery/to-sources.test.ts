import { readFileSync } from 'node:fs';
import { Cron } from 'croner';
import { describe, expect, test } from 'vitest';
import { cronOptions } from '../../../src/harvest/cron.js';
import { readManifest } from '../../../src/harvest/discovery/manifest.js';
import { toSources } from '../../../src/harvest/discovery/to-sources.js';
import { formats } from '../../../src/harvest/formats/registry.js';
import { sourceDefinition, sourcesFile } from '../../../src/harvest/source.js';
import { planOf } from '../../../src/harvest/transports/pages.presets.js';

const cipher = Buffer.alloc(384, 7).toString('base64');
const path = 'https://api.uni.example/feed';

async function draft(text: string, domain = 'uni.example') {
  const reading = readManifest(Buffer.from(text));
  if (reading.kind !== 'manifest') throw new Error(reading.problems.join());
  const located = { domain, method: 'dns', address: 'https://uni.example/m', manifest: reading.manifest } as const;
  return toSources(located, { encrypt: async (secret) => Buffer.from(`sealed ${secret}`).toString('base64') });
}
const draftOf = async (...sources: object[]) => draft(JSON.stringify({ sources }));

describe('the sources of a manifest', () => {
  test("of the specification's example are entries of a sources file, secrets that are not in it asked for", async () => {
    const example = readFileSync(new URL('../../fixtures/discovery/spec-example.json', import.meta.url), 'utf8');
    const { sources, problems } = await draft(example, 'www.example.ac.at');
    expect(sources).toEqual([
      {
        ...{ id: expect.stringMatching(/^ql-example-ac-at-elm-[0-9a-f]{8}$/), name: 'www.example.ac.at (elm)' },
        ...{ location: 'https://data.example.org/feed/elm.ttl', schedule: '@daily', origin: 'https://uni.example/m' },
      },
      {
        ...{ id: expect.stringMatching(/^ql-example-ac-at-edu-api-[0-9a-f]{8}$/), format: 'edu-api', enabled: false },
        ...{
          name: 'Experimental data source using Edu-API',
          location: 'https://edu-api.example.org/',
          schedule: '@daily',
        },
        ...{ transport: { type: 'pages', preset: 'edu-api' }, origin: 'https://uni.example/m' },
        oauth: {
          tokenEndpoint: 'https://auth.example.org/oauth2/get_token',
          clientId: expect.stringMatching(/^\$\{QL_EXAMPLE_AC_AT_EDU_API_[0-9A-F]{8}_CLIENT_ID\}$/),
          clientSecret: expect.stringMatching(/^\$\{QL_EXAMPLE_AC_AT_EDU_API_[0-9A-F]{8}_CLIENT_SECRET\}$/),
        },
      },
    ]);
    expect(problems).toEqual([
      'www.example.ac.at: sources[1].auth.field: does not say which header is wanted, so the source is left out',
      expect.stringMatching(/sources\[2\]\.auth: .* set QL_\w+_CLIENT_ID and QL_\w+_CLIENT_SECRET, then enable "ql-/),
    ]);
  });

  test.each([
    [{ type: 'elm', contentType: 'Application/LD+JSON; charset=utf-8' }, 'elm-jsonld', undefined],
    [{ type: 'elm', contentType: 'text/turtle' }, 'elm-rdf', undefined],
    [{ type: 'elm', contentType: 'application/rdf+xml' }, 'elm-rdf', undefined],
    [{ type: 'elm', contentType: 'text/xml' }, undefined, undefined],
    [{ type: 'elm' }, undefined, undefined],
    [
      { type: 'ooapi', version: '5.0' },
      'ooapi-v5',
      ['organizations', 'education-specifications', 'academic-sessions', 'courses', 'programs'],
    ],
    [
      { type: 'ooapi', version: 'v6' },
      'ooapi-v6',
      ['organisations', 'learning-outcomes', 'academic-sessions', 'courses', 'programmes'],
    ],
    [{ type: 'ooapi' }, undefined, expect.arrayContaining(['courses', 'programs'])],
    [{ type: 'edu-api', version: '1.0' }, 'edu-api', expect.arrayContaining(['courseTemplates'])],
    [{ type: 'occapi' }, 'occapi', expect.arrayContaining(['programme', 'course'])],
  ])('%j is read as %s', async (source, format, lists) => {
    const { sources, problems } = await draftOf({ ...source, path });
    const entry = sourceDefinition.parse(sources[0]);
    expect(problems).toEqual([]);
    expect(entry.format).toBe(format);
    expect([undefined, ...formats.map(({ id }) => id)]).toContain(entry.format);
    const plan = entry.transport?.type === 'pages' ? planOf(entry.transport) : undefined;
    expect(plan?.resources.map((resource) => resource.path)).toEqual(lists);
    if (plan !== undefined) expect(plan.bundle).toBe(true);
  });

  test('keep refresh, page size and query parameters', async () => {
    const { sources } = await draftOf(
      {
        type: 'ooapi',
        version: '5',
        path: `${path}?a=1#top`,
        id: 'A',
        pageSize: 50,
        refresh: 12.5,
        queryParameters: { year: '2026 /1' },
      },
      { type: 'edu-api', path, id: 'B', pageSize: 500 },
    );
    expect(sources).toMatchObject([
      {
        id: 'ql-uni-example-a',
        location: `${path}?a=1`,
        query: { year: '2026 /1' },
        refreshHours: 12.5,
        transport: { parameters: { pageSize: '50' } },
      },
      { id: 'ql-uni-example-b', transport: { parameters: { limit: '500' } } },
    ]);
  });

  test('have in every request what the manifest wants there, but neither what pages are asked for by nor variables', async () => {
    const stolen = `\${MEILI_KEY}`;
    const { sources, problems } = await draftOf(
      { type: 'ooapi', version: '5', path, queryParameters: { pageNumber: 1, pageSize: 10, sort: 'name', a: 'b' } },
      { type: 'occapi', path: `${path}/hei/u`, queryParameters: { 'page[number]': 1, a: 'b', c: stolen } },
    );
    expect(sources).toMatchObject([
      { location: `${path}?pageNumber=1&pageSize=10&sort=name`, query: { a: 'b' } },
      { location: `${path}/hei/u?page%5Bnumber%5D=1`, query: { a: 'b' } },
    ]);
    expect(JSON.stringify(sources)).not.toContain('MEILI_KEY');
    expect(problems).toEqual([
      'uni.example: sources[1].queryParameters.c: holds "${", which is refused, so it is left out',
    ]);
  });

  test.each([
    [0.5, '@hourly'],
    [5, '0 */6 * * *'],
    [12, '0 */12 * * *'],
    [13, '@daily'],
    [24, '@daily'],
    [25, '@weekly'],
    [169, '@monthly'],
    [672, '@monthly'],
    [673, '0 0 1 1,3-12 *'],
    [720, '0 0 1 1,3-12 *'],
    [744, '0 0 1 */2 *'],
    [1417, '0 0 1 */3 *'],
    [2161, '0 0 1 */6 *'],
    [4345, '0 0 1 1 *'],
    [8760, '0 0 1 1 *'],
  ])('are harvested no oftener than every %s h: %s', async (refresh, schedule) => {
    const { sources, problems } = await draftOf({ type: 'elm', path, refresh });
    expect(problems).toEqual([]);
    expect(sources[0]).toMatchObject({ refreshHours: refresh });
    expect(sources[0]?.schedule).toBe(schedule);
    expect(() => sourcesFile.parse({ sources })).not.toThrow();
    const runs = new Cron(schedule, cronOptions('UTC')).nextRuns(200, new Date('2026-11-23T12:00:00Z')).map(Number);
    const hours = runs.slice(1).map((run, index) => (run - (runs[index] ?? run)) / 3_600_000);
    expect(Math.min(...hours)).toBeGreaterThanOrEqual(refresh);
  });

  test.each([8784, 100_000])('that ask for %s h are harvested once a year, and that is said', async (refresh) => {
    const { sources, problems } = await draftOf({ type: 'elm', path, refresh });
    expect(sources).toMatchObject([{ schedule: '0 0 1 1 *', refreshHours: refresh }]);
    expect(problems).toEqual([expect.stringMatching(/^uni\.example: sources\[0\]\.refresh: is longer than a year/)]);
  });

  test('that have values without meaning are read without them, and that is said', async () => {
    const { sources, problems } = await draftOf(
      { type: 'ooapi', version: '4', pageSize: 30, path },
      { type: 'elm', contentType: 'text/plain', path },
      { type: 'occapi', contentType: 'text/turtle', path: `${path}/hei` },
    );
    expect(sources).toHaveLength(3);
    expect(problems.map((problem) => problem.split(': ')[1])).toEqual([
      ...['sources[0].pageSize', 'sources[0].version', 'sources[1].contentType', 'sources[2].contentType'],
    ]);
  });

  test('with secrets for us keep them encrypted, and those that everybody can read are encrypted', async () => {
    const { sources, problems } = await draftOf(
      {
        type: 'elm',
        path,
        auth: { type: 'httpheader', field: 'X-Token', value: cipher },
        headers: { 'x-token': 'old', 'X-Year': '2026' },
      },
      { type: 'elm', path, headers: { Authorization: 'Bearer open-secret', Cookie: 'c', 'Accept-Language': 'en' } },
      {
        type: 'edu-api',
        path,
        auth: { type: 'oauth2.0', token_endpoint: path, scope: 's', client_id: 'id', client_secret: cipher },
      },
    );
    expect(problems).toEqual([]);
    expect(sources).toMatchObject([
      { headers: { 'X-Year': '2026' }, encryptedHeaders: { 'X-Token': cipher } },
      {
        headers: { 'Accept-Language': 'en' },
        encryptedHeaders: {
          Authorization: Buffer.from('sealed Bearer open-secret').toString('base64'),
          Cookie: Buffer.from('sealed c').toString('base64'),
        },
      },
      { oauth: { tokenEndpoint: path, scope: 's', clientId: 'id', encryptedClientSecret: cipher } },
    ]);
    expect(Object.keys(sources[0]?.encryptedHeaders ?? {})).toEqual(['X-Token']);
    expect(sources.every(({ enabled }) => enabled === undefined)).toBe(true);
    expect(JSON.stringify(sources)).not.toContain('open-secret');
  });

  test('cannot make us send our own secrets, or headers that are ours to set', async () => {
    const stolen = `\${MEILI_KEY}`;
    const { sources, problems } = await draftOf(
      {
        type: 'elm',
        path: `${path}/1`,
        headers: { 'x-a': `a ${stolen}`, Host: 'internal', 'x-b': 'a\r\nx-c: d', 'x y': '1' },
      },
      {
        type: 'edu-api',
        path,
        auth: { type: 'oauth2.0', token_endpoint: path, client_id: stolen, client_secret: cipher },
      },
      { type: 'elm', path, auth: { type: 'httpheader', field: 'Content-Length', value: cipher } },
      { type: 'elm', path: `${path}/2`, headers: { 'User-Agent': 'Googlebot/2.1', 'x-a': '1' } },
      { type: 'elm', path, auth: { type: 'httpheader', field: 'user-agent', value: cipher } },
    );
    expect(sources.map(({ headers }) => headers)).toEqual([undefined, { 'x-a': '1' }]);
    expect(JSON.stringify(sources)).not.toMatch(/MEILI_KEY|internal|x-c|user-agent/i);
    expect(problems.map((problem) => problem.split(': ')[1])).toEqual([
      ...['sources[0].headers.x-a', 'sources[0].headers.Host', 'sources[0].headers.x-b', 'sources[0].headers.x y'],
      ...['sources[1].auth.client_id', 'sources[2].auth.field', 'sources[3].headers.User-Agent'],
      'sources[4].auth.field',
    ]);
  });

  test('that ask for signatures are signed with the algorithm they choose, if we have it', async () => {
    const { sources, problems } = await draftOf(
      { type: 'elm', path: `${path}/1`, auth: { type: 'httpsig' } },
      { type: 'elm', path: `${path}/2`, auth: { type: 'HTTPSig', alg: 'ECDSA-P256-SHA256' } },
      { type: 'elm', path: `${path}/3`, auth: { type: 'httpsig', alg: 'hmac-sha256' } },
    );
    expect(sources.map(({ httpSignature, enabled }) => [httpSignature, enabled])).toEqual([
      ...[
        [{ alg: 'ed25519' }, undefined],
        [{ alg: 'ecdsa-p256-sha256' }, undefined],
      ],
    ]);
    expect(problems).toEqual([
      'uni.example: sources[2].auth.alg: is none of ed25519, ecdsa-p256-sha256, rsa-pss-sha512, so the source is left out',
    ]);
  });

  test('without a secret in the manifest wait for the operator, and so do those with one that is too long', async () => {
    const { sources, problems } = await draftOf(
      { type: 'elm', path, id: 'x', auth: { type: 'httpheader', field: 'X-Api-Key' } },
      { type: 'elm', path: `${path}/2`, id: 'y', headers: { 'X-Api-Key': `long-secret-${'x'.repeat(400)}` } },
    );
    expect(sources).toMatchObject([
      { enabled: false, headers: { 'X-Api-Key': `\${QL_UNI_EXAMPLE_X_X_API_KEY}` } },
      { enabled: false, headers: { 'X-Api-Key': `\${QL_UNI_EXAMPLE_Y_X_API_KEY}` } },
    ]);
    expect(problems).toHaveLength(2);
    expect(JSON.stringify([sources, problems])).not.toContain('long-secret');
  });

  test('have ids that stay when the list is changed around, and never the same one', async () => {
    const list = [
      { type: 'elm', path: `${path}/1` },
      { type: 'elm', path: `${path}/2` },
      { type: 'elm', path: `${path}/3`, id: 'Künste & Musik' },
      { type: 'elm', path: `${path}/4`, id: 'KÜNSTE – MUSIK' },
      { type: 'elm', path: `${path}/5`, id: 'x'.repeat(90) },
      { type: 'elm', path: `${path}/6`, id: 'x'.repeat(91) },
    ];
    const idsOf = async (...entries: object[]) => (await draftOf(...entries)).sources.map(({ id }) => id);
    const ids = await idsOf(...list);
    expect(ids[2]).toBe('ql-uni-example-kunste-musik');
    expect(new Set(ids).size).toBe(6);
    const withoutLast = await idsOf(...list.slice(0, 3).toReversed());
    expect(withoutLast).toEqual(ids.slice(0, 3).toReversed());
  });

  test('with one path and other query parameters have ids of their own, whatever their order and their secrets', async () => {
    const faculty = (value: string, more: object = {}) => ({
      ...{ type: 'ooapi', path, queryParameters: { faculty: value, year: 2026 } },
      ...more,
    });
    const idsOf = async (...entries: object[]) => (await draftOf(...entries)).sources.map(({ id }) => id);
    const list = ['1', '2', '3'].flatMap((each) => [faculty(each), faculty(each, { id: 'x'.repeat(90) })]);
    const ids = await idsOf(...list);
    expect(new Set(ids).size).toBe(6);
    expect(new Set(await idsOf(...['1', '2', '3'].map((each) => faculty(each, { id: 'all' })))).size).toBe(3);
    expect(await idsOf(...list.toReversed())).toEqual(ids.toReversed());
    const other = { queryParameters: { api_key: 'new', year: 2026, faculty: '1' } };
    expect(await idsOf(faculty('1', other))).toEqual([ids[0]]);
    expect(await idsOf({ type: 'ooapi', path })).toEqual(['ql-uni-example-ooapi-00ece14b']);
  });

  test('keep secret query parameters encrypted, wherever the manifest has them', async () => {
    const sealed = Buffer.from('sealed hidden').toString('base64');
    const { sources, problems } = await draftOf(
      { type: 'elm', path: `${path}?token=hidden&keyword=a`, queryParameters: { api_key: 'hidden', year: '2026' } },
      { type: 'elm', path: `${path}/2`, queryParameters: { api_key: 'x'.repeat(400) } },
    );
    expect(sources).toMatchObject([
      { location: `${path}?keyword=a&year=2026`, encryptedQuery: { token: sealed, api_key: sealed } },
    ]);
    expect(problems).toEqual([
      'uni.example: sources[1].queryParameters.api_key: is too long to be encrypted, so the source is left out',
    ]);
  });
});
