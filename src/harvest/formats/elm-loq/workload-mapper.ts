import type { LearningOpportunityDraft } from '../../../domain/learning-opportunity.js';
import { vocabulary } from '../../../domain/vocabularies/vocabulary.js';
import { hoursFitEcts, plausibleEcts } from '../../mapping/plausibility.js';
import { readNumber } from '../../mapping/values.js';
import { parseHours } from '../../parse/values.js';
import { specificationPath } from './achievement-mapper.js';
import type { ElmAchievement, ElmActivity } from './elm-loq.record.js';
import { oneText, type Reading } from './elm-reading.js';

const ectsSystem = 'http://data.europa.eu/snb/education-credit/6fcec5c5af';

export type Workload = Pick<LearningOpportunityDraft, 'credits' | 'ects' | 'workloadHours'>;

interface Credit {
  readonly system: string;
  readonly value: number;
  readonly isEcts: boolean;
  /** The text that the number was read from, where there is more in it. */
  readonly native?: string;
}

/**
 * Notional workload: `elm:creditPoint` (`elm:point` is a string) and `elm:volumeOfLearning`. Credits count as ECTS only
 * in the EU concept for it, or where the text of the points says so ("8 Semester / 240 ECTS"). A volume in hours becomes hours (rule `hours-duration`); days, weeks and months are refused.
 * The volume of an activity is that of the activity, so it is checked but never taken for the whole.
 */
export function workloadOf(
  specification: ElmAchievement,
  activities: readonly ElmActivity[],
  reading: Reading,
): Workload {
  const credits = creditsOf(specification, reading);
  const hours = hoursOf(specification.volumeOfLearning, `${specificationPath}/volumeOfLearning`, reading);
  for (const { volumeOfLearning } of activities)
    hoursOf(volumeOfLearning, 'learningActivitySpecification/volumeOfLearning', reading);
  const ects = ectsOf(credits, hours, reading);
  return {
    credits: credits
      .filter(({ isEcts, value }) => !isEcts || value === ects)
      .map(({ system, value }) => ({ system, value })),
    ects:
      ects === undefined
        ? undefined
        : {
            ...{ value: ects, basis: 'stated', path: `${specificationPath}/creditPoint/point` },
            native: credits.find(({ isEcts, value }) => isEcts && value === ects)?.native,
          },
    workloadHours: workloadHours(hours, ects, specification.volumeOfLearning[0], reading),
  };
}

function creditsOf(specification: ElmAchievement, reading: Reading): Credit[] {
  const path = `${specificationPath}/creditPoint`;
  return specification.creditPoint.flatMap(({ framework, point }) => {
    const text = point[0]?.trim();
    const [concept] = framework;
    const known = concept?.id === undefined ? undefined : vocabulary('credit-system').find(concept.id);
    const named = known === undefined || known.code === 'ects' ? namedEcts(text) : undefined;
    if (named !== undefined) {
      const value = plausibleEcts(named, `${path}/point`, reading.log);
      return value === undefined ? [] : [{ system: ectsSystem, value, isEcts: true, native: text?.slice(0, 500) }];
    }
    const value = readNumber(text, `${path}/point`, reading.log);
    if (value === undefined) return [];
    const system =
      known?.iri ?? (concept === undefined ? undefined : (oneText(concept.prefLabel, reading) ?? concept.id));
    if (system === undefined || system === '') {
      reading.log.warning('INVALID_VALUE', `${path}/framework`, 'The credits name no credit system.', value);
      return [];
    }
    const isEcts = known?.code === 'ects';
    const plausible = isEcts ? plausibleEcts(value, `${path}/point`, reading.log) : value;
    return plausible === undefined ? [] : [{ system, value: plausible, isEcts }];
  });
}

/** The number before the word ECTS, where a text has more in it than one number, and no other one before that word. */
function namedEcts(text = ''): number | undefined {
  if (!/[^\d\s.,]/.test(text)) return undefined;
  const numbers = [...text.matchAll(/(?<![\d.,])(\d+(?:[.,]\d+)?)\s*(?:ECTS|ECTS-\w+)(?![A-Za-z])/gi)].map(
    ([, digits = '']) => Number(digits.replace(',', '.')),
  );
  return new Set(numbers).size === 1 ? numbers[0] : undefined;
}

function ectsOf(credits: readonly Credit[], hours: number | undefined, { log }: Reading): number | undefined {
  const values = [...new Set(credits.filter(({ isEcts }) => isEcts).map(({ value }) => value))];
  const path = `${specificationPath}/creditPoint`;
  if (values.length > 1) {
    log.warning('INVALID_VALUE', path, 'Several different numbers of ECTS credits are given; expected one.', values);
    return undefined;
  }
  if (values[0] === 0 && hours !== undefined) {
    log.warning('IMPLAUSIBLE_VALUE', path, 'There is workload, but 0 ECTS credits for it.', 0);
    return undefined;
  }
  return values[0];
}

function hoursOf(volumes: readonly string[], path: string, { log }: Reading): number | undefined {
  const [volume] = volumes;
  if (volume === undefined || volume === '') return undefined;
  const hours = parseHours(volume);
  if (hours !== undefined && hours > 0) return hours;
  log.warning(
    'IMPLAUSIBLE_VALUE',
    path,
    'The workload is expected in hours, for example PT60H, and more than none.',
    volume,
  );
  return undefined;
}

function workloadHours(
  hours: number | undefined,
  ects: number | undefined,
  native: string | undefined,
  { log }: Reading,
): Workload['workloadHours'] {
  if (hours === undefined) return undefined;
  const path = `${specificationPath}/volumeOfLearning`;
  if (ects !== undefined && !hoursFitEcts(hours, ects)) {
    log.warning(
      'IMPLAUSIBLE_VALUE',
      path,
      `Between ${ects * 15} and ${ects * 40} hours are expected for ${ects} ECTS.`,
      native,
    );
    return undefined;
  }
  return {
    value: { min: hours, max: hours },
    basis: 'derived',
    rule: 'hours-duration',
    path,
    native: native?.trim().slice(0, 500),
  };
}
