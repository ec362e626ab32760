import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createClient } from '../../src/meilisearch/client.js';
import { type ManagedServer, startManagedServer } from '../../src/meilisearch/managed-server.js';
import { isHealthy, wrapperScript } from '../../src/meilisearch/server-process.js';
import { cleanUp } from '../support/clean-up.js';
import {
  eventually,
  processesNaming,
  recordingLog,
  runtimeOf,
  spawnOwner,
  temporaryFolder,
} from './meilisearch-support.js';

async function start(dataDir: string, log = recordingLog().log): Promise<ManagedServer> {
  const server = await startManagedServer({ dataDir, log });
  cleanUp(() => server.close());
  return server;
}

function adminOf(server: ManagedServer) {
  const { client, close } = createClient({ url: server.url, key: server.masterKey, timeoutMs: 2_000 });
  cleanUp(close);
  return client;
}

test('a server starts on the loopback address, answers with its key only, and leaves nothing behind', async () => {
  const dataDir = await temporaryFolder();
  const server = await startManagedServer({ dataDir, log: recordingLog().log });
  const keyFile = join(dataDir, 'meilisearch', 'master.key');
  expect(new URL(server.url).hostname).toBe('127.0.0.1');
  expect((await stat(keyFile)).mode & 0o777).toBe(0o600);
  expect(Buffer.from(server.masterKey, 'base64url')).toHaveLength(32);
  expect((await adminOf(server).getVersion()).pkgVersion).toMatch(/^\d+\.\d+\.\d+$/);
  expect((await fetch(`${server.url}/version`)).status).toBe(401);

  const { pid } = await runtimeOf(dataDir);
  expect(await readFile(`/proc/${pid}/cmdline`, 'utf8')).not.toContain(server.masterKey);

  await server.close();
  expect(await processesNaming(dataDir)).toEqual([]);
  await expect(stat(join(dataDir, 'meilisearch', 'server.json'))).rejects.toThrow('ENOENT');
  await expect(stat(join(dataDir, 'meilisearch', 'server.lock'))).rejects.toThrow('ENOENT');
});

test('a second start is quick and keeps the key and the data', async () => {
  const dataDir = await temporaryFolder();
  const first = await startManagedServer({ dataDir, log: recordingLog().log });
  await adminOf(first).createIndex('lotse').waitTask();
  await first.close();
  const before = performance.now();
  const second = await start(dataDir);
  expect(performance.now() - before).toBeLessThan(3_000);
  expect(second.masterKey).toBe(first.masterKey);
  expect((await adminOf(second).getIndex('lotse')).uid).toBe('lotse');
});

test('a damaged database is told as such, with the way out, and is left as it is', async () => {
  const dataDir = await temporaryFolder();
  const first = await startManagedServer({ dataDir, log: recordingLog().log });
  await adminOf(first).createIndex('lotse').waitTask();
  await first.close();
  const database = join(dataDir, 'meilisearch', 'data.ms');
  const tasks = join(database, 'tasks', 'data.mdb');
  const damaged = Buffer.alloc((await stat(tasks)).size, 'damaged');
  await writeFile(tasks, damaged);
  const second = startManagedServer({ dataDir, log: recordingLog().log });
  await expect(second).rejects.toThrow(`Its database is damaged: move ${database} away.`);
  expect((await readFile(tasks)).equals(damaged)).toBe(true);
});

test('a killed server comes back at the same address with its data', async () => {
  const dataDir = await temporaryFolder();
  const { log, lines } = recordingLog();
  const server = await start(dataDir, log);
  const admin = adminOf(server);
  await admin
    .index('lotse')
    .addDocuments([{ id: 1, title: 'Sailing' }])
    .waitTask();
  const { pid } = await runtimeOf(dataDir);

  process.kill(pid, 'SIGKILL');
  await eventually(async () => ((await runtimeOf(dataDir)).pid === pid ? undefined : true));
  await eventually(async () => ((await isHealthy(server.url)) ? true : undefined));
  expect((await runtimeOf(dataDir)).url).toBe(server.url);
  expect((await admin.index('lotse').getDocument(1)).title).toBe('Sailing');
  expect(lines).toContainEqual({ level: 'warn', message: 'meilisearch died and is started again' });
});

test('a server whose wrapper is killed is replaced by exactly one other', async () => {
  const dataDir = await temporaryFolder();
  const server = await start(dataDir);
  const { pid } = await runtimeOf(dataDir);
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  const wrapper = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);

  process.kill(wrapper, 'SIGKILL');
  const next = await eventually(async () => {
    const runtime = await runtimeOf(dataDir);
    return runtime.pid !== pid && (await isHealthy(server.url)) ? runtime.pid : undefined;
  });
  expect(await processesNaming(`\0--db-path\0${dataDir}`)).toContain(next);
  expect(await processesNaming(`\0--db-path\0${dataDir}`)).not.toContain(pid);
});

test('a server ends within two seconds when its parent is killed, and so do its helpers', async () => {
  const dataDir = await temporaryFolder();
  const owner = await spawnOwner(dataDir);
  expect(await isHealthy(owner.url)).toBe(true);
  expect((await processesNaming(dataDir)).length).toBeGreaterThanOrEqual(4);

  owner.process.kill('SIGKILL');
  await once(owner.process, 'exit');
  await eventually(async () => ((await processesNaming(dataDir)).length === 0 ? true : undefined), 2_000);
});

test('a server is started again over what a killed parent left, at the old address', async () => {
  const dataDir = await temporaryFolder();
  const owner = await spawnOwner(dataDir);
  const old = await runtimeOf(dataDir);
  owner.process.kill('SIGKILL');
  await once(owner.process, 'exit');
  const server = await start(dataDir);
  expect(server.url).toBe(old.url);
  expect(await processesNaming(`\0--db-path\0${dataDir}`)).not.toContain(old.pid);
  expect((await adminOf(server).health()).status).toBe('available');
});

test('a forgotten server neither keeps its parent alive nor outlives it', async () => {
  const dataDir = await temporaryFolder();
  const owner = await spawnOwner(dataDir, false);
  if (owner.process.exitCode === null) await once(owner.process, 'exit');
  expect(owner.process.exitCode).toBe(0);
  await eventually(async () => ((await processesNaming(dataDir)).length === 0 ? true : undefined), 2_000);
});

test('a server that keeps dying is reported once and tried more and more slowly', async () => {
  const dataDir = await temporaryFolder();
  const folder = await temporaryFolder();
  const program = `#!${process.execPath}
    const { appendFileSync, readFileSync } = require('node:fs');
    appendFileSync('${folder}/starts', '.');
    if (readFileSync('${folder}/starts').length > 1) throw new Error('no luck any more');
    const port = process.argv[process.argv.indexOf('--http-addr') + 1].split(':')[1];
    require('node:http').createServer((_, response) => response.end('{}')).listen(port, '127.0.0.1');
  `;
  await writeFile(join(folder, 'meilisearch'), program, { mode: 0o755 });
  const { log, lines } = recordingLog();
  const server = await startManagedServer({ dataDir, path: folder, log });
  cleanUp(() => server.close());

  process.kill((await runtimeOf(dataDir)).pid, 'SIGKILL');
  const told = await eventually(async () => lines.find(({ level }) => level === 'error'), 9_000);
  expect(told.message).toContain('the next tries are 30 s apart');
  expect((await readFile(join(folder, 'starts'), 'utf8')).length).toBe(6);
  const before = performance.now();
  await server.close();
  expect(performance.now() - before).toBeLessThan(500);
});

test('a wrapper ends with its server, also with one that ends at once', async () => {
  const ended = async () => {
    const wrapper = spawn('/bin/sh', ['-c', wrapperScript, 'wrapper', '/bin/sh', '-c', 'exit 3'], {
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    cleanUp(async () => wrapper.stdin.destroy());
    const [code] = await once(wrapper, 'exit', { signal: AbortSignal.timeout(5_000) });
    return code;
  };
  for (let round = 0; round < 40; round += 1)
    expect(await Promise.all(Array.from({ length: 8 }, ended))).toEqual(Array.from({ length: 8 }, () => 3));
});
