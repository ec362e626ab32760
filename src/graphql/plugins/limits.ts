import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError, type OperationDefinitionNode } from 'graphql';
import type { Context } from '../context.js';
import { errorKinds } from '../errors.js';
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

/** Refuses operations that the API has not, or that ask for too much, before they are executed. Each is measured once. */
export function limitsPlugin(limits: QueryLimits): ApolloServerPlugin<Context> {
  const measured = new WeakMap<OperationDefinitionNode, Measures>();
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ schema, document, operation, request }) {
          if (operation === undefined) return;
          if (!schema.getRootType(operation.operation)) throw unknownKind(operation);
          let measures = measured.get(operation);
          if (measures === undefined) {
            measures = measure(schema, document, operation);
            measured.set(operation, measures);
          }
          checkLimits(measures, limits, request.variables ?? {});
        },
      };
    },
  };
}
