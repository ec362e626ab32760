import type { Sourced } from '../../../domain/evidence.js';
import { opportunityId, organisationId } from '../../../domain/identifiers.js';
import type { LearningOpportunityDraft } from '../../../domain/learning-opportunity.js';
import type { LanguageMap } from '../../../domain/multilingual.js';
import type { Organisation } from '../../../domain/organisation.js';
import { vocabulary } from '../../../domain/vocabularies/vocabulary.js';
import { IssueLog, type MapContext, type Mapped, type RawRecord } from '../../format.js';
import { crosswalkConcept, distinctConcepts, statedConcept } from '../../mapping/concepts.js';
import { ectsCredits } from '../../mapping/effort.js';
import { joinLanguageMaps, repeatsText } from '../../mapping/texts.js';
import { parseTolerantly } from '../../mapping/tolerant-parse.js';
import { distinctIdentifiers, readAddress, readNumber } from '../../mapping/values.js';
import { cleanHtml } from '../../parse/text.js';
import { parseInstant } from '../../parse/values.js';
import { eqfLevelProvided, resourceType } from './occapi.crosswalk.js';
import {
  assembledRecord,
  type CompleteRecord,
  heiResource,
  instanceResource,
  type OccapiInstance,
  type OccapiOffer,
  type OfferAttributes,
  offerResource,
  titledResource,
} from './occapi.record.js';
import { runsOf } from './occapi.run.js';
import { elmConcepts, textOf } from './occapi.text.js';

/** Maps a `course` or `programme` of OCCAPI, put together with its instances and institution, to the canonical record. */
export function mapOccapi(record: RawRecord, context: MapContext): Mapped {
  const log = new IssueLog(context.source.id, `#${record.position}`);
  const assembled = assembledRecord.safeParse(record.data);
  if (!assembled.success || assembled.data.kind === 'unknown') {
    log.error('UNSUPPORTED_RECORD', 'type', 'The resource is neither a course nor a programme.', record.data);
    return { issues: log.issues };
  }
  const { kind, resource } = assembled.data;
  if (kind === 'instance') {
    const message = 'The feed does not have the course of this instance.';
    log.error('UNRESOLVED_REFERENCE', 'relationships.course', message, resource);
    return { issues: log.issues };
  }
  const offer = parseTolerantly(offerResource, resource, log);
  const nativeId = offer?.id;
  if (offer === undefined || nativeId === undefined || nativeId === '' || nativeId.length > 1000) {
    log.error('MISSING_ID', 'id', 'The resource has no id of 1 to 1,000 characters.', nativeId);
    return { issues: log.issues };
  }
  log.identify(nativeId);
  const title = textOf(offer.attributes?.title, context.source.language);
  if (title === undefined) {
    log.error('MISSING_REQUIRED', 'attributes.title', 'The resource has no title in any language.');
    return { issues: log.issues };
  }
  const parts: Parts = { nativeId, title, offer, kind, assembled: assembled.data };
  return { opportunity: opportunityOf(parts, record, context, log), issues: log.issues };
}

interface Parts {
  readonly nativeId: string;
  readonly title: LanguageMap;
  readonly offer: OccapiOffer;
  readonly kind: 'course' | 'programme';
  readonly assembled: CompleteRecord;
}

function opportunityOf(
  { nativeId, title, offer, kind, assembled }: Parts,
  record: RawRecord,
  context: MapContext,
  log: IssueLog,
): LearningOpportunityDraft {
  const { source } = context;
  const id = opportunityId(source.id, nativeId);
  const attributes = offer.attributes ?? {};
  const instances = assembled.instances.flatMap((it) => parseTolerantly(instanceResource, it, log) ?? []);
  const institution = heiOf(assembled.hei, context, log);
  const ects = readNumber(attributes.ects, 'attributes.ects', log);
  return {
    id,
    source: source.id,
    nativeIds: distinctIdentifiers([
      { scheme: `${kind}Id`, value: nativeId },
      { scheme: 'code', value: attributes.code },
    ]),
    title,
    description: joinLanguageMaps(
      [
        textOf(attributes.description, source.language, cleanHtml),
        textOf(attributes.courseContent, source.language, cleanHtml),
        textOf(attributes.teachingMethod, source.language, cleanHtml),
      ],
      '\n',
    ),
    kinds: kindsOf(kind, attributes, log),
    learningOutcomes: outcomesOf(attributes, title, source.language, log),
    ...(ects === undefined ? {} : ectsCredits(ects, 'attributes.ects', log)),
    workloadStatement: engagementOf(instances),
    eqfLevel: eqfLevelOf(offer, log),
    fields: distinctConcepts(
      (attributes.iscedCode ?? []).map((code) => statedConcept('isced-f', code, 'attributes.iscedCode', log)),
    ),
    subjects: (attributes.localClassification ?? [])
      .filter(({ classificationValue }) => classificationValue !== '')
      .map(({ classificationSystem, classificationValue }) => ({
        scheme: classificationSystem,
        code: classificationValue,
      })),
    languages: distinctConcepts(
      (attributes.languageOfInstruction ?? []).map((tag) =>
        statedConcept('language', tag, 'attributes.languageOfInstruction', log),
      ),
    ),
    modes: distinctConcepts(elmConcepts('mode', attributes.elmModeOfLearning, 'attributes.elmModeOfLearning', log)),
    schedules: distinctConcepts(
      elmConcepts('learning-schedule', attributes.elmLearningScheduleType, 'attributes.elmLearningScheduleType', log),
    ),
    activityTypes: distinctConcepts(
      elmConcepts('activity-type', attributes.elmLearningActivityType, 'attributes.elmLearningActivityType', log),
    ),
    assessments: assessmentsOf(attributes, source.language, log),
    gradingScheme: gradingSchemeOf(instances, source.language),
    prerequisites: prerequisitesOf(attributes, assembled, source.language),
    awardingBodies: institution,
    providers: institution,
    stackability: stackabilityOf(assembled, context),
    homepages: (attributes.url ?? []).flatMap(({ uri, lang }) => {
      const url = readAddress(uri, 'attributes.url.uri', log);
      return url === undefined ? [] : [{ url, language: lang }];
    }),
    runs: runsOf(id, attributes, instances, context, log),
    modifiedAtSource: modifiedOf(attributes, source.timezone, log),
    provenance: { format: 'occapi', feed: context.feed.uri, record: nativeId, position: record.position },
  };
}

/** `elmLearningOpportunityType`, else the type of the resource. */
function kindsOf(kind: string, attributes: OfferAttributes, log: IssueLog): Sourced<string>[] {
  const path = 'attributes.elmLearningOpportunityType';
  const stated = elmConcepts('opportunity-type', attributes.elmLearningOpportunityType, path, log);
  return distinctConcepts(stated.length > 0 ? stated : [crosswalkConcept(resourceType, kind, 'type', log)]);
}

/** `learningOutcomes`: one text in several languages or, where a language comes again, an outcome each. */
function outcomesOf({ learningOutcomes = [] }: OfferAttributes, title: LanguageMap, language: string, log: IssueLog) {
  const tags = learningOutcomes.map(({ lang }) => lang ?? '');
  const groups = new Set(tags).size === tags.length ? [learningOutcomes] : learningOutcomes.map((it) => [it]);
  return groups.flatMap((group) => {
    const text = textOf(group, language);
    if (text === undefined) return [];
    if (!repeatsText(text, title)) return [{ text }];
    const message = 'A learning outcome only repeats the title.';
    log.warning('PLACEHOLDER_VALUE', 'attributes.learningOutcomes', message, text);
    return [];
  });
}

/** `engagementHours`: what they count is not defined, so they stay words, where all instances say the same. */
function engagementOf(instances: readonly OccapiInstance[]): LanguageMap | undefined {
  const hours = new Set(instances.map(({ attributes }) => attributes?.engagementHours ?? ''));
  const [only = ''] = hours;
  return hours.size === 1 && only !== '' ? { en: `${only} engagement hours` } : undefined;
}

/** `eqfLevelProvided` of a programme; of a course only the level that it has in every programme. */
function eqfLevelOf({ attributes, meta }: OccapiOffer, log: IssueLog): Sourced<number> | undefined {
  const [native, path] =
    attributes?.eqfLevelProvided === undefined
      ? [meta?.global?.eqfLevel, 'meta.global.eqfLevel']
      : [attributes.eqfLevelProvided, 'attributes.eqfLevelProvided'];
  if (native === undefined || native === '') return undefined;
  const concept = crosswalkConcept(eqfLevelProvided, native, path, log);
  return concept === undefined ? undefined : { ...concept, value: Number(vocabulary('eqf').find(concept.value)?.code) };
}

function assessmentsOf(attributes: OfferAttributes, language: string, log: IssueLog) {
  const path = 'attributes.elmAssessmentType';
  const types = distinctConcepts(elmConcepts('assessment-type', attributes.elmAssessmentType, path, log));
  const text = textOf(attributes.assessmentMethod, language);
  return [...types.map((type) => ({ type })), ...(text === undefined ? [] : [{ text }])];
}

/** The label of the grading scheme, where all instances have the same. */
function gradingSchemeOf(instances: readonly OccapiInstance[], language: string): LanguageMap | undefined {
  const labels = instances.map(({ attributes }) => textOf(attributes?.gradingScheme?.label, language));
  return new Set(labels.map((label) => JSON.stringify(label))).size === 1 ? labels[0] : undefined;
}

/** `prerequisites`, the courses that must come first, and who alone may enrol. */
function prerequisitesOf(
  attributes: OfferAttributes,
  { prerequisiteCourses }: CompleteRecord,
  language: string,
): LanguageMap | undefined {
  const courses = prerequisiteCourses.map((it) =>
    textOf(titledResource.safeParse(it).data?.attributes?.title, language),
  );
  const local = 'Only for students enrolled at this institution.';
  const alliance = 'Only for students enrolled at an institution of the same alliance.';
  return joinLanguageMaps(
    [
      textOf(attributes.prerequisites, language),
      ...courses,
      attributes.restrictedToLocalStudents === true ? { en: local } : undefined,
      attributes.restrictedToAllianceStudents === true ? { en: alliance } : undefined,
    ],
    '\n',
  );
}

/** The institution whose catalogue it is: it delivers the offer and awards its ECTS credits. */
function heiOf(resource: unknown, { source }: MapContext, log: IssueLog): Organisation[] {
  const hei = resource === undefined || resource === null ? undefined : parseTolerantly(heiResource, resource, log);
  if (hei === undefined) return [];
  const schac = hei.attributes?.heiId ?? hei.id;
  const names = textOf(hei.attributes?.title, source.language);
  if (names === undefined) {
    log.warning('MISSING_REQUIRED', 'hei.attributes.title', 'The institution has no title and cannot be shown.', schac);
    return [];
  }
  const homepages = (hei.attributes?.url ?? []).map(({ uri }) => readAddress(uri, 'hei.attributes.url.uri', log));
  return [
    {
      id: organisationId(source.id, schac ?? `name:${Object.values(names)[0]}`),
      names,
      identifiers: distinctIdentifiers([{ scheme: 'SCHAC', value: schac }]),
      kinds: [],
      homepage: homepages.find((url) => url !== undefined),
    },
  ];
}

/** `relatedProgramme`: the programmes that include the course. */
function stackabilityOf(
  { programmes }: CompleteRecord,
  { source }: MapContext,
): LearningOpportunityDraft['stackability'] {
  const isPartOf = programmes.map(({ id, resource }) => ({
    id: opportunityId(source.id, id),
    title: textOf(titledResource.safeParse(resource).data?.attributes?.title, source.language),
  }));
  return isPartOf.length === 0 ? undefined : { isPartOf, hasPart: [], leadsTo: [] };
}

function modifiedOf({ lastModified }: OfferAttributes, timezone: string, log: IssueLog): string | undefined {
  if (lastModified === undefined || lastModified === '') return undefined;
  const instant = parseInstant(lastModified, { timezone });
  if (instant === undefined) {
    log.warning('INVALID_DATE', 'attributes.lastModified', 'Expected an RFC 3339 date and time.', lastModified);
  }
  return instant;
}
