import type { ApolloServerPlugin } from '@apollo/server';
import type { OperationDefinitionNode } from 'graphql';
import type { Context } from '../context.js';
import { checkLimits, type Measures, measure, type QueryLimits } from '../limits.js';

/** Refuses operations that ask for too much, before they are executed. Each is measured once. */
export function limitsPlugin(limits: QueryLimits): ApolloServerPlugin<Context> {
  const measured = new WeakMap<OperationDefinitionNode, Measures>();
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ schema, document, operation, request }) {
          if (operation === undefined) return;
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
