import { fileURLToPath } from 'node:url';
import {
  address,
  bytes,
  choice,
  daysOrNever,
  hosts,
  instant,
  type Kind,
  networks,
  onOff,
  origins,
  text,
  tokens,
  wholeNumber,
} from './setting-kinds.js';

export const settingGroups = ['server', 'search engine', 'cache', 'harvest', 'limits of queries'] as const;

/** One environment variable that Lotse reads. `lotse serve --help` and the README's table are made from these. */
export interface Setting<T> {
  readonly env: string;
  readonly group: (typeof settingGroups)[number];
  readonly description: string;
  readonly kind: Kind<T>;
  /** Text that stands for an unset or empty variable; without it the setting is absent. */
  readonly default?: string;
  /** What the documentation says where the default itself would mislead. */
  readonly defaultText?: string;
  /** The value may hold a credential, so it is never printed. */
  readonly secret?: true;
  /** Meaningless without this other variable. */
  readonly needs?: string;
}

function setting<T, const S extends Omit<Setting<T>, 'kind'>>(kind: Kind<T>, rest: S): S & Setting<T> {
  return { ...rest, kind };
}

const server = 'server';
const engine = 'search engine';
const cache = 'cache';
const feeds = 'harvest';
const queries = 'limits of queries';
const hour = 3_600_000;
const positive = wholeNumber(1, Number.MAX_SAFE_INTEGER);

/** All settings, by the name they have in {@link Config}. */
export const settings = {
  host: setting(text('the name or address of a network interface', /^[\w.:-]+$/), {
    ...{ env: 'HOST', group: server, default: '127.0.0.1' },
    description: 'Interface the server listens on. 0.0.0.0 opens it to the network.',
  }),
  port: setting(wholeNumber(0, 65_535), {
    ...{ env: 'PORT', group: server, default: '4000' },
    description: 'Port the server listens on; 0 takes a free one.',
  }),
  corsOrigins: setting(origins, {
    ...{ env: 'LOTSE_CORS_ORIGINS', group: server, default: '*' },
    description: 'Web origins whose pages may use the API, separated by commas; * for all. No cookies are involved.',
  }),
  widgetsFile: setting(text('the path of a file'), {
    ...{ env: 'LOTSE_WIDGETS', group: server, defaultText: 'none' },
    description: 'File of presets for widgets: what each is locked to, and which web origins may use it.',
  }),
  mapTiles: setting(text('an https address with {z}, {x} and {y}', /^https:\/\/[^\s'";]*\{z\}[^\s'";]*$/), {
    ...{ env: 'LOTSE_MAP_TILES', group: server },
    defaultText: 'outlines of countries, from this server',
    description: 'Address of map tiles for the pages; readers of maps then ask that server for pictures.',
  }),
  mapAttribution: setting(text('whom the maps name', /^[^<>]{1,200}$/), {
    ...{ env: 'LOTSE_MAP_ATTRIBUTION', group: server, needs: 'LOTSE_MAP_TILES' },
    description: 'Whom the maps name as the maker of their tiles, as its licence asks.',
  }),
  rateLimit: setting(wholeNumber(0, 1_000_000_000), {
    ...{ env: 'LOTSE_RATE_LIMIT', group: server, default: '300000' },
    description:
      'Points (cost of queries) that one public address may use a minute, at all servers with one Redis; 0 for no limit.',
  }),
  trustedProxies: setting(networks, {
    ...{ env: 'LOTSE_TRUSTED_PROXIES', group: server, default: '', defaultText: 'none' },
    description: 'Proxies before the server, whose X-Forwarded-For tells the address of a client: addresses, networks.',
  }),
  requestTimeoutMs: setting(wholeNumber(100, hour), {
    ...{ env: 'LOTSE_REQUEST_TIMEOUT_MS', group: server, default: '5000' },
    description: 'Milliseconds for a client to send a request, and again for the server to answer it.',
  }),
  bodyLimit: setting(bytes(1_000), {
    ...{ env: 'LOTSE_BODY_LIMIT', group: server, default: '100 kB' },
    description: 'Largest request body.',
  }),
  logLevel: setting(choice('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'), {
    ...{ env: 'LOTSE_LOG_LEVEL', group: server },
    defaultText: 'info for a server, warn if its stderr is a terminal, error for other commands',
    description: 'Least important lines that are logged (JSON lines on stderr).',
  }),
  jit: setting(onOff, {
    ...{ env: 'LOTSE_JIT', group: server, default: 'on' },
    description: 'Whether queries are compiled before they are executed (graphql-jit).',
  }),
  adminTokens: setting(tokens, {
    ...{ env: 'LOTSE_ADMIN_TOKEN', group: server, defaultText: 'none: there are no administrators', secret: true },
    description:
      'Token that an administrator shows (Authorization: Bearer …), at least 16 characters; several, to change them, separated by commas.',
  }),
  metrics: setting(onOff, {
    ...{ env: 'LOTSE_METRICS', group: server, default: 'on' },
    description: 'Whether /metrics answers, for Prometheus. It tells numbers only: no persons, no queries.',
  }),
  now: setting(instant, {
    ...{ env: 'LOTSE_NOW', group: server, defaultText: 'the clock of the machine' },
    description: 'Fixed point in time that counts as now, for demonstrations and tests.',
  }),
  dataDir: setting(text('the path of a folder'), {
    ...{ env: 'LOTSE_DATA', group: server, default: './data' },
    description: 'Folder for the search engine of our own, staged runs and reports.',
  }),

  meiliUrl: setting(address('http:', 'https:'), {
    ...{ env: 'MEILI_URL', group: engine, defaultText: 'a server of our own under LOTSE_DATA', secret: true },
    description: 'Address of a running Meilisearch.',
  }),
  meiliKey: setting(text('a key without spaces', /^\S+$/), {
    ...{ env: 'MEILI_KEY', group: engine, secret: true, needs: 'MEILI_URL' },
    description: 'Its master key, or a key that covers the indexes of the prefix.',
  }),
  meiliPrefix: setting(text('letters, digits, - and _', /^[A-Za-z0-9_-]{1,64}$/), {
    ...{ env: 'LOTSE_MEILI_PREFIX', group: engine, default: 'lotse' },
    description: 'What the names of our indexes start with.',
  }),
  meiliMemory: setting(text('a size such as 512MiB or 1GiB', /^[1-9]\d{0,6}\s?[KMG]i?B$/), {
    ...{ env: 'LOTSE_MEILI_MEMORY', group: engine, default: '1GiB' },
    description: 'Memory that a server of our own may use for indexing.',
  }),
  searchTimeoutMs: setting(wholeNumber(50, hour), {
    ...{ env: 'LOTSE_SEARCH_TIMEOUT_MS', group: engine, default: '2000' },
    description: 'Milliseconds for one call of the search engine.',
  }),
  generationPollMs: setting(wholeNumber(50, hour), {
    ...{ env: 'LOTSE_GENERATION_POLL_MS', group: engine, default: '1000' },
    description: 'Milliseconds after which changes by other processes, or a lost engine, are noticed at the latest.',
  }),

  redisUrl: setting(address('redis:', 'rediss:'), {
    ...{ env: 'REDIS_URL', group: cache, defaultText: 'none: answers are kept in this process only', secret: true },
    description:
      'Redis that several servers and workers share answers and runs by. When it is away, queries are slower and no worse.',
  }),
  cacheMaxBytes: setting(bytes(0), {
    ...{ env: 'LOTSE_CACHE_MAX_BYTES', group: cache, default: '64 MiB' },
    description: 'Answers kept in the memory of this process; 0 for none.',
  }),
  cacheTtlSeconds: setting(wholeNumber(1, 2_592_000), {
    ...{ env: 'LOTSE_CACHE_TTL_S', group: cache, default: '600' },
    description: 'Seconds an answer is kept. Answers of an older index are never used, however young.',
  }),

  sourcesFile: setting(text('the path of a file'), {
    ...{ env: 'LOTSE_SOURCES', group: feeds },
    default: fileURLToPath(new URL('../../src/catalogues/sources.yaml', import.meta.url)),
    defaultText: 'src/catalogues/sources.yaml of the package',
    description: 'File that lists the catalogues.',
  }),
  harvestOnStart: setting(choice('auto', 'always', 'never'), {
    ...{ env: 'LOTSE_HARVEST_ON_START', group: feeds, default: 'auto' },
    description: 'Whether the server harvests when it starts; auto: when the index holds no offers.',
  }),
  schedule: setting(onOff, {
    ...{ env: 'LOTSE_SCHEDULE', group: feeds, default: 'on' },
    description: 'Whether the server harvests sources at the times of their schedules.',
  }),
  runsAtOnce: setting(wholeNumber(1, 64), {
    ...{ env: 'LOTSE_RUNS_AT_ONCE', group: feeds, default: '2' },
    description: 'Runs that a server or worker has under way at a time.',
  }),
  mapThreads: setting(wholeNumber(0, 64), {
    ...{ env: 'LOTSE_MAP_THREADS', group: feeds, default: '1' },
    description: 'Threads that help to map feeds of more than 2,000 records, some 60 MB of memory each; 0 for none.',
  }),
  worker: setting(onOff, {
    ...{ env: 'LOTSE_WORKER', group: feeds, default: 'on', needs: 'REDIS_URL' },
    description: 'Whether the server runs harvests itself; off leaves them to `lotse worker` processes.',
  }),
  takeoverMs: setting(wholeNumber(500, hour), {
    ...{ env: 'LOTSE_TAKEOVER_MS', group: feeds, default: '30000' },
    description:
      'Milliseconds after which the run of a process that died counts as lost; with Redis another process then does it.',
  }),
  webhookUrl: setting(address('http:', 'https:'), {
    ...{ env: 'LOTSE_WEBHOOK_URL', group: feeds, defaultText: 'none', secret: true },
    description: 'Address that is told, by POST, of sources that fail, are refused, go stale or recover.',
  }),
  webhookSecret: setting(text('at least 16 characters without spaces', /^\S{16,}$/), {
    ...{ env: 'LOTSE_WEBHOOK_SECRET', group: feeds, secret: true, needs: 'LOTSE_WEBHOOK_URL' },
    description: 'Signs what is sent there: header x-lotse-signature, sha256= and the HMAC-SHA256 of the body.',
  }),
  webhookTimeoutMs: setting(wholeNumber(100, hour), {
    ...{ env: 'LOTSE_WEBHOOK_TIMEOUT_MS', group: feeds, default: '5000' },
    description: 'Milliseconds for each of three tries to reach it.',
  }),
  allowHosts: setting(hosts, {
    ...{ env: 'LOTSE_ALLOW_HOSTS', group: feeds, default: '', defaultText: 'none' },
    description:
      'Private host:port pairs that feeds may be read from and notices sent to, separated by commas; public hosts need no entry.',
  }),
  feedMaxBytes: setting(bytes(1_000), {
    ...{ env: 'LOTSE_FEED_MAX_BYTES', group: feeds, default: '200 MB' },
    description: 'Largest feed, after decompression.',
  }),
  feedTimeoutMs: setting(positive, {
    ...{ env: 'LOTSE_FEED_TIMEOUT_MS', group: feeds, default: '600000' },
    description: 'Milliseconds for the whole of a feed.',
  }),
  feedIdleTimeoutMs: setting(positive, {
    ...{ env: 'LOTSE_FEED_IDLE_TIMEOUT_MS', group: feeds, default: '15000' },
    description: 'Milliseconds that a feed may send nothing.',
  }),
  feedConnectTimeoutMs: setting(positive, {
    ...{ env: 'LOTSE_FEED_CONNECT_TIMEOUT_MS', group: feeds, default: '5000' },
    description: 'Milliseconds to connect to the host of a feed.',
  }),
  feedMaxRatio: setting(positive, {
    ...{ env: 'LOTSE_FEED_MAX_RATIO', group: feeds, default: '200' },
    description: 'Bytes of a feed for each compressed one, at most; a bomb has more.',
  }),
  contact: setting(text('an address or a mail address', /^\S+$/), {
    ...{ env: 'LOTSE_CONTACT', group: feeds, defaultText: 'none' },
    description: 'Where a provider that we harvest can reach you; part of the User-Agent.',
  }),
  recordMaxBytes: setting(bytes(1_000), {
    ...{ env: 'LOTSE_RECORD_MAX_BYTES', group: feeds, default: '256 kB' },
    description: 'Largest record of a feed; a larger one is skipped and reported.',
  }),
  maxDepth: setting(wholeNumber(4, 1_000), {
    ...{ env: 'LOTSE_MAX_DEPTH', group: feeds, default: '64' },
    description: 'Deepest nesting in a feed.',
  }),
  rawMaxBytes: setting(bytes(0), {
    ...{ env: 'LOTSE_RAW_MAX_BYTES', group: feeds, default: '1 GB' },
    description:
      'Most that the kept feeds of one source may take on disk, compressed; beyond it none are kept. Those of the release before, for `lotse rollback`, may take as much again.',
  }),
  purgeWithdrawnDays: setting(daysOrNever, {
    ...{ env: 'LOTSE_PURGE_WITHDRAWN_DAYS', group: feeds, default: '90' },
    description: 'Days for which a withdrawn offer is still answered for, or never to purge any.',
  }),
  purgeExpiredDays: setting(daysOrNever, {
    ...{ env: 'LOTSE_PURGE_EXPIRED_DAYS', group: feeds, default: '365' },
    description: 'Days for which an offer is kept after its last window ended, or never to purge any.',
  }),
  maxRedirects: setting(wholeNumber(0, 20), {
    ...{ env: 'LOTSE_MAX_REDIRECTS', group: feeds, default: '5' },
    description: 'Redirects that are followed for a feed.',
  }),

  queryMaxDepth: setting(wholeNumber(1, 100), {
    ...{ env: 'LOTSE_QUERY_MAX_DEPTH', group: queries, default: '12' },
    description: 'Deepest nesting of fields.',
  }),
  queryMaxCost: setting(positive, {
    ...{ env: 'LOTSE_QUERY_MAX_COST', group: queries, default: '5000' },
    description: 'Highest cost, computed from the fields and the sizes of the lists that are asked for.',
  }),
  queryMaxTokens: setting(wholeNumber(100, 1_000_000), {
    ...{ env: 'LOTSE_QUERY_MAX_TOKENS', group: queries, default: '2000' },
    description: 'Most tokens (names, punctuation, values) of a query document.',
  }),
} as const;

type ValueOf<S> = S extends Setting<infer T> ? (S extends { readonly default: string } ? T : T | undefined) : never;

/** What Lotse runs with: every setting, read and checked. Absent ones are `undefined`. */
export type Config = { readonly [Name in keyof typeof settings]: ValueOf<(typeof settings)[Name]> };

/** Now, by the clock of the machine or the fixed one of LOTSE_NOW. */
export function clockOf({ now }: Pick<Config, 'now'>): () => Date {
  return now === undefined ? () => new Date() : () => new Date(now);
}
