import { loadConfig } from '../../src/config/load-config.js';
import type { Context } from '../../src/graphql/context.js';
import { AnswerCache } from '../../src/http/answer-cache.js';
import { createHttpApp } from '../../src/http/app.js';
import type { anApi } from './graphql-api.js';
import { silentLog } from './silent-log.js';

/**
 * The API over HTTP as the server runs it, listening on a free port; close it. Answers are kept while `state` stays the
 * same.
 */
export async function startHttpApi(api: ReturnType<typeof anApi>, { maxBytes = 1_000_000 } = {}) {
  const state: { now: string | undefined } = { now: 'g1' };
  const cache = new AnswerCache({ maxBytes, ttlSeconds: 60, state: () => state.now });
  const app = await createHttpApp<Context>({
    config: loadConfig({}),
    apollo: api.server,
    createContext: api.createContext,
    health: { ready: async () => ({ ok: true, checks: {} }) },
    answers: { cache, mayKeep: ({ answer }) => !answer.volatile },
    log: silentLog,
  });
  app.addHook('onClose', () => api.server.stop());
  const url = `${await app.listen({ host: '127.0.0.1', port: 0 })}/graphql`;
  return { url, state, close: () => app.close() };
}
