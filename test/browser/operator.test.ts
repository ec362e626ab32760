import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axeFindings, isTooWide, launchBrowser, openPage } from '../support/browser.js';
import { serveCatalogues } from '../support/served-catalogues.js';

const token = 'operator-token-for-tests';

let lotse: Awaited<ReturnType<typeof serveCatalogues>>;
let browser: Browser;
beforeAll(async () => {
  [lotse, browser] = await Promise.all([serveCatalogues('operator', { LOTSE_ADMIN_TOKEN: token }), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await lotse?.stop();
});

async function signIn(page: Page, given = token): Promise<void> {
  await page.goto(`${lotse.url}/admin`);
  await page.getByLabel('Token').fill(given);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

test('a wrong token is refused in words, and not kept', async () => {
  const { page, close } = await openPage(browser);
  await signIn(page, 'some-other-token-of-nobody');
  await expect.poll(() => page.getByRole('alert').innerText()).toMatch(/token/i);
  expect(await page.evaluate(() => sessionStorage.length + localStorage.length)).toBe(0);
  expect(await axeFindings(page)).toEqual([]);
  await close();
});

test('an operator sees all sources, has one harvested, and reads what its runs did', async () => {
  const { page, complaints, close } = await openPage(browser);
  await signIn(page);
  await page.getByRole('heading', { name: 'Sources' }).waitFor();
  await expect.poll(() => page.locator('.admin-table tbody tr').count()).toBe(3);
  expect(await page.locator('.numbers').innerText()).toMatch(/Offers/);
  expect(await axeFindings(page)).toEqual([]);

  await page.getByRole('button', { name: 'Harvest KI-Campus' }).click();
  await page.getByRole('link', { name: 'KI-Campus' }).click();
  await page.getByRole('heading', { level: 1, name: 'KI-Campus' }).waitFor();
  await expect.poll(() => page.locator('section[aria-label="Runs"] details').count(), { timeout: 20_000 }).toBe(2);
  await page.locator('section[aria-label="Runs"] details summary').last().click();
  expect(await page.locator('.changes li').count()).toBeGreaterThan(3);
  expect(await axeFindings(page)).toEqual([]);

  await page.getByRole('button', { name: 'report' }).click();
  await page.getByRole('heading', { name: 'Annex I elements' }).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'dead letters', exact: true }).click();
  await expect
    .poll(() => page.locator('section[aria-label="Dead letters"] [role="status"]').innerText())
    .toMatch(/could not be taken over/);
  expect(complaints).toEqual([]);
  await close();
});

test('the index is rebuilt from the page while it stays in use', async () => {
  const { page, close } = await openPage(browser);
  await signIn(page);
  await page.getByRole('button', { name: 'Rebuild', exact: true }).click();
  await expect
    .poll(() => page.locator('section[aria-labelledby="index"]').innerText(), { timeout: 30_000 })
    .toMatch(/Rebuilt: \d+ offers/);
  await close();
});

test('the page reaches nobody else, keeps the token in the tab, and fits a phone', async () => {
  const { page, requested, close } = await openPage(browser, {
    viewport: { width: 375, height: 800 },
    colorScheme: 'dark',
  });
  await signIn(page);
  await page.getByRole('heading', { name: 'Sources' }).waitFor();
  expect(await isTooWide(page)).toBe(false);
  expect(await axeFindings(page)).toEqual([]);
  expect(requested.filter((url) => !url.startsWith(lotse.url) && !url.startsWith('data:'))).toEqual([]);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByLabel('Token').waitFor();
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
  await close();
});
