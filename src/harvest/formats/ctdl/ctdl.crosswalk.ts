import type { VocabularyId } from '../../../domain/vocabularies/vocabulary.js';
import type { Crosswalk } from '../../mapping/concepts.js';

interface NamedCrosswalk {
  readonly rule: string;
  readonly vocabulary: VocabularyId;
  readonly rows: Crosswalk;
}

/** Subclasses of `ceterms:LearningOpportunityProfile`; the class itself says no more than that one can learn something. */
export const offerClass: NamedCrosswalk = {
  rule: 'ctdl-class',
  vocabulary: 'opportunity-type',
  rows: {
    course: { code: 'course', match: 'exact' },
    learningprogram: { code: 'educational-programme', match: 'exact' },
    learningopportunityprofile: 'none',
    learningopportunity: 'none',
  },
};

/** Concept scheme `Delivery`; variable sites say nothing about how one takes part. */
export const deliveryType: NamedCrosswalk = {
  rule: 'ctdl-delivery-type',
  vocabulary: 'mode',
  rows: {
    'deliverytype:inperson': { code: 'presential', match: 'exact' },
    'deliverytype:onlineonly': { code: 'online', match: 'exact' },
    'deliverytype:blendeddelivery': { code: 'blended', match: 'exact' },
    'deliverytype:variablesite': 'none',
  },
};

/** Concept scheme `LearningMethod`; applied instruction is any kind of practice. */
export const learningMethod: NamedCrosswalk = {
  rule: 'ctdl-learning-method',
  vocabulary: 'activity-type',
  rows: {
    'learnmethod:lecture': { code: 'classroom-coursework', match: 'close' },
    'learnmethod:seminar': { code: 'workshop-seminar-or-conference', match: 'close' },
    'learnmethod:laboratory': { code: 'lab-simulation-practice-coursework', match: 'close' },
    'learnmethod:applied': 'none',
  },
};

/** Early records of the Registry have names of languages instead of BCP 47 tags. */
export const languageName: NamedCrosswalk = {
  rule: 'ctdl-in-language',
  vocabulary: 'language',
  rows: { english: { code: 'en', match: 'exact' }, spanish: { code: 'es', match: 'exact' } },
};

/** Names of currencies instead of ISO 4217 codes. */
export const currencyName: Readonly<Record<string, string>> = { 'us dollar': 'USD', euro: 'EUR' };

/** `ceterms:addressCountry` is text; names that records use instead of an ISO 3166-1 code. */
export const countryName: NamedCrosswalk = {
  rule: 'ctdl-country-name',
  vocabulary: 'country',
  rows: {
    'united states': { code: 'US', match: 'exact' },
    'united states of america': { code: 'US', match: 'exact' },
    usa: { code: 'US', match: 'exact' },
  },
};

/** Classes of credentials. */
export const credentialClass: NamedCrosswalk = {
  rule: 'ctdl-class',
  vocabulary: 'credential-kind',
  rows: {
    microcredential: { code: 'micro-credential', match: 'exact' },
    badge: { code: 'badge', match: 'close' },
    digitalbadge: { code: 'badge', match: 'exact' },
    openbadge: { code: 'badge', match: 'exact' },
    certificate: { code: 'certificate', match: 'exact' },
    certificateofcompletion: { code: 'certificate', match: 'exact' },
    academiccertificate: { code: 'certificate', match: 'exact' },
    professionalcertificate: { code: 'certificate', match: 'exact' },
    certification: { code: 'certificate', match: 'close' },
    license: { code: 'licence', match: 'exact' },
    degree: { code: 'degree', match: 'exact' },
    associatedegree: { code: 'degree', match: 'exact' },
    bachelordegree: { code: 'degree', match: 'exact' },
    masterdegree: { code: 'degree', match: 'exact' },
    doctoraldegree: { code: 'degree', match: 'exact' },
    professionaldoctorate: { code: 'degree', match: 'exact' },
    researchdoctorate: { code: 'degree', match: 'exact' },
    specialistdegree: { code: 'degree', match: 'exact' },
    diploma: { code: 'qualification', match: 'close' },
    secondaryschooldiploma: { code: 'qualification', match: 'close' },
  },
};

/** Who vouches for an offer, with the label of the property in CTDL. All are claims of the one who published it. */
export const assurances = [
  ['ceterms:accreditedBy', 'Accredited by'],
  ['ceterms:approvedBy', 'Approved by'],
  ['ceterms:recognizedBy', 'Recognized by'],
  ['ceterms:regulatedBy', 'Regulated by'],
] as const;
