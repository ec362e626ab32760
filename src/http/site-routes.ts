import { fileURLToPath } from 'node:url';
import compress from '@fastify/compress';
import files from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { assetsFolder } from '../web/assets.js';
import type { Query } from '../web/query.js';
import type { Site, SiteRequest, SiteResponse } from '../web/site.js';

export interface SiteRoutesOptions {
  readonly site: Site;
  readonly queryFor: (request: FastifyRequest) => Query;
}

/** Fields of a form that a page sends: more would be no form of ours. */
const formLimit = 100_000;

/** The pages for people and the files that they load. Gives what answers a browser where nothing is. */
export async function siteRoutes(
  app: FastifyInstance,
  { site, queryFor }: SiteRoutesOptions,
): Promise<(request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>> {
  await app.register(async (scope) => {
    await scope.register(compress, { global: true, encodings: ['br', 'gzip'], threshold: 1_000 });
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: formLimit },
      (_, body, done) => done(null, new URLSearchParams(String(body))),
    );
    for (const { path, method, respond } of site.routes) {
      scope.route({
        url: path,
        method,
        handler: async (request, reply) => send(request, reply, await respond(siteRequest(request, reply, queryFor))),
      });
    }
  });
  await app.register(async (scope) => {
    await scope.register(files, {
      root: fileURLToPath(assetsFolder),
      prefix: '/assets/',
      ...{ preCompressed: true, immutable: true, maxAge: '365d', index: false, decorateReply: false },
    });
  });
  return async (request, reply) => send(request, reply, await site.notFound(siteRequest(request, reply, queryFor)));
}

function siteRequest(
  request: FastifyRequest,
  reply: FastifyReply,
  queryFor: SiteRoutesOptions['queryFor'],
): SiteRequest {
  const leaving = new AbortController();
  reply.raw.once('close', () => leaving.abort());
  const { params, body, url } = request;
  return {
    url,
    params: Object.fromEntries(Object.entries(params ?? {}).map(([name, value]) => [name, String(value)])),
    ...(body instanceof URLSearchParams ? { form: body } : {}),
    header(name) {
      const value = request.headers[name];
      return Array.isArray(value) ? value[0] : value;
    },
    query: queryFor(request),
    signal: leaving.signal,
  };
}

function send(
  request: FastifyRequest,
  reply: FastifyReply,
  { status, headers, body, error }: SiteResponse,
): FastifyReply {
  if (error !== undefined) request.log.error({ err: error }, 'a page failed');
  return reply.code(status).headers(headers).send(body);
}
