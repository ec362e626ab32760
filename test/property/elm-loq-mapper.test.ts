import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { learningOpportunitySchema } from '../../src/domain/learning-opportunity.js';
import type { Mapped } from '../../src/harvest/format.js';
import { elmJsonLd } from '../../src/harvest/formats/elm-loq/elm-jsonld.format.js';
import { mapElmOffer } from '../../src/harvest/formats/elm-loq/elm-loq.mapper.js';
import { elmLoqXml } from '../../src/harvest/formats/elm-loq/elm-loq-xml.format.js';
import { sourceDefinition } from '../../src/harvest/source.js';
import { placesIn } from '../support/places-in.js';

const source = sourceDefinition.parse({
  id: 'test',
  name: 'Test',
  location: 'feed',
  constants: { reason: 'for the test', currency: 'EUR' },
});
const context = { source, feed: { uri: 'file:///feed' }, position: 1, now: new Date('2026-01-15T12:00:00Z') };
const records: unknown[] = [];
let scratch = '';

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'lotse-elm-'));
  const limits = { maxDepth: 64, maxRecordBytes: 2 * 2 ** 20 };
  for (const [format, name] of [
    [elmJsonLd, 'harbour-college.jsonld'],
    [elmLoqXml, 'fjord-school.xml'],
  ] as const) {
    const path = `test/fixtures/elm-loq/${name}`;
    const feed = { uri: `file:///${name}`, bytes: createReadStream(path) };
    for await (const record of format.read(feed, { source, limits, scratchDir: scratch })) records.push(record.data);
  }
});
afterAll(() => rm(scratch, { recursive: true, force: true }));

test('the mapper turns any JSON into a valid record or an issue', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (data) => expectSound(mapElmOffer({ position: 1, data }, context, 'x'))),
    {
      numRuns: 300,
    },
  );
});

test('the mapper turns a record with a value replaced into a valid record or an issue', () => {
  const odd = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom(
      '',
      ' ',
      'P60M',
      'PT0H',
      '-1',
      '1e400',
      '2026-02-30',
      'x'.repeat(3_000),
      'http://',
      'javascript:alert(1)',
    ),
    fc.record({ text: fc.string(), language: fc.string() }),
    fc.record({ id: fc.webUrl(), properties: fc.constant({}) }),
  );
  fc.assert(
    fc.property(fc.nat(), fc.nat(), odd, (which, where, value) => {
      const record = structuredClone(records[which % records.length]);
      const places = placesIn(record);
      const place = places[where % places.length];
      if (place !== undefined) Reflect.set(place.container, place.key, value);
      expectSound(mapElmOffer({ position: 1, data: record }, context, 'x'));
    }),
    // The example: a credit system without a name.
    { numRuns: 400, examples: [[1760311760, 950038342, '']] },
  );
});

function expectSound({ opportunity, issues }: Mapped): void {
  const failed = issues.some(({ severity }) => severity === 'error');
  expect(opportunity === undefined).toBe(failed);
  if (opportunity !== undefined) expect(learningOpportunitySchema.safeParse(opportunity).error).toBeUndefined();
}
