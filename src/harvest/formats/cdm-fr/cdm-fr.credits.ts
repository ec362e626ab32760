import type { LearningOpportunityDraft } from '../../../domain/learning-opportunity.js';
import { type Effort, ectsCredits } from '../../mapping/effort.js';
import { hoursFitEcts } from '../../mapping/plausibility.js';
import { readNumber } from '../../mapping/values.js';
import { attributeOf, contentOf, nodesAt, type XmlNode } from '../../mapping/xml-record.js';
import { teachingTypes } from './cdm-fr.crosswalks.js';
import type { Reading } from './cdm-fr.text.js';

/**
 * `credits` of a course, `qualification/credits` of a program: `@ECTScredits` by its name, `@totalWorkLoad` in hours.
 * Exporters write several, with the credits on one of them and hours of teaching on others. Those (`globalVolume`) are
 * not workload, and stay words; `@hoursPerWeek` is neither.
 */
export function creditsOf(element: XmlNode, reading: Reading): Effort {
  const { log } = reading;
  const own = nodesAt(element, 'credits');
  const path = own.length > 0 ? 'credits' : 'qualification/credits';
  const nodes = own.length > 0 ? own : nodesAt(element, 'qualification', 'credits');
  const first = (name: string) => nodes.flatMap((node) => attributeOf(node, name) ?? [])[0];
  const points = readNumber(first('ECTScredits'), `${path}@ECTScredits`, log);
  const load = readNumber(first('totalWorkLoad'), `${path}@totalWorkLoad`, log);
  const hours = load === 0 ? undefined : load;
  const teaching = teachingOf([...nodes, ...nodesAt(element, 'programDescription')], reading);
  if (points === 0 && hours !== undefined) {
    log.warning('IMPLAUSIBLE_VALUE', `${path}@ECTScredits`, 'There is workload, but 0 ECTS credits for it.', 0);
    return { ...teaching, workloadHours: hoursStated(hours, path) };
  }
  const credits = points === undefined ? {} : ectsCredits(points, `${path}@ECTScredits`, log);
  const ects = credits.ects?.value;
  const fits = hours === undefined || ects === undefined || hoursFitEcts(hours, ects);
  if (!fits)
    log.warning(
      'IMPLAUSIBLE_VALUE',
      `${path}@totalWorkLoad`,
      `Between 15 and 40 hours are expected for each of ${ects} ECTS.`,
      hours,
    );
  return {
    credits: [],
    ...credits,
    ...teaching,
    ...(hours === undefined || !fits ? {} : { workloadHours: hoursStated(hours, path) }),
  };
}

function hoursStated(hours: number, path: string): LearningOpportunityDraft['workloadHours'] {
  return { value: { min: hours, max: hours }, basis: 'stated', path: `${path}@totalWorkLoad`, native: String(hours) };
}

/** `globalVolume`: how much teaching there is of each `@teachingtype`; 0 says that a field was left as it is. */
function teachingOf(nodes: readonly XmlNode[], { log }: Reading): Pick<Effort, 'workloadStatement'> {
  const volumes = nodes.flatMap((node) => nodesAt(node, 'globalVolume'));
  const words = volumes.flatMap((volume) => {
    const amount = readNumber(contentOf(volume), 'globalVolume', log);
    const type = attributeOf(volume, 'teachingtype') ?? 'all';
    if (amount === undefined || amount <= 0) return [];
    const named = Object.hasOwn(teachingTypes, type) ? teachingTypes[type] : undefined;
    if (named === undefined) log.warning('UNMAPPED_VALUE', 'globalVolume@teachingtype', 'Not a value of CDM-fr.', type);
    const limit = attributeOf(volume, 'minMax');
    return named === undefined ? [] : [`${limit === undefined ? '' : `${limit}. `}${amount} ${named}`];
  });
  return words.length === 0 ? {} : { workloadStatement: { fr: [...new Set(words)].join(', ') } };
}
