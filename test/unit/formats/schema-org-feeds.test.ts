import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { learningOpportunitySchema } from '../../../src/domain/learning-opportunity.js';
import { schemaOrg } from '../../../src/harvest/formats/schema-org/schema-org.format.js';
import { runFormat } from '../../support/run-format.js';

const page = readFileSync('test/fixtures/schema-org/course-page.html', 'utf8');
const graph = readFileSync('test/fixtures/schema-org/university-graph.jsonld', 'utf8');
const lesson = readFileSync('test/fixtures/schema-org/lesson-without-course.html', 'utf8');
const nbis = readFileSync('src/catalogues/schema-org/nbis-course-instances.json', 'utf8');

function read(content: string | Uint8Array, uri = 'https://fjord.example/feed', chunk = 97) {
  return runFormat(schemaOrg, { content, uri, chunk }, { language: 'en' });
}

async function titles(content: string | Uint8Array, uri?: string) {
  const { opportunities } = await read(content, uri);
  return opportunities.map(({ title }) => Object.values(title)[0]);
}

const course = (name: string, more: object = {}) => ({
  '@type': 'Course',
  '@id': `https://fjord.example/${name}`,
  name,
  ...more,
});
const context = { '@context': 'https://schema.org' };
const script = (json: string) => `<script type="application/ld+json">${json}</script>`;

describe('a feed of schema.org JSON-LD', () => {
  it('may be a node, an array, a graph, lines, or a list of items, with the same offers', async () => {
    const nodes = [course('a'), course('b')];
    expect(await titles(JSON.stringify({ ...context, ...nodes[0] }))).toEqual(['a']);
    expect(await titles(JSON.stringify(nodes, null, 2))).toEqual(['a', 'b']);
    expect(await titles(JSON.stringify({ ...context, '@graph': nodes }))).toEqual(['a', 'b']);
    expect(await titles(JSON.stringify({ ...context, '@graph': nodes[0] }))).toEqual(['a']);
    expect(await titles(nodes.map((node) => JSON.stringify(node)).join('\n'))).toEqual(['a', 'b']);
    expect(await titles(JSON.stringify(nodes[1]), 'https://fjord.example/all.ndjson')).toEqual(['b']);
    const listed = nodes.map((item) => ({ '@type': 'ListItem', item: { ...item, description: 'Text' } }));
    expect(await titles(JSON.stringify({ ...context, '@type': 'ItemList', itemListElement: listed }))).toEqual([
      'a',
      'b',
    ]);
    expect(await titles(JSON.stringify({ ...context, '@type': 'WebPage', mainEntity: listed[0]?.item }))).toEqual([
      'a',
    ]);
  });

  it('may write its terms with any prefix or IRI of schema.org', async () => {
    const forms = [
      { '@type': 'http://schema.org/Course', 'http://schema.org/name': 'a', '@id': 'https://x.example/1' },
      { '@type': 'https://schema.org/Course', 'https://schema.org/name': 'a', '@id': 'https://x.example/1' },
      { '@type': ['Thing', 'schema:Course'], 'schema:name': 'a', '@id': 'https://x.example/1' },
      {
        '@context': { s: 'https://schema.org/', id: '@id', type: '@type' },
        type: 's:Course',
        's:name': 'a',
        id: 'urn:1',
      },
      { '@context': { '@vocab': 'http://schema.org/' }, '@type': 'Course', name: 'a', '@id': 'https://x.example/1' },
      {
        '@context': { name: 'schema:name', '@vocab': 'https://schema.org/' },
        '@type': 'Course',
        name: ['a'],
        '@id': 'urn:1',
      },
    ];
    for (const form of forms) expect(await titles(JSON.stringify(form))).toEqual(['a']);
  });

  it('has no offers where "Course" is a word of another vocabulary, or where it has other things only', async () => {
    const foreign = { '@context': 'https://credreg.example/context', ...course('a') };
    expect(await titles(JSON.stringify(foreign))).toEqual([]);
    expect(await titles(JSON.stringify({ '@type': 'ceterms:Course', '@id': 'urn:1', name: 'a' }))).toEqual([]);
    const other = [{ '@type': 'Event', name: 'a' }, { '@type': 'VideoObject', name: 'b' }, { name: 'c' }, 'text', null];
    expect(await titles(JSON.stringify(other))).toEqual([]);
    expect((await read(lesson)).issues).toEqual([]);
    expect(await titles(lesson)).toEqual([]);
  });

  it('is read in UTF-16 and with a byte order mark too', async () => {
    const content = JSON.stringify(course('Mål'));
    expect(await titles(`\ufeff${content}`)).toEqual(['Mål']);
    expect(await titles(Buffer.from(`\ufeff${content}`, 'utf16le'))).toEqual(['Mål']);
    const latin = page.replace('charset="utf-8"', 'charset="iso-8859-1"');
    expect(await titles(Buffer.from(latin, 'latin1'))).toEqual(['Brot backen & Sauerteig führen']);
  });

  it('is refused when it is empty, malformed, cut or nested too deeply', async () => {
    await expect(read('')).rejects.toMatchObject({ code: 'FEED_EMPTY' });
    await expect(read(' \n ')).rejects.toMatchObject({ code: 'FEED_EMPTY' });
    await expect(read(nbis.slice(0, -2))).rejects.toMatchObject({ code: 'FEED_MALFORMED' });
    await expect(read(nbis.slice(0, 20_000))).rejects.toMatchObject({ code: 'FEED_MALFORMED' });
    await expect(read(graph.slice(0, -4))).rejects.toMatchObject({ code: 'FEED_MALFORMED' });
    await expect(read(`${JSON.stringify(course('a'))}\n{"@type":`)).rejects.toMatchObject({ code: 'FEED_MALFORMED' });
    await expect(read('Not found')).rejects.toMatchObject({ code: 'FEED_MALFORMED' });
    await expect(read(page.slice(0, page.indexOf('Backstube')))).rejects.toMatchObject({ code: 'FEED_MALFORMED' });
    await expect(read(page.slice(0, page.indexOf('</div>')))).rejects.toMatchObject({ code: 'FEED_MALFORMED' });
    const deep = `{"@type":"Course","name":${'['.repeat(70)}${']'.repeat(70)}}`;
    await expect(read(deep)).rejects.toMatchObject({ code: 'LIMIT_DEPTH' });
  });

  it('is recognised by its head', () => {
    const sniff = (text: string) => schemaOrg.sniff(text.slice(0, 65_536), 'file:///feed');
    expect([nbis, graph, page, lesson].map(sniff)).toEqual([true, true, true, true]);
    expect(sniff('<?xml version="1.0"?><catalog/>')).toBe(false);
    expect(sniff('{"data":[{"type":"Course","attributes":{"name":"a"}}]}')).toBe(false);
    expect(sniff('{"@context":"https://schema.org","@type":"Event"}')).toBe(false);
  });
});

describe('an HTML page', () => {
  it('gives the course of its script, with the canonical address as its own', async () => {
    const { opportunities, issues } = await runFormat(schemaOrg, 'test/fixtures/schema-org/course-page.html', {
      language: 'de',
    });
    expect(issues).toEqual([]);
    expect(opportunities).toHaveLength(1);
    expect(learningOpportunitySchema.safeParse(opportunities[0]).error?.issues).toBeUndefined();
    expect(opportunities[0]).toMatchObject({
      nativeIds: [{ value: 'https://vhs.example/kurse/brot' }],
      title: { de: 'Brot backen & Sauerteig führen' },
      description: { de: 'Ein Abend in der Backstube' },
      homepages: [{ url: 'https://vhs.example/kurse/brot' }],
      providers: [{ names: { de: 'Volkshochschule Musterstadt' }, kinds: [] }],
      workloadHours: { value: { min: 4, max: 4 }, basis: 'derived', rule: 'hours-duration' },
      modes: [{ basis: 'mapped', native: 'Onsite' }],
      runs: [
        {
          period: { start: '2026-03-12', precision: 'day' },
          places: [{ name: 'Backstube, Musterstadt' }],
          free: { value: true, basis: 'stated', path: 'offers.category' },
        },
      ],
    });
  });

  it('may be followed by others, whose relative ids stay apart', async () => {
    const provider = { '@id': '#org' };
    const block = (name: string, org: string) =>
      `<html><head>${script(JSON.stringify({ ...context, ...course(name, { provider }) }))}${script(
        JSON.stringify({ ...context, '@type': 'Organization', '@id': '#org', name: org }),
      )}</head></html>`;
    const { opportunities } = await read(`${block('a', 'First')}\n${block('b', 'Second')}`, 'file:///pages.html');
    expect(opportunities.map(({ providers }) => providers?.map(({ names }) => names.en))).toEqual([
      ['First'],
      ['Second'],
    ]);
  });

  it('keeps its other courses when one block is not JSON', async () => {
    const content = `<html>${script('{"@type": "Course", name: }')}${script('{oops}')}${script(JSON.stringify(course('a')))}</html>`;
    const { opportunities, issues } = await read(content);
    expect(opportunities.map(({ title }) => title.en)).toEqual(['a']);
    expect(issues).toMatchObject([{ code: 'INVALID_TEXT', severity: 'error', record: '#1' }]);
  });

  it('survives half characters in ids and texts', async () => {
    const half =
      '{"@type":"Course","@id":"https://x.example/\\ud800","name":"a\\udc00","provider":{"@id":"urn:\\ud800","name":"P"},';
    const content = `<html>${script(`${half}"hasCourse":{"@type":"Course","@id":"\\ud800"},"courseCode":"\\ud800"}`)}</html>`;
    const { opportunities } = await read(content);
    expect(opportunities).toMatchObject([
      { title: { en: 'a\ufffd' }, provenance: { record: 'https://x.example/\ufffd' } },
    ]);
    expect(learningOpportunitySchema.safeParse(opportunities[0]).error?.issues).toBeUndefined();
  });

  it('lends its address to no one where it has two courses without one', async () => {
    const unnamed = (name: string) => script(JSON.stringify({ ...context, '@type': 'Course', name }));
    const { opportunities, issues } = await read(`<html>${unnamed('a')}${unnamed('b')}</html>`);
    expect(opportunities).toEqual([]);
    expect(issues.map(({ code }) => code)).toEqual(['MISSING_ID', 'MISSING_ID']);
  });

  it('resolves relative ids and addresses against its base', async () => {
    const block = script(JSON.stringify({ ...context, '@type': 'Course', '@id': '#c', url: 'ocean', name: 'a' }));
    const { opportunities } = await read(
      `<html><base href="/courses/">${block}</html>`,
      'https://fjord.example/x/page',
    );
    expect(opportunities[0]?.provenance.record).toBe('https://fjord.example/courses/#c');
    expect(opportunities[0]?.homepages).toEqual([{ url: 'https://fjord.example/courses/ocean' }]);
  });
});
