#!/usr/bin/env node
/**
 * Harvests one very large feed, which another process makes while it is sent over HTTP, and prints the peak of the memory
 * of the harvesting process against 300 MB. `read`: reading, mapping, validating, staging and judging, with an index that
 * only counts; `index`: the command `lotse harvest` with an engine of its own.
 *
 * Usage: node scripts/bench/large-feed.js [json|broken|xml|csv|turtle] [MB, default 1000] [read|index] [threads]
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { buildIfStale } from '../build-if-stale.js';
import { largeFeeds } from './large-feeds.js';

const aim = 300;
const self = fileURLToPath(import.meta.url);
const [role, ...rest] = process.argv.slice(2);

if (role === 'serve') serve(rest[0], Number(rest[1]));
else if (role === 'harvest') await harvestAlone(rest[0]);
else await measure(role ?? 'json', Number(rest[0] ?? 1000), rest[1] ?? 'read', rest[2]);

/** Answers every request with the feed; prints its address. */
function serve(kind, megabytes) {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'application/octet-stream' });
    Readable.from(largeFeeds[kind].text(megabytes * 1e6)).pipe(response);
  });
  server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}/feed`));
}

/** Harvests the only source of a file into an index that counts; prints what it took. */
async function harvestAlone(sourcesFile) {
  const { loadConfig } = await import('../../dist/config/load-config.js');
  const { readerOf } = await import('../../dist/gateway.js');
  const { harvest } = await import('../../dist/harvest/harvester.js');
  const { readSource } = await import('../../dist/harvest/reader.js');
  const { loadSources } = await import('../../dist/harvest/sources-file.js');
  const { createLogger } = await import('../../dist/telemetry/logger.js');
  const log = createLogger({ level: 'error' });
  const config = loadConfig(process.env);
  const sources = await loadSources(sourcesFile);
  const reader = readerOf(config, sources, (name) => process.env[name], log);
  let written = 0;
  const index = {
    async *stored() {},
    async apply(_, { writes }) {
      for await (const _record of writes()) written += 1;
      return { written, withdrawn: 0, refused: [] };
    },
    count: async () => written,
    remember: async () => undefined,
    appliedRun: async () => undefined,
    held: async () => undefined,
  };
  // No other source, so nothing is the same offer twice.
  const duplicates = {
    hasOthers: async () => false,
    basis: async () => undefined,
    rememberBasis: async () => undefined,
    async *written() {},
    ...{ expiredFronts: async () => [], unsettled: async () => [], countMerged: async () => 0 },
  };
  const report = await harvest(sources.sources[0], {
    ...{ index, log, now: () => new Date(), workDir: join(config.dataDir, 'harvest') },
    lock: { acquire: async () => async () => undefined },
    duplicates: { index: duplicates },
    read: (...given) => readSource(given[0], reader, ...given.slice(1)),
  });
  await reader.pool?.close();
  console.log(JSON.stringify(report));
}

async function measure(kind, megabytes, mode, threads) {
  buildIfStale();
  const work = await mkdtemp(join(tmpdir(), 'lotse-bench-'));
  const server = spawn(process.execPath, [self, 'serve', kind, String(megabytes)], { stdio: ['ignore', 'pipe', 2] });
  try {
    const [address] = await once(server.stdout, 'data');
    const sourcesFile = join(work, 'sources.json');
    const { source } = largeFeeds[kind];
    const location = String(address).trim();
    await writeFile(sourcesFile, JSON.stringify({ sources: [{ id: 'large', name: 'Large', location, ...source }] }));
    const command =
      mode === 'index'
        ? [fileURLToPath(new URL('../lotse.js', import.meta.url)), 'harvest', '--json']
        : [self, 'harvest', sourcesFile];
    const harvesting = spawn(process.execPath, command, {
      stdio: ['ignore', 'pipe', 2],
      env: {
        ...{
          PATH: process.env.PATH,
          MALLOC_ARENA_MAX: '2', // as the command has it
          LOTSE_DATA: join(work, 'data'),
          LOTSE_SOURCES: sourcesFile,
          LOTSE_LOG_LEVEL: 'error',
        },
        ...{
          LOTSE_FEED_MAX_BYTES: `${megabytes + 100} MB`,
          LOTSE_FEED_TIMEOUT_MS: '3600000',
          LOTSE_ALLOW_HOSTS: new URL(location).host,
        },
        ...(threads === undefined ? {} : { LOTSE_MAP_THREADS: threads }),
      },
    });
    const chunks = [];
    harvesting.stdout.on('data', (chunk) => chunks.push(chunk));
    let peak = 0;
    const watch = setInterval(() => {
      peak = Math.max(peak, peakOf(harvesting.pid));
    }, 200);
    const [code] = await once(harvesting, 'close');
    clearInterval(watch);
    const report = JSON.parse(Buffer.concat(chunks).toString());
    if (code !== 0 || report.error !== undefined) throw new Error(JSON.stringify(report.error ?? code));
    const { read, seconds, issues } = report;
    console.log(
      `${kind}, ${megabytes} MB, ${read} records, ${mode}: ${seconds.toFixed(0)} s (${((1000 * seconds) / read).toFixed(3)} ms a record, ${(megabytes / seconds).toFixed(1)} MB/s); problems ${JSON.stringify(issues)}`,
    );
    console.log(
      `peak of memory ${peak.toFixed(0)} MB of ${aim} MB: ${(peak / aim).toFixed(2)}${peak <= aim ? '' : ', which is too much'}`,
    );
  } finally {
    server.kill();
    await rm(work, { recursive: true, force: true });
  }
}

/** Most memory that a process had so far, in MB (Linux). */
function peakOf(pid) {
  try {
    return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1000;
  } catch {
    return 0;
  }
}
