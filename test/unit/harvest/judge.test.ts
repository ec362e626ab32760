import { expect, test } from 'vitest';
import { judge, type Verdict } from '../../../src/harvest/judge.js';
import { sourceDefinition } from '../../../src/harvest/source.js';

const source = sourceDefinition.parse({ id: 'a', name: 'A', location: 'a' });

test.each<[string, Partial<Verdict>, string | undefined]>([
  ['changes without any record', { read: 0, rejected: 0 }, undefined],
  ['everything without any record', { read: 0, rejected: 0, onlyChanges: false }, 'REFUSED_EMPTY'],
  ['nineteen changes, all broken', { read: 19, rejected: 19 }, undefined],
  ['twenty changes, all broken', { read: 20, rejected: 20 }, 'REFUSED_EMPTY'],
  ['nineteen changes, most of them broken', { read: 19, rejected: 18 }, undefined],
  ['twenty changes, most of them broken', { read: 20, rejected: 11 }, 'REFUSED_INVALID_RATIO'],
  ['deletions of as many as the guard allows', { read: 0, missing: 20 }, undefined],
  ['deletions of one more', { read: 0, missing: 21 }, 'REFUSED_DROP'],
])('%s', (_, verdict, refused) => {
  const judged = () => judge(source, { read: 1, rejected: 0, stored: 100, missing: 0, onlyChanges: true, ...verdict });
  if (refused === undefined) expect(judged).not.toThrow();
  else expect(judged).toThrow(expect.objectContaining({ code: refused }));
});
