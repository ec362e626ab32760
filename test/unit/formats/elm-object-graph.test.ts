import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ElmObject } from '../../../src/harvest/formats/elm-loq/elm-object.js';
import { ObjectGraph } from '../../../src/harvest/formats/elm-loq/object-graph.js';

let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'lotse-graph-'));
});

afterEach(() => rm(dir, { recursive: true }));

const outcome = (text: string): ElmObject => ({
  id: 'urn:x',
  types: ['LearningOutcome'],
  properties: { title: [{ text }] },
});
const offer: ElmObject = {
  id: 'urn:o',
  types: ['LearningOpportunity'],
  properties: { learningOutcome: [{ id: 'urn:x', properties: {} }] },
};

async function resolvedOffers(parts: readonly ElmObject[], maxBytes = Number.POSITIVE_INFINITY): Promise<ElmObject[]> {
  const graph = await ObjectGraph.open(dir, maxBytes);
  await graph.mergeOffer(offer);
  for (const part of parts) await graph.add(part);
  const offers: ElmObject[] = [];
  for await (const each of graph.resolvedOffers()) offers.push(each);
  await graph.close();
  return offers;
}

describe('an object that is described in several places', () => {
  test('is one, with each value once', async () => {
    const parts = [outcome('a'), outcome('b'), outcome('a'), { ...outcome('b'), types: ['Other'] }];
    expect(await resolvedOffers(parts)).toEqual([
      {
        ...offer,
        properties: {
          learningOutcome: [
            {
              id: 'urn:x',
              types: ['LearningOutcome', 'Other'],
              properties: { title: [{ text: 'a' }, { text: 'b' }] },
            },
          ],
        },
      },
    ]);
  });

  test('takes twice the space on disk for twice as many', async () => {
    const bytesFor = async (count: number): Promise<number> => {
      await resolvedOffers(Array.from({ length: count }, (_, at) => outcome(`outcome ${1000 + at}`)));
      const [file = ''] = await readdir(dir);
      const { size } = await stat(join(dir, file));
      await rm(join(dir, file));
      return size;
    };
    expect((await bytesFor(400)) / (await bytesFor(200))).toBeLessThan(2.1);
  });

  test('is left out where all of it is more than one record may be', async () => {
    const parts = Array.from({ length: 50 }, (_, at) => outcome(`outcome ${at}`));
    expect((await resolvedOffers(parts, 1000))[0]?.properties.learningOutcome).toEqual([
      { id: 'urn:x', truncated: true, properties: {} },
    ]);
  });

  test('is an offer too large where all of it is more than one record may be', async () => {
    const parts = Array.from({ length: 50 }, (_, at): ElmObject => ({ ...outcome(`title ${at}`), id: 'urn:o' }));
    expect(await resolvedOffers(parts, 1000)).toMatchObject([
      { id: 'urn:o', oversized: expect.any(Number), properties: {} },
    ]);
  });
});
