import { stated } from '../../../domain/evidence.js';
import type { LearningOpportunityDraft } from '../../../domain/learning-opportunity.js';
import { vocabulary } from '../../../domain/vocabularies/vocabulary.js';
import type { IssueLog } from '../../format.js';
import { plausibleEcts } from '../../mapping/plausibility.js';
import { readNumber } from '../../mapping/values.js';
import type { OoapiOffer } from './ooapi-v5.record.js';

type StudyLoad = Pick<LearningOpportunityDraft, 'credits' | 'ects' | 'workloadHours' | 'workloadStatement'>;

/**
 * `studyLoad`: ECTS credits, or the student's whole effort in hours (`sbu`). Student points name no system; `hour` has
 * no context and contact time is not workload, so both stay words.
 */
export function studyLoadOf({ studyLoad }: OoapiOffer, log: IssueLog): StudyLoad {
  if (studyLoad === undefined) return {};
  const value = readNumber(studyLoad.value, 'studyLoad.value', log);
  const unit = studyLoad.studyLoadUnit?.toLowerCase();
  if (value === undefined) return {};
  if (unit === 'ects') {
    const ects = plausibleEcts(value, 'studyLoad.value', log);
    const system = vocabulary('credit-system').find('ects')?.iri ?? 'ECTS';
    return ects === undefined ? {} : { credits: [{ system, value: ects }], ects: stated(ects, 'studyLoad') };
  }
  if (unit === 'sbu') {
    if (value > 0) return { workloadHours: stated({ min: value, max: value }, 'studyLoad') };
    log.warning('IMPLAUSIBLE_VALUE', 'studyLoad.value', 'A workload of no hours is not plausible.', studyLoad.value);
    return {};
  }
  if (unit === 'sp') return { credits: [{ system: 'sp', value }] };
  if (unit === 'hour' || unit === 'contacttime') return { workloadStatement: { und: `${studyLoad.value} ${unit}` } };
  log.warning(
    'UNMAPPED_VALUE',
    'studyLoad.studyLoadUnit',
    'The value is not a unit of OOAPI v5.',
    studyLoad.studyLoadUnit,
  );
  return {};
}
