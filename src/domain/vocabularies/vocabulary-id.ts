/**
 * The controlled vocabularies of Lotse; each is one file `schema/vocabularies/<id>.json`. Their origin and licence are
 * in `schema/vocabularies/SOURCES.md`.
 */
export const vocabularyIds = [
  'accreditation-type',
  'activity-type',
  'annex1-element',
  'assessment-type',
  'country',
  'credential-kind',
  'credit-system',
  'currency',
  'entitlement-status',
  'entitlement-type',
  'eqf',
  'esco-skill',
  'isced-2011',
  'isced-f',
  'language',
  'learning-schedule',
  'learning-setting',
  'lifecycle-status',
  'mode',
  'nqf',
  'nuts',
  'offer-kind',
  'opportunity-type',
  'provider-type',
  'qa-evidence',
  'qf-ehea-cycle',
  'recognition-option',
  'skill-reuse-level',
  'skill-type',
  'stackability',
  'supervision',
  'target-group',
] as const;

export type VocabularyId = (typeof vocabularyIds)[number];
