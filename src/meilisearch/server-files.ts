import { randomBytes } from 'node:crypto';
import { chmod, mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { hasCode, readState } from './server-lock.js';
import { MeilisearchUnavailable } from './unavailable.js';

/** Everything a managed server keeps, all under `<dataDir>/meilisearch`. */
export interface ServerFiles {
  readonly dir: string;
  readonly database: string;
  readonly dumps: string;
  readonly snapshots: string;
  readonly temporary: string;
  readonly log: string;
  readonly lock: string;
  readonly masterKey: string;
  readonly runtime: string;
}

const runtimeShape = z.object({
  url: z.url({ protocol: /^http$/, hostname: /^127\.0\.0\.1$/ }),
  pid: z.number().int().positive(),
  identity: z.string().optional(),
  startedAt: z.iso.datetime(),
});

/** The running server as `server.json` tells it to other processes: where it listens and which process it is. */
export type ServerRuntime = z.infer<typeof runtimeShape>;

const maxLogBytes = 5_000_000;

export function serverFiles(dataDir: string): ServerFiles {
  const dir = join(dataDir, 'meilisearch');
  return {
    dir,
    database: join(dir, 'data.ms'),
    dumps: join(dir, 'dumps'),
    snapshots: join(dir, 'snapshots'),
    temporary: join(dir, 'tmp'),
    log: join(dir, 'server.log'),
    lock: join(dir, 'server.lock'),
    masterKey: join(dir, 'master.key'),
    runtime: join(dir, 'server.json'),
  };
}

/** Makes the folder ready for a start: empties what an earlier server left half-way and turns over a long log. */
export async function prepareFolder(files: ServerFiles): Promise<void> {
  await rm(files.temporary, { recursive: true, force: true });
  await mkdir(files.temporary, { recursive: true, mode: 0o700 });
  const log = await stat(files.log).catch(() => undefined);
  if (log !== undefined && log.size > maxLogBytes) await rename(files.log, `${files.log}.1`);
}

/** The master key on disk, or `undefined` if none was made yet. */
export async function readMasterKey(files: ServerFiles): Promise<string | undefined> {
  try {
    const key = (await readFile(files.masterKey, 'utf8')).trim();
    return key === '' ? undefined : key;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw new MeilisearchUnavailable(`The master key at ${files.masterKey} can't be read.`, { cause: error });
  }
}

/** The master key on disk, made of 32 random bytes if there was none; in any case readable by its owner only. */
export async function ensureMasterKey(files: ServerFiles): Promise<string> {
  const known = await readMasterKey(files);
  if (known !== undefined) {
    await chmod(files.masterKey, 0o600);
    return known;
  }
  const key = randomBytes(32).toString('base64url');
  await replaceFile(files.masterKey, `${key}\n`);
  return key;
}

export function readRuntime(files: ServerFiles): Promise<ServerRuntime | undefined> {
  return readState(files.runtime, runtimeShape);
}

export function writeRuntime(files: ServerFiles, runtime: ServerRuntime): Promise<void> {
  return replaceFile(files.runtime, JSON.stringify(runtime));
}

/** The last lines of the server's log from `offset` (bytes) on, at most 2 kB, for a message to the operator. */
export async function logTail(files: ServerFiles, offset: number): Promise<string> {
  try {
    const text = (await readFile(files.log)).subarray(offset).toString('utf8');
    return text.trim().slice(-2_000);
  } catch {
    return '';
  }
}

async function replaceFile(file: string, text: string): Promise<void> {
  const partial = `${file}.${process.pid}.partial`;
  try {
    const handle = await open(partial, 'w', 0o600);
    try {
      await writeFile(handle, text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(partial, file);
  } finally {
    await rm(partial, { force: true });
  }
}
