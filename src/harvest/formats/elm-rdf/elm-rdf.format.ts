import type { Feed } from '../../feed.js';
import type { Format, RawRecord, ReadContext } from '../../format.js';
import { idAt } from '../../mapping/native-id.js';
import { mapElmOffer } from '../elm-loq/elm-loq.mapper.js';
import { nativeIdOf } from '../elm-loq/organisation-mapper.js';
import { withEnrolment } from '../elm-loq/quality-link.js';
import { RdfReading } from './rdf-reading.js';
import { looksLikeXml } from './rdf-syntax.js';

const vocabularies = /data\.europa\.eu\/snb\/model\/(elm|ontology)\/|data\.quality-link\.eu\/ontology\//;

/**
 * European Learning Model 3 as RDF: RDF/XML, Turtle and N-Triples of the LOQ profile, in the namespaces of 3.1.0 and
 * 3.3.x, and with the classes and properties that QualityLink adds. The offers are the subjects of the class
 * `LearningOpportunity` (`ql:LearningOpportunityInstance`), and the specifications that no offer refers to, see
 * {@link Specifications}.
 *
 * All documents of a source are one graph: dumps of large registers come in many files, and an offer may be in one of
 * them and its provider in another. It is spooled by subject before the first record is yielded, since RDF has no order; memory
 * holds some 30 bytes for each.
 */
export const elmRdf: Format = {
  id: 'elm-rdf',
  title: 'European Learning Model 3, RDF/XML, Turtle, N-Triples (with QualityLink)',
  version: 4,
  sniff: (head) => {
    if (!vocabularies.test(head)) return false;
    if (looksLikeXml(head))
      return /xmlns:[\w.-]+\s*=\s*["']http:\/\/www\.w3\.org\/1999\/02\/22-rdf-syntax-ns#["']/.test(head);
    return /^\uFEFF?(\s|#.*\n)*(@prefix|@base|PREFIX|BASE|<|_:)/i.test(head);
  },
  read: readRecords,
  join: (context) => RdfReading.open(context),
  map: (record, context) => withEnrolment(mapElmOffer(record, context, 'elm-rdf'), record.data, context.source.id),
  nativeId: (data) => nativeIdOf(idAt(data, 'id')),
};

async function* readRecords(feed: Feed, context: ReadContext): AsyncGenerator<RawRecord> {
  const reading = await RdfReading.open(context);
  try {
    await reading.add(feed);
    yield* reading.records();
  } finally {
    await reading.close();
  }
}
