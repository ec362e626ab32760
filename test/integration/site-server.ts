import type { IncomingMessage } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { api, type Reply } from './api-server.js';
import type { RunningServer } from './faulty-server.js';

/** What a site answers at a path: a text, a reply, or something that decides for itself. */
export type Page = string | Reply | ((request: IncomingMessage) => Reply);

export interface Site extends RunningServer {
  /** Paths that were asked for, in order, without robots.txt. */
  readonly paths: string[];
  /** When each request came, in milliseconds, robots.txt among them. */
  readonly times: number[];
  /** Requests that were being answered at the same time, at most. */
  readonly mostAtOnce: number;
}

export interface SiteOptions {
  readonly robots?: Page;
  /** Time that every page takes. */
  readonly takesMs?: number;
}

/** A web site, in whose texts `$SITE/` stands for its own address. */
export async function site(pages: Record<string, Page>, { robots, takesMs = 0 }: SiteOptions = {}): Promise<Site> {
  const paths: string[] = [];
  const times: number[] = [];
  let now = 0;
  let most = 0;
  let url = '';
  const server = await api((address, request, response) => {
    const path = `${address.pathname}${address.search}`;
    times.push(performance.now());
    if (path !== '/robots.txt') paths.push(path);
    now += 1;
    most = Math.max(most, now);
    response.on('close', () => {
      now -= 1;
    });
    const page = path === '/robots.txt' ? robots : pages[path];
    const made = typeof page === 'function' ? page(request) : page;
    const {
      status = made === undefined ? 404 : 200,
      headers = {},
      body = '',
    } = typeof made === 'object' ? made : { body: made ?? '' };
    const content =
      typeof body === 'string' ? body.replaceAll('$SITE/', url) : Buffer.isBuffer(body) ? body : JSON.stringify(body);
    const type = content.includes('<html') ? { 'content-type': 'text/html' } : {};
    void wait(takesMs).then(() => response.writeHead(status, { ...type, ...headers }).end(content));
    return 'handled';
  });
  url = server.url;
  return {
    ...server,
    paths,
    times,
    get mostAtOnce() {
      return most;
    },
  };
}

/** A sitemap of pages, each a path or a path with its lastmod. */
export const sitemapOf = (...pages: (string | readonly [path: string, lastmod: string])[]): string => {
  const urls = pages.map((page) => {
    const [path, lastmod] = typeof page === 'string' ? [page, ''] : page;
    const location = /^https?:/.test(path) ? path : `$SITE/${path.slice(1)}`;
    return `<url><loc> ${location} </loc>${lastmod === '' ? '' : `<lastmod>${lastmod}</lastmod>`}</url>`;
  });
  return `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${urls.join('')}</urlset>`;
};

export const indexOf = (...sitemaps: string[]): string =>
  `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${sitemaps
    .map((path) => `<sitemap><loc>${/^https?:/.test(path) ? path : `$SITE/${path.slice(1)}`}</loc></sitemap>`)
    .join('')}</sitemapindex>`;

export const html = (title: string): string => `<!doctype html><html><title>${title}</title></html>`;
