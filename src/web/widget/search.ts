import type { Facets, Lock, Offer } from '../embedding/answer.js';
import type { WidgetSearchQueryVariables as Variables } from '../embedding/generated/operations.js';
import { askGateway, SearchProblem } from './gateway.js';

/** What to ask, and whom. */
export interface Question {
  readonly gateway: string;
  readonly preset: string | undefined;
  readonly variables: Variables;
}

export type Phase = 'idle' | 'loading' | 'done' | 'failed';

/** A search and its pages: the newest question wins, whatever order answers come in. */
export class Search {
  phase: Phase = 'idle';
  /** Whether the next page is under way. */
  adding = false;
  offers: readonly Offer[] = [];
  total = 0;
  hasMore = false;
  facets: Facets = {};
  lock: Lock | undefined;
  problem: SearchProblem | undefined;
  #question: Question | undefined;
  #cursor: string | undefined;
  #running: AbortController | undefined;

  /** `changed` is told of every change of what stands above. */
  constructor(private readonly changed: () => void) {}

  /** Asks anew. What was found before stays until the answer is there. Resolves when it is, with whether it is one. */
  async start(question: Question): Promise<boolean> {
    this.#question = question;
    this.phase = 'loading';
    this.adding = false;
    return this.#ask({}, false);
  }

  /** Adds the next page. Resolves with whether it did. */
  async more(): Promise<boolean> {
    if (this.phase !== 'done' || this.adding || !this.hasMore || this.#cursor === undefined) return false;
    this.adding = true;
    return this.#ask({ after: this.#cursor }, true);
  }

  /** Asks again what failed. */
  async retry(): Promise<boolean> {
    return this.#question === undefined ? false : this.start(this.#question);
  }

  /** Shows a problem without asking anybody. */
  fail(problem: SearchProblem): void {
    this.problem = problem;
    this.phase = 'failed';
    this.changed();
  }

  /** Forgets everything, and lets go of what is under way. */
  stop(): void {
    this.#running?.abort();
    Object.assign(this, { phase: 'idle', adding: false, offers: [], total: 0, hasMore: false, facets: {} });
    this.problem = undefined;
  }

  async #ask(page: Variables, isNext: boolean): Promise<boolean> {
    const question = this.#question;
    if (question === undefined) return false;
    this.#running?.abort();
    const running = new AbortController();
    this.#running = running;
    this.problem = undefined;
    this.changed();
    try {
      const variables = { ...(isNext ? withoutFacets(question.variables) : question.variables), ...page };
      const { found, lock } = await askGateway(question.gateway, question.preset, variables, running.signal);
      if (running.signal.aborted) return false;
      this.offers = isNext ? [...this.offers, ...found.nodes] : found.nodes;
      this.total = found.totalCount;
      this.hasMore = found.pageInfo.hasNextPage;
      this.#cursor = found.pageInfo.endCursor ?? undefined;
      if (!isNext) this.facets = found.facets;
      this.lock = lock;
      this.phase = 'done';
      return true;
    } catch (error) {
      if (running.signal.aborted) return false;
      this.problem = error instanceof SearchProblem ? error : new SearchProblem('away', 'INTERNAL', String(error));
      this.phase = 'failed';
      return false;
    } finally {
      if (this.#running === running) {
        this.adding = false;
        this.changed();
      }
    }
  }
}

/** Counts are the same on every page. */
function withoutFacets(variables: Variables): Variables {
  return Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== true));
}
