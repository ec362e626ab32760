import type { Gateway } from './gateway.js';
import { contextFactory } from './graphql/context.js';
import type { Services } from './graphql/loaders.js';
import { buildGraphQLSchema } from './graphql/schema.js';
import { createApolloServer } from './graphql/server.js';
import { createHttpApp } from './http/app.js';

/** The schema over a gateway, and what makes the context of each request. */
export function graphqlOf(gateway: Gateway) {
  const { search, engine, providers, sourceStatus, now } = gateway;
  const services: Services = { search, engine, providers, sources: { all: sourceStatus } };
  return { schema: buildGraphQLSchema({ now }), createContext: contextFactory(services) };
}

/** The HTTP server over a gateway, not listening yet. `firstQuery` is what the query page opens with. */
export async function openServer(gateway: Gateway, firstQuery: string) {
  const { config, log } = gateway;
  const { schema, createContext } = graphqlOf(gateway);
  const apollo = createApolloServer({ schema, config, log });
  gateway.plainEngine.watch(config.generationPollMs);
  const app = await createHttpApp({
    config,
    apollo,
    createContext,
    health: { ready: () => ready(gateway) },
    log,
    firstQuery,
  });
  app.addHook('onClose', () => apollo.stop());
  return app;
}

/** Ready when the engine answers. */
async function ready({ plainEngine }: Gateway) {
  try {
    await plainEngine.refresh();
    return { ok: true, checks: { search: { ok: true } } };
  } catch {
    return { ok: false, checks: { search: { ok: false, detail: 'the search engine does not answer' } } };
  }
}
