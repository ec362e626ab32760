import { isSecretName, withParameters } from '../transports/address.js';
import { isSendable } from '../transports/request-headers.js';
import { signatureAlgorithms } from '../transports/signature-algorithms.js';
import type { ManifestSource } from './manifest.js';
import type { ManifestAuth } from './manifest-auth.js';
import type { DraftOptions, SourceDraft } from './source-draft.js';

type Access = Pick<
  SourceDraft,
  'headers' | 'encryptedHeaders' | 'encryptedQuery' | 'oauth' | 'httpSignature' | 'enabled'
>;
type Say = (key: string, text: string) => void;

/** Bytes that OAEP with SHA-256 leaves of a 3072-bit key. */
const maxSecret = 318;

/**
 * Headers and credentials of a source; `undefined` where we cannot have access. A secret that the manifest
 * lacks is asked for as an environment variable, and the source waits for it (`enabled: false`).
 */
export async function accessOf(
  source: ManifestSource,
  id: string,
  options: DraftOptions,
  say: Say,
): Promise<Access | undefined> {
  const { auth } = source;
  const own = await headersOf(source, id, options, say);
  const granted = grantOf(auth, id, say);
  const query = await queryOf(source, options, say);
  if (granted === undefined || query === undefined) return undefined;
  return { ...joined(own, granted), ...query };
}

/** The secrets among the query parameters; `undefined` where one cannot be kept. */
async function queryOf(
  { path, queryParameters }: ManifestSource,
  { encrypt }: DraftOptions,
  say: Say,
): Promise<Pick<Access, 'encryptedQuery'> | undefined> {
  const secret = [...withParameters(path, queryParameters).searchParams].filter(([name]) => isSecretName(name));
  const tooLong = secret.find(([, value]) => Buffer.byteLength(value) > maxSecret);
  if (tooLong !== undefined) {
    say(`queryParameters.${tooLong[0]}`, 'is too long to be encrypted, so the source is left out');
    return undefined;
  }
  if (secret.length === 0) return {};
  const encrypted = secret.map(async ([name, value]) => [name, await encrypt(value)] as const);
  return { encryptedQuery: Object.fromEntries(await Promise.all(encrypted)) };
}

/** Both together; a header of `auth` goes before one of the same name in `headers`. */
function joined(own: Access, granted: Access): Access {
  const names = new Set(
    Object.keys({ ...granted.headers, ...granted.encryptedHeaders }).map((name) => name.toLowerCase()),
  );
  const rest = (headers: Readonly<Record<string, string>> = {}) =>
    Object.fromEntries(Object.entries(headers).filter(([name]) => !names.has(name.toLowerCase())));
  const headers = { ...rest(own.headers), ...granted.headers };
  const encryptedHeaders = { ...rest(own.encryptedHeaders), ...granted.encryptedHeaders };
  return {
    ...(Object.keys(headers).length === 0 ? {} : { headers }),
    ...(Object.keys(encryptedHeaders).length === 0 ? {} : { encryptedHeaders }),
    ...(granted.oauth === undefined ? {} : { oauth: granted.oauth }),
    ...(granted.httpSignature === undefined ? {} : { httpSignature: granted.httpSignature }),
    ...(own.enabled === false || granted.enabled === false ? { enabled: false } : {}),
  };
}

async function headersOf(source: ManifestSource, id: string, { encrypt }: DraftOptions, say: Say): Promise<Access> {
  const headers: Record<string, string> = {};
  const encryptedHeaders: Record<string, string> = {};
  let enabled = true;
  for (const [name, value] of Object.entries(source.headers)) {
    if (!isTheirs(name, value)) say(`headers.${name}`, 'cannot be sent, so it is left out');
    else if (value.includes('${')) say(`headers.${name}`, 'holds "${", which is refused, so it is left out');
    else if (!isSecretName(name)) headers[name] = value;
    else if (Buffer.byteLength(value) <= maxSecret) encryptedHeaders[name] = await encrypt(value);
    else {
      const variable = variableOf(id, name);
      headers[name] = placeholder(variable);
      enabled = false;
      say(`headers.${name}`, `is too long to be encrypted: set ${variable} to its value, then enable "${id}"`);
    }
  }
  return { headers, encryptedHeaders, enabled };
}

/** Whether a manifest may set a header: one that can be sent, and does not say that we are somebody else. */
function isTheirs(name: string, value: string): boolean {
  return isSendable(name, value) && name.toLowerCase() !== 'user-agent';
}

function grantOf(auth: ManifestAuth, id: string, say: Say): Access | undefined {
  if (auth.type === 'none') return {};
  if (auth.type === 'httpsig') return signatureGrant(auth, say);
  if (auth.type === 'httpheader') return headerGrant(auth, id, say);
  const { tokenEndpoint, scope, clientId, clientSecret } = auth;
  const common = { tokenEndpoint, ...(scope === undefined ? {} : { scope }) };
  if (clientId?.includes('${')) {
    say('auth.client_id', 'holds "${", which is refused, so the source is left out');
    return undefined;
  }
  if (clientId !== undefined && clientSecret !== undefined)
    return { oauth: { ...common, clientId, encryptedClientSecret: clientSecret } };
  const idVariable = variableOf(id, 'client_id');
  const secretVariable = variableOf(id, 'client_secret');
  const needed = [...(clientId === undefined ? [idVariable] : []), secretVariable];
  say('auth', `the provider hands out credentials by another way: set ${needed.join(' and ')}, then enable "${id}"`);
  const credentials = { clientId: clientId ?? placeholder(idVariable), clientSecret: placeholder(secretVariable) };
  return { oauth: { ...common, ...credentials }, enabled: false };
}

function signatureGrant({ alg: wanted }: Extract<ManifestAuth, { type: 'httpsig' }>, say: Say): Access | undefined {
  const alg = signatureAlgorithms.find((each) => each === (wanted?.toLowerCase() ?? signatureAlgorithms[0]));
  if (alg !== undefined) return { httpSignature: { alg } };
  say('auth.alg', `is none of ${signatureAlgorithms.join(', ')}, so the source is left out`);
  return undefined;
}

function headerGrant(
  { field, value }: Extract<ManifestAuth, { type: 'httpheader' }>,
  id: string,
  say: Say,
): Access | undefined {
  if (field === undefined) {
    say('auth.field', 'does not say which header is wanted, so the source is left out');
    return undefined;
  }
  if (!isTheirs(field, '')) {
    say('auth.field', 'is a header that cannot be sent, so the source is left out');
    return undefined;
  }
  if (value !== undefined) return { encryptedHeaders: { [field]: value } };
  const variable = variableOf(id, field);
  say('auth.value', `the provider hands out the secret by another way: set ${variable}, then enable "${id}"`);
  return { headers: { [field]: placeholder(variable) }, enabled: false };
}

function variableOf(id: string, name: string): string {
  return `${id}-${name}`.toUpperCase().replace(/[^A-Z0-9]+/g, '_');
}

/** What the transports replace by an environment variable. */
function placeholder(variable: string): string {
  return `\${${variable}}`;
}
