import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Meilisearch } from 'meilisearch';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { lotse } from '../support/cli.js';
import { contentOf } from '../support/folder-content.js';
import { temporaryDirectory } from '../support/servers.js';
import { serve } from './faulty-server.js';
import { started } from './read-feeds.js';

const command = fileURLToPath(new URL('../support/lotse.js', import.meta.url));
const prefix = 'lotse-killed-reading';

let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
beforeAll(async () => {
  folder = await temporaryDirectory('killed');
});
afterAll(async () => {
  const admin = adminOf();
  const { results } = await admin.getRawIndexes({ limit: 1000 });
  for (const { uid } of results) if (uid.startsWith(`${prefix}-`)) await admin.deleteIndex(uid).waitTask();
  await folder.remove();
});

const adminOf = () => new Meilisearch({ host: inject('meiliUrl'), apiKey: inject('meiliKey') });

/** All documents of the indexes of the test, and the newest task that changed one. */
async function indexed() {
  const admin = adminOf();
  const { results } = await admin.getRawIndexes({ limit: 1000 });
  const uids = results.map(({ uid }) => uid).filter((uid) => uid.startsWith(`${prefix}-`));
  const documents = await Promise.all(uids.map((uid) => admin.index(uid).getDocuments({ limit: 1000 })));
  const tasks = await admin.tasks.getTasks({ indexUids: uids, limit: 1 });
  return { documents: documents.map((page) => page.results), task: tasks.results[0]?.uid };
}

const csv = (count: number, end = '') =>
  `code;title\n${Array.from({ length: count }, (_, index) => `c${index};Course ${index}${end}\n`).join('')}`;

/** Waits until something is so. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('it never was so');
}

test('a process that is killed while it reads leaves index, state and kept feeds as they were, and the next run works', async () => {
  let content = csv(2000);
  let stall = false;
  const server = await started(
    serve((_, response) => {
      response.writeHead(200, { 'content-type': 'text/csv' });
      if (stall) response.write(content.slice(0, content.length - 100));
      else response.end(content);
    }),
  );
  const sources = join(folder.path, 'sources.yaml');
  await writeFile(
    sources,
    `sources:\n  - { id: held, name: Held, format: table, location: '${server.url}', transport: { type: http, conditional: false }, language: en, options: { records: { type: csv, delimiter: ';' }, fields: { id: { from: code }, title: { from: title } } } }\n`,
  );
  const home = join(folder.path, 'data', 'harvest', 'held');
  const env = {
    ...{ MEILI_URL: inject('meiliUrl'), MEILI_KEY: inject('meiliKey'), LOTSE_MEILI_PREFIX: prefix },
    ...{ LOTSE_DATA: join(folder.path, 'data'), LOTSE_SOURCES: sources, LOTSE_ALLOW_HOSTS: server.host },
  };
  const first = await lotse(['harvest', '--json'], env);
  expect(first.json()).toMatchObject([{ outcome: 'succeeded', written: 2000, raw: 'kept' }]);
  const before = { files: await contentOf(home), index: await indexed() };
  expect(Object.keys(before.files)).toEqual(expect.arrayContaining(['raw/00001.gz', 'raw/raw.json', 'state.json']));

  content = csv(2000, ' again');
  stall = true;
  const child: ChildProcess = spawn(process.execPath, [command, 'harvest', '--json'], {
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: 'ignore',
  });
  const ended = once(child, 'exit');
  const staged = async () => Object.keys(await contentOf(home));
  await until(async () => (await staged()).some((path) => path.startsWith('raw.next/')));
  await until(async () => (await staged()).some((path) => path.endsWith('/records.ndjson')));
  child.kill('SIGKILL');
  expect(await ended).toEqual([null, 'SIGKILL']);

  const isOfRun = (path: string) => path.startsWith('raw.next/') || path.startsWith('run-');
  const files = await contentOf(home);
  expect(Object.keys(files).some(isOfRun)).toBe(true);
  expect(Object.fromEntries(Object.entries(files).filter(([path]) => !isOfRun(path)))).toEqual(before.files);
  expect(await indexed()).toEqual(before.index);

  stall = false;
  const next = await lotse(['harvest', '--json'], env);
  expect([next.code, next.json()]).toMatchObject([0, [{ outcome: 'succeeded', written: 2000, raw: 'kept' }]]);
  expect(Object.keys(await contentOf(home)).filter(isOfRun)).toEqual([]);
  const requests = server.requests.length;
  const again = await lotse(['remap', '--json'], env);
  expect([again.code, again.json()]).toMatchObject([0, [{ outcome: 'unchanged', unchanged: 2000, feeds: 'kept' }]]);
  expect(server.requests).toHaveLength(requests);

  content = `${csv(1999, ' again')}new;New\n`.replace('Course 5 again', 'Course five');
  const dry = await lotse(['harvest', '--dry-run', '--json'], env);
  expect([dry.code, dry.json()]).toMatchObject([
    0,
    [
      { change: 'changed', nativeId: 'c5', fields: [{ path: 'title.en', old: 'Course 5 again', new: 'Course five' }] },
      { change: 'new', nativeId: 'new', title: 'New' },
      { change: 'withdrawn', nativeId: 'c1999' },
      { source: 'held', outcome: 'succeeded', written: 2, withdrawn: 1, dryRun: { new: 1, changed: 1, withdrawn: 1 } },
    ],
  ]);
  const forPeople = await lotse(['harvest', '--dry-run'], env);
  expect(forPeople.stdout).toContain('would be new 1, changed 1, withdrawn 1; nothing was written');
  expect(forPeople.stdout).toMatch(/changed c5: Course five\n +title\.en: Course 5 again → Course five/);
  expect(await readFile(join(home, 'raw', 'raw.json'), 'utf8')).toContain('"feeds":1');

  await writeFile(sources, (await readFile(sources, 'utf8')).replace('id: held', 'id: other'));
  const none = await lotse(['remap', '--json'], env);
  expect([none.code, none.json()]).toMatchObject([1, [{ outcome: 'failed', error: { code: 'RAW_UNAVAILABLE' } }]]);
  const fresh = await lotse(['harvest', '--dry-run', '--json'], { ...env, LOTSE_MEILI_PREFIX: 'lotse-killed-never' });
  expect(fresh.json().at(-1)).toMatchObject({ outcome: 'succeeded', dryRun: { new: 2000 } });
  const { results } = await adminOf().getRawIndexes({ limit: 1000 });
  expect(results.filter(({ uid }) => uid.startsWith('lotse-killed-never'))).toEqual([]);
}, 120_000);
