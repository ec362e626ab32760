import type { Meilisearch } from 'meilisearch';
import type { IndexNames } from './index-settings.js';

/** How many offers and organisations are in a set of indexes, by source. */
export interface IndexCensus {
  /** Offers that can be found. */
  readonly found: Readonly<Record<string, number>>;
  /** All offers, withdrawn ones too. */
  readonly all: Readonly<Record<string, number>>;
  readonly providers: Readonly<Record<string, number>>;
}

/** Counts; the engine's own numbers, read from its indexes of attributes. */
export async function censusOf(client: Meilisearch, { offers, providers }: IndexNames): Promise<IndexCensus> {
  const counts = async (uid: string, attribute: string, filter?: string) => {
    const options = { limit: 0, facets: [attribute], ...(filter === undefined ? {} : { filter }) };
    const { facetDistribution } = await client.index(uid).search('', options);
    return facetDistribution?.[attribute] ?? {};
  };
  const [found, all, organisations] = await Promise.all([
    counts(offers, 'f.source', 'live = true'),
    counts(offers, 'f.source'),
    counts(providers, 'source'),
  ]);
  return { found, all, providers: organisations };
}

/** Sources whose numbers differ, each as a clause for people. Pure. */
export function censusDifferences(before: IndexCensus, after: IndexCensus, sources: (id: string) => boolean): string[] {
  const names = { found: 'offers', all: 'offers and withdrawn ones', providers: 'organisations' } as const;
  return (['found', 'all', 'providers'] as const).flatMap((kind) =>
    [...new Set([...Object.keys(before[kind]), ...Object.keys(after[kind])])]
      .filter((source) => sources(source) && (before[kind][source] ?? 0) !== (after[kind][source] ?? 0))
      .map(
        (source) =>
          `"${source}" has ${after[kind][source] ?? 0} ${names[kind]} where ${before[kind][source] ?? 0} should be`,
      ),
  );
}

/** The sum of all sources. Pure. */
export function sumOf(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
