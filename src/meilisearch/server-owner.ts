import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { logTail, prepareFolder, readRuntime, type ServerFiles, writeRuntime } from './server-files.js';
import { type FileLock, isAlive, type ProcessRef, processRef } from './server-lock.js';
import { becomesHealthy, freePort, type LaunchOptions, launchServer, type ServerProcess } from './server-process.js';
import { MeilisearchUnavailable } from './unavailable.js';

const quickDeathMs = 10_000;
const quickDeathsAllowed = 5;
const firstPauseMs = 100;
const longPauseMs = 30_000;
const orphanGraceMs = 3_000;
const portAttempts = 3;

export interface OwnerOptions extends Omit<LaunchOptions, 'port'> {
  /** The port to listen on; without it the last one known, if it is free, else any. */
  readonly port?: number | undefined;
  /** Milliseconds the server has to answer after a start. */
  readonly startTimeoutMs: number;
  readonly log: Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;
}

export interface OwnedServer {
  readonly url: string;
  /** Stops the server, takes its runtime file away and gives the lock back. */
  close(): Promise<void>;
}

/**
 * Starts the server as the holder of `lock` and starts it again, on the same port and after growing pauses, whenever
 * it dies, until closed. After five deaths within 10 s of their start it says so and tries twice a minute.
 * @throws MeilisearchUnavailable, with the lock given back, if the first start fails.
 */
export async function ownServer(options: OwnerOptions, lock: FileLock): Promise<OwnedServer> {
  const closing = new AbortController();
  try {
    await endOrphan(options.files);
    await prepareFolder(options.files);
    const first = await firstStart(options);
    const supervised = supervise(first, options, closing.signal);
    options.log.info({ url: first.url, pid: first.pid }, 'meilisearch started');
    return {
      url: first.url,
      async close() {
        closing.abort();
        await supervised;
        await rm(options.files.runtime, { force: true });
        await lock.release();
      },
    };
  } catch (error) {
    await lock.release();
    if (error instanceof MeilisearchUnavailable) throw error;
    throw new MeilisearchUnavailable('The Meilisearch server could not be started.', { cause: error });
  }
}

async function firstStart(options: OwnerOptions): Promise<ServerProcess> {
  const last = options.port ?? portOf((await readRuntime(options.files))?.url);
  for (let attempt = 1; ; attempt += 1) {
    const port = options.port ?? (attempt === 1 && last !== undefined ? last : await freePort());
    const started = await start(options, port);
    if (started.healthy) return started.server;
    await started.server.stop();
    const tail = await logTail(options.files, started.server.logOffset);
    const isPortTaken = /address (is )?already in use/i.test(tail);
    if (!isPortTaken || options.port !== undefined || attempt === portAttempts) throw failedStart(options, tail);
  }
}

/** What is lost without a database, and what is not. */
const comesBack =
  'The next start then makes the index anew from the kept feeds and files, without asking providers; only the history of runs, dead letters and withdrawn offers are lost.';

function failedStart(options: OwnerOptions, tail: string): MeilisearchUnavailable {
  const { database } = options.files;
  const advice = /incompatible with your current engine version/i.test(tail)
    ? ` Its database was written by another version: move ${database} away, or run that version. ${comesBack}`
    : /MDB_(INVALID|CORRUPTED|PAGE_NOTFOUND|PANIC|BAD_DBI)/.test(tail)
      ? ` Its database is damaged: move ${database} away. ${comesBack}`
      : '';
  const said = tail === '' ? '' : ` It said:\n${tail}`;
  return new MeilisearchUnavailable(
    `The Meilisearch server (${options.binary}) did not start within ${options.startTimeoutMs} ms.${advice}${said}`,
  );
}

async function start(
  options: OwnerOptions,
  port: number,
  closing?: AbortSignal,
): Promise<{ server: ServerProcess; healthy: boolean }> {
  const server = await launchServer({ ...options, port });
  closing?.addEventListener('abort', () => void server.stop(), { once: true });
  await writeRuntime(options.files, {
    ...processRef(server.pid),
    url: server.url,
    startedAt: new Date().toISOString(),
  });
  return { server, healthy: await becomesHealthy(server.url, server.exited, options.startTimeoutMs) };
}

async function supervise(first: ServerProcess, options: OwnerOptions, closing: AbortSignal): Promise<void> {
  const { log } = options;
  const port = portOf(first.url) ?? 0;
  let server: ServerProcess | undefined = first;
  let startedAt = Date.now();
  let quickDeaths = 0;
  const closed = new Promise<'closing'>((resolve) => {
    closing.addEventListener('abort', () => resolve('closing'), { once: true });
  });
  while (!closing.aborted) {
    if (server !== undefined) {
      const how = await Promise.race([server.exited, closed]);
      if (closing.aborted) break;
      await ended(processRef(server.pid));
      log.warn({ url: server.url, pid: server.pid, how }, 'meilisearch died and is started again');
    }
    quickDeaths = Date.now() - startedAt < quickDeathMs ? quickDeaths + 1 : 1;
    const isHopeless = quickDeaths > quickDeathsAllowed;
    if (quickDeaths === quickDeathsAllowed + 1) {
      const tail = server === undefined ? '' : await logTail(options.files, server.logOffset);
      log.error(
        { tail, log: options.files.log },
        `meilisearch died ${quickDeaths} times soon after its start; the next tries are ${longPauseMs / 1000} s apart`,
      );
    }
    const pauseMs = isHopeless ? longPauseMs : firstPauseMs * 2 ** (quickDeaths - 1);
    await sleep(pauseMs, undefined, { signal: closing, ref: false }).catch(() => undefined);
    if (closing.aborted) break;
    startedAt = Date.now();
    server = await restart(options, port, closing);
  }
  await server?.stop();
}

async function restart(options: OwnerOptions, port: number, closing: AbortSignal): Promise<ServerProcess | undefined> {
  try {
    const { server, healthy } = await start(options, port, closing);
    if (healthy) options.log.info({ url: server.url, pid: server.pid }, 'meilisearch is back');
    else await server.stop();
    return server;
  } catch (error) {
    options.log.error({ err: error }, 'meilisearch could not be started again');
    return undefined;
  }
}

/** Two servers on one database would ruin it, so one left by a dead owner must be gone before the next starts. */
async function endOrphan(files: ServerFiles): Promise<void> {
  const left = await readRuntime(files);
  if (left !== undefined) await ended(left);
}

async function ended(server: ProcessRef): Promise<void> {
  const end = Date.now() + orphanGraceMs;
  while (isAlive(server) && Date.now() < end) await sleep(25);
  if (!isAlive(server) || server.identity === undefined) return;
  process.kill(server.pid, 'SIGKILL');
  while (isAlive(server)) await sleep(25);
}

function portOf(url: string | undefined): number | undefined {
  return url === undefined ? undefined : Number(new URL(url).port);
}
