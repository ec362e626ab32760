import type { GraphQLFormattedError } from 'graphql';
import { epochDay } from '../../src/domain/days.js';
import type { Organisation } from '../../src/domain/organisation.js';
import { contextFactory } from '../../src/graphql/context.js';
import type { ProviderQuestion, SourceStatus } from '../../src/graphql/ports.js';
import { buildGraphQLSchema } from '../../src/graphql/schema.js';
import { type ApiSettings, createApolloServer } from '../../src/graphql/server.js';
import type { SearchDocument } from '../../src/search/search-document.js';
import { SearchService } from '../../src/search/search-service.js';
import { MemoryEngine } from './memory-engine.js';
import { recordingLog } from './recording-log.js';

/** The day that is today in these tests. */
export const today = '2026-09-01';

export interface Answer {
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever came back
  readonly data: any;
  readonly errors: readonly GraphQLFormattedError[] | undefined;
  readonly status: number | undefined;
}

/** The API over a list of offers and providers, with what its stores were asked. */
export function anApi(
  offers: readonly SearchDocument[],
  more: {
    readonly providers?: readonly Organisation[];
    readonly sources?: readonly SourceStatus[];
    readonly settings?: Partial<ApiSettings>;
    /** What resolvers throw when they ask for the sources. */
    readonly sourcesFailure?: Error;
  } = {},
) {
  const engine = new MemoryEngine(offers);
  const asked = { byIds: [] as (readonly string[])[], pages: [] as ProviderQuestion[], sources: 0 };
  const { lines, log } = recordingLog();
  const { providers = [], sources = [], settings, sourcesFailure } = more;
  const services = {
    search: new SearchService(engine, () => epochDay(today)),
    engine,
    providers: {
      async byIds(ids: readonly string[]) {
        asked.byIds.push(ids);
        return providers.filter(({ id }) => ids.includes(id));
      },
      async search(question: ProviderQuestion) {
        asked.pages.push(question);
        const { offset, limit } = question;
        return { total: providers.length, providers: providers.slice(offset, offset + limit) };
      },
    },
    sources: {
      names: new Map(sources.map(({ id, name }) => [id, name])),
      async all() {
        asked.sources += 1;
        if (sourcesFailure !== undefined) throw sourcesFailure;
        return sources;
      },
    },
  };
  const schema = buildGraphQLSchema({ now: () => new Date(`${today}T12:00:00Z`) });
  const config = { jit: false, queryMaxDepth: 12, queryMaxCost: 5000, queryMaxTokens: 2000, ...settings };
  const server = createApolloServer({ schema, config, log });
  const createContext = contextFactory(services);
  const executed = { byGraphqlJs: 0 };
  server.addPlugin({
    async requestDidStart() {
      return {
        async executionDidStart() {
          executed.byGraphqlJs += 1;
        },
      };
    },
  });

  async function run(query: string | undefined, variables: object = {}, extra: object = {}): Promise<Answer> {
    const contextValue = createContext({ requestId: 'request-1', log });
    const request = { ...(query === undefined ? {} : { query }), variables: { ...variables }, ...extra };
    const { body, http } = await server.executeOperation(request, { contextValue });
    if (body.kind !== 'single') throw new Error('one answer was expected');
    // Through JSON, as a client gets it.
    const { data, errors } = JSON.parse(JSON.stringify(body.singleResult));
    return { data, errors, status: http.status };
  }
  return { run, engine, asked, lines, executed, schema, server, createContext };
}
