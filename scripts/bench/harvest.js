#!/usr/bin/env node
/**
 * Harvest against a bare import, in one run: the same 100,000 offers, once as a MOOChub feed that is read, mapped,
 * validated, staged, judged and written, once as ready-made documents that are only sent. Both into an empty Meilisearch
 * of their own, settings first, payloads of the same size. Then the same feed again, unchanged.
 *
 * Usage: node scripts/bench/harvest.js [offers] [threads that help to map, default one less than there are cores]
 */
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { buildIfStale } from '../build-if-stale.js';
import { makeMoocHubFeed } from './moochub-feed.js';

buildIfStale();
const { connectMeilisearch } = await import('../../dist/meilisearch/connect.js');
const { indexNames, offerSettings } = await import('../../dist/meilisearch/index-settings.js');
const { IndexWriter } = await import('../../dist/meilisearch/index-writer.js');
const { toSearchDocument } = await import('../../dist/search/projection.js');
const { harvest } = await import('../../dist/harvest/harvester.js');
const { MappingPool } = await import('../../dist/harvest/mapping-pool.js');
const { readSource } = await import('../../dist/harvest/reader.js');
const { sourceDefinition } = await import('../../dist/harvest/source.js');
const { formats } = await import('../../dist/harvest/formats/registry.js');
const { openFeeds } = await import('../../dist/harvest/transports/open-feeds.js');

const offers = Number(process.argv[2] ?? 100_000);
const prefix = 'lotse';
const batchBytes = 8 * 1024 * 1024;
const threads = Number(process.argv[3] ?? availableParallelism() - 1);
const silent = { debug() {}, info() {}, warn() {}, error() {} };
const work = await mkdtemp(join(tmpdir(), 'lotse-bench-'));
const source = sourceDefinition.parse({
  id: 'bench',
  name: 'bench',
  format: 'moochub',
  location: join(work, 'feed.json'),
  language: 'en',
});
const limits = {
  maxBytes: 4e9,
  timeoutMs: 3.6e6,
  idleTimeoutMs: 60_000,
  connectTimeoutMs: 5000,
  maxRedirects: 5,
  maxRatio: 200,
};
const reader = {
  formats,
  openFeeds: (given, signal) =>
    openFeeds(given, {
      baseDir: work,
      limits,
      allowHosts: [],
      userAgent: 'bench',
      env: () => undefined,
      log: silent,
      signal,
    }),
  limits: { maxDepth: 64, maxRecordBytes: 262_144 },
  now: () => new Date(),
  ...(threads === 0 ? {} : { pool: new MappingPool({ threads, log: silent }) }),
};

async function timed(work) {
  const start = performance.now();
  const result = await work();
  return { seconds: (performance.now() - start) / 1000, result };
}

async function withEngine(name, work_) {
  const connection = await connectMeilisearch({ dataDir: join(work, name), prefix, log: silent });
  try {
    return await work_(connection);
  } finally {
    await connection.close();
    await rm(join(work, name), { recursive: true, force: true });
  }
}

async function readAll(visit) {
  let peak = 0;
  let read = 0;
  for await (const harvested of readSource(source, reader, work, new AbortController().signal)) {
    if (++read % 5000 === 0) peak = Math.max(peak, process.memoryUsage().rss);
    await visit?.(harvested);
  }
  return { read, peak };
}

async function bareImport(connection, documents) {
  const { readFile } = await import('node:fs/promises');
  const index = connection.write.index(indexNames(prefix).offers);
  await connection.write.createIndex(indexNames(prefix).offers, { primaryKey: 'id' }).waitTask();
  await index.updateSettings(offerSettings).waitTask();
  return timed(async () => {
    const tasks = [];
    for (const file of documents)
      tasks.push(index.addDocumentsFromString(await readFile(file, 'utf8'), 'application/x-ndjson'));
    for (const task of tasks) {
      const done = await task.waitTask({ timeout: 1_800_000, interval: 50 });
      if (done.status !== 'succeeded') throw new Error(done.error?.message);
    }
  });
}

try {
  await makeMoocHubFeed(join(work, 'feed.json'), offers);
  const feedBytes = (await stat(join(work, 'feed.json'))).size;

  const documents = [];
  let stream;
  let bytes = Number.POSITIVE_INFINITY;
  const reading = await timed(() =>
    readAll(async ({ record, hash }) => {
      const line = `${JSON.stringify(toSearchDocument(record, { hash, updated: 0 }))}\n`;
      if (bytes + line.length > batchBytes) {
        if (stream !== undefined) {
          stream.end();
          await finished(stream);
        }
        documents.push(join(work, `batch-${documents.length}.ndjson`));
        stream = createWriteStream(documents.at(-1));
        bytes = 0;
      }
      bytes += line.length;
      if (!stream.write(line)) await new Promise((resolve) => stream.once('drain', resolve));
    }),
  );
  stream.end();
  await finished(stream);
  const parsing = await timed(() => readAll());

  const bare = await withEngine('bare', (connection) => bareImport(connection, documents));
  const { first, again } = await withEngine('harvest', async (connection) => {
    const index = new IndexWriter(connection.write, indexNames(prefix), { log: silent, maxBatchBytes: batchBytes });
    await index.ensure();
    const context = {
      index,
      lock: { acquire: async () => async () => undefined },
      read: (given, scratch, signal) => readSource(given, reader, scratch, signal),
      duplicates: { index: index.duplicates },
      ...{ workDir: join(work, 'harvest-work'), now: () => new Date(), log: silent },
    };
    return { first: await timed(() => harvest(source, context)), again: await timed(() => harvest(source, context)) };
  });
  if (first.result.written !== offers || again.result.outcome !== 'unchanged')
    throw new Error(JSON.stringify([first.result, again.result]));

  const line = (name, { seconds }, note) =>
    console.log(`${name.padEnd(44)} ${seconds.toFixed(1).padStart(7)} s   ${note}`);
  console.log(
    `${offers} offers, feed ${(feedBytes / 1e6).toFixed(0)} MB, ${documents.length} payloads of ${(batchBytes / 1e6).toFixed(0)} MB`,
  );
  line('bare import of the same documents', bare, '1.00');
  line(
    'harvest of the feed',
    first,
    `${(bare.seconds / first.seconds).toFixed(2)} x the bare import's speed (aim 0.9)`,
  );
  line(
    'the same feed again, unchanged',
    again,
    `${((100 * again.seconds) / first.seconds).toFixed(1)} % of the first harvest`,
  );
  line(
    'reading, mapping, validating alone',
    parsing,
    `${(bare.seconds / parsing.seconds).toFixed(1)} x the bare import's speed (aim 10), RSS ${(parsing.result.peak / 3e8).toFixed(2)} of 300 MB, ${threads} threads helping`,
  );
  line('the same with search documents made', reading, '');
} finally {
  await reader.pool?.close();
  await rm(work, { recursive: true, force: true });
}
