import type { VocabularyId } from '../../../domain/vocabularies/vocabulary.js';
import type { Crosswalk } from '../../mapping/concepts.js';
import { nlqf4Plus } from '../ooapi-v5/ooapi-v5.crosswalk.js';
import type { LevelDialect } from '../ooapi-v5/ooapi-v5.level.js';

interface NamedCrosswalk {
  readonly rule: string;
  readonly vocabulary: VocabularyId;
  readonly rows: Crosswalk;
}

/**
 * `modesOfDelivery` (source/enumerations/modeOfDelivery.yaml): the EU modes of learning, and two that are not among
 * them. Delivery by several institutions is no mode of participation.
 */
export const modeOfDelivery: NamedCrosswalk = {
  rule: 'ooapi6-mode-of-delivery',
  vocabulary: 'mode',
  rows: {
    blended: { code: 'blended', match: 'exact' },
    hybrid: { code: 'hybrid', match: 'exact' },
    online: { code: 'online', match: 'exact' },
    presential: { code: 'presential', match: 'exact' },
    project_based: { code: 'project-based', match: 'exact' },
    research_lab_based: { code: 'research-lab-based', match: 'exact' },
    work_based: { code: 'workbased', match: 'exact' },
    coil: { code: 'online', match: 'close' },
    joint_delivery: 'none',
  },
};

/** `modeOfStudy`, as in v5: the EU splits part time by hours a week, which the standard does not state. */
export const modeOfStudy: NamedCrosswalk = {
  rule: 'ooapi6-mode-of-study',
  vocabulary: 'learning-schedule',
  rows: {
    full_time: { code: 'full-time', match: 'exact' },
    part_time: 'none',
    dual_training: 'none',
    self_paced: 'none',
  },
};

/**
 * How v6 writes levels. `eqf_0` is below the EQF, and `nlqf_4plus` "not formally mapped" to it: neither is a level of
 * it, whatever `level` says beside them.
 */
export const levels: LevelDialect = {
  levelOfQualification: {
    rule: 'ooapi-loq',
    vocabulary: 'eqf',
    rows: Object.fromEntries(
      ['1', '2', '3', '4', '5', '6', '7', '8'].map((code) => [`eqf_${code}`, { code, match: 'exact' }]),
    ),
  },
  outsideEqf: { eqf_0: [], nlqf_4plus: [nlqf4Plus] },
  eqfOfLevel: {
    pre_vocational: 'none',
    secondary_vocational_education: 'none',
    secondary_vocational_education_1: 1,
    secondary_vocational_education_2: 2,
    secondary_vocational_education_3: 3,
    secondary_vocational_education_4: 4,
    associate_degree: 5,
    bachelor: 6,
    master: 7,
    doctoral: 8,
    post_doctoral: 'none',
    undefined: 'none',
    undivided: 'none',
    nt2_1: 'none',
    nt2_2: 'none',
  },
  derivation: 'ooapi6-level',
};

/** `qualificationAwarded`; `none` awards nothing. */
export const qualificationAwarded: NamedCrosswalk = {
  rule: 'ooapi6-qualification-awarded',
  vocabulary: 'credential-kind',
  rows: {
    diploma: { code: 'qualification', match: 'close' },
    vocational_diploma: { code: 'qualification', match: 'exact' },
    certificate: { code: 'certificate', match: 'exact' },
    associate_degree: { code: 'degree', match: 'exact' },
    bachelor: { code: 'degree', match: 'exact' },
    master: { code: 'degree', match: 'exact' },
    doctoral: { code: 'degree', match: 'exact' },
    none: 'none',
  },
};

/** `formalDocument`; a school advice is no credential. */
export const formalDocument: NamedCrosswalk = {
  rule: 'ooapi6-formal-document',
  vocabulary: 'credential-kind',
  rows: {
    certificate: { code: 'certificate', match: 'exact' },
    diploma: { code: 'qualification', match: 'close' },
    micro_credential_certificate: { code: 'micro-credential', match: 'exact' },
    testimonial: { code: 'certificate', match: 'close' },
    school_advice: 'none',
    no_official_document: 'none',
  },
};

/** `formalDocument` that says that the programme leads to a micro-credential. */
export const microCredentialDocument = 'micro_credential_certificate';

/** A programme that is a part of another one is only close to the EU concept "Educational programme". */
export const programmeKind: Readonly<Record<string, 'mapped' | 'close'>> = {
  programme: 'mapped',
  minor: 'close',
  honours: 'close',
  specialisation: 'close',
  track: 'close',
  specification: 'close',
};

/** `offering.state`. An offering that is still a concept, or not available at present, cannot be enrolled in. */
export const offeringState: Readonly<Record<string, 'open' | 'closed' | 'cancelled'>> = {
  concept: 'closed',
  cancelled: 'cancelled',
  active: 'open',
  inactive: 'closed',
};
