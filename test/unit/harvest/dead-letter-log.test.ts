import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Issue, IssueCode } from '../../../src/domain/issue.js';
import {
  type DeadLetter,
  type DeadLetterBox,
  hashOf,
  pageSize,
  rawExcerpt,
} from '../../../src/harvest/archive/dead-letter.js';
import { DeadLetterLog, type Touched } from '../../../src/harvest/archive/dead-letter-log.js';

const everything: Touched = { extent: 'everything', fateOf: () => undefined };
const options = { source: 'web', runId: 'run', at: '2026-05-01T10:00:00.000Z', fingerprint: 'f' };
let log: DeadLetterLog;
const logs: DeadLetterLog[] = [];
function open(runId = options.runId): void {
  log = new DeadLetterLog({ ...options, runId }, dir);
  logs.push(log);
}
let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'lotse-letters-'));
  open();
});
afterEach(async () => {
  await Promise.all(logs.splice(0).map((each) => each.close()));
  await rm(dir, { recursive: true });
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

/** The pages after a run, before which there were these. */
async function pagesAfter(memory: Touched = everything, before?: readonly (readonly DeadLetter[])[]) {
  const pages: (readonly DeadLetter[])[] = [];
  for await (const page of log.applied(before && boxOf(before), memory) ?? []) pages.push(page);
  return pages;
}
const letters = async () => (await pagesAfter()).flat();
const keys = async () => (await letters()).map(({ key }) => key);

function boxOf(pages: readonly (readonly DeadLetter[])[]): DeadLetterBox {
  const { source, runId, at, fingerprint } = options;
  return {
    ...{ source, runId, at, fingerprint, total: pages.flat().length, byCode: {}, refused: 0 },
    pages: async function* () {
      yield* pages;
    },
  };
}

describe('records that are told by the same', () => {
  test('are as many dead letters, whose keys are numbered', async () => {
    for (const position of [1, 2, 3]) await log.add(nameless(position));
    await log.add(nameless(4, 'other'));
    await log.add(nameless(5));
    const wanted = hashOf('', 'raw:blank');
    const numbered = [2, 3, 4].map((number) => hashOf(wanted, String(number)));
    expect(await keys()).toEqual([wanted, ...numbered.slice(0, 2), hashOf('', 'raw:other'), numbered[2]]);
  });

  test('cost as little as others, however many they are, and all are kept whole', async () => {
    const many = 5000;
    const began = performance.now();
    for (let position = 1; position <= many; position += 1) await log.add(nameless(position));
    expect(performance.now() - began).toBeLessThan(10_000);
    const all = await letters();
    expect(new Set(all.map(({ key }) => key)).size).toBe(many);
    expect(all.map(({ position, excerpt }) => `${position}${excerpt}`)).toEqual(
      Array.from({ length: many }, (_, index) => `${index + 1}{}`),
    );
  });

  test('are one with what their part brought before, when that is listed again', async () => {
    for (const position of [1, 1, 1]) await log.add(listed(position, 'p'));
    for (const position of [2, 2]) await log.add(listed(position, 'p'));
    const wanted = hashOf('p', 'same');
    expect(await keys()).toEqual([wanted, hashOf(wanted, '2'), hashOf(wanted, '3')]);
  });

  test('are numbered anew when the first of their part was taken over', async () => {
    for (const position of [1, 1]) await log.add(listed(position, 'p'));
    await log.taken('same', 'p');
    for (const position of [2, 2]) await log.add(listed(position, 'p'));
    const wanted = hashOf('p', 'same');
    expect((await keys()).sort()).toEqual([wanted, hashOf(wanted, '2')].sort());
  });
});

describe('pages', () => {
  const lettersOfParts = async (names: readonly string[]) => {
    for (const [index, name] of names.entries()) await log.add(listed(index + 1, name));
  };
  const parts = (pages: readonly (readonly DeadLetter[])[]) => pages.map((page) => page.map(({ part }) => part));
  /** A run that was told of these parts only. */
  const changesOf = (...named: readonly string[]): Touched => ({
    extent: 'changes',
    fateOf: (part) => (named.includes(part) ? 'listed' : undefined),
  });
  const many = Array.from({ length: 2 * pageSize }, (_, index) => `p${index}`);

  test('that a run does not touch stay as they are, so that they need not be written', async () => {
    await lettersOfParts(many);
    const before = await pagesAfter();
    expect(before.map(({ length }) => length)).toEqual([pageSize, pageSize]);
    open('next');
    await lettersOfParts(['new']);
    const after = await pagesAfter(changesOf('new', 'p0'), before);
    expect(after.map(({ length }) => length)).toEqual([pageSize, pageSize]);
    expect(parts(after)[0]?.slice(0, 2)).toEqual(['new', 'p1']);
    expect(after[1]).toEqual(before[1]);
  });

  test('that have become small are one', async () => {
    await lettersOfParts(many);
    const before = await pagesAfter();
    open('next');
    const gone = many.filter((_, index) => index % 100 !== 0);
    expect(parts(await pagesAfter(changesOf(...gone), before))).toEqual([['p0', 'p100', 'p200', 'p300', 'p400']]);
  });
});

test('a letter does not hold on to the raw record that it shows the start of', async () => {
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc') as () => void;
  const heap = () => {
    gc();
    return process.memoryUsage().heapUsed;
  };
  const before = heap();
  for (let position = 1; position <= 100; position += 1) {
    const excerpt = rawExcerpt({ text: `${position}${'x'.repeat(500_000)}` }) ?? '';
    await log.add({ issues: [issue(`c${position}`)], raw: { feed: 'feed', position, excerpt } });
  }
  expect(heap() - before).toBeLessThan(10 * 2 ** 20);
  expect((await letters())[99]?.excerpt).toMatch(/^\{"text":"100x.*…$/);
});
