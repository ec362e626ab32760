import type { ApolloServerPlugin } from '@apollo/server';
import type { Context } from '../context.js';

/**
 * Marks answers with errors as not to be given again, and those to requests that register a persisted query: they have
 * an effect beside their answer.
 */
export function volatilePlugin(): ApolloServerPlugin<Context> {
  return {
    async requestDidStart() {
      return {
        async willSendResponse({ errors, metrics, contextValue: { answer } }) {
          if (errors !== undefined || metrics.persistedQueryRegister === true) answer.volatile = true;
        },
      };
    },
  };
}
