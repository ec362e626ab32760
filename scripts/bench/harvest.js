#!/usr/bin/env node
/**
 * Harvest against a bare import, in one run: the same 100,000 offers, once as a MOOChub feed that is fetched, mapped,
 * validated, staged, judged and written, once as ready-made documents that are only sent. Both into an empty Meilisearch
 * of their own, settings first, payloads of the same size. Then the same feed again, unchanged: from a server that says
 * so (304), from one that cannot tell, and with every record read, mapped and compared (`--force`). What is compared is
 * measured in turns, and the fastest of each counts, as others may be at work on the machine. Reading alone has a process
 * of its own, so that neither its time nor its memory is that of something else; it reads twice a turn, as its threads
 * are new each time.
 *
 * Usage: node scripts/bench/harvest.js [offers, default 100,000] [rounds, default 3]
 *   [threads that help to map, default one less than there are cores]
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { buildIfStale } from '../build-if-stale.js';
import { makeMoocHubFeed } from './moochub-feed.js';

const self = fileURLToPath(import.meta.url);
const silent = { debug() {}, info() {}, warn() {}, error() {} };
if (process.argv[2] === 'serve') await serve(process.argv[3]);
else if (process.argv[2] === 'read') await readAlone();
else await measure();

/** A server of one file in a process of its own, as that of a provider is; `/told` has an entity tag, `/untold` has none. */
async function serve(path) {
  const server = createServer((request, response) => {
    const etag = request.url === '/told' ? { etag: '"1"' } : {};
    if (etag.etag !== undefined && request.headers['if-none-match'] === etag.etag) return response.writeHead(304).end();
    response.writeHead(200, { 'content-type': 'application/json', ...etag });
    createReadStream(path).pipe(response);
  });
  server.listen(0, '127.0.0.1', () => process.send(server.address().port));
  process.on('disconnect', () => process.exit());
}

async function timed(work) {
  const start = performance.now();
  const result = await work();
  return { seconds: (performance.now() - start) / 1000, result };
}

/** A process that reads the feed whenever it is told to, and answers how long that took. */
async function readAlone() {
  const [port, threads, work] = process.argv.slice(3);
  const { readAll } = await readingOf(Number(port), Number(threads), work);
  process.on('message', async () => process.send(await timed(() => readAll())));
  process.on('disconnect', () => process.exit());
}

/** How the feed of the server at a port is read. */
async function readingOf(port, threads, work) {
  const { MappingPool } = await import('../../dist/harvest/mapping-pool.js');
  const { readSource } = await import('../../dist/harvest/reader.js');
  const { sourceDefinition } = await import('../../dist/harvest/source.js');
  const { formats } = await import('../../dist/harvest/formats/registry.js');
  const { openFeeds } = await import('../../dist/harvest/transports/open-feeds.js');
  const sourceAt = (path) =>
    sourceDefinition.parse({
      ...{ id: 'bench', name: 'bench', format: 'moochub', language: 'en' },
      location: `http://127.0.0.1:${port}/${path}`,
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
    openFeeds: (given, signal, memory, scratchDir) =>
      openFeeds(given, {
        ...(memory === undefined ? {} : { memory }),
        scratchDir,
        baseDir: work,
        limits,
        allowHosts: [`127.0.0.1:${port}`],
        userAgent: 'bench',
        env: () => undefined,
        log: silent,
        signal,
      }),
    limits: { maxDepth: 64, maxRecordBytes: 262_144 },
    now: () => new Date(),
    ...(threads === 0 ? {} : { pool: new MappingPool({ threads, log: silent }) }),
  };
  const read = (given, scratch, ...rest) => readSource(given, reader, scratch, ...rest);
  const readAll = async (visit) => {
    let peak = 0;
    let count = 0;
    for await (const harvested of read(sourceAt('untold'), work, new AbortController().signal)) {
      if (++count % 5000 === 0) peak = Math.max(peak, process.memoryUsage().rss);
      await visit?.(harvested);
    }
    return { read: count, peak };
  };
  return { sourceAt, read, readAll, close: () => reader.pool?.close() };
}

async function measure() {
  buildIfStale();
  const { connectMeilisearch } = await import('../../dist/meilisearch/connect.js');
  const { indexNames, offerSettings } = await import('../../dist/meilisearch/index-settings.js');
  const { IndexWriter } = await import('../../dist/meilisearch/index-writer.js');
  const { toSearchDocument } = await import('../../dist/search/projection.js');
  const { harvest } = await import('../../dist/harvest/harvester.js');
  const { recordOf } = await import('../../dist/harvest/take-record.js');
  const { FileSourceStates } = await import('../../dist/harvest/file-states.js');

  const offers = Number(process.argv[2] ?? 100_000);
  const prefix = 'lotse';
  const batchBytes = 8 * 1024 * 1024;
  const rounds = Number(process.argv[3] ?? 3);
  const threads = Number(process.argv[4] ?? availableParallelism() - 1);
  const work = await mkdtemp(join(tmpdir(), 'lotse-bench-'));
  const feed = join(work, 'feed.json');
  await makeMoocHubFeed(feed, offers);
  const provider = fork(self, ['serve', feed]);
  const [port] = await once(provider, 'message');
  const { sourceAt, read, readAll, close } = await readingOf(port, threads, work);
  const source = sourceAt('untold');
  const alone = fork(self, ['read', port, threads, work]);
  const readTwice = async () => {
    const turns = [];
    for (let turn = 0; turn < 2; turn += 1) {
      alone.send('read');
      turns.push((await once(alone, 'message'))[0]);
    }
    return turns;
  };

  async function withEngine(name, work_) {
    const connection = await connectMeilisearch({ dataDir: join(work, name), prefix, log: silent });
    try {
      return await work_(connection);
    } finally {
      await connection.close();
      await rm(join(work, name), { recursive: true, force: true });
    }
  }

  async function bareImport(connection, documents) {
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

  /** Harvests into an empty index; with `again`, a few times more. */
  async function harvestAll(connection, again) {
    const index = new IndexWriter(connection.write, indexNames(prefix), { log: silent, maxBatchBytes: batchBytes });
    await index.ensure();
    const context = {
      index,
      lock: { acquire: async () => async () => undefined },
      read,
      memory: { states: new FileSourceStates(join(work, 'states')), fingerprintOf: () => 'bench' },
      duplicates: { index: index.duplicates },
      ...{ workDir: join(work, 'harvest-work'), now: () => new Date(), log: silent },
    };
    await rm(join(work, 'states'), { recursive: true, force: true });
    const first = await timed(() => harvest(source, context));
    if (!again) return { first };
    const untold = await timed(() => harvest(source, context));
    const forced = await timed(() => harvest(source, context, { force: true }));
    await harvest(sourceAt('told'), context);
    const told = await timed(() => harvest(sourceAt('told'), context));
    return { first, untold, forced, told };
  }

  function fastest(timings) {
    return timings.reduce((best, each) => (each.seconds < best.seconds ? each : best));
  }

  try {
    const feedBytes = (await stat(feed)).size;

    const documents = [];
    let stream;
    let bytes = Number.POSITIVE_INFINITY;
    const making = await timed(() =>
      readAll(async (harvested) => {
        const record = recordOf(harvested);
        const { hash } = harvested;
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
    const bares = [];
    const readings = [];
    const harvests = [];
    for (let round = 0; round < rounds; round += 1) {
      readings.push(...(await readTwice()));
      bares.push(await withEngine('bare', (connection) => bareImport(connection, documents)));
      harvests.push(await withEngine('harvest', (connection) => harvestAll(connection, round === rounds - 1)));
    }
    const parsing = fastest(readings);
    const bare = fastest(bares);
    const first = fastest(harvests.map(({ first }) => first));
    const { told, untold, forced } = harvests.at(-1);
    const repeated = [untold, forced, told].map(({ result }) => result);
    if (
      first.result.written !== offers ||
      repeated.some(({ outcome, unchanged }) => outcome !== 'unchanged' || unchanged !== offers)
    )
      throw new Error(JSON.stringify([first.result, ...repeated]));

    const line = (name, { seconds }, note) =>
      console.log(`${name.padEnd(44)} ${seconds.toFixed(1).padStart(7)} s   ${note}`);
    console.log(
      `${offers} offers, feed ${(feedBytes / 1e6).toFixed(0)} MB, ${documents.length} payloads of ${(batchBytes / 1e6).toFixed(0)} MB, the fastest of ${rounds}`,
    );
    line('bare import of the same documents', bare, '1.00');
    line(
      'harvest of the feed',
      first,
      `${(bare.seconds / first.seconds).toFixed(2)} x the bare import's speed (aim 0.9)`,
    );
    const share = ({ seconds }) => `${((100 * seconds) / first.seconds).toFixed(2)} % of the first harvest`;
    line('unchanged, as its server says (304)', told, `${share(told)} (aim: below 3)`);
    line('unchanged, of a server that cannot tell', untold, `${share(untold)} (aim: below 3)`);
    line('unchanged, and every record compared', forced, share(forced));
    line(
      'reading, mapping, validating alone',
      parsing,
      `${(bare.seconds / parsing.seconds).toFixed(1)} x the bare import's speed (aim 10), RSS ${(parsing.result.peak / 3e8).toFixed(2)} of 300 MB, ${threads} threads helping`,
    );
    line('the same with search documents made', making, '');
  } finally {
    await close();
    alone.disconnect();
    provider.disconnect();
    await rm(work, { recursive: true, force: true });
  }
}
