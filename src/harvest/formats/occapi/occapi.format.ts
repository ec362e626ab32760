import type { Format } from '../../format.js';
import { idAt } from '../../mapping/native-id.js';
import { mapOccapi } from './occapi.mapper.js';
import { readOccapi } from './occapi.reader.js';

/**
 * Open Course Catalogue API v2 (European University Foundation; JSON:API), and v1 as far as it says the same:
 * `course` and `programme` with the instances and the institution in the same document.
 * Specification: repository EuropeanUniversityFoundation/occapi-openapi, 2.0.0-beta.
 */
export const occapi: Format = {
  id: 'occapi',
  title: 'OCCAPI v2',
  version: 2,
  sniff: (head) =>
    /^[\s\uFEFF]*[[{]/.test(head) &&
    /"type"\s*:\s*"(course|programme|instance|hei)"/.test(head) &&
    /"(ects|languageOfInstruction|eqfLevelProvided|heiId|academicTermId|iscedCode)"\s*:/.test(head),
  read: readOccapi,
  map: mapOccapi,
  nativeId: (data) => idAt(data, 'resource', 'id'),
};
