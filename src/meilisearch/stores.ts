import type { Meilisearch } from 'meilisearch';
import type { Organisation } from '../domain/organisation.js';
import type { Held } from '../harvest/catalogue-index.js';
import type { HarvestReport } from '../harvest/report.js';
import { SearchUnavailable } from '../search/search-engine.js';
import { engineErrorCode, isUnavailable } from './client.js';
import { isDocumentId, quote } from './filter-text.js';
import { basisId } from './offer-states.js';
import type { ProviderDocument } from './provider-document.js';

async function answered<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (!isUnavailable(cause) && engineErrorCode(cause) !== 'index_not_found') throw cause;
    throw new SearchUnavailable('the search engine does not answer', { cause });
  }
}

export interface ProviderQuery {
  readonly query?: string;
  /** ISO 3166-1 alpha-2. */
  readonly country?: string;
  /** Code of the vocabulary provider-type. */
  readonly kind?: string;
  readonly source?: string;
  readonly offset: number;
  readonly limit: number;
}

/** Organisations in the index. Throws `SearchUnavailable` when the engine is away. */
export class MeilisearchProviders {
  constructor(
    private readonly client: Meilisearch,
    private readonly index: string,
  ) {}

  /** Organisations by id, in no order; unknown ids are left out. */
  async byIds(ids: readonly string[]): Promise<readonly Organisation[]> {
    const known = ids.filter(isDocumentId);
    if (known.length === 0) return [];
    const { results } = await answered(() =>
      this.client
        .index(this.index)
        .getDocuments<ProviderDocument>({ ids: known, fields: ['organisation'], limit: known.length }),
    );
    return results.map(({ organisation }) => organisation);
  }

  /** Those that provide an offer, not those that only award: by relevance, then by name. `total` is exact. */
  async search({
    query,
    country,
    kind,
    source,
    offset,
    limit,
  }: ProviderQuery): Promise<{ total: number; providers: readonly Organisation[] }> {
    const chosen = Object.entries({ country, kinds: kind, source }).flatMap(([attribute, value]) =>
      value === undefined ? [] : [`${attribute} = ${quote(value)}`],
    );
    const { hits, estimatedTotalHits } = await answered(() =>
      this.client.index(this.index).search<ProviderDocument>((query ?? '').toWellFormed(), {
        filter: ['provides = true', ...chosen],
        sort: ['sortName:asc', 'id:asc'],
        offset,
        limit,
        attributesToRetrieve: ['organisation'],
        matchingStrategy: 'all',
      }),
    );
    return { total: estimatedTotalHits ?? 0, providers: hits.map(({ organisation }) => organisation) };
  }
}

/** What is remembered of a source's runs. */
export interface StoredSourceState {
  readonly id: string;
  readonly lastRun?: HarvestReport;
  /** Id of the last run that was applied. */
  readonly appliedRun?: string;
  readonly lastSuccessAt?: string;
  readonly lastError?: { readonly code: string; readonly message: string; readonly at: string };
  readonly held?: Held | null;
}

/** Runs and counts of the sources. Throws `SearchUnavailable` when the engine is away. */
export class MeilisearchSources {
  constructor(
    private readonly client: Meilisearch,
    private readonly names: { readonly sources: string; readonly offers: string },
  ) {}

  async states(): Promise<ReadonlyMap<string, StoredSourceState>> {
    const { results } = await answered(() =>
      this.client.index(this.names.sources).getDocuments<StoredSourceState>({ limit: 10_000 }),
    );
    return new Map(results.filter(({ id }) => id !== basisId).map((state) => [state.id, state]));
  }

  /** Offers that are in their catalogues, by source. */
  counts(): Promise<Readonly<Record<string, number>>> {
    return this.#counts('present = true');
  }

  /** Offers that were withdrawn and not purged yet, by source. */
  withdrawn(): Promise<Readonly<Record<string, number>>> {
    return this.#counts('NOT present = true');
  }

  async #counts(filter: string): Promise<Readonly<Record<string, number>>> {
    const { facetDistribution } = await answered(() =>
      this.client.index(this.names.offers).search('', { filter, limit: 0, facets: ['source'] }),
    );
    return facetDistribution?.source ?? {};
  }
}
