import { toSearchDocument } from '../search/projection.js';
import type { SearchDocument } from '../search/search-document.js';
import { type ProviderDocument, toProviderDocument } from './provider-document.js';

/** A document as it is read back from an index, of this version or another. */
export type StoredDocument = Partial<SearchDocument> & { readonly id: string } & Readonly<Record<string, unknown>>;

/** What the projection makes of a record; everything else in a document was put there by others. */
const projected = new Set([
  ...['id', 'source', 'hash', 'updated', 'withdrawn', 'record', 'keys'],
  ...['f', 'unstated', 'inexact', 'missing', 'text', 's', '_geo'],
]);

/**
 * The document for another index: projected anew from its record, while when it was seen, whether it may be found, for
 * which others it stands and whatever else was noted on it stay as they are. A tombstone, which nothing finds, stays whole.
 * Pure.
 */
export function recopied(document: StoredDocument): Readonly<Record<string, unknown>> {
  const { record, hash, updated, withdrawn } = document;
  const isGone = withdrawn !== undefined && withdrawn !== null;
  if (isGone || record === undefined || hash === undefined || updated === undefined) return document;
  const made = Object.entries(toSearchDocument(record, { hash, updated })).filter(([name]) => name !== 'live');
  const noted = Object.entries(document).filter(([name]) => !projected.has(name));
  return Object.fromEntries([...made, ...noted]);
}

/** The same for an organisation. Pure. */
export function recopiedProvider({ organisation, source, provides }: ProviderDocument): ProviderDocument {
  return toProviderDocument(organisation, source, provides);
}
