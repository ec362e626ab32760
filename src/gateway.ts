import { join } from 'node:path';
import type { Logger } from 'pino';
import { rateLimiter } from './cache/rate-limiter.js';
import { RedisLink } from './cache/redis.js';
import { RedisAnswerCache } from './cache/redis-answers.js';
import { RedisRunLock } from './cache/redis-lock.js';
import { sharedTurns } from './cache/shared-turns.js';
import { type Config, clockOf } from './config/config.js';
import { dayOf } from './domain/days.js';
import type { SourceStatus } from './graphql/ports.js';
import { sourcesToRetry } from './harvest/archive/retry.js';
import { GatewayKeys } from './harvest/discovery/keys.js';
import { SigningKeys } from './harvest/discovery/signing-keys.js';
import { fileRunLock } from './harvest/file-lock.js';
import { FileSourceStates } from './harvest/file-states.js';
import { fingerprintOf } from './harvest/fingerprint.js';
import { formats } from './harvest/formats/registry.js';
import { graceOf } from './harvest/grace.js';
import type { HarvestContext } from './harvest/harvester.js';
import { LockedIndexGate } from './harvest/index-gate.js';
import { keptIssues } from './harvest/issues-file.js';
import { MappingPool } from './harvest/mapping-pool.js';
import { type PurgedSource, purge } from './harvest/purge.js';
import { type ReaderOptions, readSource } from './harvest/reader.js';
import type { HarvestReport } from './harvest/report.js';
import type { SourceDefinition } from './harvest/source.js';
import { loadSources, type Sources } from './harvest/sources-file.js';
import { openFeeds, type TransportContext } from './harvest/transports/open-feeds.js';
import { Politeness, type SharedTurns } from './harvest/transports/politeness.js';
import { SourceWatch } from './harvest/watch/source-watch.js';
import { ToldFiles } from './harvest/watch/told-file.js';
import { Webhook } from './harvest/watch/webhook.js';
import { type WithdrawOptions, withdrawSource } from './harvest/withdraw.js';
import { archiveNames } from './meilisearch/archive-documents.js';
import { ArchiveReader } from './meilisearch/archive-reader.js';
import { ArchiveWriter } from './meilisearch/archive-writer.js';
import { connectMeilisearch } from './meilisearch/connect.js';
import { MeilisearchEngine } from './meilisearch/engine.js';
import { indexNumbers } from './meilisearch/index-facts.js';
import { indexNames } from './meilisearch/index-settings.js';
import { IndexWriter } from './meilisearch/index-writer.js';
import { MeilisearchOfferReader } from './meilisearch/offer-reader.js';
import { PurgeableOffers } from './meilisearch/purgeable-offers.js';
import { tryLock } from './meilisearch/server-lock.js';
import { MeilisearchProviders, MeilisearchSources } from './meilisearch/stores.js';
import { IndexLife } from './rebuild/index-life.js';
import { openRunQueue } from './run-queue.js';
import { CachedEngine } from './search/cached-engine.js';
import { SearchService } from './search/search-service.js';
import { TimedEngine } from './search/timed-engine.js';
import { Metrics } from './telemetry/metrics.js';

/** Who asks, in the log of the providers that we harvest. */
function userAgentOf({ contact }: Pick<Config, 'contact'>): string {
  return `Lotse/0.1 (harvests learning opportunities${contact === undefined ? '' : `; +${contact}`})`;
}

/** How anything is fetched with these settings. Locations in files begin at `baseDir`. */
export function transportOf(
  config: Config,
  { baseDir }: Pick<Sources, 'baseDir'>,
  env: (name: string) => string | undefined,
  log: Logger,
  signal: AbortSignal,
): TransportContext {
  const limits = {
    ...{ maxBytes: config.feedMaxBytes, timeoutMs: config.feedTimeoutMs, idleTimeoutMs: config.feedIdleTimeoutMs },
    ...{
      connectTimeoutMs: config.feedConnectTimeoutMs,
      maxRedirects: config.maxRedirects,
      maxRatio: config.feedMaxRatio,
    },
  };
  return { baseDir, limits, allowHosts: config.allowHosts, userAgent: userAgentOf(config), env, log, signal };
}

/** The key pair of this gateway, which providers encrypt secrets with. */
export function keysOf({ dataDir }: Pick<Config, 'dataDir'>): GatewayKeys {
  return new GatewayKeys(join(dataDir, 'keys'));
}

/** The key pairs of this gateway that it signs requests with. */
export function signingKeysOf({ dataDir }: Pick<Config, 'dataDir'>): SigningKeys {
  return new SigningKeys(join(dataDir, 'keys'));
}

/** Threads that map records with these settings; they start when a large feed comes, and end when idle. */
function poolOf({ mapThreads: threads }: Pick<Config, 'mapThreads'>, log: Logger): MappingPool | undefined {
  return threads === 0 ? undefined : new MappingPool({ threads, log });
}

/** How feeds are read with these settings; also without any engine (`lotse check`). */
export function readerOf(
  config: Config,
  sources: Pick<Sources, 'baseDir'>,
  env: (name: string) => string | undefined,
  log: Logger,
  turns?: SharedTurns,
): ReaderOptions {
  const politeness = new Politeness(turns === undefined ? {} : { shared: turns });
  const keys = keysOf(config);
  const signing = signingKeysOf(config);
  const pool = poolOf(config, log);
  return {
    ...(pool === undefined ? {} : { pool }),
    formats,
    openFeeds: (source, signal, memory, scratchDir) =>
      openFeeds(source, {
        ...transportOf(config, sources, env, log, signal),
        ...{ politeness, scratchDir, decrypt: (encrypted) => keys.decrypt(encrypted) },
        sign: (alg, request) => signing.sign(alg, request),
        ...(memory === undefined ? {} : { memory }),
      }),
    limits: { maxDepth: config.maxDepth, maxRecordBytes: config.recordMaxBytes },
    now: clockOf(config),
  };
}

/** Everything that commands and the server work with, wired from the settings. */
export type Gateway = Awaited<ReturnType<typeof openGateway>>;

/**
 * Connects to (or starts) the search engine and Redis, and wires search and harvest onto them.
 * Throws `MeilisearchUnavailable` and `SourcesInvalid`, whose messages are for the operator.
 */
export async function openGateway(config: Config, env: (name: string) => string | undefined, log: Logger) {
  const sources = await loadSources(
    config.sourcesFile,
    formats.map(({ id }) => id),
  );
  const now = clockOf(config);
  const connection = await connectMeilisearch({
    ...{
      url: config.meiliUrl,
      key: config.meiliKey,
      dataDir: config.dataDir,
      prefix: config.meiliPrefix,
      path: env('PATH'),
    },
    ...{ searchTimeoutMs: config.searchTimeoutMs, maxIndexingMemory: config.meiliMemory, log },
  });
  const names = indexNames(config.meiliPrefix);
  const plain = new MeilisearchEngine(connection.search, names.offers);
  const redis =
    config.redisUrl === undefined
      ? undefined
      : new RedisLink({ url: config.redisUrl, prefix: config.meiliPrefix, log });
  const shared = redis === undefined ? undefined : new RedisAnswerCache(redis);
  const timed = new TimedEngine(plain, (...call) => metrics?.onEngineCall(...call));
  const engine = new CachedEngine(timed, {
    maxBytes: memoryOf(config),
    ttlSeconds: config.cacheTtlSeconds,
    ...(shared === undefined ? {} : { shared }),
  });
  const states = new MeilisearchSources(connection.search, names);
  const allStatus = () => sourceStatus(sources, states);
  const removed = () => removedSources(sources, states);
  const archived = archiveNames(config.meiliPrefix);
  const archive = new ArchiveReader(connection.search, archived);
  const deadLetters = () => archive.summaries();
  const metrics = config.metrics
    ? new Metrics({
        sources: async () => [...(await allStatus()), ...(await removed())],
        deadLetters,
        jobs: () => runs.jobs.list(0),
        cache: engine.counts,
        now,
      })
    : undefined;
  const index = new IndexWriter(connection.write, names, { log, onChange: () => plain.refresh() });
  const purgeable = new PurgeableOffers(connection.write, names, index);
  const localLock = fileRunLock(join(config.dataDir, 'locks'), tryLock);
  const lock =
    redis === undefined ? localLock : new RedisRunLock(redis, { local: localLock, ttlMs: config.takeoverMs, log });
  const gate = new LockedIndexGate(lock);
  const reader = readerOf(config, sources, env, log, redis && sharedTurns(redis));
  const workDir = join(config.dataDir, 'harvest');
  const watch = openWatch(config, sources, workDir, log, (...notice) => metrics?.onNotice(...notice));
  const grace = (source: PurgedSource) =>
    graceOf(source, { withdrawnDays: config.purgeWithdrawnDays, expiredDays: config.purgeExpiredDays });
  const harvestContext: HarvestContext = {
    onReport: (report) => {
      metrics?.onRun(report);
      watch?.ran(report);
    },
    ...{ index, lock, gate, workDir, grace, now, log },
    duplicates: { index: index.duplicates, pairs: sources.duplicates },
    rawMaxBytes: config.rawMaxBytes,
    read: (source, scratchDir, signal, memory, route) => readSource(source, reader, scratchDir, signal, memory, route),
    memory: { states: new FileSourceStates(workDir, log), fingerprintOf: mapperOf },
    archive: { runs: new ArchiveWriter(connection.write, archived), stored: (ids) => storedRecords(plain, ids) },
  };
  const life = new IndexLife(
    {
      ...{ connection, names, index, gate, log, prefix: config.meiliPrefix },
      ...{ harvest: harvestContext, sources: sources.sources, onChange: () => plain.refresh() },
    },
    lock,
  );
  const runs = await openRunQueue({
    ...{ config, sources: sources.sources, context: harvestContext, target: names.offers, log },
    onSkip: (source, reason) => metrics?.onSkip(source, reason),
  });
  if (redis !== undefined) void warnOfEviction(redis, log);
  return {
    ...{ config, sources, connection, engine, index, life, harvestContext, reader, runs, archive, now, log, names },
    plainEngine: plain,
    search: new SearchService(engine, () => dayOf(now())),
    providers: new MeilisearchProviders(connection.search, names.providers),
    sourceStatus: allStatus,
    /** Sources that have offers, withdrawn ones too, and are no longer in the sources file. */
    removedSources: removed,
    reporting: {
      offers: new MeilisearchOfferReader({ pages: connection.write, search: connection.search }, names),
      issues: {
        issues: (source: string) => keptIssues(workDir, source),
        unapplied: (source: string) => keptIssues(workDir, source, 'unapplied'),
      },
    },
    metrics,
    /** Budgets of those who ask; undefined where nobody is limited. */
    limiter: config.rateLimit === 0 ? undefined : rateLimiter(config.rateLimit, redis),
    indexFacts: async () => ({
      ...(await indexNumbers(connection.search, names)),
      ...(plain.knownGeneration === undefined ? {} : { generation: plain.knownGeneration }),
      ...{ engineVersion: connection.version, version: names.offers.split('-').at(-1) ?? '' },
    }),
    /** Deletes what was withdrawn or expired longer ago than its grace; see {@link purge}. */
    async purge(source: PurgedSource, options: { readonly dryRun?: boolean; readonly signal: AbortSignal }) {
      const removed = !sources.sources.some(({ id }) => id === source.id);
      const report = await purge({ ...source, removed }, { ...harvestContext, index: purgeable, grace }, options);
      metrics?.onPurge(report);
      return report;
    },
    /** Withdraws all offers of a source; see {@link withdrawSource}. */
    withdraw: (source: string, options: WithdrawOptions) => withdrawSource(source, harvestContext, options),
    /** Enabled sources with dead letters that another mapper or definition than now has left. */
    toRetry: async () => sourcesToRetry(sources.sources, await archive.summaries(), mapperOf),
    /** Has the operator told of sources that are stale or still fail, if there is anyone to tell. */
    async checkSources(): Promise<void> {
      if (watch !== undefined) watch.check(await allStatus());
    },
    async close(): Promise<void> {
      await runs.close();
      await life.close();
      await watch?.close();
      await reader.pool?.close();
      plain.close();
      await redis?.close();
      await connection.close();
    },
  };
}

function mapperOf(source: SourceDefinition): string {
  return fingerprintOf(source, formats);
}

/** Records as they are in the index, withdrawn ones too. */
export async function storedRecords(engine: MeilisearchEngine, ids: readonly string[]) {
  const found = await engine.documents(ids, ['record']);
  return found.flatMap(({ id, record }) => (record === undefined ? [] : [{ ...record, id }]));
}

/** Bytes for answers of the engine in this process; the other half of the memory is for answers to whole requests. */
export function memoryOf({ cacheMaxBytes }: Pick<Config, 'cacheMaxBytes'>): number {
  return Math.floor(cacheMaxBytes / 2);
}

/** The queue of runs is lost with the keys that hold it. */
async function warnOfEviction(redis: RedisLink, log: Logger): Promise<void> {
  await redis.whenAvailable(5_000);
  if (await redis.dropsLastingKeys().catch(() => false))
    log.warn('redis may drop queued runs when it is full: set its maxmemory-policy to noeviction or a volatile one');
}

/** Tells the webhook of sources, where there is one. */
function openWatch(
  config: Config,
  { sources }: Sources,
  workDir: string,
  log: Logger,
  onDelivery: Metrics['onNotice'],
): Pick<SourceWatch, 'ran' | 'check' | 'close'> | undefined {
  const { webhookUrl: url, webhookSecret: secret, webhookTimeoutMs: timeoutMs, allowHosts } = config;
  if (url === undefined) return undefined;
  const userAgent = userAgentOf(config);
  const webhook = new Webhook({
    ...{ url, allowHosts, timeoutMs, userAgent, onDelivery, log },
    ...(secret === undefined ? {} : { secret }),
  });
  const watch = new SourceWatch({
    ...{ sources, told: new ToldFiles(workDir, log), now: clockOf(config), log },
    send: (notice, signal) => webhook.send(notice, signal),
  });
  return {
    ran: (report) => watch.ran(report),
    check: (statuses) => watch.check(statuses),
    async close(): Promise<void> {
      await watch.close();
      await webhook.close();
    },
  };
}

/** What is left of a source that is no longer in the sources file. */
export interface RemovedSource {
  readonly id: string;
  /** Offers that are still found. */
  readonly records: number;
  readonly withdrawn: number;
  readonly lastRun?: HarvestReport;
  readonly lastSuccessAt?: string;
}

async function removedSources({ sources }: Sources, states: MeilisearchSources): Promise<readonly RemovedSource[]> {
  const [known, counts, withdrawn] = await Promise.all([states.states(), states.counts(), states.withdrawn()]);
  const configured = new Set(sources.map(({ id }) => id));
  const ids = new Set([...Object.keys(counts), ...Object.keys(withdrawn)]);
  return [...ids]
    .filter((id) => !configured.has(id))
    .sort()
    .map((id) => {
      const { lastRun, lastSuccessAt } = known.get(id) ?? {};
      return {
        ...{ id, records: counts[id] ?? 0, withdrawn: withdrawn[id] ?? 0 },
        ...(lastRun && { lastRun }),
        ...(lastSuccessAt && { lastSuccessAt }),
      };
    });
}

/** Every configured source with its counts and its last run. */
async function sourceStatus({ sources }: Sources, states: MeilisearchSources): Promise<readonly SourceStatus[]> {
  const [known, counts] = await Promise.all([states.states(), states.counts()]);
  return sources.map(({ id, name, description, format, homepage, licence, attribution, origin, enabled }) => {
    const { lastRun, lastSuccessAt, lastError, held } = known.get(id) ?? {};
    const optional = {
      description,
      format: format ?? lastRun?.format,
      homepage,
      licence,
      attribution,
      origin,
      lastRun,
      lastSuccessAt,
      lastError,
      heldSince: held?.since,
    };
    const stated = Object.fromEntries(
      Object.entries(optional).filter(([, value]) => value !== undefined && value !== null),
    );
    return { id, name, enabled, records: counts[id] ?? 0, ...stated };
  });
}
