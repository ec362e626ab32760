import type { VocabularyId } from '../../../domain/vocabularies/vocabulary.js';
import type { Crosswalk } from '../../mapping/concepts.js';

interface NamedCrosswalk {
  readonly rule: string;
  readonly vocabulary: VocabularyId;
  readonly rows: Crosswalk;
}

/** `offeringFormat` to the EU modes of learning. */
export const offeringFormat: NamedCrosswalk = {
  rule: 'edu-api-offering-format',
  vocabulary: 'mode',
  rows: {
    online: { code: 'online', match: 'exact' },
    blended: { code: 'blended', match: 'exact' },
    onground: { code: 'presential', match: 'exact' },
  },
};

/** `courseType`, where it names an EU learning opportunity type; the others are ways of being a course. */
export const courseType: NamedCrosswalk = {
  rule: 'edu-api-course-type',
  vocabulary: 'opportunity-type',
  rows: { internship: { code: 'internship', match: 'exact' }, thesis: { code: 'thesis', match: 'exact' } },
};

/** The kind of template. A collection is any set of courses, so it is only close to an educational programme. */
export const templateKind: NamedCrosswalk = {
  rule: 'edu-api-resource',
  vocabulary: 'opportunity-type',
  rows: {
    coursetemplate: { code: 'course', match: 'exact' },
    collectiontemplate: { code: 'educational-programme', match: 'close' },
  },
};

/**
 * `level`: only the extension `ext:eqf:n` states an EQF level. `undergraduate`, `graduate` and `doctoral` are words
 * from which no level follows (domain model §5.2).
 */
export const extEqf: NamedCrosswalk = {
  rule: 'edu-api-ext-eqf',
  vocabulary: 'eqf',
  rows: Object.fromEntries(
    ['1', '2', '3', '4', '5', '6', '7', '8'].map((code) => [`ext:eqf:${code}`, { code, match: 'exact' as const }]),
  ),
};

/**
 * `paceOfStudy` in percent: all of a student's time. The EU divides part time by hours a week, which the source does
 * not state, and calls more than 30 of them full time, so this is only close.
 */
export const paceOfStudy: NamedCrosswalk = {
  rule: 'edu-api-pace-of-study',
  vocabulary: 'learning-schedule',
  rows: { '100': { code: 'full-time', match: 'close' } },
};
