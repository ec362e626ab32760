import type { VocabularyId } from '../../../domain/vocabularies/vocabulary.js';
import type { Crosswalk } from '../../mapping/concepts.js';

/**
 * `seats[].type` (course modes of Open edX) to what one receives in the end; auditing a course gives nothing. The name
 * of a program type (MicroMasters, MicroBachelors) is a brand and no evidence of a micro-credential.
 */
export const seatType: {
  readonly rule: string;
  readonly vocabulary: VocabularyId;
  readonly rows: Crosswalk;
} = {
  rule: 'edx-seat-type',
  vocabulary: 'credential-kind',
  rows: {
    verified: { code: 'certificate', match: 'exact' },
    professional: { code: 'certificate', match: 'exact' },
    'no-id-professional': { code: 'certificate', match: 'exact' },
    credit: { code: 'certificate', match: 'close' },
    honor: { code: 'certificate', match: 'close' },
    'paid-executive-education': { code: 'certificate', match: 'close' },
    'executive-education': { code: 'certificate', match: 'close' },
    'paid-bootcamp': 'none',
    'unpaid-executive-education': 'none',
    'unpaid-bootcamp': 'none',
    masters: 'none',
    audit: 'none',
  },
};
