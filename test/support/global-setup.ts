import type { TestProject } from 'vitest/node';
import { buildIfStale } from '../../scripts/build-if-stale.js';
import { startMeilisearch, startRedis } from './servers.js';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A Redis that all test files share: use a key prefix of your own, never flush it. */
    redisUrl: string;
    /** A Meilisearch that all test files share: use an index prefix of your own. */
    meiliUrl: string;
    /** Master key of {@link meiliUrl}. */
    meiliKey: string;
  }
}

/** Starts the servers that tests share; read their addresses with vitest's `inject`. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  buildIfStale();
  const redis = await startRedis();
  const meilisearch = await startMeilisearch().catch(async (error: unknown) => {
    await redis.stop();
    throw error;
  });
  project.provide('redisUrl', redis.url);
  project.provide('meiliUrl', meilisearch.url);
  project.provide('meiliKey', meilisearch.masterKey);
  return async () => {
    await Promise.all([redis.stop(), meilisearch.stop()]);
  };
}
