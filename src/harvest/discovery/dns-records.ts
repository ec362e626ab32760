import { Resolver } from 'node:dns/promises';
import { parseUrl } from '../../domain/parse-url.js';

/** TXT records of a name: each a list of its strings, as node:dns gives them. */
export interface TxtResolver {
  resolveTxt(name: string): Promise<string[][]>;
}

/** The resolver of the system, with little patience: a name without TXT records is the usual case. */
export function systemResolver(): TxtResolver {
  return new Resolver({ timeout: 3_000, tries: 2 });
}

export type DnsAnswer =
  /** Addresses of manifests, in the order of the records. */
  | { readonly kind: 'addresses'; readonly addresses: readonly URL[] }
  | { readonly kind: 'none' }
  | { readonly kind: 'broken'; readonly detail: string }
  | { readonly kind: 'failed'; readonly detail: string };

/** Most records of one name that are looked at. */
const maxRecords = 3;

const absent = new Set(['ENOTFOUND', 'ENODATA', 'NXDOMAIN']);

/**
 * Addresses in the records `v=qldiscover1; m=<URL>` of a name (Data Source Discovery Specification, "DNS TXT Record").
 * The strings of a record are joined (RFC 7208 §3.3 has the same rule).
 */
export async function manifestRecords(domain: string, resolver: TxtResolver): Promise<DnsAnswer> {
  let records: string[][];
  try {
    records = await resolver.resolveTxt(domain);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown error';
    return absent.has(code) ? { kind: 'none' } : { kind: 'failed', detail: `the name could not be resolved (${code})` };
  }
  const ours = records.map((strings) => strings.join('').trim()).filter((text) => /^v\s*=\s*qldiscover1\b/i.test(text));
  if (ours.length === 0) return { kind: 'none' };
  const addresses = ours.flatMap((text) => {
    const target = /;\s*m\s*=\s*<?([^\s<>]+?)>?\s*;?\s*$/i.exec(text)?.[1] ?? '';
    return /^https?:\/\//i.test(target) ? (parseUrl(target) ?? []) : [];
  });
  if (addresses.length === 0)
    return { kind: 'broken', detail: 'the record has no address (m=) that starts with http:// or https://' };
  return { kind: 'addresses', addresses: addresses.slice(0, maxRecords) };
}
