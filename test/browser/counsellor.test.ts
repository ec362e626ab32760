import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axeFindings } from '../support/axe.js';
import { isTooWide, launchBrowser, openPage } from '../support/browser.js';
import { serveCatalogues } from '../support/served-catalogues.js';

let lotse: Awaited<ReturnType<typeof serveCatalogues>>;
let browser: Browser;
beforeAll(async () => {
  [lotse, browser] = await Promise.all([serveCatalogues('counsellor'), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await lotse?.stop();
});

/** Results on the page, as the heading says. */
const total = async (page: Page) => Number(/[\d,]+/.exec(await page.locator('#results').innerText())?.[0] ?? 0);

test('a whole session: search, filter, compare, shortlist, print', { timeout: 180_000 }, async () => {
  const { page, requested, complaints, close } = await openPage(browser, { locale: 'en-GB' });
  await page.goto(`${lotse.url}/`);
  const all = await total(page);
  expect(all).toBeGreaterThan(40);
  expect(await axeFindings(page)).toEqual([]);

  await page.locator('#q').fill('data');
  await page.keyboard.press('Enter');
  await page.waitForURL(/[?&]q=data/);
  await expect.poll(() => total(page)).toBeLessThan(all);
  const found = await total(page);
  expect(found).toBeGreaterThan(1);

  await page.locator('#filters input[name="mode"][value="online"]').check();
  await page.waitForURL(/mode=online/);
  await expect.poll(() => total(page)).toBeLessThanOrEqual(found);
  await expect.poll(() => page.locator('#announcer').innerText()).toMatch(/\d/);
  expect(await axeFindings(page)).toEqual([]);
  const filtered = page.url();
  await page.goBack();
  await expect.poll(() => total(page)).toBe(found);
  await page.goForward();
  await expect.poll(() => page.url()).toBe(filtered);
  await page.reload();
  expect(await page.locator('#filters input[name="mode"][value="online"]').isChecked()).toBe(true);

  const picks = page.locator('[data-pick]');
  await picks.nth(0).check();
  await picks.nth(1).check();
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await page.waitForURL(/\/compare\?/);
  expect(await page.locator('table.compare thead th').count()).toBe(2);
  expect(await page.locator('tr.differs').count()).toBeGreaterThan(0);
  expect(await axeFindings(page)).toEqual([]);
  const rows = await page.locator('table.compare tbody tr').count();
  await page.getByRole('link', { name: 'Show only differences' }).click();
  await page.waitForURL(/differences=1/);
  await expect.poll(() => page.locator('table.compare tbody tr').count()).toBeLessThan(rows);

  await page.locator('table.compare thead a').first().click();
  await page.waitForURL(/\/offers\//);
  const title = await page.locator('h1').innerText();
  await page.getByRole('button', { name: /shortlist/i }).click();
  await expect.poll(() => page.locator('[data-shortlist-count]').innerText()).toBe('1');
  expect(await axeFindings(page)).toEqual([]);

  await page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('link', { name: /Shortlist/ })
    .click();
  await page.waitForURL(/\/shortlist\?ids=/);
  expect(await page.locator('.shortlist-items h2').allInnerTexts()).toEqual([title]);
  expect(await axeFindings(page)).toEqual([]);

  await page.getByRole('link', { name: 'Handout to print' }).click();
  await page.waitForURL(/\/shortlist\/handout/);
  expect(await page.locator('.handout h2').first().innerText()).toBe(title);
  expect(await axeFindings(page)).toEqual([]);
  const paper = await page.pdf({ format: 'A4' });
  expect(paper.subarray(0, 5).toString()).toBe('%PDF-');
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('.site-header nav').isVisible()).toBe(false);
  expect(await page.locator('.toolbar').isVisible()).toBe(false);

  expect(complaints).toEqual([]);
  expect(requested.filter((url) => !url.startsWith(lotse.url) && !url.startsWith('data:'))).toEqual([]);
  await close();
});

test('an offer is compared with what is ticked, and what is compared stays ticked', { timeout: 120_000 }, async () => {
  const { page, complaints, close } = await openPage(browser, { locale: 'en-GB' });
  await page.goto(`${lotse.url}/?q=data`);
  await page.locator('[data-pick]').nth(0).check();
  await page.locator('.cards h3 a').nth(1).click();
  await page.waitForURL(/\/offers\//);
  await page.getByRole('link', { name: 'Compare', exact: true }).click();
  await page.waitForURL(/\/compare\?/);
  expect(await page.locator('table.compare thead th').count()).toBe(2);
  await page
    .getByRole('link', { name: /^Remove from the comparison/ })
    .first()
    .click();
  await expect.poll(() => page.locator('table.compare thead th').count()).toBe(1);
  await page.goto(`${lotse.url}/?q=data`);
  await page.locator('#picks').getByText('Selected: 1').waitFor();
  expect(await page.locator('[data-pick]').nth(0).isChecked()).toBe(true);

  await page.locator('.cards h3 a').nth(2).click();
  await page.waitForURL(/\/offers\//);
  await page.getByRole('link', { name: 'Back to the results' }).click();
  await page.waitForURL(/\/\?q=data#offer-/);
  expect(complaints).toEqual([]);
  await close();
});

/** Goes on with the tab key until the wanted element has the focus. */
async function tabTo(page: Page, selector: string, most = 150): Promise<void> {
  for (let pressed = 0; pressed < most; pressed += 1) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) === true, selector)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${selector} cannot be reached with the tab key`);
}

test('the same by keyboard alone', async () => {
  const { page, complaints, close } = await openPage(browser, { locale: 'en-GB' });
  await page.goto(`${lotse.url}/`);
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the content');
  await page.keyboard.press('Enter');
  await tabTo(page, '#q');
  await page.keyboard.type('data');
  await page.keyboard.press('Enter');
  await page.waitForURL(/q=data/);
  await tabTo(page, '#filters input[name="mode"][value="online"]');
  await page.keyboard.press('Space');
  await page.waitForURL(/mode=online/);
  const focus = 'input[name="mode"][value="online"]';
  await expect.poll(() => page.evaluate((it) => document.activeElement?.matches(it), focus)).toBe(true);
  await tabTo(page, '[data-pick]');
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  await tabTo(page, '[data-pick]');
  await page.keyboard.press('Space');
  await tabTo(page, '#picks button[type="submit"]', 400);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/compare\?/);
  await tabTo(page, 'button[data-shortlist]');
  await page.keyboard.press('Enter');
  expect(await page.locator('button[data-shortlist][aria-pressed="true"]').count()).toBe(1);
  await page.keyboard.press('Home');
  await page.evaluate(() => document.body.focus());
  await tabTo(page, 'a[data-shortlist-link]');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/shortlist\?ids=/);
  await tabTo(page, 'a[href*="/shortlist/handout"]');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/handout/);
  await tabTo(page, 'button[data-print]');
  expect(complaints).toEqual([]);
  await close();
});

test('the same with JavaScript off', async () => {
  const { page, close } = await openPage(browser, { locale: 'en-GB', javaScriptEnabled: false });
  await page.goto(`${lotse.url}/`);
  const all = await total(page);
  await page.locator('#q').fill('data');
  await page.getByRole('button', { name: 'Search' }).click();
  await page.waitForURL(/q=data/);
  const found = await total(page);
  expect(found).toBeLessThan(all);
  await page.locator('#filters input[name="mode"][value="online"]').check();
  await page.getByRole('button', { name: 'Apply filters' }).click();
  await page.waitForURL(/mode=online/);
  expect(await total(page)).toBeLessThanOrEqual(found);
  await page.locator('[data-pick]').nth(0).check();
  await page.locator('[data-pick]').nth(1).check();
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await page.waitForURL(/\/compare\?/);
  expect(await page.locator('table.compare thead th').count()).toBe(2);
  await page.goBack();
  await page.locator('[data-pick]').nth(0).check();
  await page.getByRole('button', { name: 'Open as shortlist' }).click();
  await page.waitForURL(/\/shortlist\?/);
  expect(await page.locator('.shortlist-items > li').count()).toBeGreaterThan(0);
  await page.getByRole('link', { name: 'Handout to print' }).click();
  expect(await page.locator('.handout-offer').count()).toBeGreaterThan(0);
  await page.goto(`${lotse.url}/?q=data`);
  await page.locator('.cards h3 a').first().click();
  await page.waitForURL(/\/offers\//);
  expect(await page.locator('h1').innerText()).not.toBe('');
  await close();
});

const somePages = async () => {
  const response = await fetch(`${lotse.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ searchLearningOpportunities(first: 3) { nodes { id } } }' }),
  });
  const { data } = (await response.json()) as { data: { searchLearningOpportunities: { nodes: { id: string }[] } } };
  const ids = data.searchLearningOpportunities.nodes.map(({ id }) => id);
  return [
    '/',
    `/offers/${ids[0]}`,
    `/compare?ids=${ids}`,
    `/compare?ids=${ids[0]}`,
    '/compare',
    `/shortlist?ids=${ids},00000000-0000-4000-8000-000000000000&shared=2020-01-01`,
    '/shortlist',
    '/offers/00000000-0000-4000-8000-000000000000',
    `/shortlist/handout?ids=${ids}`,
    '/developers',
  ];
};

test.each(['light', 'dark'] as const)(
  'no page has a fault that axe finds, on a phone, %s',
  { timeout: 180_000 },
  async (colorScheme) => {
    const { page, close } = await openPage(browser, { colorScheme, viewport: { width: 375, height: 800 } });
    for (const path of await somePages()) {
      await page.goto(`${lotse.url}${path}`);
      expect({ path, findings: await axeFindings(page) }).toEqual({ path, findings: [] });
    }
    await close();
  },
);

test('nothing lies beside the page at 320 pixels, which is 1280 at 400 %', async () => {
  const { page, close } = await openPage(browser, { viewport: { width: 320, height: 256 } });
  for (const path of await somePages()) {
    await page.goto(`${lotse.url}${path}`);
    expect({ path, wide: await isTooWide(page) }).toEqual({ path, wide: false });
  }
  await close();
});

test('from right to left nothing lies beside the page either', async () => {
  const { page, close } = await openPage(browser, { viewport: { width: 375, height: 800 } });
  for (const path of await somePages()) {
    await page.goto(`${lotse.url}${path}${path.includes('?') ? '&' : '?'}lang=ar`);
    expect(await page.evaluate(() => document.documentElement.dir)).toBe('rtl');
    expect({ path, wide: await isTooWide(page) }).toEqual({ path, wide: false });
  }
  await close();
});
