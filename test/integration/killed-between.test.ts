import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Meilisearch } from 'meilisearch';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { lotse } from '../support/cli.js';
import { contentOf } from '../support/folder-content.js';
import { temporaryDirectory } from '../support/servers.js';
import { type RunningServer, serve } from './faulty-server.js';

const command = fileURLToPath(new URL('../support/lotse.js', import.meta.url));
const prefix = 'lotse-killed-between';
const urn = (course: string) => `urn:schac:uniqueCourseId:uni.example:${course}`;
const csv = (rows: Readonly<Record<string, string>>) =>
  `code;title\n${Object.entries(rows)
    .map(([course, title]) => `${urn(course)};${title}\n`)
    .join('')}`;
const rest = (end = '') =>
  Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`r${index}`, `Rest ${index}${end}`]));
/** The next version changes, adds and withdraws; `x` was one offer with that of the other source, `y` becomes one. */
const versions = {
  first: csv({ x: 'Counting', p: 'Painting', q: 'Quilting', ...rest() }),
  next: csv({ y: 'Reading', p: 'Painting again', n: 'Knots', ...rest(' again') }),
};

let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
let env: Record<string, string>;
let content = versions.first;
let server: RunningServer;
let engine: Awaited<ReturnType<typeof pausingEngine>>;
const admin = () => new Meilisearch({ host: inject('meiliUrl'), apiKey: inject('meiliKey') });

/** The engine behind a server that, when told to, never passes on the first request that holds some text. */
async function pausingEngine(target: string) {
  let text: string | undefined;
  let onPause: () => void = () => undefined;
  const proxy = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    if (text !== undefined && body.includes(text)) return onPause();
    const headers = new Headers();
    for (const name of ['authorization', 'content-type']) {
      const value = request.headers[name];
      if (typeof value === 'string') headers.set(name, value);
    }
    const method = request.method ?? 'GET';
    const answer = await fetch(new URL(request.url ?? '/', target), {
      ...{ method, headers },
      ...(body.length > 0 ? { body: new Uint8Array(body) } : {}),
    });
    const type = answer.headers.get('content-type');
    response.writeHead(answer.status, type === null ? {} : { 'content-type': type });
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
  await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    /** Settles when such a request came. */
    pauseAt(which: string): Promise<void> {
      text = which;
      return new Promise<void>((resolve) => {
        onPause = resolve;
      });
    },
    goOn(): void {
      text = undefined;
    },
    close(): void {
      proxy.closeAllConnections();
      proxy.close();
    },
  };
}

async function sourcesFile(ids: Readonly<Record<string, string>>): Promise<string> {
  const path = join(folder.path, `${Object.keys(ids).join('-')}.yaml`);
  const lines = Object.entries(ids).map(
    ([id, location]) =>
      `  - { id: ${id}, name: ${id}, format: table, location: '${location}', language: en, options: { records: { type: csv, delimiter: ';' }, fields: { id: { from: code }, title: { from: title } } } }\n`,
  );
  await writeFile(path, `sources:\n${lines.join('')}`);
  return path;
}

beforeAll(async () => {
  folder = await temporaryDirectory('killed-between');
  engine = await pausingEngine(inject('meiliUrl'));
  const other = csv({ x: 'Counting', y: 'Reading', o: 'Only here' });
  server = await serve((request, response) => {
    response.writeHead(200, { 'content-type': 'text/csv' });
    response.end(request.url === '/other' ? other : content);
  });
  env = {
    ...{ MEILI_URL: engine.url, MEILI_KEY: inject('meiliKey'), LOTSE_MEILI_PREFIX: prefix },
    ...{ LOTSE_DATA: join(folder.path, 'data'), LOTSE_ALLOW_HOSTS: server.host },
    LOTSE_SOURCES: await sourcesFile({ other: `${server.url}other`, own: `${server.url}own` }),
  };
  expect((await lotse(['harvest', 'other', '--json'], env)).json()).toMatchObject([{ written: 3 }]);
}, 120_000);
afterAll(async () => {
  const { results } = await admin().getRawIndexes({ limit: 1000 });
  for (const { uid } of results) if (uid.startsWith(`${prefix}-`)) await admin().deleteIndex(uid).waitTask();
  engine.close();
  await server.close();
  await folder.remove();
});

/** The titles that are found, sorted. */
async function found(): Promise<string[]> {
  const { results } = await admin().getRawIndexes({ limit: 1000 });
  const uid = results.find((each) => each.uid.startsWith(`${prefix}-offers-`))?.uid ?? '';
  const page = await admin().index(uid).getDocuments({ filter: 'live = true', limit: 1000 });
  return page.results.map(({ record }) => String(record.title.en)).sort();
}

const always = ['Counting', 'Only here', 'Reading'];
const sorted = (...titles: string[]) => [...always, ...titles].sort();

test.each([
  ['after the upserts and before the withdrawals', '"present":null', ['Knots', 'Quilting']],
  ['after the withdrawals and before duplicates are settled', '"unsettled":null', ['Knots']],
])(
  'a run that is killed %s loses nothing, and the next one ends what it began',
  async (_, text, more) => {
    content = versions.first;
    expect((await lotse(['harvest', 'own', '--force', '--json'], env)).json()).toMatchObject([
      { read: 23, rejected: 0 },
    ]);
    const before = await found();
    expect(before).toEqual(sorted('Painting', 'Quilting', ...Object.values(rest())));

    content = versions.next;
    const paused = engine.pauseAt(text);
    const child = spawn(process.execPath, [command, 'harvest', 'own'], {
      env: { PATH: process.env.PATH ?? '', ...env },
      stdio: 'ignore',
    });
    const ended = once(child, 'exit');
    await Promise.race([paused, ended]);
    child.kill('SIGKILL');
    expect(await ended).toEqual([null, 'SIGKILL']);
    engine.goOn();
    const meanwhile = await found();
    expect(meanwhile).toEqual(sorted('Painting again', ...more, ...Object.values(rest(' again'))));
    expect(meanwhile.length).toBeGreaterThanOrEqual(before.length);

    expect((await lotse(['harvest', 'own', '--json'], env)).code).toBe(0);
    expect(await found()).toEqual(sorted('Painting again', 'Knots', ...Object.values(rest(' again'))));
    const files = Object.keys(await contentOf(join(folder.path, 'data', 'harvest', 'own')));
    expect(files.filter((path) => path.startsWith('run-') || path.startsWith('raw.next/'))).toEqual([]);
    expect((await lotse(['harvest', '--json'], env)).json()).toMatchObject([
      { source: 'other', outcome: 'unchanged', merged: 1 },
      { source: 'own', outcome: 'unchanged', merged: 1 },
    ]);
  },
  120_000,
);
