import type { Sourced } from '../../../domain/evidence.js';
import { vocabulary } from '../../../domain/vocabularies/vocabulary.js';
import type { IssueLog } from '../../format.js';
import { crosswalkConcept } from '../../mapping/concepts.js';
import { eqfOfLevel, levelOfQualification, nlqf4Plus } from './ooapi-v5.crosswalk.js';

/** The two elements of OOAPI that tell a level, of an offer or of the education specification that it implements. */
export interface StatedLevel {
  readonly levelOfQualification?: string | undefined;
  readonly level?: string | undefined;
}

/** What is known about the level of an offer. */
export interface OfferLevel {
  readonly eqfLevel?: Sourced<number>;
  readonly nqfLevels: { iri: string; framework: string; label: string }[];
}

/**
 * `levelOfQualification` counts before `level`, of which the enumeration only says that it corresponds to one; the
 * offer counts before its education specification. NLQF 4+ is no level of the EQF.
 */
export function levelOf(offer: StatedLevel, specification: StatedLevel | undefined, log: IssueLog): OfferLevel {
  const own = levelAt(offer, '', log);
  if (own !== undefined) return own;
  const specified = specification === undefined ? undefined : levelAt(specification, 'educationSpecification.', log);
  return specified ?? { nqfLevels: [] };
}

function levelAt(stated: StatedLevel, prefix: string, log: IssueLog): OfferLevel | undefined {
  const corresponding = levelByName(stated.level, `${prefix}level`, log);
  const native = stated.levelOfQualification;
  if (native === undefined || native === '') {
    return corresponding === undefined ? undefined : { eqfLevel: corresponding, nqfLevels: [] };
  }
  if (native === '4+') return { nqfLevels: [{ ...nlqf4Plus }] };
  const path = `${prefix}levelOfQualification`;
  const concept = crosswalkConcept(levelOfQualification, native, path, log);
  if (concept === undefined)
    return corresponding === undefined ? undefined : { eqfLevel: corresponding, nqfLevels: [] };
  const value = Number(vocabulary('eqf').find(concept.value)?.code);
  if (corresponding !== undefined && corresponding.value !== value) {
    log.warning(
      'IMPLAUSIBLE_VALUE',
      `${prefix}level`,
      `The level does not fit the level of qualification ${native}.`,
      stated.level,
    );
  }
  return { eqfLevel: { ...concept, value }, nqfLevels: [] };
}

function levelByName(level: string | undefined, path: string, log: IssueLog): Sourced<number> | undefined {
  if (level === undefined || level === '') return undefined;
  const wanted = level.toLowerCase();
  const value = Object.hasOwn(eqfOfLevel, wanted) ? eqfOfLevel[wanted] : undefined;
  if (value === undefined) log.warning('UNMAPPED_VALUE', path, 'The value is not a level of OOAPI v5.', level);
  if (typeof value !== 'number') return undefined;
  return { value, basis: 'derived', rule: 'ooapi5-level', path, native: level.slice(0, 500) };
}
