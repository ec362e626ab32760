import type { Sourced } from '../../../domain/evidence.js';
import { opportunityId, organisationId } from '../../../domain/identifiers.js';
import type { LearningOpportunityDraft } from '../../../domain/learning-opportunity.js';
import type { LanguageMap } from '../../../domain/multilingual.js';
import type { Organisation } from '../../../domain/organisation.js';
import { vocabulary } from '../../../domain/vocabularies/vocabulary.js';
import { IssueLog, type MapContext, type Mapped, type RawRecord } from '../../format.js';
import { crosswalkConcept, distinctConcepts, statedConcept } from '../../mapping/concepts.js';
import { repeatsText } from '../../mapping/texts.js';
import { parseTolerantly } from '../../mapping/tolerant-parse.js';
import { distinctIdentifiers } from '../../mapping/values.js';
import { cleanHtml, plainText } from '../../parse/text.js';
import { parseInstant } from '../../parse/values.js';
import { creditsOf } from './edu-api.credits.js';
import { courseType, extEqf, templateKind } from './edu-api.crosswalk.js';
import {
  assembledRecord,
  type CompleteRecord,
  type EduApiTemplate,
  type IdentifierEntry,
  organizationRecord,
  templateRecord,
  titledRecord,
} from './edu-api.record.js';
import { inactiveRunOf, runOf, schedulesOf } from './edu-api.run.js';
import { codesOf, textOf } from './edu-api.text.js';

/** Maps a course or collection template of Edu-API, put together with its offerings, to the canonical record. */
export function mapEduApi(record: RawRecord, context: MapContext): Mapped {
  const log = new IssueLog(context.source.id, `#${record.position}`);
  const assembled = assembledRecord.safeParse(record.data);
  if (!assembled.success || assembled.data.kind === 'unknown') {
    log.error('UNSUPPORTED_RECORD', '', 'The resource is no template or offering of Edu-API.', record.data);
    return { issues: log.issues };
  }
  const { kind, resource } = assembled.data;
  if (kind === 'offering') {
    log.error('UNRESOLVED_REFERENCE', 'offering', 'The feed does not have the template of this offering.', resource);
    return { issues: log.issues };
  }
  const template = parseTolerantly(templateRecord, resource, log);
  const nativeId = template?.sourcedId;
  if (template === undefined || nativeId === undefined || nativeId === '' || nativeId.length > 1000) {
    log.error('MISSING_ID', 'sourcedId', 'The template has no id of 1 to 1,000 characters.', nativeId);
    return { issues: log.issues };
  }
  log.identify(nativeId);
  const language = template.recordLanguage ?? context.source.language;
  const title = textOf(template.title, language);
  if (title === undefined) {
    log.error('MISSING_REQUIRED', 'title', 'The template has no title in any language.');
    return { issues: log.issues };
  }
  const parts: Parts = { nativeId, title, template, language, kind, assembled: assembled.data };
  return { opportunity: opportunityOf(parts, record, context, log), issues: log.issues };
}

interface Parts {
  readonly nativeId: string;
  readonly title: LanguageMap;
  readonly template: EduApiTemplate;
  /** Language of texts that have none of their own. */
  readonly language: string;
  readonly kind: 'courseTemplate' | 'collectionTemplate';
  readonly assembled: CompleteRecord;
}

function opportunityOf(
  { nativeId, title, template, language, kind, assembled }: Parts,
  record: RawRecord,
  context: MapContext,
  log: IssueLog,
): LearningOpportunityDraft {
  const { source } = context;
  const id = opportunityId(source.id, nativeId);
  const runs = assembled.offerings.flatMap((offering) => runOf(offering, template, id, context, log) ?? []);
  const subjects = (template.subjectCodes ?? []).filter(({ identifier }) => identifier !== '');
  return {
    id,
    source: source.id,
    nativeIds: distinctIdentifiers([{ scheme: 'sourcedId', value: nativeId }, ...codesOf(template)]),
    title,
    description: textOf(template.description, language, cleanHtml),
    kinds: kindsOf(kind, template, log),
    learningOutcomes: outcomesOf(template, title, language, log),
    ...creditsOf(template, log),
    eqfLevel: eqfLevelOf(template, log),
    educationLevels: filled(template.level)
      .filter((code) => !isEqf(code))
      .map((code) => ({ scheme: 'Edu-API level', code })),
    fields: distinctConcepts(
      subjects.filter(isIscedF).map(({ identifier }) => statedConcept('isced-f', identifier, 'subjectCodes', log)),
    ),
    subjects: subjects
      .filter((subject) => !isIscedF(subject))
      .map(({ identifier, identifierType }) => ({ scheme: identifierType, code: identifier })),
    languages: distinctConcepts(
      (template.teachingLanguage ?? []).map((tag) => statedConcept('language', tag, 'teachingLanguage', log)),
    ),
    schedules: schedulesOf(template.paceOfStudy, 'paceOfStudy', log),
    gradingScheme: textOf(template.gradingScheme, language),
    providers: providersOf(assembled, context, log),
    stackability: stackabilityOf(assembled, context),
    runs: runs.length > 0 ? runs : inactiveRunOf(id, template),
    modifiedAtSource: modifiedOf(template, source.timezone, log),
    provenance: { format: 'edu-api', feed: context.feed.uri, record: nativeId, position: record.position },
  };
}

function filled(value: string | undefined): string[] {
  return value === undefined || value === '' ? [] : [value];
}

function kindsOf(kind: string, template: EduApiTemplate, log: IssueLog): Sourced<string>[] {
  const native = template.courseType?.toLowerCase() ?? '';
  const isKnown = Object.hasOwn(courseType.rows, native);
  return distinctConcepts([
    isKnown ? crosswalkConcept(courseType, native, 'courseType', log) : crosswalkConcept(templateKind, kind, kind, log),
  ]);
}

/** `learningOutcomes`: a list of outcomes, each one text in several languages. */
function outcomesOf(template: EduApiTemplate, title: LanguageMap, language: string, log: IssueLog) {
  return (template.learningOutcomes ?? []).flatMap((outcome) => {
    const text = textOf(outcome, language);
    if (text === undefined) return [];
    if (!repeatsText(text, title)) return [{ text }];
    log.warning('PLACEHOLDER_VALUE', 'learningOutcomes', 'A learning outcome only repeats the title.', text);
    return [];
  });
}

function isEqf(level: string): boolean {
  return level.toLowerCase().startsWith('ext:eqf:');
}

/** `level`, where it is `ext:eqf:n`; words are no level. */
function eqfLevelOf({ level }: EduApiTemplate, log: IssueLog): Sourced<number> | undefined {
  if (level === undefined || !isEqf(level)) return undefined;
  const concept = crosswalkConcept(extEqf, level, 'level', log);
  return concept === undefined ? undefined : { ...concept, value: Number(vocabulary('eqf').find(concept.value)?.code) };
}

/** A subject code is of ISCED-F where its type or the code itself (an address, a prefix) says so; digits alone do not. */
function isIscedF({ identifier, identifierType }: IdentifierEntry): boolean {
  return /isced/i.test(identifierType ?? '') || /\/isced-f\//i.test(identifier);
}

/** The organizations of the template and of its offerings; who awards is not said. */
function providersOf({ organizations }: CompleteRecord, { source }: MapContext, log: IssueLog): Organisation[] {
  return organizations.flatMap(({ id, resource }): Organisation[] => {
    if (resource === undefined || resource === null) {
      const message = 'The feed does not have the organization of this id; add it to the bundle.';
      log.warning('UNRESOLVED_REFERENCE', 'organization', message, id);
      return [];
    }
    const organization = parseTolerantly(organizationRecord, resource, log);
    const language = organization?.recordLanguage ?? source.language;
    const names = textOf(organization?.title, language) ?? textOf(organization?.name, language);
    if (organization === undefined || names === undefined) {
      log.warning('MISSING_REQUIRED', 'organization.title', 'The organization has no title and cannot be shown.', id);
      return [];
    }
    const identifiers = distinctIdentifiers([{ scheme: 'sourcedId', value: id }, ...codesOf(organization)]);
    const { addressCountryCode: country, addressLocality } = organization.primaryAddress ?? {};
    const path = 'organization.primaryAddress.addressCountryCode';
    return [
      {
        id: organisationId(source.id, id),
        names,
        identifiers,
        kinds: [],
        country: country === undefined || country === '' ? undefined : statedConcept('country', country, path, log),
        city: plainText(addressLocality ?? '') || undefined,
      },
    ];
  });
}

/** `parent`: the collections that the template is a part of. */
function stackabilityOf({ parents }: CompleteRecord, { source }: MapContext): LearningOpportunityDraft['stackability'] {
  const isPartOf = parents.map(({ id, resource }) => ({
    id: opportunityId(source.id, id),
    title: textOf(titledRecord.safeParse(resource).data?.title, source.language),
  }));
  return isPartOf.length === 0 ? undefined : { isPartOf, hasPart: [], leadsTo: [] };
}

function modifiedOf({ dateLastModified }: EduApiTemplate, timezone: string, log: IssueLog): string | undefined {
  if (dateLastModified === undefined || dateLastModified === '') return undefined;
  const instant = parseInstant(dateLastModified, { timezone });
  if (instant === undefined) {
    log.warning('INVALID_DATE', 'dateLastModified', 'Expected an ISO 8601 date and time.', dateLastModified);
  }
  return instant;
}
