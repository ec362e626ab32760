import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axeFindings } from '../support/axe.js';
import { isTooWide, launchBrowser, openPage } from '../support/browser.js';
import { type Gateway, startGateway, startHost } from '../support/widget-host.js';

let browser: Browser;
let gateway: Gateway;
let host: Awaited<ReturnType<typeof startHost>>;
beforeAll(async () => {
  const town = { id: 'town', title: 'Job centre', evidence: 'exact', languages: [] } as const;
  [browser, gateway, host] = await Promise.all([
    launchBrowser(),
    startGateway([{ ...town, filter: { country: { in: ['SE'] } } }]),
    startHost(),
  ]);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await Promise.all([gateway?.close(), host?.close()]);
});

test('what is chosen shows at once, and what is copied works in a page that allows no more than it says', async () => {
  const { page, close } = await openPage(browser);
  await page.goto(`${gateway.url}/widget?lang=en`);
  const preview = page.locator('lotse-search');
  await preview.getByText('26 offers', { exact: true }).waitFor();
  await page.getByLabel('Preset of this gateway').selectOption('Job centre');
  await preview.getByText('15 offers', { exact: true }).waitFor();
  await page.getByLabel('Filter at first').fill('ects: 0..4');
  await page.getByLabel('Filter at first').press('Enter');
  await preview.getByText('5 offers', { exact: true }).waitFor();
  await page.getByLabel('Offers a page').fill('3');
  await page.getByLabel('Offers a page').press('Tab');
  await page.getByLabel('Load exactly this version').check();
  const snippet = (name: string) => page.locator(`[data-snippet=${name}] code`).innerText();
  const script = await snippet('script');
  expect(script).toContain('<lotse-search preset="town" filter="ects: 0..4" page-size="3">');

  host.page.policy = `default-src 'none'; ${await snippet('scriptPolicy')}`;
  host.page.body = script;
  const visitor = await openPage(browser);
  await visitor.page.goto(host.url);
  await visitor.page.locator('lotse-search').getByText('5 offers', { exact: true }).waitFor();
  expect(await visitor.page.locator('lotse-search .card').count()).toBe(3);
  expect(visitor.complaints).toEqual([]);

  host.page.policy = `default-src 'none'; ${await snippet('framePolicy')}`;
  host.page.body = await snippet('frame');
  await visitor.page.goto(host.url);
  await visitor.page.frameLocator('iframe').getByText('5 offers', { exact: true }).waitFor();
  expect(visitor.complaints).toEqual([]);
  await visitor.close();

  await page.reload();
  await preview.getByText('5 offers', { exact: true }).waitFor();
  expect(await snippet('script')).toBe(script);
  await close();
});

test('the snippet is copied, and that is said', async () => {
  const { page, close } = await openPage(browser, { permissions: ['clipboard-read', 'clipboard-write'] });
  await page.goto(`${gateway.url}/widget?lang=en&hide=sort`);
  await page.locator('lotse-search').getByText('26 offers', { exact: true }).waitFor();
  await page.locator('[data-snippet=script] [data-copy]').click();
  await page.getByRole('status').getByText('Copied').waitFor();
  const button = page.locator('[data-snippet=script] [data-copy]');
  expect(await button.innerText()).toBe('Copied');
  await expect.poll(() => button.innerText(), { timeout: 5000 }).toBe('Copy');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('<lotse-search hide="sort">');
  await close();
});

test('a filter that cannot be read is told, with why, until it can', async () => {
  const { page, close } = await openPage(browser);
  await page.goto(`${gateway.url}/widget?lang=en`);
  const locked = page.getByLabel('Locked filter');
  await locked.fill('country SE');
  await locked.press('Enter');
  await page.getByRole('status').getByText('locked: "country SE" is no condition').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await locked.fill('country: SE');
  await locked.press('Enter');
  await page.locator('lotse-search').getByText('15 offers', { exact: true }).waitFor();
  expect(await page.locator('[data-fault]').isVisible()).toBe(false);
  await page.getByLabel('Name for screen readers').fill('Kurser');
  await page.getByLabel('Heading level of offers').selectOption('2');
  await page.getByLabel('Currency of prices').fill('SEK');
  await page.getByLabel('Currency of prices').press('Tab');
  await page.getByRole('region', { name: 'Kurser' }).getByRole('heading', { level: 2 }).first().waitFor();
  expect(await page.locator('[data-snippet=script] code').innerText()).toContain(
    '<lotse-search locked="country: SE" label="Kurser" heading-level="2" currency="SEK">',
  );
  await close();
});

test('colours that cannot be read are told', async () => {
  const { page, close } = await openPage(browser);
  await page.goto(`${gateway.url}/widget?lang=en&styled=1&accent=%23ffcc00&theme=light`);
  await page.getByText('On light pages the accent is hard to read').waitFor();
  await page.getByText('Text on the accent is hard to read').waitFor();
  expect(await page.getByText('On dark pages the accent is hard to read').isVisible()).toBe(false);
  await page.getByLabel('Accent', { exact: true }).fill('#004040');
  await page.getByText('On light pages the accent is hard to read').waitFor({ state: 'hidden' });
  await page.getByLabel('Colours', { exact: true }).last().selectOption('Dark');
  await page.getByText('On dark pages the accent is hard to read').waitFor();
  await close();
});

test('without scripts it is a form whose answer is the snippet', async () => {
  const { page, close } = await openPage(browser, { javaScriptEnabled: false });
  await page.goto(`${gateway.url}/widget?lang=en`);
  await page.getByLabel('Locked filter').fill('free: yes & "no"');
  await page.getByRole('button', { name: 'Show the snippets' }).click();
  await page.waitForURL(/locked=/);
  expect(await page.locator('[data-snippet=script] code').innerText()).toContain(
    'locked="free: yes &amp; &quot;no&quot;"',
  );
  await close();
});

test.each([
  ['wide', 1280, 'light', 'styled=1'],
  ['as wide as a phone and dark', 320, 'dark', ''],
] as const)('axe finds nothing when it is %s', async (_, width, colorScheme, fields) => {
  const { page, close } = await openPage(browser, { viewport: { width, height: 800 }, colorScheme });
  await page.goto(`${gateway.url}/widget?lang=en&${fields}`);
  await page.locator('lotse-search').getByText('26 offers', { exact: true }).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  expect(await isTooWide(page)).toBe(false);
  await close();
});

test.each([
  ['/embed?language=sv', 'lotse-search .card'],
  ['/embed?plain=1&language=sv', 'ol > li'],
])('axe finds nothing in the frame %s', async (path, shown) => {
  const { page, close } = await openPage(browser, { viewport: { width: 320, height: 800 } });
  await page.goto(`${gateway.url}${path}`);
  await page.locator(shown).first().waitFor();
  const findings = await axeFindings(page);
  expect(findings.filter((finding) => !finding.startsWith('page-has-heading-one'))).toEqual([]);
  await close();
});
