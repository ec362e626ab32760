import { parseUrl } from '../../domain/parse-url.js';
import { FeedError } from '../feed.js';
import type { SourceDefinition } from '../source.js';
import type { OAuthToken } from './oauth-token.js';
import type { Authorisation, TransportContext } from './transport-context.js';

/** What a source is asked with. */
export interface AuthorisationParts {
  readonly token?: OAuthToken | undefined;
  readonly parameters?: Readonly<Record<string, string>>;
}

/**
 * The authorisation that a source asks for.
 *
 * @throws FeedError CONFIG_INVALID when there is no key to sign with.
 */
export function authorisationOf(
  { id, httpSignature, location }: SourceDefinition,
  { token, parameters = {} }: AuthorisationParts,
  { sign }: Pick<TransportContext, 'sign'>,
): Authorisation {
  if (httpSignature !== undefined && sign === undefined)
    throw new FeedError('CONFIG_INVALID', `source "${id}": there is no key to sign requests with`);
  const hosts = new Set([location].flat().flatMap((place) => parseUrl(place)?.host ?? []));
  return {
    parametersFor: ({ host }) => (hosts.has(host) ? parameters : {}),
    async headersFor(address, method) {
      if (!hosts.has(address.host)) return {};
      const signature = httpSignature && (await sign?.(httpSignature.alg, { address, method }));
      const bearer = token && { authorization: `Bearer ${await token.current()}` };
      return { ...signature, ...bearer };
    },
    renew: ({ host }) => token !== undefined && hosts.has(host) && token.forget(),
  };
}
