import { setTimeout as sleep } from 'node:timers/promises';
import type { Meilisearch } from 'meilisearch';
import type { Logger } from 'pino';
import { parseUrl } from '../domain/parse-url.js';
import { createClient, engineErrorCode, isUnavailable } from './client.js';
import { type ScopedKeys, scopedKeys } from './keys.js';
import { type ManagedServer, type ManagedServerOptions, startManagedServer } from './managed-server.js';
import { isHealthy } from './server-process.js';
import { MeilisearchUnavailable } from './unavailable.js';

const adminTimeoutMs = 5_000;
const externalWaitMs = 3_000;

export interface ConnectOptions extends Omit<ManagedServerOptions, 'log'> {
  /** Address of a running engine (MEILI_URL). Without it a server of our own is started or attached to. */
  readonly url?: string | undefined;
  /** Key for that engine (MEILI_KEY): its master key, or one that covers the indexes of the prefix. */
  readonly key?: string | undefined;
  /** Index names start with this. @default 'lotse' */
  readonly prefix?: string | undefined;
  /** Milliseconds for one search. @default 2000 */
  readonly searchTimeoutMs?: number | undefined;
  /** Milliseconds for one request of a harvest; tasks are waited for separately. @default 60000 */
  readonly writeTimeoutMs?: number | undefined;
  readonly log: Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;
}

export interface MeilisearchConnection {
  readonly url: string;
  /** Whether the server is ours (started or attached to) rather than given by address. */
  readonly managed: boolean;
  /** The engine's version, `unknown` if the given key may not read it. */
  readonly version: string;
  /** With a key that can only search and read. */
  readonly search: Meilisearch;
  /** With a key that can write, and a long time limit. */
  readonly write: Meilisearch;
  /** Closes the connections and, if this process owns the server, stops it. */
  close(): Promise<void>;
}

/**
 * Connects to the engine at `url`, else to a managed server in `dataDir`, with keys that reach no further than needed.
 * @throws MeilisearchUnavailable if there is no engine or it refuses the key.
 */
export async function connectMeilisearch(options: ConnectOptions): Promise<MeilisearchConnection> {
  const { url } = options;
  if (url !== undefined) {
    await reach(url);
    return connectTo({ url, masterKey: options.key, close: async () => {} }, false, options);
  }
  const server = await startManagedServer(options);
  try {
    return await connectTo(server, true, options);
  } catch (error) {
    await server.close();
    throw error;
  }
}

interface Server extends Omit<ManagedServer, 'masterKey'> {
  readonly masterKey: string | undefined;
}

async function connectTo(server: Server, managed: boolean, options: ConnectOptions): Promise<MeilisearchConnection> {
  const { url } = server;
  const { version, keys } = await introduce(server, options);
  const search = createClient({ url, key: keys.search, timeoutMs: options.searchTimeoutMs ?? 2_000 });
  const write = createClient({
    url,
    key: keys.write,
    tasksKey: keys.tasks,
    timeoutMs: options.writeTimeoutMs ?? 60_000,
    connections: 4,
  });
  options.log.debug({ url, managed, version }, 'connected to meilisearch');
  return {
    url,
    managed,
    version,
    search: search.client,
    write: write.client,
    async close() {
      await Promise.all([search.close(), write.close()]);
      await server.close();
    },
  };
}

async function introduce(
  server: Server,
  { prefix = 'lotse', log }: ConnectOptions,
): Promise<{ version: string; keys: ScopedKeys }> {
  const given = server.masterKey;
  const admin = createClient({ url: server.url, key: given, timeoutMs: adminTimeoutMs, connections: 2 });
  try {
    const keys = await scopedKeys(admin.client, { prefix, given, log });
    // An empty multi-search finds nothing and costs nothing, but any unknown key is refused.
    await admin.client.multiSearch({ queries: [] });
    return { version: await versionOf(admin.client), keys };
  } catch (cause) {
    const code = engineErrorCode(cause);
    if (code === undefined && !isUnavailable(cause)) throw cause;
    const reason = code === undefined ? 'does not answer as it should' : `answers ${code}`;
    const advice = code === 'invalid_api_key' || code === 'missing_authorization_header' ? ' Check MEILI_KEY.' : '';
    throw new MeilisearchUnavailable(`The Meilisearch at ${server.url} ${reason}.${advice}`, { cause });
  } finally {
    await admin.close();
  }
}

async function versionOf(admin: Meilisearch): Promise<string> {
  try {
    return (await admin.getVersion()).pkgVersion;
  } catch (error) {
    if (isUnavailable(error) && engineErrorCode(error) !== undefined) return 'unknown';
    throw error;
  }
}

async function reach(url: string): Promise<void> {
  if (!/^https?:$/.test(parseUrl(url)?.protocol ?? '')) {
    throw new MeilisearchUnavailable(`MEILI_URL is not an http or https address: ${url}`);
  }
  const end = Date.now() + externalWaitMs;
  while (!(await isHealthy(url.replace(/\/+$/, '')))) {
    if (Date.now() > end) {
      throw new MeilisearchUnavailable(
        `No Meilisearch answers at ${url} (MEILI_URL). Start it there, or unset MEILI_URL to use a server of our own.`,
      );
    }
    await sleep(100);
  }
}
