import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Meilisearch } from 'meilisearch';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { lotse } from '../support/cli.js';
import { contentOf } from '../support/folder-content.js';
import { temporaryDirectory } from '../support/servers.js';
import { type RunningServer, serve } from './faulty-server.js';

const command = fileURLToPath(new URL('../support/lotse.js', import.meta.url));
const prefix = 'lotse-killed-builders';
const count = 3000;

let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
let env: Record<string, string>;
let content: string;
let server: RunningServer;
const admin = () => new Meilisearch({ host: inject('meiliUrl'), apiKey: inject('meiliKey') });

const csv = (end = '') =>
  `code;title\n${Array.from({ length: count }, (_, index) => `c${index};Course ${index}${end}\n`).join('')}`;

beforeAll(async () => {
  folder = await temporaryDirectory('killed-builders');
  content = csv();
  server = await serve((_, response) => {
    response.writeHead(200, { 'content-type': 'text/csv' });
    response.end(content);
  });
  const sources = join(folder.path, 'sources.yaml');
  await writeFile(
    sources,
    `sources:\n  - { id: held, name: Held, format: table, location: '${server.url}', language: en, options: { records: { type: csv, delimiter: ';' }, fields: { id: { from: code }, title: { from: title } } } }\n`,
  );
  env = {
    ...{ MEILI_URL: inject('meiliUrl'), MEILI_KEY: inject('meiliKey'), LOTSE_MEILI_PREFIX: prefix },
    ...{ LOTSE_DATA: join(folder.path, 'data'), LOTSE_SOURCES: sources, LOTSE_ALLOW_HOSTS: server.host },
  };
  expect((await lotse(['harvest', '--json'], env)).json()).toMatchObject([{ outcome: 'succeeded', written: count }]);
}, 120_000);
afterAll(async () => {
  for (const uid of await indexes()) await admin().deleteIndex(uid).waitTask();
  await server.close();
  await folder.remove();
});

async function indexes(): Promise<string[]> {
  const { results } = await admin().getRawIndexes({ limit: 1000 });
  return results.map(({ uid }) => uid).filter((uid) => uid.startsWith(`${prefix}-`));
}

async function live() {
  const uid = (await indexes()).find((each) => /-offers-[0-9a-f]{8}$/.test(each)) ?? '';
  const { results, total } = await admin().index(uid).getDocuments({ filter: 'live = true', limit: 1 });
  const { createdAt } = await admin().getRawIndex(uid);
  return { uid, total, results, createdAt: String(createdAt) };
}

/** Runs a command, and kills it as soon as something is so. */
async function killedWhen(args: readonly string[], isSo: () => Promise<boolean>): Promise<void> {
  const child = spawn(process.execPath, [command, ...args], {
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: 'ignore',
  });
  const ended = once(child, 'exit');
  for (let tries = 0; child.exitCode === null && !(await isSo()); tries += 1) {
    if (tries > 4000) throw new Error('it never was so');
    await sleep(5);
  }
  child.kill('SIGKILL');
  expect(await ended).toEqual([null, 'SIGKILL']);
}

test('a rebuild that is killed before the swap leaves the live index, and the next start clears up', async () => {
  const before = await live();
  await killedWhen(['rebuild'], async () => (await indexes()).some((uid) => uid.endsWith('-next')));
  expect(await live()).toEqual(before);
  expect(await lotse(['sources', '--json'], env)).toMatchObject({ code: 0 });
  expect((await indexes()).filter((uid) => uid.endsWith('-next'))).toEqual([]);
  expect(await live()).toEqual(before);
}, 120_000);

test('a rebuild that is killed after the swap leaves the new index, and the next rebuild works', async () => {
  const { createdAt } = await live();
  await killedWhen(['rebuild'], async () => (await live()).createdAt !== createdAt);
  expect((await live()).total).toBe(count);
  const { code, json } = await lotse(['rebuild', '--json'], env);
  expect([code, json()]).toMatchObject([0, [{ offers: count }]]);
  expect((await indexes()).filter((uid) => uid.endsWith('-next'))).toEqual([]);
  expect((await live()).total).toBe(count);
}, 120_000);

test('a run that is killed while it writes loses no offer, and the next one ends what it began', async () => {
  const { uid } = await live();
  content = csv(' again');
  const newest = async () => (await admin().tasks.getTasks({ indexUids: [uid], limit: 1 })).results[0]?.uid ?? -1;
  const last = await newest();
  await killedWhen(['harvest'], async () => (await newest()) > last);
  expect((await live()).total).toBe(count);
  const next = await lotse(['harvest', '--json'], env);
  expect([next.code, (await live()).total]).toEqual([0, count]);
  const { total } = await admin().index(uid).getDocuments({ filter: 'live = true', limit: 1 });
  expect(total).toBe(count);
  const files = Object.keys(await contentOf(join(folder.path, 'data', 'harvest', 'held')));
  expect(files.filter((path) => path.startsWith('run-') || path.startsWith('raw.next/'))).toEqual([]);
  expect((await lotse(['remap', '--json'], env)).json()).toMatchObject([{ outcome: 'unchanged', unchanged: count }]);
}, 120_000);
