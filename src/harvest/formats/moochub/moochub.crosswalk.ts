import type { VocabularyId } from '../../../domain/vocabularies/vocabulary.js';
import type { Crosswalk } from '../../mapping/concepts.js';

interface NamedCrosswalk {
  readonly rule: string;
  readonly vocabulary: VocabularyId;
  readonly rows: Crosswalk;
}

/**
 * `courseMode` of v3 (moochub-schema.json 3.0.1) to the EU modes of learning. Synchronous and asynchronous are no
 * modes of participation, nor is v2's only value, `MOOC`.
 */
export const courseMode: NamedCrosswalk = {
  rule: 'moochub-course-mode',
  vocabulary: 'mode',
  rows: {
    online: { code: 'online', match: 'exact' },
    onsite: { code: 'presential', match: 'exact' },
    blended: { code: 'blended', match: 'exact' },
    synchronous: 'none',
    asynchronous: 'none',
    mooc: 'none',
  },
};

/** `educationalCredentialsAwarded` of v3; a record of achievement is not of one kind. */
export const credentialKind: NamedCrosswalk = {
  rule: 'moochub-credentials-awarded',
  vocabulary: 'credential-kind',
  rows: {
    certificate: { code: 'certificate', match: 'exact' },
    'confirmation of participation': { code: 'attendance', match: 'exact' },
    'record of achievement': 'none',
  },
};

/** `access`: v2 said `member-only` where v3 says `student`. */
export const accessValues: readonly string[] = ['free', 'paid', 'student', 'member-only', 'other'];
