import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { Meilisearch } from 'meilisearch';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { loadConfig } from '../../src/config/load-config.js';
import { type Gateway, openGateway } from '../../src/gateway.js';
import { archiveNames } from '../../src/meilisearch/archive-documents.js';
import { openServer } from '../../src/server.js';
import { createLogger } from '../../src/telemetry/logger.js';
import { lotse } from '../support/cli.js';
import { temporaryDirectory } from '../support/servers.js';
import { coursesXml } from '../support/xcri-course.js';
import { type RunningServer, serve } from './faulty-server.js';

const token = 'a-token-for-tests-0123456789';
const other = 'the-token-that-comes-after-it';
const prefix = `test-${randomBytes(4).toString('hex')}`;
const logged: string[] = [];

let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
let provider: RunningServer;
let gateway: Gateway;
let app: FastifyInstance;
let url: string;

/** What the provider's web server answers; `hold` keeps it waiting. */
const catalogue = {
  courses: [] as [string, string][],
  hold: undefined as Promise<void> | undefined,
};

const environment = (more: Record<string, string> = {}) => ({
  ...{ MEILI_URL: inject('meiliUrl'), MEILI_KEY: inject('meiliKey'), LOTSE_MEILI_PREFIX: prefix },
  ...{ LOTSE_DATA: join(folder.path, 'data'), LOTSE_SOURCES: join(folder.path, 'sources.yaml') },
  ...{ LOTSE_ALLOW_HOSTS: provider.host, LOTSE_NOW: '2026-11-23T10:00:00Z' },
  ...more,
});

async function open(env: Record<string, string>) {
  const log = createLogger({ level: 'trace', write: (line) => logged.push(line) });
  const opened = await openGateway(loadConfig(env), () => undefined, log);
  const server = await openServer(opened, '{ __typename }');
  return { opened, server, address: `${await server.listen({ host: '127.0.0.1', port: 0 })}/graphql` };
}

beforeAll(async () => {
  folder = await temporaryDirectory('administration');
  provider = await serve(async (_, response) => {
    await catalogue.hold;
    response.writeHead(200).end(coursesXml(catalogue.courses));
  });
  catalogue.courses = [
    ...Array.from({ length: 6 }, (_, index): [string, string] => [`c${index + 1}`, `Course ${index + 1}`]),
    ['untitled', ''],
    ['', 'No id'],
  ];
  await writeFile(
    join(folder.path, 'sources.yaml'),
    `sources:
  - { id: web, name: Web, format: xcri-cap, location: "${provider.url}", schedule: "15 3 * * *", scheduleJitterMinutes: 0 }
  - { id: never, name: Never, format: xcri-cap, location: never.xml }
  - { id: cli, name: CLI, format: xcri-cap, location: cli.xml }
  - { id: off, name: Off, format: xcri-cap, location: never.xml, enabled: false }
`,
  );
  await writeFile(join(folder.path, 'cli.xml'), coursesXml([['x', 'By another process']]));
  const opened = await open(environment({ LOTSE_ADMIN_TOKEN: `${token},${other}` }));
  ({ opened: gateway, server: app, address: url } = opened);
  await gateway.index.ensure();
  await gateway.plainEngine.refresh();
});
afterAll(async () => {
  await app.close();
  await gateway.close();
  await provider.close();
  const admin = new Meilisearch({ host: inject('meiliUrl'), apiKey: inject('meiliKey') });
  for (const name of [...Object.values(gateway.names), ...Object.values(archiveNames(prefix))])
    await admin
      .deleteIndex(name)
      .waitTask()
      .catch(() => undefined);
  await folder.remove();
});

// biome-ignore lint/suspicious/noExplicitAny: tests look into whatever came back
type Body = { readonly data?: any; readonly errors?: readonly { message: string; extensions: any }[] };

async function post(query: string, authorization?: string, address = url) {
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(authorization === undefined ? {} : { authorization }) },
    body: JSON.stringify({ query }),
  });
  const body = (await response.json()) as Body;
  return { status: response.status, headers: response.headers, body, code: body.errors?.[0]?.extensions.code };
}

/** Asks as an administrator, and expects no errors. */
async function ask(query: string) {
  const { body, status } = await post(query, `Bearer ${token}`);
  expect([status, body.errors]).toEqual([200, undefined]);
  return body.data;
}

/** Waits until a job is over, and tells of it. */
async function over(id: string) {
  const query = `{ admin { job(id: "${id}") { state progress { read } run { id outcome fromKeptFeeds deadLetters
    changes { new changed withdrawn } dryRun { new changed withdrawn first { change title } } error { code } } } } }`;
  await expect
    .poll(async () => (await ask(query)).admin.job.state, { timeout: 30_000 })
    .not.toMatch(/^(WAITING|RUNNING)$/);
  return (await ask(query)).admin.job;
}

async function submitted(mutation: string) {
  const data = await ask(`mutation { ${mutation} { isNew job { id state kind } } }`);
  return Object.values(data)[0] as { isNew: boolean; job: { id: string; state: string; kind: string } };
}

describe('who is no administrator', () => {
  test.each([
    ['without a token', undefined],
    ['with a wrong token', 'Bearer a-token-for-tests-9876543210'],
    ['with the start of a token', `Bearer ${token.slice(0, -1)}`],
    ['with both tokens at once', `Bearer ${token},${other}`],
    ['with another scheme', `Basic ${token}`],
  ])('sees and does nothing %s', async (_, authorization) => {
    const seen = await post('{ sources { id } admin { sources { id } } }', authorization);
    expect([seen.status, seen.code, seen.body.data]).toEqual([401, 'UNAUTHENTICATED', null]);
    expect(seen.headers.get('www-authenticate')).toBe('Bearer');
    expect(seen.headers.get('cache-control')).toBe('no-store');
    for (const mutation of [
      'harvest(source: "web") { isNew }',
      'remap(source: "web") { isNew }',
      'dryRun(source: "web") { isNew }',
      'retryDeadLetters(source: "web") { isNew }',
      'rollback(source: "web") { isNew }',
      'releaseSource(source: "web")',
      'cancelRun(id: "x") { id }',
      'rebuildIndex { id }',
      'cancelRebuild { id }',
    ])
      expect((await post(`mutation { ${mutation} }`, authorization)).code).toBe('UNAUTHENTICATED');
    expect((await ask('{ admin { jobs { id } } }')).admin.jobs).toEqual([]);
  });

  test('is everybody on a server without a token', async () => {
    const { opened, server, address } = await open(environment());
    const answer = await post('{ admin { index { offers } } }', `Bearer ${token}`, address);
    expect([answer.status, answer.code]).toEqual([403, 'FORBIDDEN']);
    expect((await post('mutation { harvest(source: "web") { isNew } }', `Bearer ${token}`, address)).code).toBe(
      'FORBIDDEN',
    );
    await server.close();
    await opened.close();
  });

  test('is one who asks by GET, whatever the token', async () => {
    const get = (query: string) =>
      fetch(`${url}?query=${encodeURIComponent(query)}`, {
        headers: { authorization: `Bearer ${token}`, 'apollo-require-preflight': '1' },
      });
    const query = await get('{ admin { index { offers } } }');
    expect([query.status, ((await query.json()) as Body).errors?.[0]?.extensions.code]).toEqual([403, 'FORBIDDEN']);
    expect(query.headers.get('cache-control')).toBe('no-store');
    expect((await get('mutation { harvest(source: "web") { isNew } }')).status).toBe(405);
    expect((await ask('{ admin { jobs { id } } }')).admin.jobs).toEqual([]);
  });

  test('is a page of another origin: it may not send the header', async () => {
    const preflight = await fetch(url, {
      method: 'OPTIONS',
      headers: {
        ...{ origin: 'https://elsewhere.example', 'access-control-request-method': 'POST' },
        'access-control-request-headers': 'authorization,content-type',
      },
    });
    expect(preflight.headers.get('access-control-allow-headers')?.toLowerCase()).not.toContain('authorization');
  });
});

describe('an administrator', () => {
  test('may show the other token, in any spelling of the scheme, and gets every answer fresh', async () => {
    const answer = await post('{ admin { sources { id } } }', `bearer  ${other} `);
    expect(answer.body.data.admin.sources).toHaveLength(4);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const again = await post('{ admin { sources { id } } }');
    expect([again.status, again.code]).toEqual([401, 'UNAUTHENTICATED']);
  });

  test('is bound by the limits of all', async () => {
    const page = 'nodes { id firstChanges { id } deadLettersByCode { code } dryRun { first { id } } issues { code } }';
    const aliases = Array.from({ length: 20 }, (_, index) => `a${index}: runs(first: 100) { ${page} }`).join(' ');
    const costly = await post(`{ admin { ${aliases} } }`, `Bearer ${token}`);
    expect([costly.status, costly.code, costly.body.errors?.[0]?.extensions.reason]).toEqual([
      ...[400, 'QUERY_TOO_COMPLEX', 'cost'],
    ]);
    const many = Array.from({ length: 31 }, (_, index) => `a${index}: harvest(source: "web") { isNew }`).join(' ');
    const refused = await post(`mutation { ${many} }`, `Bearer ${token}`);
    expect([refused.code, refused.body.errors?.[0]?.extensions.reason]).toEqual(['QUERY_TOO_COMPLEX', 'aliases']);
    const roots = Array.from({ length: 11 }, (_, index) => `a${index}: harvest(source: "web") { isNew }`).join(' ');
    expect((await post(`mutation { ${roots} }`, `Bearer ${token}`)).body.errors?.[0]?.extensions.reason).toBe(
      'rootFields',
    );
    expect((await ask('{ admin { jobs { id } } }')).admin.jobs).toEqual([]);
  });

  test('is told of ids, codes and pages that do not exist', async () => {
    const errorOf = async (query: string) => (await post(query, `Bearer ${token}`)).body.errors?.[0]?.extensions;
    expect(await errorOf('mutation { harvest(source: "nowhere") { isNew } }')).toMatchObject({
      ...{ code: 'BAD_USER_INPUT', argument: 'source', allowed: ['web', 'never', 'cli', 'off'] },
    });
    expect(await errorOf('{ admin { deadLetters(code: "ODD") { totalCount } } }')).toMatchObject({ argument: 'code' });
    expect(await errorOf('{ admin { runs(first: 101) { totalCount } } }')).toMatchObject({ argument: 'first' });
    expect(await errorOf('{ admin { run(id: "x") { id } } }')).toMatchObject({ argument: 'id', reason: 'INVALID_ID' });
    expect(await ask('{ admin { source(id: "nowhere") { id } job(id: "x") { id } } }')).toEqual({
      admin: { source: null, job: null },
    });
  });
});

describe('a source', () => {
  test('is harvested by a job whose progress can be seen, and has run, changes and dead letters after it', async () => {
    let release = () => {};
    catalogue.hold = new Promise((resolve) => {
      release = resolve;
    });
    const first = await submitted('harvest(source: "web")');
    expect(first).toMatchObject({ isNew: true, job: { kind: 'HARVEST' } });
    const health = '{ admin { source(id: "web") { health { state since reason } job { id state worker } } } }';
    await expect.poll(async () => (await ask(health)).admin.source.health.state).toBe('RUNNING');
    expect((await ask(health)).admin.source.job).toMatchObject({
      id: first.job.id,
      worker: expect.stringContaining(':'),
    });
    expect(await submitted('remap(source: "web")')).toMatchObject({ isNew: false, job: { id: first.job.id } });
    release();
    const { run } = await over(first.job.id);
    expect(run).toMatchObject({
      ...{ outcome: 'SUCCEEDED_WITH_REJECTIONS', fromKeptFeeds: false, deadLetters: 2 },
      changes: { new: 6, changed: 0, withdrawn: 0 },
    });

    const { admin } = await ask(`{ admin {
      source(id: "web") { records schedule nextRunAt lastSuccessAt job { id }
        health { state staleAt } deadLetters { total byCode { code count } } lastRun { id keptFeeds extent } }
      runs(source: "web") { totalCount nodes { id source firstChanges { change nativeId title } } }
      run(id: "${run.id}") { id outcome }
      deadLetters(first: 1) { totalCount byCode { code count } pageInfo { hasNextPage endCursor }
        nodes { source record position code path reason excerpt runId firstSeenAt } }
      index { offers documents providers engineVersion }
    } }`);
    expect(admin.source).toMatchObject({
      ...{ records: 6, nextRunAt: '2026-11-24T03:15:00.000Z', job: null, health: { state: 'OK' } },
      deadLetters: { total: 2 },
      lastRun: { id: run.id, keptFeeds: 'KEPT', extent: 'EVERYTHING' },
    });
    expect(admin.runs).toMatchObject({ totalCount: 1, nodes: [{ id: run.id, source: 'web' }] });
    expect(admin.runs.nodes[0].firstChanges[0]).toEqual({ change: 'NEW', nativeId: 'c1', title: 'Course 1' });
    expect(admin.run).toEqual({ id: run.id, outcome: 'SUCCEEDED_WITH_REJECTIONS' });
    expect(admin.deadLetters).toMatchObject({
      ...{ totalCount: 2, pageInfo: { hasNextPage: true } },
      nodes: [{ source: 'web', record: 'untitled', code: 'MISSING_REQUIRED', runId: run.id }],
    });
    expect(admin.index).toMatchObject({ offers: 6, documents: 6, providers: 1 });
    const { endCursor } = admin.deadLetters.pageInfo;
    const more = await ask(
      `{ admin { deadLetters(first: 5, after: "${endCursor}") { nodes { record } pageInfo { hasNextPage } } } }`,
    );
    expect(more.admin.deadLetters).toMatchObject({ nodes: { length: 1 }, pageInfo: { hasNextPage: false } });
    const of = await ask(
      '{ admin { deadLetters(source: "web", code: "MISSING_ID") { totalCount byCode { code count } } } }',
    );
    expect(of.admin.deadLetters).toEqual({ totalCount: 1, byCode: [{ code: 'MISSING_ID', count: 1 }] });
  });

  test('is looked at without being changed, and then forced through what the guard refuses', async () => {
    catalogue.courses = [
      ['c1', 'Course 1'],
      ['c2', 'Renamed'],
      ['new', 'New'],
    ];
    const looked = await over((await submitted('dryRun(source: "web")')).job.id);
    expect(looked.run).toMatchObject({
      ...{ outcome: 'REFUSED', error: { code: 'REFUSED_DROP' } },
      dryRun: { new: 1, changed: 1, withdrawn: 4 },
    });
    expect(looked.run.dryRun.first.slice(0, 3)).toEqual([
      { change: 'NEW', title: 'New' },
      { change: 'CHANGED', title: 'Renamed' },
      { change: 'WITHDRAWN', title: 'Course 3' },
    ]);
    const state =
      '{ admin { source(id: "web") { records health { state reason } } runs(source: "web") { totalCount } } }';
    expect((await ask(state)).admin).toMatchObject({ source: { records: 6 }, runs: { totalCount: 1 } });
    await over((await submitted('harvest(source: "web")')).job.id);
    expect((await ask(state)).admin.source.health).toMatchObject({
      ...{ state: 'FAILING', reason: expect.stringContaining('REFUSED_DROP') },
    });
    const forced = await over((await submitted('harvest(source: "web", force: true)')).job.id);
    expect(forced.run).toMatchObject({
      outcome: 'SUCCEEDED',
      changes: { new: 1, changed: 1, withdrawn: 4 },
      deadLetters: 0,
    });
    expect((await ask(state)).admin).toMatchObject({ source: { records: 3, health: { state: 'OK' } } });
  });

  test('has its kept feed mapped again, and dead letters retried, without its provider being asked', async () => {
    const asked = provider.requests.length;
    for (const mutation of ['remap', 'retryDeadLetters']) {
      const { run } = await over((await submitted(`${mutation}(source: "web")`)).job.id);
      expect(run).toMatchObject({ outcome: 'UNCHANGED', fromKeptFeeds: true });
    }
    expect(provider.requests).toHaveLength(asked);
  });

  test('is taken back to the release before, held there, and released', async () => {
    const state = '{ admin { source(id: "web") { records heldSince } } }';
    const asked = provider.requests.length;
    const { job } = await submitted('rollback(source: "web")');
    expect(job.kind).toBe('ROLLBACK');
    const { run } = await over(job.id);
    expect(run).toMatchObject({
      outcome: 'SUCCEEDED_WITH_REJECTIONS',
      fromKeptFeeds: true,
      changes: { new: 4, changed: 1, withdrawn: 1 },
    });
    expect((await ask(state)).admin.source).toEqual({ records: 6, heldSince: expect.any(String) });
    const held = await over((await submitted('harvest(source: "web")')).job.id);
    expect(held.run).toMatchObject({ outcome: 'REFUSED', error: { code: 'REFUSED_HELD' } });
    await over((await submitted('rollback(source: "web")')).job.id);
    expect(provider.requests).toHaveLength(asked);
    expect(await ask('mutation { releaseSource(source: "web") }')).toEqual({ releaseSource: true });
    expect(await ask('mutation { releaseSource(source: "web") }')).toEqual({ releaseSource: false });
    expect((await ask(state)).admin.source).toEqual({ records: 3, heldSince: null });
  });

  test('that fails, that never ran and that is off say so', async () => {
    const { run } = await over((await submitted('harvest(source: "never")')).job.id);
    expect(run).toMatchObject({ outcome: 'FAILED', error: { code: expect.any(String) } });
    const { admin } = await ask('{ admin { sources { id health { state } } } }');
    const states = admin.sources.map(({ id, health: { state } }: { id: string; health: { state: string } }) => [
      id,
      state,
    ]);
    expect(Object.fromEntries(states)).toMatchObject({ never: 'FAILING', cli: 'NEVER', off: 'DISABLED' });
  });

  test('shows runs of another process too', async () => {
    const done = await lotse(['harvest', 'cli', '--json'], environment());
    const [report] = done.json() as { runId: string }[];
    const { admin } = await ask(
      '{ admin { source(id: "cli") { health { state } } runs(source: "cli") { nodes { id } } } }',
    );
    expect(admin).toEqual({ source: { health: { state: 'OK' } }, runs: { nodes: [{ id: report?.runId }] } });
    const { stdout, code } = await lotse(['dead-letters', 'web'], environment());
    expect([code, stdout]).toEqual([0, '']);
  });

  test('is cancelled while its provider keeps it waiting', async () => {
    let release = () => {};
    catalogue.hold = new Promise((resolve) => {
      release = resolve;
    });
    const { job } = await submitted('harvest(source: "web", force: true)');
    const state = `{ admin { job(id: "${job.id}") { state } } }`;
    await expect.poll(async () => (await ask(state)).admin.job.state).toBe('RUNNING');
    expect(await ask(`mutation { cancelRun(id: "${job.id}") { id } }`)).toEqual({ cancelRun: { id: job.id } });
    await expect.poll(async () => (await ask(state)).admin.job.state, { timeout: 10_000 }).toBe('CANCELLED');
    release();
    catalogue.hold = undefined;
    expect(await ask('mutation { cancelRun(id: "none") { id } }')).toEqual({ cancelRun: null });
  });

  test('is reported on: completeness by provider, and problems with examples', async () => {
    catalogue.courses = [
      ['c1', 'Course 1'],
      ['c2', 'Renamed'],
      ['new', 'New'],
      ['untitled', ''],
    ];
    await over((await submitted('harvest(source: "web")')).job.id);
    const { admin } = await ask(`{ admin { report(source: "web") { state report { offers { total }
      elements { element present absent } completeness { mean distribution } duplicates merged { offers inFront with { source } } problems { scope errors byCode { code advice examples { record isError } } }
      providers { id name { text } offers completeness { mean } } } } } }`);
    const { state, report } = admin.report;
    expect(state).toBe('READY');
    expect(report).toMatchObject({ offers: { total: 3 }, problems: { scope: 'EVERYTHING', errors: 1 } });
    expect(report).toMatchObject({ duplicates: 0, merged: { offers: 0, inFront: 0, with: [] } });
    expect(report.elements[0]).toEqual({ element: 'TITLE', present: 3, absent: 0 });
    expect(report.problems.byCode).toContainEqual(
      expect.objectContaining({ code: 'MISSING_REQUIRED', examples: [{ record: 'untitled', isError: true }] }),
    );
    expect(report.providers).toMatchObject([{ name: { text: 'College' }, offers: 3 }]);
    const one =
      await ask(`{ admin { report(source: "web", provider: "${report.providers[0].id}") { report { offers { total } providers { id } } }
      none: report(source: "cli", provider: "${report.providers[0].id}") { state } } }`);
    expect(one.admin).toEqual({ report: { report: { offers: { total: 3 }, providers: [] } }, none: null });
  });
});

test('the index is built anew from kept feeds while it is searched, and how far it is can be seen', async () => {
  const found = async () => {
    const { body } = await post('{ searchLearningOpportunities(filter: { source: { in: ["web"] } }) { totalCount } }');
    return body.data.searchLearningOpportunities.totalCount;
  };
  const fields = 'id fromFeeds state worker progress { phase } result { offers withdrawn } error';
  const before = await found();
  const { rebuildIndex } = await ask(`mutation { rebuildIndex(fromFeeds: true) { ${fields} } }`);
  expect(rebuildIndex).toMatchObject({ fromFeeds: true, state: 'RUNNING', result: null });
  const again = await ask(`mutation { rebuildIndex { id fromFeeds } }`);
  expect(again.rebuildIndex).toMatchObject({ id: rebuildIndex.id, fromFeeds: true });
  const standing = async () => (await ask(`{ admin { rebuild { ${fields} } } }`)).admin.rebuild;
  await expect
    .poll(
      async () => {
        expect(await found()).toBe(before);
        return (await standing()).state;
      },
      { timeout: 60_000 },
    )
    .toBe('ENDED');
  expect(await standing()).toMatchObject({ id: rebuildIndex.id, result: { offers: before + 1 }, error: null });

  await ask(`mutation { rebuildIndex { id } }`);
  expect((await ask('mutation { cancelRebuild { state } }')).cancelRebuild.state).toBe('RUNNING');
  await expect.poll(async () => (await standing()).state, { timeout: 30_000 }).toMatch(/^(CANCELLED|ENDED)$/);
  expect(await found()).toBe(before);
});

test('mutations are done once, however often the same document comes', async () => {
  for (let times = 1; times <= 5; times += 1) {
    const { job } = await submitted('remap(source: "web")');
    await over(job.id);
  }
  const { admin } = await ask('{ admin { jobs(over: 100) { kind } } }');
  const remaps = admin.jobs.filter(({ kind }: { kind: string }) => kind === 'REMAP');
  expect(remaps).toHaveLength(6);
});

test('the public fields of a run tell what a portal may see of it', async () => {
  const { body } = await post('{ sources { id lastRun { extent fromKeptFeeds changes { new changed withdrawn } } } }');
  expect(body.data.sources[0].lastRun).toMatchObject({ extent: 'EVERYTHING', fromKeptFeeds: true });
});

test('metrics tell how many dead letters each source has', async () => {
  const { hostname, port } = new URL(url);
  const text = await new Promise<string>((resolve) =>
    httpRequest({ hostname, port, path: '/metrics' }, (response) => {
      let all = '';
      response.on('data', (data) => {
        all += data;
      });
      response.on('end', () => resolve(all));
    }).end(),
  );
  expect(text).toContain('lotse_source_dead_letters{source="web"} 1');
  expect(text).toContain('lotse_source_dead_letters{source="cli"} 0');
});

test('no token is ever in the log', () => {
  expect(logged.length).toBeGreaterThan(0);
  expect(logged.filter((line) => line.includes(token) || line.includes(other))).toEqual([]);
});
