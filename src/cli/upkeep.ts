import { setTimeout as sleep } from 'node:timers/promises';
import type { Gateway } from '../gateway.js';
import { FeedError } from '../harvest/feed.js';

/** How often it is looked whether something is due. */
const lookMs = 3_600_000;
const dayMs = 86_400_000;

/** What keeps an index in order while it is served. */
export interface Upkeep {
  /** Ends what is under way, soon. */
  stop(): Promise<void>;
}

/**
 * Purges each source once a day, from now on, also one that is disabled or no longer in the sources file, and removes indexes of other versions once nobody uses them. A
 * source that is being harvested when its turn comes has it again an hour later.
 */
export function startUpkeep(
  { sources, removedSources, purge, life, log }: Pick<Gateway, 'sources' | 'removedSources' | 'purge' | 'life' | 'log'>,
  { everyMs = lookMs }: { readonly everyMs?: number } = {},
): Upkeep {
  const ending = new AbortController();
  const { signal } = ending;
  const purgedAt = new Map<string, number>();
  const left = () =>
    removedSources().catch((cause: unknown) => {
      log.warn({ err: cause }, 'sources that were removed could not be looked up; another try follows');
      return [];
    });
  const purgeDue = async () => {
    for (const source of [...sources.sources, ...(await left())]) {
      if (signal.aborted) return;
      const isDue = Date.now() - (purgedAt.get(source.id) ?? 0) >= Math.min(dayMs, everyMs * 24);
      if (!isDue) continue;
      try {
        const report = await purge(source, { signal });
        purgedAt.set(source.id, Date.now());
        if (report.withdrawn + report.expired > 0) log.info(report, 'offers were purged after their grace');
      } catch (cause) {
        const isBusy = cause instanceof FeedError && ['RUN_IN_PROGRESS', 'CANCELLED'].includes(cause.code);
        if (!isBusy) log.warn({ err: cause, source: source.id }, 'offers could not be purged; another try follows');
      }
    }
  };
  const look = async () => {
    while (!signal.aborted) {
      await purgeDue();
      if (!signal.aborted) await life.dropOthers();
      await sleep(everyMs, undefined, { signal, ref: false }).catch(() => undefined);
    }
  };
  const looking = look();
  return {
    async stop(): Promise<void> {
      ending.abort();
      await looking;
    },
  };
}
