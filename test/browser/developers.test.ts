import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { buildSchema } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axeFindings } from '../support/axe.js';
import { isTooWide } from '../support/browser.js';
import { open, type ServedPages, servedPages } from '../support/web-browser.js';

let pages: ServedPages;
beforeAll(async () => {
  pages = await servedPages('browser-developers');
}, 180_000);
afterAll(() => pages?.close());

interface Answer {
  readonly data?: Record<string, unknown>;
  readonly errors?: readonly unknown[];
}

/** Whether an answer tells anything: a list or total of something, or an object. */
function tells(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0 && value.every((each) => each !== null);
  if (typeof value !== 'object' || value === null) return false;
  return !('totalCount' in value) || Number(value.totalCount) > 0;
}

test('every example runs as it stands, and finds something', async () => {
  const { page, done } = await open(pages, '/developers');
  const shown = await page.locator('details.example').evaluateAll((all) =>
    all.map((one) => ({
      name: one.querySelector('strong')?.textContent ?? '',
      query: one.querySelector('[data-operation]')?.textContent ?? '',
      variables: JSON.parse(one.querySelector('[data-variables]')?.textContent ?? '{}') as object,
      link: one.querySelector('a')?.href ?? '',
    })),
  );
  expect(shown.length).toBeGreaterThanOrEqual(10);
  for (const { name, query, variables, link } of shown) {
    const response = await fetch(`${pages.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await response.json()) as Answer;
    expect({ name, status: response.status, errors }).toEqual({ name, status: 200, errors: undefined });
    expect({ name, tells: Object.values(data ?? {}).map(tells) }).toEqual({ name, tells: [true] });
    const asked = new URLSearchParams(new URL(link).hash.slice(1));
    expect(asked.get('query')).toBe(query);
    expect(JSON.parse(asked.get('variables') ?? '')).toEqual(variables);
  }
  await done();
});

test('what the page says can be done: the first call, and every address that it names', async () => {
  const { page, done } = await open(pages, '/developers');
  const call = await page.locator('pre code').first().innerText();
  const { stdout } = await promisify(execFile)('sh', ['-c', call]);
  expect((JSON.parse(stdout) as Answer).data?.searchLearningOpportunities).toMatchObject({ nodes: { length: 2 } });
  const codes = await page.locator('.developers code').allInnerTexts();
  const named = codes.filter((text) => /^\/[\w/]+$/.test(text));
  expect(named).toContain('/health/ready');
  const links = await page.locator('.developers a').evaluateAll((all) => all.map((a) => a.getAttribute('href') ?? ''));
  for (const path of new Set([...named, ...links.filter((href) => href.startsWith('/'))])) {
    const { status } = await fetch(new URL(path, pages.url), { headers: { accept: 'text/html' } });
    expect({ path, status }).toEqual({ path, status: 200 });
  }
  const anchors = links.filter((href) => href.startsWith('#'));
  for (const anchor of anchors) expect(await page.locator(anchor).count()).toBe(1);
  await done();
});

test('an example is run in GraphiQL with its variables, and nobody else hears of it', async () => {
  const { page, done } = await open(pages, '/developers');
  const requested: string[] = [];
  page.on('request', (request) => requested.push(request.url()));
  const example = page.locator('details#Opportunity');
  await example.locator('summary').click();
  await example.getByRole('link', { name: 'Open in GraphiQL' }).click();
  await page.getByRole('button', { name: /Execute query/ }).click();
  await page.locator('.result-window').getByText('"learningOpportunity"').waitFor();
  expect(await page.locator('.result-window').innerText()).not.toContain('"errors"');
  expect(requested.filter((url) => !url.startsWith(pages.url) && !url.startsWith('data:'))).toEqual([]);
  await done();
});

test('on a phone the answer stands below the query', async () => {
  const { page, done } = await open(pages, '/graphql', { viewport: { width: 390, height: 844 } });
  const editor = await page.locator('.graphiql-query-editor').boundingBox();
  const answer = await page.locator('.graphiql-response').boundingBox();
  expect(editor?.width).toBeGreaterThan(200);
  expect(answer?.y ?? 0).toBeGreaterThan((editor?.y ?? 0) + (editor?.height ?? 0) - 1);
  expect(answer?.height).toBeGreaterThan(200);
  await done();
});

test('the reference is searched by words, and a link to what is hidden shows it again', async () => {
  const { page, done } = await open(pages, '/developers', { viewport: { width: 390, height: 844 } });
  await page.getByRole('link', { name: 'Schema reference' }).click();
  await page.waitForURL(/schema/);
  const sections = page.locator('[data-section]:visible');
  const all = await sections.count();
  expect(all).toBeGreaterThan(80);
  await page.getByRole('searchbox', { name: 'Find a type, field or word' }).fill('notional workload');
  await page
    .getByRole('status')
    .getByText(/^\d+ types? with \d+/)
    .waitFor();
  expect(await sections.count()).toBeLessThan(10);
  for (const text of await page.locator('[data-member]:visible').allInnerTexts())
    expect(text.toLowerCase()).toMatch(/workload/);
  await page.locator('[data-member]:visible a[href^="#"]').first().click();
  await expect.poll(() => sections.count()).toBe(all);
  await page.getByRole('searchbox').fill('no such word');
  await page.getByRole('status').getByText('0 types').waitFor();
  expect(await sections.count()).toBe(0);
  expect(await isTooWide(page)).toBe(false);
  await done();
});

test('the schema is a file for tools', async () => {
  const response = await fetch(`${pages.url}/developers/schema.graphql`);
  expect(response.status).toBe(200);
  expect(buildSchema(await response.text()).getQueryType()?.name).toBe('Query');
});

test.each([
  ['/developers', 'dark', 390],
  ['/developers/schema', 'light', 1280],
] as const)('axe finds nothing on %s, %s and %s wide', async (path, colorScheme, width) => {
  const { page, done } = await open(pages, path, { colorScheme, viewport: { width, height: 844 } });
  await page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
  });
  expect(await axeFindings(page)).toEqual([]);
  expect(await isTooWide(page)).toBe(false);
  await done();
});
