import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { axeFindings } from '../support/axe.js';
import { isTooWide, launchBrowser, type OpenPage, openPage } from '../support/browser.js';
import { type Gateway, startGateway, startHost } from '../support/widget-host.js';

let browser: Browser;
let gateway: Gateway;
let host: Awaited<ReturnType<typeof startHost>>;
beforeAll(async () => {
  [browser, gateway, host] = await Promise.all([launchBrowser(), startGateway(), startHost()]);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await Promise.all([gateway?.close(), host?.close()]);
});
beforeEach(() => {
  gateway.engine.failure = undefined;
  gateway.state.delay = Promise.resolve();
  host.page.lang = 'en';
});

/** The only things that the page allows. */
const strict = () => `default-src 'none'; script-src ${gateway.url}; connect-src ${gateway.url}`;

async function open(
  attributes = '',
  { policy = strict(), ...options }: Parameters<typeof openPage>[1] & { policy?: string } = {},
): Promise<OpenPage> {
  host.page.policy = policy;
  host.page.body = `<script src="${gateway.url}/widget.js" async></script><lotse-search ${attributes}></lotse-search>`;
  const opened = await openPage(browser, options);
  await opened.page.goto(host.url);
  return opened;
}

const titles = (page: Page) => page.locator('lotse-search .title a');
const status = (page: Page) => page.locator('lotse-search [role=status]');
const found = (page: Page, text: string) => status(page).getByText(text, { exact: true }).waitFor();

describe('in a foreign page with a strict content security policy', () => {
  test('it searches, filters, pages and opens offers without a violation, and asks nobody else', async () => {
    const { page, requested, complaints, close } = await open('page-size="10"');
    await found(page, '26 offers');
    expect(await titles(page).count()).toBe(10);
    await page.getByRole('checkbox', { name: /^EQF 6/ }).check();
    await found(page, '5 offers');
    await page.getByRole('button', { name: 'Remove filter: EQF 6' }).click();
    await found(page, '26 offers');
    await page.getByRole('button', { name: /^Show more/ }).click();
    await found(page, '26 offers – 20 of 26 shown');
    expect(await titles(page).count()).toBe(20);
    const href = await titles(page).first().getAttribute('href');
    expect(href).toMatch(new RegExp(`^${gateway.url}/offers/[0-9a-f-]{36}\\?lang=en$`));
    const card = page.locator('lotse-search .card').first();
    expect(await card.evaluate((element) => getComputedStyle(element).borderTopWidth)).toBe('1px');
    expect(requested.filter((url) => !url.startsWith(gateway.url) && !url.startsWith(host.url))).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
  });

  test('also where scripts may set no HTML (Trusted Types)', async () => {
    const { page, complaints, close } = await open('', {
      policy: `${strict()}; require-trusted-types-for 'script'`,
    });
    await found(page, '26 offers');
    expect(complaints).toEqual([]);
    await close();
  });

  test('it keeps nothing: no cookie, no storage', async () => {
    const { page, close } = await open();
    await found(page, '26 offers');
    await page.getByRole('checkbox', { name: /^EQF 6/ }).check();
    await found(page, '5 offers');
    expect(await page.context().cookies()).toEqual([]);
    const kept = await page.evaluate(async () => ({
      local: localStorage.length,
      session: sessionStorage.length,
      databases: (await indexedDB.databases()).length,
      caches: (await caches.keys()).length,
    }));
    expect(kept).toEqual({ local: 0, session: 0, databases: 0, caches: 0 });
    await close();
  });

  test('two of them live beside each other, and scripts of the page that meddle with prototypes do no harm', async () => {
    const opened = await openPage(browser);
    host.page.policy = '';
    host.page.body = `<script>Array.prototype.extra = () => 1; Object.prototype.more = 1;</script>
      <style>* { all: unset !important } .card { display: none !important }</style>
      <script src="${gateway.url}/widget.js"></script><script src="${gateway.url}/widget.js"></script>
      <lotse-search locked="country: SE"></lotse-search><lotse-search locked="country: DE"></lotse-search>`;
    await opened.page.goto(host.url);
    await opened.page.locator('lotse-search').nth(0).getByText('15 offers').waitFor();
    await opened.page.locator('lotse-search').nth(1).getByText('11 offers').waitFor();
    expect(await titles(opened.page).first().isVisible()).toBe(true);
    expect(opened.complaints).toEqual([]);
    await opened.close();
  });
});

describe('what it says', () => {
  test('what a provider does not state is said, and what is stated is shown', async () => {
    const { page, close } = await open('filter="ects: 0..0"');
    await found(page, '1 offer');
    const facts = await page.locator('lotse-search dl').innerText();
    expect(facts.replace(/\s+/g, ' ')).toBe(
      'Level not stated ECTS credits 0 ECTS Mode of learning Online Language not stated Next start not stated Price not stated',
    );
    expect(await page.locator('lotse-search footer').innerText()).toContain(
      'Test catalogue (The testers; licence: CC-BY-4.0)',
    );
    await close();
  });

  test.each([
    ['sv', '26 utbildningar', 'Sök'],
    ['de', '26 Angebote', 'Suchen'],
    ['fr', '26 offres', 'Rechercher'],
    ['fi', '26 koulutusta', 'Hae'],
    ['es', '26 ofertas', 'Buscar'],
    ['pl', '26 ofert', 'Szukaj'],
    ['bg', '26 offers', 'Search'],
  ])('in a page in %s it says: %s', async (lang, text, button) => {
    host.page.lang = lang;
    const { page, close } = await open();
    await found(page, text);
    expect(await page.locator('lotse-search form button').innerText()).toBe(button);
    await close();
  });

  test('a change of its attributes is a new search', async () => {
    const { page, close } = await open();
    await found(page, '26 offers');
    await page.locator('lotse-search').evaluate((element) => element.setAttribute('locked', 'country: DE'));
    await found(page, '11 offers');
    await page.locator('lotse-search').evaluate((element) => Object.assign(element, { language: 'de', locked: null }));
    await found(page, '26 Angebote');
    await close();
  });
});

describe('in a page that is made by a framework', () => {
  test('properties that were set before the script came hold, as text, list or object', async () => {
    const { page, close } = await openPage(browser);
    host.page.policy = strict();
    host.page.body = '<lotse-search></lotse-search>';
    await page.goto(host.url);
    await page.locator('lotse-search').evaluate((element, source) => {
      Object.assign(element, { locked: { country: { in: ['SE'] } }, filters: ['level', 'mode'], pageSize: 3 });
      document.head.append(Object.assign(document.createElement('script'), { src: source }));
    }, `${gateway.url}/widget.js`);
    await found(page, '15 offers');
    expect(await titles(page).count()).toBe(3);
    expect(await page.locator('lotse-search summary').allInnerTexts()).toEqual(['Level', 'Mode of learning']);
    await close();
  });

  test('it searches again where it is put back, and takes the language of the page into a shadow root', async () => {
    host.page.lang = 'fi';
    const { page, complaints, close } = await open();
    await found(page, '26 koulutusta');
    await page.locator('lotse-search').evaluate((element) => {
      const box = document.createElement('div');
      element.replaceWith(box);
      box.attachShadow({ mode: 'open' }).append(element);
    });
    await found(page, '26 koulutusta');
    expect(complaints).toEqual([]);
    await close();
  });

  test('in a box that scrolls it makes the page no higher', async () => {
    host.page.policy = '';
    host.page.body = `<div style="height: 300px; overflow: auto"><lotse-search page-size="20"></lotse-search></div>
      <script src="${gateway.url}/widget.js" async></script>`;
    const { page, close } = await openPage(browser);
    await page.goto(host.url);
    await found(page, '26 offers');
    expect(await page.evaluate(() => document.documentElement.scrollHeight - innerHeight)).toBe(0);
    await close();
  });
});

describe('when something is wrong', () => {
  test('a lock that cannot be read shows nothing rather than everything', async () => {
    const { page, requested, close } = await open('locked="country SE"');
    await page.getByText('This search is not set up correctly.').waitFor();
    expect(requested.filter((url) => url.includes('/widget/search'))).toEqual([]);
    await close();
  });

  test('an engine that is away is told as such, and asked again', async () => {
    gateway.engine.failure = new Error('away');
    const { page, close } = await open();
    await page.getByRole('alert').getByText('The search cannot be reached at the moment.').waitFor();
    gateway.engine.failure = undefined;
    await page.getByRole('button', { name: 'Try again' }).click();
    await found(page, '26 offers');
    await close();
  });

  test('without a connection it says so, and goes on by itself when there is one', async () => {
    const { page, close } = await open('wait');
    await page.getByText('Enter what you are looking for').waitFor();
    await page.context().setOffline(true);
    await page.getByRole('button', { name: 'Search' }).click();
    await page.getByText('You are offline.').waitFor();
    await page.context().setOffline(false);
    await found(page, '26 offers');
    await close();
  });

  test('one that waits asks nothing before its reader does', async () => {
    const { page, requested, close } = await open('wait');
    await page.getByText('Enter what you are looking for').waitFor();
    expect(requested.filter((url) => url.includes('/widget/search'))).toEqual([]);
    await page.getByRole('searchbox').press('Enter');
    await found(page, '26 offers');
    await close();
  });

  test('the newest question wins, whatever order answers come in', async () => {
    const { page, close } = await open();
    await found(page, '26 offers');
    let go: () => void = () => undefined;
    gateway.state.delay = new Promise<void>((resolve) => {
      go = resolve;
    });
    await page.getByRole('checkbox', { name: /^EQF 6/ }).check();
    gateway.state.delay = Promise.resolve();
    await page.getByRole('checkbox', { name: /^EQF 7/ }).check();
    await page.getByRole('button', { name: 'Remove filter: EQF 7' }).waitFor();
    const before = await status(page).innerText();
    go();
    await page.getByRole('checkbox', { name: /^EQF 6/ }).uncheck();
    await expect.poll(() => status(page).innerText()).not.toBe(before);
    await close();
  });
});

describe('what the page hears', () => {
  test('results, offers that open (and may be kept from it), and errors', async () => {
    const { page, close } = await open('wait');
    await page.evaluate(() => {
      const heard: unknown[] = [];
      Object.assign(window, { heard });
      for (const name of ['lotse-results', 'lotse-open', 'lotse-error'])
        document.addEventListener(name, (event) => {
          if (name === 'lotse-open') event.preventDefault();
          heard.push([name, (event as CustomEvent).detail]);
        });
    });
    const heard = () => page.evaluate(() => Reflect.get(window, 'heard') as [string, Record<string, unknown>][]);
    await page.getByRole('searchbox').fill('course');
    await page.keyboard.press('Enter');
    await found(page, '26 offers for “course”');
    await titles(page).first().click();
    expect(page.context().pages()).toHaveLength(1);
    gateway.engine.failure = new Error('away');
    await page.getByRole('button', { name: 'Search' }).click();
    await page.getByRole('alert').waitFor();
    const href = new RegExp(`^${gateway.url}/offers/`);
    expect(await heard()).toEqual([
      ['lotse-results', { total: 26, shown: 10, words: 'course' }],
      ['lotse-open', { id: expect.any(String), title: expect.any(String), url: expect.stringMatching(href) }],
      ['lotse-error', { kind: 'away', code: expect.any(String), message: expect.any(String) }],
    ]);
    await close();
  });

  test('with target="event" nothing opens but by the page; else a new tab does, which knows nothing of the page', async () => {
    const { page, close } = await open('target="event"');
    await found(page, '26 offers');
    await titles(page).first().click();
    expect(page.url()).toBe(`${host.url}/`);
    await page.locator('lotse-search').evaluate((element) => element.setAttribute('target', 'new'));
    await titles(page).first().and(page.locator('[target=_blank]')).waitFor();
    const [tab] = await Promise.all([page.context().waitForEvent('page'), titles(page).first().click()]);
    await tab.waitForLoadState();
    expect(tab.url()).toContain(`${gateway.url}/offers/`);
    expect(await tab.evaluate(() => window.opener)).toBe(null);
    await close();
  });
});

describe('for everybody', () => {
  test.each([
    ['wide', 1200, 'light', ''],
    ['wide and dark', 1200, 'dark', 'theme="dark"'],
    ['as wide as a phone', 320, 'light', ''],
    ['as wide as a phone and dark', 320, 'dark', 'theme="dark"'],
  ] as const)('axe finds nothing in any state when it is %s', async (_, width, colorScheme, theme) => {
    const { page, close } = await open(
      `${theme} filters="level, ects, mode, start, price, free, country" page-size="5"`,
      {
        ...{ viewport: { width, height: 800 }, colorScheme },
      },
    );
    await found(page, '26 offers');
    expect(await axeFindings(page)).toEqual([]);
    const opener = page.getByRole('button', { name: 'Filters' });
    if (width < 400) await opener.click();
    await page.getByRole('checkbox', { name: /^EQF 6/ }).check();
    await found(page, '5 offers');
    expect(await axeFindings(page)).toEqual([]);
    expect(await isTooWide(page)).toBe(false);
    await page.getByRole('spinbutton', { name: 'From' }).fill('1000');
    await page.keyboard.press('Enter');
    await page.getByText('No offers found').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    gateway.engine.failure = new Error('away');
    await page.getByRole('button', { name: 'Search' }).click();
    await page.getByRole('alert').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await close();
  });

  test('axe finds nothing while it waits and while it loads', async () => {
    let go: () => void = () => undefined;
    gateway.state.delay = new Promise<void>((resolve) => {
      go = resolve;
    });
    const { page, close } = await open('wait');
    await page.getByText('Enter what you are looking for').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Search' }).click();
    await page.locator('lotse-search .bones').first().waitFor();
    expect(await axeFindings(page)).toEqual([]);
    go();
    await found(page, '26 offers');
    await close();
  });

  test('the whole of it by keyboard: words, filters, chips, order, more, an offer', async () => {
    const { page, close } = await open('filters="level, free" page-size="10" target="event"');
    await found(page, '26 offers');
    const focused = () =>
      page.evaluate(() => {
        const active = document.querySelector('lotse-search')?.shadowRoot?.activeElement;
        return (
          active?.id || active?.getAttribute('aria-label') || active?.textContent?.replace(/\s+/g, ' ').trim() || ''
        );
      });
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('words');
    await page.keyboard.type('course');
    await page.keyboard.press('Enter');
    await found(page, '26 offers for “course”');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('name-level');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Remove filter: EQF 4' }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Remove filter: EQF 5' }).waitFor();
    await page.getByRole('button', { name: 'Remove filter: EQF 4' }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(focused).toBe('Remove filter: EQF 5');
    await page.keyboard.press('Enter');
    await expect.poll(focused).toBe('words');
    await page.locator('lotse-search .main[aria-busy=false]').waitFor();
    await found(page, '26 offers for “course”');
    await page.getByRole('button', { name: /^Show more/ }).press('Enter');
    await found(page, '26 offers for “course” – 20 of 26 shown');
    const eleventh = await titles(page).nth(10).innerText();
    await expect.poll(focused).toContain(eleventh);
    await close();
  });

  test('right to left, and in the narrowest column, nothing lies beside the page', async () => {
    const { page, close } = await open('dir="rtl" filters="level, ects, mode, price"', {
      viewport: { width: 320, height: 700 },
    });
    await found(page, '26 offers');
    const opener = page.getByRole('button', { name: 'Filters' });
    const before = await opener.boundingBox();
    await opener.click();
    await page.getByRole('checkbox', { name: /^EQF 6/ }).waitFor();
    expect(await opener.boundingBox()).toEqual(before);
    expect(await isTooWide(page)).toBe(false);
    const box = await page.locator('lotse-search form button').boundingBox();
    expect(box?.x).toBeLessThan(60);
    await close();
  });

  test('English in a page that is written from right to left keeps its own order of words', async () => {
    const { page, close } = await open('dir="rtl" language="ar"');
    await found(page, '26 offers');
    const ends = await status(page).evaluate((element) => {
      const text = element.firstChild?.nextSibling ?? element.firstChild;
      const range = document.createRange();
      const at = (start: number, end: number) => {
        range.setStart(text as Text, start);
        range.setEnd(text as Text, end);
        return range.getBoundingClientRect().left;
      };
      const { length } = (text as Text).data;
      return { number: at(0, 2), word: at(length - 6, length), right: element.getBoundingClientRect().right };
    });
    expect(ends.number).toBeLessThan(ends.word);
    const [line, bar] = await Promise.all([
      status(page).boundingBox(),
      page.locator('lotse-search .bar').boundingBox(),
    ]);
    expect((line?.x ?? 0) + (line?.width ?? 0)).toBeCloseTo((bar?.x ?? 0) + (bar?.width ?? 0), 0);
    await close();
  });

  test('what was loading takes the place that was kept for it', async () => {
    let go: () => void = () => undefined;
    gateway.state.delay = new Promise<void>((resolve) => {
      go = resolve;
    });
    const { page, close } = await open('page-size="5" filters=""');
    await page.locator('lotse-search .bones').first().waitFor();
    const heightOf = async () => (await page.locator('lotse-search .main').boundingBox())?.height ?? 0;
    const before = await heightOf();
    go();
    await found(page, '26 offers');
    expect(Math.abs((await heightOf()) - before) / before).toBeLessThan(0.2);
    await close();
  });
});

test('custom properties and parts of the host reach it', async () => {
  const opened = await openPage(browser);
  host.page.policy = '';
  host.page.body = `<style>lotse-search { --lotse-accent: rgb(138, 31, 92); --lotse-radius: 3px }
    lotse-search::part(title) { font-style: italic }</style>
    <script src="${gateway.url}/widget.js"></script><lotse-search></lotse-search>`;
  await opened.page.goto(host.url);
  await found(opened.page, '26 offers');
  const button = opened.page.locator('lotse-search form button');
  expect(await button.evaluate((element) => getComputedStyle(element).backgroundColor)).toBe('rgb(138, 31, 92)');
  expect(await button.evaluate((element) => getComputedStyle(element).borderTopLeftRadius)).toBe('3px');
  const title = opened.page.locator('lotse-search .title').first();
  expect(await title.evaluate((element) => getComputedStyle(element).fontStyle)).toBe('italic');
  await opened.close();
});

test('it is not larger than 25 kB, compressed', () => {
  const script = readFileSync(new URL('../../dist/web/widget/widget.js', import.meta.url));
  expect(gzipSync(script, { level: 9 }).length).toBeLessThanOrEqual(25_000);
});
