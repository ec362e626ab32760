import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { inject } from 'vitest';
import { launchBrowser } from './browser.js';
import { type RunningLotse, serve } from './cli.js';
import { temporaryDirectory } from './servers.js';

const catalogue = (path: string) => fileURLToPath(new URL(`../../src/catalogues/${path}`, import.meta.url));

/** The server with a few of the bundled catalogues, as the browser tests need them. */
export interface ServedPages {
  readonly url: string;
  readonly lotse: RunningLotse;
  readonly browser: Browser;
  close(): Promise<void>;
}

/** Starts Lotse and a browser; `name` is that of the test's own indexes, `env` adds settings. */
export async function servedPages(name: string, env: Readonly<Record<string, string>> = {}): Promise<ServedPages> {
  const folder = await temporaryDirectory(name);
  const file = join(folder.path, 'sources.yaml');
  const sources = [
    `  - { id: ooapi, name: OOAPI example, format: ooapi-v5, location: '${catalogue('made/ooapi-v5-example.json')}', language: nl }`,
    `  - { id: elm, name: ELM example, format: elm-jsonld, location: '${catalogue('made/elm-loq-example.jsonld')}', language: de }`,
    `  - { id: cornwall, name: Cornwall College, format: xcri-cap, location: '${catalogue('ogl-cornwall-college/formatted_xcri.xml')}', language: en }`,
  ];
  await writeFile(file, ['sources:', ...sources, ''].join('\n'));
  const lotse = await serve({
    ...{ MEILI_URL: inject('meiliUrl'), MEILI_KEY: inject('meiliKey'), LOTSE_MEILI_PREFIX: `lotse-${name}` },
    ...{ LOTSE_DATA: join(folder.path, 'data'), LOTSE_SOURCES: file, LOTSE_NOW: '2026-11-23T10:00:00Z', ...env },
  });
  const browser = await launchBrowser();
  return {
    ...{ url: lotse.url, lotse, browser },
    async close() {
      await browser.close();
      await lotse.stop();
      await folder.remove();
    },
  };
}

/** A page of the site with what it asked for and complained about. */
export interface WatchedPage {
  readonly page: Page;
  readonly requested: string[];
  readonly complaints: string[];
  /** Closes the page. Throws when it complained, or asked another host for anything. */
  done(): Promise<void>;
}

/** Opens a path in a browser of its own settings. */
export async function open(
  { browser, url }: Pick<ServedPages, 'browser' | 'url'>,
  path: string,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB', ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const requested: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => requested.push(request.url()));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`${url}${path}`);
  return {
    ...{ page, requested, complaints },
    async done() {
      await context.close();
      const foreign = requested.filter((each) => !each.startsWith(url) && !each.startsWith('data:'));
      if (foreign.length > 0 || complaints.length > 0) throw new Error([...foreign, ...complaints].join('\n'));
    },
  };
}
