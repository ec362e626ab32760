import { type Sourced, stated } from '../../../domain/evidence.js';
import { opportunityId, organisationId } from '../../../domain/identifiers.js';
import type { LearningOpportunityDraft } from '../../../domain/learning-opportunity.js';
import type { LanguageMap } from '../../../domain/multilingual.js';
import type { Organisation } from '../../../domain/organisation.js';
import { vocabulary } from '../../../domain/vocabularies/vocabulary.js';
import { IssueLog, type MapContext, type Mapped, type RawRecord } from '../../format.js';
import { crosswalkConcept, distinctConcepts, statedConcept } from '../../mapping/concepts.js';
import { languageMapOf, repeatsText } from '../../mapping/texts.js';
import { parseTolerantly } from '../../mapping/tolerant-parse.js';
import { distinctIdentifiers, readAddress, readNumber } from '../../mapping/values.js';
import { cleanHtml, plainText } from '../../parse/text.js';
import { parseInstant } from '../../parse/values.js';
import { seatType } from './open-edx.crosswalk.js';
import { creditsOf, effortOf } from './open-edx.effort.js';
import { isPublished, kindOf } from './open-edx.reader.js';
import {
  courseRecord,
  type EdxCourse,
  type EdxCourseRun,
  type EdxOrganization,
  type EdxProgram,
  programRecord,
} from './open-edx.record.js';
import { degreeRunOf, runOf } from './open-edx.run.js';

/** What is the same for courses and programs. */
interface Identified {
  readonly nativeId: string;
  readonly title: LanguageMap;
}

/** Maps a course or program of the catalogue API of Open edX to the canonical record. */
export function mapOpenEdx(record: RawRecord, context: MapContext): Mapped {
  const log = new IssueLog(context.source.id, `#${record.position}`);
  const kind = kindOf(record.data);
  if (kind === undefined) {
    log.error('UNSUPPORTED_RECORD', '', 'The resource is neither a course nor a program of Open edX.', record.data);
    return { issues: log.issues };
  }
  if (kind === 'program') {
    const program = parseTolerantly(programRecord, record.data, log) ?? {};
    const identified = identify(program.uuid, program.title, 'uuid', context, log);
    return identified === undefined
      ? { issues: log.issues }
      : { opportunity: programOf(identified, program, record, context, log), issues: log.issues };
  }
  const course = parseTolerantly(courseRecord, record.data, log) ?? {};
  const identified = identify(course.key || course.uuid, course.title, 'key', context, log);
  return identified === undefined
    ? { issues: log.issues }
    : { opportunity: courseOf(identified, course, record, context, log), issues: log.issues };
}

function identify(
  id: string | undefined,
  name: string | undefined,
  idPath: string,
  { source }: MapContext,
  log: IssueLog,
): Identified | undefined {
  if (id === undefined || id === '' || id.length > 1000) {
    log.error('MISSING_ID', idPath, `The resource has no ${idPath} of 1 to 1,000 characters.`, id);
    return undefined;
  }
  log.identify(id);
  const title = languageMapOf([{ text: name }], source.language, plainText);
  if (title !== undefined) return { nativeId: id, title };
  log.error('MISSING_REQUIRED', 'title', 'The resource has no title.');
  return undefined;
}

function courseOf(
  { nativeId, title }: Identified,
  course: EdxCourse,
  record: RawRecord,
  context: MapContext,
  log: IssueLog,
): LearningOpportunityDraft {
  const { source } = context;
  const id = opportunityId(source.id, nativeId);
  const runs = (course.course_runs ?? []).filter(isPublished);
  const mapped = runs.flatMap((run) => runOf(run, deadlineOf(run, course), id, context, log) ?? []);
  const programs = (course.programs ?? []).flatMap(({ uuid, title: name }) =>
    uuid === undefined || uuid === ''
      ? []
      : [{ id: opportunityId(source.id, uuid), title: languageMapOf([{ text: name }], source.language, plainText) }],
  );
  return {
    id,
    source: source.id,
    nativeIds: distinctIdentifiers([
      { scheme: 'course key', value: course.key },
      { scheme: 'uuid', value: course.uuid },
    ]),
    title,
    description:
      languageMapOf([{ text: course.full_description }], source.language, cleanHtml) ??
      languageMapOf([{ text: course.short_description }], source.language, cleanHtml),
    kinds: kindsOf('course', 'mapped', 'Course'),
    learningOutcomes: outcomesOf([course.outcome], title, source.language, 'outcome', log),
    credits: creditsOf(runs, log),
    workloadHours: effortOf(runs, log),
    educationLevels: filled(course.level_type).map((code) => ({ scheme: 'edX level_type', code })),
    subjects: [
      ...namesOf(course.subjects).map((label) => ({ scheme: 'edX subject', label, language: source.language })),
      ...namesOf(course.skills).map((label) => ({ scheme: 'edX skill', label, language: source.language })),
      ...namesOf(course.topics).map((label) => ({ label, language: source.language })),
    ],
    languages: distinctConcepts(mapped.flatMap(({ languages }) => languages)),
    prerequisites: languageMapOf([{ text: course.prerequisites_raw }], source.language, plainText),
    providers: providersOf(course.owners ?? [], 'owners', context, log),
    stackability: programs.length === 0 ? undefined : { isPartOf: programs, hasPart: [], leadsTo: [] },
    credentials: certificatesOf(runs, log),
    homepages: filled(readAddress(course.marketing_url, 'marketing_url', log)).map((url) => ({ url })),
    runs: mapped,
    modifiedAtSource: modifiedOf(course.data_modified_timestamp ?? course.modified, source.timezone, log),
    provenance: { format: 'open-edx', feed: context.feed.uri, record: nativeId, position: record.position },
  };
}

/** `enrollment_end`; of a run that another site sells, the end of the registration there. */
function deadlineOf(run: EdxCourseRun, { additional_metadata: sold }: EdxCourse) {
  const isSold = run.variant_id !== undefined && run.variant_id !== '' && run.variant_id === sold?.variant_id;
  if (run.enrollment_end || !isSold || !sold.registration_deadline)
    return { text: run.enrollment_end, path: 'course_runs.enrollment_end' };
  return { text: sold.registration_deadline, path: 'additional_metadata.registration_deadline' };
}

/** A program is a series of courses; its runs are theirs. A degree has deadlines of its own. */
function programOf(
  { nativeId, title }: Identified,
  program: EdxProgram,
  record: RawRecord,
  context: MapContext,
  log: IssueLog,
): LearningOpportunityDraft {
  const { source } = context;
  const hours = readNumber(program.total_hours_of_effort, 'total_hours_of_effort', log);
  const parts = (program.courses ?? []).flatMap(({ key, uuid, title: name }) => {
    const part = key || uuid;
    return part === undefined || part === ''
      ? []
      : [{ id: opportunityId(source.id, part), title: languageMapOf([{ text: name }], source.language, plainText) }];
  });
  const id = opportunityId(source.id, nativeId);
  return {
    id,
    source: source.id,
    nativeIds: distinctIdentifiers([{ scheme: 'uuid', value: nativeId }]),
    title,
    description: [program.overview, program.subtitle, program.marketing_hook]
      .map((text) => languageMapOf([{ text }], source.language, cleanHtml))
      .find((text) => text !== undefined),
    kinds: kindsOf('educational-programme', 'close', `Program ${program.type ?? ''}`.trim()),
    learningOutcomes: outcomesOf(
      program.expected_learning_items ?? [],
      title,
      source.language,
      'expected_learning_items',
      log,
    ),
    workloadHours: hours ? stated({ min: hours, max: hours }, 'total_hours_of_effort') : undefined,
    subjects: [
      ...filled(program.type).map((label) => ({ scheme: 'edX program type', label, language: source.language })),
      ...namesOf(program.subjects).map((label) => ({ scheme: 'edX subject', label, language: source.language })),
    ],
    languages: languagesOf(program, log),
    providers: providersOf(program.authoring_organizations ?? [], 'authoring_organizations', context, log),
    stackability: parts.length === 0 ? undefined : { hasPart: parts, isPartOf: [], leadsTo: [] },
    homepages: filled(readAddress(program.marketing_url, 'marketing_url', log)).map((url) => ({ url })),
    runs: degreeRunOf(program, id, context, log),
    modifiedAtSource: modifiedOf(program.data_modified_timestamp, source.timezone, log),
    provenance: { format: 'open-edx', feed: context.feed.uri, record: nativeId, position: record.position },
  };
}

/** `languages` of the runs of a program; the list of programs has only what was put in their place. */
function languagesOf({ languages, language_override: only }: EdxProgram, log: IssueLog): Sourced<string>[] {
  const path = languages === undefined ? 'language_override' : 'languages';
  const tags = languages ?? filled(only);
  return distinctConcepts(tags.filter((tag) => tag !== '').map((tag) => statedConcept('language', tag, path, log)));
}

function kindsOf(code: string, basis: 'mapped' | 'close', native: string): Sourced<string>[] {
  const concept = vocabulary('opportunity-type').find(code);
  return concept === undefined
    ? []
    : [{ value: concept.iri, basis, rule: 'edx-resource', native: native.slice(0, 500) }];
}

function filled(text: string | undefined): string[] {
  return text === undefined || text === '' ? [] : [text];
}

function namesOf(entries: EdxCourse['subjects']): string[] {
  return [...new Set((entries ?? []).map(({ name }) => plainText(name ?? '')))].filter((name) => name !== '');
}

function outcomesOf(
  texts: readonly (string | undefined)[],
  title: LanguageMap,
  language: string,
  path: string,
  log: IssueLog,
) {
  return texts.flatMap((content) => {
    const text = languageMapOf([{ text: content }], language, cleanHtml);
    if (text === undefined || !repeatsText(text, title)) return text === undefined ? [] : [{ text }];
    log.warning('PLACEHOLDER_VALUE', path, 'The learning outcomes only repeat the title.', content);
    return [];
  });
}

/** Owners and authors provide the course; who awards its certificate is not said. */
function providersOf(
  organizations: readonly EdxOrganization[],
  path: string,
  { source }: MapContext,
  log: IssueLog,
): Organisation[] {
  return organizations.flatMap(({ uuid, key, name, homepage_url: homepage }) => {
    const names = languageMapOf([{ text: name }], source.language, plainText);
    if (names === undefined) return [];
    return {
      id: organisationId(source.id, uuid || key || `name:${name}`),
      names,
      identifiers: distinctIdentifiers([
        { scheme: 'edX organization key', value: key },
        { scheme: 'uuid', value: uuid },
      ]),
      kinds: [],
      homepage: readAddress(homepage, `${path}.homepage_url`, log),
    };
  });
}

/** Seats with a certificate, each type once. */
function certificatesOf(runs: readonly EdxCourseRun[], log: IssueLog) {
  const types = new Set(runs.flatMap(({ seats = [] }) => seats.flatMap(({ type }) => filled(type))));
  return [...types].flatMap((type) => {
    const kind = crosswalkConcept(seatType, type, 'course_runs.seats.type', log);
    return kind === undefined ? [] : [{ title: { en: type }, kind }];
  });
}

function modifiedOf(text: string | undefined, timezone: string, log: IssueLog): string | undefined {
  if (text === undefined || text === '') return undefined;
  const instant = parseInstant(text, { timezone });
  if (instant === undefined) log.warning('INVALID_DATE', 'modified', 'Expected an ISO 8601 date and time.', text);
  return instant;
}
