#!/usr/bin/env node
/**
 * Walks a whole result forwards and backwards through GraphQL, page by page, and shows that there is no hole and no
 * repeat; prints how the last pages compare with the first ones.
 *
 * Usage: node scripts/bench/paging.js [offers] [folder to keep the index in]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildIfStale } from '../build-if-stale.js';
import { median } from './load.js';
import { fillIndex } from './search-index.js';

buildIfStale();
const { loadConfig } = await import('../../dist/config/load-config.js');
const { openGateway } = await import('../../dist/gateway.js');
const { createLogger } = await import('../../dist/telemetry/logger.js');

const offers = Number(process.argv[2] ?? 100_000);
const kept = process.argv[3];
const dataDir = kept ?? (await mkdtemp(join(tmpdir(), 'lotse-bench-')));
const everything = { status: ['open', 'upcoming', 'expired', 'unknown'] };

try {
  const config = loadConfig({ LOTSE_DATA: dataDir, PATH: process.env.PATH, LOTSE_CACHE_MAX_BYTES: '0' });
  const gateway = await openGateway(config, (name) => process.env[name], createLogger({ level: 'silent' }));
  await fillIndex(gateway, offers);
  const walk = async (sort, forwards) => {
    const seen = new Set();
    const times = [];
    let edge;
    for (;;) {
      const start = performance.now();
      const window = forwards
        ? { first: 100, ...(edge && { after: edge }) }
        : { last: 100, ...(edge && { before: edge }) };
      const page = await gateway.search.search({ filter: everything, sort, ...window });
      times.push(performance.now() - start);
      for (const { document } of page.hits) {
        if (seen.has(document.id)) throw new Error(`${document.id} comes twice`);
        seen.add(document.id);
      }
      if (!(forwards ? page.hasNextPage : page.hasPreviousPage)) break;
      edge = forwards ? page.hits.at(-1).cursor : page.hits[0].cursor;
    }
    if (seen.size !== offers) throw new Error(`${seen.size} of ${offers} offers were seen`);
    return `${seen.size} offers in ${times.length} pages, no hole and no repeat; the last tenth takes ${(median(times.slice(-times.length / 10)) / median(times.slice(0, times.length / 10))).toFixed(2)} x the first`;
  };
  for (const [name, sort] of [
    ['relevance', []],
    ['title', [{ by: 'title', descending: false }]],
  ]) {
    console.log(`forwards,  by ${name}: ${await walk(sort, true)}`);
    console.log(`backwards, by ${name}: ${await walk(sort, false)}`);
  }
  await gateway.close();
} finally {
  if (kept === undefined) await rm(dataDir, { recursive: true, force: true });
}
