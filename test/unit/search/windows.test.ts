import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lastDay } from '../../../src/domain/days.js';
import { blocksOf, coveringBlocks, mergeWindows } from '../../../src/search/windows.js';

const edge = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 0, max: lastDay }) },
  fc.constantFrom(0, 1, 2, 32_767, 32_768, lastDay - 1, lastDay),
);
const aWindow = fc.tuple(edge, edge).map(([a, b]) => ({ opens: Math.min(a, b), closes: Math.max(a, b) }));

test('a day is found in the blocks of windows exactly when one of the windows holds it', () => {
  fc.assert(
    fc.property(
      fc.array(aWindow, { maxLength: 6 }),
      fc.array(edge, { minLength: 1, maxLength: 20 }),
      (windows, days) => {
        const stored = new Set(coveringBlocks(windows));
        const edges = windows.flatMap(({ opens, closes }) => [opens - 1, opens, closes, closes + 1]);
        for (const day of [...days, ...edges, 0, lastDay].filter((each) => each >= 0 && each <= lastDay)) {
          const stabbed = blocksOf(day).some((block) => stored.has(block));
          expect(stabbed).toBe(windows.some(({ opens, closes }) => opens <= day && day <= closes));
        }
      },
    ),
    { numRuns: 2000, seed: 4 },
  );
});

test('the cover of any windows is small and has no block twice', () => {
  fc.assert(
    fc.property(fc.array(aWindow, { minLength: 1, maxLength: 6 }), (windows) => {
      const blocks = coveringBlocks(windows);
      expect(new Set(blocks).size).toBe(blocks.length);
      expect(blocks.length).toBeLessThanOrEqual(32 * windows.length);
    }),
    { seed: 5 },
  );
});

test.each([
  [[], []],
  [[{ opens: 5, closes: 4 }], [{ opens: 5, closes: 4 }]],
  [
    [
      { opens: 3, closes: 4 },
      { opens: 1, closes: 2 },
    ],
    [{ opens: 1, closes: 4 }],
  ],
  [
    [
      { opens: 1, closes: 9 },
      { opens: 2, closes: 3 },
    ],
    [{ opens: 1, closes: 9 }],
  ],
  [
    [
      { opens: 1, closes: 2 },
      { opens: 4, closes: 5 },
    ],
    [
      { opens: 1, closes: 2 },
      { opens: 4, closes: 5 },
    ],
  ],
])('windows %j are merged to %j', (windows, merged) => {
  expect(mergeWindows(windows)).toEqual(merged);
});

test('the whole calendar is one block', () => {
  expect(coveringBlocks([{ opens: 0, closes: lastDay }])).toHaveLength(1);
  expect(blocksOf(0)).toHaveLength(17);
});
