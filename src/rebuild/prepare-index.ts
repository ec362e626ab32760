import { IndexBuildFailed } from '../meilisearch/index-build-failed.js';
import { dropAside, IndexBuilder } from '../meilisearch/index-builder.js';
import { sumOf } from '../meilisearch/index-census.js';
import { checkFitness } from '../meilisearch/index-fitness.js';
import { indexesOf, type KnownIndexes } from '../meilisearch/index-sets.js';
import { keptRun, mapFeeds } from './map-feeds.js';
import type { RebuildContext, RebuildOptions } from './rebuild-context.js';
import { buildFrom, forTheOperator } from './rebuild-index.js';

/**
 * How the index of this version came to be there: it was `present`; `converted` from one of another version; `recovered`
 * from kept feeds, as there was none at all; it is `new` and empty. `emptied`: it is empty though there is one of another
 * version, which could not be converted.
 */
export type Prepared = 'present' | 'converted' | 'recovered' | 'new' | 'emptied';

/**
 * Sees to it that the index of this version is there, and asks no provider: what another version holds is converted, what
 * is lost is recovered from kept feeds. It is built aside, so that a process that serves another version goes on, and
 * nobody ever finds half of it. Removes what a killed process has left. Throws `IndexBuildFailed`.
 */
export async function prepareIndex(context: RebuildContext, options: RebuildOptions = {}): Promise<Prepared> {
  const { connection, prefix, gate, index } = context;
  return forTheOperator(options, async (signal) => {
    const known = await indexesOf(connection.write, prefix);
    if (isThere(context, known)) {
      await index.ensure();
      await gate.unlessBusy(() => tidy(context));
      return 'present';
    }
    const ids = context.sources.map(({ id }) => id);
    const onWait = (source?: string) =>
      options.onProgress?.({ phase: 'wait', done: 0, total: 0, ...(source === undefined ? {} : { source }) });
    return gate.alone(ids, signal, onWait, (turn) => make(context, { ...options, signal: turn }));
  });
}

async function make(
  context: RebuildContext,
  options: RebuildOptions & { readonly signal: AbortSignal },
): Promise<Prepared> {
  const { connection, prefix, index, log } = context;
  await tidy(context);
  const known = await indexesOf(connection.write, prefix);
  if (isThere(context, known)) {
    await index.ensure();
    return 'present';
  }
  const [other] = known.sets;
  if (other !== undefined) {
    try {
      await buildFrom(context, other.names, { ...options, fromFeeds: false });
      log.info({ from: other.names.offers, to: context.names.offers }, 'the index of another version was converted');
      return 'converted';
    } catch (cause) {
      if (!(cause instanceof IndexBuildFailed)) throw cause;
      log.error({ err: cause, from: other.names.offers }, 'the index of another version cannot be converted');
    }
  }
  if (await recover(context, options)) return 'recovered';
  await index.ensure();
  return other === undefined ? 'new' : 'emptied';
}

/** Builds the index from kept feeds; false where there are none that can be used. */
async function recover(
  context: RebuildContext,
  { signal, onProgress }: RebuildOptions & { readonly signal: AbortSignal },
): Promise<boolean> {
  const { connection, names, lingerMs, harvest, log } = context;
  const client = connection.write;
  const sources = [];
  for (const source of context.sources)
    if (source.enabled && (await keptRun(harvest, source)) !== undefined) sources.push(source);
  if (sources.length === 0) return false;
  const builder = new IndexBuilder(client, names, lingerMs === undefined ? {} : { lingerMs });
  try {
    await builder.begin();
    let done = 0;
    const onSource = (source: string) => {
      onProgress?.({ phase: 'map', source, done, total: sources.length });
      done += 1;
    };
    const runs = await mapFeeds(context, builder.aside, sources, { signal, onSource });
    for (const { source, error } of runs)
      if (error !== undefined)
        log.warn({ source, ...error }, 'kept feeds cannot be used; the source is to be harvested');
    const census = await checkFitness({ client, built: builder.aside, mapped: new Set(sources.map(({ id }) => id)) });
    const offers = sumOf(census.present);
    if (offers > 0) {
      await builder.goLive();
      await context.onChange();
      log.info({ index: names.offers, offers }, 'the index was lost, and is back from the kept feeds');
      return true;
    }
  } catch (cause) {
    await builder.drop().catch((error) => log.warn({ err: error }, 'an unfinished index could not be removed'));
    throw cause;
  }
  await builder.drop();
  return false;
}

/** Whether there is an index of offers of this version. It only gets its name when it is complete. */
function isThere({ names }: RebuildContext, { sets, incomplete }: KnownIndexes): boolean {
  return sets.some((set) => set.names.offers === names.offers) || incomplete.includes(names.offers);
}

async function tidy({ connection, prefix, log }: RebuildContext): Promise<void> {
  const dropped = await dropAside(connection.write, prefix);
  if (dropped.length > 0) log.warn({ indexes: dropped }, 'indexes that a killed process had left were removed');
}
