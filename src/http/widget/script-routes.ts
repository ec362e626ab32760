import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** A script that other sites load. */
export interface WidgetScript {
  /** Path that always has the newest one. */
  readonly path: string;
  /** Path that has this one as long as it is the newest. */
  readonly pinned: string;
  /** For the attribute `integrity` of a script element (Subresource Integrity). */
  readonly integrity: string;
}

interface Encoded {
  readonly encoding?: 'br' | 'gzip';
  readonly content: Buffer;
}

/**
 * Serves a script at `/<name>.js`, which caches ask for again after five minutes, and at `/<name>/<hash>.js`, which they
 * keep. An older hash leads to the newest script: a page that pins one with `integrity` then refuses it, as it asked to.
 */
export async function widgetScript(app: FastifyInstance, name: string, file: URL): Promise<WidgetScript> {
  const content = await readFile(file);
  const hash = createHash('sha384').update(content).digest();
  const version = hash.toString('hex').slice(0, 16);
  const etag = `"${version}"`;
  const [br, gz] = await Promise.all([promisify(brotliCompress)(content), promisify(gzip)(content, { level: 9 })]);
  const encodings: readonly Encoded[] = [
    { encoding: 'br', content: br },
    { encoding: 'gzip', content: gz },
  ];
  const script = {
    path: `/${name}.js`,
    pinned: `/${name}/${version}.js`,
    integrity: `sha384-${hash.toString('base64')}`,
  };

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
    const { encoding, content: body } = encodings.find(({ encoding: each = '' }) =>
      new RegExp(`\\b${each}\\b(?!;q=0(?:[,. ]|$))`).test(accepted),
    ) ?? { content };
    return reply.headers(encoding === undefined ? {} : { 'content-encoding': encoding }).send(body);
  };
  app.get(script.path, (request, reply) => send(request, reply, 'public, max-age=300'));
  app.get<{ Params: { version: string } }>(`/${name}/:version.js`, (request, reply) =>
    request.params.version === version
      ? send(request, reply, 'public, max-age=31536000, immutable')
      : reply.header('cache-control', 'no-store').redirect(script.path),
  );
  return script;
}
