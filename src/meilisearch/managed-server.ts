import { mkdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { request } from 'undici';
import { type BinaryOptions, findServerBinary } from './binary.js';
import { ensureMasterKey, readMasterKey, readRuntime, type ServerFiles, serverFiles } from './server-files.js';
import { tryLock } from './server-lock.js';
import { type OwnedServer, ownServer } from './server-owner.js';
import { isHealthy } from './server-process.js';
import { MeilisearchUnavailable } from './unavailable.js';

const retryMs = 50;
const watchMs = 1_000;
const watchMaxMs = 30_000;

export interface ManagedServerOptions {
  /** The gateway's data folder; the server lives in its subfolder `meilisearch`. */
  readonly dataDir: string;
  /** A `PATH`-like list searched for `meilisearch` before the bundled binary is used. */
  readonly path?: string | undefined;
  /** As Meilisearch's `--max-indexing-memory`. @default '1GiB' */
  readonly maxIndexingMemory?: string | undefined;
  /** Milliseconds a server has to answer after its start. @default 30000 */
  readonly startTimeoutMs?: number | undefined;
  /** For tests: another binary than the bundled one. */
  readonly binary?: Pick<BinaryOptions, 'bundled' | 'sha256'>;
  readonly log: Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;
}

export interface ManagedServer {
  /** Stays the same until closed, also when the server is started again. */
  readonly url: string;
  readonly masterKey: string;
  /** Stops the server if this process owns it; if it only attached to another's, leaves that alone. */
  close(): Promise<void>;
}

/**
 * A Meilisearch server of our own on the loopback address, with its data under `dataDir`. Of all processes that ask
 * for the same folder one owns the server and the others attach to it; if the owner goes first, another one starts the
 * server again at the same address. The folder must not be shared between containers.
 * @throws MeilisearchUnavailable if no server can be started or attached to.
 */
export async function startManagedServer(options: ManagedServerOptions): Promise<ManagedServer> {
  const files = serverFiles(options.dataDir);
  const startTimeoutMs = options.startTimeoutMs ?? 30_000;
  await makeFolder(files);
  const end = Date.now() + startTimeoutMs + 5_000;
  do {
    const owned = await tryOwn(options, files);
    if (owned !== undefined) return { url: owned.url, masterKey: await ensureMasterKey(files), close: owned.close };
    const attached = await tryAttach(files);
    if (attached !== undefined) return attachedServer(options, files, attached);
    await sleep(retryMs);
  } while (Date.now() < end);
  throw new MeilisearchUnavailable(
    `Another process holds ${files.lock}, but its Meilisearch server does not answer with the key in ` +
      `${files.masterKey}. Stop that process, or use another data folder.`,
  );
}

async function makeFolder(files: ServerFiles): Promise<void> {
  try {
    await mkdir(files.dir, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new MeilisearchUnavailable(`The folder ${files.dir} can't be made.`, { cause });
  }
}

async function tryOwn(
  options: ManagedServerOptions,
  files: ServerFiles,
  port?: number,
): Promise<OwnedServer | undefined> {
  const lock = await lockOrExplain(files);
  if (lock === undefined) return undefined;
  try {
    const binary = await findServerBinary({
      ...options.binary,
      path: options.path,
      dir: files.dir,
      log: options.log,
    });
    const masterKey = await ensureMasterKey(files);
    const { path, log, maxIndexingMemory = '1GiB', startTimeoutMs = 30_000 } = options;
    return await ownServer({ binary, masterKey, files, path, log, maxIndexingMemory, startTimeoutMs, port }, lock);
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function lockOrExplain(files: ServerFiles): ReturnType<typeof tryLock> {
  try {
    return await tryLock(files.lock);
  } catch (cause) {
    const why = cause instanceof Error ? `: ${cause.message}` : '';
    throw new MeilisearchUnavailable(`The lock ${files.lock} can't be taken${why}`, { cause });
  }
}

interface Attachment {
  readonly url: string;
  readonly masterKey: string;
}

async function tryAttach(files: ServerFiles): Promise<Attachment | undefined> {
  const [runtime, masterKey] = await Promise.all([readRuntime(files), readMasterKey(files)]);
  if (runtime === undefined || masterKey === undefined || !(await isHealthy(runtime.url))) return undefined;
  return (await acceptsKey(runtime.url, masterKey)) ? { url: runtime.url, masterKey } : undefined;
}

async function acceptsKey(url: string, key: string): Promise<boolean> {
  try {
    const headers = { authorization: `Bearer ${key}` };
    const { statusCode, body } = await request(`${url}/version`, { headers, signal: AbortSignal.timeout(1_000) });
    await body.dump();
    return statusCode === 200;
  } catch {
    return false;
  }
}

/** Uses another process's server and looks every second whether that process is gone, to take its place. */
function attachedServer(options: ManagedServerOptions, files: ServerFiles, to: Attachment): ManagedServer {
  const { log } = options;
  const closing = new AbortController();
  const port = Number(new URL(to.url).port);
  log.info({ url: to.url }, "attached to another process's meilisearch");

  const takeOver = async (): Promise<OwnedServer | undefined> => {
    for (let pauseMs = watchMs; ; ) {
      await sleep(pauseMs, undefined, { signal: closing.signal, ref: false }).catch(() => undefined);
      if (closing.signal.aborted) return undefined;
      try {
        const owned = await tryOwn(options, files, port);
        if (owned !== undefined) return owned;
        pauseMs = watchMs;
      } catch (error) {
        pauseMs = Math.min(pauseMs * 2, watchMaxMs);
        log.error({ err: error, retryInMs: pauseMs }, 'the owner of meilisearch is gone and it could not be started');
      }
    }
  };
  const takenOver = takeOver();
  return {
    ...to,
    async close() {
      closing.abort();
      await (await takenOver)?.close();
    },
  };
}
