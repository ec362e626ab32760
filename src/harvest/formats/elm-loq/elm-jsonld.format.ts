import type { ContextDefinition, JsonLdDocument } from 'jsonld';
import { type Feed, FeedError } from '../../feed.js';
import type { Format, RawRecord, ReadContext } from '../../format.js';
import { idAt } from '../../mapping/native-id.js';
import { mapElmOffer } from './elm-loq.mapper.js';
import { type DocumentNode, readDocumentNodes } from './jsonld-nodes.js';
import { type DescribedObject, describedObjects } from './jsonld-object.js';
import { ObjectGraph } from './object-graph.js';
import { defaultContext, loadContextOffline } from './offline-contexts.js';
import { nativeIdOf } from './organisation-mapper.js';
import { withEnrolment, withTitle } from './quality-link.js';
import { Specifications } from './specifications.js';

/**
 * European Learning Model 3 as JSON-LD 1.1: a node, a list of nodes or a document with a `@graph`. Nodes of the class
 * `LearningOpportunity` are the offers; what they link to is embedded in them or stands anywhere in the document. A
 * qualification without an offer is a record too, see {@link Specifications}.
 * Properties and classes of both namespaces (3.1.0 and 3.3.x) are read. Contexts are never fetched.
 */
export const elmJsonLd: Format = {
  id: 'elm-jsonld',
  title: 'European Learning Model 3, JSON-LD',
  version: 4,
  sniff: (head) =>
    /^\uFEFF?\s*[[{]/.test(head) &&
    /"@(context|graph|id|type)"/.test(head) &&
    /data\.europa\.eu\/snb\/model\/|data\.quality-link\.eu\/ontology\/|w3id\.org\/lotse\/context\//.test(head),
  read: readOffers,
  map: (record, context) => withEnrolment(mapElmOffer(record, context, 'elm-jsonld'), record.data, context.source.id),
  nativeId: (data) => nativeIdOf(idAt(data, 'id')),
};

async function* readOffers(feed: Feed, context: ReadContext): AsyncGenerator<RawRecord> {
  const graph = await ObjectGraph.open(context.scratchDir, context.limits.maxRecordBytes);
  const specifications = new Specifications();
  try {
    for await (const node of readDocumentNodes(feed, context)) {
      for (const { object, isOffer } of await describe(node, feed.uri)) {
        specifications.note(object, await (isOffer ? graph.mergeOffer(object) : graph.add(object)));
      }
    }
    let position = 0;
    for await (const data of specifications.resolvedRecords(graph)) {
      position += 1;
      yield { position, data: withTitle(data) };
    }
  } finally {
    await graph.close();
  }
}

/** The objects that a node describes. A node that is no valid JSON-LD is one bad record, if it is an offer at all. */
async function describe({ node, context }: DocumentNode, uri: string): Promise<DescribedObject[]> {
  if (!isJsonObject(node)) return [];
  const document = context === undefined ? node : { '@context': context, '@graph': [node] };
  try {
    return describedObjects(await expand(document, context === undefined && !('@context' in node)));
  } catch (error) {
    throwFeedError(error, uri);
    return unreadable(node, error);
  }
}

type JsonObject = { readonly [key: string]: unknown };

async function expand(document: JsonObject, bare: boolean): Promise<readonly unknown[]> {
  // The library takes 10 MB, which feeds of other formats need not have.
  const { default: jsonld } = await import('jsonld');
  return jsonld.expand(document as JsonLdDocument, {
    documentLoader: loadContextOffline,
    ...(bare ? { expandContext: defaultContext as ContextDefinition } : {}),
  });
}

/** A context that cannot be had or is invalid breaks the feed: without it nothing in the feed means anything. */
function throwFeedError(error: unknown, uri: string): void {
  const { details, message } = error as { details?: { cause?: unknown; code?: unknown }; message?: unknown };
  const cause = details?.cause ?? error;
  if (cause instanceof FeedError) throw new FeedError(cause.code, `${uri}: ${cause.message}`, { cause: error });
  if (/context|term|IRI mapping|type mapping|container mapping|prefix/i.test(String(details?.code ?? '')))
    throw new FeedError('FEED_MALFORMED', `${uri}: the context is invalid: ${String(message)}`, { cause: error });
}

function unreadable(node: JsonObject, error: unknown): DescribedObject[] {
  const types = JSON.stringify(node['@type'] ?? node.type ?? '');
  if (!types.includes('LearningOpportunity')) return [];
  const id = [node['@id'], node.id].find((it) => typeof it === 'string');
  const reason = error instanceof Error ? error.message : String(error);
  return [{ isOffer: true, object: { ...(id === undefined ? {} : { id }), unreadable: reason, properties: {} } }];
}

function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
