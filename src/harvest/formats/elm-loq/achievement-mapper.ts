import type { Sourced } from '../../../domain/evidence.js';
import type { LearningOpportunityDraft } from '../../../domain/learning-opportunity.js';
import { type LanguageMap, pickText } from '../../../domain/multilingual.js';
import { vocabulary } from '../../../domain/vocabularies/vocabulary.js';
import { distinctConcepts } from '../../mapping/concepts.js';
import { repeatsText } from '../../mapping/texts.js';
import type { ElmAchievement, ElmAssessment, ElmConcept } from './elm-loq.record.js';
import { found, oneConcept, plainTexts, type Reading, statedConcepts } from './elm-reading.js';
import { nativeIdOf } from './organisation-mapper.js';

/** Path of the specification in issues and evidence. */
export const specificationPath = 'learningAchievementSpecification';

type List<K extends keyof LearningOpportunityDraft> = NonNullable<LearningOpportunityDraft[K]>;

/**
 * `elm:learningOutcome`. Exporters that know no outcomes repeat the title of the course or degree (seen in a national
 * export): such a text is a placeholder. A summary counts as an outcome only where none is listed.
 */
export function learningOutcomesOf(
  specification: ElmAchievement,
  titles: readonly (LanguageMap | undefined)[],
  summary: LanguageMap | undefined,
  reading: Reading,
): List<'learningOutcomes'> {
  const path = `${specificationPath}/learningOutcome`;
  const outcomes = found(specification.learningOutcome).flatMap((outcome): List<'learningOutcomes'> => {
    const title = plainTexts(outcome.title, reading);
    const placeholder = title !== undefined && titles.some((other) => other !== undefined && repeatsText(title, other));
    if (placeholder)
      reading.log.warning('PLACEHOLDER_VALUE', `${path}/title`, 'The learning outcome only repeats a title.', title);
    const text = placeholder ? undefined : title;
    const skills = distinctConcepts([
      ...statedConcepts('esco-skill', outcome.relatedESCOSkill, `${path}/relatedESCOSkill`, reading),
      ...outcome.relatedSkill
        .filter(isEscoSkill)
        .flatMap((skill) => statedConcepts('esco-skill', [skill], `${path}/relatedSkill`, reading)),
    ]);
    if (text === undefined && skills.length === 0) return [];
    return [
      {
        text,
        skills,
        skillType: oneConcept('skill-type', outcome.type, `${path}/type`, reading),
        reuseLevel: oneConcept('skill-reuse-level', outcome.reusabilityLevel, `${path}/reusabilityLevel`, reading),
        nativeId: nativeIdOf(outcome.id),
      },
    ];
  });
  return outcomes.length === 0 && summary !== undefined ? [{ text: summary }] : outcomes;
}

/**
 * `elm:EQFLevel` of a qualification. An achievement that is no qualification has no such property, so a stated EQF level
 * is carried by `elm:educationLevel`; other levels are never turned into one.
 */
export function eqfLevelOf(specification: ElmAchievement, reading: Reading): LearningOpportunityDraft['eqfLevel'] {
  const own = specification.EQFLevel;
  const [concepts, property] =
    own.length > 0 ? [own, 'EQFLevel'] : [specification.educationLevel.filter(isEqf), 'educationLevel'];
  const path = `${specificationPath}/${property}`;
  const level = oneConcept('eqf', concepts, path, reading);
  const concept = level === undefined ? undefined : vocabulary('eqf').find(level.value);
  if (concept === undefined) return undefined;
  return { value: Number(concept.code), basis: 'stated', path, native: concept.iri };
}

/** `elm:NQFLevel`, as stated; the EU list has no link to EQF levels. */
export function nqfLevelsOf(specification: ElmAchievement, reading: Reading): List<'nqfLevels'> {
  return specification.NQFLevel.flatMap(({ id, prefLabel }) => {
    const known = id === undefined ? undefined : vocabulary('nqf').find(id);
    const labels = known?.labels ?? plainTexts(prefLabel, reading);
    const label = labels === undefined ? undefined : pickText(labels, reading.context.source.language)?.text;
    if (known !== undefined) return [{ iri: known.iri, label: label ?? known.code }];
    if (label !== undefined) return [{ label }];
    reading.log.warning(
      'UNMAPPED_VALUE',
      `${specificationPath}/NQFLevel`,
      'The value is not in the vocabulary "nqf".',
      id,
    );
    return [];
  });
}

/** `elm:educationLevel` in other schemes than the EQF. */
export function educationLevelsOf(specification: ElmAchievement): List<'educationLevels'> {
  return specification.educationLevel
    .filter((concept) => !isEqf(concept))
    .flatMap(({ id, notation, inScheme }) => {
      const code = notation[0]?.trim() || id?.trim();
      const scheme = inScheme[0]?.trim();
      if (code === undefined || code === '') return [];
      return [scheme === undefined || scheme === '' ? { code } : { scheme, code }];
    });
}

/** `elm:educationSubject`: subjects in other schemes than ISCED-F. */
export function subjectsOf(specification: ElmAchievement, reading: Reading): List<'subjects'> {
  return specification.educationSubject.flatMap(({ id, notation, inScheme, prefLabel }) => {
    const labels = plainTexts(prefLabel, reading);
    const label = labels === undefined ? undefined : pickText(labels, reading.context.source.language);
    const code = notation[0]?.trim() || id?.trim() || undefined;
    if (label === undefined && code === undefined) return [];
    return [{ scheme: inScheme[0], code, label: label?.text, language: label?.language }];
  });
}

/** `elm:provenBy`: one entry for each type of an assessment, each with its title, and one for notes about assessment. */
export function assessmentsOf(
  assessments: readonly ElmAssessment[],
  note: LanguageMap | undefined,
  reading: Reading,
): List<'assessments'> {
  const entries = assessments.flatMap((assessment): List<'assessments'> => {
    const text = plainTexts(assessment.title, reading);
    const types = statedConcepts('assessment-type', assessment.type, `${specificationPath}/provenBy/type`, reading);
    if (types.length > 0) return types.map((type) => ({ type, text }));
    return text === undefined ? [] : [{ text }];
  });
  return note === undefined ? entries : [...entries, { text: note }];
}

/**
 * Supervision and identity verification, where a feed gives the structured value that digital credentials have
 * (`elm:idVerification`); the LOQ profile has no such property.
 */
export function supervisionOf(assessments: readonly ElmAssessment[], reading: Reading): Sourced<string> | undefined {
  const concepts = assessments.flatMap(({ idVerification }) => idVerification);
  return oneConcept('supervision', concepts, `${specificationPath}/provenBy/idVerification`, reading);
}

/**
 * What one is awarded: the title of a qualification, that of another achievement where it is not just the title of the
 * offer, and the categories (`elm:category`, free text).
 */
export function credentialsOf(
  specification: ElmAchievement,
  title: LanguageMap,
  reading: Reading,
): List<'credentials'> {
  const awarded = plainTexts(specification.title, reading);
  const isQualification = specification.types.includes('Qualification');
  const ownTitle = awarded !== undefined && (isQualification || !repeatsText(awarded, title));
  const languages = specification.category.map(({ language }) => language);
  const translated = new Set(languages).size === languages.length;
  const groups = translated ? [specification.category] : specification.category.map((text) => [text]);
  const categories = groups.map((group) => plainTexts(group, reading)).filter((text) => text !== undefined);
  return [...(ownTitle ? [awarded] : []), ...categories].map((text) => ({ title: text }));
}

function isEqf({ id }: ElmConcept): boolean {
  return id !== undefined && /^https?:\/\/data\.europa\.eu\/snb\/eqf\/\d$/.test(id.trim());
}

function isEscoSkill({ id }: ElmConcept): boolean {
  return id !== undefined && /^https?:\/\/data\.europa\.eu\/esco\/skill\//.test(id.trim());
}
