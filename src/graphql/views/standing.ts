import { annex1Elements, annex1States, completeness, mandatoryElements } from '../../domain/annex1.js';
import { isoDay } from '../../domain/days.js';
import { learningOpportunitySchema, type LearningOpportunity as Record } from '../../domain/learning-opportunity.js';
import { availability, type LifecycleStatus, statusOn } from '../../domain/lifecycle.js';
import { vocabulary } from '../../domain/vocabularies/vocabulary.js';
import type { AnnexI } from '../types/learning-opportunity.type.js';
import type { Reader } from './reader.js';

/** The parts of a record that the Annex I elements rest on. */
export const annex1Parts = [
  'title',
  'awardingBodies',
  'providers',
  'learningOutcomes',
  'credits',
  'ects',
  'workloadHours',
  'workloadStatement',
  'eqfLevel',
  'qfEheaCycle',
  'nqfLevels',
  'notLevelled',
  'assessments',
  'modes',
  'runs',
  'qualityAssurance',
  'prerequisites',
  'supervision',
  'stackability',
] as const satisfies readonly (keyof Record)[];

const unread = {
  ...learningOpportunitySchema
    .pick({
      awardingBodies: true,
      providers: true,
      learningOutcomes: true,
      credits: true,
      nqfLevels: true,
      assessments: true,
      modes: true,
      runs: true,
      qualityAssurance: true,
    })
    .parse({}),
};

/** Annex I completeness of a record of which at least {@link annex1Parts} were read. */
export function annexI(record: Partial<Record>, { language }: Reader): AnnexI {
  const states = annex1States({ ...unread, ...record } as Record);
  const labels = vocabulary('annex1-element');
  const mandatory: readonly string[] = mandatoryElements;
  return {
    elements: annex1Elements.map((element) => ({
      element,
      label: labels.label(element, language),
      state: states[element],
      mandatory: mandatory.includes(element),
    })),
    present: completeness(states),
    of: mandatoryElements.length,
  };
}

/** Where an offer with these runs stands on the reader's day. */
export function statusOf(runs: Record['runs'], { asOf }: Reader): LifecycleStatus {
  return statusOn(availability({ runs }), asOf);
}

/** Earliest start on or after the reader's day; cancelled runs do not count. */
export function nextStart(runs: Record['runs'], { asOf }: Reader): string | undefined {
  const today = isoDay(asOf);
  return runs
    .flatMap(({ state, period }) => (state === 'cancelled' || period?.start === undefined ? [] : period.start))
    .filter((start) => start >= today)
    .sort()[0];
}
