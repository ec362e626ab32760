import type { Gateway } from './gateway.js';
import { contextFactory } from './graphql/context.js';
import { createApolloServer } from './graphql/server.js';
import { buildGraphQLSchema } from './graphql/schema.js';
import { createHttpApp } from './http/app.js';

/** The HTTP server over a gateway, not listening yet. `firstQuery` is what the query page opens with. */
export async function openServer(gateway: Gateway, firstQuery: string) {
  const { config, log } = gateway;
  const services = {
    search: gateway.search,
    engine: gateway.engine,
    providers: gateway.providers,
    sources: { all: gateway.sourceStatus },
    now: gateway.now,
  };
  const schema = await buildGraphQLSchema(services);
  const apollo = createApolloServer({ schema, config, log });
  gateway.plainEngine.watch(config.generationPollMs);
  return createHttpApp({ config, apollo, createContext: contextFactory(services), health: { ready: () => ready(gateway) }, log, firstQuery });
}

/** Ready when the engine answers. */
async function ready({ plainEngine }: Gateway): Promise<{ ok: boolean; checks: Record<string, { ok: boolean; detail?: string }> }> {
  try {
    await plainEngine.refresh();
    return { ok: true, checks: { search: { ok: true } } };
  } catch {
    return { ok: false, checks: { search: { ok: false, detail: 'the search engine does not answer' } } };
  }
}
