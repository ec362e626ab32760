import type { AnswerCache } from '../search/answer-cache.js';
import type { RedisLink } from './redis.js';

/** Longer texts are not shared: to move them takes longer than the search they would spare. Characters. */
const longestText = 1_000_000;

/** Lifetimes are spread by this share, so that answers stored together do not expire together. */
const jitter = 0.1;

/** Shares texts by Redis. Whatever is wrong with Redis, a text is just not found or not kept. */
export class RedisAnswerCache implements AnswerCache {
  constructor(private readonly link: RedisLink) {}

  async get(key: string): Promise<string | undefined> {
    return this.link.get(nameOf(key)).catch(() => undefined);
  }

  async set(key: string, value: string, ttlSeconds: number): Promise<void> {
    if (value.length > longestText) return;
    const ttlMs = Math.ceil(ttlSeconds * 1_000 * (1 - jitter + Math.random() * 2 * jitter));
    await this.link.set(nameOf(key), value, ttlMs).catch(() => undefined);
  }

  /** Leaves the connection to whoever made it. */
  async close(): Promise<void> {}
}

function nameOf(key: string): string {
  return `answer:${key}`;
}
