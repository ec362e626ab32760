import { domainToASCII } from 'node:url';
import { parseUrl } from '../../domain/parse-url.js';

/** What is known of a provider before discovery. */
export interface ProviderHint {
  /** SCHAC code: a domain name. */
  readonly schac?: string;
  /** Address of the website, with or without a scheme, or its host. */
  readonly website?: string;
  readonly name?: string;
}

/**
 * Domains where the manifest of a provider may be, in the order of the Data Source Discovery Specification ("Domain Search
 * Order"): SCHAC code, host of the website, that host without `www.`, registrable domain. Lower case, ASCII, each once.
 */
export function candidateDomains({ schac, website }: ProviderHint): string[] {
  const host = website === undefined ? undefined : domainOf(website);
  const bare = host?.replace(/^www\d{0,2}\./, '');
  const found = [
    schac === undefined ? undefined : domainOf(schac),
    host,
    bare === undefined || !bare.includes('.') ? undefined : bare,
    host === undefined ? undefined : registrableDomain(host),
  ];
  return [...new Set(found.filter((each) => each !== undefined))];
}

/** The domain name in an address or a text, without port; `undefined` for anything else, IP addresses included. */
export function domainOf(text: string): string | undefined {
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(text.trim()) ? text.trim() : `https://${text.trim()}`;
  const hostname = parseUrl(address)?.hostname;
  if (hostname === undefined) return undefined;
  const name = domainToASCII(hostname).toLowerCase().replace(/\.$/, '');
  const labels = name.split('.');
  const isName =
    labels.length > 1 &&
    name.length <= 253 &&
    labels.every((label) => /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?$/.test(label)) &&
    !/^\d+$/.test(labels.at(-1) ?? '');
  return isName ? name : undefined;
}

/** Second-level names under which country domains hand out names of organisations. */
const organisational = new Set([
  ...['ac', 'academy', 'co', 'com', 'edu', 'educ', 'go', 'gob', 'gouv', 'gov', 'gv', 'gub', 'k12', 'mil', 'museum'],
  ...['ne', 'net', 'nhs', 'nom', 'or', 'org', 'sch', 'school', 'schule', 'uni', 'univ'],
]);

/**
 * The registrable domain, by a rule in place of the Public Suffix List: two labels, or three where the last is a country
 * (two letters) and the one before it is a name such as `ac`, `edu` or `gov`. Where the list knows more (`gda.pl`,
 * `asso.fr`) the answer is one label short; then a name is asked that nobody has, and no harm is done.
 */
export function registrableDomain(host: string): string {
  const labels = host.split('.');
  const [second = '', top = ''] = labels.slice(-2);
  return labels.slice(top.length === 2 && organisational.has(second) ? -3 : -2).join('.');
}
