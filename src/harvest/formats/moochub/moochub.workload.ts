import { type Sourced, stated } from '../../../domain/evidence.js';
import type { LearningOpportunityDraft } from '../../../domain/learning-opportunity.js';
import { vocabulary } from '../../../domain/vocabularies/vocabulary.js';
import type { IssueLog } from '../../format.js';
import { hoursFitEcts, plausibleEcts } from '../../mapping/plausibility.js';
import { readNumber } from '../../mapping/values.js';
import type { CourseAttributes, MoochubWorkload } from './moochub.record.js';

/** A rate of work. */
interface Rate {
  readonly hours: number;
  readonly unit: 'h/day' | 'h/week' | 'h/month';
}

/** Hours that there are in a day, a week and the longest month: no rate can be higher. */
const hoursIn = { 'h/day': 24, 'h/week': 168, 'h/month': 744 } as const;

/** Totals above this are a misreading of the units. */
const maxTotal = 10_000;

type Effort = Pick<LearningOpportunityDraft, 'credits' | 'ects' | 'workloadHours' | 'workloadStatement'>;

/**
 * `numberOfCredits`, which the standard defines as ECTS, and the total of `workload` × `duration` where both are there
 * and their units combine (rule `moochub-total`). The rate itself is kept as a statement.
 */
export function effortOf(attributes: CourseAttributes, duration: string | undefined, log: IssueLog): Effort {
  const rate = attributes.workload === undefined ? undefined : rateOf(attributes.workload, log);
  const total = rate === undefined ? undefined : totalOf(rate, duration);
  const ects = ectsOf(attributes, rate, log);
  const fits = total === undefined || ects === undefined || ects === 0 || hoursFitEcts(total.value.min, ects);
  if (!fits) {
    log.warning(
      'IMPLAUSIBLE_VALUE',
      'attributes.workload',
      `The total workload is not plausible for ${ects} ECTS credits.`,
      total,
    );
  }
  const system = vocabulary('credit-system').find('ects')?.iri ?? 'ECTS';
  return {
    ...(ects === undefined
      ? {}
      : { credits: [{ system, value: ects }], ects: stated(ects, 'attributes.numberOfCredits') }),
    ...(total === undefined || !fits ? {} : { workloadHours: total }),
    ...(rate === undefined ? {} : { workloadStatement: { und: `${rate.hours} ${rate.unit}` } }),
  };
}

function rateOf({ timeValue, timeUnit }: MoochubWorkload, log: IssueLog): Rate | undefined {
  const hours = readNumber(timeValue, 'attributes.workload', log);
  if (hours === undefined) return undefined;
  const unit = timeUnit.toLowerCase();
  if (unit !== 'h/day' && unit !== 'h/week' && unit !== 'h/month') {
    log.warning('UNMAPPED_VALUE', 'attributes.workload.timeUnit', 'Expected h/day, h/week or h/month.', timeUnit);
    return undefined;
  }
  if (hours > 0 && hours <= hoursIn[unit]) return { hours, unit };
  log.warning(
    'IMPLAUSIBLE_VALUE',
    'attributes.workload',
    `The workload is expected to be above 0 and at most ${hoursIn[unit]} ${unit}.`,
    timeValue,
  );
  return undefined;
}

/** Whole weeks for hours a week, whole months for hours a month, days for hours a day: nothing else combines. */
function totalOf(
  { hours, unit }: Rate,
  duration: string | undefined,
): Sourced<{ min: number; max: number }> | undefined {
  const times = duration === undefined ? undefined : unitsIn(duration)[unit];
  if (times === undefined) return undefined;
  const total = Math.round(hours * times * 100) / 100;
  if (total > maxTotal) return undefined;
  const native = `${hours} ${unit} × ${duration}`;
  return {
    value: { min: total, max: total },
    basis: 'derived',
    rule: 'moochub-total',
    path: 'attributes.workload',
    native,
  };
}

function unitsIn(duration: string): Partial<Record<Rate['unit'], number>> {
  const match = /^P(\d{1,4})([DWMY])$/.exec(duration);
  const count = Number(match?.[1]);
  if (match?.[2] === 'D') return { 'h/day': count, ...(count % 7 === 0 ? { 'h/week': count / 7 } : {}) };
  if (match?.[2] === 'W') return { 'h/week': count };
  if (match?.[2] === 'M') return { 'h/month': count };
  if (match?.[2] === 'Y') return { 'h/month': count * 12 };
  return {};
}

function ectsOf({ numberOfCredits }: CourseAttributes, rate: Rate | undefined, log: IssueLog): number | undefined {
  const credits = readNumber(numberOfCredits, 'attributes.numberOfCredits', log);
  const ects = credits === undefined ? undefined : plausibleEcts(credits, 'attributes.numberOfCredits', log);
  if (ects !== 0 || rate === undefined) return ects;
  log.warning(
    'IMPLAUSIBLE_VALUE',
    'attributes.numberOfCredits',
    'No ECTS credits for a workload above 0.',
    numberOfCredits,
  );
  return undefined;
}
