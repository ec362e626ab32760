import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { LearningOpportunityDraft } from '../../../src/domain/learning-opportunity.js';
import { learningOpportunitySchema } from '../../../src/domain/learning-opportunity.js';
import { schemaOrg } from '../../../src/harvest/formats/schema-org/schema-org.format.js';
import { runFormat } from '../../support/run-format.js';

const microdata = readFileSync('test/fixtures/schema-org/microdata-page.html', 'utf8');
const rdfa = readFileSync('test/fixtures/schema-org/schemaorg-course-examples-rdfa.html', 'utf8');

const uri = 'https://fjord.example/course/1';
const read = (content: string, at = uri, chunk = 97) =>
  runFormat(schemaOrg, { content, uri: at, chunk }, { language: 'und' });
const titles = async (content: string) =>
  (await read(content)).opportunities.map(({ title }) => Object.values(title)[0]);
const page = (body: string, head = '') =>
  `<!doctype html><html lang="en"><head>${head}</head><body>${body}</body></html>`;
const item = (name: string, more = '', type = 'Course') =>
  `<div itemscope itemtype="https://schema.org/${type}"><h2 itemprop="name">${name}</h2>${more}</div>`;

describe('microdata', () => {
  test('comes out field by field, by the page that it is on', async () => {
    const { opportunities, issues } = await read(microdata, 'file:///saved.html');
    const [course, ...others] = opportunities;
    expect(others).toEqual([]);
    expect(issues).toEqual([]);
    expect(learningOpportunitySchema.safeParse(course).error).toBeUndefined();
    expect(course).toMatchObject({
      provenance: { record: 'https://hafenschule.example/kurse/segeln#kurs' },
      title: { de: 'Sportbootführerschein & Seemannschaft' },
      description: { de: 'Theorie und Praxis an der Förde.' },
      homepages: [{ url: 'https://hafenschule.example/kurse/segeln' }],
      languages: [{ value: expect.stringMatching(/DEU$/) }],
      learningOutcomes: [{ text: { de: 'Kurse absetzen' } }, { text: { de: 'Knoten' } }],
      providers: [{ names: { de: 'Hafenschule Kiel' }, homepage: 'https://hafenschule.example/' }],
      runs: [
        {
          period: { start: '2026-04-11', end: '2026-05-30' },
          modes: [{ value: expect.stringContaining('assessment') }],
          places: [{ name: 'Steg 3', city: 'Kiel' }],
          prices: [{ amount: 420, currency: expect.stringMatching(/EUR$/) }],
        },
      ],
    });
  });

  test('may refer to what is elsewhere on the page, and to one thing twice', async () => {
    const body = `
      <p id="who"><span itemprop="provider" itemscope itemtype="http://schema.org/Organization"><b itemprop="name">Fjord</b></span></p>
      ${['A', 'B'].map((name) => `<div itemscope itemref="who" itemtype="http://schema.org/Course"><b itemprop="name">${name}</b><i itemprop="courseCode">${name}1</i></div>`).join('')}`;
    const { opportunities } = await read(page(body));
    expect(opportunities.map(({ title, providers }) => [title, providers?.[0]?.names])).toEqual([
      [{ en: 'A' }, { en: 'Fjord' }],
      [{ en: 'B' }, { en: 'Fjord' }],
    ]);
  });

  test('of other vocabularies is nothing, and so is a page without offers', async () => {
    expect(
      await titles(page('<div itemscope itemtype="http://data-vocabulary.org/Course"><b itemprop="name">x</b></div>')),
    ).toEqual([]);
    expect(await titles(page(item('x', '', 'Person')))).toEqual([]);
  });

  test.each([
    ['programme', 'EducationalOccupationalProgram'],
    ['run without its course', 'CourseInstance'],
  ])('may describe a %s', async (_, type) => {
    expect(await titles(page(item('x', '<i itemprop="description">y</i>', type)))).toEqual(['x']);
  });
});

describe('RDFa', () => {
  /** What the same examples give in JSON-LD; the examples themselves differ in a few words and in what they leave out. */
  const said = ({ title, description, providers, runs }: LearningOpportunityDraft) => ({
    title: Object.values(title)[0],
    description: Object.values(description ?? {})[0],
    providers: providers?.map(({ names }) => Object.values(names)[0]),
    runs: runs?.map(({ period, prices, places, modes }) => ({
      start: period?.start,
      end: period?.end,
      places: places?.map(({ name }) => name),
      prices: prices?.map(({ amount }) => amount),
      modes: modes?.length,
    })),
  });

  test('of the official examples of schema.org comes out as it is written there', async () => {
    const { opportunities } = await read(rdfa, 'file:///examples.html');
    for (const each of opportunities) expect(learningOpportunitySchema.safeParse(each).error).toBeUndefined();
    const [toolbox, accounting, proofreading] = opportunities.map(said);
    expect(toolbox).toMatchObject({
      title: "The Data Scientist's Toolbox",
      description: expect.stringMatching(/^In this course you will get/),
      runs: [{ start: '2019-02-15', end: '2019-03-21' }],
    });
    expect(accounting).toMatchObject({
      title: 'HNC Accounting',
      runs: [
        { start: '2016-08-29', end: '2017-06-23', places: ['St Brycedale Campus Kirkcaldy'] },
        { start: '2016-08-29', end: '2017-06-23', places: ['Halbeath Campus Dunfermline'] },
        { start: '2016-08-31', end: '2017-06-21', places: ['St Brycedale Campus Kirkcaldy'] },
      ],
    });
    expect(proofreading).toMatchObject({ title: 'Basic Proofreading', runs: [{ prices: [395] }, { prices: [440] }] });
  });
});

describe('what a page says in several ways', () => {
  const json = (node: object) =>
    `<script type="application/ld+json">${JSON.stringify({ '@context': 'https://schema.org', ...node })}</script>`;
  const course = { '@type': 'Course', name: 'Knots', description: 'From JSON-LD' };
  const spoken =
    '<div vocab="https://schema.org/" typeof="Course"><b property="name">Knots</b><i property="description">z</i></div>';

  test('comes once, from JSON-LD where there is any', async () => {
    const { opportunities } = await read(page(item('Knots') + spoken + json(course)));
    expect(opportunities.map(({ description }) => description)).toEqual([{ und: 'From JSON-LD' }]);
  });

  test('comes once from microdata and RDFa', async () => {
    expect(await titles(page(item(' knots ') + spoken))).toEqual(['knots']);
  });

  test('is known by its address too', async () => {
    const body = item('Knots and more', '<link itemprop="url" href="/course/1">');
    expect(await titles(page(body + json({ ...course, url: uri })))).toEqual(['Knots']);
  });

  test('but other offers of the page are others, and so are two of one name', async () => {
    const code = (name: string) => `<i itemprop="courseCode">${name}</i><i itemprop="provider">F</i>`;
    const body = item('Sails', code('1')) + item('Sails', code('2'));
    expect(await titles(page(body + json({ ...course, url: uri })))).toEqual(['Knots', 'Sails', 'Sails']);
  });

  test('and other pages of the feed are other pages', async () => {
    const pages = [
      page(json({ ...course, url: uri })),
      page(item('Knots', '<link itemprop="url" href="https://fjord.example/2">')),
    ];
    expect(await titles(pages.join('\n'))).toEqual(['Knots', 'Knots']);
  });
});

describe('markup that is hostile costs that page, and little', () => {
  test.each([
    [
      'references to a large part',
      `<div id="p">${'<i itemprop="name">x</i>'.repeat(5000)}</div>${'<p itemscope itemref="p" itemtype="https://schema.org/Course"></p>'.repeat(5000)}`,
    ],
    [
      'ids in ids',
      '<div id="a" itemscope itemtype="https://schema.org/Course">'.repeat(60) +
        '<i itemprop="name">x</i>'.repeat(20_000) +
        '</div>'.repeat(60),
    ],
    [
      'lists of relations',
      `<div vocab="https://schema.org/" typeof="Course"><p rel="${'a b c d e f g '.repeat(70)}">${'<i typeof="Thing"></i>'.repeat(20_000)}</p></div>`,
    ],
  ])('%s', async (_, body) => {
    const before = process.memoryUsage().rss;
    const outcome = await read(page(body), uri, 65_536).then(
      () => 'read',
      (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
    );
    expect(['read', 'LIMIT_RECORD_SIZE']).toContain(outcome);
    expect(process.memoryUsage().rss - before).toBeLessThan(400_000_000);
  });
});
