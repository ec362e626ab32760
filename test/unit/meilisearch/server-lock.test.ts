import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isAlive, processRef, tryLock } from '../../../src/meilisearch/server-lock.js';

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lotse-lock-'));
  path = join(folder, 'server.lock');
});

afterEach(() => rm(folder, { recursive: true, force: true }));

async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  return child.pid ?? 0;
}

test('a lock is held by one until it is given back', async () => {
  const lock = await tryLock(path);
  expect(await tryLock(path)).toBeUndefined();
  await lock?.release();
  const next = await tryLock(path);
  expect(next).toBeDefined();
  await lock?.release();
  expect(await tryLock(path)).toBeUndefined();
  await next?.release();
  expect(await readdir(folder)).toEqual([]);
});

test.each([
  ['a dead process', async () => JSON.stringify({ pid: await deadPid(), token: 'old-token' })],
  [
    'a process whose number is now ours',
    async () => JSON.stringify({ ...processRef(process.pid), identity: 'earlier', token: 'old' }),
  ],
  ['nobody readable', async () => 'garbage'],
])('the lock of %s goes to exactly one of many', async (_, content) => {
  await writeFile(path, await content());
  const locks = await Promise.all(Array.from({ length: 20 }, () => tryLock(path)));
  expect(locks.filter((lock) => lock !== undefined)).toHaveLength(1);
  expect(await readdir(folder)).toEqual(['server.lock']);
});

test('a process is alive until it ends, and its number alone does not make another one it', async () => {
  const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)']);
  const ref = processRef(child.pid ?? 0);
  expect(isAlive(ref)).toBe(true);
  expect(isAlive({ ...ref, identity: 'another' })).toBe(false);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(isAlive(ref)).toBe(false);
});
