import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Logger } from 'pino';
import { dayOf } from '../../domain/days.js';
import { type Cluster, clusterOffers, type JudgedPairs, rulesVersion } from '../../domain/duplicates/cluster.js';
import type { OfferIdentity } from '../../domain/duplicates/identity.js';
import type { RunLock } from '../run-lock.js';
import type { DuplicateIndex, OfferState, StateChange, StoredOffer } from './duplicate-index.js';
import { neighbourhoodOf } from './neighbourhood.js';

/** What settling works with. */
export interface SettleContext {
  readonly duplicates: {
    readonly index: DuplicateIndex;
    /** What an operator has judged. @default nothing */
    readonly pairs?: JudgedPairs;
  };
  readonly lock: RunLock;
  readonly now: () => Date;
  readonly log: Pick<Logger, 'warn'>;
}

export interface SettleRequest {
  readonly source: string;
  /** Compares all records of the source written then (seconds since 1970) or later. @default only those that are marked */
  readonly since?: number;
  readonly signal: AbortSignal;
}

/** Records that are settled at once. */
const batchSize = 200;

/** How long another process may settle, in milliseconds, before it is no longer waited for. */
const patienceMs = 120_000;

/** Name of the lock; no source can have it. */
const lockName = '+duplicates';

const noPairs: JudgedPairs = { never: [], always: [] };

/**
 * Settles which records are one offer and which of them is found: of what is marked in the index (also by runs that were
 * killed), of what the run has written, of clusters whose front is over, and of what an operator has judged anew. Writes
 * only states that change, each cluster at once. Returns how many records of the source are one offer with others. Throws
 * `FeedError` `INDEX_…`; the next run of any source goes on.
 */
export async function settle(context: SettleContext, { source, since, signal }: SettleRequest): Promise<number> {
  const { index, pairs = noPairs } = context.duplicates;
  const popular = new Set<string>();
  const batch = async (ids: readonly string[]) => {
    signal.throwIfAborted();
    const release = await acquired(context, signal);
    try {
      await settleRecords(ids, index, { pairs, popular, now: context.now() });
    } finally {
      await release?.().catch((cause) => context.log.warn({ err: cause }, 'a lock was not released'));
    }
  };
  const before = await index.basis();
  // Who comes while this is read finds what is here when it settles.
  const isAlone = !(await index.hasOthers(source));
  if (!isAlone && before?.rules !== rulesVersion) await eachBatch(candidates(index, popular, undefined, 0), batch);
  else if (!isAlone && since !== undefined) await eachBatch(candidates(index, popular, source, since), batch);
  await eachBatch(one(await index.expiredFronts(dayOf(context.now()))), batch);
  const basis = { rules: rulesVersion, pairs };
  if (!isDeepStrictEqual(before, basis)) {
    const judged = [before?.pairs ?? noPairs, pairs].flatMap(({ never, always }) => [...never, ...always].flat());
    await eachBatch(one([...new Set(judged)]), batch);
    await index.rememberBasis(basis);
  }
  for (let last = ''; ; ) {
    const ids = await index.unsettled(batchSize);
    if (ids.length === 0 || ids.join() === last) break;
    await batch(ids);
    last = ids.join();
  }
  return index.countMerged(source);
}

async function* one<T>(page: readonly T[]): AsyncGenerator<readonly T[]> {
  yield page;
}

async function eachBatch(
  pages: AsyncIterable<readonly string[]>,
  work: (ids: readonly string[]) => Promise<void>,
): Promise<void> {
  for await (const ids of pages)
    for (let at = 0; at < ids.length; at += batchSize) await work(ids.slice(at, at + batchSize));
}

/** Records, of one source or all, that share a key with a record of another: written at once, neither knew the other. */
async function* candidates(
  index: DuplicateIndex,
  popular: Set<string>,
  source: string | undefined,
  since: number,
): AsyncGenerator<readonly string[]> {
  for await (const page of index.written(source, since)) {
    const rows = await index.holders([...new Set(page.flatMap(({ keys }) => keys))], popular, source);
    const sources = new Map<string, Set<string>>();
    for (const { source: its, keys } of rows)
      for (const key of keys) if (!popular.has(key)) sources.set(key, (sources.get(key) ?? new Set()).add(its));
    const found = page.filter((each) =>
      each.keys.some((key) => [...(sources.get(key) ?? [])].some((its) => its !== each.source)),
    );
    if (found.length > 0) yield found.map(({ id }) => id);
  }
}

/** The lock; nothing when another process keeps it for too long: what two settle alike comes out the same. */
async function acquired({ lock, log }: SettleContext, signal: AbortSignal): Promise<(() => Promise<void>) | undefined> {
  const end = performance.now() + patienceMs;
  for (;;) {
    const release = await lock.acquire(lockName);
    if (release !== undefined) return release;
    if (performance.now() > end) {
      log.warn('another process settles duplicates for long; it is no longer waited for');
      return undefined;
    }
    await sleep(20 + 80 * Math.random(), undefined, { signal });
  }
}

async function settleRecords(
  ids: readonly string[],
  index: DuplicateIndex,
  by: { readonly pairs: JudgedPairs; readonly popular: Set<string>; readonly now: Date },
): Promise<void> {
  const { pairs, popular, now } = by;
  const neighbourhood = await neighbourhoodOf(ids, index, pairs, popular);
  if (neighbourhood === undefined) {
    const half = Math.ceil(ids.length / 2);
    await settleRecords(ids.slice(0, half), index, by);
    await settleRecords(ids.slice(half), index, by);
    return;
  }
  const { offers, identities, usable } = neighbourhood;
  const asked = new Set(ids);
  const clusters = clusterOffers(identities, { pairs, usable, today: dayOf(now) });
  const clusterOf = new Map(clusters.flatMap((cluster) => cluster.members.map(({ id }) => [id, cluster] as const)));
  const byId = new Map(identities.map((identity) => [identity.id, identity]));
  const changes = new Map<string, StateChange>();
  for (const offer of offers) {
    const identity = byId.get(offer.id);
    const state = identity && stateOf(identity, clusterOf.get(offer.id), byId);
    const isVisible = !isDeepStrictEqual(state ?? gone, offer.state);
    const isSettled = asked.has(offer.id);
    if (isVisible || (isSettled && offer.unsettled))
      changes.set(offer.id, { id: offer.id, ...(state && { state }), isVisible, isSettled });
  }
  await index.write(groupsOf(offers, clusters, changes), now);
}

const gone: OfferState = { live: false, sources: [], providers: [] };

/** The state that a record is to have. */
function stateOf(
  { id, source, providers }: OfferIdentity,
  cluster: Cluster | undefined,
  byId: ReadonlyMap<string, OfferIdentity>,
): OfferState {
  if (cluster === undefined) return { live: true, sources: [source], providers: [...providers].sort() };
  const isFront = cluster.front === id;
  const all = isFront ? cluster.members.flatMap((member) => byId.get(member.id) ?? []) : [{ source, providers }];
  return {
    live: isFront,
    cluster,
    sources: [...new Set(all.map((each) => each.source))].sort(),
    providers: [...new Set(all.flatMap((each) => each.providers))].sort(),
  };
}

/** The changes that have to be seen at once: those of records that were, or are now, one offer. */
function groupsOf(
  offers: readonly StoredOffer[],
  clusters: readonly Cluster[],
  changes: ReadonlyMap<string, StateChange>,
): StateChange[][] {
  const groups = new Map(offers.map(({ id }) => [id, [id]]));
  const join = (ids: readonly string[]) => {
    const joined = [...new Set(ids.flatMap((id) => groups.get(id) ?? []))];
    for (const id of joined) groups.set(id, joined);
  };
  for (const { members } of [...clusters, ...offers.flatMap(({ state }) => state.cluster ?? [])])
    join(members.map(({ id }) => id));
  return [...new Set(groups.values())]
    .map((ids) => ids.flatMap((id) => changes.get(id) ?? []))
    .filter((group) => group.length > 0);
}
