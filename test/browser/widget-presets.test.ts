import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, openPage } from '../support/browser.js';
import { type Gateway, startGateway, startHost } from '../support/widget-host.js';

let browser: Browser;
let town: Awaited<ReturnType<typeof startHost>>;
let other: Awaited<ReturnType<typeof startHost>>;
let gateway: Gateway;
beforeAll(async () => {
  [browser, town, other] = await Promise.all([launchBrowser(), startHost(), startHost()]);
  const filter = { country: { in: ['SE'] } };
  gateway = await startGateway([
    { id: 'town', title: 'The town', filter, evidence: 'exact', origins: [town.url], languages: ['sv', 'en'] },
    { id: 'open', filter, evidence: 'exact', languages: [] },
  ]);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await Promise.all([gateway?.close(), town?.close(), other?.close()]);
});

async function open(host: typeof town, element: string) {
  host.page.policy = `default-src 'none'; script-src ${gateway.url}; connect-src ${gateway.url}`;
  host.page.body = `<script src="${gateway.url}/widget.js" async></script>${element}`;
  const opened = await openPage(browser);
  await opened.page.goto(host.url);
  return opened;
}

const widget = (page: Page) => page.locator('lotse-search');
const set = (page: Page, name: string, value: string | null) =>
  widget(page).evaluate(
    (element, [key, text]) => (text === null ? element.removeAttribute(key) : element.setAttribute(key, text)),
    [name, value] as const,
  );

test('no change of the page widens what a preset locks', async () => {
  const { page, close } = await open(
    town,
    '<lotse-search preset="town" filters="country, level, mode"></lotse-search>',
  );
  await widget(page).getByText('15 offers', { exact: true }).waitFor();
  expect(await widget(page).getByText('Country', { exact: true }).count()).toBe(0);

  await set(page, 'filter', 'country: DE');
  await widget(page).getByText('No offers found').waitFor();
  await set(page, 'filter', null);
  await set(page, 'locked', '{"or": [{"country": {"in": ["DE", "SE"]}}], "status": ["EXPIRED", "OPEN", "UNKNOWN"]}');
  await widget(page).getByText('15 offers', { exact: true }).waitFor();

  const asked = await page.evaluate(async (gatewayUrl) => {
    const ask = (path: string, body: object) =>
      fetch(`${gatewayUrl}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }).then(
        (response) => response.json() as Promise<{ data: { searchLearningOpportunities: { totalCount: number } } }>,
        () => 'refused' as const,
      );
    const own = await ask('/widget/search/town', { filter: { country: { in: ['DE'] } }, evidence: 'ANY' });
    return {
      own: own === 'refused' ? own : own.data.searchLearningOpportunities.totalCount,
      withoutPreset: await ask('/widget/search', {}),
      otherPreset: await ask('/widget/search/open', {}),
      api: await ask('/graphql', { query: '{ searchLearningOpportunities { totalCount } }' }),
    };
  }, gateway.url);
  expect(asked).toEqual({ own: 0, withoutPreset: 'refused', otherPreset: 'refused', api: 'refused' });

  await set(page, 'preset', null);
  await page.getByRole('alert').getByText('The search cannot be reached').waitFor();
  await close();
});

test('a page of an origin that is not allowed gets nothing', async () => {
  const { page, complaints, close } = await open(other, '<lotse-search preset="town"></lotse-search>');
  await page.getByRole('alert').waitFor();
  expect(await widget(page).locator('.card').count()).toBe(0);
  expect(complaints.join()).toMatch(/blocked by CORS policy/);
  await set(page, 'preset', 'open');
  await widget(page).getByText('15 offers', { exact: true }).waitFor();
  await close();
});

test('a preset answers in its languages only', async () => {
  const { page, close } = await open(town, '<lotse-search preset="town" language="de"></lotse-search>');
  await widget(page).getByText('15 utbildningar', { exact: true }).waitFor();
  await close();
});

test('a preset that the gateway does not have is told as a fault of the page', async () => {
  const { page, close } = await open(other, '<lotse-search preset="twon"></lotse-search>');
  await page.getByRole('alert').getByText('This search is not set up correctly.').waitFor();
  await close();
});

test('as a frame it has the height of its content, and opens offers outside of it', async () => {
  town.page.policy = `default-src 'none'; script-src ${gateway.url}; frame-src ${gateway.url}`;
  town.page.body = `<script src="${gateway.url}/widget-frame.js" async></script>
    <iframe src="${gateway.url}/embed?preset=town&amp;page-size=5&amp;target=same" title="Courses" width="100%" height="300"></iframe>`;
  const { page, complaints, requested, close } = await openPage(browser);
  await page.goto(town.url);
  const frame = page.frameLocator('iframe');
  await frame.getByText('15 offers', { exact: true }).waitFor();
  await expect.poll(() => page.locator('iframe').evaluate((element) => element.clientHeight)).toBeGreaterThan(900);
  const hasBar = () => frame.locator('html').evaluate((html) => html.scrollHeight > html.clientHeight);
  await expect.poll(hasBar).toBe(false);
  expect(complaints).toEqual([]);
  expect(requested.filter((url) => !url.startsWith(gateway.url) && !url.startsWith(town.url))).toEqual([]);
  await frame.locator('.title a').first().click();
  await page.waitForURL(/\/offers\//);
  await close();
});

test.each([
  ['the preset of another', '/embed?preset=town'],
  ['what has no preset, since presets are bound to origins here', '/embed'],
])('a site may not frame %s', async (_, path) => {
  other.page.policy = '';
  other.page.body = `<iframe src="${gateway.url}${path}" title="Courses"></iframe>`;
  const { page, complaints, close } = await openPage(browser);
  await page.goto(other.url);
  await expect.poll(() => complaints.join()).toMatch(/frame-ancestors/);
  expect(page.frames().some((frame) => frame.url().startsWith(`${gateway.url}/embed`))).toBe(false);
  await close();
});

test('without scripts the frame is a plain list with words and pages, under the same lock', async () => {
  const { page, close } = await openPage(browser, { javaScriptEnabled: false });
  await page.goto(`${gateway.url}/embed?preset=town&page-size=10&filter=country:DE&language=en`);
  await page.getByText('No offers found').waitFor();
  await page.goto(`${gateway.url}/embed?preset=town&page-size=10&language=en`);
  await page.getByText('15 offers').waitFor();
  expect(await page.getByRole('listitem').count()).toBe(10);
  await page.getByRole('link', { name: 'Show more' }).click();
  await page.waitForURL(/after=/);
  expect(await page.getByRole('listitem').count()).toBe(5);
  await page.getByRole('searchbox').fill('course');
  await page.getByRole('button', { name: 'Search' }).click();
  await page.getByText('15 offers for “course”').waitFor();
  expect(new URL(page.url()).searchParams.get('preset')).toBe('town');
  await close();
});
