import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

interface Encoded {
  readonly encoding?: 'br' | 'gzip';
  readonly content: Buffer;
}

/** A script that other sites load. */
export interface WidgetScript {
  /** Path that always has the newest one: `/<name>.js`. */
  readonly path: string;
  /** Path that has this one as long as it is the newest: `/<name>/<version>.js`. */
  readonly pinned: string;
  readonly name: string;
  /** Of the content. */
  readonly version: string;
  /** For the attribute `integrity` of a script element (Subresource Integrity). */
  readonly integrity: string;
  /** Best encoding first; the last one is none. */
  readonly encodings: readonly Encoded[];
}

/** Reads a script and compresses it, once. */
export async function readScript(name: string, file: URL): Promise<WidgetScript> {
  const content = await readFile(file);
  const hash = createHash('sha384').update(content).digest();
  const version = hash.toString('hex').slice(0, 16);
  const [br, gz] = await Promise.all([promisify(brotliCompress)(content), promisify(gzip)(content, { level: 9 })]);
  return {
    ...{ path: `/${name}.js`, pinned: `/${name}/${version}.js`, name, version },
    integrity: `sha384-${hash.toString('base64')}`,
    encodings: [{ encoding: 'br', content: br }, { encoding: 'gzip', content: gz }, { content }],
  };
}

/**
 * Serves a script at its path, for which caches ask again after five minutes, and at its pinned path, which they keep. An
 * older version leads to the newest one: a page that pins it with `integrity` then refuses it, as it asked to.
 */
export function scriptRoutes(app: FastifyInstance, { name, path, version, encodings }: WidgetScript): void {
  const etag = `"${version}"`;
  const send = (request: FastifyRequest, reply: FastifyReply, cache: string) => {
    reply.headers({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': cache,
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      etag,
    });
    const vary = reply.getHeader('vary');
    reply.header('vary', vary === undefined ? 'Accept-Encoding' : `${vary}, Accept-Encoding`);
    const known = request.headers['if-none-match']?.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
    if (known?.some((tag) => tag === etag || tag === '*')) return reply.code(304).send();
    const accepted = request.headers['accept-encoding'] ?? '';
    const best = encodings.find(({ encoding }) => encoding === undefined || accepts(accepted, encoding));
    if (best === undefined) return reply.send();
    const { encoding, content: body } = best;
    return reply.headers(encoding === undefined ? {} : { 'content-encoding': encoding }).send(body);
  };
  app.get(path, (request, reply) => send(request, reply, 'public, max-age=300'));
  app.get<{ Params: { version: string } }>(`/${name}/:version.js`, (request, reply) =>
    request.params.version === version
      ? send(request, reply, 'public, max-age=31536000, immutable')
      : reply.header('cache-control', 'no-store').redirect(path),
  );
}

function accepts(header: string, encoding: string): boolean {
  return new RegExp(`\\b${encoding}\\b(?!\\s*;\\s*q=0(?:\\.0*)?(?:[,\\s]|$))`).test(header);
}
