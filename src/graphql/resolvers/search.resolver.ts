import 'reflect-metadata';
import { type GraphQLResolveInfo, isObjectType } from 'graphql';
import { Args, Ctx, Info, Query, Resolver } from 'type-graphql';
import type { EpochDay } from '../../domain/days.js';
import { decodeCursor } from '../../search/cursor.js';
import type { FacetName, FacetRequest } from '../../search/facets.js';
import { ReadOnce } from '../../search/read-once.js';
import { checkPage, type SearchResult } from '../../search/search-service.js';
import type { Context } from '../context.js';
import { toFilter } from '../inputs/filter.input.js';
import { given } from '../inputs/given.js';
import { checkSources } from '../inputs/known-sources.js';
import { ReaderArgs, readerOf } from '../inputs/reader.args.js';
import { SearchArgs, toSort } from '../inputs/search.args.js';
import { argumentSets, type Selection, selectedFields } from '../selection.js';
import { toConnection } from '../types/connection.type.js';
import { LearningOpportunitySearchConnection } from '../types/connections.type.js';
import { facetKey, facetRequest } from '../views/facet.js';
import { retrievePaths, toOpportunity } from '../views/opportunity.js';
import type { Reader } from '../views/reader.js';

/** What a selection on the connection asks for. */
interface Asked {
  /** Some part of the page, not only totals and facets. */
  readonly page: boolean;
  /** Selected fields of the offers. */
  readonly fields: readonly string[];
  readonly facets: ReadonlyMap<string, FacetRequest>;
}

/** Reads from the selection what the engine has to be asked for. */
export function readSelection(info: GraphQLResolveInfo): Asked {
  const connection = selectedFields(info.fieldNodes, info);
  const below = (parent: Selection, name: string) => selectedFields(parent.get(name) ?? [], info);
  const fields = new Set([...below(below(connection, 'edges'), 'node').keys(), ...below(connection, 'nodes').keys()]);
  const facets = new Map<string, FacetRequest>();
  const facetsType = info.schema.getType('LearningOpportunityFacets');
  for (const [name, nodes] of below(connection, 'facets')) {
    if (name === '__typename' || !isObjectType(facetsType)) continue;
    for (const args of argumentSets(facetsType, name, nodes, info)) {
      const request = facetRequest(name as FacetName, args);
      facets.set(facetKey(request), request);
    }
  }
  const page = ['edges', 'nodes', 'pageInfo'].some((name) => connection.has(name));
  return { page, fields: [...fields], facets };
}

@Resolver()
export class SearchResolver {
  readonly #connections = new ReadOnce<SearchResult, LearningOpportunitySearchConnection>();

  constructor(
    private readonly today: () => EpochDay,
    private readonly sources: readonly string[] | undefined,
  ) {}

  @Query(() => LearningOpportunitySearchConnection, {
    description:
      'Searches the learning opportunities of all sources. Only what is selected is fetched and counted; without `edges`, `nodes` and `pageInfo` the answer has counts only.',
  })
  async searchLearningOpportunities(
    @Args(() => ReaderArgs) reading: ReaderArgs,
    @Args(() => SearchArgs) args: SearchArgs,
    @Ctx() { loaders }: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<LearningOpportunitySearchConnection> {
    const { page, fields, facets } = readSelection(info);
    const { first, after, last, before } = given({ ...args });
    checkPage(given({ first, last }));
    const startOf = (cursor: string | undefined, argument: string) =>
      cursor === undefined ? undefined : decodeCursor(cursor, argument).day;
    const reader = readerOf(reading, startOf(after, 'after') ?? startOf(before, 'before') ?? this.today());
    const filter = toFilter(args.filter);
    if (this.sources !== undefined) checkSources(filter, this.sources);
    const result = await loaders.search({
      ...given({ query: args.query }),
      ...reader,
      filter,
      sort: toSort(args.sort),
      ...(page ? given({ first, after, last, before }) : { first: 0 }),
      facets: [...facets.values()],
      retrieve: page ? retrievePaths(fields) : [],
    });
    const key = JSON.stringify([reader, fields, [...facets.keys()]]);
    return this.#connections.get(result, key, () => connectionFrom(result, reader, fields, [...facets.keys()]));
  }
}

/** The page of a result as a reader sees it. */
function connectionFrom(
  result: SearchResult,
  reader: Reader,
  fields: readonly string[],
  facets: readonly string[],
): LearningOpportunitySearchConnection {
  const edges = result.hits.map(({ cursor, document }) => ({ cursor, node: toOpportunity(document, reader, fields) }));
  return {
    ...toConnection(edges, result.total, result),
    facets: {
      counted: new Map(facets.map((key, index) => [key, requireFacet(result.facets[index], key)])),
      reader,
    },
    generation: result.generation,
  };
}

function requireFacet<T>(facet: T | undefined, key: string): T {
  if (facet === undefined) throw new Error(`the search did not count the facet ${key}`);
  return facet;
}
