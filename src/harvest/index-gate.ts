import { setTimeout as sleep } from 'node:timers/promises';
import { FeedError } from './feed.js';
import type { IndexGate } from './harvester.js';
import type { RunLock } from './run-lock.js';

export interface IndexGateOptions {
  /** Milliseconds between two looks at a lock that is held. @default 200 */
  readonly pollMs?: number;
}

/** Names of locks; no source has such an id. */
const wholeIndex = '+index';
const writerOf = (source: string) => `+write.${source}`;

/** Called once for each lock that is waited for; absent: the index itself, which another process builds or tidies. */
export type OnWait = (source?: string) => void;

/** A gate of run locks: of the index as a whole, and of the writer of each source. A dead holder keeps nobody out. */
export class LockedIndexGate implements IndexGate {
  constructor(
    private readonly lock: RunLock,
    private readonly options: IndexGateOptions = {},
  ) {}

  async writing<T>(source: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const release = await this.#wait(writerOf(source), signal);
    return work().finally(release);
  }

  /**
   * Does work on the index that no other such work and no writer of these sources may meet: waits for those that are at
   * it, and keeps others waiting until it is over. The signal that it is given is also aborted when this process stood
   * still for so long that others no longer waited.
   */
  async alone<T>(
    sources: readonly string[],
    signal: AbortSignal,
    onWait: OnWait,
    work: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const held: (() => Promise<void>)[] = [];
    const lost = new AbortController();
    const onLost = () =>
      lost.abort(new FeedError('RUN_IN_PROGRESS', 'another process has taken its turn at the index'));
    try {
      held.push(await this.#wait(wholeIndex, signal, () => onWait(), onLost));
      for (const source of [...new Set(sources)].sort())
        held.push(await this.#wait(writerOf(source), signal, () => onWait(source), onLost));
      return await work(AbortSignal.any([signal, lost.signal]));
    } finally {
      for (const release of held.reverse()) await release();
    }
  }

  /** Does work on the index as a whole, unless other such work is under way. Writers are not kept out. */
  async unlessBusy(work: () => Promise<void>): Promise<boolean> {
    const release = await this.lock.acquire(wholeIndex);
    if (release === undefined) return false;
    await work().finally(release);
    return true;
  }

  async #wait(
    name: string,
    signal: AbortSignal,
    onWait?: () => void,
    onLost?: () => void,
  ): Promise<() => Promise<void>> {
    for (let tried = 0; ; tried += 1) {
      const release = await this.lock.acquire(name, onLost);
      if (release !== undefined) {
        if (!signal.aborted) return release;
        await release();
      }
      if (tried === 0) onWait?.();
      if (!signal.aborted) await sleep(this.options.pollMs ?? 200, undefined, { signal }).catch(() => undefined);
      if (signal.aborted)
        throw new FeedError('CANCELLED', 'it was cancelled while it waited for its turn at the index');
    }
  }
}
