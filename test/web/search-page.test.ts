import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { opportunityId, runId } from '../../src/domain/identifiers.js';
import { SearchUnavailable } from '../../src/search/search-engine.js';
import type { Page } from '../../src/web/page.js';
import { QueryFailed } from '../../src/web/query.js';
import { anApi } from '../support/graphql-api.js';
import { aDocument, aFullDocument, aProvider, iri } from '../support/opportunities.js';
import { aSite } from '../support/web-site.js';

const stated = <T>(value: T) => ({ value, basis: 'stated' as const });
const derived = <T>(value: T) => ({ value, basis: 'derived' as const, rule: 'degree-to-level', native: 'Bachelor' });
const evil = '<script>alert(1)</script><img src=x onerror="alert(2)"> "quoted" \u202Ereversed';

const many = Array.from({ length: 45 }, (_, index) => aDocument(`n${String(index).padStart(2, '0')}`));
const offers = [
  aFullDocument(),
  aDocument('evil', { title: { en: evil }, description: { en: `<p>${evil}</p>` }, providers: [aProvider(evil)] }),
  aDocument('sv', { title: { sv: 'Svetsning' }, eqfLevel: derived(6), languages: [stated(iri('language', 'sv'))] }),
  ...many,
];

const api = anApi(offers, { providers: [aProvider('Uni One')] });
let site: Awaited<ReturnType<typeof aSite>>;
beforeAll(async () => {
  site = await aSite(api);
});
afterAll(() => site.close());

/** The `main` part of a page. */
const main = (html: string) => /<main[\s\S]*<\/main>/.exec(html)?.[0] ?? '';
const hrefs = (html: string, pattern: RegExp) =>
  [...html.matchAll(/href="([^"]*)"/g)].flatMap(([, href = '']) =>
    pattern.test(href) ? [href.replaceAll('&amp;', '&')] : [],
  );
const total = (html: string) => /data-announce="([^"]*)"/.exec(html)?.[1];

describe('the search page without scripts', () => {
  test('shows offers with what is stated, and says what is not', async () => {
    const { status, html, headers } = await site.get('/?language=de');
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(total(html)).toBe('1 result');
    expect(html).toContain('5 ECTS');
    expect(html).toContain('€100');
    expect(html).toContain('Quality assured, in a register');
    const plain = (await site.get('/')).html;
    expect(plain).toContain('Not stated:');
    expect(plain).toContain('Quality assurance: not stated');
  });

  test('leads from page to page, and back, without losing or repeating an offer', async () => {
    const seen: string[] = [];
    let url: string | undefined = '/?sort=title';
    const before: string[] = [];
    while (url !== undefined && before.length < 10) {
      before.push(url);
      const { html } = await site.get(url.replace('#results', ''));
      seen.push(...[...html.matchAll(/id="offer-([^"]+)"/g)].map(([, id = '']) => id));
      url = hrefs(html, /after=/)[0];
    }
    expect(seen).toHaveLength(offers.length);
    expect(new Set(seen).size).toBe(offers.length);
    const last = await site.get((before.at(-1) ?? '').replace('#results', ''));
    expect(last.html).toContain('Page 3 of 3');
    expect(total(last.html)).toBe(`${offers.length} results. Page 3 of 3`);
    const [back] = hrefs(last.html, /before=/);
    const middle = await site.get((back ?? '').replace('#results', ''));
    expect(middle.html).toContain('Page 2 of 3');
    expect(hrefs(middle.html, /after=/).length).toBe(1);
  });

  test('every filter that is on is a link without it, and there is one without all', async () => {
    const { html } = await site.get('/?q=&language=sv&level=none&ects-min=1&start=none&place=&lang=en');
    const chips = /<nav class="chips"[\s\S]*?<\/nav>/.exec(html)?.[0] ?? '';
    expect(hrefs(chips, /./)).toEqual([
      '/?language=sv&ects-min=1&start=none&lang=en',
      '/?level=none&ects-min=1&start=none&lang=en',
      '/?level=none&language=sv&start=none&lang=en',
      '/?level=none&language=sv&ects-min=1&lang=en',
      '/?lang=en',
    ]);
  });

  const waysOut = (html: string) => {
    const list = /<ul class="ways-out">[\s\S]*?<\/ul>/.exec(html)?.[0] ?? '';
    return [...list.matchAll(/<a[^>]*href="([^"]*)"[\s\S]*?<\/a>/g)].map(([link, href = '']) => [
      href.replaceAll('&amp;', '&'),
      link
        .replace(/<[^>]*>/g, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
    ]);
  };

  test('nothing found: says which single change helps, and what that brings', async () => {
    const { html } = await site.get('/?language=sv&level=1&level=2&lang=en');
    expect(total(html)).toBe('No results');
    expect(waysOut(html)).toEqual([
      [
        '/?level=1&level=2&level=none&language=sv&lang=en',
        'also offers that state nothing about: Level (EQF) 1 result',
      ],
    ]);
  });

  test('of a filter with several values all are given up at once', async () => {
    const { html } = await site.get('/?level=1&level=2&evidence=any');
    expect(waysOut(html)).toContainEqual(['/?evidence=any', `without Level (EQF): 1 , 2 ${offers.length} results`]);
  });

  test('nothing found for what only a rule tells: the rule can be let in', async () => {
    const { html } = await site.get('/?level=6');
    expect(waysOut(html)).toContainEqual([
      '/?level=6&evidence=any',
      'also with values that are worked out by a rule 2 results',
    ]);
  });

  test('little near a place: the narrowest circle that brings more, and what is online', async () => {
    const { html } = await site.get('/?place=K%C3%B6ln&at=50.94,6.96 K%C3%B6ln&km=10');
    expect(total(html)).toBe('No results');
    const found = waysOut(html).map(([, text]) => text);
    expect(found).toContain('within 50 km of Köln 1 result');
    expect(found.filter((text) => /km of Köln 1/.test(text ?? '') && !/^without/.test(text ?? ''))).toHaveLength(1);
  });

  test('where no single change helps, what there is without any filter', async () => {
    const { html } = await site.get('/?level=1&language=fr&evidence=any');
    expect(waysOut(html)).toEqual([['/', `without any filter ${offers.length} results`]]);
  });

  test('few results: what a single change would add stands below them', async () => {
    const { html } = await site.get('/?language=sv');
    expect(total(html)).toBe('1 result');
    expect(html).toContain('More offers with a single change');
    expect(waysOut(html)).toEqual(
      [
        [
          '/?language=none&language=sv',
          `also offers that state nothing about: Language of instruction ${offers.length - 1} results`,
        ],
        ['/', `without Language of instruction: Swedish ${offers.length} results`],
      ].reverse(),
    );
    expect(waysOut((await site.get('/')).html)).toEqual([]);
  });

  test('how sure the data must be, and a currency, are filters that are on like others', async () => {
    const { html } = await site.get('/?evidence=stated&currency=SEK&lang=en');
    const chips = /<nav class="chips"[\s\S]*?<\/nav>/.exec(html)?.[0] ?? '';
    expect(hrefs(chips, /./)).toEqual(['/?evidence=stated&lang=en', '/?currency=SEK&lang=en', '/?lang=en']);
  });

  test('the start dates are a histogram of months, with the days of each for the slider', async () => {
    const { html } = await site.get('/');
    const [, range = ''] = /id="filter-start"[\s\S]*?data-range="([^"]*)"/.exec(html) ?? [];
    const { from, to } = JSON.parse(range.replaceAll('&quot;', '"')) as Record<'from' | 'to', [string, string][]>;
    expect(from.slice(0, 3)).toEqual([
      ['', 'no limit'],
      ['2026-09-01', '1 Sept 2026'],
      ['2026-10-01', '1 Oct 2026'],
    ]);
    expect(to.slice(0, 2)).toEqual([
      ['2026-08-31', '31 Aug 2026'],
      ['2026-09-30', '30 Sept 2026'],
    ]);
    expect([from.length, to.length, to.at(-1)]).toEqual([14, 14, ['', 'no limit']]);
  });

  test('a card tells of the runs that are ahead, not of those that are over', async () => {
    const run = (id: string, start: string, city: string, closes: string) => ({
      ...{ id: runId(opportunityId('test', 'runs'), id), nativeIds: [{ value: id }], places: [{ city }] },
      ...{ period: { start, end: start, precision: 'day' as const }, applicationWindows: [{ closes }] },
    });
    const runs = [run('old', '2026-03-01', 'Husum', '2026-02-01'), run('new', '2027-03-01', 'Kiel', '2027-01-15')];
    const other = await aSite(anApi([aDocument('runs', { runs })]));
    const { html } = await other.get('/');
    await other.close();
    expect(html).toContain('Kiel');
    expect(html).not.toContain('Husum');
    expect(html).toContain('Apply by 15 Jan 2027');
  });

  test('a card tells that applications are closed, and does not call an offer over that has not begun', async () => {
    const id = runId(opportunityId('test', 'closed'), 'r');
    const period = { start: '2026-10-01', precision: 'day' as const };
    const runs = [{ id, nativeIds: [{ value: 'r' }], period, applicationWindows: [{ closes: '2026-08-15' }] }];
    const other = await aSite(anApi([aDocument('closed', { runs })]));
    expect(total((await other.get('/')).html)).toBe('No results');
    const { html } = await other.get('/?status=expired');
    await other.close();
    expect(main(html)).toContain('<li class="badge note">Applications closed 15 Aug 2026</li>');
  });

  test('an offer that is running is not said to be open for applications when nobody states that', async () => {
    const id = runId(opportunityId('test', 'running'), 'r');
    const period = { start: '2026-08-01', end: '2027-01-31', precision: 'day' as const };
    const runs = [{ id, nativeIds: [{ value: 'r' }], period }];
    const other = await aSite(anApi([aDocument('running', { runs })]));
    const { html } = await other.get('/');
    await other.close();
    expect(main(html)).toContain('Running now, application dates not stated');
    expect(main(html)).not.toContain('Open for applications');
  });

  test('the page of an offer leads back to the search that it was opened from, and to no other site', async () => {
    const path = `/offers/${opportunityId('test', 'full')}`;
    const back = async (referer: string) =>
      hrefs(main((await site.get(path, { referer, host: 'lotse.example' })).html), /^\/(\?|#|$)/)[0];
    expect(await back('https://lotse.example/?q=data&level=6&page=2')).toBe(
      `/?q=data&level=6&page=2#offer-${opportunityId('test', 'full')}`,
    );
    expect(await back('https://other.example/?q=data')).toBe('/');
    expect(await back('no address')).toBe('/');
    expect((await site.get('/')).headers['referrer-policy']).toBe('same-origin');
  });

  test('the tier of evidence decides whether a derived level counts, and it is marked', async () => {
    expect(total((await site.get('/?level=6')).html)).toBe('No results');
    const { html } = await site.get('/?level=6&evidence=any');
    expect(total(html)).toBe('2 results');
    expect(html).toContain('worked out');
    expect(html).toContain('degree-to-level');
  });

  test('a place is found among those of the offers, one that nobody has is told', async () => {
    const near = await site.get('/?place=bon&km=25');
    expect(total(near.html)).toBe('1 result');
    expect(near.html).toContain('within 25 km of Bonn');
    expect(near.html).toContain('value="50.73,7.1 Bonn"');
    const far = await site.get('/?place=Atlantis');
    expect(far.html).toContain('No offer states coordinates for a place called “Atlantis”');
    expect(total(far.html)).toBe(`${offers.length} results`);
  });

  test('what is no longer known in an address is left out and told, the rest holds', async () => {
    const { status, html } = await site.get('/?language=xx-unknown&language=sv&mode=teleport&after=bm9wZQ');
    expect(status).toBe(200);
    expect(total(html)).toBe('1 result');
    expect(html).toContain('3 filters in this address are no longer known');
  });

  test('the map has a list of the same places, each leading to its offers', async () => {
    const { html } = await site.get('/?view=map');
    const [there] = hrefs(html, /venue=/);
    expect(there).toBeDefined();
    expect(html).toContain('Bonn: 1 result');
    expect(html).toContain(`${offers.length - 1} results do not state a place`);
    const found = await site.get(there ?? '');
    expect(total(found.html)).toBe('1 result');
    expect(found.html).toContain('id="offer-');
  });

  test('texts of providers are escaped, and stand apart from the direction of the page', async () => {
    const { html } = await site.get('/?level=none');
    expect(main(html)).not.toMatch(/<script>alert|<img src=x/);
    expect(html).toContain('&lt;script>alert(1)&lt;/script>');
    const hostile = await site.get(
      `/?q=${encodeURIComponent('"><script>alert(3)</script>')}&place=${encodeURIComponent(evil)}`,
    );
    expect(hostile.html).not.toMatch(/<script>alert|<img src=x/);
  });

  test('texts in another language than the page say so', async () => {
    const { html } = await site.get('/?language=sv&evidence=any');
    expect(html).toContain('<span lang="sv" dir="auto">Svetsning</span>');
    const swedish = await site.get('/?language=sv&evidence=any&lang=sv');
    expect(swedish.html).toMatch(/<html lang="sv" dir="ltr">/);
    expect(swedish.html).toContain('<bdi>Svetsning</bdi>');
    expect(hrefs(main(swedish.html), /^\/offers\//)[0]).toMatch(/\?lang=sv$/);
  });

  test('a language without a catalogue shows English that is marked as such, from right to left where it is written so', async () => {
    const { html } = await site.get('/?lang=ar');
    expect(html).toMatch(/<html lang="ar" dir="rtl">/);
    expect(html).toContain('<span lang="en" dir="ltr">Find learning opportunities</span>');
  });

  test('a language without translations says so in itself, one with all of them does not', async () => {
    const italian = await site.get('/?lang=it');
    expect(italian.html).toContain('Queste pagine non sono ancora tradotte in italiano');
    expect(italian.html).toContain('<span lang="en" dir="ltr">Find learning opportunities</span>');
    expect((await site.get('/?lang=ar')).html).toContain('These pages are not translated into your language yet');
    expect((await site.get('/?lang=fi')).html).not.toContain('class="notice fallback');
  });
});

describe('the site', () => {
  test('answers a kept question again without asking the engine', async () => {
    await site.get('/?language=sv');
    const [asked, given] = [api.engine.calls.length, site.given.cache];
    await site.get('/?language=sv');
    expect(api.engine.calls.length).toBe(asked);
    expect(site.given.cache).toBeGreaterThan(given);
  });

  test('says in words that the engine is away, with a status for machines, and keeps the address', async () => {
    api.engine.failure = new SearchUnavailable('gone');
    const { status, html, headers } = await site.get('/?level=8');
    api.engine.failure = undefined;
    expect(status).toBe(503);
    expect(headers['retry-after']).toBe('10');
    expect(html).toContain('The search is not available at the moment');
    expect(html).not.toContain('gone');
    expect(hrefs(main(html), /./)).toEqual(['/?level=8', '/']);
  });

  test.each([
    ['RATE_LIMITED', 429, 'Too many requests'],
    ['BAD_USER_INPUT', 400, 'cannot be understood'],
    ['UPSTREAM_TIMEOUT', 503, 'not available at the moment'],
    ['INTERNAL_SERVER_ERROR', 500, 'Something went wrong'],
  ])('tells %s in words, with the status %i', async (code, expected, words) => {
    const page: Page = {
      path: '/failing',
      answer() {
        throw new QueryFailed(code, 'a text from inside');
      },
    };
    const failing = await aSite(anApi([]), { pages: [page] });
    const { status, html } = await failing.get('/failing');
    await failing.close();
    expect(status).toBe(expected);
    expect(html).toContain(words);
    expect(html).not.toContain('from inside');
  });

  test('has a page for what is not there, for browsers; machines get JSON', async () => {
    const page = await site.get('/nowhere');
    expect([page.status, page.html.includes('There is nothing here')]).toEqual([404, true]);
    const { statusCode, headers } = await site.app.inject({ url: '/nowhere' });
    expect([statusCode, headers['content-type']]).toEqual([404, 'application/json; charset=utf-8']);
  });

  test('lets nothing inline run and nothing come from elsewhere, but for the operator’s map tiles', async () => {
    const { headers, html } = await site.get('/');
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self' 'nonce-");
    expect(policy).not.toContain('unsafe');
    expect(policy).not.toContain('http');
    expect(html).not.toMatch(/ style=| on\w+="|<style/);
    const nonces = new Set([policy, String((await site.get('/')).headers['content-security-policy'])]);
    expect(nonces.size).toBe(2);
    const tiles = { url: 'https://tiles.example/{z}/{x}/{y}.png', attribution: '© somebody' };
    const other = await aSite(anApi(offers), { tiles });
    const map = await other.get('/?view=map');
    expect(map.headers['content-security-policy']).toContain("img-src 'self' data: https://tiles.example;");
    expect(map.html).toContain('data-tiles="https://tiles.example/{z}/{x}/{y}.png"');
    await other.close();
  });

  test('is sent compressed, and its files are kept for good', async () => {
    const page = await site.get('/', { 'accept-encoding': 'br, gzip' });
    expect(page.headers['content-encoding']).toBe('br');
    const script = /<script type="module" src="([^"]+)"/.exec((await site.get('/')).html)?.[1] ?? '';
    const file = await site.get(script, { 'accept-encoding': 'br' });
    expect(file.status).toBe(200);
    expect(file.headers['content-encoding']).toBe('br');
    expect(file.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect((await site.get('/assets/../../package.json')).status).toBe(404);
  });

  test('suggestions are JSON that says what to do with each', async () => {
    const { payload, headers } = await site.get('/suggest?q=bo&kinds=PLACE');
    expect(headers['content-type']).toBe('application/json; charset=utf-8');
    expect(JSON.parse(payload)).toEqual([
      { text: 'Bonn', language: 'und', kind: 'Place', count: '1', at: '50.73,7.1 Bonn' },
    ]);
    const providers = JSON.parse((await site.get('/suggest?q=uni&kinds=PROVIDER')).payload);
    expect(providers).toMatchObject([{ text: 'Uni One', filter: 'provider', value: aProvider('Uni One').id }]);
    expect(JSON.parse((await site.get('/suggest')).payload)).toEqual([]);
  });
});
