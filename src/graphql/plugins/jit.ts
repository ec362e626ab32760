import { type ApolloServerPlugin, type GraphQLRequestContext, HeaderMap } from '@apollo/server';
import { LRUCache } from 'lru-cache';
import type { Context } from '../context.js';
import type { Log } from '../ports.js';
import { type CompiledOperation, compileOperation } from './jit-compile.js';

export interface JitOptions {
  /** Uses of an operation before it is compiled. @default 2 */
  readonly after?: number;
  /** Most operations that are kept. @default 500 */
  readonly most?: number;
}

type Known = { uses: number; compiled?: CompiledOperation | 'never' };

/**
 * Executes frequent operations with code that is compiled for them (graphql-jit). Only the happy path: whenever there
 * is an error, graphql-js executes the operation again and stays the authority on what is wrong. The reads of the first
 * execution are not repeated (see `Loaders`); mutations, which must not be, are never compiled.
 */
export function jitPlugin(log: Log, { after = 2, most = 500 }: JitOptions = {}): ApolloServerPlugin<Context> {
  const operations = new LRUCache<string, Known>({ max: most });

  const compiledFor = (request: GraphQLRequestContext<Context>): CompiledOperation | undefined => {
    const { queryHash, document, operation, source, schema } = request;
    if (queryHash === undefined || document === undefined || !operation || source === undefined) return undefined;
    if (operation.operation !== 'query') return undefined;
    const key = `${queryHash} ${operation.name?.value ?? ''}`;
    const known = operations.get(key) ?? { uses: 0 };
    if (known.uses === 0) operations.set(key, known);
    known.uses += 1;
    if (known.compiled === undefined && known.uses > after) {
      try {
        known.compiled = compileOperation(schema, operation, document, source) ?? 'never';
      } catch (err) {
        known.compiled = 'never';
        log.warn({ err, operation: operation.name?.value }, 'an operation could not be compiled');
      }
    }
    return known.compiled === 'never' ? undefined : known.compiled;
  };

  return {
    async requestDidStart() {
      return {
        async responseForOperation(request) {
          const compiled = compiledFor(request);
          if (compiled === undefined) return null;
          const data = await compiled(request.contextValue, request.request.variables ?? {}).catch(() => undefined);
          if (data === undefined) return null;
          // What the compiler gives is the data of a result without errors.
          const singleResult = { data: data as Record<string, unknown> };
          return { http: { headers: new HeaderMap() }, body: { kind: 'single', singleResult } };
        },
      };
    },
  };
}
