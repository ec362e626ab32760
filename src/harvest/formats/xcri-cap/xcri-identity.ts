import type { Identifier } from '../../../domain/organisation.js';
import type { XcriNode } from './xcri-cap.record.js';
import { all, content, refinement } from './xcri-node.js';

/**
 * All `dc:identifier`s of a resource, in the order of the feed, with their `xsi:type` (local part) as scheme. Repeated
 * ones are taken once.
 */
export function identifiers(node: XcriNode): Identifier[] {
  const found = new Map<string, Identifier>();
  for (const element of all(node, 'identifier')) {
    const value = content(element).slice(0, 1000);
    const scheme = refinement(element);
    if (value === '' || found.has(`${scheme ?? ''} ${value}`)) continue;
    found.set(`${scheme ?? ''} ${value}`, scheme === undefined ? { value } : { scheme, value });
  }
  return [...found.values()];
}

/**
 * The identifier that the id of the record is made of. XCRI-CAP 1.2 allows one `dc:identifier` without `xsi:type`: the
 * resource's own, as a URL; those with a type are third parties' (UCAS, KIS, a learning aim), come and go, and are
 * shared by courses. So: the untyped ones before the typed; among several untyped ones, which the standard forbids but
 * feeds have (The Open University: `B01`), a code before an address, because addresses move; among typed ones the
 * provider's `internalID` first. Otherwise the order of the feed decides.
 */
export function mainIdentifier(found: readonly Identifier[]): string | undefined {
  const untyped = found.filter(({ scheme }) => scheme === undefined);
  const chosen =
    untyped.find(({ value }) => !/^https?:/i.test(value)) ??
    untyped[0] ??
    found.find(({ scheme }) => scheme?.toLowerCase() === 'internalid') ??
    found[0];
  return chosen?.value;
}
