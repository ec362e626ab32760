import { expect, test } from 'vitest';
import { deadLettersCommand } from '../../../src/cli/commands/dead-letters.js';
import type { Gateway } from '../../../src/gateway.js';

/** An archive of one source with so many dead letters. */
function archiveOf(total: number) {
  const letter = { record: 'c1', code: 'MISSING_ID', path: 'id', reason: 'No id.', firstSeenAt: '2026-05-01' };
  const archive = {
    summaries: async () => [{ source: 'web', total, byCode: { MISSING_ID: total }, at: '2026-05-01' }],
    deadLetters: async ({ offset, limit }: { offset: number; limit: number }) => ({
      ...{ total, letters: Array(Math.min(limit, Math.max(0, total - offset))).fill(letter) },
    }),
  };
  return archive as unknown as Gateway['archive'];
}

async function last(total: number, json = false) {
  const lines: string[] = [];
  const output = { line: (text: string) => void lines.push(text), note: () => undefined, stderr: process.stderr };
  const sources = { sources: [] } as unknown as Gateway['sources'];
  expect(await deadLettersCommand({ sources, archive: archiveOf(total) }, [], { json }, output)).toBe(0);
  return { count: lines.length, line: lines.at(-1) };
}

test('of many dead letters it says how many more --json lists, which lists all', async () => {
  expect(await last(10_000)).toEqual({ count: 22, line: '    and 9980 more (--json lists them)' });
  expect(await last(10_000, true)).toMatchObject({ count: 10_000 });
  expect((await last(20)).count).toBe(21);
});
