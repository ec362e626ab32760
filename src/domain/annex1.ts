import { type EvidenceTier, meets } from './evidence.js';
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

type Basis = Parameters<typeof meets>[0];

/** The bases of all values that an element rests on; a text counts as stated. */
function basesOf(record: Annex1Record): Record<Annex1Element, readonly Basis[]> {
  const organisations = record.awardingBodies.length > 0 ? record.awardingBodies : record.providers;
  const text = (present: unknown): Basis[] => (present === undefined || present === false ? [] : ['stated']);
  const all = (values: readonly ({ readonly basis: Basis } | undefined)[]): Basis[] =>
    values.flatMap((value) => (value === undefined ? [] : [value.basis]));
  return {
    title: ['stated'],
    country: all(organisations.flatMap(({ country, nuts }) => [country, nuts])),
    'awarding-body': text(record.awardingBodies.length > 0),
    'learning-outcomes': record.learningOutcomes.flatMap(({ text: outcome, skills }) =>
      outcome === undefined ? all(skills) : (['stated'] as const),
    ),
    workload: [
      ...all([record.ects, record.workloadHours]),
      ...text(record.credits.length > 0),
      ...text(record.workloadStatement),
    ],
    level: [
      ...all([record.eqfLevel, record.qfEheaCycle]),
      ...text(record.nqfLevels.length > 0),
      ...text(record.notLevelled),
    ],
    assessment: record.assessments.flatMap(({ type, text: how }) =>
      how === undefined ? all([type]) : (['stated'] as const),
    ),
    participation: all([...record.modes, ...record.runs.flatMap(({ modes }) => modes)]),
    'quality-assurance': record.qualityAssurance.map(({ basis }) => basis),
    prerequisites: text(record.prerequisites),
    supervision: all([record.supervision]),
    stackability: [...all([record.stackability?.kind]), ...text(record.stackability?.text)],
  };
}

/**
 * State of every element: `present` when a value is there whose evidence is exact (stated, exactly mapped, declared for
 * the source or from another authority), `derived` when there are only close or derived values, else `absent`.
 */
export function annex1States(record: Annex1Record): Record<Annex1Element, ElementState> {
  const found = basesOf(record);
  const state = (element: Annex1Element): ElementState => {
    if (found[element].some((basis) => meets(basis, 'exact'))) return 'present';
    return found[element].length > 0 ? 'derived' : 'absent';
  };
  return Object.fromEntries(annex1Elements.map((element) => [element, state(element)])) as Record<
    Annex1Element,
    ElementState
  >;
}

/** How many of the nine mandatory elements are there; at the tier `any`, derived ones count too. */
export function completeness(states: Record<Annex1Element, ElementState>, tier: EvidenceTier = 'exact'): number {
  return mandatoryElements.filter(
    (element) => states[element] === 'present' || (tier === 'any' && states[element] === 'derived'),
  ).length;
}
