import { FeedError } from '../feed.js';
import type { SourceDefinition } from '../source.js';
import { withoutParameters } from './address.js';
import type { OAuthToken } from './oauth-token.js';
import { ownHosts } from './own-hosts.js';
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
  source: SourceDefinition,
  { token, parameters = {} }: AuthorisationParts,
  { sign }: Pick<TransportContext, 'sign'>,
): Authorisation {
  const { id, httpSignature, query = {} } = source;
  if (httpSignature !== undefined && sign === undefined)
    throw new FeedError('CONFIG_INVALID', `source "${id}": there is no key to sign requests with`);
  const isOwn = ownHosts(source);
  // What stands in the sources file as it is sent is no secret, and may be needed where a server leads.
  const secrets = Object.entries(parameters).filter(([name, value]) => query[name] !== value);
  return {
    parametersFor: (address) => (isOwn(address) ? parameters : {}),
    bare(address) {
      const ours = secrets.filter(([name, value]) => address.searchParams.getAll(name).includes(value));
      return withoutParameters(address, isOwn(address) ? Object.keys(parameters) : ours.map(([name]) => name));
    },
    async prepare(address) {
      if (isOwn(address)) await token?.prepare();
    },
    isReady: (address) => token === undefined || !isOwn(address) || token.isUsable,
    async headersFor(address, method) {
      if (!isOwn(address)) return {};
      const signature = httpSignature && (await sign?.(httpSignature.alg, { address, method }));
      const bearer = token?.value !== undefined && { authorization: `Bearer ${token.value}` };
      return { ...signature, ...bearer };
    },
    renew: (address) => token !== undefined && isOwn(address) && token.forget(),
  };
}
