import { parseUrl } from '../parse-url.js';

const tracking =
  /^(utm_.*|pk_.*|mtm_.*|hsa_.*|fbclid|gclid|dclid|msclkid|yclid|mc_cid|mc_eid|_ga|_gl|igshid|referrer)$/i;

/** Index pages of servers: the folder itself is meant. */
const indexPage = /\/(index|default)\.(html?|php|aspx?|jsp)$/i;

/** Fragments by which applications tell their pages apart, as in `#/courses/1` and `#!/courses/1`. */
const route = /^#!?\/./;

/**
 * One spelling for the addresses of one page: without scheme, `www.`, default port, index page, trailing slash,
 * tracking parameters, and fragment unless it is a route; host in lower case, other parameters in order. `undefined`
 * for what is no address.
 */
export function canonicalUrl(text: string): string | undefined {
  const url = parseUrl(text);
  if (url === undefined) return undefined;
  const { protocol, hostname, port, pathname, searchParams, hash } = url;
  if (protocol !== 'http:' && protocol !== 'https:') return undefined;
  const host = hostname.replace(/^www\./, '').replace(/\.$/, '');
  const path = pathname
    .replace(indexPage, '/')
    .replace(/\/{2,}/g, '/')
    .replace(/\/$/, '');
  const parameters = [...searchParams].filter(([name]) => !tracking.test(name)).sort(byText);
  const query = parameters.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&');
  const fragment = route.test(hash) ? hash : '';
  return `${host}${port === '' ? '' : `:${port}`}${path}${query === '' ? '' : `?${query}`}${fragment}`;
}

/** The same for an address that can be the page of one offer: no site root, nor the root of one of its languages. */
export function pageUrl(text: string): string | undefined {
  const url = canonicalUrl(text);
  if (url === undefined) return undefined;
  const path = url.slice(url.search(/[/?#]|$/));
  return path === '' || /^\/[a-z]{2}([-_][a-z]{2})?$/i.test(path) ? undefined : url;
}

/** The same for an address that is an identifier: a fragment is part of it, as all of a document may share the rest. */
export function idUrl(text: string): string | undefined {
  const url = pageUrl(text);
  const hash = parseUrl(text)?.hash ?? '';
  if (hash.length < 2 || route.test(hash)) return url;
  const whole = url ?? canonicalUrl(text);
  return whole === undefined ? undefined : `${whole}${hash}`;
}

function byText(one: readonly [string, string], other: readonly [string, string]): number {
  const [a, b] = [one.join('='), other.join('=')];
  return a < b ? -1 : Number(a > b);
}
