import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { ApolloServer, BaseContext } from '@apollo/server';
import cors from '@fastify/cors';
import { type FastifyBaseLogger, type FastifyInstance, type FastifyRequest, fastify, LogController } from 'fastify';
import type { Config } from '../config/config.js';
import type { Site } from '../web/site.js';
import { crossOrigin } from './cross-origin.js';
import { drainOnClose } from './drain.js';
import { graphqlPath, graphqlRoute, type KeptAnswers, type RequestFacts } from './graphql-route.js';
import { type Health, healthRoutes } from './health-routes.js';
import { handleClientError, handleError, problemOf, sendProblem } from './http-problem.js';
import { lazyJson } from './json-body.js';
import { type HttpMetrics, metricsPath, metricsRoute } from './metrics-route.js';
import { ownQuery } from './own-query.js';
import { type PublicKeys, publicKeyRoutes } from './public-key-routes.js';
import { queryPage } from './query-page.js';
import { RateLimit, type RateLimiter } from './rate-limit.js';
import { siteRoutes } from './site-routes.js';
import { type WidgetSettings, widgetRoutes } from './widget/widget-routes.js';

export interface HttpAppOptions<C extends BaseContext> {
  readonly config: Pick<Config, 'bodyLimit' | 'corsOrigins' | 'requestTimeoutMs' | 'trustedProxies'>;
  /** Budgets of clients. @default nobody is limited */
  readonly limiter?: RateLimiter | undefined;
  /** Started by {@link createHttpApp} if it is not; stopped by whoever made it. */
  readonly apollo: ApolloServer<C>;
  readonly createContext: (request: RequestFacts) => C | Promise<C>;
  readonly health: Health;
  /** @default every request is executed */
  readonly answers?: KeptAnswers<C>;
  /** @default it has none */
  readonly publicKeys?: PublicKeys;
  /** @default nothing is counted, and there is no /metrics */
  readonly metrics?: HttpMetrics | undefined;
  /** Stands in the query page's editor at first. */
  readonly firstQuery?: string | undefined;
  /** The pages for people. @default there are none, and `/` leads to the API */
  readonly site?: Site;
  /** What pages of others embed. @default nothing */
  readonly widget?: WidgetSettings;
  /** Milliseconds that requests under way have when the server closes. @default 10000 */
  readonly drainMs?: number;
  readonly log: FastifyBaseLogger;
}

/** Whoever watches the server gets answers however much they ask. */
const unlimited = ['/health/live', '/health/ready', metricsPath];

const securityHeaders = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
};

/**
 * The HTTP server, not listening yet: GraphQL, the page to write queries, and health. `close()` lets requests under way
 * finish and then hangs up.
 */
export async function createHttpApp<C extends BaseContext>(options: HttpAppOptions<C>): Promise<FastifyInstance> {
  const { config, apollo, createContext, health, answers, metrics, widget, log } = options;
  const app = fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    bodyLimit: config.bodyLimit,
    trustProxy: config.trustedProxies.length === 0 ? false : [...config.trustedProxies],
    requestTimeout: config.requestTimeoutMs,
    http: { headersTimeout: config.requestTimeoutMs, connectionsCheckingInterval: 500 },
    requestIdHeader: false,
    genReqId: requestIdOf,
    return503OnClosing: false,
    clientErrorHandler: handleClientError,
    frameworkErrors: (error, request, reply) => sendProblem(problemOf(error), request, reply),
  });
  app.removeContentTypeParser('text/plain');
  app.setErrorHandler(handleError);
  let sendLostPage: Awaited<ReturnType<typeof siteRoutes>> | undefined;
  app.setNotFoundHandler((request, reply) => {
    const isApi = pathOf(request.url) === graphqlPath;
    if (!isApi && sendLostPage !== undefined && wantsHtml(request)) return sendLostPage(request, reply);
    if (!isApi) return sendProblem('NOT_FOUND', request, reply);
    return sendProblem('METHOD_NOT_ALLOWED', request, reply.header('allow', 'GET, POST'));
  });
  app.addHook('onRequest', async (request, reply) => {
    reply.headers({ ...securityHeaders, 'x-request-id': request.id });
  });
  app.addHook('onResponse', async (request, reply) => {
    const { method, routeOptions } = request;
    const ms = Math.round(reply.elapsedTime);
    request.log.debug({ method, route: routeOptions.url, status: reply.statusCode, ms }, 'answered');
  });
  drainOnClose(app, options.drainMs ?? 10_000);
  const rules = crossOrigin(config.corsOrigins, widget?.presets ?? new Map());
  await app.register(cors, rules.options);
  const limit = options.limiter && new RateLimit(options.limiter);
  limit?.applyTo(app, unlimited);

  if (metrics !== undefined) metricsRoute(app, metrics, config.requestTimeoutMs);
  await started(apollo);
  const sendPage = await queryPage(app, { query: options.firstQuery });
  const api = { apollo, createContext, readBody: lazyJson(app), timeoutMs: config.requestTimeoutMs, answers, limit };
  graphqlRoute(app, { ...api, sendPage });
  if (widget !== undefined) widgetRoutes(app, { ...api, ...widget, crossOrigin: rules });
  healthRoutes(app, health, config.requestTimeoutMs);
  if (options.publicKeys !== undefined) publicKeyRoutes(app, options.publicKeys);
  const { site } = options;
  const ownQueryFor = ownQuery({ apollo, createContext, timeoutMs: config.requestTimeoutMs, answers });
  if (site === undefined) app.get('/', (_, reply) => reply.redirect(graphqlPath));
  else
    sendLostPage = await siteRoutes(app, {
      ...{
        site,
        queryFor: (request) => ownQueryFor({ requestId: request.id, log: request.log, spend: limit?.spender(request) }),
      },
    });
  return app;
}

function wantsHtml({ method, headers }: FastifyRequest): boolean {
  return method === 'GET' && /\btext\/html\b/.test(headers.accept ?? '');
}

async function started<C extends BaseContext>(apollo: ApolloServer<C>): Promise<void> {
  try {
    apollo.assertStarted('createHttpApp()');
  } catch {
    await apollo.start();
  }
}

/** The client's own id where it is a plain one, so that its log and ours can be laid side by side. */
function requestIdOf({ headers }: IncomingMessage): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && /^[A-Za-z0-9_-]{8,64}$/.test(given) ? given : randomUUID();
}

function pathOf(url: string): string {
  return url.split('?', 1)[0] ?? url;
}
