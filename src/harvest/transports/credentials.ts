import { FeedError } from '../feed.js';
import type { SourceDefinition } from '../source.js';
import { filledIn } from './request-headers.js';
import type { TransportContext } from './transport-context.js';

/**
 * Secret headers of a source, decrypted, by lower-case name. They live in memory only; no message holds one of them.
 *
 * @throws FeedError CONFIG_INVALID for what cannot be decrypted.
 */
export async function credentialsOf(
  source: SourceDefinition,
  context: TransportContext,
): Promise<Readonly<Record<string, string>>> {
  const credentials: Record<string, string> = {};
  for (const [name, value] of Object.entries(source.encryptedHeaders ?? {}))
    credentials[name.toLowerCase()] = await decrypted(value, `the encrypted header "${name}"`, source, context);
  return credentials;
}

/**
 * Query parameters that go with every request to the hosts of a source; the same holds for them.
 *
 * @throws FeedError CONFIG_INVALID for what cannot be decrypted, or is not set.
 */
export async function secretParametersOf(
  source: SourceDefinition,
  context: TransportContext,
): Promise<Readonly<Record<string, string>>> {
  const parameters: Record<string, string> = {};
  for (const [name, template] of Object.entries(source.query ?? {}))
    parameters[name] = filledIn(template, `the query parameter "${name}"`, source, context);
  for (const [name, value] of Object.entries(source.encryptedQuery ?? {}))
    parameters[name] = await decrypted(value, `the encrypted query parameter "${name}"`, source, context);
  return parameters;
}

/**
 * A secret of a source that was encrypted with our public key; `what` says which.
 *
 * @throws FeedError CONFIG_INVALID
 */
export async function decrypted(
  value: string,
  what: string,
  { id }: SourceDefinition,
  { decrypt }: TransportContext,
): Promise<string> {
  if (decrypt === undefined) throw new FeedError('CONFIG_INVALID', `source "${id}": there is no key for ${what}`);
  try {
    return (await decrypt(value)).replace(/[\r\n]+$/, '');
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : 'unknown reason';
    throw new FeedError('CONFIG_INVALID', `source "${id}": ${what} cannot be decrypted: ${reason}`, { cause });
  }
}
