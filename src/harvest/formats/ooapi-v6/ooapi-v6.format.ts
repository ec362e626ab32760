import type { Format } from '../../format.js';
import { idAt } from '../../mapping/native-id.js';
import { mapOoapi6 } from './ooapi-v6.mapper.js';
import { readOoapi6 } from './ooapi-v6.reader.js';

/**
 * Open Education API v6 (SURF, NL): pages, arrays and bundles of `Course` and `Programme` with their offerings.
 * https://openonderwijsapi.nl, repository open-education-api/specification, branch main (6.1).
 */
export const ooapiV6: Format = {
  id: 'ooapi-v6',
  title: 'Open Education API v6',
  version: 3,
  sniff: (head) =>
    /^[\s\uFEFF]*[[{]/.test(head) &&
    /"(courseId|programmeId|courseOfferingId|programmeOfferingId|learningOutcomeId)"\s*:/.test(head) &&
    /"(organisationId|programmeIds?|programmeType|learningOutcomeIds?|modesOfDelivery|courseOfferingId)"\s*:/.test(
      head,
    ),
  read: readOoapi6,
  map: mapOoapi6,
  nativeId: (data) => idAt(data, 'resource', 'courseId') ?? idAt(data, 'resource', 'programmeId'),
};
