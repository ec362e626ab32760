import type { Format } from '../../format.js';
import { idAt } from '../../mapping/native-id.js';
import { mapOpenEdx } from './open-edx.mapper.js';
import { readOpenEdx } from './open-edx.reader.js';

/**
 * Catalogue API of Open edX (repository openedx/course-discovery, `/api/v1/courses/` and `/api/v1/programs/`). That a
 * platform teaches online is nothing its records say: declare it as a constant of the source.
 */
export const openEdx: Format = {
  id: 'open-edx',
  title: 'Open edX course discovery',
  version: 2,
  sniff: (head) =>
    /^[\s\uFEFF]*[[{]/.test(head) &&
    /"(course_runs|authoring_organizations)"\s*:/.test(head) &&
    /"(seats|marketing_url|pacing_type|type_attrs|owners)"\s*:/.test(head),
  read: readOpenEdx,
  map: mapOpenEdx,
  nativeId: (data) => idAt(data, 'key') ?? idAt(data, 'uuid'),
};
