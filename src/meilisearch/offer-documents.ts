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

/** Who of other sources holds one of these keys. */
export type OtherHolders = (keys: readonly string[]) => Promise<readonly Pick<KeyHolder, 'keys'>[]>;

/**
 * The documents of what is to be written; `odd` receives the records that no document can be made of. Who is found for a
 * record that is in the index already stays as it is. A new one is found at once, unless another source may have the same
 * offer: then it is hidden until that is settled. Without `holdersOf` there is no other source.
 */
export async function* offerDocuments(
  { writes, replaced, clustered, now }: CatalogueChange,
  holdersOf: OtherHolders | undefined,
  odd: Refused,
): AsyncGenerator<PreparedDocument> {
  const updated = Math.floor(now.getTime() / 1000);
  const prepared = ({ projection, json }: Projected, known: ReadonlySet<string>): PreparedDocument => {
    const { id, keys } = projection;
    const isClustered = clustered?.has(id) === true;
    const isDoubtful = isClustered || keys.some((key) => known.has(key));
    const isHere = replaced?.has(id) === true;
    return { id, line: lineOf(projection, { isClustered, isDoubtful, isHere }), record: json };
  };
  if (holdersOf === undefined) {
    const none = new Set<string>();
    for await (const write of writes()) {
      const projected = projectedOf(write, updated, odd);
      if (projected !== undefined) yield prepared(projected, none);
    }
    return;
  }
  for await (const chunk of chunks(writes())) {
    const projected = chunk.flatMap((write) => projectedOf(write, updated, odd) ?? []);
    const holders = await holdersOf(projected.flatMap(({ projection }) => projection.keys));
    const known = new Set(holders.flatMap(({ keys }) => keys));
    for (const each of projected) yield prepared(each, known);
  }
}

/** What is written of a document, but for its record. What an earlier version may have and this one not is unset. */
function lineOf(
  projection: Projection,
  { isClustered, isDoubtful, isHere }: Readonly<Record<'isClustered' | 'isDoubtful' | 'isHere', boolean>>,
): string {
  const { id, present, live, source, hash, updated, keys, by, f, unstated, inexact, missing, text, s, _geo } =
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
    live: isDoubtful || isHere ? undefined : live,
  } satisfies Record<keyof Projection, unknown>);
}

/** A document with nothing in it but that its record was withdrawn. One in a cluster is found until that is settled. */
export async function* tombstones({
  withdrawals,
  clustered,
  reason,
  now,
}: CatalogueChange): AsyncGenerator<PreparedDocument> {
  const updated = Math.floor(now.getTime() / 1000);
  for (const id of withdrawals) {
    const withdrawn = { at: now.toISOString(), reason };
    const state = clustered?.has(id) === true ? { unsettled: true } : { live: null, ...notFound };
    yield { id, line: JSON.stringify({ id, present: null, hash: '', updated, withdrawn, keys: [], ...state }) };
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
