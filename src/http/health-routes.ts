import type { FastifyInstance } from 'fastify';
import { inTime } from './graphql-route.js';

/** Whether the server can do its work, and what of it can not. Details are public: no addresses, no secrets. */
export interface Readiness {
  readonly ok: boolean;
  readonly checks: Readonly<Record<string, { readonly ok: boolean; readonly detail?: string }>>;
}

export interface Health {
  ready(): Promise<Readiness>;
}

/** `/health/live`: the process runs. `/health/ready`: it can answer queries (200) or not (503). */
export function healthRoutes(app: FastifyInstance, health: Health, timeoutMs: number): void {
  app.get('/health/live', (_, reply) => reply.header('cache-control', 'no-store').send({ ok: true }));
  app.get('/health/ready', async (request, reply) => {
    const readiness = await inTime(timeoutMs, health.ready()).catch((error: unknown): Readiness => {
      request.log.warn({ err: error }, 'the readiness could not be told');
      return { ok: false, checks: {} };
    });
    return reply
      .code(readiness.ok ? 200 : 503)
      .header('cache-control', 'no-store')
      .send(readiness);
  });
}
