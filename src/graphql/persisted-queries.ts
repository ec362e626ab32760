import type { PersistedQueryOptions } from '@apollo/server';
import { LRUCache } from 'lru-cache';

/** Largest sum of query texts that are kept, in characters, and how long. */
const mostCharacters = 4_000_000;
const ttlMs = 24 * 3_600_000;

/** Keeps automatic persisted queries in memory; however many there are, it stays within its bounds. */
export function persistedQueryCache(): NonNullable<PersistedQueryOptions['cache']> {
  const kept = new LRUCache<string, string>({
    maxSize: mostCharacters,
    sizeCalculation: (query, key) => query.length + key.length,
    ttl: ttlMs,
  });
  return {
    get: async (key) => kept.get(key),
    set: async (key, query) => {
      kept.set(key, query);
    },
    delete: async (key) => kept.delete(key),
  };
}
