import type { VocabularyId } from '../../../domain/vocabularies/vocabulary.js';
import type { Crosswalk } from '../../mapping/concepts.js';

interface NamedCrosswalk {
  readonly rule: string;
  readonly vocabulary: VocabularyId;
  readonly rows: Crosswalk;
}

/** `eqfLevelProvided`: the number is the EQF level; the standard has the four of higher education. */
export const eqfLevelProvided: NamedCrosswalk = {
  rule: 'occapi-eqf',
  vocabulary: 'eqf',
  rows: Object.fromEntries(['5', '6', '7', '8'].map((code) => [code, { code, match: 'exact' }])),
};

/** The type of the JSON:API resource, where `elmLearningOpportunityType` is silent. */
export const resourceType: NamedCrosswalk = {
  rule: 'occapi-resource',
  vocabulary: 'opportunity-type',
  rows: {
    course: { code: 'course', match: 'exact' },
    programme: { code: 'educational-programme', match: 'exact' },
  },
};
