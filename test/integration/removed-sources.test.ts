import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Meilisearch } from 'meilisearch';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { ask, lotse, type RunningLotse, serve as startServer } from '../support/cli.js';
import { temporaryDirectory } from '../support/servers.js';
import { type RunningServer, serve } from './faulty-server.js';

const prefix = 'lotse-removed';
const table =
  "format: table, language: en, options: { records: { type: csv, delimiter: ';' }, fields: { id: { from: code }, title: { from: title }, homepages: { from: url } } }";

let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
let server: RunningServer;
let gateway: RunningLotse | undefined;
let env: Record<string, string>;
let left = 'code;title;url\n';

const admin = () => new Meilisearch({ host: inject('meiliUrl'), apiKey: inject('meiliKey') });

/** Two catalogues: `kept`, which has one offer in common with `left`. */
async function sourcesFile(...ids: readonly string[]): Promise<void> {
  const entries = ids.map((id) => `  - { id: ${id}, name: ${id}, location: '${server.url}${id}', ${table} }\n`);
  await writeFile(join(folder.path, 'sources.yaml'), `sources:\n${entries.join('')}`);
}

beforeAll(async () => {
  folder = await temporaryDirectory('removed');
  server = await serve((request, response) => {
    response.writeHead(200, { 'content-type': 'text/csv' });
    const kept = 'code;title;url\nk1;Bread and cakes;https://school.example/bread\nk2;Only here;\n';
    response.end(request.url === '/kept' ? kept : left);
  });
  left += 'l1;Bread and cakes;https://school.example/bread\nl2;Welding;\nl3;Sewing;\n';
  env = {
    ...{ MEILI_URL: inject('meiliUrl'), MEILI_KEY: inject('meiliKey'), LOTSE_MEILI_PREFIX: prefix },
    ...{ LOTSE_DATA: join(folder.path, 'data'), LOTSE_SOURCES: join(folder.path, 'sources.yaml') },
    ...{ LOTSE_ALLOW_HOSTS: server.host, LOTSE_HARVEST_ON_START: 'never' },
  };
  await sourcesFile('kept', 'left');
  const first = await lotse(['harvest', '--json'], env);
  expect(first.json()).toMatchObject([{ written: 2 }, { written: 3 }]);
}, 120_000);
afterAll(async () => {
  await gateway?.stop();
  const { results } = await admin().getRawIndexes({ limit: 1000 });
  for (const { uid } of results) if (uid.startsWith(`${prefix}-`)) await admin().deleteIndex(uid).waitTask();
  await server.close();
  await folder.remove();
});

const search = '{ searchLearningOpportunities(first: 10) { nodes { id title { text } source { id } } } }';

test('a source that is gone from the sources file is told of, taken down by a person, and purged in time', async () => {
  await sourcesFile('kept');
  gateway = await startServer(env);
  const { url } = gateway;
  const found = async () => {
    interface Found {
      searchLearningOpportunities: { nodes: { id: string; title: { text: string }; source: { id: string } }[] };
    }
    const { data } = await ask<Found>(url, search);
    return data?.searchLearningOpportunities.nodes ?? [];
  };
  const told = '"left" is not in the sources file, and its 3 offers are still found';
  await expect.poll(() => gateway?.stderr()).toContain(told);
  expect((await found()).map(({ title }) => title.text).sort()).toEqual([
    'Bread and cakes',
    'Only here',
    'Sewing',
    'Welding',
  ]);
  const welding = (await found()).find(({ title }) => title.text === 'Welding')?.id ?? '';
  const list = await lotse(['sources'], env);
  expect([list.code, list.stdout.includes('left')]).toEqual([0, false]);
  expect(list.stderr).toContain(told);
  expect((await lotse(['sources', '--json'], env)).json()).toMatchObject([
    { id: 'kept', records: 2 },
    { id: 'left', records: 3, withdrawn: 0, removed: true },
  ]);

  expect(await lotse(['withdraw', 'elsewhere'], env)).toMatchObject({ code: 1, stdout: '' });
  expect((await lotse(['withdraw', 'left', '--dry-run'], env)).stdout).toBe('left: would withdraw 3 offers\n');
  expect(await found()).toHaveLength(4);

  const down = await lotse(['withdraw', 'left', '--reason', 'The school has closed.', '--json'], env);
  expect([down.code, down.json()]).toMatchObject([
    0,
    [{ source: 'left', outcome: 'succeeded', read: 0, withdrawn: 3, feeds: 'none', changes: { withdrawn: 3 } }],
  ]);
  await expect
    .poll(async () => (await found()).map(({ title, source }) => [title.text, source.id]).sort())
    .toEqual([
      ['Bread and cakes', 'kept'],
      ['Only here', 'kept'],
    ]);
  const tombstone = '{ title { text } withdrawn { at reason } }';
  const answered = await ask(url, `{ learningOpportunity(id: "${welding}") ${tombstone} }`);
  expect(answered.data).toMatchObject({
    learningOpportunity: { title: { text: 'Welding' }, withdrawn: { reason: 'The school has closed.' } },
  });
  expect((await lotse(['sources'], env)).stderr).not.toContain('left');

  const later = await lotse(['purge', '--json'], { ...env, LOTSE_PURGE_WITHDRAWN_DAYS: '0' });
  expect(later.json()).toMatchObject([
    { source: 'kept', withdrawn: 0 },
    { source: 'left', withdrawn: 3 },
  ]);
  expect((await ask(url, `{ learningOpportunity(id: "${welding}") { id } }`)).data).toEqual({
    learningOpportunity: null,
  });
  expect(await readdir(join(folder.path, 'data', 'harvest'))).toEqual(['kept']);
}, 120_000);

test('a catalogue that is over is refused as empty, taken down by a person, and comes back under the same ids', async () => {
  await sourcesFile('kept', 'left');
  await lotse(['harvest', 'left'], env);
  const full = left;
  left = 'code;title;url\n';
  const refused = await lotse(['harvest', 'left', '--force', '--json'], env);
  expect([refused.code, refused.json()]).toMatchObject([
    1,
    [{ outcome: 'refused', error: { code: 'REFUSED_EMPTY', message: expect.stringContaining('lotse withdraw left') } }],
  ]);
  const down = await lotse(['withdraw', 'left'], env);
  expect([down.code, down.stdout]).toEqual([0, expect.stringContaining('withdrawn 3')]);
  expect(down.stderr).toContain('set enabled: false');
  left = full;
  const back = await lotse(['harvest', 'left', '--json'], env);
  expect(back.json()).toMatchObject([{ outcome: 'succeeded', written: 3, changes: { new: 3 } }]);
}, 120_000);
