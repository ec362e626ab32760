import { opportunityId, organisationId } from '../../../domain/identifiers.js';
import type { LearningOpportunityDraft } from '../../../domain/learning-opportunity.js';
import type { LanguageMap } from '../../../domain/multilingual.js';
import type { Organisation } from '../../../domain/organisation.js';
import { IssueLog, type MapContext, type Mapped, type RawRecord } from '../../format.js';
import { crosswalkConcept, distinctConcepts, statedConcept } from '../../mapping/concepts.js';
import { plausibleDuration } from '../../mapping/plausibility.js';
import { joinLanguageMaps, languageMapOf, repeatsText } from '../../mapping/texts.js';
import { parseTolerantly } from '../../mapping/tolerant-parse.js';
import { distinctIdentifiers, readAddress } from '../../mapping/values.js';
import { cleanHtml, plainText } from '../../parse/text.js';
import { parseInstant } from '../../parse/values.js';
import { courseMode, credentialKind } from './moochub.crosswalk.js';
import {
  type CourseAttributes,
  courseResource,
  type FrameworkConcept,
  type MoochubAgent,
  type MoochubLicence,
  type MoochubSkill,
  type MultilingualLabel,
} from './moochub.record.js';
import { runsOf } from './moochub.run.js';
import { effortOf } from './moochub.workload.js';

/** `type` of a course: `courses` until v2, `Course` since v3. */
const courseTypes: readonly string[] = ['course', 'courses'];

/** Maps a JSON:API resource of MOOChub, of any version, to the canonical record. */
export function mapMoochub(record: RawRecord, context: MapContext): Mapped {
  const log = new IssueLog(context.source.id, `#${record.position}`);
  const resource = parseTolerantly(courseResource, record.data, log);
  if (resource?.type !== undefined && !courseTypes.includes(resource.type.toLowerCase())) {
    log.error('UNSUPPORTED_RECORD', 'type', 'The resource is not a course.', resource.type);
    return { issues: log.issues };
  }
  const nativeId = resource?.id;
  if (nativeId === undefined || nativeId === '' || nativeId.length > 1000) {
    log.error('MISSING_ID', 'id', 'The resource has no id of 1 to 1,000 characters.', nativeId);
    return { issues: log.issues };
  }
  log.identify(nativeId);
  const attributes = resource?.attributes ?? {};
  const title = languageMapOf([{ text: attributes.name }], context.source.language, plainText);
  if (title === undefined) {
    log.error('MISSING_REQUIRED', 'attributes.name', 'The course has no name.');
    return { issues: log.issues };
  }
  return { opportunity: opportunityOf(nativeId, title, attributes, record, context, log), issues: log.issues };
}

function opportunityOf(
  nativeId: string,
  title: LanguageMap,
  attributes: CourseAttributes,
  record: RawRecord,
  context: MapContext,
  log: IssueLog,
): LearningOpportunityDraft {
  const { source } = context;
  const id = opportunityId(source.id, nativeId);
  const duration = plausibleDuration(attributes.duration, 'attributes.duration', log);
  return {
    id,
    source: source.id,
    nativeIds: distinctIdentifiers([{ value: nativeId }, { scheme: 'courseCode', value: attributes.courseCode }]),
    title,
    description:
      languageMapOf([{ text: attributes.description }], source.language, cleanHtml) ??
      languageMapOf([{ text: attributes.abstract }], source.language, cleanHtml),
    learningOutcomes: outcomesOf(attributes, title, source.language, log),
    ...effortOf(attributes, duration, log),
    educationLevels: (attributes.educationalLevel ?? []).flatMap((level) => {
      const code = level.shortCode ?? firstName(level.name, source.language);
      return code === undefined || code === '' ? [] : [{ scheme: frameworkOf(level), code }];
    }),
    fields: fieldsOf(attributes, log),
    subjects: subjectsOf(attributes, source.language),
    languages: distinctConcepts(
      (attributes.inLanguage ?? attributes.languages ?? []).map((tag) =>
        statedConcept(
          'language',
          tag,
          attributes.inLanguage === undefined ? 'attributes.languages' : 'attributes.inLanguage',
          log,
        ),
      ),
    ),
    modes: distinctConcepts(
      (attributes.courseMode ?? []).map((mode) => crosswalkConcept(courseMode, mode, 'attributes.courseMode', log)),
    ),
    prerequisites: joinLanguageMaps(
      (attributes.competencyRequired ?? []).map(({ name }) => labelsOf(name, source.language)),
      '\n',
    ),
    providers: providersOf(attributes, context, log),
    stackability: programsOf(attributes, source.language, log),
    credentials: (attributes.educationalCredentialsAwarded ?? [])
      .filter((native) => native !== '')
      .map((native) => ({
        title: { en: native },
        kind: crosswalkConcept(credentialKind, native, 'attributes.educationalCredentialsAwarded', log),
      })),
    homepages: homepagesOf(attributes, log),
    runs: runsOf(id, attributes, duration, context, log),
    licence: licenceOf(attributes),
    modifiedAtSource: modifiedOf(attributes, source.timezone, log),
    provenance: { format: 'moochub', feed: context.feed.uri, record: nativeId, position: record.position },
  };
}

function labelsOf(label: MultilingualLabel | undefined, language: string): LanguageMap | undefined {
  const texts = (label ?? []).map(({ inLanguage, name }) => ({ language: inLanguage, text: name }));
  return languageMapOf(texts, language, plainText);
}

function firstName(label: MultilingualLabel | undefined, language: string): string | undefined {
  return Object.values(labelsOf(label, language) ?? {})[0];
}

function frameworkOf({ educationalFramework, educationalFrameworkVersion }: FrameworkConcept): string | undefined {
  const name = [educationalFramework, educationalFrameworkVersion].filter(Boolean).join(' ');
  return name === '' ? undefined : name;
}

/** `teaches` since v3, `learningObjectives` (each an HTML document) until v2. */
function outcomesOf(attributes: CourseAttributes, title: LanguageMap, language: string, log: IssueLog) {
  const skills = (attributes.teaches ?? []).map((skill) => skillOutcome(skill, language, log));
  const objectives = (attributes.learningObjectives ?? []).map((text) => ({
    text: languageMapOf([{ text }], language, plainText),
    skills: [],
  }));
  return [...skills, ...objectives].filter(({ text, skills: concepts }) => {
    if (text === undefined || !repeatsText(text, title)) return text !== undefined || concepts.length > 0;
    log.warning(
      'PLACEHOLDER_VALUE',
      'attributes.teaches',
      'A learning outcome only repeats the name of the course.',
      text,
    );
    return false;
  });
}

function skillOutcome(skill: MoochubSkill, language: string, log: IssueLog) {
  const target = skill.targetUrl;
  const isEsco = skill.educationalFramework?.toUpperCase() === 'ESCO' && target !== undefined && target !== '';
  const nativeId = [skill.educationalFramework, skill.shortCode].filter(Boolean).join(' ');
  return {
    text: labelsOf(skill.name, language),
    skills: isEsco ? distinctConcepts([statedConcept('esco-skill', target, 'attributes.teaches.targetUrl', log)]) : [],
    ...(skill.shortCode === undefined || nativeId === '' ? {} : { nativeId }),
  };
}

function isIscedF({ educationalFramework }: FrameworkConcept): boolean {
  return /^isced/i.test(educationalFramework ?? '');
}

function fieldsOf({ educationalAlignment = [] }: CourseAttributes, log: IssueLog) {
  return distinctConcepts(
    educationalAlignment.filter(isIscedF).map(({ shortCode, targetUrl }) => {
      const key = shortCode ?? targetUrl;
      const path = `attributes.educationalAlignment.${shortCode === undefined ? 'targetUrl' : 'shortCode'}`;
      return key === undefined ? undefined : statedConcept('isced-f', key, path, log);
    }),
  );
}

/** Alignments with other classifications, and key words. */
function subjectsOf({ educationalAlignment = [], keywords = [] }: CourseAttributes, language: string) {
  const classified = educationalAlignment
    .filter((alignment) => !isIscedF(alignment))
    .map((alignment) => {
      const [label] = Object.entries(labelsOf(alignment.name, language) ?? {});
      const code = alignment.shortCode ?? alignment.targetUrl;
      return { scheme: frameworkOf(alignment), code, label: label?.[1], language: label?.[0] };
    })
    .filter(({ code, label }) => code !== undefined || label !== undefined);
  const free = keywords.map(plainText).filter((label) => label !== '');
  return [...classified, ...free.map((label) => ({ label, language }))];
}

/**
 * `publisher` since v3, `moocProvider` until v2; else the organisations among the creators. Contributors and partner
 * institutes have a part in the course, which does not say that they offer it.
 */
function providersOf(attributes: CourseAttributes, context: MapContext, log: IssueLog): Organisation[] {
  const { publisher, moocProvider, creator = [] } = attributes;
  const main = publisher ?? moocProvider;
  const agents = main === undefined ? creator.filter(({ type }) => type === 'Organization') : [main];
  return agents.flatMap((agent) => organisationOf(agent, context, log) ?? []);
}

function organisationOf(agent: MoochubAgent, { source }: MapContext, log: IssueLog): Organisation | undefined {
  const names = languageMapOf([{ text: agent.name }], source.language, plainText);
  if (names === undefined) return undefined;
  const path = `attributes.publisher.${agent.url === undefined ? 'identifier' : 'url'}`;
  const isAddress = agent.url !== undefined || /^https?:/i.test(agent.identifier ?? '');
  const url = isAddress ? readAddress(agent.url ?? agent.identifier, path, log) : undefined;
  const wikidata = /^https?:\/\/(?:www\.)?wikidata\.org\/(?:wiki|entity)\/(Q\d+)$/.exec(url ?? '')?.[1];
  return {
    id: organisationId(source.id, `name:${Object.values(names)[0]}`),
    names,
    identifiers: wikidata === undefined ? [] : [{ scheme: 'Wikidata', value: wikidata }],
    kinds: [],
    homepage: wikidata === undefined ? url : undefined,
  };
}

function programsOf({ isPartOf = [] }: CourseAttributes, language: string, log: IssueLog) {
  const programs = isPartOf
    .map((program) => ({
      title: languageMapOf([{ text: program.title }], language, plainText),
      url: readAddress(program.url, 'attributes.isPartOf.url', log),
    }))
    .filter(({ title, url }) => title !== undefined || url !== undefined);
  return programs.length === 0 ? undefined : { hasPart: [], isPartOf: programs, leadsTo: [] };
}

function homepagesOf({ url, uniformResourceLocator }: CourseAttributes, log: IssueLog) {
  const address = url === undefined ? uniformResourceLocator : url;
  const homepage = readAddress(
    address,
    url === undefined ? 'attributes.uniformResourceLocator' : 'attributes.url',
    log,
  );
  return homepage === undefined ? [] : [{ url: homepage }];
}

/** SPDX identifiers where they are given, else addresses; several licences after each other. */
function licenceOf({ license, courseLicenses, licence }: CourseAttributes): string | undefined {
  const name = (it: MoochubLicence) => it.identifier ?? it.id ?? it.contentUrl ?? it.url ?? it.name;
  const names = (license ?? courseLicenses ?? licence ?? []).map(name).filter((text) => text !== undefined);
  const text = [...new Set(names)].filter((it) => it !== '').join(', ');
  return text === '' || text.length > 500 ? undefined : text;
}

function modifiedOf({ dateModified }: CourseAttributes, timezone: string, log: IssueLog): string | undefined {
  if (dateModified === undefined || dateModified === '') return undefined;
  const instant = parseInstant(dateModified, { timezone });
  if (instant === undefined)
    log.warning('INVALID_DATE', 'attributes.dateModified', 'Expected an ISO 8601 date and time.', dateModified);
  return instant;
}
