import { FeedError } from '../feed.js';
import type { SourceDefinition } from '../source.js';
import { ownHosts } from './own-hosts.js';
import type { TransportContext } from './transport-context.js';

/** Headers of a request, lower-case names. */
export type RequestHeaders = Readonly<Record<string, string>>;

const forbidden = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'upgrade', 'te', 'trailer']);
const keptElsewhere = new Set(['accept', 'accept-language', 'accept-encoding', 'user-agent']);

/** Whether a header may be set by a source: a valid name and value (RFC 9110 §5), and none that is ours to set. */
export function isSendable(name: string, value: string): boolean {
  return (
    /^[\w!#$%&'*+.^`|~-]+$/.test(name) && !forbidden.has(name.toLowerCase()) && /^[\t\x20-\x7e\x80-\xff]*$/.test(value)
  );
}

/**
 * A setting with `${NAME}` filled in from the environment. `what` says where it stands.
 *
 * @throws FeedError CONFIG_INVALID naming the variable, never a value.
 */
export function filledIn(
  template: string,
  what: string,
  source: Pick<SourceDefinition, 'id'>,
  { env }: Pick<TransportContext, 'env'>,
): string {
  return template.replace(/\$\{([A-Za-z_]\w*)\}/g, (_, variable: string) => {
    const found = env(variable);
    if (found === undefined || found === '')
      throw new FeedError('CONFIG_INVALID', `source "${source.id}": ${variable}, used in ${what}, is not set`);
    return found;
  });
}

/**
 * The headers of a source with `${NAME}` filled in from the environment, its credentials, and ours.
 *
 * @throws FeedError CONFIG_INVALID naming the header or the variable, never a value.
 */
export function requestHeaders(source: SourceDefinition, context: TransportContext): RequestHeaders {
  const headers: Record<string, string> = { 'user-agent': context.userAgent, accept: '*/*' };
  for (const [name, template] of Object.entries(source.headers)) {
    headers[name.toLowerCase()] = filledIn(template, `the header "${name}"`, source, context);
  }
  Object.assign(headers, context.credentials);
  for (const [name, value] of Object.entries(headers))
    if (!isSendable(name, value))
      throw new FeedError('CONFIG_INVALID', `source "${source.id}": the header "${name}" cannot be sent`);
  return { ...headers, 'accept-encoding': 'gzip, br' };
}

/**
 * The headers of a source for each of the addresses that its servers list: at its own hosts as {@link requestHeaders}, at
 * others nothing that could be a secret.
 *
 * @throws FeedError as {@link requestHeaders}
 */
export function requestHeadersAt(
  source: SourceDefinition,
  context: TransportContext,
): (address: URL) => RequestHeaders {
  const own = requestHeaders(source, context);
  const elsewhere = headersElsewhere(own);
  const isOwn = ownHosts(source);
  return (address) => (isOwn(address) ? own : elsewhere);
}

/** What of the headers another host may see: nothing that could be a secret. */
export function headersElsewhere(headers: RequestHeaders): RequestHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => keptElsewhere.has(name)));
}
