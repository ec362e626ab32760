import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import ts from 'typescript';
import type { ManagedServerOptions } from '../../src/meilisearch/managed-server.js';
import { cleanUp } from '../support/clean-up.js';

/** A folder that is removed after the test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lotse-meili-'));
  cleanUp(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

export interface RecordingLog {
  readonly log: ManagedServerOptions['log'];
  readonly lines: { level: string; message: string }[];
}

/** A logger that keeps what it is told. */
export function recordingLog(): RecordingLog {
  const lines: { level: string; message: string }[] = [];
  const at = (level: string) => (first: unknown, message?: unknown) => {
    lines.push({ level, message: String(message ?? first) });
  };
  return { lines, log: { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') } };
}

/** Looks again every 20 ms until the answer is there; fails after `timeoutMs`. */
export async function eventually<T>(look: () => Promise<T | undefined>, timeoutMs = 5_000): Promise<T> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error(`not within ${timeoutMs} ms: ${look}`);
    await sleep(20);
  }
}

export interface Runtime {
  readonly url: string;
  readonly pid: number;
}

/** What the server's runtime file says. */
export async function runtimeOf(dataDir: string): Promise<Runtime> {
  return JSON.parse(await readFile(join(dataDir, 'meilisearch', 'server.json'), 'utf8'));
}

/** All processes, zombies included, whose command line names `text`. Linux. */
export async function processesNaming(text: string): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')));
  return pids.filter((_, index) => lines[index]?.includes(text)).map(Number);
}

export interface ServerOwner {
  readonly process: ChildProcess;
  readonly url: string;
}

/** Another Node process that runs a managed server in `dataDir` until it is killed, or has nothing to do if it may. */
export async function spawnOwner(dataDir: string, stays = true): Promise<ServerOwner> {
  const folder = await compiledSources();
  const child = spawn(process.execPath, [join(folder, 'owner.js'), dataDir, stays ? 'stay' : 'go'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = new Promise((done) => child.once('exit', done));
  cleanUp(async () => {
    child.kill('SIGKILL');
    await gone;
    await eventually(async () => ((await processesNaming(dataDir)).length === 0 ? true : undefined));
  });
  for await (const url of createInterface({ input: child.stdout })) return { process: child, url };
  throw new Error('the child ended before its server ran');
}

/** The sources as JavaScript, since a child of the test runner has nobody to translate them. */
async function compiledSources(): Promise<string> {
  const folder = await temporaryFolder();
  const sources = resolve('src/meilisearch');
  await mkdir(join(folder, 'meilisearch'));
  await symlink(resolve('node_modules'), join(folder, 'node_modules'));
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  const needed = /^(server-.*|managed-server|binary|unavailable)\.ts$/;
  for (const name of (await readdir(sources)).filter((file) => needed.test(file))) {
    const { outputText } = ts.transpileModule(await readFile(join(sources, name), 'utf8'), {
      compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022, verbatimModuleSyntax: true },
    });
    await writeFile(join(folder, 'meilisearch', name.replace(/ts$/, 'js')), outputText);
  }
  const owner = `
    import { startManagedServer } from './meilisearch/managed-server.js';
    const quiet = () => {};
    const log = { debug: quiet, info: quiet, warn: quiet, error: quiet };
    const server = await startManagedServer({ dataDir: process.argv[2], log });
    console.log(server.url);
    if (process.argv[3] === 'stay') process.on('SIGTERM', () => server.close().then(() => process.exit(0)));
    if (process.argv[3] === 'stay') setInterval(() => {}, 1000);
  `;
  await writeFile(join(folder, 'owner.js'), owner);
  return folder;
}
