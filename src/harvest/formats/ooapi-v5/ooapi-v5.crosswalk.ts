import type { VocabularyId } from '../../../domain/vocabularies/vocabulary.js';
import type { Crosswalk } from '../../mapping/concepts.js';
import type { LevelDialect } from './ooapi-v5.level.js';

interface NamedCrosswalk {
  readonly rule: string;
  readonly vocabulary: VocabularyId;
  readonly rows: Crosswalk;
}

/** `modeOfDelivery` (v5/enumerations/modesOfDelivery.yaml) to the EU modes of learning. */
export const modeOfDelivery: NamedCrosswalk = {
  rule: 'ooapi5-mode-of-delivery',
  vocabulary: 'mode',
  rows: {
    'on campus': { code: 'presential', match: 'exact' },
    situated: { code: 'presential', match: 'exact' },
    online: { code: 'online', match: 'exact' },
    'distance-learning': { code: 'online', match: 'close' },
    hybrid: { code: 'hybrid', match: 'exact' },
  },
};

/**
 * `modeOfStudy` (v5/enumerations/modeOfStudy.yaml) to the EU learning schedules. The EU splits part time by hours a
 * week, which the standard does not state; dual and self-paced study say nothing about hours.
 */
export const modeOfStudy: NamedCrosswalk = {
  rule: 'ooapi5-mode-of-study',
  vocabulary: 'learning-schedule',
  rows: {
    'full-time': { code: 'full-time', match: 'exact' },
    'part-time': 'none',
    'dual training': 'none',
    'self-paced': 'none',
  },
};

/** `levelOfQualification`: "level according to the Dutch NQF and the EQF"; `4+` has no level in the EQF. */
const levelOfQualification: LevelDialect['levelOfQualification'] = {
  rule: 'ooapi-loq',
  vocabulary: 'eqf',
  rows: Object.fromEntries(['1', '2', '3', '4', '5', '6', '7', '8'].map((code) => [code, { code, match: 'exact' }])),
};

/** NLQF 4+ in the list of national qualification frameworks of the EU. */
export const nlqf4Plus = {
  iri: 'http://data.europa.eu/snb/qdr/c_c2700f4e',
  framework: 'NLQF',
  label: 'NLQF Level 4+',
} as const;

/** `level`: the EQF level of which the enumeration says "corresponds to levelOfQualification n"; `none` where it does not. */
const eqfOfLevel: Readonly<Record<string, number | 'none'>> = {
  'secondary vocational education': 'none',
  'secondary vocational education 1': 1,
  'secondary vocational education 2': 2,
  'secondary vocational education 3': 3,
  'secondary vocational education 4': 4,
  'associate degree': 5,
  bachelor: 6,
  master: 7,
  doctoral: 8,
  undefined: 'none',
  undivided: 'none',
  'nt2-1': 'none',
  'nt2-2': 'none',
};

/** How v5 writes levels. */
export const levels: LevelDialect = {
  levelOfQualification,
  outsideEqf: { '4+': [nlqf4Plus] },
  eqfOfLevel,
  derivation: 'ooapi5-level',
};

/** `qualificationAwarded`: all are degrees of Dutch higher education law; `None` awards nothing. */
export const qualificationAwarded: NamedCrosswalk = {
  rule: 'ooapi5-qualification-awarded',
  vocabulary: 'credential-kind',
  rows: {
    ...Object.fromEntries(
      ['ad', 'ba', 'bsc', 'llb', 'ma', 'msc', 'llm', 'phd'].map((code) => [code, { code: 'degree', match: 'exact' }]),
    ),
    none: 'none',
  },
};

/** `formalDocument` of an education specification; a school advice is no credential. */
export const formalDocument: NamedCrosswalk = {
  rule: 'ooapi5-formal-document',
  vocabulary: 'credential-kind',
  rows: {
    diploma: { code: 'qualification', match: 'close' },
    certificate: { code: 'certificate', match: 'exact' },
    testimonial: { code: 'certificate', match: 'close' },
    'school advice': 'none',
    'no official document': 'none',
  },
};

/** A program that is a part of another one is only close to the EU concept "Educational programme". */
export const programKind: Readonly<Record<string, 'mapped' | 'close'>> = {
  program: 'mapped',
  minor: 'close',
  honours: 'close',
  specialization: 'close',
  track: 'close',
};

/** The example that the specification gives of a `duration`, which OSIRIS answers for every program. */
export const exampleDuration = 'P1DT30H4S';

/** `addressType`s at which one can be taught; the others are for letters, parcels and invoices. */
export const teachingAddressTypes: readonly string[] = ['teaching', 'visit'];
