import { setTimeout as sleep } from 'node:timers/promises';
import type { Meilisearch, MultiSearchQuery } from 'meilisearch';
import { isIn } from '../search/condition.js';
import {
  type EngineAnswer,
  type EngineQuery,
  type EngineResult,
  type EngineSort,
  type PartialDocument,
  type SearchEngine,
  SearchUnavailable,
} from '../search/search-engine.js';
import { engineErrorCode, isUnavailable } from './client.js';
import { filterText, isDocumentId } from './filter-text.js';
import { maxFacetValues, queryLocale } from './index-settings.js';

/** Id of the document that holds the generation of its index. Every write of offers carries it in the same task. */
export const markerId = 'generation';

/** Generation of an index that nothing was written to yet. */
const unwritten = '0';

/** How often, and how long in milliseconds, an answer is asked for again while the index changes; both have to be over. */
const patience = { tries: 8, ms: 2_000 } as const;

function sortText(sort: EngineSort): string {
  const direction = sort.descending ? 'desc' : 'asc';
  return 'near' in sort
    ? `_geoPoint(${sort.near.latitude}, ${sort.near.longitude}):${direction}`
    : `${sort.attribute}:${direction}`;
}

/** The request for one query. Pure. */
export function toMultiSearchQuery(indexUid: string, query: EngineQuery): MultiSearchQuery {
  const filter = filterText(query.condition);
  return {
    indexUid,
    q: query.text,
    matchingStrategy: 'all',
    offset: query.offset,
    limit: query.limit,
    attributesToRetrieve: query.limit === 0 ? ['id'] : ['id', ...query.retrieve],
    ...(filter === undefined ? {} : { filter }),
    ...(query.facets.length === 0 ? {} : { facets: [...query.facets] }),
    ...(query.sort.length === 0 ? {} : { sort: query.sort.map(sortText) }),
    ...(query.text === '' ? {} : { locales: [queryLocale] }),
  };
}

interface RawResult {
  readonly hits: readonly Record<string, unknown>[];
  readonly estimatedTotalHits?: number;
  readonly facetDistribution?: Record<string, Record<string, number>>;
}

function toResult({ hits, estimatedTotalHits = 0, facetDistribution = {} }: RawResult): EngineResult {
  return { hits: hits as unknown as PartialDocument[], total: estimatedTotalHits, facets: facetDistribution };
}

/**
 * Meilisearch as the search's engine. The index's generation is a document of the index itself, written in the same
 * task as the offers, so that it changes with them in one transaction: when it reads the same before and after the
 * queries of an answer, they all saw one state. Else the answer is asked for again, mostly at once: the time until the
 * next change is longest right after one.
 */
export class MeilisearchEngine implements SearchEngine {
  readonly maxFacetValues = maxFacetValues;
  #generation: string | undefined;
  #asked = 0;
  #learned = 0;
  #failure: SearchUnavailable | undefined;
  #points: { generation: string; keys: Promise<readonly string[]> } | undefined;
  #watch: NodeJS.Timeout | undefined;

  constructor(
    private readonly client: Meilisearch,
    private readonly index: string,
  ) {}

  async search(queries: readonly EngineQuery[]): Promise<EngineAnswer> {
    const marker: MultiSearchQuery = {
      indexUid: this.index,
      filter: 'marker = true',
      limit: 1,
      attributesToRetrieve: ['generation'],
    };
    const questions = queries.map((query) => toMultiSearchQuery(this.index, query));
    const all = [marker, ...questions, marker];
    const started = performance.now();
    for (let tried = 1; ; tried += 1) {
      const asked = ++this.#asked;
      const results = await this.#ask(all);
      const generation = generationOf(results[0]);
      if (generation === generationOf(results.at(-1))) {
        this.#learn(generation, asked);
        return { generation, results: results.slice(1, questions.length + 1).map(toResult) };
      }
      if (tried >= patience.tries && performance.now() - started > patience.ms)
        throw new SearchUnavailable('the index changes faster than it can be read');
      if (tried % 3 === 0) await sleep(40 * Math.random());
    }
  }

  async #ask(queries: MultiSearchQuery[]): Promise<RawResult[]> {
    try {
      const { results } = await this.client.multiSearch({ queries });
      this.#failure = undefined;
      return results as unknown as RawResult[];
    } catch (error) {
      throw this.#unavailable(error);
    }
  }

  /** What an error of the client means for a search: mostly that there is no engine to ask. */
  #unavailable(cause: unknown): Error {
    if (!isUnavailable(cause) && engineErrorCode(cause) !== 'index_not_found') return cause as Error;
    this.#failure = new SearchUnavailable('the search engine does not answer', { cause });
    return this.#failure;
  }

  async documents(ids: readonly string[], retrieve: readonly string[]): Promise<readonly PartialDocument[]> {
    const known = ids.filter((id) => isDocumentId(id) && id !== markerId);
    if (known.length === 0) return [];
    try {
      const fields = ['id', ...retrieve];
      const { results } = await this.client
        .index(this.index)
        .getDocuments({ ids: known, fields: fields as never, limit: known.length });
      return results as unknown as PartialDocument[];
    } catch (error) {
      throw this.#unavailable(error);
    }
  }

  /** The newest generation that is known; undefined before the first answer, and while the engine does not answer. */
  get knownGeneration(): string | undefined {
    return this.#failure === undefined ? this.#generation : undefined;
  }

  async generation(): Promise<string> {
    if (this.#failure !== undefined || this.#generation === undefined) await this.refresh();
    return this.#generation ?? unwritten;
  }

  /** Reads the generation from the index. Writers of the same process call it after a write. */
  async refresh(): Promise<void> {
    const asked = ++this.#asked;
    const [result] = await this.#ask([
      { indexUid: this.index, filter: 'marker = true', limit: 1, attributesToRetrieve: ['generation'] },
    ]);
    this.#learn(generationOf(result), asked);
  }

  /** An answer that comes after that to a later request says nothing new. */
  #learn(generation: string, asked: number): void {
    if (asked < this.#learned) return;
    this.#learned = asked;
    this.#generation = generation;
  }

  /** Keeps the generation fresh while others write the index, and notices an engine that is gone. */
  watch(everyMs: number): void {
    this.#watch = setInterval(() => {
      this.refresh().catch(() => undefined);
    }, everyMs);
    this.#watch.unref();
  }

  close(): void {
    clearInterval(this.#watch);
  }

  async points(): Promise<readonly string[]> {
    const generation = await this.generation();
    if (this.#points?.generation === generation) return this.#points.keys;
    const keys = this.#readPoints();
    const points = { generation, keys };
    this.#points = points;
    keys.catch(() => {
      if (this.#points === points) this.#points = undefined;
    });
    return keys;
  }

  async #readPoints(): Promise<readonly string[]> {
    const condition = isIn('live', [true]);
    const { results } = await this.search([
      { text: '', condition, facets: ['f.point'], sort: [], offset: 0, limit: 0, retrieve: [] },
    ]);
    return Object.keys(results[0]?.facets['f.point'] ?? {});
  }
}

function generationOf(result: RawResult | undefined): string {
  const [marker] = result?.hits ?? [];
  return typeof marker?.generation === 'string' ? marker.generation : unwritten;
}
