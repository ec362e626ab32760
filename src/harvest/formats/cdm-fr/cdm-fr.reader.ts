import { type Feed, FeedError } from '../../feed.js';
import type { RawRecord, ReadContext } from '../../format.js';
import { attributeOf, nodeAt, toXmlNode } from '../../mapping/xml-record.js';
import { ObjectSpool } from '../../parse/object-spool.js';
import { readXmlRecords, type XmlElement, type XmlRecord } from '../../parse/xml.js';
import { cdmOptions } from './cdm-fr.options.js';
import type { CdmRecord } from './cdm-fr.record.js';
import { Links } from './cdm-links.js';
import { described, Units, unitParts } from './cdm-units.js';

/** Programs and courses are the records of the format. */
const offers: ReadonlySet<string> = new Set(['program', 'course']);
/** Elements at the top of a document that are no offers; persons are never kept. */
const aside: ReadonlySet<string> = new Set(['habilitation', 'person', 'lheoAdds']);

/**
 * Reads the `program`s and `course`s of a CDM document, at its top or inside an `orgUnit`, each with the organisations,
 * habilitations and titles of other offers that its references lead to. References point anywhere in the document, so
 * the records wait on disk until it is read; memory holds the organisations, and ids, titles and references of the
 * offers. Programs that are blocks in the structure of others ("Semestre 1") are no offers: the others tell of them.
 *
 * Local names decide: CDM-fr of 2006, 2011 and 2012, its extension and the Norwegian CDM 2.1 differ in namespaces. The
 * `CDM` element may stand inside another document (a SOAP answer).
 *
 * @throws FeedError as {@link readXmlRecords}; FEED_MALFORMED for a document without a `CDM` element; CONFIG_INVALID
 */
export async function* readOffers(feed: Feed, { source, limits, scratchDir }: ReadContext): AsyncGenerator<RawRecord> {
  cdmOptions(source);
  const spool = await ObjectSpool.open(scratchDir);
  let hasRoot = false;
  const isRecord = (name: string, path: readonly string[]): boolean => {
    if (name === 'CDM') hasRoot = true;
    const parent = path.at(-1);
    if (parent === 'CDM') return offers.has(name) || aside.has(name);
    return (
      parent === 'orgUnit' && path.includes('CDM') && (offers.has(name) || unitParts.has(name) || name === 'person')
    );
  };
  const units = new Units();
  const links = new Links();
  let position = 0;
  try {
    for await (const record of readXmlRecords(feed, { isRecord, limits })) {
      const { element, oversized } = record;
      const unit = units.around(record);
      if (unit !== undefined && unitParts.has(element.name)) units.add(unit, element);
      if (element.name === 'habilitation') links.addHabilitation(toXmlNode(element));
      if (!offers.has(element.name)) continue;
      position += 1;
      const data = recordOf(record);
      links.addOffer(data.element, data.language, oversized === undefined);
      const providers = unit === undefined ? [] : described(unit);
      const whole = { ...data, providers, ...(oversized === undefined ? {} : { oversized }) };
      await spool.put(String(position), { position, data: whole });
    }
    if (!hasRoot) throw new FeedError('FEED_MALFORMED', `${feed.uri}: the document has no CDM element`);
    const directory = units.directory();
    for await (const each of spool.values()) {
      const { position, data } = each as { readonly position: number; readonly data: CdmRecord };
      if (!links.isBlock(data.element)) yield { position, data: links.resolve(data, directory) };
    }
  } finally {
    await spool.close();
  }
}

function recordOf({ element, ancestors }: XmlRecord): CdmRecord {
  const language = [...ancestors, element]
    .map((node) => node.attributes.language)
    .findLast((tag) => tag !== undefined && tag.trim() !== '');
  const exported = exportedAt(ancestors.find(({ name }) => name === 'CDM'));
  return {
    element: toXmlNode(element),
    ...(language === undefined ? {} : { language }),
    providers: [],
    awarding: [],
    habilitations: [],
    parts: [],
    wholes: [],
    inBlock: false,
    ...(exported === undefined ? {} : { exported }),
  };
}

function exportedAt(document: XmlElement | undefined): CdmRecord['exported'] {
  const datetime = nodeAt(document, 'properties', 'datetime');
  const date = attributeOf(datetime, 'date');
  const time = attributeOf(datetime, 'time');
  return date === undefined || time === undefined ? undefined : { date, time };
}
