import type { RunLock } from '../harvest/run-lock.js';
import { versionOf } from '../meilisearch/index-sets.js';
import { dropOthers } from './drop-others.js';
import { IndexUses } from './index-uses.js';
import { type Prepared, prepareIndex } from './prepare-index.js';
import type { RebuildContext, RebuildOptions, RebuildReport } from './rebuild-context.js';
import { rebuildIndex } from './rebuild-index.js';

/** How the index of this process comes to be, is built anew, and is let go. */
export class IndexLife {
  readonly #uses: IndexUses;
  #noted: Promise<(() => Promise<void>) | undefined> | undefined;

  constructor(
    private readonly context: RebuildContext,
    lock: RunLock,
  ) {
    this.#uses = new IndexUses(lock);
  }

  /** See {@link prepareIndex}. From then on, other processes know that the index is in use. */
  async prepare(options: RebuildOptions = {}): Promise<Prepared> {
    this.#noted ??= this.#uses.note(versionOf(this.context.names));
    await this.#noted;
    return prepareIndex(this.context, options);
  }

  /** See {@link rebuildIndex}. */
  rebuild(options: RebuildOptions = {}): Promise<RebuildReport> {
    return rebuildIndex(this.context, options);
  }

  /** See {@link dropOthers}. Never throws: what is left is removed another time. */
  async dropOthers(): Promise<void> {
    const { gate, log } = this.context;
    await gate
      .unlessBusy(async () => {
        const dropped = await dropOthers(this.context, this.#uses);
        if (dropped.length > 0) log.info({ indexes: dropped }, 'indexes of other versions were removed');
      })
      .catch((error: unknown) => log.warn({ err: error }, 'older indexes could not be removed'));
  }

  async close(): Promise<void> {
    const release = await this.#noted?.catch(() => undefined);
    await release?.();
  }
}
