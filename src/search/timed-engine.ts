import type { EngineAnswer, EngineQuery, PartialDocument, SearchEngine } from './search-engine.js';
import { SearchUnavailable } from './search-engine.js';

export type EngineCall = 'search' | 'documents';

/** How a call of the engine ended: with an answer, without an engine to ask, or with any other error. */
export type EngineOutcome = 'answered' | 'unavailable' | 'failed';

/** An engine whose calls are timed. */
export class TimedEngine implements SearchEngine {
  constructor(
    private readonly engine: SearchEngine,
    private readonly onCall: (call: EngineCall, outcome: EngineOutcome, seconds: number) => void,
  ) {}

  get maxFacetValues(): number {
    return this.engine.maxFacetValues;
  }

  search(queries: readonly EngineQuery[]): Promise<EngineAnswer> {
    return this.#timed('search', () => this.engine.search(queries));
  }

  documents(ids: readonly string[], retrieve: readonly string[]): Promise<readonly PartialDocument[]> {
    return this.#timed('documents', () => this.engine.documents(ids, retrieve));
  }

  generation(): Promise<string> {
    return this.engine.generation();
  }

  points(): Promise<readonly string[]> {
    return this.engine.points();
  }

  async #timed<T>(call: EngineCall, work: () => Promise<T>): Promise<T> {
    const started = performance.now();
    let outcome: EngineOutcome = 'failed';
    try {
      const result = await work();
      outcome = 'answered';
      return result;
    } catch (error) {
      if (error instanceof SearchUnavailable) outcome = 'unavailable';
      throw error;
    } finally {
      this.onCall(call, outcome, (performance.now() - started) / 1_000);
    }
  }
}
