import type { Sourced } from '../../../domain/evidence.js';
import { opportunityId } from '../../../domain/identifiers.js';
import type { LearningOpportunityDraft } from '../../../domain/learning-opportunity.js';
import type { LanguageMap } from '../../../domain/multilingual.js';
import type { Run } from '../../../domain/run.js';
import { vocabulary } from '../../../domain/vocabularies/vocabulary.js';
import { IssueLog, type MapContext, type Mapped, type RawRecord } from '../../format.js';
import { crosswalkConcept, distinctConcepts, statedConcept } from '../../mapping/concepts.js';
import { plausibleDuration } from '../../mapping/plausibility.js';
import { joinHtml, languageMapOf, repeatsText } from '../../mapping/texts.js';
import { parseTolerantly } from '../../mapping/tolerant-parse.js';
import { distinctIdentifiers, readAddress } from '../../mapping/values.js';
import { cleanHtml, plainText } from '../../parse/text.js';
import { codesOf } from './ooapi-v5.codes.js';
import { exampleDuration, levels, modeOfDelivery, modeOfStudy, programKind } from './ooapi-v5.crosswalk.js';
import { levelOf } from './ooapi-v5.level.js';
import { textsOf } from './ooapi-v5.organization.js';
import {
  assembledRecord,
  type CompleteRecord,
  educationSpecificationRecord,
  type LanguageTypedStrings,
  type OoapiEducationSpecification,
  type OoapiOffer,
  offerRecord,
} from './ooapi-v5.record.js';
import { credentialsOf, providersOf, stackabilityOf } from './ooapi-v5.relations.js';
import { placesOf, runOf, undatedRunOf } from './ooapi-v5.run.js';
import { studyLoadOf } from './ooapi-v5.study-load.js';

/** Maps a `Course` or `Program` of OOAPI v5, put together with what it refers to, to the canonical record. */
export function mapOoapi(record: RawRecord, context: MapContext): Mapped {
  const log = new IssueLog(context.source.id, `#${record.position}`);
  const assembled = assembledRecord.safeParse(record.data);
  if (!assembled.success || assembled.data.kind === 'unknown') {
    log.error('UNSUPPORTED_RECORD', '', 'The resource is neither a course nor a program of OOAPI v5.', record.data);
    return { issues: log.issues };
  }
  const { kind, resource } = assembled.data;
  if (kind === 'offering') {
    log.error(
      'UNRESOLVED_REFERENCE',
      'offering',
      'The feed does not have the course or program of this offering.',
      resource,
    );
    return { issues: log.issues };
  }
  const offer = parseTolerantly(offerRecord, resource, log);
  const idPath = kind === 'course' ? 'courseId' : 'programId';
  const nativeId = kind === 'course' ? offer?.courseId : offer?.programId;
  if (offer === undefined || nativeId === undefined || nativeId === '') {
    log.error('MISSING_ID', idPath, 'The resource has no id.');
    return { issues: log.issues };
  }
  log.identify(nativeId);
  const title = languageMapOf(textsOf(offer.name), context.source.language, plainText);
  if (title === undefined) {
    log.error('MISSING_REQUIRED', 'name', 'The resource has no name in any language.');
    return { issues: log.issues };
  }
  if (nativeId.length > 1000) {
    log.error('INVALID_VALUE', idPath, 'The id is longer than 1,000 characters.', nativeId);
    return { issues: log.issues };
  }
  return {
    opportunity: opportunityOf(nativeId, title, offer, assembled.data, record, context, log),
    issues: log.issues,
  };
}

function opportunityOf(
  nativeId: string,
  title: LanguageMap,
  offer: OoapiOffer,
  assembled: CompleteRecord,
  record: RawRecord,
  context: MapContext,
  log: IssueLog,
): LearningOpportunityDraft {
  const { source } = context;
  const id = opportunityId(source.id, nativeId);
  const specification = specificationOf(assembled.educationSpecification, log);
  const text = (strings: LanguageTypedStrings | undefined) =>
    languageMapOf(textsOf(strings), source.language, cleanHtml);
  return {
    id,
    source: source.id,
    nativeIds: distinctIdentifiers([
      { scheme: assembled.kind === 'course' ? 'courseId' : 'programId', value: nativeId },
      ...codesOf(offer, nativeId),
      { scheme: 'abbreviation', value: offer.abbreviation },
    ]),
    title,
    description: descriptionOf(offer, title, source.language, log),
    kinds: [kindOf(assembled.kind, offer, log)],
    learningOutcomes: outcomesOf(offer, title, source.language, log),
    ...studyLoadOf(offer.studyLoad === undefined ? [] : [offer.studyLoad], log),
    ...levelOf(offer, specification, levels, log),
    educationLevels: [
      { scheme: 'OOAPI level', code: offer.level },
      { scheme: 'OOAPI sector', code: offer.sector },
    ].flatMap(({ scheme, code }) =>
      code === undefined || code === '' || code === 'undefined' ? [] : [{ scheme, code }],
    ),
    fields: distinctConcepts(
      filled(offer.fieldsOfStudy).map((code) => statedConcept('isced-f', code, 'fieldsOfStudy', log)),
    ),
    languages: languagesOf(offer, log),
    modes: distinctConcepts(
      (offer.modeOfDelivery ?? []).map((mode) => crosswalkConcept(modeOfDelivery, mode, 'modeOfDelivery', log)),
    ),
    schedules: distinctConcepts(
      filled(offer.modeOfStudy).map((mode) => crosswalkConcept(modeOfStudy, mode, 'modeOfStudy', log)),
    ),
    assessments: [text(offer.assessment)].flatMap((it) => (it === undefined ? [] : [{ text: it }])),
    prerequisites: joinHtml([text(offer.admissionRequirements), text(offer.qualificationRequirements)]),
    providers: providersOf(assembled, context, log),
    stackability: stackabilityOf(offer, context),
    credentials: credentialsOf(offer, specification, log),
    homepages: filled(readAddress(offer.link, 'link', log)).map((url) => ({ url })),
    runs: runsOf(id, offer, assembled.offerings, context, log),
    provenance: { format: 'ooapi-v5', feed: context.feed.uri, record: nativeId, position: record.position },
  };
}

function filled(value: string | undefined): string[] {
  return value === undefined || value === '' ? [] : [value];
}

function specificationOf(resource: unknown, log: IssueLog): OoapiEducationSpecification | undefined {
  const specification =
    resource === undefined || resource === null
      ? undefined
      : parseTolerantly(educationSpecificationRecord, resource, log);
  return specification?.educationSpecificationType === 'cluster' ? undefined : specification;
}

/** The kind of resource: `Course` is the EU concept "Course", `Program` "Educational programme". */
function kindOf(kind: string, { programType }: OoapiOffer, log: IssueLog): Sourced<string> {
  const code = kind === 'course' ? 'course' : 'educational-programme';
  const iri = vocabulary('opportunity-type').find(code)?.iri ?? code;
  const native = kind === 'course' ? 'Course' : `Program ${programType ?? ''}`.trim().slice(0, 500);
  const rule = 'ooapi-resource';
  if (kind === 'course' || programType === undefined) return { value: iri, basis: 'mapped', rule, native };
  const basis = Object.hasOwn(programKind, programType) ? programKind[programType] : undefined;
  if (basis === undefined) {
    log.warning('UNMAPPED_VALUE', 'programType', 'The value is not a program type of OOAPI v5.', programType);
  }
  return { value: iri, basis: basis ?? 'close', rule, path: 'programType', native };
}

/** `description`, but for languages in which it only repeats the name: a placeholder for a mandatory element. */
function descriptionOf(offer: OoapiOffer, title: LanguageMap, language: string, log: IssueLog) {
  const strings = textsOf(offer.description);
  const plain = languageMapOf(strings, language, plainText) ?? {};
  const texts = Object.entries(languageMapOf(strings, language, cleanHtml) ?? {});
  const own = texts.filter(([tag]) => !repeatsText({ [tag]: plain[tag] ?? '' }, title));
  if (own.length < texts.length)
    log.warning('PLACEHOLDER_VALUE', 'description', 'The description only repeats the name.', plain);
  return own.length === 0 ? undefined : Object.fromEntries(own);
}

/** `learningOutcomes`: a list of outcomes, each a list of one text in several languages. */
function outcomesOf(offer: OoapiOffer, title: LanguageMap, language: string, log: IssueLog) {
  return (offer.learningOutcomes ?? []).flatMap((outcome) => {
    const text = languageMapOf(textsOf(outcome), language, cleanHtml);
    if (text === undefined) return [];
    if (!repeatsText(languageMapOf(textsOf(outcome), language, plainText) ?? {}, title)) return [{ text }];
    log.warning('PLACEHOLDER_VALUE', 'learningOutcomes', 'A learning outcome only repeats the name.', text);
    return [];
  });
}

/** `teachingLanguage`, and the further languages that the consumer RIO is told. */
function languagesOf({ teachingLanguage, consumers = [] }: OoapiOffer, log: IssueLog): Sourced<string>[] {
  const rio = consumers.filter(({ consumerKey }) => consumerKey?.toLowerCase() === 'rio');
  return distinctConcepts([
    ...filled(teachingLanguage).map((code) => statedConcept('language', code, 'teachingLanguage', log)),
    ...rio
      .flatMap(({ teachingLanguages = [] }) => teachingLanguages)
      .map((code) => statedConcept('language', code, 'consumers.teachingLanguages', log)),
  ]);
}

function durationOf({ duration }: OoapiOffer, log: IssueLog): string | undefined {
  if (duration !== exampleDuration) return plausibleDuration(duration, 'duration', log);
  const message = 'The duration is the example of the specification; leave the element out instead.';
  log.warning('PLACEHOLDER_VALUE', 'duration', message, duration);
  return undefined;
}

function runsOf(
  opportunity: string,
  offer: OoapiOffer,
  offerings: readonly { resource?: unknown; academicSession?: unknown }[],
  context: MapContext,
  log: IssueLog,
): Run[] {
  const places = placesOf(offer.addresses, 'addresses', context, log);
  const duration = durationOf(offer, log);
  const runs = offerings.flatMap((offering) => runOf(offering, opportunity, { places, duration }, context, log) ?? []);
  return runs.length > 0 ? runs : undatedRunOf(opportunity, { places, duration });
}
