import type { AppliedChange, CatalogueChange, RecordToWrite } from '../harvest/catalogue-index.js';
import type { KeyHolder } from '../harvest/duplicates/duplicate-index.js';
import { projectionOf } from '../search/projection.js';
import type { Projection } from '../search/search-document.js';
import type { PreparedDocument } from './payloads.js';

/** What a document is found by, for one that is not to be found before it is written anew. */
export const notFound = { by: {}, f: {}, unstated: {}, inexact: {}, missing: {}, text: {}, s: {}, _geo: null };

/** Records whose duplicates are looked for at once. */
const chunkSize = 200;

type Refused = AppliedChange['refused'][number][];

/** What is in the index beside the records of a source. */
export interface Others {
  /** Who of other sources holds one of these keys. */
  readonly holders: (keys: readonly string[], popular: Set<string>) => Promise<readonly Pick<KeyHolder, 'keys'>[]>;
  /** The keys of records that are in the index, by id. */
  readonly keysOf: (ids: readonly string[]) => Promise<ReadonlyMap<string, readonly string[]>>;
}

/**
 * The documents of what is to be written; `odd` receives the records that no document can be made of. Who is found for a
 * record that is in the index already stays as it is. A new one is found at once, unless another source may have the same
 * offer: then it is hidden until that is settled. Without `others` there is no other source.
 */
export async function* offerDocuments(
  { writes, replaced, clustered, now }: CatalogueChange,
  others: Others | undefined,
  odd: Refused,
): AsyncGenerator<PreparedDocument> {
  const updated = Math.floor(now.getTime() / 1000);
  const prepared = ({ projection, json }: Projected, shared: ReadonlySet<string>, before: readonly string[] = []) => {
    const { id, keys } = projection;
    const former = before.filter((key) => shared.has(key) && !keys.includes(key));
    const isClustered = clustered?.has(id) === true;
    const isDoubtful = isClustered || former.length > 0 || keys.some((key) => shared.has(key));
    const isHere = replaced?.has(id) === true;
    return { id, line: lineOf({ ...projection, former }, { isClustered, isDoubtful, isHere }), record: json };
  };
  if (others === undefined) {
    const none = new Set<string>();
    for await (const write of writes()) {
      const projected = projectedOf(write, updated, odd);
      if (projected !== undefined) yield prepared(projected, none);
    }
    return;
  }
  const popular = new Set<string>();
  for await (const chunk of chunks(writes())) {
    const projected = chunk.flatMap((write) => projectedOf(write, updated, odd) ?? []);
    const here = projected.flatMap(({ projection: { id } }) => (replaced?.has(id) === true ? [id] : []));
    const before = await keysBefore(here, others);
    const shared = await sharedKeys(
      [...before.values(), ...projected.map(({ projection }) => projection.keys)],
      others,
      popular,
    );
    for (const each of projected) yield prepared(each, shared, before.get(each.projection.id));
  }
}

async function keysBefore(ids: readonly string[], others: Others): Promise<ReadonlyMap<string, readonly string[]>> {
  return ids.length === 0 ? new Map() : others.keysOf(ids);
}

/** Those of the keys that other sources have too. */
async function sharedKeys(
  keys: readonly (readonly string[])[],
  { holders }: Others,
  popular: Set<string>,
): Promise<ReadonlySet<string>> {
  const rows = await holders([...new Set(keys.flat())], popular);
  return new Set(rows.flatMap((row) => row.keys).filter((key) => !popular.has(key)));
}

/** What is written of a document, but for its record. What an earlier version may have and this one not is unset. */
function lineOf(
  projection: Projection & { readonly former: readonly string[] },
  { isClustered, isDoubtful, isHere }: Readonly<Record<'isClustered' | 'isDoubtful' | 'isHere', boolean>>,
): string {
  const { id, present, live, source, hash, updated, keys, former, by, f, unstated, inexact, missing, text, s, _geo } =
    projection;
  // Named one by one: copying the rest of an object takes as long as making it.
  return JSON.stringify({
    id,
    present,
    source,
    hash,
    updated,
    keys,
    f,
    unstated,
    inexact,
    missing,
    text,
    s,
    withdrawn: null,
    _geo: _geo ?? null,
    by: isClustered ? undefined : by,
    unsettled: isDoubtful ? true : undefined,
    former: former.length > 0 ? former : undefined,
    live: isDoubtful || isHere ? undefined : live,
  } satisfies Record<keyof Projection, unknown>);
}

/**
 * Documents with nothing in them but that their records were withdrawn. One in a cluster is found until that is
 * settled. Without `others` there is no other source.
 */
export async function* tombstones(
  { withdrawals, clustered, reason, now }: CatalogueChange,
  others: Others | undefined,
): AsyncGenerator<PreparedDocument> {
  const updated = Math.floor(now.getTime() / 1000);
  const popular = new Set<string>();
  const withdrawn = { at: now.toISOString(), reason };
  for (let at = 0; at < withdrawals.length; at += chunkSize) {
    const ids = withdrawals.slice(at, at + chunkSize);
    const before = others && (await keysBefore(ids, others));
    const shared = others && (await sharedKeys([...(before?.values() ?? [])], others, popular));
    for (const id of ids) {
      const former = before?.get(id)?.filter((key) => shared?.has(key)) ?? [];
      const isClustered = clustered?.has(id) === true;
      const state = {
        ...(isClustered ? {} : { live: null, ...notFound }),
        ...(isClustered || former.length > 0 ? { unsettled: true, former } : {}),
      };
      yield { id, line: JSON.stringify({ id, present: null, hash: '', updated, withdrawn, keys: [], ...state }) };
    }
  }
}

interface Projected {
  readonly projection: Projection;
  /** The record. */
  readonly json: Buffer;
}

function projectedOf({ record, hash, json }: RecordToWrite, updated: number, odd: Refused): Projected | undefined {
  try {
    return { projection: projectionOf(record, { hash, updated }), json };
  } catch (cause) {
    odd.push({ id: record.id, message: `no document can be made of it: ${String(cause)}` });
    return undefined;
  }
}

async function* chunks<T>(all: AsyncIterable<T>): AsyncGenerator<T[]> {
  let chunk: T[] = [];
  for await (const each of all) {
    chunk.push(each);
    if (chunk.length < chunkSize) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}
