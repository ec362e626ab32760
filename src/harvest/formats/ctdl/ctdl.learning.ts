import { type Sourced, stated } from '../../../domain/evidence.js';
import type { LearningOpportunityDraft } from '../../../domain/learning-opportunity.js';
import { vocabulary } from '../../../domain/vocabularies/vocabulary.js';
import { crosswalkConcept, distinctConcepts, statedConcept } from '../../mapping/concepts.js';
import { plausibleEcts } from '../../mapping/plausibility.js';
import { joinLanguageMaps, languageMapOf } from '../../mapping/texts.js';
import { parseTolerantly } from '../../mapping/tolerant-parse.js';
import { readNumber } from '../../mapping/values.js';
import { plainText } from '../../parse/text.js';
import { languageName, learningMethod } from './ctdl.crosswalk.js';
import { type Alignment, conditionProfile, type LearningOpportunityProfile } from './ctdl.record.js';
import { followed, labelOf, namedOf, oneText, type Reading, textMap } from './ctdl-links.js';

/** `ceterms:inLanguage`: a BCP 47 tag, or the name of a language in early records. */
export function languagesOf(offer: LearningOpportunityProfile, { log }: Reading): Sourced<string>[] {
  const path = 'ceterms:inLanguage';
  return distinctConcepts(
    [...new Set(offer['ceterms:inLanguage'] ?? [])]
      .filter((tag) => tag !== '')
      .map((tag) =>
        Object.hasOwn(languageName.rows, tag.toLowerCase())
          ? crosswalkConcept(languageName, tag, path, log)
          : statedConcept('language', tag, path, log),
      ),
  );
}

/** `ceterms:teaches` and `ceterms:targetCompetency`: concepts of a framework, or competencies of the feed. */
export function outcomesOf(offer: LearningOpportunityProfile, reading: Reading) {
  const entries = [...(offer['ceterms:teaches'] ?? []), ...(offer['ceterms:targetCompetency'] ?? [])];
  return entries.flatMap((entry) => {
    const competency = typeof entry === 'string' ? competencyOf(entry, reading) : entry;
    if (competency === undefined) return [];
    const node = competency['ceterms:targetNode'] ?? '';
    const isEsco = /^https?:\/\/data\.europa\.eu\/esco\//.test(node);
    const text =
      textMap(competency['ceterms:targetNodeName'], reading) ??
      textMap(competency['ceasn:competencyText'], reading) ??
      textMap(competency['ceterms:name'], reading);
    const path = 'ceterms:teaches.ceterms:targetNode';
    const skills = isEsco ? distinctConcepts([statedConcept('esco-skill', node, path, reading.log)]) : [];
    const nativeId = competency['ceterms:codedNotation'];
    if (text === undefined && skills.length === 0) return [];
    return [{ text, skills, ...(nativeId === undefined || nativeId === '' ? {} : { nativeId }) }];
  });
}

function competencyOf(id: string, reading: Reading): Alignment | undefined {
  const resource = followed(id, reading);
  if (typeof resource !== 'object' || resource === null) return undefined;
  const { 'ceasn:competencyText': text, 'ceterms:name': name } = Object.fromEntries(Object.entries(resource));
  const texts = [text, name].flat().flatMap((it) => {
    if (typeof it === 'string') return [{ text: it }];
    if (typeof it !== 'object' || it === null) return [];
    return Object.entries(it).map(([language, value]) => ({ language, text: String([value].flat()[0] ?? '') }));
  });
  return { 'ceterms:targetNodeName': texts };
}

type Credits = Pick<LearningOpportunityDraft, 'credits' | 'ects'>;

/** `ceterms:creditValue`, and what came before it. ECTS only where the unit says so; semester hours are no ECTS. */
export function creditsOf(offer: LearningOpportunityProfile, reading: Reading): Credits {
  const { log } = reading;
  const profiles = (offer['ceterms:creditValue'] ?? []).map((profile) => ({
    path: 'ceterms:creditValue',
    unit: profile['ceterms:creditUnitType'],
    words: profile['schema:description'],
    value: profile['schema:value'],
  }));
  const before = [
    {
      path: 'ceterms:creditUnitValue',
      unit: offer['ceterms:creditUnitType'],
      words: undefined,
      value: offer['ceterms:creditUnitValue'],
    },
    {
      path: 'ceterms:creditHourValue',
      unit: undefined,
      words: offer['ceterms:creditHourType'],
      value: offer['ceterms:creditHourValue'],
    },
  ];
  const read = [...profiles, ...before].flatMap(({ path, unit, words, value }) => {
    const amount = readNumber(value, path, log);
    const type = unit?.[0];
    const name = (type === undefined ? undefined : labelOf(type, reading)) ?? oneText(words, reading);
    if (amount === undefined || name === undefined || name === '') return [];
    const isEcts = /\bECTS\b|European Credit Transfer/i.test(`${type?.['ceterms:targetNode'] ?? ''} ${name}`);
    if (!isEcts || type === undefined) return [{ system: name, value: amount, path, isEcts: false }];
    const ects = plausibleEcts(amount, path, log);
    const system = vocabulary('credit-system').find('ects')?.iri ?? 'ECTS';
    return ects === undefined ? [] : [{ system, value: ects, path, isEcts }];
  });
  const ects = read.find(({ isEcts }) => isEcts);
  return {
    credits: read.map(({ system, value }) => ({ system, value })),
    ...(ects === undefined ? {} : { ects: stated(ects.value, ects.path) }),
  };
}

/** A level of the EQF, only where the framework of a concept says that it is one. */
export function eqfOf(offer: LearningOpportunityProfile, { log, context }: Reading): Sourced<number> | undefined {
  const levels = [
    ...(offer['ceterms:audienceLevelType'] ?? []),
    ...(offer['ceterms:creditValue'] ?? []).flatMap((profile) => profile['ceterms:creditLevelType'] ?? []),
  ];
  for (const level of levels) {
    const node = level['ceterms:targetNode'] ?? '';
    const framework = languageMapOf(level['ceterms:frameworkName'] ?? [], context.source.language, plainText) ?? {};
    const names = [level['ceterms:framework'] ?? '', ...Object.values(framework)];
    const isEqf = /^https?:\/\/data\.europa\.eu\/snb\/eqf\//.test(node) || names.some(namesEqf);
    if (!isEqf) continue;
    const concept = statedConcept('eqf', level['ceterms:codedNotation'] ?? node, 'ceterms:audienceLevelType', log);
    const value = concept === undefined ? Number.NaN : Number(vocabulary('eqf').find(concept.value)?.code);
    if (concept !== undefined && !Number.isNaN(value)) return { ...concept, value };
  }
  return undefined;
}

function namesEqf(framework: string): boolean {
  return /European Qualifications Framework|^EQF$|data\.europa\.eu\/snb\/eqf/i.test(framework);
}

/** `ceterms:audienceLevelType`: words such as "beginner level", in CTDL's own scheme. */
export function educationLevelsOf(offer: LearningOpportunityProfile) {
  return (offer['ceterms:audienceLevelType'] ?? []).flatMap(({ 'ceterms:targetNode': code }) =>
    code === undefined || code === '' ? [] : [{ scheme: 'CTDL audience level', code }],
  );
}

/** ISCED-F where a classification of programmes says that it is; CIP and all others are subjects. */
export function subjectsAndFieldsOf(
  offer: LearningOpportunityProfile,
  reading: Reading,
): Pick<LearningOpportunityDraft, 'subjects' | 'fields'> {
  const { language } = reading.context.source;
  const classified = [
    ...(offer['ceterms:instructionalProgramType'] ?? []).map((it) => ({ it, scheme: undefined })),
    ...(offer['ceterms:occupationType'] ?? []).map((it) => ({ it, scheme: 'occupation' })),
    ...(offer['ceterms:subject'] ?? []).map((it) => ({ it, scheme: undefined })),
  ].map(({ it, scheme }) => ({
    scheme: oneText(it['ceterms:frameworkName'], reading) ?? scheme,
    code: it['ceterms:codedNotation'] === '' ? undefined : it['ceterms:codedNotation'],
    label: oneText(it['ceterms:targetNodeName'], reading),
  }));
  const isIsced = ({ scheme, code }: (typeof classified)[number]) => /ISCED/i.test(scheme ?? '') && code !== undefined;
  const path = 'ceterms:instructionalProgramType';
  return {
    fields: distinctConcepts(
      classified.filter(isIsced).map(({ code = '' }) => statedConcept('isced-f', code, path, reading.log)),
    ),
    subjects: [
      ...classified
        .filter((entry) => !isIsced(entry) && (entry.code !== undefined || entry.label !== undefined))
        .map((entry) => ({ ...entry, language })),
      ...(offer['ceterms:keyword'] ?? []).flatMap(({ text, language: tag }) => {
        const label = plainText(text ?? '');
        return label === '' ? [] : [{ label, language: tag ?? language }];
      }),
    ],
  };
}

/** `ceterms:learningMethodType`. */
export function activitiesOf(offer: LearningOpportunityProfile, { log }: Reading): Sourced<string>[] {
  const path = 'ceterms:learningMethodType';
  return distinctConcepts(
    (offer['ceterms:learningMethodType'] ?? []).map(({ 'ceterms:targetNode': node }) =>
      node === undefined || node === '' ? undefined : crosswalkConcept(learningMethod, node, path, log),
    ),
  );
}

/** What `ceterms:requires` and `ceterms:entryCondition` ask for, one line each. */
export function prerequisitesOf(offer: LearningOpportunityProfile, reading: Reading) {
  const links = [...(offer['ceterms:requires'] ?? []), ...(offer['ceterms:entryCondition'] ?? [])];
  const lines = links.flatMap((link) => {
    const resource = followed(link, reading);
    const condition = resource === undefined ? undefined : parseTolerantly(conditionProfile, resource, reading.log);
    if (condition === undefined) return [];
    const { 'ceterms:targetLearningOpportunity': offers = [], 'ceterms:targetCredential': credentials = [] } =
      condition;
    const targets = [...offers, ...credentials].map((target) => namedOf(target, reading)?.['ceterms:name']);
    const conditions = (condition['ceterms:condition'] ?? []).map((text) => [text]);
    const texts = [condition['ceterms:description'] ?? condition['ceterms:name'], ...conditions, ...targets];
    return texts.map((text) => textMap(text, reading));
  });
  return joinLanguageMaps(lines, '\n');
}
