import type { RunLock } from '../harvest/run-lock.js';

/** Most processes that are known to use one version of the index at a time. */
const most = 32;

const slotOf = (version: string, slot: number) => `+uses.${version}.${slot}`;

/**
 * Notes which versions of the index are in use by living processes: of this machine, and of all that share a Redis. Each
 * process holds one of the locks of its version, which end with it.
 */
export class IndexUses {
  constructor(private readonly lock: RunLock) {}

  /** Notes that this process uses a version, until the function that it returns is called. Nothing when all slots are held. */
  async note(version: string): Promise<(() => Promise<void>) | undefined> {
    for (let slot = 0; slot < most; slot += 1) {
      const release = await this.lock.acquire(slotOf(version, slot));
      if (release !== undefined) return release;
    }
    return undefined;
  }

  /** Whether a living process uses a version. */
  async isUsed(version: string): Promise<boolean> {
    for (let slot = 0; slot < most; slot += 1) {
      const release = await this.lock.acquire(slotOf(version, slot));
      if (release === undefined) return true;
      await release();
    }
    return false;
  }
}
