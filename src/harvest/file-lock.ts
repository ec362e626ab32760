import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunLock } from './run-lock.js';

/** Takes the lock file at a path, or answers nothing when a living process holds it. */
export type TryLock = (path: string) => Promise<{ release(): Promise<void> } | undefined>;

/** Run locks as files of a folder, for processes on one machine. */
export function fileRunLock(dir: string, tryLock: TryLock): RunLock {
  return {
    async acquire(source) {
      await mkdir(dir, { recursive: true });
      const lock = await tryLock(join(dir, `${source}.lock`));
      return lock === undefined ? undefined : () => lock.release();
    },
  };
}
