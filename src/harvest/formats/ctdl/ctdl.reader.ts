import { type Feed, FeedError } from '../../feed.js';
import type { RawRecord, ReadContext } from '../../format.js';
import { readHead, syntaxOf, topLevelKeys } from '../../mapping/feed-head.js';
import { readJsonItems, readJsonLines } from '../../parse/json.js';
import { ObjectSpool } from '../../parse/object-spool.js';
import type { AssembledRecord } from './ctdl.record.js';
import {
  type CtdlNode,
  isNode,
  isOffer,
  isOnOffer,
  keyOf,
  keyOfNode,
  referencesIn,
  requiredOffers,
} from './ctdl-nodes.js';

/** Most resources that are put beside one offer. */
const maxLinked = 500;

interface Entry {
  readonly key: string;
  readonly position: number;
  readonly document: number;
}

/**
 * Reads what the Credential Registry serves: records, `@graph` documents, envelopes around either
 * (`decoded_resource`), and arrays, search answers (`data[]`) or JSON lines of them. References may point anywhere in
 * the feed, so everything is spooled and the offers come only after the last byte was read. Withdrawn envelopes
 * (`deleted_at`) and offers that have ceased or are not made yet are left out.
 *
 * @throws FeedError as {@link readJsonItems}; FEED_MALFORMED for an object that is not JSON-LD
 */
export async function* readCtdl(feed: Feed, context: ReadContext): AsyncGenerator<RawRecord> {
  const spool = await ObjectSpool.open(context.scratchDir);
  try {
    const offers: Entry[] = [];
    const awards = new Map<string, Entry[]>();
    let position = 0;
    for await (const { node, document } of nodes(feed, context)) {
      position += 1;
      const key = keyOfNode(node, document) ?? `#${position}`;
      // A registry answers with the same resource more than once; which of two offers counts is for the harvest to say.
      const own = spool.has(key) && isOffer(node) ? `#${position}` : key;
      await spool.put(own, node);
      if (isOnOffer(node)) offers.push({ key: own, position, document });
      const [required, another] = requiredOffers(node, document);
      if (isOffer(node) || required === undefined || another !== undefined) continue;
      const award = { key: own, position, document };
      const known = awards.get(required);
      if (known === undefined) awards.set(required, [award]);
      else known.push(award);
    }
    for (const offer of offers) yield { position: offer.position, data: await assemble(spool, offer, awards) };
  } finally {
    await spool.close();
  }
}

async function* nodes(opened: Feed, { limits }: ReadContext): AsyncGenerator<{ node: CtdlNode; document: number }> {
  const { head, feed } = await readHead(opened);
  const syntax = syntaxOf(head, feed);
  if (syntax === 'html') throw new FeedError('FEED_MALFORMED', `${feed.uri}: markup, not JSON`);
  if (syntax === 'json-lines') {
    for await (const { value, line } of readJsonLines(feed, { limits })) {
      for (const node of unpacked(value)) yield { node, document: line };
    }
    return;
  }
  const selector = syntax === 'json-array' ? '$.*' : selectorOf(topLevelKeys(head));
  for await (const { value, key, position } of readJsonItems(feed, { selectors: [selector], limits })) {
    if (selector !== '$' && typeof key === 'string') {
      throw new FeedError('FEED_MALFORMED', `${feed.uri}: ${selector} is not an array`);
    }
    const found = unpacked(value);
    if (selector === '$' && !found.some((node) => node['@type'] !== undefined || node['@id'] !== undefined)) {
      throw new FeedError('FEED_MALFORMED', `${feed.uri}: no record, graph or envelope of CTDL`);
    }
    for (const node of found) yield { node, document: selector === '$.@graph.*' ? 1 : position };
  }
}

function selectorOf(keys: ReadonlySet<string>): string {
  const list = ['@graph', 'data', 'results', 'envelopes'].find((key) => keys.has(key));
  return list === undefined || keys.has('decoded_resource') ? '$' : `$.${list}.*`;
}

/** The nodes of a document: those of a graph, the content of an envelope, or the record itself. */
function unpacked(document: unknown): CtdlNode[] {
  if (!isNode(document)) return [];
  const headers = document.node_headers;
  if (isNode(headers) && typeof headers.deleted_at === 'string') return [];
  if (isNode(document.decoded_resource)) return unpacked(document.decoded_resource);
  const graph = document['@graph'];
  return Array.isArray(graph) ? graph.filter(isNode) : [document];
}

/** The offer with what it refers to, and what those refer to. */
async function assemble(
  spool: ObjectSpool,
  { key, document }: Entry,
  awards: ReadonlyMap<string, readonly Entry[]>,
): Promise<AssembledRecord> {
  const resource = await spool.get(key);
  const awarded = await Promise.all((awards.get(key) ?? []).map((award) => spool.get(award.key)));
  const linked = new Map<string, unknown>();
  const follow = async (values: readonly unknown[]) => {
    const added: unknown[] = [];
    for (const id of referencesIn(values, 8)) {
      const target = keyOf(id, document);
      if (linked.has(id) || linked.size >= maxLinked || !spool.has(target)) continue;
      const node = await spool.get(target);
      linked.set(id, node);
      added.push(node);
    }
    return added;
  };
  await follow(await follow([resource, ...awarded]));
  return { resource, linked: Object.fromEntries(linked), awarded };
}
