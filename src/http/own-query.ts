import type { ApolloServer, BaseContext } from '@apollo/server';
import { type Query, QueryFailed } from '../web/query.js';
import { inTime, type KeptAnswers, type RequestFacts } from './graphql-route.js';
import { HttpProblem } from './http-problem.js';

export interface OwnQueryOptions<C extends BaseContext> {
  /** Started. */
  readonly apollo: ApolloServer<C>;
  readonly createContext: (request: RequestFacts) => C | Promise<C>;
  /** Milliseconds to answer. */
  readonly timeoutMs: number;
  readonly answers?: KeptAnswers<C> | undefined;
}

/** Tells answers to our own pages from those to clients, which are kept in the same place. */
const ownContentType = 'lotse/own-query';

/** Lets our own pages ask the API without HTTP: under the same limits, compiled and kept like anybody's queries. */
export function ownQuery<C extends BaseContext>(options: OwnQueryOptions<C>): (request: RequestFacts) => Query {
  const { apollo, createContext, timeoutMs, answers } = options;
  return (request) => async (operation, variables, signal) => {
    const query = operation.toString();
    const asked = { body: JSON.stringify({ query, variables }), contentType: ownContentType, accept: undefined };
    const found = answers?.cache.find(asked);
    if (found !== undefined && 'body' in found) {
      answers?.onGiven?.();
      return JSON.parse(found.body.toString());
    }
    const contextValue = await createContext(request);
    const work = apollo.executeOperation({ query, variables }, { contextValue });
    const { body } = await inTime(timeoutMs, signal === undefined ? work : Promise.race([work, gone(signal)])).catch(
      failed,
    );
    if (body.kind !== 'single') throw new QueryFailed('INTERNAL_SERVER_ERROR', 'answers in parts are not supported');
    const { data, errors } = body.singleResult;
    const [error] = errors ?? [];
    if (error !== undefined || data === undefined || data === null) {
      const { code, argument } = error?.extensions ?? {};
      throw new QueryFailed(
        typeof code === 'string' ? code : 'INTERNAL_SERVER_ERROR',
        error?.message ?? 'no data',
        typeof argument === 'string' ? argument : undefined,
      );
    }
    const text = JSON.stringify(data);
    if (found !== undefined && answers?.mayKeep(contextValue) === true)
      found.keep({ body: Buffer.from(text), contentType: ownContentType });
    return JSON.parse(text);
  };
}

function gone(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const stop = () => reject(new QueryFailed('UPSTREAM_TIMEOUT', 'nobody waits for the answer any more'));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}

function failed(error: unknown): never {
  if (error instanceof HttpProblem) throw new QueryFailed(error.code, error.message);
  throw error;
}
