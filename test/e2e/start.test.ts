import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask, type RunningLotse, serve } from '../support/cli.js';
import { temporaryDirectory } from '../support/servers.js';

/** `npm start` as a newcomer meets it: the bundled catalogues, an engine of its own, nothing set but the folder. */
let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
let running: RunningLotse;
const env = () => ({ LOTSE_DATA: folder.path, LOTSE_NOW: '2026-11-23T10:00:00Z' });

beforeAll(async () => {
  folder = await temporaryDirectory('start');
  running = await serve(env());
}, 120_000);
afterAll(async () => {
  await running.stop();
  await folder.remove();
});

interface Search {
  searchLearningOpportunities: { totalCount: number; nodes: Record<string, unknown>[] };
}

test('prints where it serves and a query that works as it stands', async () => {
  const body = /-d '(\{.*\})'/.exec(running.stderr())?.[1];
  const response = await fetch(`${running.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: body ?? '',
  });
  const { data } = (await response.json()) as { data: Search };
  expect(data.searchLearningOpportunities.totalCount).toBeGreaterThan(10);
  expect(data.searchLearningOpportunities.nodes).toHaveLength(3);
});

test("answers the README's first query as the README says", async () => {
  const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
  const [, body, answer] = /<!-- first-query -->[\s\S]*?-d '(.*)'\n```\n\n```json\n([\s\S]*?)```/.exec(readme) ?? [];
  const response = await fetch(`${running.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: body ?? '',
  });
  expect(await response.json()).toEqual(JSON.parse(answer ?? ''));
});

test('has harvested every bundled catalogue before it listens', async () => {
  const { data } = await ask<{ sources: { id: string; records: number; lastRun: { outcome: string } }[] }>(
    running.url,
    '{ sources { id records lastRun { outcome } } }',
  );
  expect(data?.sources.length).toBeGreaterThanOrEqual(14);
  for (const source of data?.sources ?? []) {
    expect([source.id, source.lastRun.outcome, source.records > 0]).toEqual([
      source.id,
      expect.stringMatching(/^SUCCEEDED/),
      true,
    ]);
  }
  const { data: all } = await ask<Search>(
    running.url,
    '{ searchLearningOpportunities(filter: { status: [OPEN, UPCOMING, EXPIRED, UNKNOWN] }) { totalCount } }',
  );
  expect(all?.searchLearningOpportunities.totalCount).toBeGreaterThan(4000);
});

test.each([
  ['first', '{ searchLearningOpportunities(first: 101) { totalCount } }'],
  ['last', '{ searchLearningOpportunities(first: 1, last: 1) { totalCount } }'],
  ['filter.source.in.0', '{ searchLearningOpportunities(filter: { source: { in: ["nope"] } }) { totalCount } }'],
  [
    'filter.not.source.in.0',
    '{ searchLearningOpportunities(filter: { not: { source: { in: ["x"] } } }) { totalCount } }',
  ],
  ['filter.eqfLevel.in.0', '{ searchLearningOpportunities(filter: { eqfLevel: { in: [9] } }) { totalCount } }'],
])('a bad %s is refused also where only a total is asked for', async (argument, query) => {
  const { errors } = await ask(running.url, query);
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument });
});

test('the values of every facet of fixed terms can be given back to the filter', async () => {
  const fields = ['status', 'mode', 'kind', 'country', 'recognition', 'assessmentType', 'supervision', 'targetGroup'];
  const facets = fields.map((field) => `${field} { values { value count } }`).join(' ');
  interface Faceted {
    searchLearningOpportunities: { facets: Record<string, { values: { value: string; count: number }[] }> };
  }
  const { data } = await ask<Faceted>(running.url, `{ searchLearningOpportunities { facets { ${facets} } } }`);
  for (const field of fields) {
    const [first] = data?.searchLearningOpportunities.facets[field]?.values ?? [];
    const chosen = field === 'status' ? `status: [${first?.value}]` : `${field}: { in: ["${first?.value}"] }`;
    const { data: again } = await ask<Search>(
      running.url,
      `{ searchLearningOpportunities(filter: { ${chosen} }) { totalCount } }`,
    );
    expect([field, again?.searchLearningOpportunities.totalCount]).toEqual([field, first?.count]);
  }
});

test('a killed engine is answered with SERVICE_UNAVAILABLE at most, and comes back without a restart', async () => {
  const { pid } = JSON.parse(await readFile(join(folder.path, 'meilisearch', 'server.json'), 'utf8')) as {
    pid: number;
  };
  process.kill(pid, 'SIGKILL');
  let answered = 0;
  for (let tries = 0; tries < 100 && answered === 0; tries += 1) {
    const { data, errors } = await ask<Search>(
      running.url,
      `{ searchLearningOpportunities(query: "music ${tries}") { totalCount } }`,
    );
    if (errors === undefined) answered = data === undefined ? 0 : 1;
    else expect(errors[0]?.extensions.code).toBe('SERVICE_UNAVAILABLE');
    await sleep(50);
  }
  expect(answered).toBe(1);
});

test('a second start finds the data in place and harvests nothing', async () => {
  expect(await running.stop()).toBe(0);
  running = await serve(env());
  expect(running.stderr()).not.toMatch(/harvest [=-]+ /);
  const { data } = await ask<Search>(
    running.url,
    '{ searchLearningOpportunities(query: "management", first: 1) { totalCount nodes { title { text } } } }',
  );
  expect(data?.searchLearningOpportunities.totalCount).toBeGreaterThan(0);
});
