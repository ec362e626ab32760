import { expect, test } from 'vitest';
import { checkCommand } from '../../../src/cli/commands/check.js';
import type { Issue } from '../../../src/domain/issue.js';
import type { Format } from '../../../src/harvest/format.js';
import type { ReaderOptions } from '../../../src/harvest/reader.js';

/** One record with so many problems. */
function readerOf(problems: number): ReaderOptions {
  const issue: Issue = {
    ...{ code: 'INVALID_URL', severity: 'error', source: 'check', record: 'c1', path: 'url', message: 'No address.' },
  };
  const format: Format = {
    ...{ id: 'odd', title: 'Odd', sniff: () => true },
    async *read() {
      yield { position: 1, data: {} };
    },
    map: () => ({ issues: Array.from({ length: problems }, () => issue) }),
  };
  return {
    ...{ formats: [format], limits: { maxDepth: 8, maxRecordBytes: 1000 }, now: () => new Date() },
    async *openFeeds() {
      const bytes = (async function* () {
        yield Buffer.from('feed');
      })();
      yield { uri: 'file:///feed', bytes };
    },
  };
}

test('problems are counted by kind, with the first of each, and cost no more the more there are', async () => {
  const lines: string[] = [];
  const output = { line: (text: string) => void lines.push(text), note: () => undefined, stderr: process.stderr };
  const began = performance.now();
  expect(await checkCommand('feed', {}, readerOf(150_000), output, new AbortController().signal)).toBe(1);
  expect(performance.now() - began).toBeLessThan(15_000);
  expect(lines[1]).toBe('INVALID_URL (150000)');
  expect(lines.slice(2)).toEqual(Array(3).fill('  error in c1 at url: No address.'));
});
