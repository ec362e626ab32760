import { DocumentSender } from '../meilisearch/document-sender.js';
import { indexesOf, indexRoles } from '../meilisearch/index-sets.js';
import type { IndexUses } from './index-uses.js';
import type { RebuildContext } from './rebuild-context.js';

/** How long an index stays when there may be users of it, or builders at it, that cannot be known here. */
const graceMs = 3_600_000;

/**
 * Removes the indexes of other versions of settings and projection, once no living process uses them. An engine of our own
 * is used from this machine only, so that all users are known; one that was given by address may be used from elsewhere
 * without a common Redis, so that the others go an hour after ours was made. So does what a builder has left that was
 * killed, or whose engine went away, an hour after it was last written. Returns the names.
 */
export async function dropOthers(
  { connection, prefix, names }: Pick<RebuildContext, 'connection' | 'prefix' | 'names'>,
  uses: IndexUses,
  now: () => number = Date.now,
): Promise<readonly string[]> {
  const { write: client, managed } = connection;
  const { sets, incomplete, aside } = await indexesOf(client, prefix);
  const own = sets.find((set) => set.names.offers === names.offers);
  if (own === undefined || (!managed && now() - own.createdAt < graceMs)) return [];
  const dropped: string[] = incomplete.filter((uid) => !Object.values(names).includes(uid));
  for (const { uid, updatedAt } of aside) if (now() - updatedAt >= graceMs) dropped.push(uid);
  for (const set of sets)
    if (set !== own && !(await uses.isUsed(set.version))) dropped.push(...indexRoles.map((role) => set.names[role]));
  const sender = new DocumentSender(client, { maxBatchBytes: 1, taskTimeoutMs: 600_000 });
  for (const uid of dropped) await sender.done(client.deleteIndex(uid), ['index_not_found']);
  return dropped;
}
