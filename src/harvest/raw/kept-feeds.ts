import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import type { CatalogueIndex } from '../catalogue-index.js';
import { type Feed, FeedError } from '../feed.js';
import { type RunMemory, recallAgain } from '../run-memory.js';
import type { SourceDefinition } from '../source.js';
import type { SourceStates } from '../source-state.js';
import type { TransportMemory } from '../transports/transport-memory.js';
import { isLocal, originOf, type RawEntry, type RawManifest } from './raw-entry.js';
import { type RawFolder, RawStore, type Writing } from './raw-store.js';

/** Kept feeds that may be mapped again. */
export interface KeptFeeds {
  readonly memory: RunMemory;
  readonly feeds: (memory: TransportMemory) => AsyncGenerator<Feed>;
  /** To be called before the run begins to write. */
  readonly begins: () => Promise<void>;
  /** To be called when the run was applied and is kept as the last one. */
  readonly stamp: (run: string) => Promise<void>;
}

/**
 * The feeds that are kept of a source. They are used only when no other run has written since, so that mapping them again
 * never takes the index back; when the index knows nothing of the source, it is built anew from them.
 *
 * @throws FeedError RAW_UNAVAILABLE; the bytes too, for a damaged file, or as they ended when they were read first.
 */
export async function openKept(
  source: SourceDefinition,
  home: string,
  { index, states }: { readonly index: CatalogueIndex; readonly states: SourceStates | undefined },
): Promise<KeptFeeds> {
  const store = new RawStore(home);
  await store.recover();
  const manifest = await store.manifest();
  const unavailable = (why: string) =>
    new FeedError('RAW_UNAVAILABLE', `${why} of "${source.id}"; nothing was changed, harvest it with --force`);
  if (manifest === undefined) throw unavailable('there are no kept feeds');
  if (manifest.origin !== originOf(source)) throw unavailable('the kept feeds are from another location or transport');
  const applied = await index.appliedRun(source.id);
  if (applied !== undefined && applied !== manifest.run)
    throw unavailable('the kept feeds are not those of the last run');
  const writing = await store.writing();
  if (applied !== undefined && writing !== undefined && writing.run !== manifest.run)
    throw unavailable('the kept feeds are older than what a run has written that did not end');
  const last = await states?.load(source.id);
  return {
    memory: recallAgain(last?.runId === manifest.run ? last : undefined),
    feeds: (memory) => feedsOf(store, memory),
    begins: () => store.begin({ run: manifest.run }),
    stamp: (run) => stamp(store, run),
  };
}

async function stamp(store: RawStore, run: string): Promise<void> {
  await store.written();
  await store.stamp(run);
}

/** The feeds of the release before the last one. */
export interface EarlierFeeds extends KeptFeeds {
  /** To be called when the run was applied: these feeds and those of the last release change places. */
  readonly turnBack: () => Promise<void>;
}

/**
 * The feeds of the release before the last one, to go back to: of before the last run that changed offers. The source may
 * have had another location or transport then.
 *
 * @throws FeedError RAW_UNAVAILABLE; the bytes as those of {@link openKept}.
 */
export async function openEarlier(
  source: SourceDefinition,
  home: string,
  { index }: { readonly index: CatalogueIndex },
): Promise<EarlierFeeds> {
  if (isLocal(source))
    throw new FeedError(
      'RAW_UNAVAILABLE',
      `"${source.id}" is in local files, of which no copies are kept: put the earlier ones back, and harvest it`,
    );
  const store = new RawStore(home);
  await store.recover();
  const [last, before, writing] = [await store.manifest(), await store.before.manifest(), await store.writing()];
  const isBefore = isReleaseBefore({ last, before, writing, applied: await index.appliedRun(source.id) });
  const target = isBefore ? before : last;
  if (target === undefined)
    throw new FeedError(
      'RAW_UNAVAILABLE',
      `there are no feeds of an earlier release of "${source.id}"; nothing was changed`,
    );
  return {
    memory: recallAgain(undefined),
    feeds: (memory) => feedsOf(isBefore ? store.before : store, memory),
    turnBack: async () => (isBefore ? store.turnBack() : undefined),
    begins: () => store.begin({ run: target.run, isBack: true }),
    stamp: (run) => stamp(store, run),
  };
}

interface KeptReleases {
  readonly last: RawManifest | undefined;
  readonly before: RawManifest | undefined;
  readonly writing: Writing | undefined;
  readonly applied: string | undefined;
}

/**
 * Whether to go back is to go to the feeds of the release before, in place of the last that are kept: those are what the
 * index has, unless something was written since of which no feeds are kept (a part that was forced, a run that did not
 * end). A run that was killed while it went back goes on to where it went.
 */
function isReleaseBefore({ last, before, writing, applied }: KeptReleases): boolean {
  if (writing?.isBack === true) return before?.run === writing.run;
  const current = writing?.run ?? applied;
  return last === undefined || current === undefined || last.run === current;
}

/**
 * The bytes of a feed that a run has kept, by its address; nothing where that run has kept none. They throw as those of
 * {@link openKept}.
 */
export async function keptFeedOf(
  source: SourceDefinition,
  home: string,
  run: string,
  uri: string,
): Promise<AsyncIterable<Uint8Array> | undefined> {
  const store = new RawStore(home);
  const manifest = await store.manifest();
  if (manifest?.run !== run || manifest.origin !== originOf(source)) return undefined;
  for await (const entry of store.entries())
    if (entry.uri === uri && entry.error === undefined) return bytesOf(store.pathOf(entry), entry);
  return undefined;
}

async function* feedsOf(store: RawFolder, memory: TransportMemory): AsyncGenerator<Feed> {
  for await (const entry of store.entries()) {
    const { uri, contentType, charset, part } = entry;
    if (part !== undefined) memory.listed(part.id);
    yield {
      ...{ uri, bytes: bytesOf(store.pathOf(entry), entry) },
      ...(contentType === undefined ? {} : { contentType }),
      ...(charset === undefined ? {} : { charset }),
      ...(part === undefined ? {} : { part }),
    };
  }
}

async function* bytesOf(path: string, { offset, length, error, uri }: RawEntry): AsyncGenerator<Uint8Array> {
  const file = createReadStream(path, { start: offset, end: offset + length - 1 });
  const gunzip = createGunzip();
  file.on('error', (cause) => gunzip.destroy(cause));
  try {
    for await (const chunk of file.pipe(gunzip)) yield chunk;
  } catch (cause) {
    throw new FeedError(
      'RAW_UNAVAILABLE',
      `${uri}: what was kept of it is damaged (${path}); harvest it with --force`,
      { cause },
    );
  } finally {
    file.destroy();
    gunzip.destroy();
  }
  if (error !== undefined) throw new FeedError(error.code, error.message);
}
