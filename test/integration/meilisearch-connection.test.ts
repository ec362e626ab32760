import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { engineErrorCode, isUnavailable } from '../../src/meilisearch/client.js';
import { connectMeilisearch, type MeilisearchConnection } from '../../src/meilisearch/connect.js';
import { startManagedServer } from '../../src/meilisearch/managed-server.js';
import { MeilisearchUnavailable } from '../../src/meilisearch/unavailable.js';
import { cleanUp } from '../support/clean-up.js';
import { recordingLog, runtimeOf, temporaryFolder } from './meilisearch-support.js';

async function errorOf(promise: PromiseLike<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (error: unknown) => error,
  );
}

async function masterKeyOf(dataDir: string): Promise<string> {
  return (await readFile(join(dataDir, 'meilisearch', 'master.key'), 'utf8')).trim();
}

describe('keys', () => {
  let connection: MeilisearchConnection;
  let masterKey: string;
  let dataDir: string;
  let forget: () => Promise<unknown>;

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'lotse-meili-'));
    forget = () => rm(dataDir, { recursive: true, force: true });
    connection = await connectMeilisearch({ dataDir, log: recordingLog().log });
    masterKey = await masterKeyOf(dataDir);
    const headers = { authorization: `Bearer ${masterKey}`, 'content-type': 'application/json' };
    const body = JSON.stringify({ uid: 'foreign' });
    await fetch(`${connection.url}/indexes`, { method: 'POST', headers, body });
    await connection.write
      .index('lotse_courses')
      .addDocuments([{ id: 1, title: 'Sailing' }])
      .waitTask();
  });

  afterAll(async () => {
    try {
      await connection.close();
    } finally {
      await forget();
    }
  });

  test('a connection is managed, knows the version and finds what was written', async () => {
    expect(connection.managed).toBe(true);
    expect(connection.version).toBe('1.21.0');
    expect((await connection.search.index('lotse_courses').search('sailing')).hits).toHaveLength(1);
  });

  test('the search key cannot write, read tasks or manage keys', async () => {
    const { search } = connection;
    const refused = [
      () => search.index('lotse_courses').addDocuments([{ id: 2 }]),
      () => search.createIndex('lotse_other'),
      () => search.index('lotse_courses').updateSettings({ stopWords: ['the'] }),
      () => search.index('lotse_courses').deleteDocument(1),
      () => search.swapIndexes([{ indexes: ['lotse_courses', 'lotse_other'], rename: false }]),
      () => search.getKeys(),
      () => search.createDump(),
    ];
    for (const attempt of refused) expect(engineErrorCode(await errorOf(attempt()))).toBe('invalid_api_key');
  });

  test('neither key reaches the indexes of another prefix', async () => {
    const { search, write } = connection;
    const attempts = [
      () => search.index('foreign').search('x'),
      () => search.getIndex('foreign'),
      () => write.index('foreign').addDocuments([{ id: 1 }]),
      () => write.deleteIndex('foreign'),
    ];
    for (const attempt of attempts) expect(engineErrorCode(await errorOf(attempt()))).toBe('invalid_api_key');
    expect((await search.getIndexes()).results.map(({ uid }) => uid)).not.toContain('foreign');
    expect(Object.keys((await search.getStats()).indexes)).not.toContain('foreign');
  });

  test('the write key builds an index aside and swaps it in', async () => {
    const { write } = connection;
    await write.createIndex('lotse_a', { primaryKey: 'id' }).waitTask();
    await write.createIndex('lotse_b', { primaryKey: 'id' }).waitTask();
    await write
      .index('lotse_b')
      .updateSettings({ filterableAttributes: ['source'] })
      .waitTask();
    const swapped = await write.swapIndexes([{ indexes: ['lotse_a', 'lotse_b'], rename: false }]).waitTask();
    expect(swapped.status).toBe('succeeded');
    expect((await write.index('lotse_a').getSettings()).filterableAttributes).toEqual(['source']);
    expect((await write.deleteIndex('lotse_b').waitTask()).status).toBe('succeeded');
  });

  test('the same three keys serve every connection', async () => {
    const again = await connectMeilisearch({ dataDir, url: connection.url, key: masterKey, log: recordingLog().log });
    cleanUp(() => again.close());
    expect(again.managed).toBe(false);
    const headers = { authorization: `Bearer ${masterKey}` };
    const { results } = (await (await fetch(`${connection.url}/keys`, { headers })).json()) as {
      results: { name: string | null }[];
    };
    expect(results.filter(({ name }) => name?.startsWith('lotse '))).toHaveLength(3);
  });

  test('a given key that may not make keys is used as it is, with a warning', async () => {
    const headers = { authorization: `Bearer ${masterKey}`, 'content-type': 'application/json' };
    const body = JSON.stringify({ actions: ['search', 'documents.*'], indexes: ['lotse*'], expiresAt: null });
    const made = await fetch(`${connection.url}/keys`, { method: 'POST', headers, body });
    const { key } = (await made.json()) as { key: string };
    const { log, lines } = recordingLog();
    const limited = await connectMeilisearch({ dataDir, url: connection.url, key, log });
    cleanUp(() => limited.close());
    expect(lines.filter(({ level }) => level === 'warn').map(({ message }) => message)).toEqual([
      expect.stringContaining('grant it keys.get and keys.create'),
    ]);
    expect(limited.version).toBe('unknown');
    expect((await limited.search.index('lotse_courses').search('')).hits).toHaveLength(1);
  });

  test('a wrong key is an error that names MEILI_KEY', async () => {
    const error = await errorOf(
      connectMeilisearch({ dataDir, url: connection.url, key: 'wrong', log: recordingLog().log }),
    );
    expect(error).toBeInstanceOf(MeilisearchUnavailable);
    expect(String(error)).toContain('Check MEILI_KEY');
  });
});

test('a frozen engine is unavailable after the search time limit', async () => {
  const dataDir = await temporaryFolder();
  const connection = await connectMeilisearch({ dataDir, searchTimeoutMs: 300, log: recordingLog().log });
  cleanUp(() => connection.close());
  const { pid } = await runtimeOf(dataDir);
  process.kill(pid, 'SIGSTOP');
  try {
    const before = performance.now();
    const error = await errorOf(connection.search.index('lotse').search('x'));
    expect(isUnavailable(error)).toBe(true);
    expect(performance.now() - before).toBeLessThan(1_000);
  } finally {
    process.kill(pid, 'SIGCONT');
  }
});

test('a stopped engine is unavailable at once', async () => {
  const dataDir = await temporaryFolder();
  const server = await startManagedServer({ dataDir, log: recordingLog().log });
  const key = server.masterKey;
  const connection = await connectMeilisearch({ dataDir, url: server.url, key, log: recordingLog().log });
  cleanUp(() => connection.close());
  await server.close();
  const before = performance.now();
  expect(isUnavailable(await errorOf(connection.search.index('lotse').search('x')))).toBe(true);
  expect(performance.now() - before).toBeLessThan(500);
});

test('an address where nothing answers is an error that names MEILI_URL', async () => {
  const dataDir = await temporaryFolder();
  const error = await errorOf(connectMeilisearch({ dataDir, url: 'http://127.0.0.1:9', log: recordingLog().log }));
  expect(error).toBeInstanceOf(MeilisearchUnavailable);
  expect(String(error)).toContain('MEILI_URL');
});

test('a server that cannot start is an error with what it said', async () => {
  const dataDir = await temporaryFolder();
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'meilisearch'), '#!/bin/sh\necho "no luck today"\nexit 3\n');
  await chmod(join(folder, 'meilisearch'), 0o755);
  const error = await errorOf(startManagedServer({ dataDir, path: folder, log: recordingLog().log }));
  expect(error).toBeInstanceOf(MeilisearchUnavailable);
  expect(String(error)).toContain('no luck today');
});
