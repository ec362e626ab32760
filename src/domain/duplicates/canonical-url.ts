import { parseUrl } from '../parse-url.js';

const tracking =
  /^(utm_.*|pk_.*|mtm_.*|hsa_.*|fbclid|gclid|dclid|msclkid|yclid|mc_cid|mc_eid|_ga|_gl|igshid|ref|referrer)$/i;

/** Index pages of servers: the folder itself is meant. */
const indexPage = /\/(index|default)\.(html?|php|aspx?|jsp)$/i;

/**
 * One spelling for the addresses of one page: without scheme, `www.`, default port, fragment, index page, trailing slash
 * and tracking parameters; host in lower case, other parameters in order. `undefined` for what is no address.
 */
export function canonicalUrl(text: string): string | undefined {
  const url = parseUrl(text);
  if (url === undefined) return undefined;
  const { protocol, hostname, port, pathname, searchParams } = url;
  if (protocol !== 'http:' && protocol !== 'https:') return undefined;
  const host = hostname.replace(/^www\./, '').replace(/\.$/, '');
  const path = pathname
    .replace(indexPage, '/')
    .replace(/\/{2,}/g, '/')
    .replace(/\/$/, '');
  const parameters = [...searchParams].filter(([name]) => !tracking.test(name)).sort(byText);
  const query = parameters.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&');
  return `${host}${port === '' ? '' : `:${port}`}${path}${query === '' ? '' : `?${query}`}`;
}

/** The same for an address that can be the page of one offer: no site root, nor the root of one of its languages. */
export function pageUrl(text: string): string | undefined {
  const url = canonicalUrl(text);
  if (url === undefined) return undefined;
  const path = url.slice(url.search(/[/?]|$/));
  return path === '' || /^\/[a-z]{2}([-_][a-z]{2})?$/i.test(path) ? undefined : url;
}

function byText(one: readonly [string, string], other: readonly [string, string]): number {
  const [a, b] = [one.join('='), other.join('=')];
  return a < b ? -1 : Number(a > b);
}
