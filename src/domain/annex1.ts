import { type Basis, type EvidenceTier, meets } from './evidence.js';
import type { LearningOpportunity } from './learning-opportunity.js';

/**
 * The standard elements of Annex I of the Council Recommendation 2022/C 243/02 that an offer can carry. Identification
 * of the learner, date of issuing and grade belong to the issued credential and are left out. Keyed by name, since the
 * numbering differs between editions.
 */
export const mandatoryElements = [
  'title',
  'country',
  'awarding-body',
  'learning-outcomes',
  'workload',
  'level',
  'assessment',
  'participation',
  'quality-assurance',
] as const;
export const optionalElements = ['prerequisites', 'supervision', 'stackability'] as const;
export const annex1Elements = [...mandatoryElements, ...optionalElements] as const;
export type Annex1Element = (typeof annex1Elements)[number];
export type ElementState = 'present' | 'derived' | 'absent';

/** The parts of a record that the elements rest on. */
export type Annex1Record = Pick<
  LearningOpportunity,
  | 'awardingBodies'
  | 'providers'
  | 'learningOutcomes'
  | 'ects'
  | 'workloadHours'
  | 'credits'
  | 'workloadStatement'
  | 'eqfLevel'
  | 'qfEheaCycle'
  | 'nqfLevels'
  | 'notLevelled'
  | 'assessments'
  | 'modes'
  | 'runs'
  | 'qualityAssurance'
  | 'prerequisites'
  | 'supervision'
  | 'stackability'
>;

type Value = { readonly basis: Basis } | undefined;

/** The best state that a value gives; a text, which has no basis, counts as stated. */
class StateOf {
  #state: ElementState = 'absent';

  value(value: Value): this {
    if (value !== undefined && this.#state !== 'present')
      this.#state = meets(value.basis, 'exact') ? 'present' : 'derived';
    return this;
  }

  values(values: readonly Value[]): this {
    for (const value of values) this.value(value);
    return this;
  }

  text(present: unknown): this {
    if (present !== undefined && present !== false) this.#state = 'present';
    return this;
  }

  get state(): ElementState {
    return this.#state;
  }
}

/**
 * State of every element: `present` when a value is there whose evidence is exact (stated, exactly mapped, declared for
 * the source or from another authority), `derived` when there are only close or derived values, else `absent`.
 */
export function annex1States(record: Annex1Record): Record<Annex1Element, ElementState> {
  const of = () => new StateOf();
  const country = of();
  for (const { country: its, nuts } of record.awardingBodies.length > 0 ? record.awardingBodies : record.providers)
    country.value(its).value(nuts);
  const outcomes = of();
  for (const { text, skills } of record.learningOutcomes) outcomes.text(text).values(skills);
  const assessment = of();
  for (const { text, type } of record.assessments) assessment.text(text).value(type);
  const participation = of().values(record.modes);
  for (const { modes } of record.runs) participation.values(modes);
  const { stackability } = record;
  const workload = of().value(record.ects).value(record.workloadHours);
  const level = of().value(record.eqfLevel).value(record.qfEheaCycle);
  return {
    title: 'present',
    country: country.state,
    'awarding-body': of().text(record.awardingBodies.length > 0).state,
    'learning-outcomes': outcomes.state,
    workload: workload.text(record.credits.length > 0).text(record.workloadStatement).state,
    level: level.text(record.nqfLevels.length > 0).text(record.notLevelled).state,
    assessment: assessment.state,
    participation: participation.state,
    'quality-assurance': of().values(record.qualityAssurance).state,
    prerequisites: of().text(record.prerequisites).state,
    supervision: of().value(record.supervision).state,
    stackability: of().value(stackability?.kind).text(stackability?.text).state,
  };
}

/** How many of the nine mandatory elements are there; at the tier `any`, derived ones count too. */
export function completeness(states: Record<Annex1Element, ElementState>, tier: EvidenceTier = 'exact'): number {
  return mandatoryElements.filter(
    (element) => states[element] === 'present' || (tier === 'any' && states[element] === 'derived'),
  ).length;
}
