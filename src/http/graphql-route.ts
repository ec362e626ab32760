import type { ApolloServer, BaseContext } from '@apollo/server';
import type { FastifyBaseLogger, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AnswerCache } from './answer-cache.js';
import { executeRequest } from './execute.js';
import { HttpProblem } from './http-problem.js';
import { JsonBody, type ReadJson } from './json-body.js';
import type { RateLimit, Spend } from './rate-limit.js';

/** What the GraphQL layer may know of an HTTP request. */
export interface RequestFacts {
  /** Also in the answer's header `x-request-id` and in every line of the log. */
  readonly requestId: string;
  readonly log: FastifyBaseLogger;
  /** Takes the cost of an operation from the budget of the client. @default it has no limit */
  readonly spend?: Spend | undefined;
  /** HTTP method; absent for what a page of ours asks for. */
  readonly method?: string;
  /** The header `Authorization`, a secret. */
  readonly authorization?: string | undefined;
}

/** A reply whose body is ready to send. */
export type TextReply = FastifyReply<{ Reply: string | Buffer }>;
type TextRequest = FastifyRequest<{ Reply: string | Buffer }>;

/** Answers by POST that are given again while nothing has changed. */
export interface KeptAnswers<C extends BaseContext> {
  readonly cache: AnswerCache;
  /** Whether the answer to a request with this context, now that it is complete, may be given again. */
  readonly mayKeep: (context: C) => boolean;
  /** A kept answer was given. */
  readonly onGiven?: (() => void) | undefined;
}

export interface GraphqlRouteOptions<C extends BaseContext> {
  /** Started. */
  readonly apollo: ApolloServer<C>;
  readonly createContext: (request: RequestFacts) => C | Promise<C>;
  readonly readBody: ReadJson;
  /** Milliseconds to answer. */
  readonly timeoutMs: number;
  /** Answers a browser that comes to look. */
  readonly sendPage: (reply: TextReply) => TextReply;
  readonly answers?: KeptAnswers<C> | undefined;
  /** @default nobody is limited */
  readonly limit?: RateLimit | undefined;
}

export const graphqlPath = '/graphql';

/** GraphQL over HTTP by GET and POST, and a page to write queries for browsers that come without one. */
export function graphqlRoute<C extends BaseContext>(app: FastifyInstance, options: GraphqlRouteOptions<C>): void {
  const { apollo, createContext, readBody, timeoutMs, sendPage, answers, limit } = options;
  const execute = async (request: TextRequest, reply: TextReply, body?: unknown) => {
    let context: C | undefined;
    const makeContext = async () => {
      const { method, headers } = request;
      context = await createContext({
        ...{ requestId: request.id, log: request.log },
        ...{ method, authorization: headers.authorization, spend: limit?.spender(request) },
      });
      return context;
    };
    const text = await inTime(timeoutMs, executeRequest(apollo, request, body, reply, makeContext));
    const isKept = request.method === 'GET' && reply.statusCode < 400 && reply.hasHeader('cache-control');
    if (!isKept) reply.header('cache-control', 'no-store');
    return { text, context };
  };

  app.post<{ Reply: string | Buffer }>(graphqlPath, async (request, reply) => {
    const found = request.body instanceof JsonBody ? answers?.cache.find(askedBy(request, request.body)) : undefined;
    if (found !== undefined && 'body' in found) {
      await limit?.spendKept(request);
      answers?.onGiven?.();
      return reply.headers({ 'content-type': found.contentType, 'cache-control': 'no-store' }).send(found.body);
    }
    const { text, context } = await execute(request, reply, await readBody(request));
    const contentType = reply.getHeader('content-type');
    const mayKeep = reply.statusCode === 200 && context !== undefined && answers?.mayKeep(context) === true;
    if (found === undefined || !mayKeep || typeof contentType !== 'string') return text;
    const body = Buffer.from(text);
    found.keep({ body, contentType });
    return body;
  });
  app.get<{ Reply: string | Buffer }>(graphqlPath, async (request, reply) => {
    const vary = reply.getHeader('vary');
    reply.header('vary', vary === undefined ? 'Accept' : `${vary}, Accept`);
    return wantsPage(request) ? sendPage(reply) : (await execute(request, reply)).text;
  });
}

function askedBy({ headers }: TextRequest, { text }: JsonBody) {
  return { body: text, contentType: headers['content-type'], accept: headers.accept };
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
