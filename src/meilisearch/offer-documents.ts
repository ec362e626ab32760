import type { AppliedChange, CatalogueChange, RecordToWrite } from '../harvest/catalogue-index.js';
import type { KeyHolder } from '../harvest/duplicates/duplicate-index.js';
import { toSearchDocument } from '../search/projection.js';
import type { SearchDocument } from '../search/search-document.js';
import type { PreparedDocument } from './payloads.js';

/** What a document is found by, for one that is not to be found before it is written anew. */
export const notFound = { by: {}, f: {}, unstated: {}, inexact: {}, missing: {}, text: {}, s: {}, _geo: null };

/** What an earlier version of a document may have and this one not. */
const unset = { withdrawn: null, _geo: null };

/** Records whose duplicates are looked for at once. */
const chunkSize = 200;

type Refused = AppliedChange['refused'][number][];

/** Who of other sources holds one of these keys. */
export type OtherHolders = (keys: readonly string[]) => Promise<readonly Pick<KeyHolder, 'keys'>[]>;

/**
 * The documents of what is to be written; `odd` receives the records that no document can be made of. Who is found for a
 * record that is in the index already stays as it is. A new one is found at once, unless another source may have the same
 * offer: then it is hidden until that is settled.
 */
export async function* offerDocuments(
  { writes, replaced, clustered, now }: CatalogueChange,
  holdersOf: OtherHolders,
  odd: Refused,
): AsyncGenerator<PreparedDocument> {
  const updated = Math.floor(now.getTime() / 1000);
  for await (const chunk of chunks(writes())) {
    const documents = chunk.flatMap((write) => documentOf(write, updated, odd));
    const known = new Set((await holdersOf(documents.flatMap(({ keys }) => keys))).flatMap(({ keys }) => keys));
    for (const { live, by, json, ...content } of documents) {
      const { id } = content;
      const isClustered = clustered?.has(id) === true;
      const isDoubtful = isClustered || content.keys.some((key) => known.has(key));
      const state = {
        ...(isClustered ? {} : { by }),
        ...(isDoubtful ? { unsettled: true } : {}),
        ...(isDoubtful || replaced?.has(id) === true ? {} : { live }),
      };
      // The record is there as JSON already.
      yield { id, line: `${JSON.stringify({ ...unset, ...content, ...state }).slice(0, -1)},"record":${json}}` };
    }
  }
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

/** A document whose record is JSON. */
type WrittenDocument = Omit<SearchDocument, 'record'> & { readonly json: string };

function documentOf({ record, hash, line }: RecordToWrite, updated: number, odd: Refused): WrittenDocument[] {
  try {
    const { record: _, ...content } = toSearchDocument(record, { hash, updated });
    return [{ ...content, json: line }];
  } catch (cause) {
    odd.push({ id: record.id, message: `no document can be made of it: ${String(cause)}` });
    return [];
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
