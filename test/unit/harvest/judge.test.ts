import { expect, test } from 'vitest';
import { FeedError } from '../../../src/harvest/feed.js';
import { judge } from '../../../src/harvest/judge.js';
import { sourceDefinition } from '../../../src/harvest/source.js';

function verdict(read: number, rejected: number, stored: number, missing: number, guard = {}): string {
  const source = sourceDefinition.parse({ id: 'test', name: 'Test', location: 'feed', guard });
  try {
    judge(source, { read, rejected, stored, missing });
    return 'applied';
  } catch (error) {
    if (error instanceof FeedError) return error.code;
    throw error;
  }
}

test.each<[number, number, number, number, string]>([
  [10, 0, 0, 0, 'applied'],
  [0, 0, 0, 0, 'REFUSED_EMPTY'],
  [0, 0, 10, 10, 'REFUSED_EMPTY'],
  [10, 10, 10, 0, 'REFUSED_EMPTY'],
  [1, 1, 0, 0, 'REFUSED_EMPTY'],
  [10, 5, 10, 0, 'applied'],
  [10, 6, 10, 0, 'REFUSED_INVALID_RATIO'],
  [1000, 501, 0, 0, 'REFUSED_INVALID_RATIO'],
  [10, 0, 10, 2, 'applied'],
  [10, 0, 10, 3, 'REFUSED_DROP'],
  [4, 0, 5, 1, 'applied'],
  [3, 0, 5, 2, 'REFUSED_DROP'],
  [1, 0, 1, 1, 'applied'],
  [1, 0, 2, 2, 'REFUSED_DROP'],
  [80_000, 0, 100_000, 20_000, 'applied'],
  [79_999, 0, 100_000, 20_001, 'REFUSED_DROP'],
])(
  'of %i records read and %i broken, with %i stored of which %i are missing: %s',
  (read, rejected, stored, missing, is) => {
    expect(verdict(read, rejected, stored, missing)).toBe(is);
  },
);

test.each<[object, number, number, string]>([
  [{ maxDropShare: 0 }, 0, 1, 'REFUSED_DROP'],
  [{ maxDropShare: 1 }, 0, 9, 'applied'],
  [{ maxInvalidShare: 0 }, 1, 0, 'REFUSED_INVALID_RATIO'],
  [{ maxInvalidShare: 1 }, 9, 0, 'applied'],
])('with the guard %j, %i broken and %i missing of ten: %s', (guard, rejected, missing, is) => {
  expect(verdict(10, rejected, 10, missing, guard)).toBe(is);
});
