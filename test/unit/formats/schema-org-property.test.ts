import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { learningOpportunitySchema } from '../../../src/domain/learning-opportunity.js';
import { FeedError } from '../../../src/harvest/feed.js';
import { schemaOrg } from '../../../src/harvest/formats/schema-org/schema-org.format.js';
import { sourceDefinition } from '../../../src/harvest/source.js';
import { runFormat } from '../../support/run-format.js';

const graph = readFileSync('test/fixtures/schema-org/university-graph.jsonld', 'utf8');
const page = readFileSync('test/fixtures/schema-org/course-page.html', 'utf8');
const source = sourceDefinition.parse({ id: 'test', name: 'Test', location: 'feed' });
const context = { source, feed: { uri: 'file:///feed' }, position: 1, now: new Date(0) };
const properties = [...new Set([...graph.matchAll(/"([A-Za-z]+)":/g)].map(([, name]) => name ?? ''))];
const types = ['Course', 'CourseInstance', 'EducationalOccupationalProgram', 'Offer', 'Place', 'DefinedTerm', 'Person'];

function check(data: unknown): void {
  const { opportunity, issues } = schemaOrg.map({ position: 1, data }, context);
  const errors = issues.filter(({ severity }) => severity === 'error').length;
  if (opportunity === undefined) expect(errors).toBe(1);
  else {
    expect(errors).toBe(0);
    expect(learningOpportunitySchema.safeParse(opportunity).error?.issues).toBeUndefined();
  }
}

/** Texts that look like those of real records: numbers, dates, addresses, codes, words of the crosswalks. */
const likely = fc.constantFrom(
  ...['0', '-1', '1e400', '2026-02-30', '2026-05', 'P1Y', 'PT0H', 'PT5H', 'en', 'xx-', 'EUR', 'NO', 'Free', 'online'],
  ...['http://data.europa.eu/snb/eqf/9', 'http://data.europa.eu/esco/skill/x', 'https://x.example/', '__proto__', '{'],
  ...[
    '5 ECTS',
    'constructor',
    '_:b',
    ' ',
    '\u0000',
    '\ud800',
    '<b>',
    'Certificate',
    'EventCancelled',
    'True',
    'ISCED-F 2013',
  ],
);
const scalar = fc.oneof(likely, fc.string(), fc.double(), fc.boolean(), fc.constant(null));
const { node } = fc.letrec((tie) => ({
  node: fc
    .record(
      {
        '@id': fc.oneof(likely, fc.webUrl()),
        '@type': fc.oneof(fc.constantFrom(...types), fc.array(fc.constantFrom(...types))),
        more: fc.dictionary(fc.constantFrom(...properties, '@value', '@language'), tie('value'), { maxKeys: 8 }),
      },
      { requiredKeys: ['@type'] },
    )
    .map(({ more, ...rest }) => ({ ...rest, ...more })),
  value: fc.oneof({ maxDepth: 4, depthSize: 'small' }, scalar, tie('node'), fc.array(tie('value'), { maxLength: 3 })),
}));

describe('the mapper', () => {
  it('answers anything at all with a valid record or one error, and never throws', () => {
    fc.assert(fc.property(fc.anything(), check), { numRuns: 300 });
    fc.assert(
      fc.property(fc.jsonValue(), (value) => check({ node: value })),
      { numRuns: 300 },
    );
  });

  it('answers any course with a valid record or one error', () => {
    const course = fc.tuple(node, scalar, fc.webUrl()).map(([data, name, id]) => ({
      node: { ...(data as object), '@type': ['Course'], '@id': id, name },
    }));
    fc.assert(fc.property(course, check), { numRuns: 1500 });
  });
});

describe('the reader', () => {
  const read = async (content: string) => {
    try {
      const { opportunities } = await runFormat(schemaOrg, { content, chunk: 53 });
      for (const opportunity of opportunities)
        expect(learningOpportunitySchema.safeParse(opportunity).error?.issues).toBeUndefined();
    } catch (error) {
      expect(error).toBeInstanceOf(FeedError);
    }
  };

  it('answers any JSON-LD with valid records or a FeedError', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(node), (nodes) => read(JSON.stringify({ '@graph': nodes }))),
      { numRuns: 60 },
    );
  });

  it('answers a damaged document with valid records or a FeedError', async () => {
    const damage = fc.tuple(fc.constantFrom(graph, page), fc.nat(), fc.nat({ max: 40 }), fc.string({ maxLength: 5 }));
    await fc.assert(
      fc.asyncProperty(damage, ([text, at, length, insert]) => {
        const start = at % text.length;
        return read(text.slice(0, start) + insert + text.slice(start + length));
      }),
      { numRuns: 60 },
    );
  });

  it('refuses a cut graph wherever it is cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: graph.trimEnd().length - 1 }), async (length) => {
        await expect(runFormat(schemaOrg, { content: graph.slice(0, length) })).rejects.toBeInstanceOf(FeedError);
      }),
      { numRuns: 60 },
    );
  });
});
