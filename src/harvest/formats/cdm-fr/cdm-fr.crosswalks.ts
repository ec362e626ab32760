import type { Crosswalk } from '../../mapping/concepts.js';

/**
 * Value lists of the CDM-fr 1.1.1 schemas (CDMFR.xsd, CDMFR-ext.xsd) and what their values stand for. Keys are in lower
 * case.
 */

/** `formOfTeaching@method` (Lotse crosswalk-mode). French "hybride" mixes presence and distance, which is Blended. */
export const teachingMethods = {
  rule: 'cdmfr-form-of-teaching',
  vocabulary: 'mode',
  rows: {
    'en présence': { code: 'presential', match: 'exact' },
    'à distance': { code: 'online', match: 'close' },
    hybride: { code: 'blended', match: 'close' },
  } satisfies Crosswalk as Crosswalk,
} as const;

/** `@studyPace`: the EU's full time is "more than 30 hours a week"; for part time it has two concepts by hours. */
export const studyPaces = {
  rule: 'cdmfr-study-pace',
  vocabulary: 'learning-schedule',
  rows: {
    'plein temps': { code: 'full-time', match: 'close' },
    'temps partiel': 'none',
  } satisfies Crosswalk as Crosswalk,
} as const;

/** The element itself: a `program` of study, or a `course`, which in France is a teaching unit (UE) or part of one (EC). */
export const elementKinds = {
  rule: 'cdmfr-element',
  vocabulary: 'opportunity-type',
  rows: {
    program: { code: 'educational-programme', match: 'exact' },
    course: { code: 'course', match: 'exact' },
  } satisfies Crosswalk as Crosswalk,
} as const;

/** A `program` to which only blocks in the structure of others refer. */
export const kindsInBlocks = {
  rule: 'cdmfr-program-in-block',
  vocabulary: 'opportunity-type',
  rows: {
    program: { code: 'programme-module', match: 'close' },
  } satisfies Crosswalk as Crosswalk,
} as const;

/** `programDescription@nature` of programs that are only a stretch of a programme. */
export const stretches: ReadonlySet<string> = new Set(['année', 'semestre']);

/** `globalVolume@teachingtype` in the words of its list, with the unit in which it counts. */
export const teachingTypes: Readonly<Record<string, string>> = {
  all: 'h au total',
  CM: 'h de cours magistral',
  TD: 'h de travaux dirigés',
  TP: 'h de travaux pratiques',
  homeWork: 'h de travail personnel',
  ProfessTraining: 'h de stage',
  trainingWeeks: 'semaines de stage',
};

/** `degree@degree`: of CDM-fr, and of CDM 2.1, whose other values are Norwegian. */
export const degrees = {
  rule: 'cdmfr-degree',
  vocabulary: 'credential-kind',
  rows: {
    licence: { code: 'degree', match: 'exact' },
    licencepro: { code: 'degree', match: 'exact' },
    bachelor: { code: 'degree', match: 'exact' },
    master: { code: 'degree', match: 'exact' },
    phd: { code: 'degree', match: 'exact' },
    "diplôme d'état": { code: 'qualification', match: 'close' },
    'préparation aux concours': 'none',
    hogskolekandidat: 'none',
    utgaattekoder: 'none',
  } satisfies Crosswalk as Crosswalk,
} as const;

/** `orgUnitKind@orgTypeCode` of institutions; departments, faculties and schools of no stated kind are none. */
export const unitKinds = {
  rule: 'cdmfr-org-type',
  vocabulary: 'provider-type',
  rows: {
    université: { code: 'higher-education-institution', match: 'exact' },
    iep: { code: 'higher-education-institution', match: 'exact' },
    "institut d'etudes politiques": { code: 'higher-education-institution', match: 'exact' },
    ecoleingenieur: { code: 'higher-education-institution', match: 'exact' },
    "ecole d'ingénieurs": { code: 'higher-education-institution', match: 'exact' },
    insa: { code: 'higher-education-institution', match: 'exact' },
    'institut national des sciences appliquées': { code: 'higher-education-institution', match: 'exact' },
    inp: { code: 'higher-education-institution', match: 'exact' },
    'institut national polytechnique': { code: 'higher-education-institution', match: 'exact' },
    ens: { code: 'higher-education-institution', match: 'exact' },
    'ecole normale supérieure': { code: 'higher-education-institution', match: 'exact' },
  } satisfies Crosswalk as Crosswalk,
} as const;

/** `level@level`, the stages of the French LMD (operator's opt-in, rule `cdmfr-cycle`). */
export const cycles: Readonly<Record<string, 'first' | 'second' | 'third'>> = { L: 'first', M: 'second', Doc: 'third' };

/** `habilistatus@habiliStatusValue`: the state's authorisation to award the degree. */
export const habilitationDecisions: Readonly<Record<string, 'positive' | 'negative'>> = {
  habilité: 'positive',
  'non habilité': 'negative',
};
