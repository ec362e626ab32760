import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import jsonld from 'jsonld';
import { describe, expect, test } from 'vitest';
import { learningOpportunitySchema } from '../../../src/domain/learning-opportunity.js';
import { FeedError } from '../../../src/harvest/feed.js';
import { elmJsonLd } from '../../../src/harvest/formats/elm-loq/elm-jsonld.format.js';
import { loadContextOffline } from '../../../src/harvest/formats/elm-loq/offline-contexts.js';
import { elmRdf } from '../../../src/harvest/formats/elm-rdf/elm-rdf.format.js';
import { formats } from '../../../src/harvest/formats/registry.js';
import { runFormat } from '../../support/run-format.js';

const turtle = readFileSync('test/fixtures/elm-rdf/riverside.ttl', 'utf8');
const rdfXml = readFileSync('test/fixtures/elm-rdf/riverside.rdf', 'utf8');
const harbour = 'test/fixtures/elm-loq/harbour-college.jsonld';
const elm = 'http://data.europa.eu/snb/model/ontology/';
const source = { language: 'en', timezone: 'Europe/Ljubljana' };

const titles = async (content: string, uri?: string) =>
  (await runFormat(elmRdf, uri === undefined ? { content } : { content, uri })).opportunities.map(({ title }) => title);

const failureOf = async (content: string, overrides = {}) => {
  const failure = await runFormat(elmRdf, { content }, overrides).catch((error: unknown) => error);
  return failure instanceof FeedError ? failure : undefined;
};

describe('the triples of a document', () => {
  test('give the same records as its JSON-LD, in any order', async () => {
    const document = JSON.parse(readFileSync(harbour, 'utf8')) as jsonld.JsonLdDocument;
    const options = { documentLoader: loadContextOffline, format: 'application/n-quads' };
    const triples = String(await jsonld.toRDF(document, options as jsonld.Options.ToRdf))
      .trim()
      .split('\n');
    const comparable = (run: Awaited<ReturnType<typeof runFormat>>) => ({
      records: run.opportunities
        .map(({ provenance, ...rest }) =>
          JSON.stringify(rest, (_, value) =>
            Array.isArray(value) ? value.map((it) => JSON.stringify(it)).sort() : value,
          ),
        )
        .sort(),
      issues: run.issues.map(({ code, record, path }) => `${record.replace(/^#\d+/, '#')} ${code} ${path}`).sort(),
    });
    const expected = comparable(await runFormat(elmJsonLd, harbour, source));
    expect(expected.records.length).toBe(2);
    const shuffled = fc.sample(fc.shuffledSubarray(triples, { minLength: triples.length }), { numRuns: 3, seed: 7 });
    for (const order of shuffled) {
      const { records, issues } = comparable(await runFormat(elmRdf, { content: `${order.join('\n')}\n` }, source));
      expect(issues).toEqual(expected.issues);
      expect(records.length).toBe(expected.records.length);
    }
    const inOrder = comparable(await runFormat(elmRdf, { content: `${triples.join('\n')}\n` }, source));
    expect(inOrder).toEqual(expected);
  });

  test('of QualityLink may come as JSON-LD as well', async () => {
    const ql = 'http://data.quality-link.eu/ontology/v1#';
    const title = 'http://purl.org/dc/terms/title';
    const content = JSON.stringify([
      {
        '@id': 'urn:i',
        '@type': [`${ql}LearningOpportunityInstance`],
        [`${elm}duration`]: 'P6W',
        [`${ql}enrolmentCapacity`]: 12,
        [`${elm}learningAchievementSpecification`]: {
          '@id': 'urn:s',
          '@type': [`${ql}LearningOpportunitySpecification`],
          [title]: { '@value': 'Robotics', '@language': 'en' },
        },
      },
      { '@id': 'urn:q', '@type': [`${elm}Qualification`], [title]: { '@value': 'Diploma', '@language': 'en' } },
    ]);
    expect(elmJsonLd.sniff(content, '')).toBe(true);
    const { opportunities } = await runFormat(elmJsonLd, { content }, source);
    expect(opportunities).toMatchObject([
      { title: { en: 'Robotics' }, runs: [{ duration: 'P6W', capacity: 12 }] },
      { title: { en: 'Diploma' }, runs: [] },
    ]);
  });

  test('may be cut into pieces anywhere', async () => {
    const whole = await runFormat(elmRdf, { content: turtle }, source);
    expect(await runFormat(elmRdf, { content: turtle, chunk: 7 }, source)).toEqual(whole);
    expect((await runFormat(elmRdf, { content: rdfXml, chunk: 11 }, source)).opportunities).toHaveLength(4);
  });

  test('are the same at every reading, blank nodes included', async () => {
    const content = `[] a <${elm}LearningOpportunity> ; <http://purl.org/dc/terms/title> "No id"@en .`;
    const first = await runFormat(elmRdf, { content });
    expect(first.issues).toMatchObject([{ code: 'MISSING_ID', severity: 'error' }]);
    expect(await runFormat(elmRdf, { content })).toEqual(first);
  });

  test('may state a triple twice', async () => {
    const triple = '<urn:o> <http://purl.org/dc/terms/description> "Once."@en .\n';
    const { opportunities } = await runFormat(elmRdf, {
      content: `<urn:o> a <${elm}LearningOpportunity> .\n<urn:o> <http://purl.org/dc/terms/title> "T"@en .\n${triple}${triple}`,
    });
    expect(opportunities[0]?.description).toEqual({ en: 'Once.' });
  });

  test('have relative IRIs resolved against the address of the feed, never against a place on disk', async () => {
    const content = `<#o> a <${elm}LearningOpportunity> ; <http://purl.org/dc/terms/title> "T"@en .`;
    const idOf = async (uri: string) => (await runFormat(elmRdf, { content, uri })).opportunities[0]?.provenance.record;
    expect(await idOf('https://riverside.example/feed.ttl')).toBe('https://riverside.example/feed.ttl#o');
    expect(await idOf('file:///somewhere/feed.ttl')).toBe('#o');
  });

  test('may have cycles and a chain of blank nodes without end', async () => {
    const spec = (n: number) =>
      `<urn:s:${n}> a <${elm}Qualification> ; <http://purl.org/dc/terms/title> "S${n}"@en ; <${elm}influencedBy> [ <${elm}influencedBy> <urn:s:${(n + 1) % 40}> ] .`;
    const content = Array.from({ length: 40 }, (_, index) => spec(index)).join('\n');
    expect(await titles(content)).toHaveLength(40);
  });
});

describe('a broken feed', () => {
  test('fails when it is cut, with the place', async () => {
    expect(await failureOf(turtle.slice(0, 1500))).toMatchObject({
      code: 'FEED_MALFORMED',
      message: expect.stringMatching(/:\d+: /),
    });
    expect(await failureOf(rdfXml.slice(0, 1500))).toMatchObject({ code: 'FEED_MALFORMED' });
    expect(await failureOf(rdfXml.slice(0, rdfXml.indexOf('</rdf:RDF>')))).toMatchObject({ code: 'FEED_MALFORMED' });
  });
  test('fails when it is empty or is no RDF', async () => {
    expect(await failureOf(' \n')).toMatchObject({ code: 'FEED_EMPTY' });
    expect(await failureOf('id,title\n1,Course\n')).toMatchObject({ code: 'FEED_MALFORMED' });
    expect(await failureOf('<?xml version="1.0"?><rdf:RDF><a></b></rdf:RDF>')).toMatchObject({
      code: 'FEED_MALFORMED',
    });
  });
  test('is refused for entities and bottomless nesting in RDF/XML', async () => {
    const entity = '<!DOCTYPE rdf:RDF [<!ENTITY a "aaaa">]>';
    expect(await failureOf(rdfXml.replace('<rdf:RDF', `${entity}<rdf:RDF`))).toMatchObject({
      code: 'XML_DTD_FORBIDDEN',
    });
    const open = '<elm:hasPart><elm:Qualification>'.repeat(40);
    const deep = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:elm="${elm}"><elm:Qualification>${open}`;
    expect(await failureOf(deep)).toMatchObject({ code: 'LIMIT_DEPTH' });
  });
  test('is refused for a statement beyond reason', async () => {
    const limits = { limits: { maxRecordBytes: 1000 } };
    expect(await failureOf(`<urn:a> <urn:b> "${'x'.repeat(2 ** 21)}`, limits)).toMatchObject({
      code: 'LIMIT_RECORD_SIZE',
    });
  });
  test('costs what is said of an object that is too large, and no offer', async () => {
    const names = Array.from({ length: 30 }, (_, n) => `"${'x'.repeat(50)}${n}"`).join(', ');
    const content = `<urn:o:1> a <${elm}LearningOpportunity> ; <http://purl.org/dc/terms/title> "T"@en ; <${elm}providedBy> <urn:org> .
<urn:org> <http://www.w3.org/ns/regorg#legalName> ${names} .`;
    const { opportunities, issues } = await runFormat(elmRdf, { content }, { limits: { maxRecordBytes: 1000 } });
    expect(opportunities.map(({ title, providers }) => [title, providers])).toEqual([[{ en: 'T' }, []]]);
    expect(issues).toContainEqual(
      expect.objectContaining({ code: 'TRUNCATED_VALUE', record: 'urn:o:1', path: 'providedBy', excerpt: 'urn:org' }),
    );
  });
  test('costs one record where an offer is too large', async () => {
    const offer = (id: string, text: string) =>
      `<${id}> a <${elm}LearningOpportunity> ; <http://purl.org/dc/terms/title> "T"@en ; <http://purl.org/dc/terms/description> "${text}"@en .\n`;
    const content = offer('urn:o:1', 'x'.repeat(2000)) + offer('urn:o:2', 'short');
    const { opportunities, issues } = await runFormat(elmRdf, { content }, { limits: { maxRecordBytes: 1000 } });
    expect(opportunities.map(({ provenance }) => provenance.record)).toEqual(['urn:o:2']);
    expect(issues.filter(({ severity }) => severity === 'error')).toMatchObject([
      { code: 'LIMIT_RECORD_SIZE', record: 'urn:o:1' },
    ]);
  });
});

test('the head of a document tells the format', () => {
  const found = (head: string) => formats.find((format) => format.sniff(head, 'https://x.example/feed'))?.id;
  expect(found(turtle)).toBe('elm-rdf');
  expect(found(rdfXml)).toBe('elm-rdf');
  expect(found(`<urn:o> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <${elm}LearningOpportunity> .`)).toBe(
    'elm-rdf',
  );
  expect(found(readFileSync(harbour, 'utf8'))).toBe('elm-jsonld');
  expect(found(readFileSync('test/fixtures/elm-loq/loq-minimal-3.3.1.xml', 'utf8'))).toBe('elm-loq-xml');
});

test('never throws anything but a broken feed, and keeps the canonical schema, whatever the literals say', async () => {
  const literals = [...turtle.matchAll(/"([^"\n]*)"/g)];
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.tuple(
          fc.nat(literals.length - 1),
          fc.oneof(fc.string(), fc.constantFrom('', '-1', 'P0M', '2026-13-01', '1e999', '\u202e')),
        ),
        { maxLength: 8 },
      ),
      async (changes) => {
        const changed = new Map(changes);
        let index = 0;
        const content = turtle.replace(/"([^"\n]*)"/g, (whole) => {
          const replacement = changed.get(index++);
          return replacement === undefined ? whole : JSON.stringify(replacement.replace(/[^\t\n\u0020-\ud7ff]/g, ''));
        });
        const { opportunities } = await runFormat(elmRdf, { content }, source);
        for (const opportunity of opportunities)
          expect(learningOpportunitySchema.safeParse(opportunity).error).toBeUndefined();
      },
    ),
    { numRuns: 40 },
  );
});
