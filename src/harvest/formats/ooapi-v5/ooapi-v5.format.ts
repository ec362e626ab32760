import type { Format } from '../../format.js';
import { idAt } from '../../mapping/native-id.js';
import { mapOoapi } from './ooapi-v5.mapper.js';
import { readOoapi } from './ooapi-v5.reader.js';

/**
 * Open Onderwijs API v5 (SURF, NL): pages, arrays and bundles of `Course` and `Program` with their offerings.
 * https://openonderwijsapi.nl, repository open-education-api/specification, branch release/5.0.
 */
export const ooapiV5: Format = {
  id: 'ooapi-v5',
  title: 'Open Onderwijs API v5',
  version: 2,
  sniff: (head) =>
    /^[\s\uFEFF]*[[{]/.test(head) &&
    /"(courseId|programId|offeringId|educationSpecificationId)"\s*:/.test(head) &&
    /"(primaryCode|teachingLanguage|programType|offeringType|codeType|studyLoadUnit)"\s*:/.test(head),
  read: readOoapi,
  map: mapOoapi,
  nativeId: (data) => idAt(data, 'resource', 'courseId') ?? idAt(data, 'resource', 'programId'),
};
