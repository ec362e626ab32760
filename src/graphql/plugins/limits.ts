import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError, type OperationDefinitionNode } from 'graphql';
import type { Context } from '../context.js';
import { errorKinds, rateLimited } from '../errors.js';
import { checkLimits, type Measures, measure, type QueryLimits } from '../limits.js';

/** A subscription, where the schema has none: graphql-js finds that out only when it executes. */
function unknownKind(operation: OperationDefinitionNode): GraphQLError {
  return new GraphQLError(`There is no ${operation.operation} in this API.`, {
    nodes: operation,
    extensions: {
      code: 'GRAPHQL_VALIDATION_FAILED',
      http: { status: errorKinds.GRAPHQL_VALIDATION_FAILED.status },
    },
  });
}

/** Refuses operations that the API has not, that ask for too much, or that the client has no budget for, before they are
 * executed. Each is measured once. */
export function limitsPlugin(limits: QueryLimits): ApolloServerPlugin<Context> {
  const measured = new WeakMap<OperationDefinitionNode, Measures>();
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ schema, document, operation, request, contextValue }) {
          if (operation === undefined) return;
          if (!schema.getRootType(operation.operation)) throw unknownKind(operation);
          let measures = measured.get(operation);
          if (measures === undefined) {
            measures = measure(schema, document, operation);
            measured.set(operation, measures);
          }
          const variables = request.variables ?? {};
          checkLimits(measures, limits, variables);
          const spent = await contextValue.spend?.(measures.cost(variables));
          if (spent?.isAllowed === false) throw rateLimited(Math.max(1, Math.ceil(spent.resetMs / 1_000)));
        },
      };
    },
  };
}
