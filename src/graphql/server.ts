import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import type { GraphQLSchema } from 'graphql';
import type { Context } from './context.js';
import { formatError } from './errors.js';
import type { QueryLimits } from './limits.js';
import { persistedQueryCache } from './persisted-queries.js';
import { errorsPlugin } from './plugins/errors.js';
import { jitPlugin } from './plugins/jit.js';
import { limitsPlugin } from './plugins/limits.js';
import { type OperationOutcome, outcomePlugin } from './plugins/outcome.js';
import { volatilePlugin } from './plugins/volatile.js';
import type { Log } from './ports.js';

/** Settings of the API. */
export interface ApiSettings {
  /** Whether frequent operations are compiled. */
  readonly jit: boolean;
  readonly queryMaxDepth: number;
  readonly queryMaxCost: number;
  readonly queryMaxTokens: number;
}

export interface ApolloOptions {
  readonly schema: GraphQLSchema;
  readonly config: ApiSettings;
  readonly log: Log;
  /** Told how each operation ended. @default nobody */
  readonly onOperation?: ((outcome: OperationOutcome) => void) | undefined;
}

/** Limits that nobody needs to set. */
const fixedLimits = { aliases: 30, rootFields: 10 } as const;

/** Faults of a document that are told; finding more is work that whoever sends bad documents should not get. */
const mostValidationErrors = 8;

/**
 * The GraphQL server, not started yet and without HTTP. Its answers carry no cache headers, stack traces or internals;
 * introspection is open, since the API is.
 */
export function createApolloServer({ schema, config, log, onOperation }: ApolloOptions): ApolloServer<Context> {
  const limits: QueryLimits = { ...fixedLimits, depth: config.queryMaxDepth, cost: config.queryMaxCost };
  return new ApolloServer<Context>({
    schema,
    introspection: true,
    csrfPrevention: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    formatError,
    logger: log,
    parseOptions: { maxTokens: config.queryMaxTokens },
    validationOptions: { maxErrors: mostValidationErrors },
    persistedQueries: { cache: persistedQueryCache() },
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      errorsPlugin(),
      volatilePlugin(),
      limitsPlugin(limits),
      ...(onOperation === undefined ? [] : [outcomePlugin(onOperation)]),
      ...(config.jit ? [jitPlugin(log)] : []),
    ],
  });
}
