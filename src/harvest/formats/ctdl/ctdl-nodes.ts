/** A JSON-LD node of CTDL. */
export type CtdlNode = Readonly<Record<string, unknown>>;

const offerClasses: readonly string[] = [
  'learningopportunityprofile',
  'learningopportunity',
  'course',
  'learningprogram',
];
const terms = /^(?:ceterms:|https?:\/\/purl\.org\/ctdl\/terms\/)/;
const ctidPattern = /\bce-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/i;

export function isNode(value: unknown): value is CtdlNode {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Names of the classes of a node, lower case, without prefix; classes of other vocabularies keep theirs. */
export function classesOf(types: unknown): string[] {
  const list: readonly unknown[] = Array.isArray(types) ? types : [types];
  return list.flatMap((type) => (typeof type === 'string' ? [type.trim().replace(terms, '').toLowerCase()] : []));
}

/**
 * Whether one can take part in what the node describes: a learning opportunity profile, course or learning program. A
 * credential, `ceterms:MicroCredential` too, is what one is awarded, not what one enrols in. A blank node without CTID
 * only names something that is not published in the Registry.
 */
export function isOffer(node: CtdlNode): boolean {
  if (!classesOf(node['@type']).some((name) => offerClasses.includes(name))) return false;
  return node['ceterms:ctid'] !== undefined || !String(node['@id'] ?? '').startsWith('_:');
}

/** Concept of `ceterms:lifeCycleStatusType` (or its node, bare), lower case, without prefix. */
export function lifeCycleOf(node: CtdlNode): string | undefined {
  const [status]: readonly unknown[] = [node['ceterms:lifeCycleStatusType']].flat();
  const concept = isNode(status) ? status['ceterms:targetNode'] : status;
  const id = isNode(concept) ? concept['@id'] : concept;
  return typeof id === 'string'
    ? id
        .trim()
        .replace(/^.*[:/#]/, '')
        .toLowerCase()
    : undefined;
}

/** Whether an offer is made at present, or was suspended: not one that has ceased, or is still being developed. */
export function isOnOffer(node: CtdlNode): boolean {
  const status = lifeCycleOf(node);
  return isOffer(node) && status !== 'ceased' && status !== 'developing';
}

/**
 * The key that a resource is found by: its CTID, which all its addresses (`/resources/…`, `/graph/…`) contain, else its
 * address. Blank node ids hold in their document only, the number of which becomes part of the key.
 */
export function keyOf(id: string, document: number): string {
  const ctid = ctidPattern.exec(id)?.[0];
  if (ctid !== undefined) return ctid.toLowerCase();
  return id.startsWith('_:') ? `${document}${id}` : id;
}

/** The key of a node; undefined for one that has neither CTID nor id. */
export function keyOfNode(node: CtdlNode, document: number): string | undefined {
  const id = [node['ceterms:ctid'], node['@id']].find((it) => typeof it === 'string' && it.trim() !== '');
  return typeof id === 'string' ? keyOf(id.trim(), document) : undefined;
}

/** All ids that a value contains, at most so many levels deep; its own id is not a reference. */
export function referencesIn(value: unknown, depth = 6): string[] {
  if (typeof value === 'string') return /^(_:|https?:|ce-)/.test(value) ? [value.trim()] : [];
  if (depth === 0) return [];
  if (Array.isArray(value)) return value.flatMap((item) => referencesIn(item, depth - 1));
  if (!isNode(value)) return [];
  const isReference = Object.keys(value).length === 1;
  return Object.entries(value).flatMap(([key, item]) =>
    key === '@id' && !isReference ? [] : referencesIn(item, depth - 1),
  );
}

/** Learning opportunities that a credential requires, by key. */
export function requiredOffers(node: CtdlNode, document: number): string[] {
  const profiles: readonly unknown[] = [node['ceterms:requires']].flat();
  const targets = profiles.flatMap((profile) =>
    isNode(profile) ? [profile['ceterms:targetLearningOpportunity']] : [],
  );
  return [...new Set(referencesIn(targets).map((id) => keyOf(id, document)))];
}
