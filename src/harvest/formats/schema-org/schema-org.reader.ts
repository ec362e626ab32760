import type { Feed } from '../../feed.js';
import type { RawRecord, ReadContext } from '../../format.js';
import { ObjectSpool } from '../../parse/object-spool.js';
import { readDocuments } from './feed-documents.js';
import { OfferGraph } from './offer-graph.js';
import { valuesOf } from './schema-node.js';
import type { SchemaNode, SchemaOrgRecord } from './schema-org.record.js';

/**
 * Yields the offers of a feed: every `Course`, `EducationalOccupationalProgram` and `CourseInstance`, wherever it
 * stands in the JSON-LD, except instances of a course of the same feed (they are in its `hasCourseInstance`). The whole
 * feed is read, and found complete, before the first record is yielded.
 *
 * @throws FeedError as {@link readDocuments}.
 */
export async function* readOffers(feed: Feed, { limits, scratchDir }: ReadContext): AsyncGenerator<RawRecord> {
  const spool = await ObjectSpool.open(scratchDir);
  try {
    const graph = new OfferGraph(spool);
    const unreadable: { position: number; data: SchemaOrgRecord }[] = [];
    for await (const document of readDocuments(feed, limits)) {
      if ('unreadable' in document) unreadable.push({ position: graph.nextPosition(), data: document });
      else for (const node of document.nodes) await graph.add(node, document.scope.page, document.page);
    }
    yield* unreadable;
    const onPage = new Map<string, number>();
    for (const { address } of graph.offers()) if (address) onPage.set(address, (onPage.get(address) ?? 0) + 1);
    for (const entry of graph.offers()) {
      const node = await graph.resolve(entry);
      const alone = entry.address !== undefined && onPage.get(entry.address) === 1 && !hasAddress(node);
      const data: SchemaOrgRecord = alone ? { node, page: entry.address } : { node };
      yield { position: entry.position, data };
    }
  } finally {
    await spool.close();
  }
}

function hasAddress(node: SchemaNode): boolean {
  return valuesOf(node, 'url').length > 0;
}
