import { z } from 'zod';

const pattern = z.string().regex(/^(\/|\*|https?:)/, 'begins with /, * or http');
const patterns = z.array(pattern).default([]);

/** The pages of a web site that its sitemap lists; the location is the address of the sitemap, or of an index of them. */
export const sitemapOptions = z.strictObject({
  type: z
    .literal('sitemap')
    .describe('Reads the pages that a sitemap lists; the location is the address of the sitemap.'),
  include: patterns.describe('Pages to read, by path and query (/courses/*) or address; all when there is none.'),
  exclude: patterns.describe('Pages to leave out, also of those included.'),
  sitemaps: patterns.describe('Sitemaps of an index to read; all when there is none.'),
  prefixes: z
    .array(z.url({ protocol: /^https?$/ }))
    .default([])
    .describe('Beginnings of addresses outside the site of the sitemap that may be read as well.'),
  incremental: z
    .boolean()
    .default(true)
    .describe('Asks for a page again only if it changed since the last run, by ETag and Last-Modified.'),
  trustLastmod: z
    .boolean()
    .default(false)
    .describe('Does not even ask for a page whose lastmod is as in the last run; for sites that keep it right.'),
  concurrency: z
    .int()
    .min(1)
    .max(4)
    .default(2)
    .describe('Pages asked for at the same time, as far as the host may be.'),
  maxPages: z.int().positive().default(20_000).describe('Pages to read; more of them fail the source.'),
  maxPageBytes: z
    .int()
    .positive()
    .default(5 * 2 ** 20)
    .describe('Largest page in bytes.'),
});
export type SitemapOptions = z.output<typeof sitemapOptions>;
