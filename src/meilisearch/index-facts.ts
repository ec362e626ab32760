import type { Meilisearch } from 'meilisearch';
import { SearchUnavailable } from '../search/search-engine.js';
import { engineErrorCode, isUnavailable } from './client.js';
import type { IndexNames } from './index-settings.js';

/** Numbers of an index. */
export interface IndexNumbers {
  /** Offers that can be found. */
  readonly offers: number;
  /** Documents, withdrawn offers included. */
  readonly documents: number;
  readonly providers: number;
}

/** Counts what is in the index. Throws `SearchUnavailable` when the engine is away or has no index. */
export async function indexNumbers(client: Meilisearch, names: IndexNames): Promise<IndexNumbers> {
  try {
    const count = async (uid: string, filter: string) =>
      (await client.index(uid).getDocuments({ filter, fields: ['id'] as never, limit: 1 })).total;
    const [offers, { numberOfDocuments }, providers, markers] = await Promise.all([
      count(names.offers, 'live = true'),
      client.index(names.offers).getStats(),
      count(names.providers, 'provides = true'),
      count(names.offers, 'marker = true'),
    ]);
    return { offers, documents: numberOfDocuments - markers, providers };
  } catch (cause) {
    if (!isUnavailable(cause) && engineErrorCode(cause) !== 'index_not_found') throw cause;
    throw new SearchUnavailable('the search engine does not answer', { cause });
  }
}
