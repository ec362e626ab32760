import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Issue, IssueCode } from '../../../src/domain/issue.js';
import { type DeadLetterBox, hashOf, mostLetters, rawExcerpt } from '../../../src/harvest/archive/dead-letter.js';
import { DeadLetterLog, type Touched } from '../../../src/harvest/archive/dead-letter-log.js';

const everything: Touched = { extent: 'everything', fateOf: () => undefined, seenParts: () => [] };
let log: DeadLetterLog;
beforeEach(() => {
  log = new DeadLetterLog({ source: 'web', runId: 'run', at: '2026-05-01T10:00:00.000Z', fingerprint: 'f' });
});

const issue = (record: string, code: IssueCode = 'MISSING_ID'): Issue => ({
  ...{ code, severity: 'error', source: 'web', record, path: 'id', message: 'The offer has no id.' },
});

/** A record without an id, whose content is that of all others with the same hash. */
const nameless = (position: number, hash = 'blank') => ({
  issues: [issue(`#${position}`)],
  raw: { feed: 'https://web.example/feed', position, hash, excerpt: '{}' },
});

/** A record that its source lists by itself. */
const listed = (position: number, part: string) => ({
  issues: [issue('same', 'MISSING_REQUIRED')],
  raw: { feed: 'https://web.example/feed', position },
  part,
});

const box = () => log.applied(undefined, everything) as DeadLetterBox;
const keys = () => box().letters.map(({ key }) => key);

describe('records that are told by the same', () => {
  test('are as many dead letters, whose keys are numbered', () => {
    for (const position of [1, 2, 3]) log.add(nameless(position));
    log.add(nameless(4, 'other'));
    log.add(nameless(5));
    const wanted = hashOf('', 'raw:blank');
    const numbered = [2, 3, 4].map((number) => hashOf(wanted, String(number)));
    expect(keys()).toEqual([wanted, ...numbered.slice(0, 2), hashOf('', 'raw:other'), numbered[2]]);
  });

  test('cost as little as others, however many they are', () => {
    const many = 5000;
    const began = performance.now();
    for (let position = 1; position <= many; position += 1) log.add(nameless(position));
    expect(performance.now() - began).toBeLessThan(10_000);
    const { total, letters, others } = box();
    expect([total, letters.length, new Set(others.MISSING_ID).size]).toEqual([many, mostLetters, many - mostLetters]);
  });

  test('are one with what their part brought before, when that is listed again', () => {
    for (const position of [1, 1, 1]) log.add(listed(position, 'p'));
    for (const position of [2, 2]) log.add(listed(position, 'p'));
    const wanted = hashOf('p', 'same');
    expect(keys()).toEqual([wanted, hashOf(wanted, '2'), hashOf(wanted, '3')]);
  });

  test('are numbered anew when the first of their part was taken over', () => {
    for (const position of [1, 1]) log.add(listed(position, 'p'));
    log.taken('same', 'p');
    for (const position of [2, 2]) log.add(listed(position, 'p'));
    const wanted = hashOf('p', 'same');
    expect(keys().sort()).toEqual([wanted, hashOf(wanted, '2')].sort());
  });
});

test('a letter does not hold on to the raw record that it shows the start of', () => {
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc') as () => void;
  const heap = () => {
    gc();
    return process.memoryUsage().heapUsed;
  };
  const before = heap();
  for (let position = 1; position <= 100; position += 1) {
    const excerpt = rawExcerpt({ text: `${position}${'x'.repeat(500_000)}` }) ?? '';
    log.add({ issues: [issue(`c${position}`)], raw: { feed: 'feed', position, excerpt } });
  }
  expect(heap() - before).toBeLessThan(10 * 2 ** 20);
  expect(box().letters[99]?.excerpt).toMatch(/^\{"text":"100x.*…$/);
});
