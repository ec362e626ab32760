import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { Meilisearch } from 'meilisearch';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { loadConfig } from '../../src/config/load-config.js';
import { type Gateway, openGateway } from '../../src/gateway.js';
import { harvest } from '../../src/harvest/harvester.js';
import { signatureOf } from '../../src/harvest/watch/webhook.js';
import { openServer } from '../../src/server.js';
import { createLogger } from '../../src/telemetry/logger.js';
import { temporaryDirectory } from '../support/servers.js';
import { coursesXml } from '../support/xcri-course.js';
import { inTurn, type RunningServer, serve, text } from './faulty-server.js';

const secret = 'a-secret-for-signatures';
const prefix = `test-${randomBytes(4).toString('hex')}`;
const bodies: { readonly body: string; readonly signature: unknown }[] = [];
const logged: string[] = [];

let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
let receiver: RunningServer;
let gateway: Gateway;
let app: FastifyInstance;

const sourcesFile = `sources:
  - { id: good, name: Good, format: xcri-cap, location: good.xml, schedule: 15 3 * * * }
  - { id: broken, name: Broken, format: xcri-cap, location: broken.xml }
  - { id: never, name: Never, format: xcri-cap, location: never.xml }
`;

function environment(more: Record<string, string> = {}) {
  return {
    ...{ MEILI_URL: inject('meiliUrl'), MEILI_KEY: inject('meiliKey'), LOTSE_MEILI_PREFIX: prefix },
    ...{ LOTSE_DATA: folder.path, LOTSE_SOURCES: join(folder.path, 'sources.yaml'), LOTSE_CACHE_MAX_BYTES: '1 MB' },
    ...more,
  };
}

async function open(env: Record<string, string>) {
  const log = createLogger({ level: 'trace', write: (line) => logged.push(line) });
  const opened = await openGateway(loadConfig(env), () => undefined, log);
  return { opened, server: await openServer(opened, '{ __typename }') };
}

beforeAll(async () => {
  folder = await temporaryDirectory('operation');
  const answer = inTurn(text('', {}, 500), text('', {}, 503), text('', {}, 204));
  receiver = await serve((request, response) => {
    void readAll(request).then((body) => {
      bodies.push({ body, signature: request.headers['x-lotse-signature'] });
      answer(request, response);
    });
  });
  await writeFile(join(folder.path, 'sources.yaml'), sourcesFile);
  await writeFile(
    join(folder.path, 'good.xml'),
    coursesXml([
      ['1', 'Art'],
      ['2', 'Music'],
      ['', 'No id'],
    ]),
  );
  await writeFile(join(folder.path, 'broken.xml'), '<catalog');
  ({ opened: gateway, server: app } = await open(
    environment({
      LOTSE_WEBHOOK_URL: `${receiver.url}path-token?key=query-token`,
      LOTSE_WEBHOOK_SECRET: secret,
      LOTSE_ALLOW_HOSTS: receiver.host,
    }),
  ));
  await gateway.index.ensure();
  await gateway.plainEngine.refresh();
});
afterAll(async () => {
  await app.close();
  await gateway.close();
  await receiver.close();
  const admin = new Meilisearch({ host: inject('meiliUrl'), apiKey: inject('meiliKey') });
  for (const name of Object.values(gateway.names)) await admin.deleteIndex(name).waitTask();
  await folder.remove();
});

async function run(id: string) {
  const source = gateway.sources.sources.find((each) => each.id === id);
  if (source === undefined) throw new Error(id);
  return harvest(source, gateway.harvestContext);
}

async function ask(query: string) {
  return app.inject({
    method: 'POST',
    url: '/graphql',
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify({ query }),
  });
}

/** Every sample of /metrics, by name and labels. */
async function metrics(): Promise<Map<string, number>> {
  const response = await app.inject('/metrics');
  expect(response.statusCode).toBe(200);
  expect(response.headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/);
  expect(response.headers['cache-control']).toBe('no-store');
  const lines = response.body.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]),
  );
}

test('a failure reaches the receiver at the third try, signed; its end does too; and the harvest waits for neither', async () => {
  expect(await run('broken')).toMatchObject({ outcome: 'failed' });
  expect(bodies.length).toBeLessThan(3);
  await expect.poll(() => bodies.length, { timeout: 15_000 }).toBe(3);
  const [first] = bodies;
  expect(new Set(bodies.map(({ body }) => body)).size).toBe(1);
  expect(first?.signature).toBe(signatureOf(first?.body ?? '', secret));
  expect(JSON.parse(first?.body ?? '')).toMatchObject({
    ...{ event: 'source.failed', source: { id: 'broken', name: 'Broken' }, reminder: false },
    error: { code: 'FEED_MALFORMED' },
  });
  const told = join(folder.path, 'harvest', 'broken', 'told.json');
  await expect.poll(async () => readFile(told, 'utf8'), { timeout: 5_000 }).toContain('toldAt');

  await run('broken');
  await gateway.checkSources();
  await sleep(100);
  expect(bodies).toHaveLength(3);

  await writeFile(join(folder.path, 'broken.xml'), coursesXml([['1', 'Mended']]));
  expect(await run('broken')).toMatchObject({ outcome: 'succeeded' });
  await expect.poll(() => bodies.length, { timeout: 5_000 }).toBe(4);
  expect(JSON.parse(bodies[3]?.body ?? '')).toMatchObject({ event: 'source.recovered', source: { id: 'broken' } });
  await expect.poll(async () => readFile(told, 'utf8'), { timeout: 5_000 }).not.toContain('failing');
});

test('/metrics tells of requests, operations, searches, runs and sources', async () => {
  expect(await run('good')).toMatchObject({ outcome: 'succeeded_with_rejections', written: 2, rejected: 1 });
  const search = '{ searchLearningOpportunities(query: "secretword") { totalCount } }';
  await ask(search);
  await ask(search);
  await ask(`${search} `);
  await ask('{ nothing }');
  await ask('{ sources { id } }');
  await app.inject('/health/live');
  for (let index = 0; index < 20; index += 1) await app.inject(`/unknown/${index}?q=secretword`);
  const found = await metrics();

  expect(found.get('lotse_graphql_operations_total{code="OK"}')).toBe(3);
  expect(found.get('lotse_graphql_operations_total{code="GRAPHQL_VALIDATION_FAILED"}')).toBe(1);
  expect(found.get('lotse_graphql_kept_answers_total')).toBe(1);
  expect(found.get('lotse_http_request_duration_seconds_count{route="/graphql",status="200"}')).toBe(4);
  expect(found.get('lotse_http_request_duration_seconds_count{route="/graphql",status="400"}')).toBe(1);
  expect(found.get('lotse_http_request_duration_seconds_count{route="none",status="404"}')).toBe(20);
  expect(found.get('lotse_search_answers_total{from="engine"}')).toBe(1);
  expect(found.get('lotse_search_answers_total{from="memory"}')).toBe(1);
  expect(found.get('lotse_engine_call_duration_seconds_count{call="search",outcome="answered"}')).toBe(1);
  expect(found.get('lotse_harvest_runs_total{source="good",outcome="succeeded_with_rejections"}')).toBe(1);
  expect(found.get('lotse_harvest_runs_total{source="broken",outcome="failed"}')).toBe(2);
  expect(found.get('lotse_harvest_records_total{source="good",result="read"}')).toBe(3);
  expect(found.get('lotse_harvest_records_total{source="good",result="written"}')).toBe(2);
  expect(found.get('lotse_harvest_records_total{source="good",result="rejected"}')).toBe(1);
  expect([...found.keys()].some((name) => name.startsWith('lotse_harvest_issues_total{source="good"'))).toBe(true);
  expect(found.get('lotse_webhook_notices_total{event="source.failed",outcome="delivered"}')).toBe(1);
  expect(found.get('lotse_engine_up')).toBe(1);
  expect(found.get('lotse_source_offers{source="good"}')).toBe(2);
  expect(found.get('lotse_source_offers{source="never"}')).toBe(0);
  expect(found.get('lotse_source_seconds_since_success{source="good"}')).toBeLessThan(60);
  expect(found.has('lotse_source_seconds_since_success{source="never"}')).toBe(false);
  expect(found.get('process_resident_memory_bytes')).toBeGreaterThan(1e6);
});

test('/metrics holds no query and no secret, and grows by no label that a client could choose', async () => {
  const before = await metrics();
  for (let index = 0; index < 30; index += 1) {
    await app.inject({ method: 'GET', url: `/graphql/${index}` });
    await ask(`query Name${index} { field${index} }`);
  }
  const after = await metrics();
  expect([...after.keys()].filter((key) => key.includes('lotse_')).length).toBe(
    [...before.keys()].filter((key) => key.includes('lotse_')).length,
  );
  const { body } = await app.inject('/metrics');
  for (const hidden of ['secretword', secret, 'path-token', 'query-token', inject('meiliKey')]) {
    expect(body).not.toContain(hidden);
  }
});

test('nothing of what was logged is a secret', () => {
  const text = logged.join('');
  expect(text).toContain('a notice was delivered');
  for (const hidden of [secret, 'path-token', 'query-token', bodies[0]?.signature]) expect(text).not.toContain(hidden);
});

test('with LOTSE_METRICS=off there is nothing at /metrics', async () => {
  const { opened, server } = await open(environment({ LOTSE_METRICS: 'off' }));
  expect((await server.inject('/metrics')).statusCode).toBe(404);
  await server.close();
  await opened.close();
});
