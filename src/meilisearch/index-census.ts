import type { Meilisearch } from 'meilisearch';
import type { IndexNames } from './index-settings.js';

/** How many offers and organisations there are, by source. */
export interface IndexCensus {
  /** Offers that can be found. */
  readonly live: Readonly<Record<string, number>>;
  /** Offers that are in their catalogues; others may be found in their stead. */
  readonly present: Readonly<Record<string, number>>;
  /** All offers, withdrawn ones too. */
  readonly all: Readonly<Record<string, number>>;
  readonly providers: Readonly<Record<string, number>>;
}

const kinds = { live: 'offers to be found', present: 'offers', all: 'offers, withdrawn ones included,' } as const;
const told = { ...kinds, providers: 'organisations' } as const;

/** Counts indexes of this version: the engine's own numbers, read from its indexes of attributes. */
export async function censusOf(client: Meilisearch, { offers, providers }: IndexNames): Promise<IndexCensus> {
  const counts = async (uid: string, filter?: string) => {
    const options = { limit: 0, facets: ['source'], ...(filter === undefined ? {} : { filter }) };
    const { facetDistribution } = await client.index(uid).search('', options);
    return facetDistribution?.source ?? {};
  };
  const [live, present, all, organisations] = await Promise.all([
    counts(offers, 'live = true'),
    counts(offers, 'present = true'),
    counts(offers),
    counts(providers),
  ]);
  return { live, present, all, providers: organisations };
}

/** Counts documents one by one. */
export class CensusTaker {
  readonly #counts = {
    live: new Map(),
    present: new Map(),
    all: new Map(),
    providers: new Map(),
  } as const satisfies Record<keyof IndexCensus, Map<string, number>>;

  offer({ source, live, present }: { readonly source?: unknown; readonly live?: unknown; readonly present?: unknown }) {
    this.#add('all', source);
    if (live === true) this.#add('live', source);
    if (present === true) this.#add('present', source);
  }

  provider({ source }: { readonly source?: unknown }): void {
    this.#add('providers', source);
  }

  get census(): IndexCensus {
    const { live, present, all, providers } = this.#counts;
    return {
      ...{ live: Object.fromEntries(live), present: Object.fromEntries(present), all: Object.fromEntries(all) },
      providers: Object.fromEntries(providers),
    };
  }

  #add(kind: keyof IndexCensus, source: unknown): void {
    const counts: Map<string, number> = this.#counts[kind];
    counts.set(String(source), (counts.get(String(source)) ?? 0) + 1);
  }
}

/** How the numbers of some sources differ, each as a clause for people. Pure. */
export function censusDifferences(
  expected: IndexCensus,
  found: IndexCensus,
  { sources, live }: { readonly sources: (id: string) => boolean; readonly live: boolean },
): string[] {
  return (['live', 'present', 'all', 'providers'] as const)
    .filter((kind) => live || kind !== 'live')
    .flatMap((kind) =>
      [...new Set([...Object.keys(expected[kind]), ...Object.keys(found[kind])])]
        .filter((source) => sources(source) && (expected[kind][source] ?? 0) !== (found[kind][source] ?? 0))
        .map(
          (source) =>
            `"${source}" has ${found[kind][source] ?? 0} ${told[kind]} where ${expected[kind][source] ?? 0} should be`,
        ),
    );
}

/** The sum of all sources. Pure. */
export function sumOf(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
