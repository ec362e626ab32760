import type { Logger } from 'pino';
import type { CatalogueIndex } from './catalogue-index.js';
import type { FeedRoute } from './feed.js';
import type { Preview } from './preview.js';
import { keptFeedOf, openEarlier, openKept } from './raw/kept-feeds.js';
import { isLocal } from './raw/raw-entry.js';
import { RawRun } from './raw/raw-run.js';
import type { RawOutcome } from './report.js';
import { type MemoryContext, RunMemory, recall } from './run-memory.js';
import type { SourceDefinition } from './source.js';

/** Where the feeds of a run come from, what is known of them, and what becomes of them. */
export interface RunFeeds {
  readonly memory: RunMemory;
  readonly route: FeedRoute;
  /** To be awaited before the run with this id begins to write. */
  readonly begins: (run: string) => Promise<void>;
  /** To be awaited once the run with this id is applied, before its report is kept, with whether it changed offers. Does not throw. */
  readonly applied: (run: string, isRelease: boolean) => Promise<RawOutcome | undefined>;
  /** To be awaited once its report is kept. */
  readonly remembered: (run: string) => Promise<void>;
  /** To be awaited when the reading and writing is over, however it went. */
  readonly end: () => Promise<void>;
}

const nothingToDo = {
  begins: async () => undefined,
  applied: async () => undefined,
  remembered: async () => undefined,
  end: async () => undefined,
};

/** What decides where the feeds come from; see `HarvestContext` and `HarvestOptions`. */
export interface RunFeedsOptions {
  readonly index: CatalogueIndex;
  readonly memory?: MemoryContext;
  readonly rawMaxBytes?: number;
  readonly log: Pick<Logger, 'warn'>;
  readonly force?: boolean;
  readonly again?: boolean;
  readonly earlier?: boolean;
  readonly preview?: Preview;
  /** Folder of the source. */
  readonly home: string;
  readonly at: Date;
}

/** Whether a run maps feeds `again` that an earlier one has kept. Local files are still where they were. */
export function usesKept(source: SourceDefinition, again = false): boolean {
  return again && !isLocal(source);
}

/**
 * The feeds of a run: from the provider, kept while they are read; those that were kept, of the last release or the one
 * before; or, for a preview, from the provider and not kept.
 *
 * @throws FeedError RAW_UNAVAILABLE; INDEX_….
 */
export async function feedsOfRun(source: SourceDefinition, options: RunFeedsOptions): Promise<RunFeeds> {
  const { index, memory: remembering, rawMaxBytes: maxBytes = 0, log, home, at: now } = options;
  const { force = false, again = false, earlier = false, preview } = options;
  if (earlier) {
    const { memory, feeds, turnBack, begins, stamp } = await openEarlier(source, home, { index });
    const applied = () =>
      turnBack().catch((cause: unknown) => {
        log.warn({ source: source.id, err: cause }, 'the kept feeds could not change places');
      });
    return {
      ...nothingToDo,
      memory,
      route: () => feeds(memory),
      begins,
      applied: async () => void (await applied()),
      remembered: stamp,
    };
  }
  if (usesKept(source, again)) {
    const { memory, feeds, begins, stamp } = await openKept(source, home, { index, states: remembering?.states });
    return { ...nothingToDo, memory, route: () => feeds(memory), begins, remembered: stamp };
  }
  const memory =
    remembering === undefined
      ? new RunMemory()
      : await recall(source, remembering, index, { now, force: force || again });
  const { lastRun } = memory;
  if (lastRun !== undefined) memory.kept = (uri) => keptFeedOf(source, home, lastRun, uri);
  if (preview !== undefined) return { ...nothingToDo, memory, route: (open) => open() };
  const raw = await RawRun.begin(source, { home, maxBytes, at: now, log });
  const isNew = () => memory.extent !== 'nothing';
  return {
    memory,
    route: (open) => raw.through(open()),
    begins: (run) => raw.begins(run),
    applied: async (run, isRelease) => (isNew() ? raw.applied(run, memory, isRelease) : undefined),
    remembered: (run) => raw.remembered(run, isNew() ? undefined : memory),
    end: () => raw.end(),
  };
}
