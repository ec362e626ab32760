import { expect, test } from 'vitest';
import { deadLettersCommand } from '../../../src/cli/commands/dead-letters.js';
import type { Gateway } from '../../../src/gateway.js';

/** An archive of one source with so many dead letters, of which so many are kept whole. */
function archiveOf(total: number, whole: number) {
  const letter = { record: 'c1', code: 'MISSING_ID', path: 'id', reason: 'No id.', firstSeenAt: '2026-05-01' };
  const archive = {
    summaries: async () => [{ source: 'web', total, byCode: { MISSING_ID: total }, at: '2026-05-01' }],
    deadLetters: async ({ offset, limit }: { offset: number; limit: number }) => ({
      ...{ total: whole, letters: Array(Math.min(limit, Math.max(0, whole - offset))).fill(letter) },
    }),
  };
  return archive as unknown as Gateway['archive'];
}

async function last(total: number, whole: number, json = false) {
  const lines: string[] = [];
  const output = { line: (text: string) => void lines.push(text), note: () => undefined, stderr: process.stderr };
  const sources = { sources: [] } as unknown as Gateway['sources'];
  expect(await deadLettersCommand({ sources, archive: archiveOf(total, whole) }, [], { json }, output)).toBe(0);
  return { count: lines.length, line: lines.at(-1) };
}

test('of many dead letters it says how many --json lists, and of how many only the number is kept', async () => {
  expect(await last(10_000, 1000)).toEqual({
    count: 22,
    line: '    and 980 more (--json lists them), and 9000 that are only counted',
  });
  expect(await last(10_000, 1000, true)).toMatchObject({ count: 1000 });
  expect((await last(30, 30)).line).toBe('    and 10 more (--json lists them)');
  expect((await last(25, 20)).line).toBe('    and 5 that are only counted');
  expect((await last(20, 20)).count).toBe(21);
});
