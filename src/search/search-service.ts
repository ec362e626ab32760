import type { EpochDay } from '../domain/days.js';
import type { EvidenceTier } from '../domain/evidence.js';
import { decodeCursor, encodeCursor } from './cursor.js';
import { type Facet, type FacetRequest, mostFacetValues, toFacet } from './facets.js';
import type { OpportunityFilter } from './filter.js';
import { InvalidArgument } from './invalid-argument.js';
import type { EngineAnswer, PartialDocument, SearchEngine } from './search-engine.js';
import { engineQueries, type FacetReading, type Page, planSearch, type SearchPlan, type Sort } from './search-plan.js';

/** A search as it is asked for. */
export interface SearchRequest {
  readonly query?: string;
  /** BCP 47 tag of the reader. @default en */
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

/** Answers searches: plan, ask the engine once, read the answer. */
export class SearchService {
  constructor(
    private readonly engine: SearchEngine,
    private readonly today: () => EpochDay,
  ) {}

  /** Throws {@link InvalidArgument} for a bad argument, `SearchUnavailable` when the engine is away. */
  async search(request: SearchRequest): Promise<SearchResult> {
    const after = request.after === undefined ? undefined : decodeCursor(request.after, 'after');
    const before = request.before === undefined ? undefined : decodeCursor(request.before, 'before');
    const asOf = request.asOf ?? after?.day ?? before?.day ?? this.today();
    const filter = request.filter ?? {};
    const question = {
      query: (request.query ?? '').normalize('NFC').trim(),
      filter,
      sort: request.sort ?? [],
      evidence: request.evidence ?? 'exact',
      asOf,
    };
    const plan = planSearch(question, usesDistance(filter) ? await this.engine.points() : []);
    for (const [argument, cursor] of [
      ['after', after],
      ['before', before],
    ] as const) {
      if (cursor !== undefined && cursor.plan !== plan.id) {
        throw new InvalidArgument(
          argument,
          'INVALID_CURSOR',
          'The cursor belongs to another search: query, filter, sort or asOf have changed.',
        );
      }
    }
    const facets = checkedFacets(request.facets ?? []);
    const page = await this.pageOf(plan, request, after?.offset, before?.offset);
    const { queries, readings } = engineQueries(plan, page, facets);
    return toResult(plan, page, await this.engine.search(queries), readings, this.engine.maxFacetValues);
  }

  private async pageOf(
    plan: SearchPlan,
    { first, last, retrieve = [] }: SearchRequest,
    after: number | undefined,
    before: number | undefined,
  ): Promise<Page> {
    if (first !== undefined && last !== undefined)
      throw new InvalidArgument('last', 'PAGINATION_LIMIT', 'Give first or last, not both.');
    for (const [argument, size] of [
      ['first', first],
      ['last', last],
    ] as const) {
      if (size !== undefined && (size < 0 || size > pageLimits.most)) {
        throw new InvalidArgument(
          argument,
          'PAGINATION_LIMIT',
          `${argument} is ${size}; allowed are 0 to ${pageLimits.most}.`,
        );
      }
    }
    const lowest = after === undefined ? 0 : after + 1;
    if (last === undefined) {
      const size = first ?? pageLimits.default;
      return {
        offset: lowest,
        limit: Math.max(0, before === undefined ? size : Math.min(size, before - lowest)),
        retrieve,
      };
    }
    const highest = before ?? (await this.total(plan));
    const offset = Math.max(lowest, highest - last);
    return { offset, limit: Math.max(0, highest - offset), retrieve };
  }

  private async total(plan: SearchPlan): Promise<number> {
    const { queries } = engineQueries(plan, { offset: 0, limit: 0, retrieve: [] }, []);
    const { results } = await this.engine.search(queries);
    return results[0]?.total ?? 0;
  }
}

function usesDistance(filter: OpportunityFilter): boolean {
  const parts = [...(filter.and ?? []), ...(filter.or ?? []), ...(filter.not === undefined ? [] : [filter.not])];
  return filter.near !== undefined || parts.some(usesDistance);
}

function checkedFacets(facets: readonly FacetRequest[]): readonly FacetRequest[] {
  for (const { name, first } of facets) {
    if (first < 1 || first > mostFacetValues) {
      throw new InvalidArgument(
        `facets.${name}.first`,
        'PAGINATION_LIMIT',
        `first is ${first}; allowed are 1 to ${mostFacetValues}.`,
      );
    }
  }
  return facets;
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
