import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serve as serveFeed } from '../integration/faulty-server.js';
import { ask, lotse, type RunningLotse, serve } from '../support/cli.js';
import { startLoad } from '../support/search-load.js';
import { temporaryDirectory } from '../support/servers.js';

const otherVersion = fileURLToPath(new URL('../../scripts/bench/other-version.js', import.meta.url));
const offers = 1200;

let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
let feed: Awaited<ReturnType<typeof serveFeed>>;
let running: RunningLotse;
let env: Record<string, string>;
let searches: { query: string; total: number }[];

interface Total {
  searchLearningOpportunities: { totalCount: number };
}

async function totalOf(query: string): Promise<number> {
  const { data } = await ask<Total>(running.url, query);
  return data?.searchLearningOpportunities.totalCount ?? -1;
}

beforeAll(async () => {
  folder = await temporaryDirectory('under-load');
  const subjects = ['Music', 'Botany', 'History', 'Welding'];
  const lines = Array.from({ length: offers }, (_, index) => `c${index};${subjects[index % 4]} course ${index}\n`);
  feed = await serveFeed((_, response) => {
    response.writeHead(200, { 'content-type': 'text/csv', etag: '"1"' });
    response.end(`code;title\n${lines.join('')}`);
  });
  const sources = join(folder.path, 'sources.yaml');
  await writeFile(
    sources,
    `sources:\n  - { id: courses, name: Courses, format: table, location: '${feed.url}', language: en, options: { records: { type: csv, delimiter: ';' }, fields: { id: { from: code }, title: { from: title } } } }\n`,
  );
  env = {
    ...{ LOTSE_DATA: join(folder.path, 'data'), LOTSE_SOURCES: sources, LOTSE_ALLOW_HOSTS: feed.host },
    // Each search is one of the engine; and a machine that is busy with other tests is no failure.
    ...{ LOTSE_CACHE_MAX_BYTES: '0', LOTSE_SEARCH_TIMEOUT_MS: '30000', LOTSE_REQUEST_TIMEOUT_MS: '60000' },
  };
  expect((await lotse(['harvest', '--json'], env)).json()).toMatchObject([{ outcome: 'succeeded', written: offers }]);
  running = await serve(env);
  searches = [];
  for (const words of ['', 'music', 'botany course', 'welding', 'course 11', 'history 77']) {
    for (const first of [0, 3]) {
      const query = `{ searchLearningOpportunities(query: "${words}", first: ${first}) { totalCount nodes { title { text } } } }`;
      searches.push({ query, total: await totalOf(query) });
    }
  }
  for (const { total } of searches) expect(total).toBeGreaterThan(0);
  expect(searches[0]?.total).toBe(offers);
}, 180_000);
afterAll(async () => {
  await running.stop();
  await feed.close();
  await folder.remove();
});

/** Does something while the server is searched all the time, before, meanwhile and after. */
async function underLoad<T>(work: () => Promise<T>): Promise<T> {
  const load = startLoad(running.url, searches);
  try {
    await sleep(300);
    const before = load.answered;
    const result = await work();
    const meanwhile = load.answered - before;
    await sleep(1500);
    const { wrong } = await load.stop();
    expect(wrong).toEqual([]);
    expect(meanwhile).toBeGreaterThan(20);
    return result;
  } finally {
    await load.stop();
  }
}

test('no search fails or finds less while the index is built anew from its records', async () => {
  const { code, json, stderr } = await underLoad(() => lotse(['rebuild', '--json'], env));
  expect([code, json(), stderr]).toMatchObject([
    0,
    [{ offers, sources: [{ source: 'courses', from: 'records' }] }],
    {},
  ]);
}, 180_000);

test('nor from the kept feeds', async () => {
  const requests = feed.requests.length;
  const { code, json } = await underLoad(() => lotse(['rebuild', '--from-feeds', '--json'], env));
  expect([code, json()]).toMatchObject([0, [{ offers, sources: [{ source: 'courses', from: 'feeds' }] }]]);
  expect(feed.requests).toHaveLength(requests);
}, 180_000);

test('nor while a process of another version makes its index of that of the server, which it leaves there', async () => {
  const { stdout } = await underLoad(() =>
    promisify(execFile)(process.execPath, [otherVersion], { env: { PATH: process.env.PATH ?? '', ...env } }),
  );
  const { prepared, names, left } = JSON.parse(stdout);
  expect(prepared).toBe('converted');
  expect(left).toHaveLength(2);
  expect(left).toContain(names.offers);
}, 180_000);
