import { LRUCache } from 'lru-cache';

export interface AnswerCacheOptions {
  /** Bytes of answers and of the requests that they belong to; 0 keeps nothing. */
  readonly maxBytes: number;
  readonly ttlSeconds: number;
  /**
   * All that answers depend on besides their request: the state of the index, and the day. Undefined while it is not
   * known, as when the search engine is away: then nothing is answered from here, and nothing kept.
   */
  readonly state: () => string | undefined;
}

/** What of a request its answer depends on. */
export interface AskedText {
  readonly body: string;
  /** The headers as they came. */
  readonly contentType: string | undefined;
  readonly accept: string | undefined;
}

export interface KeptAnswer {
  readonly body: Buffer;
  readonly contentType: string;
}

/** A request that was not answered before. */
export interface Unanswered {
  /** Keeps its answer, unless the state has changed since it was asked. */
  keep(answer: KeptAnswer): void;
}

/**
 * Answers to requests whose text was answered before, without reading it. An answer is kept for the state that was known
 * before it was made and after, so that it is never older than the state that it is given for.
 */
export class AnswerCache {
  readonly #kept: LRUCache<string, KeptAnswer> | undefined;
  #state: string | undefined;

  constructor(private readonly options: AnswerCacheOptions) {
    const { maxBytes, ttlSeconds } = options;
    if (maxBytes < 1) return;
    this.#kept = new LRUCache({
      maxSize: maxBytes,
      ttl: ttlSeconds * 1_000,
      sizeCalculation: ({ body }, key) => body.length + 2 * key.length,
    });
  }

  /** The answer, or the way to keep it; undefined when nothing can be kept at present. */
  find(asked: AskedText): KeptAnswer | Unanswered | undefined {
    const kept = this.#kept;
    const state = this.#current();
    if (kept === undefined || state === undefined) return undefined;
    const key = `${asked.contentType ?? ''}\n${asked.accept ?? ''}\n${asked.body}`;
    return (
      kept.get(key) ?? {
        keep: (answer) => {
          if (this.#current() === state) kept.set(key, answer);
        },
      }
    );
  }

  /** Answers for another state are let go as soon as it is noticed. */
  #current(): string | undefined {
    const state = this.options.state();
    if (state !== undefined && state !== this.#state) {
      this.#kept?.clear();
      this.#state = state;
    }
    return state;
  }
}
