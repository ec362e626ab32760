import { LRUCache } from 'lru-cache';
import type { AnswerCache } from '../search/answer-cache.js';

/** Keeps texts in this process, the least recently used one going first when `maxBytes` are reached. */
export class MemoryAnswerCache implements AnswerCache {
  readonly #kept: LRUCache<string, string> | undefined;

  /** @param maxBytes 0 keeps nothing. */
  constructor(maxBytes: number) {
    if (maxBytes > 0) {
      this.#kept = new LRUCache({
        maxSize: maxBytes,
        sizeCalculation: (value, key) => Math.max(1, Buffer.byteLength(value) + Buffer.byteLength(key)),
      });
    }
  }

  async get(key: string): Promise<string | undefined> {
    return this.#kept?.get(key);
  }

  async set(key: string, value: string, ttlSeconds: number): Promise<void> {
    this.#kept?.set(key, value, { ttl: ttlSeconds * 1_000 });
  }

  async close(): Promise<void> {
    this.#kept?.clear();
  }
}
