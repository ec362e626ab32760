import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { loadSources, SourcesInvalid } from '../../../src/harvest/sources-file.js';
import { temporaryDirectory } from '../../support/servers.js';

const folder = await temporaryDirectory('sources');
afterAll(() => folder.remove());

async function load(text: string) {
  const path = join(folder.path, 'sources.yaml');
  await writeFile(path, text);
  return loadSources(path);
}

test('a good file gives its sources with every default', async () => {
  const { sources, baseDir } = await load('sources:\n  - id: one\n    name: One\n    location: a.xml\n');
  expect(baseDir).toBe(folder.path);
  expect(sources).toMatchObject([
    { id: 'one', enabled: true, language: 'und', guard: { maxDropShare: 0.2, maxInvalidShare: 0.5 }, headers: {} },
  ]);
});

const head = 'sources:\n  - id: one\n    name: One\n    location: a.xml\n';

test.each<[string, string, string[]]>([
  ['an unknown key', `${head}    formt: xcri-cap\n`, ['line 5: sources.0.formt']],
  ['an unknown key deep within', `${head}    guard:\n\n      maxDrop: 1\n`, ['line 7: sources.0.guard.maxDrop']],
  ['an unknown key at the top', `${head}extra: 1\n`, ['line 5: extra']],
  ['a bad value', `${head}    guard:\n      maxDropShare: 2\n`, ['line 6: sources.0.guard.maxDropShare']],
  ['a bad id', head.replace('id: one', 'id: One Two'), ['line 2: sources.0.id']],
  ['a missing key', 'sources:\n  - id: one\n    name: One\n', ['line 2: sources.0.location']],
  [
    'an id used twice',
    `${head}  - id: one\n    name: Two\n    location: b.xml\n`,
    ['line 5: sources.1.id: the id "one" is used twice'],
  ],
  [
    'several problems, in the order of the lines',
    `sources:\n  - id: one\n    name: ''\n    location: 5\n    enabled: perhaps\n`,
    ['line 3: sources.0.name', 'line 4: sources.0.location', 'line 5: sources.0.enabled'],
  ],
  ['no list', 'sources: 5\n', ['line 1: sources']],
  ['nothing', '', ['line 1:']],
  ['no YAML', 'sources: [\n', ['is not YAML', 'line 2']],
  ['a key twice', `${head}    name: Two\n`, ['is not YAML', 'line 5']],
  ['an alias to nowhere', 'sources: *nothing\n', ['is not YAML', 'nothing']],
])('%s is told by line and key', async (_, text, parts) => {
  const error = await load(text).catch((cause: unknown) => cause);
  expect(error).toBeInstanceOf(SourcesInvalid);
  const { message } = error as SourcesInvalid;
  expect(message).toContain(join(folder.path, 'sources.yaml'));
  let from = 0;
  for (const part of parts) {
    const at = message.indexOf(part, from);
    expect({ part, message, found: at >= 0 }).toMatchObject({ found: true });
    from = at + part.length;
  }
});

test('aliases that grow without end are refused', async () => {
  const levels = Array.from({ length: 12 }, (_, n) => `a${n + 1}: &a${n + 1} [${Array(10).fill(`*a${n}`).join(', ')}]`);
  await expect(load(`a0: &a0 x\n${levels.join('\n')}\nsources: []\n`)).rejects.toBeInstanceOf(SourcesInvalid);
});

test('a file that is not there is named', async () => {
  await expect(loadSources('/nowhere/sources.yaml')).rejects.toThrow(/\/nowhere\/sources\.yaml cannot be read/);
});

test.each([
  ['schedule: 61 * * * *', 'line 5: sources.0.schedule: is not a cron expression: Invalid value for minute: 61'],
  ['schedule: every day', 'line 5: sources.0.schedule: expected a cron expression of five fields'],
  ['schedule: "@daily"\n    timezone: Mars/Phobos', 'the timezone "Mars/Phobos"'],
])('a bad %s is told by line and key', async (lines, message) => {
  await expect(load(`${head}    ${lines}\n`)).rejects.toThrow(message);
});

test('a schedule goes by the clocks of its source', async () => {
  const { sources } = await load(`${head}    schedule: 15 3 * * *\n    timezone: Europe/Paris\n`);
  expect(sources).toMatchObject([{ schedule: '15 3 * * *', timezone: 'Europe/Paris', scheduleJitterMinutes: 5 }]);
});
