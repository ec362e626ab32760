import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { learningOpportunitySchema } from '../../../src/domain/learning-opportunity.js';
import { FeedError } from '../../../src/harvest/feed.js';
import { xcriCap } from '../../../src/harvest/formats/xcri-cap/xcri-cap.format.js';
import { sourceDefinition } from '../../../src/harvest/source.js';
import { runFormat } from '../../support/run-format.js';

describe('the mapper', () => {
  const source = sourceDefinition.parse({ id: 'test', name: 'Test', location: 'feed' });
  const context = { source, feed: { uri: 'file:///feed' }, position: 1, now: new Date(0) };
  const map = (data: unknown) => xcriCap.map({ position: 1, data }, context);

  it('answers any content with a valid record or an error, and never throws', () => {
    fc.assert(
      fc.property(fc.anything(), (data) => {
        const { opportunity, issues } = map(data);
        expect(opportunity).toBeUndefined();
        expect(issues.map(({ severity }) => severity)).toEqual(['error']);
      }),
    );
  });

  it('answers any course with a valid record or an error', () => {
    const names = [
      'identifier',
      'title',
      'description',
      'abstract',
      'subject',
      'type',
      'url',
      'level',
      'scheme',
      'value',
    ];
    const runs = [
      'start',
      'end',
      'applyfrom',
      'applyuntil',
      'applyto',
      'duration',
      'studymode',
      'attendancemode',
      'cost',
      'places',
    ];
    const structures = [
      'presentation',
      'qualification',
      'credit',
      'venue',
      'provider',
      'location',
      'address',
      'haspart',
      'learningoutcome',
      'awardedby',
    ];
    const attributes = fc.dictionary(
      fc.constantFrom('xsi:type', 'identifier', 'dtf', 'interval', 'recstatus'),
      fc.oneof(fc.string(), fc.constantFrom('3', 'P1Y', '2026-01-01', 'FT', 'geo:lat')),
    );
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom('1', '-5', 'ECTS', '2026-01-01', 'http://a.example/', '<p>x', '£5', 'EN'),
    );
    const node = (children: fc.Arbitrary<unknown[]>) =>
      fc.record({
        name: fc.constantFrom(...names, ...runs, ...structures),
        attributes,
        language: fc.option(fc.oneof(fc.string(), fc.constant('en')), { nil: undefined }),
        text,
        html: fc.option(text, { nil: undefined }),
        children,
      });
    const leaf = node(fc.constant([]));
    const branch = node(fc.array(leaf, { maxLength: 6 }));
    const tree = node(fc.array(fc.oneof(leaf, branch), { maxLength: 6 }));
    const given = (name: string, value: string) => ({ name, attributes: {}, text: value, children: [] });
    fc.assert(
      fc.property(fc.array(tree, { maxLength: 12 }), tree, (children, provider) => {
        const course = {
          ...given('course', ''),
          children: [given('identifier', 'x'), given('title', 'T'), ...children],
        };
        const { opportunity } = map({ course, provider });
        expect(opportunity).toBeDefined();
        expect(learningOpportunitySchema.safeParse(opportunity).error?.issues ?? []).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

describe('the reader', () => {
  it('reads a damaged feed as far as it is one, or fails with a FeedError', async () => {
    const feed = readFileSync('test/fixtures/xcri-cap/two-providers.xml');
    const damage = fc.record({ at: fc.nat(feed.length - 1), with: fc.uint8Array({ maxLength: 8 }), drop: fc.nat(200) });
    await fc.assert(
      fc.asyncProperty(damage, async ({ at, with: bytes, drop }) => {
        const content = Buffer.concat([feed.subarray(0, at), bytes, feed.subarray(at + drop)]);
        const result = await runFormat(xcriCap, { content }).catch((error: unknown) => error);
        if (result instanceof Error) expect(result).toBeInstanceOf(FeedError);
        else expect(result).toHaveProperty('opportunities');
      }),
      { numRuns: 60 },
    );
  });
});
