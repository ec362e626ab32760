import type { Format } from '../../format.js';
import { mapOffer } from './lheo.mapper.js';
import { lheoNamespace, readFormations, roots } from './lheo.reader.js';
import { lheoRecord } from './lheo.record.js';
import { formationId } from './lheo-values.js';

/**
 * LHEO (Langage harmonisé d'échange d'informations sur l'offre de formation) 2.2 and 2.3, in which the French regions
 * and the national portals exchange vocational and continuing education; whole offers, or an index of them
 * (`lheo-index`, what searches of Intercarif answer).
 */
export const lheo: Format = {
  id: 'lheo',
  title: 'LHEO 2.2 and 2.3 (France)',
  version: 3,
  sniff: (head) => {
    const text = head.replaceAll('\0', '').replace(/<!--[\s\S]*?-->/g, '');
    const root = /<(?![?!])(?:[\w.-]+:)?([\w.-]+)[^>]*>/.exec(text);
    if (root?.[1] === undefined || !roots.has(root[1])) return false;
    const namespaces = [...root[0].matchAll(/\sxmlns(?::[\w.-]+)?\s*=\s*["']([^"']*)["']/g)].map((it) => it[1] ?? '');
    if (namespaces.length > 0) return namespaces.some((name) => name !== '' && lheoNamespace.test(name));
    return root[1].startsWith('lheo') && /<intitule-formation[\s>]/.test(text);
  },
  read: readFormations,
  map: mapOffer,
  nativeId: (data) => {
    const record = lheoRecord.safeParse(data).data;
    return record && formationId(record.formation);
  },
};
