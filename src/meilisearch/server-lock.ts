import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { z } from 'zod';

/** A process, told apart from a later one with the same number by when it started (where the system shows that). */
export interface ProcessRef {
  readonly pid: number;
  readonly identity?: string | undefined;
}

export interface FileLock {
  release(): Promise<void>;
}

const lockContent = z.object({ pid: z.number().int(), identity: z.string().optional(), token: z.string() });
type LockContent = z.infer<typeof lockContent>;

/** Names the running process `pid`, so that it can be recognised after its number was given to another one. */
export function processRef(pid: number): ProcessRef {
  return { pid, identity: identityOf(pid) };
}

/** Whether that very process still runs; a zombie does not. Must be asked in the same process-id namespace. */
export function isAlive(ref: ProcessRef): boolean {
  try {
    process.kill(ref.pid, 0);
  } catch (error) {
    if (!hasCode(error, 'EPERM')) return false;
  }
  const identity = identityOf(ref.pid);
  return identity !== 'zombie' && (identity === undefined || ref.identity === undefined || identity === ref.identity);
}

/**
 * Takes the lock file at `path` for this process if nobody living holds it, else answers `undefined` at once.
 * The lock of a dead process is taken over, by exactly one of those who try: they first compete for a lock named after
 * the dead one's token, and its winner replaces the dead lock only if it is still there.
 */
export async function tryLock(path: string): Promise<FileLock | undefined> {
  const own: LockContent = { ...processRef(process.pid), token: randomUUID() };
  const draft = `${path}.${own.token}.draft`;
  try {
    await writeFile(draft, JSON.stringify(own), { mode: 0o600 });
    for (;;) {
      if (await linked(draft, path)) return heldLock(path, own);
      const holder = await readLock(path);
      if (holder === undefined) continue;
      if (isAlive(holder)) return undefined;
      const claim = await tryLock(`${path}.${holder.token.slice(0, 8)}`);
      if (claim === undefined) return undefined;
      try {
        if ((await readLock(path))?.token !== holder.token) continue;
        await rename(draft, path);
        return heldLock(path, own);
      } finally {
        await claim.release();
      }
    }
  } finally {
    await rm(draft, { force: true });
  }
}

/** What the file says once it is readable JSON of the right shape. */
export async function readState<T>(path: string, shape: z.ZodType<T>): Promise<T | undefined> {
  try {
    return shape.safeParse(JSON.parse(await readFile(path, 'utf8'))).data;
  } catch {
    return undefined;
  }
}

/** Whether `error` is a system error with this code, such as `ENOENT`. */
export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

function heldLock(path: string, own: LockContent): FileLock {
  return {
    async release() {
      if ((await readLock(path))?.token === own.token) await rm(path, { force: true });
    },
  };
}

async function linked(draft: string, path: string): Promise<boolean> {
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/** Unreadable content counts as a dead holder's: locks appear whole, so it is not one of ours. */
async function readLock(path: string): Promise<LockContent | undefined> {
  try {
    const text = await readFile(path, 'utf8');
    return parseLock(text) ?? { pid: 0x7fffffff, token: 'unreadable' };
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function parseLock(text: string): LockContent | undefined {
  try {
    return lockContent.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

let bootId: string | undefined;

function identityOf(pid: number): string | undefined {
  try {
    bootId ??= readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').slice(0, 8);
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return 'zombie';
    return `${bootId}:${fields[19]}`;
  } catch {
    return undefined;
  }
}
