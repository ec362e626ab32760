import { Parser } from 'htmlparser2';
import { describe, expect, test } from 'vitest';
import { runId } from '../../../src/domain/identifiers.js';
import { gaps } from '../../../src/report/html-coverage.js';
import { reportPage } from '../../../src/report/report-html.js';
import { palettes } from '../../../src/report/report-style.js';
import { aProvider } from '../../support/opportunities.js';
import { anIssue, anOffer, aRun, reportDay, reportOn } from '../../support/reported.js';

interface Tag {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** The tags of a page, and its text without that of the style sheet. */
function read(page: string): { tags: Tag[]; text: string } {
  const tags: Tag[] = [];
  const open: string[] = [];
  let text = '';
  const parser = new Parser({
    onopentag(name, attributes) {
      tags.push({ name, attributes });
      open.push(name);
    },
    onclosetag: () => void open.pop(),
    ontext(data) {
      if (open.at(-1) !== 'style') text += data;
    },
  });
  parser.end(page);
  return { tags, text };
}

const hostile = `"><script>alert(1)</script><img src=x onerror='alert(2)'>&lt;b&gt;${'\u202e'}gro\u0000\u001b[31m</style></bdi>`;

async function hostilePage(): Promise<string> {
  const provider = { ...aProvider('x'), names: { 'en-x': hostile } };
  const other = aProvider('y');
  const report = await reportOn([anOffer('a', { providers: [provider] }), anOffer('b', { providers: [other] })], {
    issues: [anIssue(hostile, { path: hostile, message: hostile, excerpt: hostile })],
    source: {
      ...{ name: hostile, format: hostile, lastRun: aRun({ issues: { INVALID_DATE: 1 }, outcome: hostile }) },
      lastError: { code: hostile, message: hostile, at: hostile },
      lastSuccessAt: hostile,
    },
  });
  const single = await reportOn([], { provider: { id: provider.id, names: provider.names } });
  return (
    reportPage([report, { ...single, source: { ...single.source, id: 'two' } }], reportDay) +
    reportPage([single], reportDay)
  );
}

describe('texts of a provider', () => {
  test('never become markup', async () => {
    const { tags, text } = read(await hostilePage());
    expect(tags.filter(({ name }) => ['script', 'img', 'iframe', 'object', 'link', 'b'].includes(name))).toEqual([]);
    expect(tags.flatMap(({ attributes }) => Object.keys(attributes)).filter((name) => name.startsWith('on'))).toEqual(
      [],
    );
    expect(text.split('<script>alert(1)</script>').length).toBeGreaterThan(8);
    expect(text).toContain('&lt;b&gt;');
  });

  test('cannot turn the direction of what stands beside them, nor bring in control characters', async () => {
    expect((await hostilePage()).replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
  });
});

describe('the page', () => {
  async function page(): Promise<string> {
    const days = { start: '2026-11-01', end: '2026-12-01', precision: 'day' } as const;
    const runs = [{ id: runId('11111111-1111-4111-8111-111111111111', 'r'), period: days }];
    const report = await reportOn(
      [
        anOffer('a', { runs, modifiedAtSource: '2026-05-01T10:00:00Z', ects: { value: 5, basis: 'stated' } }),
        anOffer('b', { providers: [aProvider('Two')] }),
        anOffer('c', { providers: [{ ...aProvider('Drei'), names: { de: 'Universität Drei' } }] }),
      ],
      { issues: [anIssue('a', { excerpt: '31.2.2026' })], source: { lastRun: aRun({ issues: { INVALID_DATE: 1 } }) } },
    );
    return reportPage([report, { ...report, source: { ...report.source, id: 'other', name: 'Other' } }], reportDay);
  }

  test('runs no script and asks nobody for anything', async () => {
    const { tags } = read(await page());
    const loading = ['src', 'srcset', 'poster', 'data', 'action', 'ping', 'background'];
    expect(tags.flatMap(({ attributes }) => Object.keys(attributes)).filter((name) => loading.includes(name))).toEqual(
      [],
    );
    const links = tags.flatMap(({ attributes: { href } }) => href ?? []);
    expect(links).toEqual(['#source-test', '#source-other']);
    expect(await page()).not.toMatch(/<script|<link|@import|url\(/);
    const policy = tags.find(({ attributes }) => attributes['http-equiv'] === 'Content-Security-Policy');
    expect(policy?.attributes.content).toMatch(/^default-src 'none'; style-src 'unsafe-inline';/);
  });

  test('names its language, its tables and what each of their heads is for', async () => {
    const { tags } = read(await page());
    expect(tags.find(({ name }) => name === 'html')?.attributes.lang).toBe('en');
    const count = (name: string) => tags.filter((tag) => tag.name === name).length;
    expect(count('table')).toBeGreaterThan(10);
    expect(count('caption')).toBe(count('table'));
    const heads = tags.filter(({ name }) => name === 'th');
    expect(heads.filter(({ attributes: { scope } }) => !/^(col|row|rowgroup)$/.test(scope ?? ''))).toEqual([]);
    expect(tags).toContainEqual({ name: 'bdi', attributes: { lang: 'de' } });
    const ids = tags.flatMap(({ attributes: { id } }) => id ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    expect(tags.filter(({ name }) => /^h\d$/.test(name)).map(({ name }) => name)[0]).toBe('h1');
  });

  test('says in words what was counted, with advice for what is lacking and what is wrong', async () => {
    const text = read(await page()).text.replace(/\s+/g, ' ');
    expect(text).toContain(
      '3 offers, 1 problem. On average an offer has 2.3 of the 9 mandatory elements; none has all',
    );
    expect(text).toContain('Notional workload, not stated by 2 offers (66.7 %). State ECTS credits');
    expect(text).toContain('Write dates as YYYY-MM-DD (ISO 8601)');
    expect(text).toContain('Warning in record a');
    expect(text).toContain('Value: 31.2.2026');
    expect(text).toContain('Found by the last run, which read the whole catalogue.');
  });

  test('lists what to add by what is lacking most, mandatory elements first', async () => {
    const report = await reportOn([
      anOffer('a', { ects: { value: 5, basis: 'stated' }, prerequisites: { en: 'None' } }),
      anOffer('b'),
    ]);
    expect(gaps(report).map(({ element }) => element)).toEqual([
      ...[
        'awarding-body',
        'learning-outcomes',
        'level',
        'assessment',
        'participation',
        'quality-assurance',
        'workload',
      ],
      ...['supervision', 'stackability', 'prerequisites'],
    ]);
  });

  test.each(Object.entries(palettes))('has enough contrast in its %s colours', (_, palette) => {
    for (const ground of [palette.ground, palette.panel]) {
      for (const text of [palette.text, palette.muted, palette.link, palette.error])
        expect(contrast(text, ground)).toBeGreaterThan(4.5);
      for (const bar of [palette.present, palette.derived]) expect(contrast(bar, ground)).toBeGreaterThan(3);
    }
    for (const bar of [palette.present, palette.derived]) expect(contrast(bar, palette.absent)).toBeGreaterThan(3);
  });
});

/** Contrast ratio of two colours `#rrggbb` (WCAG 2.2). */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
