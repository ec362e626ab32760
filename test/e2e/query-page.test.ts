import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTrivialApi, type TrivialApi } from '../support/trivial-api.js';

const executablePath = '/usr/bin/chromium';
const args = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'];
const firstQuery = '# Say hello\n{\n  hello(name: "Lotse")\n}\n';

let api: TrivialApi;
let browser: Browser;
beforeAll(async () => {
  [api, browser] = await Promise.all([startTrivialApi({}, { firstQuery }), chromium.launch({ executablePath, args })]);
});
afterAll(async () => {
  await browser?.close();
  await api?.app.close();
});

/** The page with everything it asked for and everything it complained about. */
async function openPage(): Promise<{ page: Page; requested: string[]; complaints: string[] }> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const requested: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => requested.push(request.url()));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`${api.url}/graphql`);
  return { page, requested, complaints };
}

test('a visitor can run the query that stands there, and nobody else hears of it', async () => {
  const { page, requested, complaints } = await openPage();
  const editor = page.locator('.graphiql-query-editor .CodeMirror').first();
  await editor.waitFor();
  expect(await editor.innerText()).toContain('hello(name: "Lotse")');
  await page.getByRole('button', { name: /Execute query/ }).click();
  await page.locator('.result-window').getByText('"Hello, Lotse!"').waitFor();
  const foreign = requested.filter((url) => !url.startsWith(api.url) && !url.startsWith('data:'));
  expect(foreign).toEqual([]);
  expect(complaints).toEqual([]);
  await page.close();
});

test('the schema can be read in the page', async () => {
  const { page, complaints } = await openPage();
  await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
  await page.locator('.graphiql-doc-explorer').getByText('Query', { exact: true }).first().click();
  await page.getByText('A greeting.').waitFor();
  expect(complaints).toEqual([]);
  await page.close();
});

test('its dialogs, hints and tools work within the content security policy', async () => {
  const { page, requested, complaints } = await openPage();
  for (const name of ['Open short keys dialog', 'Open settings dialog']) {
    await page.getByRole('button', { name }).click();
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  }
  await page.getByRole('button', { name: 'Show History' }).click();
  await page.getByRole('button', { name: /Prettify query/ }).click();
  await page.getByRole('button', { name: 'Headers' }).click();
  const editor = page.locator('.graphiql-query-editor .CodeMirror').first();
  await editor.click();
  await page.keyboard.press('Control+A');
  await page.keyboard.type('{ hel');
  await page.locator('.CodeMirror-hints').getByText('hello').first().waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.CodeMirror .cm-property').getByText('hello').first().hover();
  await page.locator('.CodeMirror-info').waitFor();
  expect(requested.filter((url) => !url.startsWith(api.url) && !url.startsWith('data:'))).toEqual([]);
  expect(complaints).toEqual([]);
  await page.close();
});

test('an error of the API is shown as it is', async () => {
  const { page } = await openPage();
  const editor = page.locator('.graphiql-query-editor .CodeMirror').first();
  await editor.click();
  await page.keyboard.press('Control+A');
  await page.keyboard.type('{ nothing ');
  await page.keyboard.press('Control+Enter');
  await page.locator('.result-window').getByText('GRAPHQL_VALIDATION_FAILED').waitFor();
  await page.close();
});
