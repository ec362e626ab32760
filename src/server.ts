import { readFile } from 'node:fs/promises';
import { dayOf } from './domain/days.js';
import { type Gateway, keysOf, memoryOf, signingKeysOf } from './gateway.js';
import type { Administration } from './graphql/admin/administration.js';
import { type Context, contextFactory } from './graphql/context.js';
import { filterProblems } from './graphql/inputs/filter-problems.js';
import type { Services } from './graphql/loaders.js';
import { buildGraphQLSchema } from './graphql/schema.js';
import { createApolloServer } from './graphql/server.js';
import { AnswerCache } from './http/answer-cache.js';
import { createHttpApp } from './http/app.js';
import { crossOrigin } from './http/cross-origin.js';
import { readScript, type WidgetScript } from './http/widget/script-routes.js';
import { locked } from './http/widget/search-route.js';
import type { WidgetSettings } from './http/widget/widget-routes.js';
import { administrationOf } from './server-administration.js';
import { type Assets, assetsFolder, readAssets } from './web/assets.js';
import { embedPage } from './web/pages/embed/embed-page.js';
import type { Embedding } from './web/pages/embed/embedding.js';
import { sitePages } from './web/pages/site-pages.js';
import { widgetPage } from './web/pages/widget/widget-page.js';
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
  const signing = signingKeysOf(config);
  const answers = {
    cache: answerCache(gateway),
    mayKeep: ({ answer }: Context) => !answer.volatile,
    onGiven: metrics && (() => metrics.onKeptAnswer()),
  };
  const assets = readAssets();
  const widget = await widgetSettings(gateway, presets, assets);
  const embedding = embeddingOf(gateway, widget);
  const app = await createHttpApp({
    config,
    answers,
    apollo,
    createContext,
    limiter: gateway.limiter,
    metrics,
    health: { ready: () => ready(gateway) },
    publicKeys: { encryptionPem: () => keys.publicKeyPem(), signing: () => signing.published() },
    log,
    firstQuery,
    widget,
    site: createSite({
      assets,
      now: gateway.now,
      tiles: tilesOf(config),
      pages: [...sitePages, embedPage(embedding, assets), widgetPage(embedding)],
    }),
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
  assets: Assets,
): Promise<WidgetSettings & { readonly scripts: readonly [widget: WidgetScript, frame: WidgetScript] }> {
  const frame = assets.entry('widget-frame').script.replace(/^.*\//, '');
  return {
    presets,
    operation: await readFile(new URL('../schema/operations/widget/search.graphql', import.meta.url), 'utf8'),
    scripts: [
      await readScript('widget', new URL('../dist/web/widget/widget.js', import.meta.url)),
      await readScript('widget-frame', new URL(frame, assetsFolder)),
    ],
    onSearch: metrics && ((preset, page) => metrics.onWidgetSearch(preset, page)),
  };
}

/** What the pages around the widget are told: they know neither presets nor rules of origins themselves. */
function embeddingOf(
  { config }: Gateway,
  { presets, operation, scripts: [widget, frame], onSearch }: Awaited<ReturnType<typeof widgetSettings>>,
): Embedding {
  const rules = crossOrigin(config.corsOrigins, presets);
  return {
    operation,
    scripts: { widget, frame },
    presets: [...presets.values()].map(({ id, title = id, languages, origins }) => ({ id, title, languages, origins })),
    framing(id) {
      const preset = id === undefined ? undefined : presets.get(id);
      if (id !== undefined && preset === undefined) return undefined;
      return {
        ancestors: rules.frameAncestors(preset),
        lock(variables) {
          onSearch?.(id, typeof variables.after === 'string' ? 'next' : 'first');
          return locked(variables, preset);
        },
      };
    },
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
