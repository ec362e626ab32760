import type { Sourced } from '../../domain/evidence.js';
import type { LearningOpportunity as Record } from '../../domain/learning-opportunity.js';
import { vocabulary } from '../../domain/vocabularies/vocabulary.js';
import type { SourcedEqfLevel, SourcedRange } from '../types/concept.type.js';
import type { Assessment, AwardedCredential, Credits, LearningOutcome, NqfLevel } from '../types/learning.type.js';
import { accepted, concept, evidenceOf, sourcedConcept, sourcedConcepts } from './concepts.js';
import type { Reader } from './reader.js';
import { allTexts, text } from './texts.js';

/** The outcomes that have a text, or a skill that the reader accepts. */
export function learningOutcomes(values: Record['learningOutcomes'], reader: Reader): LearningOutcome[] {
  return values.flatMap((outcome) => {
    const skills = sourcedConcepts('esco-skill', outcome.skills, reader);
    if (outcome.text === undefined && skills.length === 0) return [];
    return {
      text: text(outcome.text, reader),
      texts: allTexts(outcome.text),
      skills,
      skillType: sourcedConcept('skill-type', outcome.skillType, reader),
      reuseLevel: sourcedConcept('skill-reuse-level', outcome.reuseLevel, reader),
    };
  });
}

export function credits(values: Record['credits'], reader: Reader): Credits[] {
  return values.map(({ system, value, level }) => {
    const listed = vocabulary('credit-system').find(system);
    return {
      system: listed?.code ?? system,
      systemConcept: listed && concept('credit-system', listed.iri, reader),
      value,
      level,
    };
  });
}

export function workloadHours(value: Record['workloadHours'], reader: Reader): SourcedRange | undefined {
  const chosen = accepted(value, reader);
  return chosen && { min: chosen.value.min, max: chosen.value.max, ...evidenceOf(chosen) };
}

export function eqfLevel(value: Sourced<number> | undefined, reader: Reader): SourcedEqfLevel | undefined {
  const chosen = accepted(value, reader);
  return (
    chosen && { level: chosen.value, concept: concept('eqf', String(chosen.value), reader), ...evidenceOf(chosen) }
  );
}

export function nqfLevels(values: Record['nqfLevels'], reader: Reader): NqfLevel[] {
  return values.map(({ iri, framework, label }) => ({
    concept: iri === undefined || vocabulary('nqf').find(iri) === undefined ? undefined : concept('nqf', iri, reader),
    framework,
    label,
  }));
}

/** The assessments that have a text, or a type that the reader accepts. */
export function assessments(values: Record['assessments'], reader: Reader): Assessment[] {
  return values.flatMap((assessment) => {
    const type = sourcedConcept('assessment-type', assessment.type, reader);
    const words = text(assessment.text, reader);
    return type === undefined && words === undefined ? [] : { type, text: words };
  });
}

/** The credentials of which something is left to tell. */
export function credentials(values: Record['credentials'], reader: Reader): AwardedCredential[] {
  return values.flatMap(({ title, kind: stated, digitalFormat }) => {
    const kind = sourcedConcept('credential-kind', stated, reader);
    const name = text(title, reader);
    if (kind === undefined && name === undefined && digitalFormat === undefined) return [];
    return { title: name, kind, digitalFormat };
  });
}
