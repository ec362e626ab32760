import { stated } from '../../../domain/evidence.js';
import type { IssueLog } from '../../format.js';
import { type Effort, ectsCredits, workloadHours } from '../../mapping/effort.js';
import { readNumber } from '../../mapping/values.js';
import type { OoapiStudyLoad } from './ooapi-v5.record.js';

/** Hours of which the standard does not say that they are all of a student's work (v5 and v6 names). */
const otherHours: readonly string[] = ['hour', 'contacttime', 'contact_time'];

/**
 * `studyLoad` (one in v5, several in v6): ECTS credits, or the student's whole effort in hours (`sbu`). Student points
 * name no system; `hour` has no context and contact time is not workload, so both stay words. Of several loads in one
 * unit the first counts.
 */
export function studyLoadOf(loads: readonly OoapiStudyLoad[], log: IssueLog): Effort {
  const values = new Map<string, number>();
  const words: string[] = [];
  for (const { studyLoadUnit, value: native } of loads) {
    const unit = studyLoadUnit?.toLowerCase() ?? '';
    const value = readNumber(native, 'studyLoad.value', log);
    if (value === undefined) continue;
    if (otherHours.includes(unit)) words.push(`${native} ${unit}`);
    else if (!['ects', 'sbu', 'sp'].includes(unit)) {
      log.warning('UNMAPPED_VALUE', 'studyLoad.studyLoadUnit', 'The value is not a unit of OOAPI.', studyLoadUnit);
    } else if (!values.has(unit)) values.set(unit, value);
  }
  const [ects, sbu, sp] = [values.get('ects'), values.get('sbu'), values.get('sp')];
  const credits = ects === undefined ? {} : ectsCredits(ects, 'studyLoad.value', log);
  const hours =
    sbu === undefined ? undefined : workloadHours({ min: sbu, max: sbu }, credits.ects?.value, 'studyLoad.value', log);
  return {
    ...(credits.ects === undefined ? {} : { ...credits, ects: stated(credits.ects.value, 'studyLoad') }),
    ...(sp === undefined ? {} : { credits: [...(credits.credits ?? []), { system: 'sp', value: sp }] }),
    ...(hours === undefined ? {} : { workloadHours: { ...hours, path: 'studyLoad' } }),
    ...(words.length === 0 ? {} : { workloadStatement: { und: words.join(', ') } }),
  };
}
