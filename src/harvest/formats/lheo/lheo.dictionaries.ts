import type { Run } from '../../../domain/run.js';
import type { Crosswalk } from '../../mapping/concepts.js';

/**
 * Dictionaries of the LHEO 2.3 definition (lheo/lheo-schema, definition/lheo-gml.xml) and what their codes stand for.
 */

/**
 * `dict-modalites-enseignement` to the EU modes of learning (Lotse crosswalk-mode): 0 entirely in presence, 1 mixed,
 * 2 entirely at a distance, which need not be online.
 */
export const teachingModes = {
  rule: 'lheo-modalites-enseignement',
  vocabulary: 'mode',
  rows: {
    '0': { code: 'presential', match: 'exact' },
    '1': { code: 'blended', match: 'exact' },
    '2': { code: 'online', match: 'close' },
  } satisfies Crosswalk as Crosswalk,
} as const;

/**
 * Kinds of certification by the register that lists them: the RNCP lists professional qualifications with a level, the
 * RS (répertoire spécifique) complementary skills and authorisations without.
 */
export const certificationKinds = {
  rule: 'lheo-certification',
  vocabulary: 'credential-kind',
  rows: {
    rncp: { code: 'qualification', match: 'close' },
    rs: { code: 'certificate', match: 'close' },
  } satisfies Crosswalk as Crosswalk,
} as const;

/** `dict-etat-recrutement`: 1 open, 2 closed because full, 3 suspended: nobody can enrol for now. */
export const recruitmentStates: Readonly<Record<string, Run['state']>> = { '1': 'open', '2': 'closed', '3': 'closed' };

/** The French framework of qualifications, in force since 2019 (décret 2019-14). */
export const frenchFramework = 'Cadre national des certifications professionnelles';

/** `dict-niveaux` 11 to 18: levels 1 to 8 of the French framework. They are never read as EQF levels. */
export function frenchLevel(code: string): string | undefined {
  return /^1[1-8]$/.test(code) ? `Niveau ${code.slice(1)}` : undefined;
}

/** `dict-niveaux` 2 to 8: the nomenclature of 1969, which ran the other way; level I covers two of today's levels. */
export const formerLevels: Readonly<Record<string, string>> = {
  '2': 'niveau VI',
  '3': 'niveau V bis',
  '4': 'niveau V',
  '5': 'niveau IV',
  '6': 'niveau III',
  '7': 'niveau II',
  '8': 'niveau I',
};

/** `dict-niveaux` 0: not communicated. */
export const unknownLevel = '0';
/** `dict-niveaux` 1: without a level of its own. */
export const withoutLevel = '1';
