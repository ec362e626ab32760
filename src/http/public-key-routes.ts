import type { FastifyInstance } from 'fastify';

export const publicKeyPath = '/.well-known/lotse-public-key.pem';
export const signingKeysPath = '/.well-known/http-message-signatures-directory';

/** What providers know this gateway by. */
export interface PublicKeys {
  /** The key that providers encrypt secrets for us with (QualityLink Data Exchange, "HTTP Request Header"), PEM. */
  readonly encryptionPem: () => Promise<string>;
  /** The keys that our requests are signed with (the same, "HTTP Signature"), a JWK set. */
  readonly signing: () => Promise<object>;
}

export function publicKeyRoutes(app: FastifyInstance, { encryptionPem, signing }: PublicKeys): void {
  app.get(publicKeyPath, async (_, reply) =>
    reply
      .header('content-type', 'application/x-pem-file')
      .header('cache-control', 'public, max-age=3600')
      .send(await encryptionPem()),
  );
  app.get(signingKeysPath, async (_, reply) =>
    reply
      .header('content-type', 'application/http-message-signatures-directory+json')
      .header('cache-control', 'public, max-age=3600')
      .send(JSON.stringify(await signing())),
  );
}
