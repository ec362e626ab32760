import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Logger } from 'pino';
import type { Rebuild } from './graphql/admin/administration.js';

export interface RebuildDeskOptions {
  /** Builds the index anew. */
  readonly rebuild: (options: {
    readonly fromFeeds: boolean;
    readonly signal: AbortSignal;
    readonly onProgress: (progress: NonNullable<Rebuild['progress']>) => void;
  }) => Promise<NonNullable<Rebuild['result']>>;
  readonly log: Pick<Logger, 'info' | 'warn'>;
}

/** Has the index built anew in the background, one rebuild at a time, and tells how the last one stands. */
export class RebuildDesk {
  #last: Rebuild | undefined;
  #ending = new AbortController();
  #underWay: Promise<void> = Promise.resolve();

  constructor(private readonly options: RebuildDeskOptions) {}

  get last(): Rebuild | undefined {
    return this.#last;
  }

  /** Begins one; while one is under way, tells that one. */
  start(fromFeeds: boolean): Rebuild {
    if (this.#last?.state === 'running') return this.#last;
    this.#ending = new AbortController();
    const worker = `${hostname()}:${process.pid}`;
    const begun: Rebuild = { id: randomUUID(), fromFeeds, state: 'running', startedAt: now(), worker };
    this.#last = begun;
    this.#underWay = this.#run(begun, this.#ending.signal);
    return begun;
  }

  /** Has the one that is under way end soon. */
  cancel(): Rebuild | undefined {
    if (this.#last?.state === 'running') this.#ending.abort();
    return this.#last;
  }

  async close(): Promise<void> {
    this.cancel();
    await this.#underWay;
  }

  async #run(begun: Rebuild, signal: AbortSignal): Promise<void> {
    const { rebuild, log } = this.options;
    let standing = begun;
    const note = (more: Partial<Rebuild>) => {
      standing = { ...standing, ...more };
      this.#last = standing;
    };
    try {
      const onProgress = (progress: NonNullable<Rebuild['progress']>) => note({ progress });
      const { offers, withdrawn, seconds } = await rebuild({ fromFeeds: begun.fromFeeds, signal, onProgress });
      note({ state: 'ended', endedAt: now(), result: { offers, withdrawn, seconds } });
      log.info({ offers, withdrawn, seconds }, 'the index was built anew');
    } catch (cause) {
      const error = cause instanceof Error ? cause.message : String(cause);
      note({ state: signal.aborted ? 'cancelled' : 'failed', endedAt: now(), error });
      log.warn({ err: cause }, 'the index could not be built anew; the old one stays');
    }
  }
}

function now(): string {
  return new Date().toISOString();
}
