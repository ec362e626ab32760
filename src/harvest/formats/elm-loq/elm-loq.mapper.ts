import type { Sourced } from '../../../domain/evidence.js';
import { opportunityId } from '../../../domain/identifiers.js';
import type { LearningOpportunityDraft } from '../../../domain/learning-opportunity.js';
import { IssueLog, type MapContext, type Mapped, type RawRecord } from '../../format.js';
import { distinctConcepts } from '../../mapping/concepts.js';
import { joinLanguageMaps } from '../../mapping/texts.js';
import { distinctIdentifiers } from '../../mapping/values.js';
import { parseInstant } from '../../parse/values.js';
import {
  assessmentsOf,
  credentialsOf,
  educationLevelsOf,
  eqfLevelOf,
  learningOutcomesOf,
  nqfLevelsOf,
  specificationPath,
  subjectsOf,
  supervisionOf,
} from './achievement-mapper.js';
import {
  type ElmAchievement,
  type ElmActivity,
  type ElmConcept,
  type LearningOpportunityRecord,
  noAchievement,
} from './elm-loq.record.js';
import {
  addressesOf,
  found,
  identifiersOf,
  oneConcept,
  plainTexts,
  type Reading,
  statedConcepts,
} from './elm-reading.js';
import { describedBy, notesByTopic, noteText } from './note-topics.js';
import { accreditationsForOffer, nativeIdOf, organisationsOf, qualityAssuranceOf } from './organisation-mapper.js';
import { parseRecord, reportLinks } from './record-issues.js';
import { recognitionOf, stackabilityOf } from './relations-mapper.js';
import { runsOf } from './run-mapper.js';
import { workloadOf } from './workload-mapper.js';

/**
 * Maps an `elm:LearningOpportunity` of the LOQ profile (3.1.0 and 3.3.x), with everything that it links to embedded, to
 * the canonical record; in the order of that record. Paths in issues and evidence are property names of the model,
 * beginning at the offer.
 *
 * @param format id of the format that was read, for the provenance
 */
export function mapElmOffer({ position, data }: RawRecord, context: MapContext, format: string): Mapped {
  const log = new IssueLog(context.source.id, `#${position}`);
  const reading: Reading = { context, log };
  const record = parseRecord(data, log);
  if (record === undefined) return { issues: log.issues };
  const nativeId = nativeIdOf(record.id) ?? identifiersOf(record.identifier, reading)[0]?.value;
  if (nativeId === undefined) {
    log.error('MISSING_ID', 'id', 'The learning opportunity has neither an id nor an identifier.');
    return { issues: log.issues };
  }
  log.identify(nativeId);
  reportLinks(data, log);
  const title = plainTexts(record.title, reading);
  if (title === undefined) {
    log.error('MISSING_REQUIRED', 'title', 'The learning opportunity has no title.');
    return { issues: log.issues };
  }
  const provenance = { format, feed: context.feed.uri, record: nativeId, position: context.position };
  return { opportunity: { ...opportunityOf(record, nativeId, title, reading), provenance }, issues: log.issues };
}

function opportunityOf(
  record: LearningOpportunityRecord,
  nativeId: string,
  title: LearningOpportunityDraft['title'],
  reading: Reading,
): Omit<LearningOpportunityDraft, 'provenance'> {
  const { source } = reading.context;
  const id = opportunityId(source.id, nativeId);
  const specification = specificationOf(record, reading);
  const activities = distinctById([
    ...found(record.learningActivitySpecification),
    ...found(specification.influencedBy),
  ]);
  const assessments = found(specification.provenBy);
  const offerNotes = notesByTopic([...record.additionalNote, ...specification.additionalNote], reading);
  const description = record.description.length > 0 ? record.description : specification.description;
  const outcomeSummary = joinLanguageMaps(
    [noteText(specification.learningOutcomeSummary, reading), offerNotes.on('learning-outcomes')],
    '\n',
  );
  const offerModes = statedConcepts('mode', record.mode, 'mode', reading);
  const schedules = statedConcepts('learning-schedule', record.learningSchedule, 'learningSchedule', reading);
  const qualityNote = offerNotes.on('accreditation-and-quality-assurance');
  const inSpecification = (property: string) => `${specificationPath}/${property}`;
  return {
    id,
    source: source.id,
    nativeIds: distinctIdentifiers([{ value: nativeIdOf(record.id) }, ...identifiersOf(record.identifier, reading)]),
    title,
    description: describedBy(description, [...offerNotes.other, ...record.scheduleInformation], reading),
    kinds: statedConcepts('opportunity-type', record.type, 'type', reading),
    learningOutcomes: learningOutcomesOf(
      specification,
      [title, plainTexts(specification.title, reading)],
      outcomeSummary,
      reading,
    ),
    ...workloadOf(specification, activities, reading),
    eqfLevel: eqfLevelOf(specification, reading),
    nqfLevels: nqfLevelsOf(specification, reading),
    educationLevels: educationLevelsOf(specification),
    fields: statedConcepts('isced-f', specification.ISCEDFCode, inSpecification('ISCEDFCode'), reading),
    subjects: subjectsOf(specification, reading),
    languages: firstStated(
      'language',
      [
        [specification.language, inSpecification('language')],
        [activities.flatMap(({ language }) => language), 'learningActivitySpecification/language'],
      ],
      reading,
    ),
    assessmentLanguages: distinctConcepts(
      assessments.flatMap(({ language }) =>
        statedConcepts('language', language, inSpecification('provenBy/language'), reading),
      ),
    ),
    modes:
      record.mode.length > 0
        ? offerModes
        : firstStated(
            'mode',
            [
              [specification.mode, inSpecification('mode')],
              [activities.flatMap(({ mode }) => mode), 'learningActivitySpecification/mode'],
            ],
            reading,
          ),
    schedules,
    setting: oneConcept('learning-setting', specification.learningSetting, inSpecification('learningSetting'), reading),
    activityTypes: statedConcepts(
      'activity-type',
      activities.flatMap(({ type }) => type),
      'learningActivitySpecification/type',
      reading,
    ),
    assessments: assessmentsOf(assessments, offerNotes.on('assessment'), reading),
    gradingScheme: assessments
      .flatMap(({ gradingScheme }) => found(gradingScheme))
      .map((scheme) => plainTexts(scheme.title, reading))
      .find((text) => text !== undefined),
    supervision: supervisionOf(assessments, reading),
    prerequisites: joinLanguageMaps(
      [
        noteText(specification.entryRequirement, reading),
        noteText(record.admissionProcedure, reading),
        offerNotes.on('entry-requirements'),
      ],
      '\n',
    ),
    targetGroups: statedConcepts('target-group', specification.targetGroup, inSpecification('targetGroup'), reading),
    awardingBodies: organisationsOf(
      found(specification.awardingOpportunity).flatMap(({ awardingBody }) => awardingBody),
      inSpecification('awardingOpportunity/awardingBody'),
      reading,
    ),
    providers: organisationsOf(record.providedBy, 'providedBy', reading),
    qualityAssurance: [
      ...qualityAssuranceOf(specification.accreditation, inSpecification('accreditation'), reading),
      ...qualityAssuranceOf(
        accreditationsForOffer(record.providedBy, specification),
        'providedBy/accreditation',
        reading,
      ),
      ...(qualityNote === undefined
        ? []
        : [{ evidence: 'provider-claim' as const, text: qualityNote, basis: 'stated' as const }]),
    ],
    recognition: recognitionOf(specification, reading),
    stackability: stackabilityOf(record, specification, offerNotes.on('pathways'), reading),
    credentials: credentialsOf(specification, title, reading),
    homepages:
      record.homepage.length > 0
        ? addressesOf(record.homepage, 'homepage', reading)
        : addressesOf(specification.homepage, inSpecification('homepage'), reading),
    runs: runsOf(
      record,
      {
        opportunity: id,
        nativeId,
        modes: offerModes,
        schedules,
        costs: offerNotes.on('costs'),
        startDate: offerNotes.on('start-date'),
      },
      reading,
    ),
    modifiedAtSource: modifiedOf(record, reading),
  };
}

/** The one specification of the offer; without it only what the offer says itself is mapped. */
function specificationOf(record: LearningOpportunityRecord, reading: Reading): ElmAchievement {
  const [specification, other] = found(record.learningAchievementSpecification);
  if (specification === undefined) {
    if (record.learningAchievementSpecification.length === 0)
      reading.log.warning('MISSING_REQUIRED', specificationPath, 'The learning opportunity has no specification.');
    return noAchievement;
  }
  if (other !== undefined)
    reading.log.warning(
      'INVALID_VALUE',
      specificationPath,
      'One specification is expected; the first is read.',
      other.id,
    );
  if (specification.types.includes('QualificationReference'))
    reading.log.warning(
      'UNRESOLVED_REFERENCE',
      specificationPath,
      'The qualification is only referred to and not described in the feed.',
      identifiersOf(specification.identifier, reading)[0]?.value,
    );
  return specification;
}

/** The concepts of the first place that states any, known or not: what is farther from the offer does not overrule it. */
function firstStated(
  vocabulary: 'language' | 'mode',
  places: readonly (readonly [concepts: readonly ElmConcept[], path: string])[],
  reading: Reading,
): Sourced<string>[] {
  const [concepts, path] = places.find(([candidates]) => candidates.length > 0) ?? [[], ''];
  return statedConcepts(vocabulary, concepts, path, reading);
}

function modifiedOf(record: LearningOpportunityRecord, { context, log }: Reading): string | undefined {
  const [text] = record.modified;
  if (text === undefined || text === '') return undefined;
  const instant = parseInstant(text, { timezone: context.source.timezone });
  if (instant === undefined) log.warning('INVALID_DATE', 'modified', 'The text is not a date and time.', text);
  return instant;
}

function distinctById(activities: readonly ElmActivity[]): ElmActivity[] {
  return [...new Map(activities.map((activity, index) => [activity.id ?? index, activity])).values()];
}
