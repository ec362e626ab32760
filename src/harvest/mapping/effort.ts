import { type Sourced, stated } from '../../domain/evidence.js';
import type { LearningOpportunityDraft } from '../../domain/learning-opportunity.js';
import { vocabulary } from '../../domain/vocabularies/vocabulary.js';
import type { IssueLog } from '../format.js';
import { hoursFitEcts, plausibleEcts } from './plausibility.js';

export type Effort = Pick<LearningOpportunityDraft, 'credits' | 'ects' | 'workloadHours' | 'workloadStatement'>;

/** ECTS credits that the source states as such. */
export function ectsCredits(value: number, path: string, log: IssueLog): Pick<Effort, 'credits' | 'ects'> {
  const ects = plausibleEcts(value, path, log);
  const system = vocabulary('credit-system').find('ects')?.iri ?? 'ECTS';
  return ects === undefined ? {} : { credits: [{ system, value: ects }], ects: stated(ects, path) };
}

/** Workload in hours that the source states, unless there is none or it cannot be meant for the ECTS credits. */
export function workloadHours(
  range: { readonly min: number; readonly max: number },
  ects: number | undefined,
  path: string,
  log: IssueLog,
): Sourced<{ min: number; max: number }> | undefined {
  if (range.max <= 0 || range.min > range.max) {
    log.warning('IMPLAUSIBLE_VALUE', path, 'A workload is expected to be more than no hours.', range);
    return undefined;
  }
  if (ects === undefined || hoursFitEcts(range.min, ects) || hoursFitEcts(range.max, ects)) {
    return stated({ min: range.min, max: range.max }, path);
  }
  log.warning('IMPLAUSIBLE_VALUE', path, `The workload is not plausible for ${ects} ECTS credits.`, range);
  return undefined;
}
