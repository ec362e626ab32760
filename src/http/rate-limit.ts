import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import ipaddr from 'ipaddr.js';
import { LRUCache } from 'lru-cache';
import { HttpProblem, problemBody } from './http-problem.js';

/** What is left of a client's budget. */
export interface Spent {
  /** False when the budget was used up before: what was asked is not to be done. */
  readonly isAllowed: boolean;
  readonly remaining: number;
  /** Milliseconds until the budget is whole again. */
  readonly resetMs: number;
}

/** Budgets of clients, so many points a minute each. Never throws for a store that is away. */
export interface RateLimiter {
  readonly points: number;
  spend(client: string, points: number): Promise<Spent>;
}

/** Takes points from the budget of whoever sent a request; nothing where there is no budget. */
export type Spend = (points: number) => Promise<Spent | undefined>;

/** One of so many kept answers costs a point. */
const keptForOne = 10;

/** Clients that are remembered in this process, for what is said below. */
const mostClients = 50_000;

/**
 * Limits what one address may ask of the server. Clients whose budget is used up are refused before anything is done for
 * them; all answers tell what is left. Addresses of private networks are not limited: they are our own, or those of
 * proxies that stand for many.
 */
export class RateLimit {
  readonly #blockedUntil = new LRUCache<string, number>({ max: mostClients });
  readonly #kept = new LRUCache<string, number>({ max: mostClients });
  readonly #spent = new WeakMap<FastifyRequest, Spent>();

  constructor(private readonly limiter: RateLimiter) {}

  /** Applies to all routes but these paths. */
  applyTo(app: FastifyInstance, except: readonly string[]): void {
    app.addHook('onRequest', async (request, reply) => {
      const client = clientOf(request.ip);
      const until = client === undefined ? undefined : this.#blockedUntil.get(client);
      if (until === undefined || until <= Date.now() || except.includes(request.routeOptions.url ?? '')) return;
      this.#spent.set(request, { isAllowed: false, remaining: 0, resetMs: until - Date.now() });
      await reply.code(429).headers(refusal).send(problemBody('RATE_LIMITED', request.id));
    });
    app.addHook('onSend', async (request, reply) => this.#tell(request, reply));
    app.addHook('onResponse', async (request, { statusCode }) => {
      // Documents that cannot be executed have no cost of their own.
      const isFaulty = statusCode >= 400 && statusCode < 500 && !this.#spent.has(request);
      if (isFaulty) await this.spender(request)(1);
    });
  }

  spender(request: FastifyRequest): Spend {
    const client = clientOf(request.ip);
    return async (points) => {
      if (client === undefined) return undefined;
      const spent = await this.limiter.spend(client, Math.max(1, Math.ceil(points)));
      this.#spent.set(request, spent);
      if (!spent.isAllowed) this.#blockedUntil.set(client, Date.now() + spent.resetMs);
      return spent;
    };
  }

  /** Counts an answer that was kept. Throws `HttpProblem` `RATE_LIMITED`. */
  async spendKept(request: FastifyRequest): Promise<void> {
    const client = clientOf(request.ip);
    if (client === undefined) return;
    const count = (this.#kept.get(client) ?? 0) + 1;
    this.#kept.set(client, count % keptForOne);
    if (count < keptForOne) return;
    const spent = await this.spender(request)(1);
    if (spent?.isAllowed === false) throw new HttpProblem('RATE_LIMITED');
  }

  #tell(request: FastifyRequest, reply: FastifyReply): void {
    const spent = this.#spent.get(request);
    if (spent === undefined) return;
    const seconds = Math.max(1, Math.ceil(spent.resetMs / 1_000));
    reply.headers({
      'x-ratelimit-limit': this.limiter.points,
      'x-ratelimit-remaining': spent.remaining,
      'x-ratelimit-reset': seconds,
      ...(spent.isAllowed ? {} : { 'retry-after': seconds }),
    });
  }
}

const refusal = { 'cache-control': 'no-store', 'content-type': 'application/json; charset=utf-8' };

/**
 * The key of a client's budget: an IPv4 address, or the /64 network that an IPv6 client has for itself, not readable in
 * the store. Nothing for addresses that are not public.
 */
export function clientOf(ip: string): string | undefined {
  if (!ipaddr.isValid(ip)) return undefined;
  const address = ipaddr.process(ip);
  if (address.range() !== 'unicast') return undefined;
  const bytes = address.toByteArray();
  const network = bytes.length === 16 ? bytes.slice(0, 8) : bytes;
  return createHash('sha256').update(Buffer.from(network)).digest('base64url').slice(0, 22);
}
