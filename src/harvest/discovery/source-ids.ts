import { createHash } from 'node:crypto';
import { isSecretName, withParameters } from '../transports/address.js';
import type { ManifestSource } from './manifest.js';

/** Longest id of a source. */
const maxLength = 64;

/**
 * Ids `ql-<domain>-<id in the manifest>`, one for each source. They are part of the id of every record, so they depend on
 * nothing that may change by itself: a leading `www.` of the domain is dropped, and a source without an id of its own is
 * told apart by its type and a hash of its path and query parameters, not by its place in the list.
 */
export function distinctIds(domain: string, sources: readonly ManifestSource[]): string[] {
  const taken = new Set<string>();
  return sources.map((source) => {
    const own = slug(source.id ?? '');
    const address = addressOf(source);
    const plain = `ql-${slug(domain.replace(/^www\./, ''))}-${own === '' ? `${source.type}-${hash(address)}` : own}`;
    const isUsable = plain.length <= maxLength && !taken.has(plain);
    const suffix = `-${hash(`${domain} ${source.id ?? ''} ${address}`)}`;
    const id = isUsable ? plain : `${plain.slice(0, maxLength - suffix.length).replace(/-+$/, '')}${suffix}`;
    taken.add(id);
    return id;
  });
}

/** The path with its query parameters, in one order and without secrets, which are changed now and then. */
function addressOf({ path, queryParameters }: ManifestSource): string {
  const names = Object.keys(queryParameters).filter((name) => !isSecretName(name));
  return withParameters(path, Object.fromEntries(names.toSorted().map((name) => [name, queryParameters[name] ?? ''])))
    .href;
}

/** Lower-case letters and digits of a text, in words with a hyphen between them. */
export function slug(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}
