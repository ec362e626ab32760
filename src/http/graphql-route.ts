import type { ApolloServer, BaseContext } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyBaseLogger, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { HttpProblem } from './http-problem.js';

/** What the GraphQL layer may know of an HTTP request. */
export interface RequestFacts {
  /** Also in the answer's header `x-request-id` and in every line of the log. */
  readonly requestId: string;
  readonly log: FastifyBaseLogger;
}

/** A reply whose body is a text that is ready to send. */
export type TextReply = FastifyReply<{ Reply: string }>;
type TextRequest = FastifyRequest<{ Reply: string }>;

export interface GraphqlRouteOptions<C extends BaseContext> {
  /** Started. */
  readonly apollo: ApolloServer<C>;
  readonly createContext: (request: RequestFacts) => C | Promise<C>;
  /** Milliseconds to answer. */
  readonly timeoutMs: number;
  /** Answers a browser that comes to look. */
  readonly sendPage: (reply: TextReply) => TextReply;
}

export const graphqlPath = '/graphql';

/** GraphQL over HTTP by GET and POST, and a page to write queries for browsers that come without one. */
export function graphqlRoute<C extends BaseContext>(app: FastifyInstance, options: GraphqlRouteOptions<C>): void {
  const { apollo, createContext, timeoutMs, sendPage } = options;
  const answer = fastifyApolloHandler(apollo, {
    context: async (request) => createContext({ requestId: request.id, log: request.log }),
  });

  const execute = async (request: TextRequest, reply: TextReply): Promise<string | undefined> => {
    const body = await inTime(timeoutMs, answer.call(app, request, reply));
    const isKept = request.method === 'GET' && reply.statusCode < 400 && reply.hasHeader('cache-control');
    if (!isKept) reply.header('cache-control', 'no-store');
    return body ?? undefined;
  };

  app.post<{ Reply: string }>(graphqlPath, execute);
  app.get<{ Reply: string }>(graphqlPath, async (request, reply) => {
    const vary = reply.getHeader('vary');
    reply.header('vary', vary === undefined ? 'Accept' : `${vary}, Accept`);
    return wantsPage(request) ? sendPage(reply) : execute(request, reply);
  });
}

/** Whether this is a browser's navigation rather than a query. */
function wantsPage({ method, url, headers }: TextRequest): boolean {
  const { searchParams } = new URL(url, 'http://localhost');
  const asks = ['query', 'extensions'].some((name) => searchParams.has(name));
  return method === 'GET' && !asks && /\btext\/html\b/.test(headers.accept ?? '');
}

/** The result, or a problem when it takes longer. */
export async function inTime<T>(timeoutMs: number, work: T | Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new HttpProblem('UPSTREAM_TIMEOUT')), timeoutMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
