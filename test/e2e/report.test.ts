import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { reportPage } from '../../src/report/report-html.js';
import { type SourceReport, sourceReportSchema } from '../../src/report/source-report.js';
import { lotse } from '../support/cli.js';
import { aProvider } from '../support/opportunities.js';
import { anIssue, anOffer, aRun, reportDay, reportOn } from '../support/reported.js';
import { temporaryDirectory } from '../support/servers.js';

const ooapi = fileURLToPath(new URL('../../src/catalogues/made/ooapi-v5-example.json', import.meta.url));

let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
const env = () => ({
  MEILI_URL: inject('meiliUrl'),
  MEILI_KEY: inject('meiliKey'),
  LOTSE_MEILI_PREFIX: 'lotse-report',
  LOTSE_DATA: join(folder.path, 'data'),
  LOTSE_SOURCES: join(folder.path, 'sources.yaml'),
  LOTSE_NOW: '2026-11-23T10:00:00Z',
});

beforeAll(async () => {
  folder = await temporaryDirectory('report');
  const document = JSON.parse(await readFile(ooapi, 'utf8')) as { courses: { courseId?: string; link?: string }[] };
  const [first, second] = document.courses;
  if (first === undefined || second === undefined) throw new Error('the example has courses');
  delete first.courseId;
  second.link = 'not an address';
  await writeFile(join(folder.path, 'ooapi.json'), JSON.stringify(document));
  await cp(ooapi, join(folder.path, 'whole.json'));
  const sources = [
    '  - { id: ooapi, name: OOAPI, format: ooapi-v5, location: ooapi.json, language: nl }',
    '  - { id: never, name: Never run, format: ooapi-v5, location: whole.json }',
    '  - { id: off, name: Switched off, format: ooapi-v5, location: whole.json, enabled: false }',
  ];
  await writeFile(join(folder.path, 'sources.yaml'), ['sources:', ...sources].join('\n'));
  await lotse(['harvest', 'ooapi'], env());
});
afterAll(() => folder.remove());

describe('lotse report', () => {
  test('prints an object a source with --json, of the shape of its schema, for all enabled sources', async () => {
    const { code, json } = await lotse(['report', '--json'], env());
    expect(code).toBe(0);
    const reports = json().map((report) => sourceReportSchema.parse(report));
    expect(reports.map(({ source }) => source.id)).toEqual(['ooapi', 'never']);
    const [report, never] = reports;
    expect(report).toMatchObject({
      ...{ asOf: '2026-11-23', generatedAt: '2026-11-23T10:00:00.000Z', offers: { total: 16, withdrawn: 0 } },
      ...{ lastRun: { outcome: 'succeeded_with_rejections' }, problems: { scope: 'everything' } },
    });
    expect(report?.lastRun?.rejected).toBeGreaterThan(0);
    expect(report?.problems.errors).toBe(report?.lastRun?.rejected);
    const codes = report?.problems.byCode.map((each) => each.code);
    expect(codes).toEqual(expect.arrayContaining(['MISSING_ID', 'INVALID_URL']));
    const { present, derived, absent } = report?.elements[0] ?? {};
    expect([present, derived, absent]).toEqual([16, 0, 0]);
    expect(never?.offers.total).toBe(0);
    expect(never).not.toHaveProperty('lastRun');
  });

  test('tells people the same', async () => {
    const { code, stdout } = await lotse(['report', 'ooapi'], env());
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ooapi: OOAPI\n {2}16 offers on 2026-11-23: /);
    expect(stdout).toMatch(/Title +16 +0 +0 +100 %/);
    expect(stdout).toMatch(/MISSING_ID \(\d+ in \d+ records?\): Give every record an identifier/);
    expect(stdout).not.toContain('Never run');
  });

  test('reports on the offers of one provider, in the source that it belongs to', async () => {
    const [whole] = (await lotse(['report', 'ooapi', '--json'], env())).json() as SourceReport[];
    const provider = whole?.providers?.at(-1);
    if (provider === undefined) throw new Error('the example has providers');
    const { code, json } = await lotse(['report', '--provider', provider.id.toUpperCase(), '--json'], env());
    expect(code).toBe(0);
    const [report, ...others] = json().map((each) => sourceReportSchema.parse(each));
    expect(others).toEqual([]);
    expect(report).toMatchObject({
      ...{ provider: { id: provider.id, names: provider.names }, offers: { total: provider.offers } },
      ...{ elements: provider.elements, completeness: provider.completeness },
    });
  });

  test('names the sources and providers that are there when an unknown one is asked for', async () => {
    const source = await lotse(['report', 'nowhere'], env());
    expect([source.code, source.stdout]).toEqual([1, '']);
    expect(source.stderr).toMatch(/"nowhere" .*there are: ooapi, never, off/);
    const provider = await lotse(['report', '--provider', 'nobody'], env());
    expect([provider.code, provider.stdout]).toEqual([1, '']);
    expect(provider.stderr).toMatch(/"nobody"; there are:\n(.*\n)* {2}[0-9a-f-]{36} {2}\S.* \(ooapi\)\n/);
    const [known] = /[0-9a-f-]{36}/.exec(provider.stderr) ?? [];
    const elsewhere = await lotse(['report', 'never', '--provider', known ?? ''], env());
    expect([elsewhere.code, elsewhere.stderr]).toEqual([1, expect.stringMatching(/in never; there are:\n {2}none/)]);
  });

  test('writes a page with --html, and says so when it cannot', async () => {
    const path = join(folder.path, 'report.html');
    const written = await lotse(['report', '--html', path], env());
    expect([written.code, written.stdout]).toEqual([0, '']);
    const page = await readFile(path, 'utf8');
    expect(page).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(page).toContain('Never run');
    const nowhere = await lotse(['report', '--html', join(folder.path, 'no', 'folder.html')], env());
    expect([nowhere.code, nowhere.stderr]).toEqual([1, expect.stringContaining('cannot be written')]);
    expect((await lotse(['report', '--html', path, '--json'], env())).code).toBe(1);
  });
});

describe('the page in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    const args = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'];
    browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args });
  });
  afterAll(() => browser?.close());

  test.each([
    [320, 'dark'],
    [1280, 'light'],
  ] as const)(
    '%i pixels wide and %s, it fits, runs nothing of a provider and asks for nothing',
    async (width, colorScheme) => {
      const hostile = `<img src=x onerror="document.title='owned'"><style>*{display:none}</style>${'W'.repeat(300)}`;
      const provider = { ...aProvider('x'), names: { en: hostile } };
      const report = await reportOn([anOffer('a', { providers: [provider] }), anOffer('b')], {
        issues: [anIssue(hostile, { path: hostile, message: hostile, excerpt: hostile })],
        source: { name: hostile, lastRun: aRun({ issues: { INVALID_DATE: 1 } }) },
      });
      const path = join(folder.path, `page-${width}.html`);
      await writeFile(path, reportPage([report, { ...report, source: { ...report.source, id: 'two' } }], reportDay));
      const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme });
      const requested: string[] = [];
      const complaints: string[] = [];
      page.on('request', (request) => requested.push(request.url()));
      page.on('console', (message) => complaints.push(message.text()));
      await page.goto(pathToFileURL(path).href);
      expect(requested).toEqual([pathToFileURL(path).href]);
      expect(complaints).toEqual([]);
      expect(await page.title()).toBe('Report on the catalogues – Lotse');
      const [scrolled, ground] = await page.evaluate(() => [
        document.documentElement.scrollWidth,
        getComputedStyle(document.body).backgroundColor,
      ]);
      expect(scrolled).toBe(width);
      expect(ground).toBe(colorScheme === 'dark' ? 'rgb(18, 22, 28)' : 'rgb(255, 255, 255)');
      await page.getByRole('table', { name: 'Elements in 2 offers' }).first().waitFor();
      await page.getByRole('rowheader', { name: 'Notional workload' }).first().waitFor();
      await page.close();
    },
  );
});
