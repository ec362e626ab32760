import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findServerBinary } from '../../src/meilisearch/binary.js';
import { isHealthy } from '../../src/meilisearch/server-process.js';
import { freePort, temporaryDirectory } from './servers.js';
import { silentLog } from './silent-log.js';

export const masterKey = 'a-key-for-tests-only';

/** An engine that a test may kill and freeze; it comes back at the same address with the same data. */
export async function ownEngine() {
  const folder = await temporaryDirectory('engine');
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const binary = await findServerBinary({ dir: folder.path, path: process.env.PATH, log: silentLog });
  let child: ChildProcess | undefined;

  async function start(): Promise<void> {
    const flags = ['--http-addr', `127.0.0.1:${port}`, '--no-analytics', '--max-indexing-memory', '256MiB'];
    child = spawn(binary, [...flags, '--db-path', join(folder.path, 'data')], {
      cwd: folder.path,
      env: { MEILI_MASTER_KEY: masterKey, TMPDIR: folder.path },
      stdio: 'ignore',
    });
    for (let tries = 0; !(await isHealthy(url)); tries += 1) {
      if (tries > 200) throw new Error('the engine does not start');
      await sleep(25);
    }
  }

  async function kill(): Promise<void> {
    const dying = child;
    child = undefined;
    if (dying === undefined) return;
    const gone = once(dying, 'exit');
    dying.kill('SIGKILL');
    await gone;
  }

  await start();
  return {
    url,
    start,
    kill,
    freeze: () => child?.kill('SIGSTOP'),
    thaw: () => child?.kill('SIGCONT'),
    async stop(): Promise<void> {
      await kill();
      await folder.remove();
    },
  };
}
