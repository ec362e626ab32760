#!/usr/bin/env node
/**
 * Three comparisons on 100,000 made-up offers, all in one run, contenders in turn, medians of the rounds:
 * different queries, nothing cached, and one query again and again, both against a bare Node proxy that sends the very
 * same Meilisearch requests; and GraphQL execution against stock Apollo on the same schema, with identical answers. For
 * the last, the engine's answers are cached below both, and each request carries a number of its own, so that none is
 * answered from the store of whole answers. CPU times are those of the process in question, without the engine (Linux).
 *
 * Usage: node scripts/bench/search.js [offers] [folder to keep the index in]
 */
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildIfStale } from '../build-if-stale.js';
import { load, median, rounds } from './load.js';
import { randomOf } from './records.js';
import { fillIndex } from './search-index.js';

buildIfStale();
const { loadConfig } = await import('../../dist/config/load-config.js');
const { openGateway } = await import('../../dist/gateway.js');
const { createLogger } = await import('../../dist/telemetry/logger.js');
const { graphqlOf } = await import('../../dist/server.js');
const { toMultiSearchQuery } = await import('../../dist/meilisearch/engine.js');
const { graphql } = await import('graphql');

const offers = Number(process.argv[2] ?? 100_000);
const kept = process.argv[3];
const dataDir = kept ?? (await mkdtemp(join(tmpdir(), 'lotse-bench-')));
const seconds = Number(process.env.BENCH_SECONDS ?? 6);
const roundCount = Number(process.env.BENCH_ROUNDS ?? 5);
const connections = 8;
const children = [];

const page = `id title { text language } eqfLevel { level basis } ects { value basis } status
  languages { concept { code label { text } } basis } modes { concept { code label { text } } basis } fields { concept { code label { text } } basis }`;
const search = `query Search($query: String, $filter: LearningOpportunityFilter, $first: Int) {
  searchLearningOpportunities(query: $query, filter: $filter, first: $first, asOf: "2026-11-23") {
    totalCount edges { cursor node { ${page} } } pageInfo { hasNextPage endCursor }
    facets { country { values { value label { text } count } notStated } mode { values { value label { text } count } notStated } eqfLevel { values { value count } notStated } } } }`;

function variables(random, salt) {
  const words = [
    'data',
    'health',
    'design',
    'energy',
    'network',
    'finance',
    'analysis',
    'practice',
    'digital',
    'systems',
  ];
  const pick = (list) => list[Math.floor(random() * list.length)];
  const filter = {
    ...(random() < 0.6 ? { mode: { in: [pick(['online', 'presential', 'blended'])] } } : {}),
    ...(random() < 0.5 ? { eqfLevel: { min: 1 + Math.floor(random() * 4) } } : {}),
    ...(random() < 0.3 ? { language: { in: [pick(['en', 'de', 'fi'])] } } : {}),
    ects: { min: 0, max: 300 + salt / 1000, notStated: true },
  };
  return { query: random() < 0.7 ? `${pick(words)} ${pick(words)}` : '', filter, first: 20 };
}

async function start(kind, ...args) {
  const child = spawn(process.execPath, [fileURLToPath(new URL('server.js', import.meta.url)), kind, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production' },
  });
  children.push(child);
  const pid = child.pid;
  return new Promise((resolve, reject) => {
    child.stdout.once('data', (data) => resolve({ url: String(data).trim().split('\n')[0], pid }));
    child.once('exit', (code) => reject(new Error(`${kind} ended with ${code}`)));
  });
}

const noErrors = (text) => {
  if (text.includes('"errors"')) throw new Error(text.slice(0, 500));
};
const show = (name, { rate, p50, cpu }, note) =>
  console.log(
    `${name.padEnd(52)} ${rate.toFixed(0).padStart(6)} /s  p50 ${p50.toFixed(1).padStart(6)} ms  CPU ${cpu.toFixed(2).padStart(5)} ms   ${note}`,
  );

/** Median of the ratios of neighbouring rounds, which the noise of the machine meets alike. */
const ratio = (a, b, measure) => median(a.rounds.map((round, index) => measure(round, b.rounds[index])));
const faster = (a, b) => ratio(a, b, (x, y) => x.rate / y.rate);
const thriftier = (a, b) => ratio(a, b, (x, y) => y.cpu / x.cpu);

try {
  const config = loadConfig({ LOTSE_DATA: dataDir, PATH: process.env.PATH, LOTSE_LOG_LEVEL: 'silent' });
  const gateway = await openGateway(config, (name) => process.env[name], createLogger({ level: 'silent' }));
  await fillIndex(gateway, offers);

  /* The requests that the gateway sends for each body, recorded below its cache. */
  const { schema, createContext } = graphqlOf({ ...gateway });
  const recorded = [];
  const original = gateway.plainEngine.search.bind(gateway.plainEngine);
  const marker = {
    indexUid: gateway.names.offers,
    filter: 'marker = true',
    limit: 1,
    attributesToRetrieve: ['generation'],
  };
  gateway.plainEngine.search = (queries) => {
    const asked = queries.map((query) => toMultiSearchQuery(gateway.names.offers, query));
    recorded.push(JSON.stringify({ queries: asked.length === 1 ? [marker, ...asked] : [marker, ...asked, marker] }));
    return original(queries);
  };
  const random = randomOf(42);
  const asked = Array.from({ length: 4000 }, (_, salt) => variables(random, salt));
  for (const each of asked.slice(0, 600)) {
    const context = createContext({ requestId: 'bench', log: console });
    const { errors } = await graphql({ schema, source: search, variableValues: each, contextValue: context });
    if (errors) throw errors[0];
  }
  const bodiesFile = join(dataDir, 'bench-bodies.json');
  const { apiKey: key } = gateway.connection.search.config;
  await writeFile(bodiesFile, JSON.stringify({ key, bodies: recorded }));

  const cached = await start('gateway', dataDir, '{}');
  const uncached = await start('gateway', dataDir, JSON.stringify({ LOTSE_CACHE_MAX_BYTES: '0' }));
  const stock = await start('stock', dataDir, '{}');
  const proxy = await start('proxy', gateway.connection.url, bodiesFile);
  const bodies = asked.slice(0, recorded.length).map((each) => JSON.stringify({ query: search, variables: each }));
  const indexes = recorded.map((_, index) => JSON.stringify({ index }));
  const many = { connections, seconds };
  const measure = ([{ url, pid }, list, path]) => load(url, path, list, { ...many, pid, check: noErrors });

  const different = await rounds(
    { gateway: [uncached, bodies, '/graphql'], proxy: [proxy, indexes, '/'] },
    roundCount,
    measure,
  );
  const repeated = await rounds(
    { gateway: [cached, [bodies[0]], '/graphql'], proxy: [proxy, [indexes[0]], '/'] },
    roundCount,
    measure,
  );
  let number = 0;
  const numbered = () => {
    number += 1;
    return JSON.stringify({ query: search, variables: asked[0], extensions: { number } });
  };
  const toCompare = [
    [cached, '/graphql'],
    [stock, '/'],
  ].map(async ([{ url }, path]) => {
    const headers = { 'content-type': 'application/json' };
    return (await fetch(url + path, { method: 'POST', headers, body: numbered() })).text();
  });
  const [a, b] = await Promise.all(toCompare);
  if (a !== b) throw new Error('the answers of the gateway and of stock Apollo differ');
  const contenders = { gateway: [cached, numbered, '/graphql'], stock: [stock, numbered, '/'] };
  await rounds(contenders, 1, measure);
  const execution = await rounds(contenders, roundCount, measure);

  console.log(
    `\n${offers} offers, ${connections} connections, ${roundCount} rounds of ${seconds} s each, 20 hits and 3 facets a query, answer ${a.length} bytes; ratios are medians of pairs of rounds`,
  );
  const versus = (x, y, aim) => `${faster(x, y).toFixed(2)} x (aim ${aim}), by CPU ${thriftier(x, y).toFixed(2)} x`;
  show('bare proxy, different queries', different.proxy, '1');
  show(
    'gateway, different queries (nothing cached)',
    different.gateway,
    versus(different.gateway, different.proxy, 0.9),
  );
  show('bare proxy, one query', repeated.proxy, '1');
  show('gateway, one query', repeated.gateway, versus(repeated.gateway, repeated.proxy, 10));
  show('stock Apollo, answers of the engine cached', execution.stock, '1');
  show('gateway, the same and identical answers', execution.gateway, versus(execution.gateway, execution.stock, 3));
  await gateway.close();
} finally {
  for (const child of children) {
    child.removeAllListeners('exit');
    child.kill('SIGKILL');
  }
  if (kept === undefined) await rm(dataDir, { recursive: true, force: true });
}
