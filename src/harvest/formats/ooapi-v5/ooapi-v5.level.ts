import type { Sourced } from '../../../domain/evidence.js';
import { vocabulary } from '../../../domain/vocabularies/vocabulary.js';
import type { IssueLog } from '../../format.js';
import { type Crosswalk, crosswalkConcept } from '../../mapping/concepts.js';

/** The two elements of OOAPI that tell a level, of an offer or of the education specification that it implements. */
export interface StatedLevel {
  readonly levelOfQualification?: string | undefined;
  readonly level?: string | undefined;
}

/** How a version of OOAPI writes levels. */
export interface LevelDialect {
  /** `levelOfQualification` to EQF levels. */
  readonly levelOfQualification: { readonly rule: string; readonly vocabulary: 'eqf'; readonly rows: Crosswalk };
  /** Values of `levelOfQualification` that say that there is no EQF level, with the national one if there is one. */
  readonly outsideEqf: Readonly<Record<string, readonly NationalLevel[]>>;
  /** `level`: the EQF level to which it is said to correspond, or `none`. */
  readonly eqfOfLevel: Readonly<Record<string, number | 'none'>>;
  /** Name of the rule that derives a level from `level`. */
  readonly derivation: string;
}

type NationalLevel = { readonly iri: string; readonly framework: string; readonly label: string };

/** What is known about the level of an offer. */
export interface OfferLevel {
  readonly eqfLevel?: Sourced<number>;
  readonly nqfLevels: { iri: string; framework: string; label: string }[];
}

/**
 * `levelOfQualification` counts before `level`, of which the enumeration only says that it corresponds to one; the
 * offer counts before its education specification.
 */
export function levelOf(
  offer: StatedLevel,
  specification: StatedLevel | undefined,
  dialect: LevelDialect,
  log: IssueLog,
): OfferLevel {
  const own = levelAt(offer, '', dialect, log);
  if (own !== undefined) return own;
  const specified =
    specification === undefined ? undefined : levelAt(specification, 'educationSpecification.', dialect, log);
  return specified ?? { nqfLevels: [] };
}

function levelAt(stated: StatedLevel, prefix: string, dialect: LevelDialect, log: IssueLog): OfferLevel | undefined {
  const corresponding = levelByName(stated.level, `${prefix}level`, dialect, log);
  const native = stated.levelOfQualification;
  if (native === undefined || native === '') {
    return corresponding === undefined ? undefined : { eqfLevel: corresponding, nqfLevels: [] };
  }
  const key = native.toLowerCase();
  const national = Object.hasOwn(dialect.outsideEqf, key) ? dialect.outsideEqf[key] : undefined;
  if (national !== undefined) return { nqfLevels: national.map((level) => ({ ...level })) };
  const path = `${prefix}levelOfQualification`;
  const concept = crosswalkConcept(dialect.levelOfQualification, native, path, log);
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

function levelByName(
  level: string | undefined,
  path: string,
  { eqfOfLevel, derivation }: LevelDialect,
  log: IssueLog,
): Sourced<number> | undefined {
  if (level === undefined || level === '') return undefined;
  const wanted = level.toLowerCase();
  const value = Object.hasOwn(eqfOfLevel, wanted) ? eqfOfLevel[wanted] : undefined;
  if (value === undefined) log.warning('UNMAPPED_VALUE', path, 'The value is not a level of OOAPI.', level);
  if (typeof value !== 'number') return undefined;
  return { value, basis: 'derived', rule: derivation, path, native: level.slice(0, 500) };
}
