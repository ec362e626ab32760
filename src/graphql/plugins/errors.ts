import type { ApolloServerPlugin } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import type { Context } from '../context.js';
import { codeOf, type ErrorKind, errorKinds, isErrorCode } from '../errors.js';

function kindOf(code: unknown): ErrorKind {
  return errorKinds[isErrorCode(code) ? code : 'INTERNAL_SERVER_ERROR'];
}

/**
 * Puts the request's id into every error, and the cause of unexpected ones into the log. An answer whose `data` is null
 * gets the HTTP status of its gravest error; one with data is 200, whatever failed beside it.
 */
export function errorsPlugin(): ApolloServerPlugin<Context> {
  return {
    async requestDidStart() {
      return {
        async didEncounterErrors({ errors, contextValue: { log }, operationName }) {
          for (const error of errors) {
            const code = codeOf(error);
            const facts = { operation: operationName, path: error.path, err: unwrapResolverError(error) };
            if (code === 'SERVICE_UNAVAILABLE') log.warn(facts, 'the search engine does not answer');
            if (code === 'INTERNAL_SERVER_ERROR') log.error(facts, 'a request failed unexpectedly');
          }
        },
        async willSendResponse({ response, contextValue: { requestId } }) {
          if (response.body.kind !== 'single') return;
          const { singleResult } = response.body;
          const { errors } = singleResult;
          if (errors === undefined || errors.length === 0) return;
          singleResult.errors = errors.map((error) => ({
            ...error,
            extensions: { ...error.extensions, requestId },
          }));
          response.http.headers.set('cache-control', 'no-store');
          if (errors.some(({ extensions }) => extensions?.code === 'UNAUTHENTICATED'))
            response.http.headers.set('www-authenticate', 'Bearer');
          if (singleResult.data === null) {
            response.http.status = Math.max(...errors.map(({ extensions }) => kindOf(extensions?.code).status));
          }
        },
      };
    },
  };
}
