import { type AdminRequest, checkAdmin } from './admin/admin-access.js';
import type { Administration } from './admin/administration.js';
import { createLoaders, type Loaders, type Services } from './loaders.js';
import type { Log } from './ports.js';

/** What resolvers know of the request that they work for. */
export interface Context {
  readonly requestId: string;
  readonly log: Log;
  readonly spend: Spend | undefined;
  readonly loaders: Loaders;
  /** What an administrator may see and do. Throws unless one asks (see `checkAdmin`); the answer is then given once. */
  readonly admin: () => Administration;
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
export interface RequestFacts extends AdminRequest {
  /** Named in the answer's errors. */
  readonly requestId: string;
  /** Its lines name the request. */
  readonly log: Log;
  /** @default whoever asks has no limit */
  readonly spend?: Spend | undefined;
}

/** Takes points from the budget of whoever asks; nothing where there is none. */
export type Spend = (points: number) => Promise<{ readonly isAllowed: boolean; readonly resetMs: number } | undefined>;

/** What is there for administrators. */
export interface AdminOptions {
  /** Those that show who is one; none for nobody. */
  readonly tokens: readonly string[];
  readonly administration: Administration;
}

/** Makes the context of each request; each has its own loaders. Without `admin` there are no administrators. */
export function contextFactory(services: Services, admin?: AdminOptions): (request: RequestFacts) => Context {
  return ({ requestId, log, method, authorization, spend }) => {
    const answer = { volatile: false };
    const setVolatile = () => {
      answer.volatile = true;
    };
    const asAdmin = () => {
      setVolatile();
      checkAdmin(admin?.tokens ?? [], { method, authorization });
      if (admin === undefined) throw new Error('there is nothing for administrators');
      return admin.administration;
    };
    return { requestId, log, spend, loaders: createLoaders(services, setVolatile), admin: asAdmin, answer };
  };
}
