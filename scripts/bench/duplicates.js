#!/usr/bin/env node
/**
 * How well and at what cost the same offer of several sources is found. Quality: pairs made of the bundled catalogues
 * (`duplicate-pairs.js`), precision and recall by rule and by change; then the real records of each catalogue, dealt out
 * to two sources, where every merge is wrong. Cost: two sources of so many made-up records each that share every tenth,
 * harvested into an empty Meilisearch; the second with, and without, settling; and then again, unchanged.
 *
 * Usage: node scripts/bench/duplicates.js [offers of each source, 0 for quality only] [seed of the pairs]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildIfStale } from '../build-if-stale.js';
import { makePairs } from './duplicate-pairs.js';
import { score } from './duplicate-score.js';
import { makeRecords } from './records.js';

buildIfStale();
const { clusterOffers } = await import('../../dist/domain/duplicates/cluster.js');
const { identityOf } = await import('../../dist/domain/duplicates/identity.js');
const { opportunityId } = await import('../../dist/domain/identifiers.js');
const { vocabulary } = await import('../../dist/domain/vocabularies/vocabulary.js');
const { serialise } = await import('../../dist/harvest/content-hash.js');
const { settle } = await import('../../dist/harvest/duplicates/settle.js');
const { formats } = await import('../../dist/harvest/formats/registry.js');
const { readSource } = await import('../../dist/harvest/reader.js');
const { loadSources } = await import('../../dist/harvest/sources-file.js');
const { openFeeds } = await import('../../dist/harvest/transports/open-feeds.js');
const { connectMeilisearch } = await import('../../dist/meilisearch/connect.js');
const { indexNames } = await import('../../dist/meilisearch/index-settings.js');
const { IndexWriter } = await import('../../dist/meilisearch/index-writer.js');

const seed = Number(process.argv[3] ?? 7);
const offers = Number(process.argv[2] ?? 20_000);
const silent = { debug() {}, info() {}, warn() {}, error() {} };
const today = Math.floor(Date.now() / 86_400_000);
const work = await mkdtemp(join(tmpdir(), 'lotse-bench-'));
const percent = (share) => `${(100 * share).toFixed(2)} %`;

async function bundled() {
  const { sources, baseDir } = await loadSources(resolve('src/catalogues/sources.yaml'));
  const limits = {
    ...{ maxBytes: 1e9, timeoutMs: 1e6, idleTimeoutMs: 1e5, connectTimeoutMs: 1e4, maxRedirects: 0, maxRatio: 200 },
  };
  const transport = { baseDir, limits, allowHosts: [], userAgent: 'bench', env: () => undefined, log: silent };
  const options = {
    ...{ formats, openFeeds: (source, signal) => openFeeds(source, { ...transport, signal }), now: () => new Date() },
    limits: { maxDepth: 64, maxRecordBytes: 2 ** 21 },
  };
  const records = [];
  for (const source of sources)
    for await (const { record } of readSource(source, options, work, new AbortController().signal))
      if (record !== undefined) records.push(record);
  return records;
}

function quality(records) {
  const iri = (scheme, code) => vocabulary(scheme).find(code).iri;
  const iris = {
    modeIris: { online: iri('mode', 'online'), onsite: iri('mode', 'presential') },
    kindIris: {
      module: iri('opportunity-type', 'programme-module'),
      programme: iri('opportunity-type', 'educational-programme'),
    },
  };
  const result = score(makePairs(records, { iris, seed }), { identityOf, clusterOffers, today });
  console.log(`pairs: ${result.pairs}, of them the same offer: ${result.positives}`);
  console.log(`precision ${percent(result.precision)}, recall ${percent(result.recall)}`);
  for (const [rule, { right, wrong }] of Object.entries(result.rules))
    console.log(`  ${rule}: ${right} right, ${wrong} wrong, precision ${percent(right / (right + wrong))}`);
  for (const [change, { isSame, pairs, merged }] of Object.entries(result.changes))
    console.log(`  ${isSame ? 'same ' : 'other'} ${change}: ${merged} of ${pairs} merged`);
  for (const wrong of result.wrong.slice(0, 10)) console.log('  WRONG', JSON.stringify(wrong));
}

function halves(records) {
  const dealt = records.map((record, index) => identityOf({ ...record, source: `${record.source}-${index % 2}` }));
  const counts = new Map();
  for (const { source, marks } of dealt)
    for (const { key } of marks) counts.set(`${key} ${source}`, (counts.get(`${key} ${source}`) ?? 0) + 1);
  const sources = [...new Set(dealt.map(({ source }) => source))];
  const usable = ({ kind, key }) =>
    kind === 'description' || sources.every((source) => (counts.get(`${key} ${source}`) ?? 0) < 2);
  const clusters = clusterOffers(dealt, { pairs: { never: [], always: [] }, usable, today });
  console.log(
    `\nreal records: ${records.length}, dealt out to two sources each: ${clusters.length} merged, 0 are right`,
  );
  for (const { members } of clusters.slice(0, 10)) console.log('  ', JSON.stringify(members));
}

async function timed(label, task) {
  const start = performance.now();
  const result = await task();
  const seconds = (performance.now() - start) / 1000;
  console.log(`${label}: ${seconds.toFixed(1)} s${result === undefined ? '' : ` (${result})`}`);
  return seconds;
}

async function cost() {
  const connection = await connectMeilisearch({ dataDir: join(work, 'engine'), prefix: 'lotse', log: silent });
  try {
    const writer = new IndexWriter(connection.write, indexNames('lotse'), { log: silent });
    await writer.ensure();
    const shared = Math.round(offers / 10);
    const uuid = (name) => opportunityId('bench', name);
    const made = (seedOf) => [...makeRecords({ count: offers, seed: seedOf, vocabulary, uuid })];
    const sourced = (source, records) =>
      records.map((record, index) => {
        const id = opportunityId(source, String(index));
        return { ...record, id, source, nativeIds: [...record.nativeIds, { value: `${source}-${index}` }] };
      });
    const [first, second] = [made(3), made(5)];
    const a = sourced('a', first);
    const b = sourced('b', [...first.slice(0, shared), ...second.slice(shared)]);
    const context = {
      ...{ duplicates: { index: writer.duplicates }, lock: { acquire: async () => async () => undefined } },
      ...{ now: () => new Date(), log: silent },
    };
    const signal = new AbortController().signal;
    const write = async (source, records, now) => {
      async function* writes() {
        for (const record of records) {
          const { line, hash } = serialise(record);
          yield { record, hash, json: Buffer.from(line) };
        }
      }
      const done = await writer.apply(source, { writes, withdrawals: [], reason: '', providers: [], now });
      return `${done.written} written, ${done.refused.length} refused`;
    };
    const secondsOf = (now) => Math.floor(now.getTime() / 1000);
    console.log(`\n${offers} offers of each of two sources, ${shared} in both`);
    for (const [source, records] of Object.entries({ a, b })) {
      const now = new Date();
      const writing = await timed(`  ${source}: write`, () => write(source, records, now));
      const merged = () => settle(context, { source, since: secondsOf(now), signal });
      const settling = await timed(`  ${source}: settle`, async () => `${await merged()} merged`);
      console.log(`  ${source}: settling adds ${percent(settling / writing)}`);
    }
    await timed('  b again, unchanged: settle', async () => `${await settle(context, { source: 'b', signal })} merged`);
    const keys = a.flatMap((record) => identityOf(record).marks.map(({ key }) => key));
    await timed(`  looking up ${keys.length} keys, 1000 at once`, async () => {
      await writer.duplicates.holders(keys, 'a');
    });
    await timed('  keys of as many records alone', async () => {
      for (const record of a) identityOf(record);
    });
  } finally {
    await connection.close();
  }
}

try {
  const records = await bundled();
  quality(records);
  halves(records);
  if (offers > 0) await cost();
} finally {
  await rm(work, { recursive: true, force: true });
}
