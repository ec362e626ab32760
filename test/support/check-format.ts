import fc from 'fast-check';
import { expect } from 'vitest';
import { learningOpportunitySchema } from '../../src/domain/learning-opportunity.js';
import { FeedError } from '../../src/harvest/feed.js';
import type { Format } from '../../src/harvest/format.js';
import { sourceDefinition } from '../../src/harvest/source.js';
import { runFormat } from './run-format.js';

/** Fails unless the mapper makes a valid record of the raw one, or says with an error why there is none. */
export function expectMapped(format: Format, data: unknown): void {
  const source = sourceDefinition.parse({ id: 'test', name: 'Test', location: 'x', language: 'en' });
  const context = { source, feed: { uri: 'file:///x' }, position: 1, now: new Date(0) };
  const { opportunity, issues } = format.map({ position: 1, data }, context);
  if (opportunity === undefined) expect(issues.some(({ severity }) => severity === 'error')).toBe(true);
  else expect(learningOpportunitySchema.safeParse(opportunity).error?.issues).toBeUndefined();
}

/** Puts anything in the place of any value of a raw record, at any depth, and expects the mapper to stand it. */
export function expectMapperToStand(format: Format, record: unknown, numRuns = 300): void {
  const places = placesOf(record, []);
  fc.assert(
    fc.property(fc.constantFrom(...places), fc.jsonValue(), (place, value) => {
      expectMapped(format, replaced(record, place, value));
    }),
    { numRuns },
  );
}

/** Reads any JSON as a feed: that throws a `FeedError`, or gives valid records. */
export async function expectReadable(format: Format, document: unknown): Promise<void> {
  try {
    const { opportunities } = await runFormat(format, { content: JSON.stringify(document) });
    for (const it of opportunities) expect(learningOpportunitySchema.safeParse(it).error?.issues).toBeUndefined();
  } catch (error) {
    if (!(error instanceof FeedError)) throw error;
  }
}

type Place = readonly (string | number)[];

function placesOf(value: unknown, place: Place): Place[] {
  if (typeof value !== 'object' || value === null) return [place];
  const inner = Object.entries(value).flatMap(([key, item]) =>
    placesOf(item, [...place, Array.isArray(value) ? Number(key) : key]),
  );
  return place.length === 0 ? inner : [place, ...inner];
}

function replaced(value: unknown, [key, ...rest]: Place, replacement: unknown): unknown {
  if (key === undefined || typeof value !== 'object' || value === null) return replacement;
  const copy: Record<string | number, unknown> | unknown[] = Array.isArray(value) ? [...value] : { ...value };
  const inner = replaced(Reflect.get(copy, key), rest, replacement);
  Reflect.set(copy, key, inner);
  return copy;
}
