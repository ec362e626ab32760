import type { Format } from '../../format.js';
import { idAt } from '../../mapping/native-id.js';
import { mapEmil } from './emil.mapper.js';
import { readEmil } from './emil.reader.js';

/**
 * EMIL 3 (Education Information Markup Language, SE), as the open interface of Susa-navet serves it: pages, arrays and bundles
 * of `EducationInfo`, `EducationEvent` and `EducationProvider`. https://api.skolverket.se/susa-navet/emil3
 */
export const emil: Format = {
  id: 'emil',
  title: 'EMIL 3 (Susa-navet)',
  version: 4,
  sniff: (head) =>
    /^[\s\uFEFF]*[[{]/.test(head) &&
    (/"education(Infos|Events|Providers)"\s*:\s*\[/.test(head) ||
      /"(resultIsDegree|qualificationLevel|responsibleBody|languageOfInstructions)"\s*:/.test(head)) &&
    /"(strings|education|educationInfos)"\s*:/.test(head),
  read: readEmil,
  map: mapEmil,
  nativeId: (data) => idAt(data, 'resource', 'identifier'),
};
