import type { FastifyInstance } from 'fastify';

export const publicKeyPath = '/.well-known/lotse-public-key.pem';

/** The key that providers encrypt secrets for us with (QualityLink Data Exchange, "HTTP Request Header"), PEM. */
export function publicKeyRoute(app: FastifyInstance, publicKeyPem: () => Promise<string>): void {
  app.get(publicKeyPath, async (_, reply) =>
    reply
      .header('content-type', 'application/x-pem-file')
      .header('cache-control', 'public, max-age=3600')
      .send(await publicKeyPem()),
  );
}
