import DataLoader from 'dataloader';
import type { Organisation } from '../domain/organisation.js';
import type { PartialDocument, SearchEngine } from '../search/search-engine.js';
import type { SearchRequest, SearchResult, SearchService } from '../search/search-service.js';
import type { ProviderQuestion, ProviderStore, SourceStatus, SourceStore } from './ports.js';

/** What the API answers from. */
export interface Services {
  readonly search: Pick<SearchService, 'search'>;
  readonly engine: Pick<SearchEngine, 'documents'>;
  readonly providers: ProviderStore;
  readonly sources: SourceStore;
}

type ProviderPage = Awaited<ReturnType<ProviderStore['search']>>;

/**
 * Reads of one request: those of one moment go out together, and none goes out twice, even if the operation is
 * executed a second time.
 */
export interface Loaders {
  search(request: SearchRequest): Promise<SearchResult>;
  /** An offer with these paths of its document; withdrawn ones too. */
  opportunity(id: string, retrieve: readonly string[]): Promise<PartialDocument | undefined>;
  provider(id: string): Promise<Organisation | undefined>;
  providerPage(question: ProviderQuestion): Promise<ProviderPage>;
  sources(): Promise<readonly SourceStatus[]>;
  /** Names of the configured sources by id; unlike their runs they never change. */
  readonly sourceNames: ReadonlyMap<string, string>;
}

function once<K, V>(read: (key: K) => Promise<V>): (key: K) => Promise<V> {
  const asked = new Map<string, Promise<V>>();
  return (key) => {
    const text = JSON.stringify(key) ?? '';
    const known = asked.get(text);
    if (known !== undefined) return known;
    const answer = read(key);
    asked.set(text, answer);
    return answer;
  };
}

/** The values in the order of the keys. */
function inOrder<T extends { readonly id: string }>(ids: readonly string[], values: readonly T[]): (T | undefined)[] {
  const byId = new Map(values.map((value) => [value.id, value]));
  return ids.map((id) => byId.get(id));
}

/**
 * Fresh loaders for one request. `setVolatile` is called when something is read that changes without a new generation of
 * the index: all but the sources, whose runs are remembered apart, is as old as the newest known generation or younger.
 */
export function createLoaders({ search, engine, providers, sources }: Services, setVolatile: () => void): Loaders {
  const opportunities = new DataLoader<
    { readonly id: string; readonly retrieve: readonly string[] },
    PartialDocument | undefined,
    string
  >(
    async (keys) => {
      const ids = keys.map(({ id }) => id);
      const retrieve = [...new Set(keys.flatMap((key) => key.retrieve))].sort();
      return inOrder(ids, await engine.documents([...new Set(ids)], retrieve));
    },
    { cacheKeyFn: ({ id, retrieve }) => `${id} ${retrieve.join(' ')}` },
  );
  const organisations = new DataLoader<string, Organisation | undefined>(async (ids) =>
    inOrder(ids, await providers.byIds(ids)),
  );
  let allSources: ReturnType<SourceStore['all']> | undefined;
  return {
    search: once((request: SearchRequest) => search.search(request)),
    opportunity: (id, retrieve) => opportunities.load({ id, retrieve }),
    provider: (id) => organisations.load(id),
    providerPage: once((question: ProviderQuestion) => providers.search(question)),
    sourceNames: sources.names,
    sources: () => {
      setVolatile();
      allSources ??= sources.all();
      return allSources;
    },
  };
}
