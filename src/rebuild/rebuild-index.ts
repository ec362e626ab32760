import { FeedError } from '../harvest/feed.js';
import type { HarvestReport } from '../harvest/report.js';
import { isUnavailable } from '../meilisearch/client.js';
import { IndexBuildFailed } from '../meilisearch/index-build-failed.js';
import { IndexBuilder } from '../meilisearch/index-builder.js';
import { censusOf, type IndexCensus, sumOf } from '../meilisearch/index-census.js';
import { checkFitness } from '../meilisearch/index-fitness.js';
import type { IndexNames } from '../meilisearch/index-settings.js';
import { mapFeeds } from './map-feeds.js';
import type { RebuildContext, RebuildOptions, RebuildProgress, RebuildReport } from './rebuild-context.js';

/** How often a build begins again because somebody who knows of no lock has changed what it is copied from. */
const mostTries = 3;

/**
 * Builds the live index anew, aside, and swaps it in: from its own records, or also from the feeds that are kept. Runs
 * that want to write wait until it is over; searches go on and see the old index or the new one. Throws
 * `IndexBuildFailed`; the live index then stays as it was.
 */
export async function rebuildIndex(context: RebuildContext, options: RebuildOptions = {}): Promise<RebuildReport> {
  const { connection, names, gate } = context;
  return forTheOperator(options, async (signal) => {
    if (!(await context.index.exists())) throw new IndexBuildFailed('There is no index yet; harvest first.');
    const { all } = await censusOf(connection.write, names);
    const ids = [...context.sources.map(({ id }) => id), ...Object.keys(all)];
    const onWait = (source?: string) =>
      options.onProgress?.({ phase: 'wait', done: 0, total: sumOf(all), ...(source === undefined ? {} : { source }) });
    return gate.alone(ids, signal, onWait, (turn) => buildFrom(context, names, { ...options, signal: turn }));
  });
}

/**
 * Builds the index of this version from the documents of a set of indexes, which may be the live one or one of another
 * version, and makes it live. The caller holds the gate.
 */
export async function buildFrom(
  context: RebuildContext,
  from: IndexNames,
  { fromFeeds = false, onProgress, signal }: RebuildOptions & { readonly signal: AbortSignal },
): Promise<RebuildReport> {
  const started = performance.now();
  const { connection, names, lingerMs } = context;
  const client = connection.write;
  const builder = new IndexBuilder(client, names, lingerMs === undefined ? {} : { lingerMs });
  try {
    for (let tried = 1; ; tried += 1) {
      const [stamp, total] = await Promise.all([builder.stampOf(from), builder.sizeOf(from)]);
      const tell = (phase: RebuildProgress['phase'], done = total, source?: string) =>
        onProgress?.({ phase, done, total, ...(source === undefined ? {} : { source }) });
      tell('copy', 0);
      await builder.begin();
      const copied = await builder.copyFrom(from, signal, (done) => tell('copy', done));
      const runs = fromFeeds
        ? await mapFeeds(context, builder.aside, enabled(context), {
            signal,
            onSource: (source) => tell('map', total, source),
          })
        : [];
      tell('check');
      const mapped = new Set(runs.filter(wasApplied).map(({ source }) => source));
      const census = await checkFitness({ client, built: builder.aside, copied, mapped }).catch((cause: unknown) => {
        if (cause instanceof IndexBuildFailed) return cause;
        throw cause;
      });
      signal.throwIfAborted();
      if ((await builder.stampOf(from)) === stamp) {
        if (census instanceof IndexBuildFailed) throw census;
        tell('swap');
        await builder.goLive();
        await context.onChange();
        tell('done');
        return reportOf(census, runs, started);
      }
      if (tried === mostTries)
        throw new IndexBuildFailed(
          'Others write the index all the time, so that no complete copy of it could be made.',
        );
      context.log.warn({ from: from.offers }, 'the index was changed while it was copied; it is copied again');
    }
  } catch (cause) {
    await builder.drop().catch((error) => context.log.warn({ err: error }, 'an unfinished index could not be removed'));
    throw cause;
  }
}

function enabled({ sources }: RebuildContext) {
  return sources.filter((source) => source.enabled);
}

function wasApplied({ error }: HarvestReport): boolean {
  return error === undefined;
}

export function reportOf(census: IndexCensus, runs: readonly HarvestReport[], started: number): RebuildReport {
  const { live, present, all, providers } = census;
  const runOf = new Map(runs.map((run) => [run.source, run]));
  return {
    offers: sumOf(live),
    withdrawn: sumOf(all) - sumOf(present),
    providers: sumOf(providers),
    sources: [...new Set([...Object.keys(all), ...runOf.keys()])].sort().map((source) => {
      const run = runOf.get(source);
      const from = run !== undefined && wasApplied(run) ? 'feeds' : 'records';
      return { source, offers: present[source] ?? 0, from, ...(run === undefined ? {} : { run }) };
    }),
    seconds: Math.round(performance.now() - started) / 1000,
  };
}

/** Turns what may go wrong on the way into an `IndexBuildFailed`. */
export async function forTheOperator<T>(
  { signal = new AbortController().signal }: Pick<RebuildOptions, 'signal'>,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  try {
    return await work(signal);
  } catch (cause) {
    if (cause instanceof IndexBuildFailed) throw cause;
    if (signal.aborted) throw new IndexBuildFailed('Building the index was cancelled; the old one stays.', { cause });
    const reason =
      cause instanceof FeedError ? cause.message : isUnavailable(cause) && 'the search engine does not answer';
    if (reason === false) throw cause;
    throw new IndexBuildFailed(`The index could not be built; the old one stays: ${reason}.`, { cause });
  }
}
