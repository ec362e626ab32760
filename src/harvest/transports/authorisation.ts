import { FeedError } from '../feed.js';
import type { SourceDefinition } from '../source.js';
import type { OAuthToken } from './oauth-token.js';
import type { Authorisation, TransportContext } from './transport-context.js';

/**
 * The authorisation that a source asks for; nothing where it asks for none.
 *
 * @throws FeedError CONFIG_INVALID when there is no key to sign with.
 */
export function authorisationOf(
  source: SourceDefinition,
  token: OAuthToken | undefined,
  { sign }: Pick<TransportContext, 'sign'>,
): Authorisation | undefined {
  const { httpSignature } = source;
  if (httpSignature === undefined && token === undefined) return undefined;
  const places = [source.location].flat().filter((location) => URL.canParse(location));
  const hosts = new Set(places.map((location) => new URL(location).host));
  if (httpSignature !== undefined && sign === undefined)
    throw new FeedError('CONFIG_INVALID', `source "${source.id}": there is no key to sign requests with`);
  return {
    async headersFor(address, method) {
      if (!hosts.has(address.host)) return {};
      const signature = httpSignature && (await sign?.(httpSignature.alg, { address, method }));
      const bearer = token && { authorization: `Bearer ${await token.current()}` };
      return { ...signature, ...bearer };
    },
    renew: (address) => token !== undefined && hosts.has(address.host) && token.forget(),
  };
}
