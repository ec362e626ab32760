import type { LanguageMap } from '../../../domain/multilingual.js';
import type { IssueLog, MapContext } from '../../format.js';
import { type Effort, workloadHours } from '../../mapping/effort.js';
import { plausibleDuration, plausibleEcts } from '../../mapping/plausibility.js';
import { joinLanguageMaps } from '../../mapping/texts.js';
import { readNumber } from '../../mapping/values.js';
import { durationUnits, ectsSystem, otherSystems } from './emil.crosswalk.js';
import type { EmilInfo } from './emil.record.js';
import { textOf } from './emil.text.js';

/**
 * `credits` and `extent`. Credits stay in their system; only `hp` are ECTS credits as well. Only an extent in hours is
 * workload, the other units are elapsed time and belong to the runs ({@link durationOf}).
 */
export function effortOf(info: EmilInfo, context: MapContext, log: IssueLog): Effort {
  const credits = creditsOf(info, log);
  const hours = hoursOf(info, credits.ects?.value, log);
  const statement = joinLanguageMaps([...wordsOf(info), textOf(info.extent?.note, context)], '\n');
  return {
    ...credits,
    ...(hours === undefined ? {} : { workloadHours: hours }),
    ...(statement === undefined ? {} : { workloadStatement: statement }),
  };
}

/** `extent` as ISO 8601, when it is elapsed time and one length. */
export function durationOf({ extent }: EmilInfo, log: IssueLog): string | undefined {
  const unit = extent?.unit?.code?.toLowerCase() ?? '';
  const format = Object.hasOwn(durationUnits, unit) ? durationUnits[unit] : undefined;
  if (format === undefined || (extent?.max !== undefined && extent.max !== extent.length)) return undefined;
  const length = readNumber(extent?.length, 'extent.length', log);
  return length === undefined ? undefined : plausibleDuration(format(length), 'extent.length', log);
}

function creditsOf({ credits }: EmilInfo, log: IssueLog): Pick<Effort, 'credits' | 'ects'> {
  const value = readNumber(credits?.credits, 'credits.credits', log);
  const system = credits?.system?.code?.toLowerCase();
  if (value === undefined || system === undefined || system === '') return {};
  if (system !== ectsSystem) {
    if (otherSystems.includes(system)) return { credits: [{ system, value }] };
    log.warning('UNMAPPED_VALUE', 'credits.system.code', 'The value is not a credit system of EMIL 3.', system);
    return {};
  }
  const ects = plausibleEcts(value, 'credits.credits', log);
  if (ects === undefined) return {};
  const native = `${value} ${system}`;
  return {
    credits: [{ system, value: ects }],
    ects: { value: ects, basis: 'mapped', rule: 'hp-ects', path: 'credits.credits', native },
  };
}

function hoursOf({ extent }: EmilInfo, ects: number | undefined, log: IssueLog): Effort['workloadHours'] {
  if (extent?.unit?.code?.toLowerCase() !== 'hours') return undefined;
  const min = readNumber(extent.length, 'extent.length', log);
  const max = readNumber(extent.max, 'extent.max', log) ?? min;
  return min === undefined || max === undefined ? undefined : workloadHours({ min, max }, ects, 'extent', log);
}

/** What has no other place: credits that one may take fewer of, and lengths that are no ISO 8601 duration. */
function wordsOf({ credits, extent }: EmilInfo): LanguageMap[] {
  const words: LanguageMap[] = [];
  const system = credits?.system?.code ?? '';
  if (credits?.min !== undefined && credits.credits !== undefined && credits.min !== credits.credits) {
    words.push({ und: `${credits.min}–${credits.credits} ${system}`.trim() });
  }
  const unit = extent?.unit?.code?.toLowerCase() ?? '';
  const isRange = extent?.max !== undefined && extent.max !== extent.length;
  if (extent?.length !== undefined && unit !== 'hours' && unit !== '' && (isRange || unit === 'semesters')) {
    words.push({ en: `${isRange ? `${extent.length}–${extent.max}` : extent.length} ${unit}` });
  }
  return words;
}
