import type { VocabularyId } from '../../../domain/vocabularies/vocabulary.js';
import type { Crosswalk } from '../../mapping/concepts.js';

interface NamedCrosswalk {
  readonly rule: string;
  readonly vocabulary: VocabularyId;
  readonly rows: Crosswalk;
}

/** `configuration.code` to the EU learning opportunity types; a package of courses has no counterpart there. */
export const configuration: NamedCrosswalk = {
  rule: 'emil-configuration',
  vocabulary: 'opportunity-type',
  rows: {
    kurs: { code: 'course', match: 'exact' },
    program: { code: 'educational-programme', match: 'exact' },
    kurspaket: 'none',
  },
};

/** `isApprenticeship` of events: the education is given as an apprenticeship (`lärling`). */
export const apprenticeship: NamedCrosswalk = {
  rule: 'emil-is-apprenticeship',
  vocabulary: 'opportunity-type',
  rows: { true: { code: 'apprenticeship', match: 'exact' } },
};

/**
 * `distance.noOfMandatorySessions`, whether there are any: both rows are proposals of the domain model, so only close.
 * No `distance` says nothing about the mode.
 */
export const distance: NamedCrosswalk = {
  rule: 'emil-distance',
  vocabulary: 'mode',
  rows: { sessions: { code: 'blended', match: 'close' }, none: { code: 'online', match: 'close' } },
};

/**
 * `paceOfStudy.percentage`: all of a student's time. The EU divides part time by hours a week, which the source does
 * not state, and calls more than 30 of them full time, so this is only close.
 */
export const paceOfStudy: NamedCrosswalk = {
  rule: 'emil-pace-of-study',
  vocabulary: 'learning-schedule',
  rows: { '100': { code: 'full-time', match: 'close' } },
};

/** `resultIsDegree`: a Swedish `examen`, of upper secondary, vocational or higher education. */
export const resultIsDegree: NamedCrosswalk = {
  rule: 'emil-result-is-degree',
  vocabulary: 'credential-kind',
  rows: { true: { code: 'qualification', match: 'close' } },
};

/** `credits.system.code`: points of higher education, which are ECTS credits 1:1 (rule `hp-ects`). */
export const ectsSystem = 'hp';

/** The other credit systems: vocational higher education, upper secondary, further education and adult education. */
export const otherSystems: readonly string[] = ['yh', 'gy', 'fup', 'vp', 'nyp'];

/** `extent.unit.code` as an ISO 8601 duration; a semester has no fixed length. */
export const durationUnits: Readonly<Record<string, (length: number) => string>> = {
  days: (length) => `P${length}D`,
  weeks: (length) => `P${length}W`,
  months: (length) => `P${length}M`,
  years: (length) => `P${length}Y`,
};

/** `subjects.type`: names of the classifications; the others are local to a school form. */
export const subjectSchemes: Readonly<Record<string, string>> = {
  C_Subject_ISCED97: 'ISCED 1997',
  C_Subject_SUN: 'SUN',
};

/** `eligibleForStudentAid.code` of educations for which there is none. */
export const noStudentAid: readonly string[] = ['saknas', 'nej'];

/** What `degrees` says, in lower case, where there is none. */
export const noDegree: readonly string[] = ['ingen examen', 'no degree'];

/** County of a Swedish municipality, the first two digits of its code in `areaCode`: counties are regions of NUTS 3. */
export const county: NamedCrosswalk = {
  rule: 'emil-area-code',
  vocabulary: 'nuts',
  rows: {
    '01': { code: 'SE110', match: 'exact' }, // Stockholm
    '03': { code: 'SE121', match: 'exact' }, // Uppsala
    '04': { code: 'SE122', match: 'exact' }, // Södermanland
    '05': { code: 'SE123', match: 'exact' }, // Östergötland
    '06': { code: 'SE211', match: 'exact' }, // Jönköping
    '07': { code: 'SE212', match: 'exact' }, // Kronoberg
    '08': { code: 'SE213', match: 'exact' }, // Kalmar
    '09': { code: 'SE214', match: 'exact' }, // Gotland
    '10': { code: 'SE221', match: 'exact' }, // Blekinge
    '12': { code: 'SE224', match: 'exact' }, // Skåne
    '13': { code: 'SE231', match: 'exact' }, // Halland
    '14': { code: 'SE232', match: 'exact' }, // Västra Götaland
    '17': { code: 'SE311', match: 'exact' }, // Värmland
    '18': { code: 'SE124', match: 'exact' }, // Örebro
    '19': { code: 'SE125', match: 'exact' }, // Västmanland
    '20': { code: 'SE312', match: 'exact' }, // Dalarna
    '21': { code: 'SE313', match: 'exact' }, // Gävleborg
    '22': { code: 'SE321', match: 'exact' }, // Västernorrland
    '23': { code: 'SE322', match: 'exact' }, // Jämtland
    '24': { code: 'SE331', match: 'exact' }, // Västerbotten
    '25': { code: 'SE332', match: 'exact' }, // Norrbotten
  },
};
