import { once } from 'node:events';
import { expect, test } from 'vitest';
import { createClient } from '../../src/meilisearch/client.js';
import { startManagedServer } from '../../src/meilisearch/managed-server.js';
import { isHealthy } from '../../src/meilisearch/server-process.js';
import { cleanUp } from '../support/clean-up.js';
import {
  eventually,
  processesNaming,
  recordingLog,
  runtimeOf,
  spawnOwner,
  temporaryFolder,
} from './meilisearch-support.js';

test('a second process attaches to the running server and leaves it running', async () => {
  const dataDir = await temporaryFolder();
  const owner = await spawnOwner(dataDir);
  const { pid } = await runtimeOf(dataDir);
  const { log, lines } = recordingLog();
  const attached = await startManagedServer({ dataDir, log });
  expect(attached.url).toBe(owner.url);
  expect(lines.map(({ message }) => message)).toEqual(["attached to another process's meilisearch"]);

  await attached.close();
  expect((await runtimeOf(dataDir)).pid).toBe(pid);
  expect(await isHealthy(owner.url)).toBe(true);
});

test('two starts at the same time make one server', async () => {
  const dataDir = await temporaryFolder();
  const [owner, own] = await Promise.all([
    spawnOwner(dataDir),
    startManagedServer({ dataDir, log: recordingLog().log }),
  ]);
  cleanUp(() => own.close());
  expect(own.url).toBe(owner.url);
  const { pid } = await runtimeOf(dataDir);
  const servers = await processesNaming(`meilisearch-linux-amd64/meilisearch\0--env`);
  const here = new Set(await processesNaming(`\0--db-path\0${dataDir}`));
  const commands = servers.filter((candidate) => here.has(candidate));
  expect(commands).toContain(pid);
  // the server, its wrapper and the wrapper's watcher
  expect(commands).toHaveLength(3);
});

test('an attached process takes over, at the same address, when the owner stops', async () => {
  const dataDir = await temporaryFolder();
  const owner = await spawnOwner(dataDir);
  const { pid } = await runtimeOf(dataDir);
  const attached = await startManagedServer({ dataDir, log: recordingLog().log });
  cleanUp(() => attached.close());
  const { client, close } = createClient({ url: attached.url, key: attached.masterKey, timeoutMs: 2_000 });
  cleanUp(close);
  await client.createIndex('lotse').waitTask();

  owner.process.kill('SIGTERM');
  await once(owner.process, 'exit');
  const next = await eventually(async () => {
    const runtime = await runtimeOf(dataDir).catch(() => undefined);
    return runtime !== undefined && (await isHealthy(attached.url)) ? runtime : undefined;
  });
  expect(next.url).toBe(attached.url);
  expect(next.pid).not.toBe(pid);
  expect((await client.getIndex('lotse')).uid).toBe('lotse');
});
