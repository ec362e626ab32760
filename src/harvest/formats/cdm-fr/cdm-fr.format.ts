import type { Format } from '../../format.js';
import { mapCdm } from './cdm-fr.mapper.js';
import { readOffers } from './cdm-fr.reader.js';
import { cdmRecord } from './cdm-fr.record.js';
import { idsOf } from './cdm-fr.references.js';

/**
 * CDM-fr, the French profile of Course Description Metadata, in which French universities describe their programmes and
 * teaching units; also the Norwegian CDM 2.1 that it extends. One document may hold a whole university or one record.
 *
 * Written from the schemas 1.1.1, and held against the export of one university (Paris-Dauphine, by ROF). Exporters put
 * much into blocks of their own (`subBlock[@userDefined]`), which the operator can give a field with the option `blocks`.
 */
export const cdmFr: Format = {
  id: 'cdm-fr',
  title: 'CDM-fr 1.1.1 and CDM 2.1 (France)',
  version: 3,
  sniff: (head) => {
    const text = head.replaceAll('\0', '').replace(/<!--[\s\S]*?-->/g, '');
    const root = /<(?:[\w.-]+:)?CDM(?=[\s>])[^>]*>/.exec(text);
    return (
      root !== null &&
      /^\uFEFF?\s*</.test(text) &&
      /cdm-fr\.fr\/|\/CDM\b|<(?:[\w.-]+:)?(program|course|orgUnit)[\s>]/.test(text)
    );
  },
  read: readOffers,
  map: mapCdm,
  nativeId: (data) => {
    const record = cdmRecord.safeParse(data).data;
    return record && idsOf(record.element)[0];
  },
};
