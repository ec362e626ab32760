import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { EpochDay } from '../domain/days.js';
import { emptyLetters } from './archive/empty-letters.js';
import type { CatalogueIndex } from './catalogue-index.js';
import { settle } from './duplicates/settle.js';
import { FeedError } from './feed.js';
import { expiredBefore, type Grace } from './grace.js';
import type { HarvestContext } from './harvester.js';
import type { SourceDefinition } from './source.js';
import { assertSourceId } from './source-id.js';

/** Reason on the tombstone of an offer that is about to be purged. */
export const expiredReason = 'expired long ago';

/** What may be purged of a source. */
export interface Purgeable {
  /** Ids of tombstones. */
  readonly withdrawn: readonly string[];
  /** Ids of offers that are in the catalogue. */
  readonly expired: readonly string[];
  /** Those of them that are one offer with records of other sources. */
  readonly clustered: ReadonlySet<string>;
}

/** What purging needs of the index. Throws `FeedError` with an `INDEX_…` code. */
export interface PurgeableIndex extends Pick<CatalogueIndex, 'apply' | 'count' | 'stored'> {
  /**
   * Offers that were withdrawn before an instant, or with {@link expiredReason} at any time, and offers of which every
   * window ended before a day.
   */
  purgeable(source: string, before: { readonly withdrawn: Date; readonly expired: EpochDay }): Promise<Purgeable>;
  /** Deletes withdrawn offers for good. */
  delete(ids: readonly string[]): Promise<void>;
}

export interface PurgeContext
  extends Pick<HarvestContext, 'lock' | 'gate' | 'memory' | 'archive' | 'duplicates' | 'workDir' | 'now' | 'log'> {
  readonly index: PurgeableIndex;
  readonly grace: (source: PurgedSource) => Grace;
}

/** A source, or what is left of one that the sources file no longer has. */
export interface PurgedSource extends Pick<SourceDefinition, 'id' | 'purge'> {
  /** The sources file no longer has it: with its last offer, what its runs have left goes too. @default false */
  readonly removed?: boolean;
}

/** What purging a source came to. */
export interface PurgeReport {
  readonly source: string;
  /** Withdrawn offers that were deleted. */
  readonly withdrawn: number;
  /** Expired offers that were deleted. */
  readonly expired: number;
  /** Nothing was deleted: these would have been. */
  readonly dryRun?: true;
}

/**
 * Deletes what was withdrawn or expired longer ago than its grace. Expired offers are first withdrawn, as a harvest would
 * do, and others that stand for them are found, so that no search sees half of it. Nothing is known of a purged id any
 * more, nor, once its last offer goes, of a source that was removed. Throws `FeedError`: `RUN_IN_PROGRESS` when the source
 * is being harvested, `CANCELLED`, `CONFIG_INVALID`, `INDEX_…`; what was not purged then is by the next purge.
 */
export async function purge(
  source: PurgedSource,
  context: PurgeContext,
  { dryRun = false, signal }: { readonly dryRun?: boolean; readonly signal: AbortSignal },
): Promise<PurgeReport> {
  assertSourceId(source.id);
  const { index, lock, gate, grace } = context;
  const now = context.now();
  const { withdrawnDays, expiredDays } = grace(source);
  const earliest = new Date(0);
  const before = {
    withdrawn: Number.isFinite(withdrawnDays) ? new Date(now.getTime() - withdrawnDays * 86_400_000) : earliest,
    expired: expiredBefore({ withdrawnDays, expiredDays }, now),
  };
  const counted = ({ withdrawn, expired }: Purgeable): PurgeReport => ({
    ...{ source: source.id, withdrawn: withdrawn.length, expired: expired.length },
  });
  // Looked at without the lock first, as mostly nothing is to be done, and a run that is due is not to be kept out.
  const first = counted(await index.purgeable(source.id, before));
  if (dryRun) return { ...first, dryRun };
  if (first.withdrawn + first.expired === 0) return first;
  const release = await lock.acquire(source.id);
  if (release === undefined) throw new FeedError('RUN_IN_PROGRESS', `a run of "${source.id}" is under way`);
  const work = async (): Promise<PurgeReport> => {
    const found = await index.purgeable(source.id, before);
    const { withdrawn, expired } = found;
    if (withdrawn.length + expired.length === 0) return counted(found);
    const size = await index.count(source.id);
    if (expired.length > 0) {
      const change = { writes: nothing, providers: [], withdrawals: expired, reason: expiredReason, now };
      await index.apply(source.id, { ...change, clustered: found.clustered, onlyChanges: true });
      await settle(context, { source: source.id, signal });
    }
    const ids = [...withdrawn, ...expired];
    // Before the last offers: while there are any, a purge that was killed is done again.
    if (source.removed === true && (await isAll(index, source.id, ids))) await letGo(source.id, context);
    await index.delete(ids);
    await keepState(source.id, context, size);
    return counted(found);
  };
  try {
    return await (gate === undefined ? work() : gate.writing(source.id, signal, work));
  } finally {
    await release();
  }
}

async function* nothing() {}

/** Whether these are all records that the index has of a source. */
async function isAll(index: PurgeableIndex, source: string, ids: readonly string[]): Promise<boolean> {
  const known = new Set(ids);
  for await (const { id } of index.stored(source)) if (!known.has(id)) return false;
  return true;
}

/** Deletes kept feeds, problems and what is remembered of a source, and its dead letters. */
async function letGo(source: string, { workDir, archive, now }: PurgeContext): Promise<void> {
  await rm(join(workDir, source), { recursive: true, force: true });
  if (archive !== undefined) await emptyLetters(archive.runs, source, { at: now().toISOString() });
}

/** What is remembered of the source goes on to hold, so that its next run need not read everything again. */
async function keepState(source: string, { memory, index }: PurgeContext, size: number): Promise<void> {
  const state = await memory?.states.load(source);
  if (state === undefined || state.records !== size) return;
  await memory?.states.save(source, { ...state, records: await index.count(source) });
}
