import { LRUCache } from 'lru-cache';
import type { EpochDay } from '../domain/days.js';
import type { EvidenceTier } from '../domain/evidence.js';
import { codeOf } from './compile-filter.js';
import { decodeCursor, encodeCursor } from './cursor.js';
import { type Facet, type FacetName, type FacetRequest, mostFacetValues, toFacet } from './facets.js';
import { type SearchFieldName, searchField, searchFields } from './fields.js';
import type { OpportunityFilter } from './filter.js';
import { checkFilterSize } from './filter-size.js';
import { InvalidArgument } from './invalid-argument.js';
import { ReadOnce } from './read-once.js';
import type { EngineAnswer, EngineQuery, PartialDocument, SearchEngine } from './search-engine.js';
import { engineQueries, type FacetReading, type Page, planSearch, type SearchPlan, type Sort } from './search-plan.js';

/** A search as it is asked for. */
export interface SearchRequest {
  readonly query?: string;
  /** BCP 47 tag of the reader. Has no part in what is found: a query may be in any language. */
  readonly language?: string;
  readonly filter?: OpportunityFilter;
  readonly sort?: readonly Sort[];
  /** @default exact */
  readonly evidence?: EvidenceTier;
  /** Day for which the status of offers is judged. @default today */
  readonly asOf?: EpochDay;
  readonly first?: number;
  readonly after?: string;
  readonly last?: number;
  readonly before?: string;
  readonly facets?: readonly FacetRequest[];
  /** Attributes of the documents to fetch; none for counts only. */
  readonly retrieve?: readonly string[];
}

export interface SearchResult {
  readonly hits: readonly { readonly cursor: string; readonly document: PartialDocument }[];
  readonly total: number;
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly facets: readonly Facet[];
  readonly generation: string;
}

/** Page sizes, and the deepest place in a result that can be reached. */
export const pageLimits = { default: 20, most: 100, deepest: 1_000_000 } as const;

/** Most facets of one search; each hierarchical one may be asked for under several parents. */
const mostFacets = 60;

/** How often an answer is asked for again when the index has changed in between. */
const mostTries = 4;

/** Searches that are prepared to be repeated, in characters of what was asked for. */
const mostPreparedCharacters = 1_000_000;

/** A page of a search that needs to know nothing of the index to be asked for. */
interface Prepared {
  readonly plan: SearchPlan;
  readonly page: Page;
  readonly queries: readonly EngineQuery[];
  readonly readings: readonly FacetReading[];
}

/** Answers searches: plan, ask the engine once, read the answer. */
export class SearchService {
  readonly #prepared = new LRUCache<string, Prepared>({ maxSize: mostPreparedCharacters });
  readonly #results = new ReadOnce<EngineAnswer, SearchResult>();

  constructor(
    private readonly engine: SearchEngine,
    private readonly today: () => EpochDay,
  ) {}

  /** Throws {@link InvalidArgument} for a bad argument, `SearchUnavailable` when the engine is away. */
  async search(request: SearchRequest): Promise<SearchResult> {
    checkFilterSize(request.filter ?? {});
    const asked = JSON.stringify([request, this.today()]);
    const prepared = this.#prepared.get(asked);
    if (prepared === undefined) return this.searchAnew(request, asked);
    const { plan, page, queries, readings } = prepared;
    return this.result(plan, page, await this.engine.search(queries), readings);
  }

  private async searchAnew(request: SearchRequest, asked: string): Promise<SearchResult> {
    const after = request.after === undefined ? undefined : decodeCursor(request.after, 'after');
    const before = request.before === undefined ? undefined : decodeCursor(request.before, 'before');
    const asOf = request.asOf ?? after?.day ?? before?.day ?? this.today();
    const filter = request.filter ?? {};
    const question = {
      query: wordsOf(request.query ?? ''),
      filter,
      sort: request.sort ?? [],
      evidence: request.evidence ?? 'exact',
      asOf,
    };
    const facets = checkedFacets(request.facets ?? []);
    checkPage(request);
    const near = usesDistance(filter);
    for (let tried = 1; ; tried += 1) {
      const generation = near ? await this.engine.generation() : undefined;
      const plan = planSearch(question, near ? await this.engine.points() : []);
      for (const [argument, cursor] of Object.entries({ after, before })) {
        if (cursor === undefined || cursor.plan === plan.id) continue;
        throw new InvalidArgument(
          argument,
          'INVALID_CURSOR',
          'The cursor belongs to another search: query, filter, sort or asOf have changed.',
        );
      }
      if (!near && request.last === undefined) {
        const page = pageOf(request, after?.offset, before?.offset, before?.offset ?? Number.POSITIVE_INFINITY);
        const prepared = { plan, page, ...engineQueries(plan, page, facets) };
        this.#prepared.set(asked, prepared, { size: asked.length });
        return this.result(plan, page, await this.engine.search(prepared.queries), prepared.readings);
      }
      const result = await this.answer(plan, request, facets, after?.offset, before?.offset);
      if (generation === undefined || result.generation === generation || tried === mostTries) return result;
    }
  }

  /** Asks again for a page that is counted from the end, when the end was found to be elsewhere. */
  private async answer(
    plan: SearchPlan,
    request: SearchRequest,
    facets: readonly FacetRequest[],
    after: number | undefined,
    before: number | undefined,
  ): Promise<SearchResult> {
    const fromTheEnd = request.last !== undefined;
    let total = fromTheEnd && before === undefined ? await this.total(plan) : Number.POSITIVE_INFINITY;
    for (let tried = 1; ; tried += 1) {
      const highest = Math.min(before ?? total, total);
      const page = pageOf(request, after, before, highest);
      const { queries, readings } = engineQueries(plan, page, facets);
      const answer = await this.engine.search(queries);
      const found = answer.results[0]?.total ?? 0;
      if (!fromTheEnd || highest === Math.min(before ?? found, found) || tried === mostTries)
        return this.result(plan, page, answer, readings);
      total = found;
    }
  }

  /** Answers of the engine are shared between searches, and so are results: treat them as frozen. */
  private result(plan: SearchPlan, page: Page, answer: EngineAnswer, readings: readonly FacetReading[]): SearchResult {
    const key = JSON.stringify([plan.id, page.offset, page.limit, readings.map(({ request }) => request)]);
    return this.#results.get(answer, key, () => toResult(plan, page, answer, readings, this.engine.maxFacetValues));
  }

  private async total(plan: SearchPlan): Promise<number> {
    const { queries } = engineQueries(plan, { offset: 0, limit: 0, retrieve: [] }, []);
    const { results } = await this.engine.search(queries);
    return results[0]?.total ?? 0;
  }
}

/** Refuses page sizes that are not offered. Throws {@link InvalidArgument}. */
export function checkPage({ first, last }: Pick<SearchRequest, 'first' | 'last'>): void {
  if (first !== undefined && last !== undefined)
    throw new InvalidArgument('last', 'PAGINATION_LIMIT', 'Give first or last, not both.');
  for (const [argument, size] of Object.entries({ first, last })) {
    if (size === undefined || (Number.isInteger(size) && size >= 0 && size <= pageLimits.most)) continue;
    const message = `${argument} is ${size}; allowed are 0 to ${pageLimits.most}.`;
    throw new InvalidArgument(argument, 'PAGINATION_LIMIT', message);
  }
}

/** The hits between two cursors that are asked for; those of a page from the end lie before `highest`. */
function pageOf(
  { first, last, retrieve = [] }: SearchRequest,
  after: number | undefined,
  before: number | undefined,
  highest: number,
): Page {
  const lowest = after === undefined ? 0 : after + 1;
  if (last !== undefined) {
    const offset = Math.max(lowest, highest - last);
    return { offset, limit: Math.max(0, highest - offset), retrieve };
  }
  const size = first ?? pageLimits.default;
  const limit = before === undefined ? size : Math.min(size, before - lowest);
  return { offset: lowest, limit: Math.max(0, limit), retrieve };
}

/**
 * The words to search for. Quotes around words ask for the phrase; one without its pair is left out, and so are the
 * signs by which the engine would exclude a word: all words must be found.
 */
function wordsOf(query: string): string {
  const text = query.toWellFormed().normalize('NFC');
  const paired = (text.split('"').length - 1) % 2 === 0 ? text : text.replaceAll('"', ' ');
  return paired.replace(/(^|\s)-+(?=\S)/g, '$1').trim();
}

function usesDistance(filter: OpportunityFilter): boolean {
  const parts = [...(filter.and ?? []), ...(filter.or ?? []), ...(filter.not === undefined ? [] : [filter.not])];
  return filter.near !== undefined || parts.some(usesDistance);
}

/** Facets whose arguments are allowed; a parent may be named by its IRI or notation too. */
function checkedFacets(facets: readonly FacetRequest[]): FacetRequest[] {
  if (facets.length > mostFacets)
    throw new InvalidArgument('facets', 'TOO_MANY_VALUES', `At most ${mostFacets} facets are counted at once.`);
  return facets.map((facet) => {
    const { name, first, under } = facet;
    if (!Number.isInteger(first) || first < 1 || first > mostFacetValues) {
      const message = `first is ${first}; allowed are 1 to ${mostFacetValues}.`;
      throw new InvalidArgument(`facets.${name}.first`, 'PAGINATION_LIMIT', message);
    }
    return under === undefined ? facet : { ...facet, under: parentOf(name, under) };
  });
}

function parentOf(name: FacetName, under: string): string {
  const path = `facets.${name}.under`;
  if (!isSearchField(name) || searchField(name).hierarchical !== true)
    throw new InvalidArgument(path, 'UNKNOWN_CODE', `The values of ${name} have no hierarchy; leave "under" out.`);
  return under === '' ? '' : codeOf(name, under, path);
}

function isSearchField(name: FacetName): name is SearchFieldName {
  return Object.hasOwn(searchFields, name);
}

function toResult(
  plan: SearchPlan,
  { offset, limit }: Page,
  answer: EngineAnswer,
  readings: readonly FacetReading[],
  cap: number,
): SearchResult {
  const [main] = answer.results;
  const total = main?.total ?? 0;
  const day = plan.question.asOf;
  return {
    hits: (main?.hits ?? []).map((document, index) => ({
      cursor: encodeCursor({ offset: offset + index, plan: plan.id, day }),
      document,
    })),
    total,
    hasNextPage: offset + limit < total,
    hasPreviousPage: offset > 0 && total > 0,
    facets: readings.map((reading) => readFacet(reading, answer, cap)),
    generation: answer.generation,
  };
}

function readFacet(
  { request, result, attribute, minus, notStatedIn, results }: FacetReading,
  { results: answers }: EngineAnswer,
  cap: number,
): Facet {
  const counted = answers[result]?.facets ?? {};
  const notStated = notStatedIn.reduce((sum, list) => sum + (counted[list]?.[request.name] ?? 0), 0);
  if (results !== undefined) {
    return toFacet(
      request,
      Object.fromEntries(results.map((each) => [each.value, answers[each.result]?.total ?? 0])),
      notStated,
      false,
    );
  }
  const all = attribute === undefined ? {} : (counted[attribute] ?? {});
  const less = minus === undefined ? {} : (counted[minus] ?? {});
  const counts = Object.fromEntries(Object.entries(all).map(([value, count]) => [value, count - (less[value] ?? 0)]));
  return toFacet(request, counts, notStated, Object.keys(all).length >= cap);
}
