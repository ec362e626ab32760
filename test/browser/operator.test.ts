import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axeFindings } from '../support/axe.js';
import { isTooWide, launchBrowser, openPage } from '../support/browser.js';
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
  // By key: what is told of the job moves the rows, maybe away from under a pointer.
  await page.getByRole('link', { name: 'KI-Campus', exact: true }).press('Enter');
  await page.getByRole('heading', { level: 1, name: 'KI-Campus' }).waitFor();
  await expect.poll(() => page.locator('section[aria-label="Runs"] details').count(), { timeout: 20_000 }).toBe(2);
  await page.locator('section[aria-label="Runs"] details summary').last().click();
  expect(await page.locator('.changes li').count()).toBeGreaterThan(3);
  expect(await axeFindings(page)).toEqual([]);

  await page.getByRole('link', { name: 'Report', exact: true }).click();
  await page.getByRole('heading', { name: 'Annex I elements' }).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('link', { name: /^Dead letters/ }).click();
  await expect
    .poll(() => page.locator('section[aria-label="Dead letters"] [role="status"]').innerText())
    .toMatch(/could not be taken over/);
  await page.reload();
  await page
    .getByRole('link', { name: /^Dead letters/ })
    .and(page.locator('[aria-current=page]'))
    .waitFor();
  await expect.poll(() => page.title()).toBe('KI-Campus · Operator · Lotse');
  expect(complaints).toEqual([]);
  await close();
});

test('a run that was refused is seen through: what it would change, then forced by a person', async () => {
  const file = join(lotse.folder, 'ki-campus', 'notebook-cell21.json');
  const whole = await readFile(file, 'utf8');
  const feed = JSON.parse(whole) as { data: unknown[] };
  const { page, close } = await openPage(browser);
  await signIn(page);
  const row = page.getByRole('row', { name: /KI-Campus/ });
  await row.getByText('ok', { exact: true }).waitFor();
  await writeFile(file, JSON.stringify({ ...feed, data: feed.data.slice(0, 5) }));
  await page.getByRole('button', { name: 'Harvest KI-Campus' }).click();
  await row.getByText('failing', { exact: true }).waitFor({ timeout: 20_000 });
  expect(await page.locator('.admin-table tbody tr').first().innerText()).toContain('KI-Campus');
  await row.getByRole('link', { name: 'KI-Campus', exact: true }).click();
  await page.getByText('The last run was refused so that nothing is lost').waitFor();
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('KI-Campus');

  await page.getByRole('button', { name: 'Dry run' }).click();
  await page
    .getByRole('region', { name: 'Dry run' })
    .getByText(/^It would change \d+ offers/)
    .waitFor({ timeout: 20_000 });
  expect(await page.locator('.changes li').count()).toBeGreaterThan(3);

  const asked: string[] = [];
  page.once('dialog', (dialog) => {
    asked.push(dialog.message());
    void dialog.dismiss();
  });
  await page.getByRole('button', { name: 'Force' }).click();
  expect(asked).toEqual([expect.stringContaining('KI-Campus')]);
  page.once('dialog', (dialog) => void dialog.accept());
  await page.getByRole('button', { name: 'Force' }).click();
  const state = page.getByRole('region', { name: 'State' });
  await state.getByText('5 offers ·').waitFor({ timeout: 20_000 });
  expect(await state.getByText('ok', { exact: true }).count()).toBe(1);
  expect(await axeFindings(page)).toEqual([]);

  await writeFile(file, whole);
  await page.getByRole('button', { name: 'Harvest KI-Campus' }).click();
  await state.getByText('44 offers ·').waitFor({ timeout: 20_000 });
  page.once('dialog', (dialog) => void dialog.accept());
  await page.getByRole('button', { name: 'Roll back' }).click();
  await page
    .getByText(/^Nothing is under way. The rollback of ki-campus is over: failed .*no copies are kept/)
    .waitFor({ timeout: 20_000 });
  await close();
});

/** Has the server answer an operation with an error, as it does when something behind it is away. */
const failing = (page: Page, operation: string, code: string, message: string) =>
  page.route('**/graphql', (route) =>
    route.request().postData()?.includes(`query ${operation}`)
      ? route.fulfill({ status: 503, json: { errors: [{ message, extensions: { code } }], data: null } })
      : route.continue(),
  );

test('with the engine away one can sign in, is told, and sees what is known; so it is with the queue of runs', async () => {
  const { page, close } = await openPage(browser);
  await failing(page, 'AdminOverview', 'SERVICE_UNAVAILABLE', 'The search engine does not answer.');
  await signIn(page);
  await page.getByRole('alert').getByText('The search engine does not answer. This page goes on asking.').waitFor();
  await page.getByText('Nothing is under way.').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.unroute('**/graphql');
  await failing(page, 'AdminJobs', 'SERVICE_UNAVAILABLE', 'The queue of runs does not answer.');
  await page.reload();
  await page.getByRole('alert').getByText('The queue of runs does not answer.').waitFor();
  await expect.poll(() => page.locator('.admin-table tbody tr').count()).toBe(3);
  await close();
});

test('a token that is taken no more leads to the way in, and says why', async () => {
  const { page, close } = await openPage(browser);
  await signIn(page);
  await page.getByRole('heading', { name: 'Sources' }).waitFor();
  await failing(page, 'AdminOverview', 'UNAUTHENTICATED', 'This token is not known.');
  await page.reload();
  await page.getByRole('alert').getByText('You were signed out. This token is not known.').waitFor();
  expect(await page.evaluate(() => sessionStorage.length + localStorage.length)).toBe(0);
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
