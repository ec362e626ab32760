import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type RunningServer, serve as serveFeed, text } from '../integration/faulty-server.js';
import { ask, lotse, serve } from '../support/cli.js';
import { temporaryDirectory } from '../support/servers.js';
import { coursesXml } from '../support/xcri-course.js';

let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
let provider: RunningServer;
const prefix = `test-${randomBytes(4).toString('hex')}`;
const env = () => ({
  ...{ MEILI_URL: inject('meiliUrl'), MEILI_KEY: inject('meiliKey'), LOTSE_MEILI_PREFIX: prefix, HOST: '127.0.0.1' },
  ...{ LOTSE_DATA: join(folder.path, 'data'), LOTSE_SOURCES: join(folder.path, 'sources.yaml') },
  ...{ LOTSE_ALLOW_HOSTS: provider.host, LOTSE_HARVEST_ON_START: 'never' },
});

/** Defines the source anew: the largest record that it may have. */
const allow = (maxRecordBytes: number) =>
  writeFile(
    join(folder.path, 'sources.yaml'),
    `sources:\n  - { id: web, name: Web, format: xcri-cap, location: "${provider.url}", limits: { maxRecordBytes: ${maxRecordBytes} } }\n`,
  );

beforeAll(async () => {
  folder = await temporaryDirectory('dead-letters-cli');
  const courses = [1, 2, 3, 4].map((number): [string, string] => [`c${number}`, `Course ${number}`]);
  const large = [
    ['large', `Large ${'x'.repeat(8_000)}`],
    ['larger', `Larger ${'x'.repeat(18_000)}`],
  ] as const;
  provider = await serveFeed(text(coursesXml([...courses, ...large])));
});
afterAll(async () => {
  await provider.close();
  await folder.remove();
});

test('dead letters are listed, and tried again from the kept feed when the definition has changed: by hand, or as a server starts', async () => {
  await allow(5_000);
  await lotse(['harvest', 'web'], env());
  const asked = provider.requests.length;
  const listed = await lotse(['dead-letters'], env());
  expect(listed.stdout).toMatch(/^web: 2 dead letters \(LIMIT_RECORD_SIZE 2\), as of /);
  const letters = (await lotse(['dead-letters', 'web', '--json'], env())).json();
  expect(letters).toMatchObject([{ source: 'web', code: 'LIMIT_RECORD_SIZE', position: 5 }, { position: 6 }]);
  expect((await lotse(['dead-letters', 'nowhere'], env())).code).toBe(1);

  const nothing = await lotse(['remap', '--dead-letters'], env());
  expect([nothing.code, nothing.stdout, nothing.stderr]).toEqual([0, '', expect.stringContaining('nothing to do')]);
  await allow(15_000);
  const again = await lotse(['remap', '--dead-letters', '--json'], env());
  expect(again.json()).toMatchObject([{ source: 'web', feeds: 'kept', written: 1, deadLetters: { total: 1 } }]);

  await allow(40_000);
  const running = await serve(env());
  const count = '{ searchLearningOpportunities { totalCount } }';
  await expect
    .poll(async () => (await ask<{ searchLearningOpportunities: object }>(running.url, count)).data, {
      timeout: 20_000,
    })
    .toEqual({ searchLearningOpportunities: { totalCount: 6 } });
  await running.stop();
  expect((await lotse(['dead-letters'], env())).stderr).toContain('There are no dead letters.');
  expect(provider.requests).toHaveLength(asked);
});
