import { type Feed, FeedError } from '../../feed.js';
import type { RawRecord, ReadContext } from '../../format.js';
import { contentAt, nodesAt, toXmlNode, type XmlNode } from '../../mapping/xml-record.js';
import { ObjectSpool } from '../../parse/object-spool.js';
import { readXmlRecords } from '../../parse/xml.js';
import type { LheoRecord, ModuleReference } from './lheo.record.js';
import { formationId } from './lheo-values.js';

/** Namespaces of LHEO 2.3 and of the versions before it; early exports have none. */
export const lheoNamespace = /^(https?:\/\/(www\.)?lheo\.(gouv\.fr|org)\/\d[\w.]*\/?)?$/;

/** Elements that a document in LHEO can be. */
export const roots: ReadonlySet<string> = new Set([
  'lheo',
  'offres',
  'formation',
  'lheo-index',
  'resumes-offres',
  'resume-offre',
]);

/**
 * Reads the `formation`s of a feed, or the `resume-offre`s of an index, in their order. One that refers to modules (`reference-module`) is kept on disk and
 * comes after all others, because a module may stand after what refers to it; memory holds one record, and identifier
 * and title of each module.
 *
 * @throws FeedError as {@link readXmlRecords}; FEED_MALFORMED for another document element
 */
export async function* readFormations(feed: Feed, { limits, scratchDir }: ReadContext): AsyncGenerator<RawRecord> {
  const waiting = await ObjectSpool.open(scratchDir);
  const modules = new Map<string, Omit<ModuleReference, 'reference'>>();
  const isRecord = (name: string, path: readonly string[], namespace: string): boolean => {
    if (path.length === 0 && !(roots.has(name) && lheoNamespace.test(namespace)))
      throw new FeedError(
        'FEED_MALFORMED',
        `${feed.uri}: the document element is {${namespace}}${name}; expected lheo or lheo-index in the namespace of LHEO 2.x`,
      );
    return (name === 'formation' || name === 'resume-offre') && lheoNamespace.test(namespace);
  };
  try {
    for await (const { element, position, oversized } of readXmlRecords(feed, { isRecord, limits })) {
      const formation = toXmlNode(element);
      const identifier = contentAt(formation, 'identifiant-module');
      if (identifier !== undefined) modules.set(identifier, described(formation));
      const data: LheoRecord = { formation, modules: [], ...(oversized === undefined ? {} : { oversized }) };
      if (moduleReferences(formation).length === 0) yield { position, data };
      else await waiting.put(String(position), { position, data });
    }
    for await (const each of waiting.values()) {
      const { position, data } = each as { readonly position: number; readonly data: LheoRecord };
      const found = moduleReferences(data.formation).map((reference) => ({ reference, ...modules.get(reference) }));
      yield { position, data: { ...data, modules: found } };
    }
  } finally {
    await waiting.close();
  }
}

function moduleReferences(formation: XmlNode): string[] {
  const nodes = [
    ...nodesAt(formation, 'sous-modules', 'sous-module', 'reference-module'),
    ...nodesAt(formation, 'modules-prerequis', 'reference-module'),
  ];
  return [...new Set(nodes.map(({ text }) => text.replace(/\s+/g, ' ').trim()).filter((text) => text !== ''))];
}

function described(formation: XmlNode): Omit<ModuleReference, 'reference'> {
  const nativeId = formationId(formation);
  const title = contentAt(formation, 'intitule-formation')?.slice(0, 500);
  return { ...(nativeId === undefined ? {} : { nativeId }), ...(title === undefined ? {} : { title }) };
}
