import { createLoaders, type Loaders, type Services } from './loaders.js';
import type { Log } from './ports.js';

/** What resolvers know of the request that they work for. */
export interface Context {
  readonly requestId: string;
  readonly log: Log;
  readonly loaders: Loaders;
  /** An object of its own, as Apollo copies the context. */
  readonly answer: {
    /**
     * Whether the same request may have another answer though the index is the same: set by whatever reads what is not
     * bound to the generation of the index, and by errors.
     */
    volatile: boolean;
  };
}

/** What the HTTP layer says about a request. */
export interface RequestFacts {
  /** Named in the answer's errors. */
  readonly requestId: string;
  /** Its lines name the request. */
  readonly log: Log;
}

/** Makes the context of each request; each has its own loaders. */
export function contextFactory(services: Services): (request: RequestFacts) => Context {
  return ({ requestId, log }) => {
    const answer = { volatile: false };
    const setVolatile = () => {
      answer.volatile = true;
    };
    return { requestId, log, loaders: createLoaders(services, setVolatile), answer };
  };
}
