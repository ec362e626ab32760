import { opportunityId } from '../../../domain/identifiers.js';
import type { LearningOpportunityDraft } from '../../../domain/learning-opportunity.js';
import type { LanguageMap } from '../../../domain/multilingual.js';
import { IssueLog, type MapContext, type Mapped, type RawRecord } from '../../format.js';
import { crosswalkConcept, distinctConcepts } from '../../mapping/concepts.js';
import { distinctIdentifiers, readAddress } from '../../mapping/values.js';
import { attributeOf, contentAt, nodesAt, type XmlNode } from '../../mapping/xml-record.js';
import { parseInstant } from '../../parse/values.js';
import { creditsOf } from './cdm-fr.credits.js';
import { degrees, habilitationDecisions, teachingMethods } from './cdm-fr.crosswalks.js';
import { kindsOf, languagesOf, levelsOf, outcomesOf, subjectsOf } from './cdm-fr.learning.js';
import { readOptions } from './cdm-fr.options.js';
import { organisationsOf } from './cdm-fr.organisation.js';
import { type CdmRecord, cdmRecord } from './cdm-fr.record.js';
import { idsOf } from './cdm-fr.references.js';
import { runsOf, schedulesOf } from './cdm-fr.run.js';
import { stackabilityOf } from './cdm-fr.stackability.js';
import { definedBlocks, namesOf, plainOf, proseOf, type Reading, together } from './cdm-fr.text.js';

type List<K extends keyof LearningOpportunityDraft> = NonNullable<LearningOpportunityDraft[K]>;

/**
 * CDM-fr 1.1.1 (and CDM 2.1): `program` or `course` → canonical record, in the order of that record.
 *
 * Not in the format: micro-credential, EQF and NQF level, ISCED-F, languages of assessment, setting, supervision, state.
 * Not mapped: `levelCode` (bac+n is a duration), `targetGroup` (text), the text of `formOfTeaching`, `teachingActivity`,
 * `syllabus`, `contacts` and everything about persons.
 */
export function mapCdm(raw: RawRecord, context: MapContext): Mapped {
  const log = new IssueLog(context.source.id, `#${raw.position}`);
  const record = cdmRecord.safeParse(raw.data).data;
  if (record === undefined || !['program', 'course'].includes(record.element.name)) {
    log.error('UNSUPPORTED_RECORD', '', 'Not a program or course of CDM.');
    return { issues: log.issues };
  }
  const { element } = record;
  const [nativeId] = idsOf(element);
  if (nativeId !== undefined) log.identify(nativeId);
  if (record.oversized !== undefined) {
    log.error(
      'LIMIT_RECORD_SIZE',
      element.name,
      'The record is larger than the limit for one record.',
      record.oversized,
    );
    return { issues: log.issues };
  }
  if (nativeId === undefined) {
    log.error(
      'MISSING_ID',
      `${element.name}@id`,
      `The ${element.name} has neither @id nor @ident nor ${element.name}ID.`,
    );
    return { issues: log.issues };
  }
  const { blocks } = readOptions(context.source);
  const reading: Reading = { context, log, blocks, language: record.language ?? context.source.language };
  const name = `${element.name}Name`;
  const title = namesOf(nodesAt(element, name), name, reading);
  if (title === undefined) {
    log.error('MISSING_REQUIRED', name, `The ${element.name} has no name.`);
    return { issues: log.issues };
  }
  return { opportunity: opportunityOf(record, nativeId, title, reading), issues: log.issues };
}

function opportunityOf(
  record: CdmRecord,
  nativeId: string,
  title: LanguageMap,
  reading: Reading,
): LearningOpportunityDraft {
  const { source, feed, position } = reading.context;
  const { element } = record;
  const id = opportunityId(source.id, nativeId);
  const schedules = schedulesOf(element, reading);
  const all = (...names: readonly string[]) => names.flatMap((name) => nodesAt(element, name));
  return {
    id,
    source: source.id,
    nativeIds: distinctIdentifiers(idsOf(element).map((value) => ({ value }))),
    title,
    description: together(
      proseOf(
        [
          ...all(`${element.name}Introduction`, `${element.name}Description`),
          ...nodesAt(element, 'qualification', 'qualificationDescription'),
          ...nodesAt(element, 'qualification', 'profession'),
          ...['successSupport', 'learningPathStrategySupport'].flatMap((name) => nodesAt(element, 'aip', name)),
          ...all('infoBlock'),
        ],
        reading,
      ),
      definedBlocks(element, 'description', reading),
    ),
    kinds: kindsOf(record, reading),
    learningOutcomes: outcomesOf(element, title, reading),
    ...creditsOf(element, reading),
    ...levelsOf(element, readOptions(source).cycleFromLevel, reading),
    subjects: subjectsOf(element, reading),
    languages: languagesOf(element, reading),
    modes: distinctConcepts(
      nodesAt(element, 'formOfTeaching').flatMap((node) => {
        const method = attributeOf(node, 'method');
        return method === undefined
          ? []
          : crosswalkConcept(teachingMethods, method, 'formOfTeaching@method', reading.log);
      }),
    ),
    schedules,
    assessments: assessmentsOf(element, reading),
    prerequisites: together(
      proseOf(
        [
          ...all('formalPrerequisites', 'recommendedPrerequisites'),
          ...nodesAt(element, 'admissionInfo', 'admissionDescription'),
        ],
        reading,
      ),
      definedBlocks(element, 'prerequisites', reading),
    ),
    awardingBodies: organisationsOf(record.awarding, reading),
    providers: organisationsOf(record.providers, reading),
    qualityAssurance: record.habilitations.map(({ status }) => ({
      scope: 'programme',
      evidence: 'provider-claim',
      text: { fr: `Habilitation : ${status}` },
      ...(Object.hasOwn(habilitationDecisions, status) ? { decision: habilitationDecisions[status] } : {}),
      basis: 'stated',
    })),
    stackability: stackabilityOf(record, reading),
    credentials: credentialsOf(element, reading),
    homepages: homepagesOf(element, reading),
    runs: runsOf(element, { opportunity: id, nativeId, schedules }, reading),
    modifiedAtSource: exportedAt(record.exported, source.timezone),
    provenance: { format: 'cdm-fr', feed: feed.uri, record: nativeId, position },
  };
}

/** `formOfAssessment` of both, and `exam` of a course. */
function assessmentsOf(element: XmlNode, reading: Reading): List<'assessments'> {
  const nodes = [...nodesAt(element, 'formOfAssessment'), ...nodesAt(element, 'exam', 'examKind')];
  const texts = [...nodes.map((node) => plainOf([node], reading)), definedBlocks(element, 'assessments', reading)];
  return texts.flatMap((text) => (text === undefined ? [] : [{ text }]));
}

/** `qualification`: its name, and what kind of degree it is. */
function credentialsOf(element: XmlNode, reading: Reading): List<'credentials'> {
  return nodesAt(element, 'qualification').flatMap((qualification) => {
    const title = namesOf(nodesAt(qualification, 'qualificationName'), 'qualification/qualificationName', reading);
    const degree = nodesAt(qualification, 'degree').flatMap((node) => attributeOf(node, 'degree') ?? [])[0];
    const kind =
      degree === undefined ? undefined : crosswalkConcept(degrees, degree, 'qualification/degree@degree', reading.log);
    return title === undefined && kind === undefined ? [] : [{ title, kind }];
  });
}

/** `webLink` with the role of a home page. */
function homepagesOf(element: XmlNode, { log }: Reading): { url: string }[] {
  const links = nodesAt(element, 'webLink').filter((node) => attributeOf(node, 'role') === 'homepage');
  const urls = links.flatMap((node) => readAddress(contentAt(node, 'href'), 'webLink/href', log) ?? []);
  return [...new Set(urls)].map((url) => ({ url }));
}

/** `properties/datetime`: when the document was exported; CDM has no date of the record itself. */
function exportedAt(exported: CdmRecord['exported'], timezone: string): string | undefined {
  if (exported === undefined) return undefined;
  return parseInstant(`${exported.date.slice(0, 10)}T${exported.time}`, { timezone });
}
