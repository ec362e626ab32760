import { readFile } from 'node:fs/promises';
import { dayOf } from './domain/days.js';
import { type Gateway, keysOf, memoryOf } from './gateway.js';
import type { Administration } from './graphql/admin/administration.js';
import { type Context, contextFactory } from './graphql/context.js';
import { filterProblems } from './graphql/inputs/filter-problems.js';
import type { Services } from './graphql/loaders.js';
import { buildGraphQLSchema } from './graphql/schema.js';
import { createApolloServer } from './graphql/server.js';
import { AnswerCache } from './http/answer-cache.js';
import { createHttpApp } from './http/app.js';
import type { WidgetSettings } from './http/widget/widget-routes.js';
import { administrationOf } from './server-administration.js';
import { readAssets } from './web/assets.js';
import { createSite } from './web/site.js';
import type { WidgetPreset } from './widgets/preset.js';
import { loadWidgets } from './widgets/widgets-file.js';

/** The schema over a gateway, and what makes the context of each request. */
export function graphqlOf(gateway: Gateway, administration?: Administration) {
  const { search, engine, providers, sourceStatus, now } = gateway;
  const { adminTokens: tokens = [] } = gateway.config;
  const names = new Map(gateway.sources.sources.map(({ id, name }) => [id, name]));
  const services: Services = { search, engine, providers, sources: { all: sourceStatus, names } };
  return {
    schema: buildGraphQLSchema({ now, sources: gateway.sources.sources.map(({ id }) => id) }),
    createContext: contextFactory(services, administration && { tokens, administration }),
  };
}

/**
 * The HTTP server over a gateway, not listening yet. `firstQuery` is what the query page opens with, `presets` are those
 * of {@link presetsOf}.
 */
export async function openServer(
  gateway: Gateway,
  firstQuery: string,
  presets: ReadonlyMap<string, WidgetPreset> = new Map(),
) {
  const { config, log, metrics } = gateway;
  const administration = administrationOf(gateway);
  const { schema, createContext } = graphqlOf(gateway, administration);
  const apollo = createApolloServer({
    ...{ schema, config, log },
    onOperation: metrics && ((outcome) => metrics.onOperation(outcome)),
  });
  metrics?.watchProcess();
  gateway.plainEngine.watch(config.generationPollMs);
  const keys = keysOf(config);
  const answers = {
    cache: answerCache(gateway),
    mayKeep: ({ answer }: Context) => !answer.volatile,
    onGiven: metrics && (() => metrics.onKeptAnswer()),
  };
  const app = await createHttpApp({
    config,
    answers,
    apollo,
    createContext,
    metrics,
    health: { ready: () => ready(gateway) },
    publicKeyPem: () => keys.publicKeyPem(),
    log,
    firstQuery,
    widget: await widgetSettings(gateway, presets),
    site: createSite({ assets: readAssets(), now: gateway.now, tiles: tilesOf(config) }),
  });
  app.addHook('onClose', () => apollo.stop());
  app.addHook('onClose', () => administration.close());
  return app;
}

/** The map tiles that the operator chose, if any. */
function tilesOf({ mapTiles: url, mapAttribution: attribution = '' }: Gateway['config']) {
  return url === undefined ? undefined : { url, attribution };
}

/** The presets of the widgets file, checked against the schema. Throws `WidgetsInvalid`. */
export async function presetsOf(gateway: Gateway): Promise<ReadonlyMap<string, WidgetPreset>> {
  const { widgetsFile } = gateway.config;
  if (widgetsFile === undefined) return new Map();
  const { schema } = graphqlOf(gateway);
  const sources = gateway.sources.sources.map(({ id }) => id);
  return loadWidgets(widgetsFile, ({ filter, evidence }) => filterProblems(schema, filter, { sources, evidence }));
}

async function widgetSettings(
  { metrics }: Gateway,
  presets: ReadonlyMap<string, WidgetPreset>,
): Promise<WidgetSettings> {
  return {
    presets,
    operation: await readFile(new URL('../schema/operations/widget/search.graphql', import.meta.url), 'utf8'),
    scripts: { widget: new URL('../dist/web/widget/widget.js', import.meta.url) },
    onSearch: metrics && ((preset, page) => metrics.onWidgetSearch(preset, page)),
  };
}

/** Answers to whole requests: they hold for one generation of the index and one day. */
function answerCache({ config, plainEngine, now }: Gateway): AnswerCache {
  const state = () => {
    const generation = plainEngine.knownGeneration;
    return generation === undefined ? undefined : `${generation} ${dayOf(now())}`;
  };
  return new AnswerCache({ maxBytes: memoryOf(config), ttlSeconds: config.cacheTtlSeconds, state });
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
