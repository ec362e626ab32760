import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeFindings } from '../support/axe.js';
import { open, type ServedPages, servedPages } from '../support/web-browser.js';

let pages: ServedPages;
beforeAll(async () => {
  pages = await servedPages('browser-search');
}, 180_000);
afterAll(() => pages?.close());

const phone = { viewport: { width: 390, height: 844 } };
const total = (page: Page) => page.locator('#results').innerText();
const box = (page: Page, name: string, value: string) =>
  page.locator(`input[form=search-form][name="${name}"][value="${value}"]`);

/** Waits until the address has a query that fits. */
const address = (page: Page, pattern: RegExp) =>
  page.waitForURL((url) => pattern.test(url.search), { timeout: 20_000 });

/** Marks the document, to tell a change in place from a new page. */
const mark = (page: Page) => page.evaluate(() => document.documentElement.setAttribute('data-marked', ''));
const isMarked = (page: Page) => page.evaluate(() => document.documentElement.hasAttribute('data-marked'));

async function suggestSomething(page: Page): Promise<void> {
  await page.locator('#q').pressSequentially('ener');
  await page.locator('.suggestions [role=option]').first().waitFor();
  await page.keyboard.press('ArrowDown');
}

function openAll(page: Page): Promise<void> {
  return page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
  });
}

describe('with scripts', () => {
  test('a filter changes the results in place: focus and place on the page stay, the number is said, the address tells', async () => {
    const { page, done } = await open(pages, '/');
    await mark(page);
    const before = await total(page);
    await box(page, 'language', 'nl').scrollIntoViewIfNeeded();
    const scrolled = await page.evaluate(() => window.scrollY);
    await box(page, 'language', 'nl').focus();
    await page.keyboard.press('Space');
    await address(page, /^\?language=nl$/);
    await page.getByRole('link', { name: 'Remove filter Language of instruction: Dutch' }).waitFor();
    expect(await total(page)).not.toBe(before);
    expect(await isMarked(page)).toBe(true);
    expect(await box(page, 'language', 'nl').evaluate((it) => it === document.activeElement)).toBe(true);
    expect(Math.abs((await page.evaluate(() => window.scrollY)) - scrolled)).toBeLessThan(5);
    const found = await total(page);
    await expect.poll(() => page.locator('#announcer').innerText()).toBe(found);
    await done();
  });

  test('what is pressed and goes away leaves the reader at the results; back keeps saying what changes', async () => {
    const { page, done } = await open(pages, '/?level=6&language=nl&evidence=any');
    const said = () => page.locator('#announcer').innerText();
    const focused = () => page.evaluate(() => document.activeElement?.id);
    await page.getByRole('link', { name: 'Clear all filters' }).first().press('Enter');
    await address(page, /^$/);
    await expect.poll(focused).toBe('results');
    await expect.poll(said).toMatch(/^\d+ results$/);
    await page.getByRole('link', { name: 'Next page' }).press('Enter');
    await address(page, /page=2/);
    await expect.poll(said).toMatch(/results\. Page 2 of \d+$/);
    expect(await focused()).toBe('results');
    await page.locator('.card h3 a').first().press('Enter');
    await page.waitForURL(/\/offers\//);
    await expect.poll(said).toBe(await page.title());
    await page.goBack();
    await expect.poll(said).toMatch(/results\. Page 2/);
    await page.locator('[data-pick]').first().focus();
    await page.keyboard.press('Space');
    await expect.poll(said).toBe('Selected: 1');
    await done();
  });

  test('back, forward and reload show the same results and the same filters', async () => {
    const { page, done } = await open(pages, '/');
    const first = await total(page);
    await box(page, 'language', 'de').check();
    await address(page, /language=de/);
    await expect.poll(() => total(page)).not.toBe(first);
    const second = await total(page);
    await box(page, 'level', '6').check();
    await address(page, /level=6/);
    await expect.poll(() => total(page)).not.toBe(second);
    const third = await total(page);
    expect(third).not.toBe(first);
    await page.goBack();
    await expect.poll(() => total(page)).toBe(second);
    expect(await box(page, 'level', '6').isChecked()).toBe(false);
    expect(await box(page, 'language', 'de').isChecked()).toBe(true);
    await page.goBack();
    await expect.poll(() => total(page)).toBe(first);
    expect(await box(page, 'language', 'de').isChecked()).toBe(false);
    await page.goForward();
    await page.goForward();
    await expect.poll(() => total(page)).toBe(third);
    await page.reload();
    expect(await total(page)).toBe(third);
    expect(await box(page, 'level', '6').isChecked()).toBe(true);
    await done();
  });

  test('a filter that is chosen while an answer is under way counts, and what is being typed stays', async () => {
    const { page, done } = await open(pages, '/');
    let slow = 0;
    await page.route(/language=nl/, async (route) => {
      slow += 1;
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      await route.continue().catch(() => undefined);
    });
    await box(page, 'language', 'nl').check();
    await expect.poll(() => slow).toBe(1);
    await box(page, 'level', '6').check();
    await page.locator('#q').pressSequentially('wat');
    await address(page, /level=6&language=nl/);
    await page.getByRole('link', { name: 'Remove filter Level (EQF): 6' }).waitFor();
    expect(await box(page, 'language', 'nl').isChecked()).toBe(true);
    expect(await page.locator('#q').inputValue()).toBe('wat');
    await done();
  });

  test('several filters chosen one right after the other all count', async () => {
    const { page, done } = await open(pages, '/');
    for (const level of ['4', '5', '6', '7']) await box(page, 'level', level).check();
    await address(page, /level=4.*level=5.*level=6.*level=7/);
    await expect.poll(() => page.locator('.chip').count()).toBe(5);
    await done();
  });

  test('words are suggested while they are typed, and a suggestion becomes a filter', async () => {
    const { page, done } = await open(pages, '/');
    const field = page.getByRole('combobox', { name: 'What do you want to learn?' });
    await page.locator('#q').pressSequentially('dord');
    const option = page.getByRole('option', { name: /Dordrecht/ }).first();
    await option.waitFor();
    expect(await field.getAttribute('aria-expanded')).toBe('true');
    await expect.poll(() => page.locator('#announcer').innerText()).toMatch(/^Suggestions: \d+$/);
    await page.locator('#q').press('Escape');
    expect(await option.isVisible()).toBe(false);
    expect(await page.locator('#q').inputValue()).toBe('dord');
    await page.locator('#q').press('Backspace');
    await option.waitFor();
    await option.click();
    await address(page, /place=Dordrecht&at=/);
    await page.getByRole('link', { name: /within 50 km of Dordrecht/ }).waitFor();
    await done();
  });

  test('a slider moves the ends of a range by keys, and the number fields move the slider', async () => {
    const { page, done } = await open(pages, '/');
    const lower = page.getByRole('slider', { name: /ECTS credits From/ });
    await lower.focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await address(page, /ects-min=5/);
    await expect.poll(() => page.locator('input[type=number][name="ects-min"]').inputValue()).toBe('5');
    await page.locator('input[type=number][name="ects-max"]').fill('30');
    await page.locator('input[type=number][name="ects-max"]').press('Tab');
    await address(page, /ects-max=30/);
    await expect
      .poll(() => page.getByRole('slider', { name: /ECTS credits To/ }).getAttribute('aria-valuetext'))
      .toBe('30');
    await done();
  });

  test('a slider over months fills in the first and the last day of a range', async () => {
    const { page, done } = await open(pages, '/');
    await page.locator('#filter-start > summary').click();
    const handle = (name: RegExp) => page.locator('#filter-start').getByRole('slider', { name });
    await handle(/From/).focus();
    expect(await handle(/From/).getAttribute('aria-valuetext')).toBe('no limit');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await address(page, /^\?start-from=2026-12-01$/);
    expect(await handle(/From/).getAttribute('aria-valuetext')).toBe('1 Dec 2026');
    await expect.poll(() => page.locator('input[type=date][name="start-from"]').inputValue()).toBe('2026-12-01');
    await page.locator('input[type=date][name="start-to"]').fill('2027-03-15');
    await page.locator('input[type=date][name="start-to"]').press('Enter');
    await address(page, /start-to=2027-03-15/);
    await expect.poll(() => handle(/To/).getAttribute('aria-valuetext')).toBe('31 Mar 2027');
    await done();
  });

  test('offers of several pages of results are ticked and sent to be compared', async () => {
    const { page, done } = await open(pages, '/?sort=title');
    const pick = page.locator('input[data-pick]');
    await pick.nth(0).check();
    const first = await pick.nth(0).inputValue();
    await page.getByRole('link', { name: 'Next page' }).click();
    await address(page, /page=2/);
    await pick.nth(1).check();
    const second = await pick.nth(1).inputValue();
    await page.locator('#picks').getByText('Selected: 2').waitFor();
    await page.getByRole('button', { name: 'Compare', exact: true }).click();
    await page.waitForURL(/\/compare\?/);
    const ids = new URL(page.url()).searchParams.getAll('ids').flatMap((each) => each.split(','));
    expect(ids.sort()).toEqual([first, second].sort());
    await done();
  });

  test('the chosen colours are there from the first moment on every page, also after a reload', async () => {
    const { page, done } = await open(pages, '/', { colorScheme: 'light' });
    const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const light = await ground();
    await page.getByRole('combobox', { name: 'Colours' }).selectOption('dark');
    const dark = await ground();
    expect(dark).not.toBe(light);
    await page.reload({ waitUntil: 'commit' });
    await page.locator('h1').waitFor();
    expect(await ground()).toBe(dark);
    await done();
  });

  test('the language of the pages changes at once and stays on the way', async () => {
    const { page, done } = await open(pages, '/?level=6');
    await page.getByRole('combobox', { name: 'Language of the pages' }).selectOption('de');
    await address(page, /lang=de/);
    expect(await page.locator('html').getAttribute('lang')).toBe('de');
    expect(new URL(page.url()).searchParams.get('level')).toBe('6');
    await page.locator('.card h3 a').first().click();
    await page.waitForURL(/\/offers\/.*lang=de/);
    await done();
  });

  test('the map shows the places of the results and leads to their offers; nobody else is asked for it', async () => {
    const { page, done } = await open(pages, '/?view=map');
    await page.locator('[data-map][data-ready]').waitFor();
    const marks = page.locator('.map-mark');
    expect(await marks.count()).toBe(await page.locator('.map-list li').count());
    await page.locator('.map-list a').first().click();
    await address(page, /venue=/);
    expect(await page.locator('.card').count()).toBeGreaterThan(0);
    await done();
  });

  test('a whole search by keyboard alone', async () => {
    const { page, done } = await open(pages, '/');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('skip');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('q');
    await page.keyboard.type('energ');
    await page.locator('.suggestions [role=option]').first().waitFor();
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => page.locator('#q').getAttribute('aria-activedescendant')).toMatch(/suggestions/);
    await page.keyboard.press('Enter');
    await address(page, /./);
    await page.locator('.card').first().waitFor();
    for (let presses = 0; presses < 200; presses += 1) {
      await page.keyboard.press('Tab');
      const isTitle = await page.evaluate(() => document.activeElement?.matches('.card h3 a') === true);
      if (isTitle) break;
    }
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/offers\//);
    await done();
  });
});

describe('without scripts', () => {
  const options = { javaScriptEnabled: false };

  test('search, filter, sort, page, clear and open an offer', async () => {
    const { page, done } = await open(pages, '/', options);
    await page.locator('#q').fill('college');
    await page.locator('#q').press('Enter');
    await page.waitForURL(/q=college/);
    const all = await total(page);
    await page.locator('#filter-mode input').first().check();
    await page.getByRole('button', { name: 'Apply filters' }).click();
    await page.waitForURL(/mode=/);
    expect(await total(page)).not.toBe(all);
    await page.locator('select[name=sort]').selectOption('title');
    await page.getByRole('button', { name: 'Sort', exact: true }).click();
    await page.waitForURL(/sort=title/);
    await page.getByRole('link', { name: 'Next page' }).click();
    await page.getByText('Page 2 of').waitFor();
    await page
      .getByRole('link', { name: /^Remove filter/ })
      .first()
      .click();
    expect(await total(page)).toBe(all);
    await page.locator('.card h3 a').first().click();
    await page.waitForURL(/\/offers\//);
    await done();
  });

  test('on a phone the filters open as a sheet and close again', async () => {
    const { page, done } = await open(pages, '/', { ...options, ...phone });
    expect(await page.locator('#filter-level').isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Filters' }).click();
    await box(page, 'level', '6').check();
    await page.getByRole('button', { name: 'Apply filters' }).click();
    await page.waitForURL(/level=6/);
    await done();
  });

  test('ticked offers are compared, and the language is changed by a button', async () => {
    const { page, done } = await open(pages, '/', options);
    await page.locator('input[data-pick]').nth(0).check();
    await page.locator('input[data-pick]').nth(1).check();
    await page.getByRole('button', { name: 'Compare', exact: true }).click();
    await page.waitForURL(/\/compare\?ids=.*&ids=/);
    await page.goto(`${pages.url}/?level=6`);
    await page.locator('select[name=lang]').selectOption('sv');
    await page.getByRole('button', { name: 'Change language' }).click();
    await page.waitForURL(/lang=sv/);
    expect(new URL(page.url()).searchParams.get('level')).toBe('6');
    await done();
  });
});

describe('for everybody', () => {
  interface State {
    readonly options?: BrowserContextOptions;
    readonly act?: (page: Page) => Promise<unknown>;
  }
  const states: readonly (readonly [name: string, path: string, state: State])[] = [
    ['all offers', '/', {}],
    ['filters', '/?level=6&language=nl&evidence=any&ects-min=2&start=none', {}],
    ['in the dark', '/?level=6', { options: { colorScheme: 'dark' } }],
    ['no results', '/?level=1&language=de&q=zzz', {}],
    ['no results, but for a single change', '/?level=1&language=de', {}],
    ['few results', '/?level=7&language=nl', {}],
    ['a language without translations', '/?lang=it', {}],
    ['a place that nobody knows', '/?place=Atlantis', {}],
    ['the map', '/?view=map', { act: (page) => page.locator('[data-map][data-ready]').waitFor() }],
    ['everything open', '/', { act: openAll }],
    ['suggestions', '/', { act: suggestSomething }],
    ['a phone', '/?level=6', { options: phone }],
    [
      'the sheet of filters on a phone',
      '/',
      { options: phone, act: (page) => page.getByRole('button', { name: 'Filters' }).click() },
    ],
    ['from right to left', '/?lang=ar&level=6', {}],
    ['more contrast', '/', { options: { contrast: 'more' } }],
    ['an address without a page', '/nowhere', {}],
  ];

  test('axe would find a fault', async () => {
    const page = await pages.browser.newPage();
    const grey = '<p style="color: #bbb; background: #fff">hardly to be read</p>';
    await page.setContent(`<html lang="en"><title>t</title><main><h1>t</h1><img src="data:,">${grey}</main></html>`);
    const found = await axeFindings(page);
    expect(found.map((each) => each.split(':')[0]).sort()).toEqual(['color-contrast', 'image-alt']);
    await page.close();
  });

  test.each(states)('axe finds nothing: %s', async (name, path, { options = {}, act }) => {
    const { page, complaints, done } = await open(pages, path, { ...options, bypassCSP: true });
    await act?.(page);
    expect(await axeFindings(page)).toEqual([]);
    if (name === 'an address without a page') complaints.splice(0);
    await done();
  });

  test.each(['/', '/?level=6&language=nl&evidence=any', '/?view=map', '/?lang=ar'])(
    'at 400 % zoom everything fits without scrolling sideways: %s',
    async (path) => {
      const { page, done } = await open(pages, path, { viewport: { width: 320, height: 256 } });
      const width = () => page.evaluate(() => document.documentElement.scrollWidth);
      expect(await width()).toBeLessThanOrEqual(320);
      await page.getByRole('button', { name: 'Filters' }).click();
      expect(await width()).toBeLessThanOrEqual(320);
      await done();
    },
  );

  test('who wants less motion gets none: not of sliders, nor of the map', async () => {
    const { page, done } = await open(pages, '/?view=map', { reducedMotion: 'reduce' });
    await page.locator('[data-map][data-ready]').waitFor();
    await page.locator('.noUi-connect').first().waitFor();
    // As while a handle jumps to where the slider was tapped.
    await page
      .locator('.noUi-target')
      .first()
      .evaluate((it) => it.classList.add('noUi-state-tap'));
    const moving = await page.evaluate(() =>
      [...document.querySelectorAll('*')].flatMap((each) => {
        const { transitionDuration, animationName } = getComputedStyle(each);
        const isStill = /^0s(, 0s)*$/.test(transitionDuration) && animationName === 'none';
        return isStill ? [] : [`${each.tagName}.${each.className}`];
      }),
    );
    expect(moving).toEqual([]);
    await done();
  });

  test('what has the focus is not hidden behind the bar of what is selected', async () => {
    const { page, done } = await open(pages, '/', phone);
    await page.locator('[data-pick]').first().check();
    await page.locator('.picks-some').waitFor();
    // A title lies behind the bar, and the focus is on what comes before it.
    await page.evaluate(() => {
      const [before, behind] = [
        document.querySelectorAll('[data-pick]')[2],
        document.querySelectorAll('.card h3 a')[3],
      ];
      const bar = document.querySelector('.picks-some');
      if (!(before instanceof HTMLElement) || !behind || !bar) throw new Error('no such page');
      window.scrollBy(0, behind.getBoundingClientRect().top - bar.getBoundingClientRect().top - 8);
      before.focus({ preventScroll: true });
    });
    await page.keyboard.press('Tab');
    const [bottom, top] = await page.evaluate(() => [
      document.activeElement?.getBoundingClientRect().bottom,
      document.querySelector('.picks-some')?.getBoundingClientRect().top,
    ]);
    expect(await page.evaluate(() => document.activeElement?.matches('.card h3 a'))).toBe(true);
    expect(bottom).toBeLessThanOrEqual(top ?? 0);
    await done();
  });

  test('everything that is pressed is at least 24 pixels high and wide, or stands in a sentence', async () => {
    const { page, done } = await open(pages, '/?level=6&evidence=any', phone);
    const small = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('a, button, summary, select, input:not([type=hidden])')].flatMap(
        (each) => {
          const target = each.closest('label') ?? each;
          const { width, height } = target.getBoundingClientRect();
          const isHidden = width === 0 || each.matches('.skip');
          return isHidden || (width >= 24 && height >= 23.5)
            ? []
            : [`${each.outerHTML.slice(0, 120)} ${width}×${height}`];
        },
      ),
    );
    expect(small).toEqual([]);
    await done();
  });
});
