import { type Feed, FeedError } from '../../feed.js';
import type { Format, RawRecord, ReadContext } from '../../format.js';
import { idAt } from '../../mapping/native-id.js';
import { mapElmOffer } from '../elm-loq/elm-loq.mapper.js';
import type { ElmObject } from '../elm-loq/elm-object.js';
import { ObjectGraph } from '../elm-loq/object-graph.js';
import { nativeIdOf } from '../elm-loq/organisation-mapper.js';
import { withEnrolment, withTitle } from '../elm-loq/quality-link.js';
import { Specifications } from '../elm-loq/specifications.js';
import { looksLikeXml } from './rdf-syntax.js';
import { Subjects } from './subjects.js';

const vocabularies = /data\.europa\.eu\/snb\/model\/(elm|ontology)\/|data\.quality-link\.eu\/ontology\//;

/**
 * European Learning Model 3 as RDF: RDF/XML, Turtle and N-Triples of the LOQ profile, in the namespaces of 3.1.0 and
 * 3.3.x, and with the classes and properties that QualityLink adds. The offers are the subjects of the class
 * `LearningOpportunity` (`ql:LearningOpportunityInstance`), and the specifications that no offer refers to, see
 * {@link Specifications}.
 *
 * The whole feed is spooled by subject before the first record is yielded, since RDF has no order; memory holds ids.
 */
export const elmRdf: Format = {
  id: 'elm-rdf',
  title: 'European Learning Model 3, RDF/XML, Turtle, N-Triples (with QualityLink)',
  version: 3,
  sniff: (head) => {
    if (!vocabularies.test(head)) return false;
    if (looksLikeXml(head))
      return /xmlns:[\w.-]+\s*=\s*["']http:\/\/www\.w3\.org\/1999\/02\/22-rdf-syntax-ns#["']/.test(head);
    return /^\uFEFF?(\s|#.*\n)*(@prefix|@base|PREFIX|BASE|<|_:)/i.test(head);
  },
  read: readRecords,
  map: (record, context) => withEnrolment(mapElmOffer(record, context, 'elm-rdf'), record.data, context.source.id),
  nativeId: (data) => nativeIdOf(idAt(data, 'id')),
};

async function* readRecords(feed: Feed, { limits, scratchDir }: ReadContext): AsyncGenerator<RawRecord> {
  // The parsers take 10 MB, which feeds of other formats need not have.
  const { readTriples } = await import('./triples.js');
  const graph = await ObjectGraph.open(scratchDir);
  const specifications = new Specifications();
  const subjects = new Subjects(limits.maxRecordBytes);
  const offers = new Set<string>();
  const flush = async (): Promise<void> => {
    for (const { object, isOffer } of subjects.take()) {
      if (isOffer) offers.add(object.id);
      specifications.note(object);
      await (isOffer ? graph.mergeOffer(object) : graph.add(object));
    }
  };
  try {
    for await (const triple of readTriples(feed, limits)) {
      subjects.add(triple);
      if (subjects.full) await flush();
    }
    await flush();
    for (const [id, size] of subjects.oversized)
      if (!offers.has(id))
        throw new FeedError('LIMIT_RECORD_SIZE', `${feed.uri}: ${id} is described with ${size} characters`);
    let position = 0;
    for await (const record of specifications.resolvedRecords(graph)) {
      position += 1;
      const oversized = record.id === undefined ? undefined : subjects.oversized.get(record.id);
      yield {
        position,
        data: oversized === undefined ? withTitle(named(record)) : { ...record, oversized, properties: {} },
      };
    }
  } finally {
    await graph.close();
  }
}

/** The label of a blank node names nothing outside its document. */
function named(record: ElmObject): ElmObject {
  if (record.id?.startsWith('_:') !== true) return record;
  const { id: _, ...rest } = record;
  return rest;
}
