import type { Format } from '../../format.js';
import { idAt } from '../../mapping/native-id.js';
import { mapEduApi } from './edu-api.mapper.js';
import { readEduApi } from './edu-api.reader.js';

/**
 * 1EdTech Edu-API 1.0: arrays and bundles of `CourseTemplate` and `CollectionTemplate` with their offerings. What is
 * read is what providers of QualityLink publish; other elements of the standard are left alone.
 * https://www.imsglobal.org/spec/eduapi/v1p0
 */
export const eduApi: Format = {
  id: 'edu-api',
  title: '1EdTech Edu-API 1.0',
  version: 2,
  sniff: (head) =>
    /^[\s\uFEFF]*[[{]/.test(head) &&
    /"sourcedId"\s*:/.test(head) &&
    /"(recordStatus|recordLanguage|creditsAwarded|courseType|collectionType|offeringFormat|identifierType)"\s*:/.test(
      head,
    ),
  read: readEduApi,
  map: mapEduApi,
  nativeId: (data) => idAt(data, 'resource', 'sourcedId'),
};
