import { loadConfig } from '../../src/config/load-config.js';
import type { Context } from '../../src/graphql/context.js';
import { AnswerCache } from '../../src/http/answer-cache.js';
import { createHttpApp } from '../../src/http/app.js';
import { readAssets } from '../../src/web/assets.js';
import type { Page } from '../../src/web/page.js';
import { createSite, type SiteOptions } from '../../src/web/site.js';
import { type anApi, today } from './graphql-api.js';
import { silentLog } from './silent-log.js';

/** The pages over an API in memory, without a port; close it. */
export async function aSite(
  api: ReturnType<typeof anApi>,
  { pages, ...options }: Partial<SiteOptions> & { readonly pages?: readonly Page[] } = {},
) {
  const cache = new AnswerCache({ maxBytes: 1_000_000, ttlSeconds: 60, state: () => 'g1' });
  const assets = readAssets();
  const now = () => new Date(`${today}T12:00:00Z`);
  const given = { cache: 0 };
  const app = await createHttpApp<Context>({
    config: loadConfig({}),
    apollo: api.server,
    createContext: api.createContext,
    health: { ready: async () => ({ ok: true, checks: {} }) },
    answers: {
      cache,
      mayKeep: ({ answer }) => !answer.volatile,
      onGiven: () => {
        given.cache += 1;
      },
    },
    site: createSite({ assets, now, ...(pages === undefined ? {} : { pages }), ...options }),
    log: silentLog,
  });
  app.addHook('onClose', () => api.server.stop());
  /** A page as a browser without scripts gets it. */
  async function get(url: string, headers: Record<string, string> = {}) {
    const response = await app.inject({ url, headers: { accept: 'text/html', 'accept-language': 'en', ...headers } });
    return { ...response, html: response.payload, status: response.statusCode };
  }
  return { app, get, given, close: () => app.close() };
}
