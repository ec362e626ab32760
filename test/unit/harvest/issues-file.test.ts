import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Issue } from '../../../src/domain/issue.js';
import { issuesFile, keptIssues } from '../../../src/harvest/issues-file.js';
import { temporaryDirectory } from '../../support/servers.js';

let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
beforeAll(async () => {
  folder = await temporaryDirectory('issues');
});
afterAll(() => folder.remove());

const issue: Issue = {
  ...{ code: 'INVALID_DATE', severity: 'warning', source: 'a', record: 'r', path: 'start' },
  message: 'Two lines\u2028in one sentence.',
};

async function kept(source: string, lines: readonly string[]): Promise<Issue[]> {
  await mkdir(join(folder.path, source));
  await writeFile(issuesFile(folder.path, source), lines.map((line) => `${line}\n`).join(''));
  const found: Issue[] = [];
  for await (const each of (await keptIssues(folder.path, source)) ?? []) found.push(each);
  return found;
}

test('the problems of a source are read as they were written', async () => {
  const other = { ...issue, code: 'MISSING_ID', severity: 'error', record: '#2', excerpt: 'x' } as const;
  expect(await kept('a', [JSON.stringify(issue), JSON.stringify(other)])).toEqual([issue, other]);
});

test('a line that was cut, or that another version wrote, costs no other line', async () => {
  const odd = [JSON.stringify(issue).slice(0, 40), '', 'null', JSON.stringify({ ...issue, code: 'UNHEARD_OF' })];
  expect(await kept('b', [...odd, JSON.stringify(issue)])).toEqual([issue]);
});

test('a source that never kept any is not one without problems', async () => {
  expect(await keptIssues(folder.path, 'nowhere')).toBeUndefined();
  expect(await kept('c', [])).toEqual([]);
});
