import type { Meilisearch } from 'meilisearch';
import type { EpochDay } from '../domain/days.js';
import type { LearningOpportunity } from '../domain/learning-opportunity.js';
import {
  type DuplicateIndex,
  type KeyHolder,
  mostHolders,
  type SettledBasis,
  type StateChange,
  type StoredOffer,
} from '../harvest/duplicates/duplicate-index.js';
import { FeedError } from '../harvest/feed.js';
import type { SearchDocument } from '../search/search-document.js';
import type { DocumentSender } from './document-sender.js';
import { quote } from './filter-text.js';
import { guarded } from './guarded.js';
import type { IndexNames } from './index-settings.js';
import { notFound } from './offer-documents.js';
import type { PreparedDocument } from './payloads.js';

/** Records, with all that they say, in one answer of the engine. */
const recordsAtOnce = 100;
/** Rows of a few attributes in one answer. */
const rowsAtOnce = 2000;
/** Keys in one filter. */
const keysAtOnce = 1000;
/** Id of a document beside those of the sources, which no source can have. */
export const basisId = '_duplicates';

const holderFields = ['id', 'source', 'keys', 'unsettled'];
const stateFields = ['id', 'present', 'live', 'cluster', 'by', 'unsettled', 'former', 'record'];

type StateDocument = { readonly [K in keyof SearchDocument]?: SearchDocument[K] | null } & { readonly id: string };

/** Which offers are found, in Meilisearch. */
export class MeilisearchOfferStates implements DuplicateIndex {
  constructor(
    private readonly client: Meilisearch,
    private readonly sender: DocumentSender,
    private readonly names: Pick<IndexNames, 'offers' | 'sources'>,
    private readonly announce: () => Promise<void>,
  ) {}

  async unsettled(limit: number): Promise<readonly string[]> {
    const { results } = await this.#page<{ readonly id: string }>('unsettled = true', ['id'], limit, 0);
    return results.map(({ id }) => id);
  }

  expiredFronts(today: EpochDay): Promise<readonly string[]> {
    return this.#ids(`live = true AND cluster.until >= ${today} AND f.last < ${today}`);
  }

  async *written(source: string | undefined, since: number): AsyncGenerator<readonly KeyHolder[]> {
    const ofSource = source === undefined ? '' : ` AND source = ${quote(source)}`;
    const filter = `present = true AND updated >= ${since}${ofSource}`;
    for (let offset = 0; ; offset += rowsAtOnce) {
      const { results } = await this.#page<KeyHolder>(filter, ['id', 'source', 'keys'], rowsAtOnce, offset);
      if (results.length > 0) yield results;
      if (results.length < rowsAtOnce) return;
    }
  }

  async hasOthers(source: string): Promise<boolean> {
    return (await this.#page(`present = true AND source != ${quote(source)}`, ['id'], 1, 0)).total > 0;
  }

  async holders(keys: readonly string[], popular: Set<string>, exceptSource?: string): Promise<readonly KeyHolder[]> {
    const others = exceptSource === undefined ? '' : ` AND source != ${quote(exceptSource)}`;
    const found = new Map<string, KeyHolder>();
    for (let at = 0; at < keys.length; at += keysAtOnce) {
      const some = keys.slice(at, at + keysAtOnce);
      let rows: readonly KeyHolder[] | undefined;
      while (rows === undefined)
        rows = await this.#holdersOf(
          some.filter((key) => !popular.has(key)),
          popular,
          others,
        );
      for (const row of rows) found.set(row.id, row);
    }
    return [...found.values()];
  }

  /**
   * Holders of keys; nothing when it comes out that some are popular: the others are to be asked for again, as all
   * pages of a key that half of the catalogue has would be read over and over.
   */
  async #holdersOf(
    keys: readonly string[],
    popular: Set<string>,
    others: string,
  ): Promise<readonly KeyHolder[] | undefined> {
    const counts = new Map(keys.map((key) => [key, 0]));
    const rows: KeyHolder[] = [];
    const filter = `present = true AND keys IN [${keys.map(quote).join(', ')}]${others}`;
    for (let offset = 0; keys.length > 0; offset += rowsAtOnce) {
      const { results } = await this.#page<KeyHolder>(filter, holderFields, rowsAtOnce, offset);
      rows.push(...results);
      for (const key of results.flatMap(({ keys: held }) => held)) {
        const count = counts.get(key);
        if (count !== undefined) counts.set(key, count + 1);
      }
      const found = keys.filter((key) => (counts.get(key) ?? 0) > mostHolders);
      for (const key of found) popular.add(key);
      if (found.length > 0) return undefined;
      if (results.length < rowsAtOnce) break;
    }
    return rows;
  }

  /** The keys by which records, of those that are in the index, are known to others. */
  async keysOf(ids: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
    const { results } = await guarded(() =>
      this.client.index(this.names.offers).getDocuments<KeyHolder & { readonly former?: readonly string[] | null }>({
        ...{ ids: [...ids], fields: ['id', 'keys', 'former'], limit: ids.length },
      }),
    );
    return new Map(results.map(({ id, keys, former }) => [id, [...new Set([...keys, ...(former ?? [])])]]));
  }

  members(fronts: readonly string[]): Promise<readonly string[]> {
    return this.#ids(`cluster.front IN [${fronts.map(quote).join(', ')}]`);
  }

  async load(ids: readonly string[]): Promise<readonly StoredOffer[]> {
    const offers: StoredOffer[] = [];
    for (let at = 0; at < ids.length; at += recordsAtOnce) {
      const some = ids.slice(at, at + recordsAtOnce);
      const { results } = await guarded(() =>
        this.client
          .index(this.names.offers)
          .getDocuments<StateDocument>({ ids: some, fields: stateFields as never, limit: some.length }),
      );
      offers.push(...results.map(toStoredOffer));
    }
    return offers;
  }

  async write(groups: readonly (readonly StateChange[])[], now: Date): Promise<void> {
    if (groups.length === 0) return;
    const updated = Math.floor(now.getTime() / 1000);
    async function* documents(): AsyncGenerator<PreparedDocument> {
      for (const group of groups)
        yield { id: group[0]?.id ?? '', line: group.map((change) => stateLine(change, updated)).join('\n') };
    }
    try {
      const { refused } = await guarded(() =>
        this.sender.send(this.names.offers, documents(), { marked: true, partial: true }),
      );
      const [first] = refused;
      if (first !== undefined)
        throw new FeedError(
          'INDEX_TASK_FAILED',
          `the search engine refuses who is found for an offer: ${first.message}`,
        );
    } finally {
      await this.announce();
    }
  }

  async countMerged(source: string): Promise<number> {
    const filter = `present = true AND source = ${quote(source)} AND cluster.front EXISTS`;
    return (await this.#page(filter, ['id'], 1, 0)).total;
  }

  async basis(): Promise<SettledBasis | undefined> {
    const { results } = await guarded(() =>
      this.client.index(this.names.sources).getDocuments<Partial<SettledBasis>>({ ids: [basisId], limit: 1 }),
    );
    const [{ rules, pairs } = {}] = results;
    return rules === undefined || pairs === undefined ? undefined : { rules, pairs };
  }

  async rememberBasis(basis: SettledBasis): Promise<void> {
    await guarded(() =>
      this.sender.done(this.client.index(this.names.sources).addDocuments([{ id: basisId, ...basis }])),
    );
  }

  async #ids(filter: string): Promise<readonly string[]> {
    const ids: string[] = [];
    for (let offset = 0; ; offset += rowsAtOnce) {
      const { results } = await this.#page<{ readonly id: string }>(filter, ['id'], rowsAtOnce, offset);
      ids.push(...results.map(({ id }) => id));
      if (results.length < rowsAtOnce) return ids;
    }
  }

  #page<T extends Record<string, unknown> | KeyHolder>(
    filter: string,
    fields: readonly string[],
    limit: number,
    offset: number,
  ): Promise<{ readonly results: readonly T[]; readonly total: number }> {
    const options = { filter, fields: [...fields] as never, limit, offset };
    return guarded(async () => {
      const { results, total } = await this.client
        .index(this.names.offers)
        .getDocuments<Record<string, unknown>>(options);
      return { results: results as unknown as readonly T[], total };
    });
  }
}

function toStoredOffer({ id, present, live, cluster, by, unsettled, former, record }: StateDocument): StoredOffer {
  const texts = (values: readonly unknown[] | undefined) => (values ?? []).map(String).sort();
  return {
    id,
    ...(present === true && record ? { record: record as LearningOpportunity } : {}),
    unsettled: unsettled === true,
    former: former ?? [],
    state: {
      live: live === true,
      ...(cluster ? { cluster } : {}),
      ...{ sources: texts(by?.source), providers: texts(by?.provider) },
    },
  };
}

/** Only what a state is of: the rest of the document stays as it is. */
function stateLine({ id, state, isVisible, isSettled }: StateChange, updated: number): string {
  const found =
    state === undefined
      ? { live: null, cluster: null, ...notFound }
      : {
          live: state.live ? true : null,
          cluster: state.cluster ?? null,
          by: { source: state.sources, provider: state.providers },
        };
  return JSON.stringify({
    id,
    ...(isSettled ? { unsettled: null, former: null } : {}),
    ...(isVisible ? { updated, ...found } : {}),
  });
}
