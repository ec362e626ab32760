import { stated } from '../../../domain/evidence.js';
import type { LearningOpportunityDraft } from '../../../domain/learning-opportunity.js';
import { vocabulary } from '../../../domain/vocabularies/vocabulary.js';
import type { IssueLog } from '../../format.js';
import { plausibleEcts } from '../../mapping/plausibility.js';
import { readNumber } from '../../mapping/values.js';
import { higherEducationTypes, laajuusyksikko } from './kouta.crosswalk.js';
import type { KoutaRecord } from './kouta.record.js';
import { codeOf, textsOf } from './kouta.texts.js';

type Extent = Pick<LearningOpportunityDraft, 'credits' | 'ects' | 'workloadHours' | 'workloadStatement'>;
type Source = Pick<
  KoutaRecord,
  | 'opintojenLaajuus'
  | 'opintojenLaajuusyksikko'
  | 'opintojenLaajuusNumero'
  | 'opintojenLaajuusNumeroMin'
  | 'opintojenLaajuusNumeroMax'
>;

/** Most credits of any system that are believed; longer vocational and medical education has less. */
const maxCredits = 1000;

/**
 * `opintojenLaajuus`, the extent of studies. One opintopiste of higher education is one ECTS credit; osaamispiste is a
 * credit of vocational education and training. Hours are workload. Everything else stays words.
 */
export function extentOf(
  source: Source,
  prefix: string,
  type: string | undefined,
  language: string,
  log: IssueLog,
): Extent {
  const unit = codeOf(source.opintojenLaajuusyksikko);
  const range = rangeOf(source, prefix, log);
  if (unit === undefined || range === undefined) return wordsOf(source, language);
  const kind = Object.hasOwn(laajuusyksikko, unit) ? laajuusyksikko[unit] : undefined;
  const path = `${prefix}opintojenLaajuus${source.opintojenLaajuusNumeroMax === undefined ? 'Numero' : 'NumeroMax'}`;
  if (kind === undefined) {
    const unitPath = `${prefix}opintojenLaajuusyksikko`;
    log.warning('UNMAPPED_VALUE', unitPath, 'The value is not a unit of the code list opintojenlaajuusyksikko.', unit);
  }
  if (kind === 'hours') return hoursOf(range, path, log);
  if (kind !== 'credits' || range.min !== range.max) return wordsOf(source, language);
  const credits = creditsOf(range.min, unit, path, type, log);
  return credits ?? wordsOf(source, language);
}

function rangeOf(source: Source, prefix: string, log: IssueLog): { min: number; max: number } | undefined {
  const read = (name: keyof Source & `opintojenLaajuusNumero${string}`) =>
    readNumber(source[name], `${prefix}${name}`, log);
  const only = read('opintojenLaajuusNumero');
  if (only !== undefined) return { min: only, max: only };
  const min = read('opintojenLaajuusNumeroMin');
  const max = read('opintojenLaajuusNumeroMax');
  if (min !== undefined && max !== undefined && min > max) {
    const path = `${prefix}opintojenLaajuusNumeroMin`;
    log.warning('IMPLAUSIBLE_VALUE', path, 'The least extent is more than the greatest.', `${min}–${max}`);
    return undefined;
  }
  if (min !== undefined && max !== undefined) return { min, max };
  const code = codeOf(source.opintojenLaajuus)?.replace(/^opintojenlaajuus_/, '');
  const value = code === undefined ? undefined : readNumber(code, `${prefix}opintojenLaajuus`, log);
  return value === undefined ? undefined : { min: value, max: value };
}

function creditsOf(
  value: number,
  unit: string,
  path: string,
  type: string | undefined,
  log: IssueLog,
): Extent | undefined {
  if (unit === 'opintojenlaajuusyksikko_2' && higherEducationTypes.includes(type ?? '')) {
    const ects = plausibleEcts(value, path, log);
    if (ects === undefined) return undefined;
    return { credits: [{ system: systemOf('ects'), value: ects }], ects: stated(ects, path) };
  }
  if (value > maxCredits) {
    log.warning('IMPLAUSIBLE_VALUE', path, `Credits are expected to be at most ${maxCredits}.`, value);
    return undefined;
  }
  const system = unit === 'opintojenlaajuusyksikko_6' ? systemOf('ecvet') : 'opintopiste';
  return { credits: [{ system, value }] };
}

function systemOf(code: string): string {
  return vocabulary('credit-system').find(code)?.iri ?? code;
}

function hoursOf(range: { min: number; max: number }, path: string, log: IssueLog): Extent {
  if (range.max > 0) return { workloadHours: stated(range, path) };
  log.warning('IMPLAUSIBLE_VALUE', path, 'A workload of no hours is not plausible.', range.max);
  return {};
}

/** Number and unit as the source names them, "180+120 opintopistettä". */
function wordsOf(source: Source, language: string): Extent {
  const units = textsOf(source.opintojenLaajuusyksikko?.nimi, language) ?? {};
  const names = textsOf(source.opintojenLaajuus?.nimi, language) ?? {};
  const { opintojenLaajuusNumeroMin: min, opintojenLaajuusNumeroMax: max, opintojenLaajuusNumero: only } = source;
  const number = only ?? (min === undefined || max === undefined ? undefined : `${min}–${max}`);
  const words: Record<string, string> = {};
  for (const [tag, unit] of Object.entries(units)) {
    const amount = names[tag] ?? number;
    if (amount !== undefined && amount !== unit) words[tag] = `${amount} ${unit}`;
  }
  return Object.keys(words).length === 0 ? {} : { workloadStatement: words };
}
