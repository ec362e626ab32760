import { describe, expect, test } from 'vitest';
import { goneFrom, partsAfter, type SeenPart } from '../../../src/harvest/part-records.js';

const seen = (...ids: string[]): SeenPart => ({ ids: new Set(ids), deleted: false, broken: false });
const deleted: SeenPart = { ...seen(), deleted: true };
const broken = (...ids: string[]): SeenPart => ({ ...seen(...ids), broken: true });

const before = new Map([
  ['one', ['a', 'b']],
  ['two', ['b']],
  ['three', ['c']],
]);

/** What is gone after a run of changes. */
function gone(...changes: [string, SeenPart][]): string[] {
  return [...goneFrom(before, partsAfter(before, new Map(changes), true))].sort();
}

describe('after a run of changes', () => {
  test.each<[string, [string, SeenPart][], string[]]>([
    ['nothing is gone that was not listed', [], []],
    ['nothing is gone that came again', [['one', seen('a', 'b')]], []],
    ['what a part no longer brings is gone', [['one', seen('b')]], ['a']],
    ['what a deleted part brought is gone', [['three', deleted]], ['c']],
    ['what another part still holds is not gone', [['one', deleted]], ['a']],
    [
      'what no part holds any more is gone',
      [
        ['one', deleted],
        ['two', deleted],
      ],
      ['a', 'b'],
    ],
    [
      'what moved to another part is not gone',
      [
        ['three', deleted],
        ['four', seen('c')],
      ],
      [],
    ],
    ['what a broken part brought is not gone', [['one', broken('b')]], []],
    ['what a part brought that now brings nothing is not gone', [['three', seen()]], []],
    ['a deletion of an unknown part is nothing', [['nine', deleted]], []],
  ])('%s', (_, changes, expected) => {
    expect(gone(...changes)).toEqual(expected);
  });

  test('parts that were not listed are remembered', () => {
    expect([...partsAfter(before, new Map([['one', seen('x')]]), true).keys()].sort()).toEqual(['one', 'three', 'two']);
  });
});

describe('after a run that read everything', () => {
  test('only what was listed is remembered, and a broken part keeps what it had', () => {
    const after = partsAfter(
      before,
      new Map([
        ['one', broken('x')],
        ['two', deleted],
        ['three', seen()],
        ['four', seen('d')],
      ]),
      false,
    );
    expect(Object.fromEntries(after)).toEqual({ one: ['x', 'a', 'b'], three: [], four: ['d'] });
  });
});
