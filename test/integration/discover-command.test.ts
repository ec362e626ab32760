import { constants, publicEncrypt } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { type DiscoverCommandOptions, discoverCommand } from '../../src/cli/commands/discover.js';
import { GatewayKeys } from '../../src/harvest/discovery/keys.js';
import type { Probe } from '../../src/harvest/discovery/probe.js';
import { loadSources } from '../../src/harvest/sources-file.js';
import { openFeeds } from '../../src/harvest/transports/open-feeds.js';
import { recordingLog } from '../support/recording-log.js';
import { fakeDns, locateContext, manifestOf, site, wellKnown } from './discovery-servers.js';
import { type RunningServer, text } from './faulty-server.js';
import { baseDir, codeOf, contextOf } from './read-feeds.js';

const keys = new GatewayKeys(join(baseDir, 'command-keys'));
const sealed = async (secret: string) =>
  publicEncrypt(
    { key: await keys.publicKeyPem(), padding: constants.RSA_PKCS1_OAEP_PADDING },
    Buffer.from(secret),
  ).toString('base64');

async function run(
  hosts: Readonly<Record<string, RunningServer>>,
  domains: string[],
  options: DiscoverCommandOptions = {},
) {
  const lines: string[] = [];
  const notes: string[] = [];
  const output = {
    line: (line: string) => void lines.push(line),
    note: (note: string) => void notes.push(note),
    stderr: process.stderr,
  };
  const { lines: logged, log } = recordingLog();
  const code = await discoverCommand(domains, options, locateContext(hosts, fakeDns({}), { log }), keys, output);
  return { code, lines, notes, all: JSON.stringify([lines, notes, logged]) };
}

describe('lotse discover', () => {
  const sources = join(baseDir, 'discovered.yaml');
  beforeEach(() => rm(sources, { force: true }));

  test('shows attempts and sources, adds them to a file, and a harvest sends the secret that only the gateway can read', async () => {
    const feed = await site({ '/elm?year=2026&api_key=k3y': text('<feed/>') });
    const manifest = manifestOf({
      ...{
        type: 'elm',
        path: `${feed.url}elm`,
        id: 'all',
        refresh: 6,
        queryParameters: { year: 2026, api_key: 'k3y' },
      },
      auth: { type: 'httpheader', field: 'X-Token', value: await sealed('s3cret') },
      headers: { Authorization: 'Bearer pl4in', 'X-Kind': 'all' },
    });
    const uni = await site({ [`${wellKnown}.json`]: manifest });
    const { code, lines, notes, all } = await run({ 'uni.example': uni }, ['uni.example'], { write: sources });
    expect(code).toBe(0);
    expect(lines).toEqual([
      `uni.example: manifest at ${uni.url.slice(0, -1)}${wellKnown}.json (well-known-json)`,
      expect.stringMatching(/^ {2}tried +outcome +status +address +detail$/),
      expect.stringMatching(/^ {2}dns +none +uni\.example$/),
      expect.stringMatching(/^ {2}well-known +none +404 /),
      expect.stringMatching(/^ {2}well-known-json +manifest +200 /),
      `  source ql-uni-example-all: format told from the feed, ${feed.url}elm?year=2026, every 6 h`,
    ]);
    expect(notes).toEqual([`${sources}: 1 sources added`]);
    expect(all).not.toMatch(/s3cret|pl4in|k3y/);
    expect(await readFile(sources, 'utf8')).not.toMatch(/s3cret|pl4in|k3y/);
    const [source] = (await loadSources(sources)).sources;
    if (source === undefined) throw new Error('no source');
    const context = contextOf({ allowHosts: [feed.host], decrypt: (encrypted) => keys.decrypt(encrypted) });
    for await (const { bytes } of openFeeds(source, context)) for await (const _ of bytes);
    expect(feed.requests.map(({ headers }) => headers)).toMatchObject([
      { 'x-token': 's3cret', authorization: 'Bearer pl4in', 'x-kind': 'all' },
    ]);
  });

  test('finds an OOAPI 6 whose lists are then read together, in pages of the size that the manifest states', async () => {
    const page = (...items: object[]) =>
      text(JSON.stringify({ pageSize: 10, pageNumber: 1, hasNextPage: false, items }));
    const paging = 'pageSize=10&pageNumber=1&year=2026';
    const api = await site({
      [`/v6/courses?${paging}`]: page({ courseId: 'c 1', name: 'Pflege' }),
      [`/v6/courses/c%201/course-offerings?${paging}`]: page({ courseOfferingId: 'o1' }),
      [`/v6/programmes?${paging}`]: page(),
    });
    const source = {
      type: 'ooapi',
      version: '6.0',
      path: `${api.url}v6/`,
      pageSize: 10,
      queryParameters: { year: 2026 },
    };
    const uni = await site({ [wellKnown]: manifestOf(source) });
    expect(await run({ 'uni.example': uni }, ['uni.example'], { write: sources })).toMatchObject({ code: 0 });
    const [written] = (await loadSources(sources)).sources;
    if (written === undefined) throw new Error('no source');
    expect(written).toMatchObject({ format: 'ooapi-v6', schedule: '@daily' });
    const chunks: Uint8Array[] = [];
    for await (const { bytes } of openFeeds(written, contextOf({ allowHosts: [api.host] })))
      for await (const chunk of bytes) chunks.push(chunk);
    expect(JSON.parse(Buffer.concat(chunks).toString())).toEqual({
      ...{ organisations: [], learningOutcomes: [], academicSessions: [], programmes: [], programmeOfferings: [] },
      courses: [{ courseId: 'c 1', name: 'Pflege' }],
      courseOfferings: [{ courseOfferingId: 'o1', courseId: 'c 1' }],
    });
  });

  test('finds an OCCAPI that is asked with the query parameters of the manifest on every page', async () => {
    const api = await site({
      '/hei/u?tenant=x': text('{"data":{"type":"hei","id":"u"}}'),
      '/hei/u/programme?tenant=x': text('{"data":[{"id":"p1"}],"links":{"next":"/hei/u/programme?page=2"}}'),
      '/hei/u/programme?page=2&tenant=x': text('{"data":[{"id":"p2"}]}'),
      '/hei/u/course?tenant=x': text('{"data":[{"id":"c1"}]}'),
      '/hei/u/course/c1/instance?tenant=x': text('{"data":[{"id":"i1"}]}'),
    });
    const manifest = manifestOf({ type: 'occapi', path: `${api.url}hei/u`, queryParameters: { tenant: 'x' } });
    const uni = await site({ [wellKnown]: manifest });
    const { code, lines } = await run({ 'uni.example': uni }, ['uni.example'], { write: sources });
    expect([code, lines.at(-1)]).toEqual([0, expect.stringMatching(/: occapi, \S+\/hei\/u, always with tenant=x$/)]);
    const [written] = (await loadSources(sources)).sources;
    if (written === undefined) throw new Error('no source');
    const chunks: Uint8Array[] = [];
    for await (const { bytes } of openFeeds(written, contextOf({ allowHosts: [api.host] })))
      for await (const chunk of bytes) chunks.push(chunk);
    expect(JSON.parse(Buffer.concat(chunks).toString())).toMatchObject({
      programme: [{ id: 'p1' }, { id: 'p2' }],
      instance: [{ id: 'i1' }],
    });
  });

  test('with --json prints an object a provider, and tells providers of a list apart', async () => {
    const elm = { type: 'elm', path: 'https://data.uni.example/elm?token=t0ken' };
    const uni = await site({ [wellKnown]: manifestOf(elm, { ...elm, auth: { type: 'httpsig', alg: 'hmac-sha256' } }) });
    const none = await site();
    const list = join(baseDir, 'providers.csv');
    await writeFile(list, 'name,website\nNone,http://none.example/\nNobody,\n');
    const hosts = { 'uni.example': uni, 'none.example': none };
    const { code, lines, notes, all } = await run(hosts, ['uni.example', '10.0.0.1'], {
      json: true,
      providerList: list,
    });
    const found = lines.map((line) => JSON.parse(line) as object);
    expect(found).toMatchObject([
      {
        ...{ domain: 'uni.example', candidates: ['uni.example'], found: { method: 'well-known', meta: {} } },
        sources: [{ location: 'https://data.uni.example/elm', encryptedQuery: { token: expect.any(String) } }],
        probes: [{ outcome: 'none' }, { outcome: 'manifest' }],
        problems: [expect.stringMatching(/sources\[1\]\.auth\.alg: is none of/)],
      },
      { domain: '10.0.0.1', candidates: [], probes: [], sources: [], problems: ['10.0.0.1: is not a domain name'] },
      { domain: 'none.example', name: 'None', sources: [], problems: [] },
    ]);
    expect(found.slice(1).every((each) => !('found' in each))).toBe(true);
    expect([code, notes]).toEqual([2, [`${list}: 1 rows without a domain are passed over`]]);
    expect(all).not.toContain('t0ken');
  });

  test('refuses to add the same source twice, and says so by its exit code', async () => {
    const uni = await site({
      [wellKnown]: manifestOf({ type: 'elm', path: 'https://data.uni.example/elm', id: 'all' }),
    });
    const hosts = { 'uni.example': uni, 'www.uni.example': uni };
    expect(await run(hosts, ['uni.example'], { write: sources })).toMatchObject({ code: 0 });
    const before = await readFile(sources, 'utf8');
    const again = await run(hosts, ['https://www.uni.example/'], { write: sources });
    expect(again).toMatchObject({
      ...{
        code: 2,
        notes: [`${sources}: 0 sources added`, expect.stringMatching(/"ql-uni-example-all" was not added: there is/)],
      },
    });
    expect(await readFile(sources, 'utf8')).toBe(before);
  });

  test('that is interrupted has recorded every attempt, also of those that come after a slow one', async () => {
    const slow = await site({ [wellKnown]: () => undefined });
    const quick = await site();
    const controller = new AbortController();
    const hosts = { 'slow.example': slow, 'quick.example': quick };
    const limits = { idleTimeoutMs: 15_000, timeoutMs: 15_000 };
    const context = locateContext(hosts, fakeDns({}), { signal: controller.signal, limits });
    const output = { line: () => undefined, note: () => undefined, stderr: process.stderr };
    const recorded: Probe[] = [];
    const record = async (probes: readonly Probe[]) => void recorded.push(...probes);
    const result = discoverCommand(['slow.example', 'quick.example'], {}, context, keys, output, record);
    const ended = codeOf(result);
    await expect.poll(() => [slow.requests.length, quick.requests.length]).toEqual([1, 3]);
    controller.abort();
    expect(await ended).toBe('CANCELLED');
    const methods = (of: string) => recorded.filter(({ domain }) => domain === of).map(({ method }) => method);
    expect(methods('slow.example')).toEqual(['dns', 'well-known']);
    expect(methods('quick.example')).toEqual(['dns', 'well-known', 'well-known-json', 'well-known-yaml']);
  });

  test('adds what is not there yet, and again nothing that an earlier version gave another id', async () => {
    const path = 'https://data.uni.example/ooapi';
    const entry = (id: string, faculty: number) =>
      `  - { id: ${id}, name: U, location: "${path}?faculty=${faculty}" }\n`;
    const before = `sources:\n${entry('ql-uni-example-ooapi-b97b57bc', 1)}${entry('ql-uni-example-ooapi-b97b57bc-b4aa6708', 2)}`;
    await writeFile(sources, before);
    const faculty = (value: number) => ({ type: 'ooapi', path, queryParameters: { faculty: value } });
    const uni = await site({ [wellKnown]: manifestOf(faculty(1), faculty(2), faculty(3), { type: 'elm', path }) });
    const { notes } = await run({ 'uni.example': uni }, ['uni.example'], { write: sources });
    expect(notes).toEqual([
      `${sources}: 2 sources added`,
      ...Array(2).fill(expect.stringMatching(/was not added: the source "ql-\S+" has the same location$/)),
    ]);
    expect((await readFile(sources, 'utf8')).startsWith(before)).toBe(true);
    expect((await loadSources(sources)).sources.slice(2)).toMatchObject([
      { location: path, query: { faculty: '3' } },
      { location: path },
    ]);
  });

  test('fails when nobody has a manifest, or nobody was named', async () => {
    const none = await site();
    expect(await run({ 'none.example': none }, ['none.example'], { write: sources })).toMatchObject({
      code: 1,
      notes: [],
    });
    await expect(readFile(sources)).rejects.toMatchObject({ code: 'ENOENT' });
    expect(await run({}, [])).toMatchObject({ code: 1, notes: [expect.stringMatching(/--provider-list/)] });
  });

  test('shows no control characters of a manifest', async () => {
    const headers = { '\u001b[2J\u202eX': 'a' };
    const uni = await site({ [wellKnown]: manifestOf({ type: 'elm', path: 'https://a.example/', headers }) });
    const { lines } = await run({ 'uni.example': uni }, ['uni.example']);
    expect(lines.at(-1)).toBe(
      '  problem: uni.example: sources[0].headers.\uFFFD[2J\uFFFDX: cannot be sent, so it is left out',
    );
  });

  test('reports a manifest that speaks for another domain', async () => {
    const manifest = (schac: string) =>
      text(JSON.stringify({ meta: { schac }, sources: [{ type: 'elm', path: 'https://a.example/' }] }));
    const hosts = {
      'uni.example': await site({ [wellKnown]: manifest('other.example') }),
      'www.uni.example': await site({ [wellKnown]: manifest('Uni.Example') }),
    };
    expect((await run(hosts, ['uni.example'])).lines.at(-1)).toMatch(/meta\.schac: names another domain/);
    expect(await run(hosts, ['www.uni.example'])).toMatchObject({ code: 0 });
  });
});
