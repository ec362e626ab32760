import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { open } from 'node:fs/promises';
import { createServer, Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { request } from 'undici';
import type { ServerFiles } from './server-files.js';

/**
 * Runs its arguments as a server that ends with whoever holds the other end of standard input, even by SIGKILL: a
 * watcher reads that pipe and stops the server at its end. Prints the server's process id as its only output, hands
 * SIGTERM on, and ends, with the server's status and after its watcher, when the server does. POSIX `sh`. Its trap is set
 * after the watcher is there: a shell that begins with the trap of its parent may lose the signal that is to end it.
 */
export const wrapperScript = `
exec 3<&0 </dev/null
"$@" >&2 3<&- &
server=$!
(
  while read -r _; do :; done
  kill -TERM "$server"
  sleep 1 &
  nap=$!
  trap 'kill "$nap"; exit' TERM
  wait "$nap"
  kill -KILL "$server"
) <&3 3<&- >/dev/null 2>&1 &
watcher=$!
trap 'kill -TERM "$server" 2>/dev/null' TERM INT HUP
exec 3<&-
echo "$server"
exec >/dev/null
wait "$server"
status=$?
while kill -0 "$server" 2>/dev/null; do
  wait "$server"
  status=$?
done
kill -TERM "$watcher" 2>/dev/null
wait "$watcher" 2>/dev/null
exit "$status"
`;

const stopGraceMs = 5_000;
const healthPollMs = 25;

export interface LaunchOptions {
  readonly binary: string;
  readonly port: number;
  readonly files: ServerFiles;
  readonly masterKey: string;
  /** As Meilisearch's `--max-indexing-memory`, such as `1GiB`. */
  readonly maxIndexingMemory: string;
  /** The `PATH` of the server, for a `meilisearch` that is a script. */
  readonly path?: string | undefined;
}

export interface ServerProcess {
  readonly url: string;
  /** Of the server itself, not of its wrapper. */
  readonly pid: number;
  /** Bytes the log had before this start. */
  readonly logOffset: number;
  /** Settles, never by rejection, when the server and its wrapper are gone; the text says how they ended. */
  readonly exited: Promise<string>;
  /** Asks the server to stop, and makes it after 5 s. */
  stop(): Promise<void>;
}

/**
 * Starts a server on the loopback address, without waiting until it answers. Its master key travels in the
 * environment, since command lines are public; nothing of our own environment is passed on.
 */
export async function launchServer(options: LaunchOptions): Promise<ServerProcess> {
  const { files, port } = options;
  const log = await open(files.log, 'a', 0o600);
  try {
    const logOffset = (await log.stat()).size;
    const child = spawn('/bin/sh', ['-c', wrapperScript, 'meilisearch-wrapper', options.binary, ...flags(options)], {
      cwd: files.dir,
      detached: true,
      env: {
        MEILI_MASTER_KEY: options.masterKey,
        TMPDIR: files.temporary,
        PATH: options.path ?? '/usr/local/bin:/usr/bin:/bin',
      },
      stdio: ['pipe', 'pipe', log.fd],
    });
    const exited = endOf(child);
    const pid = await firstLine(child, exited);
    letGo(child);
    return { url: `http://127.0.0.1:${port}`, pid, logOffset, exited, stop: () => stop(child, pid, exited) };
  } finally {
    await log.close();
  }
}

/** Whether the server answers at `url`/health before it ends or the time is over. */
export async function becomesHealthy(url: string, exited: Promise<string>, timeoutMs: number): Promise<boolean> {
  const end = Date.now() + timeoutMs;
  let ended = false;
  void exited.then(() => {
    ended = true;
  });
  while (!ended && Date.now() < end) {
    if ((await isHealthy(url)) && !ended) return true;
    await sleep(healthPollMs);
  }
  return false;
}

/** Whether a server answers `available` at `url`/health within a second. */
export async function isHealthy(url: string): Promise<boolean> {
  try {
    const { statusCode, body } = await request(`${url}/health`, { signal: AbortSignal.timeout(1_000) });
    await body.dump();
    return statusCode === 200;
  } catch {
    return false;
  }
}

/** A loopback port nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new TypeError('a TCP server has an address with a port');
  return address.port;
}

function flags({ files, port, maxIndexingMemory }: LaunchOptions): string[] {
  return [
    ['--env', 'production'],
    ['--no-analytics'],
    ['--http-addr', `127.0.0.1:${port}`],
    ['--db-path', files.database],
    ['--dump-dir', files.dumps],
    ['--snapshot-dir', files.snapshots],
    ['--max-indexing-memory', maxIndexingMemory],
    ['--log-level', 'ERROR'],
  ].flat();
}

function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.on('error', (error) => {
      if (child.pid === undefined) resolve(error.message);
    });
    child.once('exit', (code, signal) => {
      child.stdin?.destroy();
      resolve(signal === null ? `status ${code}` : `signal ${signal}`);
    });
  });
}

async function firstLine(child: ChildProcess, exited: Promise<string>): Promise<number> {
  if (child.stdout === null) throw new TypeError('standard output of the wrapper is a pipe');
  const lines = createInterface({ input: child.stdout });
  const failure = exited.then((how) => {
    throw new Error(`the wrapper of the server ended at once: ${how}`);
  });
  try {
    const line: unknown = (await Promise.race([once(lines, 'line'), failure]))[0];
    return Number(line);
  } finally {
    failure.catch(() => undefined);
    lines.close();
  }
}

/** A forgotten server must not keep our process alive; the pipe ends it when we end. */
function letGo(child: ChildProcess): void {
  child.unref();
  for (const stream of [child.stdin, child.stdout]) {
    stream?.on('error', () => undefined);
    if (stream instanceof Socket) stream.unref();
  }
}

async function stop(child: ChildProcess, pid: number, exited: Promise<string>): Promise<void> {
  child.ref();
  child.kill('SIGTERM');
  const patience = new AbortController();
  const late = sleep(stopGraceMs, true, { signal: patience.signal }).catch(() => false);
  if ((await Promise.race([exited, late])) === true) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // gone in the meantime
    }
  }
  patience.abort();
  await exited;
}
