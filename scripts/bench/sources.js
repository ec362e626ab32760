#!/usr/bin/env node
/**
 * Harvests every source of a sources file, each in a process of its own, into one Meilisearch of their own, and prints a
 * table: records read, offers indexed, offers left out as they expired longer ago than their grace, records that could not
 * be taken over or came twice, problems by kind, seconds, and the peak of the memory of the harvesting process (of which
 * Node.js with Lotse loaded is the greatest part).
 *
 * Usage: node scripts/bench/sources.js [sources file, default the bundled one] [source …]
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildIfStale } from '../build-if-stale.js';

const self = fileURLToPath(import.meta.url);
const bundled = fileURLToPath(new URL('../../src/catalogues/sources.yaml', import.meta.url));
const silent = { debug() {}, info() {}, warn() {}, error() {} };

if (process.argv[2] === 'harvest') await harvestOne(process.argv[3]);
else await measure(resolve(process.argv[2] ?? bundled), process.argv.slice(3));

/** Runs the command `lotse harvest` for one source; prints its report, and what it took. */
async function harvestOne(id) {
  const { main } = await import('../../dist/cli/main.js');
  process.exitCode = await main(['harvest', '--json', id]);
  console.log(JSON.stringify({ maxRss: process.resourceUsage().maxRSS * 1024 }));
}

async function measure(sourcesFile, only) {
  buildIfStale();
  const { connectMeilisearch } = await import('../../dist/meilisearch/connect.js');
  const { loadSources } = await import('../../dist/harvest/sources-file.js');
  const { sources } = await loadSources(sourcesFile);
  const work = await mkdtemp(join(tmpdir(), 'lotse-bench-'));
  const engine = await connectMeilisearch({ dataDir: work, prefix: 'lotse', log: silent });
  console.log('| source | format | read | indexed | expired | left out | problems | s | RSS, MB |');
  console.log('| --- | --- | ---: | ---: | ---: | ---: | --- | ---: | ---: |');
  try {
    for (const { id } of sources) {
      if (only.length > 0 && !only.includes(id)) continue;
      console.log(row(id, await harvestIn(work, sourcesFile, id)));
    }
  } finally {
    await engine.close();
    await rm(work, { recursive: true, force: true });
  }
}

async function harvestIn(work, sourcesFile, id) {
  const env = { PATH: process.env.PATH, LOTSE_DATA: work, LOTSE_SOURCES: sourcesFile, LOTSE_LOG_LEVEL: 'fatal' };
  const harvesting = spawn(process.execPath, [self, 'harvest', id], { stdio: ['ignore', 'pipe', 2], env });
  const chunks = [];
  harvesting.stdout.on('data', (chunk) => chunks.push(chunk));
  await once(harvesting, 'close');
  const [report, { maxRss }] = Buffer.concat(chunks)
    .toString()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  return { report, maxRss };
}

function row(id, { report, maxRss }) {
  const { format = '', read, written, expired = 0, rejected, duplicates, issues, seconds, outcome, error } = report;
  const problems = Object.entries(issues)
    .sort(([, a], [, b]) => b - a)
    .map(([code, count]) => `${code} ${count}`)
    .join(', ');
  const wrong = error === undefined ? '' : `${outcome}: ${error.code}`;
  const cells = [id, format, read, written, expired, rejected + duplicates, wrong || problems || 'none'];
  return `| ${[...cells, seconds.toFixed(1), (maxRss / 1e6).toFixed(0)].join(' | ')} |`;
}
