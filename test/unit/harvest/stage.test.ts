import { chmod, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, expect, test } from 'vitest';
import type { Issue } from '../../../src/domain/issue.js';
import { Stage } from '../../../src/harvest/stage.js';
import { temporaryDirectory } from '../../support/servers.js';

const folder = await temporaryDirectory('stage');
afterAll(() => folder.remove());

const hash = 'h'.repeat(22);
const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

async function recordsOf(stage: Stage, wanted: (id: string) => boolean = () => true) {
  const found: unknown[] = [];
  for await (const { record } of stage.records(wanted)) found.push(record);
  return found;
}

test('gives back what was staged, in order, with every line separator that Unicode has', async () => {
  const stage = new Stage(folder.path, join(folder.path, 'one.ndjson'));
  const texts = ['a\u2028b\u2029c', 'tab\tquote"', '\u0085\u000b', 'x'.repeat(600_000), '😀'.repeat(100_000), ''];
  for (const [number, text] of texts.entries()) await stage.add(id(number), hash, JSON.stringify({ text }));
  await stage.close();
  expect(await recordsOf(stage)).toEqual(texts.map((text) => ({ text })));
  expect(await recordsOf(stage, (each) => each === id(1))).toEqual([{ text: texts[1] }]);
  expect(stage.hashes.get(id(5))).toBe(hash);
});

test('keeps issues line by line', async () => {
  const path = join(folder.path, 'two.ndjson');
  const stage = new Stage(folder.path, path);
  const issue: Issue = { code: 'MISSING_ID', severity: 'error', source: 's', record: '#1', path: '', message: 'a\nb' };
  await stage.report(issue);
  await stage.report(issue);
  await stage.close();
  const lines = (await readFile(path, 'utf8')).split('\n');
  expect(lines.map((line) => line && JSON.parse(line))).toEqual([issue, issue, '']);
});

test('a disk that fails is an error of the call, not of the process', async () => {
  const stage = new Stage(join(folder.path, 'missing'), join(folder.path, 'three.ndjson'));
  const writing = (async () => {
    for (let number = 0; number < 1000; number += 1) await stage.add(id(number), hash, '{}'.padEnd(5000));
  })();
  await expect(writing).rejects.toMatchObject({ code: 'ENOENT' });
  await expect(stage.close()).rejects.toMatchObject({ code: 'ENOENT' });
  await chmod(folder.path, 0o700);
});

test('holds ids and hashes in memory, not records', async () => {
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc') as () => void;
  const heap = () => {
    gc();
    return process.memoryUsage().heapUsed + process.memoryUsage().external;
  };
  const stage = new Stage(folder.path, join(folder.path, 'four.ndjson'));
  const before = heap();
  const line = JSON.stringify({ text: 'y'.repeat(10_000) });
  for (let number = 0; number < 10_000; number += 1) await stage.add(id(number), hash, line);
  const staged = heap() - before;
  await stage.close();
  let most = 0;
  let read = 0;
  for await (const { record } of stage.records(() => true)) {
    read += 'text' in record ? 1 : 0;
    if (read % 2000 === 0) most = Math.max(most, heap() - before);
  }
  expect(read).toBe(10_000);
  expect(staged).toBeLessThan(15 * 2 ** 20);
  expect(most).toBeLessThan(25 * 2 ** 20);
});
