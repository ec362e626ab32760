import { createHash } from 'node:crypto';
import { access, mkdir, mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { bundledBinary, bundledSha256, findOnPath, findServerBinary } from '../../../src/meilisearch/binary.js';
import { MeilisearchUnavailable } from '../../../src/meilisearch/unavailable.js';

const log = { debug: () => undefined, info: () => undefined };
const script = '#!/bin/sh\ntouch "$0.was-run"\n';

let folder: string;
let dir: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lotse-binary-'));
  dir = join(folder, 'data');
  file = join(folder, 'npm', 'meilisearch');
  await mkdir(join(folder, 'npm'));
  await writeFile(file, script, { mode: 0o644 });
});

afterEach(() => rm(folder, { recursive: true, force: true }));

function sha256Of(content: string): string {
  return createHash('sha256').update(content).digest('hex');
}

test('a program on the path goes before the bundled one', async () => {
  const bin = join(folder, 'bin');
  await mkdir(bin);
  await writeFile(join(bin, 'meilisearch'), script, { mode: 0o755 });
  const path = ['', 'relative', join(folder, 'missing'), join(folder, 'npm'), bin].join(delimiter);
  expect(await findServerBinary({ path, dir, log, bundled: () => file })).toBe(join(bin, 'meilisearch'));
});

test('folders and files without the run bit are not programs', async () => {
  await mkdir(join(folder, 'bin', 'meilisearch'), { recursive: true });
  expect(await findOnPath([join(folder, 'bin'), join(folder, 'npm')].join(delimiter), 'meilisearch')).toBeUndefined();
});

test('the bundled file is made runnable where it is', async () => {
  const found = await findServerBinary({ path: '', dir, log, bundled: () => file, sha256: sha256Of(script) });
  expect(found).toBe(file);
  await expect(access(file, 1)).resolves.toBeUndefined();
});

test('a bundled file of another hash is refused and never run', async () => {
  const refused = findServerBinary({ dir, log, bundled: () => file });
  await expect(refused).rejects.toThrow(MeilisearchUnavailable);
  await expect(refused).rejects.toThrow(bundledSha256);
  expect(await readdir(join(folder, 'npm'))).toEqual(['meilisearch']);
});

test('a file changed after it was verified is hashed again, even with its old size and time', async () => {
  const options = { dir, log, bundled: () => file, sha256: sha256Of(script) };
  await findServerBinary(options);
  await findServerBinary(options);
  const { atime, mtime } = await stat(file);
  await writeFile(file, script.replace('touch', 'chmod'));
  await utimes(file, atime, mtime);
  await expect(findServerBinary(options)).rejects.toThrow('not the expected one');
});

test('a verified file is remembered', async () => {
  const messages: string[] = [];
  const counting = { ...log, info: (_: unknown, message?: string) => void messages.push(message ?? '') };
  const options = { dir, log: counting, bundled: () => file, sha256: sha256Of(script) };
  await findServerBinary(options);
  await findServerBinary(options);
  expect(messages).toEqual(['verified the meilisearch binary']);
});

test('a file whose run bit cannot be set is copied and the copy is verified', async () => {
  const setRunBit = () => Promise.reject(new Error('EROFS'));
  const options = { dir, log, bundled: () => file, sha256: sha256Of(script), setRunBit };
  const found = await findServerBinary(options);
  expect(found.startsWith(dir)).toBe(true);
  expect((await stat(found)).mode & 0o777).toBe(0o700);
  expect((await stat(file)).mode & 0o777).toBe(0o644);
  expect(await findServerBinary(options)).toBe(found);
  await writeFile(found, 'something else');
  await expect(findServerBinary(options)).rejects.toThrow('not the expected one');
});

test('without a binary for the platform the error names both ways out', async () => {
  const missing = (): never => {
    throw new Error('MODULE_NOT_FOUND');
  };
  expect(bundledBinary(missing)).toBeUndefined();
  const refused = findServerBinary({ path: folder, dir, log, bundled: () => undefined });
  await expect(refused).rejects.toThrow(MeilisearchUnavailable);
  await expect(refused).rejects.toThrow(/`meilisearch` on the PATH, or set MEILI_URL and MEILI_KEY/);
});
