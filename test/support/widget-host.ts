import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { loadConfig } from '../../src/config/load-config.js';
import type { Context } from '../../src/graphql/context.js';
import type { SourceStatus } from '../../src/graphql/ports.js';
import { createHttpApp } from '../../src/http/app.js';
import { crossOrigin } from '../../src/http/cross-origin.js';
import { readScript } from '../../src/http/widget/script-routes.js';
import { locked, type WidgetPage } from '../../src/http/widget/search-route.js';
import { assetsFolder, readAssets } from '../../src/web/assets.js';
import { embedPage } from '../../src/web/pages/embed/embed-page.js';
import { sitePages } from '../../src/web/pages/site-pages.js';
import { widgetPage } from '../../src/web/pages/widget/widget-page.js';
import { createSite } from '../../src/web/site.js';
import type { WidgetPreset } from '../../src/widgets/preset.js';
import { anApi, today } from './graphql-api.js';
import { aDocument, aFullDocument, aProvider, iri } from './opportunities.js';
import { silentLog } from './silent-log.js';

const file = (path: string) => new URL(`../../${path}`, import.meta.url);

const source: SourceStatus = {
  ...{ id: 'test', name: 'Test catalogue', enabled: true, records: 0 },
  ...{ licence: 'CC-BY-4.0', attribution: 'The testers', homepage: 'https://catalogue.example/' },
};

/** Fifteen offers in Sweden and ten in Germany, of levels 4 to 7, and one with a value in every field. */
function offers() {
  return [
    aFullDocument(),
    ...Array.from({ length: 25 }, (_, index) => {
      const country = index < 15 ? 'SE' : 'DE';
      return aDocument(`offer-${index}`, {
        providers: [aProvider(`Uni ${country}`, country)],
        ects: { value: index, basis: 'stated' },
        ...(index % 5 === 0 ? {} : { eqfLevel: { value: 4 + (index % 4), basis: 'stated' } }),
        ...(index % 2 === 0 ? { modes: [{ value: iri('mode', 'online'), basis: 'stated' }] } : {}),
      });
    }),
  ];
}

/** A gateway with widgets, over offers in memory. Answers can be made to fail or wait. */
export async function startGateway(presets: readonly WidgetPreset[] = [], env: NodeJS.ProcessEnv = {}) {
  const api = anApi(offers(), { sources: [source] });
  const config = loadConfig(env);
  const all = new Map(presets.map((preset) => [preset.id, preset]));
  const assets = readAssets();
  const frame = assets.entry('widget-frame').script.replace(/^.*\//, '');
  const scripts = [
    await readScript('widget', file('dist/web/widget/widget.js')),
    await readScript('widget-frame', new URL(frame, assetsFolder)),
  ] as const;
  const operation = await readFile(file('schema/operations/widget/search.graphql'), 'utf8');
  const searches: [preset: string | undefined, page: WidgetPage][] = [];
  const rules = crossOrigin(config.corsOrigins, all);
  const embedding = {
    ...{ operation, scripts: { widget: scripts[0], frame: scripts[1] } },
    presets: presets.map(({ id, title = id, languages, origins }) => ({ id, title, languages, origins })),
    framing: (id: string | undefined) => {
      const preset = id === undefined ? undefined : all.get(id);
      if (id !== undefined && preset === undefined) return undefined;
      return { ancestors: rules.frameAncestors(preset), lock: (asked: object) => locked({ ...asked }, preset) };
    },
  };
  const state = { delay: Promise.resolve() as Promise<unknown> };
  const app = await createHttpApp<Context>({
    ...{ config, apollo: api.server, log: silentLog },
    createContext: async (request) => {
      await state.delay;
      return api.createContext(request);
    },
    health: { ready: async () => ({ ok: true, checks: {} }) },
    widget: { presets: all, operation, scripts, onSearch: (...search) => void searches.push(search) },
    site: createSite({
      assets,
      now: () => new Date(`${today}T12:00:00Z`),
      pages: [...sitePages, embedPage(embedding, assets), widgetPage(embedding)],
    }),
  });
  app.addHook('onClose', () => api.server.stop());
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return { url, state, engine: api.engine, searches, close: () => app.close() };
}

export type Gateway = Awaited<ReturnType<typeof startGateway>>;

/** A site of somebody else, which shows one page with a policy of its own. */
export async function startHost() {
  const page = { body: '', policy: '', lang: 'en' };
  const server = createServer((request, response) => {
    if (request.url !== '/') return void response.writeHead(204).end();
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      ...(page.policy === '' ? {} : { 'content-security-policy': page.policy }),
    });
    response.end(`<!doctype html><html lang="${page.lang}"><head><meta charset="utf-8"><title>Town</title>
      <meta name="viewport" content="width=device-width, initial-scale=1"></head>
      <body><main><h1>Job centre</h1><h2>Courses</h2>${page.body}</main></body></html>`);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    page,
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise<void>((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}
