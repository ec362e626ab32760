import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { AnswerCache } from './answer-cache.js';
import type { EngineAnswer, EngineQuery, PartialDocument, SearchEngine } from './search-engine.js';

export interface CachedEngineOptions {
  /** Bytes of answers (as JSON) kept in this process; 0 for none. */
  readonly maxBytes: number;
  readonly ttlSeconds: number;
  /** Answers that several processes share. */
  readonly shared?: AnswerCache;
}

/** Where the answers came from, since the start. */
export interface CacheCounts {
  /** From the memory of this process. */
  hits: number;
  /** From the shared cache. */
  sharedHits: number;
  /** From the same search that was already under way. */
  joined: number;
  /** From the engine, or from nowhere because it was away. */
  misses: number;
}

/** Changes whenever stored answers of an older Lotse would be read wrongly. */
const format = 1;

const storedAnswer = z.object({
  generation: z.string(),
  results: z.array(
    z.object({
      hits: z.array(z.looseObject({ id: z.string() })),
      total: z.number(),
      facets: z.record(z.string(), z.record(z.string(), z.number())),
    }),
  ),
});

/**
 * An engine whose answers are kept as long as the index stays as it is: the generation is part of the key, so an answer
 * can be reused for ever and is never stale. Of identical searches at the same time one is sent. Errors are not kept.
 * Answers are shared between requests: treat them as frozen.
 */
export class CachedEngine implements SearchEngine {
  readonly counts: CacheCounts = { hits: 0, sharedHits: 0, joined: 0, misses: 0 };
  readonly #kept: LRUCache<string, EngineAnswer> | undefined;
  readonly #digests = new WeakMap<readonly EngineQuery[], string>();
  readonly #underWay = new Map<string, Promise<EngineAnswer>>();

  constructor(
    private readonly engine: SearchEngine,
    private readonly options: CachedEngineOptions,
  ) {
    const { maxBytes, ttlSeconds } = options;
    if (maxBytes > 0) this.#kept = new LRUCache({ maxSize: maxBytes, ttl: ttlSeconds * 1_000 });
  }

  get maxFacetValues(): number {
    return this.engine.maxFacetValues;
  }

  async search(queries: readonly EngineQuery[]): Promise<EngineAnswer> {
    const generation = await this.engine.generation();
    const key = this.#keyOf(generation, queries);
    const kept = this.#kept?.get(key);
    if (kept !== undefined) {
      this.counts.hits += 1;
      return kept;
    }
    const underWay = this.#underWay.get(key);
    if (underWay !== undefined) {
      this.counts.joined += 1;
      return underWay;
    }
    const answer = this.#answer(key, generation, queries).finally(() => this.#underWay.delete(key));
    this.#underWay.set(key, answer);
    return answer;
  }

  documents(ids: readonly string[], retrieve: readonly string[]): Promise<readonly PartialDocument[]> {
    return this.engine.documents(ids, retrieve);
  }

  generation(): Promise<string> {
    return this.engine.generation();
  }

  points(): Promise<readonly string[]> {
    return this.engine.points();
  }

  async #answer(key: string, generation: string, queries: readonly EngineQuery[]): Promise<EngineAnswer> {
    const { shared, ttlSeconds } = this.options;
    const text = await shared?.get(key);
    const known = text === undefined ? undefined : readAnswer(text, generation, queries.length);
    if (text !== undefined && known !== undefined) {
      this.counts.sharedHits += 1;
      this.#keep(key, known, text);
      return known;
    }
    this.counts.misses += 1;
    const answer = await this.engine.search(queries);
    if (this.#kept === undefined && shared === undefined) return answer;
    const current = answer.generation === generation ? key : this.#keyOf(answer.generation, queries);
    const written = JSON.stringify(answer);
    this.#keep(current, answer, written);
    void shared?.set(current, written, ttlSeconds);
    return answer;
  }

  #keyOf(generation: string, queries: readonly EngineQuery[]): string {
    let digest = this.#digests.get(queries);
    if (digest === undefined) {
      digest = digestOf(queries);
      this.#digests.set(queries, digest);
    }
    return `${generation}:${digest}`;
  }

  #keep(key: string, answer: EngineAnswer, text: string): void {
    this.#kept?.set(key, answer, { size: key.length + text.length });
  }
}

function digestOf(queries: readonly EngineQuery[]): string {
  return createHash('sha256')
    .update(JSON.stringify([format, queries], spelled))
    .digest('base64url');
}

/** JSON has one word, null, for all numbers that it cannot write. */
function spelled(_: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? `number:${value}` : value;
}

/** The stored answer, unless it is damaged or answers something else. */
function readAnswer(text: string, generation: string, results: number): EngineAnswer | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const checked = storedAnswer.safeParse(value);
  if (!checked.success || checked.data.generation !== generation || checked.data.results.length !== results) {
    return undefined;
  }
  return value as EngineAnswer;
}
