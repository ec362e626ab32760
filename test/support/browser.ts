import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

/** Chromium as it is installed beside the tests. */
export function launchBrowser(): Promise<Browser> {
  const args = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'];
  return chromium.launch({ executablePath: '/usr/bin/chromium', args });
}

export interface OpenPage {
  readonly page: Page;
  /** Addresses that were asked for. */
  readonly requested: string[];
  /** Errors of scripts and of the console, which names violations of policies too. */
  readonly complaints: string[];
  close(): Promise<void>;
}

/** A page of its own context: nothing is shared with others. */
export async function openPage(browser: Browser, options: BrowserContextOptions = {}): Promise<OpenPage> {
  const context = await browser.newContext({ viewport: { width: 1200, height: 800 }, ...options });
  const page = await context.newPage();
  const requested: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => requested.push(request.url()));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return { page, requested, complaints, close: () => context.close() };
}

/** Whether something lies beside the page, so that one would have to scroll sideways. */
export function isTooWide(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
}
