import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const command = fileURLToPath(new URL('lotse.js', import.meta.url));

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The lines of stdout as JSON. */
  json(): unknown[];
}

function start(args: readonly string[], env: Readonly<Record<string, string>>): ChildProcess {
  return spawn(process.execPath, [command, ...args], {
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Runs `lotse` to its end, with these variables and no others of ours. */
export function lotse(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Finished> {
  const child = start(args, env);
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (data) => {
    stdout += data;
  });
  child.stderr?.on('data', (data) => {
    stderr += data;
  });
  return new Promise((resolve) => {
    child.once('close', (code) => {
      const json = () =>
        stdout
          .split('\n')
          .filter(Boolean)
          .map((line) => JSON.parse(line) as unknown);
      resolve({ code, stdout, stderr, json });
    });
  });
}

export interface RunningLotse {
  readonly url: string;
  /** What it has written to stderr so far. */
  readonly stderr: () => string;
  readonly pid: number;
  /** SIGTERM, and waits for the end. Returns the exit code. */
  stop(): Promise<number | null>;
  /** SIGKILL, and waits for the end. */
  kill(): Promise<number | null>;
}

/** Starts `lotse serve` and waits until it says where it listens. */
export function serve(env: Readonly<Record<string, string>>): Promise<RunningLotse> {
  return running(['serve'], { PORT: '0', ...env }, /Lotse serves GraphQL on (\S+)\/graphql/);
}

/** Starts `lotse worker` and waits until it takes jobs. Its address is empty. */
export function startWorker(
  env: Readonly<Record<string, string>>,
  options: readonly string[] = [],
): Promise<RunningLotse> {
  return running(['worker', ...options], env, /Lotse runs up to ()\d+ harvests at a time/);
}

function running(args: readonly string[], env: Readonly<Record<string, string>>, ready: RegExp): Promise<RunningLotse> {
  const child = start(args, env);
  let stderr = '';
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const end = (name: NodeJS.Signals) => () => {
    child.kill(name);
    return ended;
  };
  return new Promise((resolve, reject) => {
    child.stderr?.on('data', (data) => {
      stderr += data;
      const url = ready.exec(stderr)?.[1];
      const ways = { stop: end('SIGTERM'), kill: end('SIGKILL') };
      if (url !== undefined) resolve({ url, stderr: () => stderr, pid: child.pid ?? 0, ...ways });
    });
    void ended.then((code) => reject(new Error(`lotse ${args.join(' ')} ended with ${code}:\n${stderr}`)));
  });
}

/** Asks a running Lotse. Returns data and errors. */
export async function ask<T = Record<string, unknown>>(
  url: string,
  query: string,
  variables?: object,
): Promise<{ data?: T; errors?: { message: string; extensions: Record<string, unknown> }[] }> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  return response.json() as Promise<{ data?: T; errors?: { message: string; extensions: Record<string, unknown> }[] }>;
}
