import { type Feed, FeedError } from '../../feed.js';
import type { Format, RawRecord, ReadContext } from '../../format.js';
import { idAt } from '../../mapping/native-id.js';
import { readXmlRecords, type XmlRecord } from '../../parse/xml.js';
import { mapElmOffer } from './elm-loq.mapper.js';
import { ObjectGraph } from './object-graph.js';
import { nativeIdOf } from './organisation-mapper.js';
import { Specifications } from './specifications.js';
import { objectFromXml } from './xml-object.js';

/** Namespaces of the document element; `xsdVersion` and `xsi:schemaLocation` are known to be wrong in real feeds. */
const namespaces: ReadonlySet<string> = new Set([
  'http://data.europa.eu/snb/model/ap/loq-constraints/',
  'http://data.europa.eu/snb/model/application-profile/loq-constraints/',
]);

const rootElement = 'Courses';
const offerElement = 'learningOpportunity';

/**
 * European Learning Model 3, profile Learning Opportunities and Qualifications, in the XML binding that the Commission's
 * QDR takes (loq.xsd 3.0.0 to 3.3.1). Offers come first in the document and what they link to after them, so the whole
 * feed is spooled to disk before the first record is yielded. A qualification without an offer is a record too, see
 * {@link Specifications}.
 */
export const elmLoqXml: Format = {
  id: 'elm-loq-xml',
  title: 'European Learning Model 3 LOQ, XML (loq.xsd 3.1.0 and 3.3.1)',
  version: 4,
  sniff: (head) =>
    /<(?:[\w.-]+:)?Courses[\s>]/.test(head) && [...namespaces].some((namespace) => head.includes(namespace)),
  read: readOffers,
  map: (record, context) => mapElmOffer(record, context, 'elm-loq-xml'),
  nativeId: (data) => nativeIdOf(idAt(data, 'id')),
};

async function* readOffers(feed: Feed, { limits, scratchDir }: ReadContext): AsyncGenerator<RawRecord> {
  const graph = await ObjectGraph.open(scratchDir, limits.maxRecordBytes);
  const specifications = new Specifications();
  try {
    const root = new RootCheck(feed.uri);
    const isRecord = (name: string, path: readonly string[], namespace: string): boolean => {
      root.check(name, path, namespace);
      return path.length === 2 && path[1]?.endsWith('References') === true;
    };
    for await (const record of readXmlRecords(feed, { isRecord, limits })) await spool(record, graph, specifications);
    let position = 0;
    for await (const data of specifications.resolvedRecords(graph)) {
      position += 1;
      yield { position, data };
    }
  } finally {
    await graph.close();
  }
}

async function spool(
  { element, oversized }: XmlRecord,
  graph: ObjectGraph,
  specifications: Specifications,
): Promise<void> {
  const object = objectFromXml(element, element.name.charAt(0).toUpperCase() + element.name.slice(1));
  const number =
    element.name === offerElement
      ? await graph.addOffer(oversized === undefined ? object : { ...object, oversized })
      : await graph.add(object);
  specifications.note(object, number);
}

/** Refuses a document of another kind at its first tag: RDF/XML and the accreditation profile share the extension. */
class RootCheck {
  constructor(private readonly uri: string) {}

  check(name: string, path: readonly string[], namespace: string): void {
    if (path.length > 0 || (name === rootElement && namespaces.has(namespace))) return;
    throw new FeedError(
      'FEED_MALFORMED',
      `${this.uri}: the document element is {${namespace}}${name}; expected ${rootElement} in the namespace of loq.xsd 3.1.0 or 3.3.x`,
    );
  }
}
