import type { FastifyInstance } from 'fastify';
import { inTime } from './graphql-route.js';

export const metricsPath = '/metrics';

/** What counts requests, and tells what was counted. */
export interface HttpMetrics {
  /** After each answer. `route` is the pattern that answered, undefined when there was none. */
  onRequest(request: { readonly route: string | undefined; readonly status: number; readonly seconds: number }): void;
  readonly contentType: string;
  /** All metrics in the text format of Prometheus. */
  text(): Promise<string>;
}

/** `/metrics`, and a count of all answers of the server. */
export function metricsRoute(app: FastifyInstance, metrics: HttpMetrics, timeoutMs: number): void {
  app.addHook('onResponse', async (request, reply) => {
    const { url } = request.routeOptions;
    metrics.onRequest({ route: url, status: reply.statusCode, seconds: reply.elapsedTime / 1_000 });
  });
  app.get(metricsPath, async (_, reply) => {
    const text = await inTime(timeoutMs, metrics.text());
    return reply.headers({ 'content-type': metrics.contentType, 'cache-control': 'no-store' }).send(text);
  });
}
