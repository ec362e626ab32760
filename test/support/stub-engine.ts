import { everything } from '../../src/search/condition.js';
import type { EngineAnswer, EngineQuery, SearchEngine } from '../../src/search/search-engine.js';

/** The query of a search for `text`. */
export function aQuery(text = '', more: Partial<EngineQuery> = {}): EngineQuery {
  const bare = { facets: [], sort: [], offset: 0, limit: 10, retrieve: ['record.titles'] };
  return { text, condition: everything, ...bare, ...more };
}

/** An engine that counts what it is asked and answers when told; its hits name the query and the generation. */
export class StubEngine implements SearchEngine {
  readonly maxFacetValues = 7;
  searches = 0;
  /** What {@link generation} says. */
  known = 'g1';
  /** The generation that answers report, if it is not the known one. */
  actual: string | undefined;
  /** Thrown by everything. */
  failure: Error | undefined;
  /** Answers wait for this. */
  gate: Promise<void> = Promise.resolve();

  async search(queries: readonly EngineQuery[]): Promise<EngineAnswer> {
    this.searches += 1;
    await this.gate;
    if (this.failure !== undefined) throw this.failure;
    const generation = this.actual ?? this.known;
    return {
      generation,
      results: queries.map(({ text }) => ({
        hits: [{ id: `${text}@${generation}`, record: {} }],
        total: 1,
        facets: { 'f.language': { 'it\'s "<quoted>"\u0000': 1 } },
      })),
    };
  }

  async documents(ids: readonly string[]): Promise<readonly { id: string; record: object }[]> {
    if (this.failure !== undefined) throw this.failure;
    return ids.map((id) => ({ id, record: {} }));
  }

  async generation(): Promise<string> {
    if (this.failure !== undefined) throw this.failure;
    return this.known;
  }

  async points(): Promise<readonly string[]> {
    return ['p1'];
  }
}
