import { isAbsolute } from './json-ld-context.js';
import { isDescribed, isNode } from './schema-node.js';
import { offerKind, type SchemaNode } from './schema-org.record.js';
import { addresses, namesOf } from './schema-values.js';

/**
 * The offers that a page has described so far, so that what it says again in another way (JSON-LD, then microdata, then
 * RDFa) is not taken for more of them. Offers are the same when they have an id, an address or a name in common.
 */
export class KnownOffers {
  private readonly keys = new Set<string>();

  constructor(
    /** Number of the page in its feed. */
    readonly page: number,
  ) {}

  add(node: SchemaNode): void {
    for (const offer of offersIn(node)) for (const key of keysOf(offer)) this.keys.add(key);
  }

  /** Whether there are offers in a node, and all of them are known. */
  hasAllOf(node: SchemaNode): boolean {
    const offers = offersIn(node);
    return offers.length > 0 && offers.every((offer) => keysOf(offer).some((key) => this.keys.has(key)));
  }
}

/** The node, if it is an offer, else the outermost offers inside it. */
function offersIn(node: SchemaNode): SchemaNode[] {
  if (offerKind(node) !== undefined) return isDescribed(node) || 'name' in node ? [node] : [];
  return Object.entries(node).flatMap(([property, values]) =>
    property.startsWith('@') || !Array.isArray(values) ? [] : values.filter(isNode).flatMap(offersIn),
  );
}

function keysOf(offer: SchemaNode): string[] {
  const id = offer['@id'];
  const names = namesOf(offer).map(({ text = '' }) => text.replace(/\s+/g, ' ').trim().toLowerCase());
  return [...(id !== undefined && isAbsolute(id) ? [id] : []), ...addresses(offer, 'url'), ...names];
}
