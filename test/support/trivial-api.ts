import { setTimeout as sleep } from 'node:timers/promises';
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import type { FastifyInstance } from 'fastify';
import { loadConfig } from '../../src/config/load-config.js';
import { rateLimited } from '../../src/graphql/errors.js';
import { createHttpApp, type HttpAppOptions } from '../../src/http/app.js';
import type { RequestFacts } from '../../src/http/graphql-route.js';
import { silentLog } from './silent-log.js';

const typeDefs = `
  type Query {
    "A greeting."
    hello(name: String = "world"): String!
    requestId: String!
    slow(ms: Int!): String!
  }
  type Mutation {
    forget: Boolean
  }
`;

const resolvers = {
  Query: {
    hello: (_: unknown, { name }: { name: string }) => `Hello, ${name}!`,
    requestId: (_: unknown, __: unknown, { requestId }: RequestFacts) => requestId,
    slow: (_: unknown, { ms }: { ms: number }) => sleep(ms, 'done'),
  },
};

/** Every operation costs one point. */
const onePoint: ApolloServerPlugin<RequestFacts> = {
  requestDidStart: async () => ({
    async didResolveOperation({ contextValue: { spend } }) {
      const spent = await spend?.(1);
      if (spent?.isAllowed === false) throw rateLimited(Math.ceil(spent.resetMs / 1_000));
    },
  }),
};

export interface TrivialApi {
  readonly app: FastifyInstance;
  readonly url: string;
}

/** The HTTP server around a schema of three fields, listening on a free port; close it. */
export async function startTrivialApi(
  env: NodeJS.ProcessEnv = {},
  options: Partial<HttpAppOptions<RequestFacts>> = {},
): Promise<TrivialApi> {
  const apollo = new ApolloServer<RequestFacts>({
    ...{ typeDefs, resolvers, introspection: true, includeStacktraceInErrorResponses: false },
    ...{ stopOnTerminationSignals: false, logger: silentLog },
    plugins: [ApolloServerPluginCacheControlDisabled(), ApolloServerPluginLandingPageDisabled(), onePoint],
  });
  const app = await createHttpApp<RequestFacts>({
    config: loadConfig(env),
    apollo,
    createContext: (facts) => facts,
    health: { ready: async () => ({ ok: true, checks: {} }) },
    log: silentLog,
    ...options,
  });
  app.addHook('onClose', () => apollo.stop());
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return { app, url };
}
