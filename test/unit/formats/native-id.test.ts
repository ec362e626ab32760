import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Feed } from '../../../src/harvest/feed.js';
import { formats } from '../../../src/harvest/formats/registry.js';
import { readSource } from '../../../src/harvest/reader.js';
import { loadSources } from '../../../src/harvest/sources-file.js';
import { openFeeds } from '../../../src/harvest/transports/open-feeds.js';
import { silentLog } from '../../support/silent-log.js';

const sourcesFile = new URL('../../../src/catalogues/sources.yaml', import.meta.url).pathname;

function defective(): never {
  throw new Error('a defect');
}

test('a record that the mapper of its format fails on is told by the id that it would have had', async () => {
  const { sources, baseDir } = await loadSources(
    sourcesFile,
    formats.map(({ id }) => id),
  );
  const folder = await mkdtemp(join(tmpdir(), 'lotse-native-'));
  const limits = { maxBytes: 5e7, timeoutMs: 20_000, idleTimeoutMs: 5000, connectTimeoutMs: 1000 };
  const tried = new Set<string>();
  try {
    // Where columns are mapped by the sources file, the id is made by its rules, which may be what fails.
    for (const source of sources.filter(({ format }) => format !== 'table')) {
      const read = async (fails: boolean) => {
        const told: string[] = [];
        const scratch = await mkdtemp(join(folder, 'read-'));
        const options = {
          formats: formats.map((format) => (fails ? { ...format, map: defective } : format)),
          openFeeds: (): AsyncIterable<Feed> =>
            openFeeds(source, {
              ...{ baseDir, allowHosts: [], userAgent: 'Lotse/test', env: () => undefined, log: silentLog },
              signal: new AbortController().signal,
              limits: { ...limits, maxRedirects: 0, maxRatio: 200 },
            }),
          limits: { maxDepth: 64, maxRecordBytes: 1e6 },
          now: () => new Date('2026-11-23T12:00:00Z'),
        };
        for await (const { facts, issues } of readSource(source, options, scratch, new AbortController().signal)) {
          if (facts !== undefined) tried.add(facts.format);
          told.push(facts?.nativeId ?? issues[0]?.record ?? '');
        }
        return told;
      };
      const [well, broken] = [await read(false), await read(true)];
      expect([source.id, broken]).toEqual([source.id, well]);
    }
  } finally {
    await rm(folder, { recursive: true });
  }
  expect([...tried].length).toBeGreaterThan(4);
});
