import type { KeyCreation, Meilisearch } from 'meilisearch';
import type { Logger } from 'pino';
import { v5 as uuidV5 } from 'uuid';
import { EngineError } from './client.js';

/** Our own namespace for key ids (RFC 9562 §5.5), so that each process asks for the same keys. */
const namespace = 'b3f0c1de-6c1d-4d0f-9a51-7b8f4a3c9e52';

/** What a public search needs, and nothing that writes. */
export const searchActions = ['search', 'documents.get', 'indexes.get', 'stats.get'] as const;
/** What a harvest needs within its own indexes, and to compare an index built aside with the live one; no keys, dumps or snapshots. */
export const writeActions = [
  ...['documents.*', 'indexes.*', 'indexes.swap', 'settings.*', 'tasks.get', 'stats.get', 'version', 'search'],
] as const;
/** What waiting for an index swap needs: Meilisearch shows such a task only to keys that are good for all indexes. */
export const taskActions = ['tasks.get'] as const;

type KeyActions = (typeof searchActions | typeof writeActions | typeof taskActions)[number];

export interface ScopedKeys {
  /** May search and read the indexes of the prefix only. */
  readonly search: string | undefined;
  /** May write the indexes of the prefix only. */
  readonly write: string | undefined;
  /** May read the state of any task, and no documents. */
  readonly tasks: string | undefined;
}

export interface ScopedKeysOptions {
  /** The keys are good for the indexes whose name starts with this. */
  readonly prefix: string;
  /** The key `admin` works with; used for everything where it may not manage keys. */
  readonly given: string | undefined;
  readonly log: Pick<Logger, 'warn'>;
}

/**
 * The gateway's three keys, made on first use. Their ids follow from indexes and rights, and Meilisearch derives a key
 * from its id and the master key, so every start and every process gets the same ones. If the engine refuses to make
 * keys (401, 403), all are the given key, and a warning says what to grant.
 */
export async function scopedKeys(admin: Meilisearch, options: ScopedKeysOptions): Promise<ScopedKeys> {
  try {
    const indexes = `${options.prefix}*`;
    const [search, write, tasks] = await Promise.all([
      ensureKey(admin, keyFor('search', searchActions, indexes)),
      ensureKey(admin, keyFor('write', writeActions, indexes)),
      ensureKey(admin, keyFor('tasks', taskActions, '*')),
    ]);
    return { search, write, tasks };
  } catch (error) {
    if (!hasStatus(error, 401, 403)) throw error;
    options.log.warn(
      { actions: [...new Set([...searchActions, ...writeActions])], indexes: [`${options.prefix}*`] },
      'MEILI_KEY may not manage keys, so searches run with the same key as harvests; grant it keys.get and ' +
        'keys.create (or give the master key) to have the gateway search with a search-only key. Without that it ' +
        'needs tasks.get for all indexes (*) to see index swaps end',
    );
    return { search: options.given, write: options.given, tasks: options.given };
  }
}

function keyFor(role: string, actions: readonly KeyActions[], indexes: string) {
  return {
    uid: uuidV5(JSON.stringify([role, indexes, actions]), namespace),
    name: `lotse ${role} (${indexes})`,
    description: `Made by the Lotse gateway for its ${role} requests.`,
    actions: [...actions],
    indexes: [indexes],
    expiresAt: null,
  } satisfies KeyCreation;
}

async function ensureKey(admin: Meilisearch, wanted: KeyCreation & { uid: string }): Promise<string> {
  try {
    return (await admin.getKey(wanted.uid)).key;
  } catch (error) {
    if (!hasStatus(error, 404)) throw error;
  }
  try {
    return (await admin.createKey(wanted)).key;
  } catch (error) {
    if (!hasStatus(error, 409)) throw error;
    return (await admin.getKey(wanted.uid)).key;
  }
}

function hasStatus(error: unknown, ...statuses: number[]): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof EngineError && statuses.includes(cause.status);
}
