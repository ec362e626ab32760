import type { Sourced } from '../../../domain/evidence.js';
import { opportunityId, runId } from '../../../domain/identifiers.js';
import type { LearningOpportunityDraft } from '../../../domain/learning-opportunity.js';
import type { LanguageMap } from '../../../domain/multilingual.js';
import { IssueLog, type MapContext, type Mapped, type RawRecord } from '../../format.js';
import { parseInstant } from '../../parse/values.js';
import { type XcriNode, type XcriRecord, xcriRecord } from './xcri-cap.record.js';
import type { Run } from './xcri-drafts.js';
import { identifiers, mainIdentifier } from './xcri-identity.js';
import {
  readCredits,
  readKinds,
  readLevels,
  readOutcomes,
  readRelated,
  readSubjects,
  readTypes,
} from './xcri-learning.js';
import { all, attribute, content, first, isDeleted, ofCourse, refinement } from './xcri-node.js';
import {
  type OrganisationContext,
  organisationNames,
  readAddress,
  readAwardingBodies,
  readProvider,
} from './xcri-organisations.js';
import { type MappedPresentation, mapPresentation } from './xcri-run.mapper.js';
import { TextReader } from './xcri-text.js';
import { readLanguages } from './xcri-vocabularies.js';

/**
 * XCRI-CAP 1.2 (EN 15982 MLO): `course` (learning opportunity specification) with its `provider` and `presentation`s →
 * canonical record. Elements are called as in the standard; 1.1 feeds differ in namespaces and a few names.
 *
 * Not in the format: micro-credential, workload in hours, EQF level (but see {@link readLevels}), setting, activity
 * types, supervision, target groups, countries, free of charge, state.
 */
export function mapCourse(raw: RawRecord, context: MapContext): Mapped {
  const log = new IssueLog(context.source.id, `#${raw.position}`);
  const parsed = xcriRecord.safeParse(raw.data);
  if (!parsed.success) {
    log.error('INVALID_VALUE', 'course', 'Not a course element of XCRI-CAP.');
    return { issues: log.issues };
  }
  if (parsed.data.oversized !== undefined) {
    log.error(
      'LIMIT_RECORD_SIZE',
      'course',
      'The course is larger than a record may be.',
      `${parsed.data.oversized} characters`,
    );
    return { issues: log.issues };
  }
  const opportunity = mapOpportunity(parsed.data, context, log);
  return opportunity === undefined ? { issues: log.issues } : { opportunity, issues: log.issues };
}

function mapOpportunity(
  { course, provider, catalog }: XcriRecord,
  { source, feed, position }: MapContext,
  log: IssueLog,
): LearningOpportunityDraft | undefined {
  const nativeIds = identifiers(course);
  const nativeId = mainIdentifier(nativeIds);
  if (nativeId === undefined) {
    log.error('MISSING_ID', 'course/dc:identifier', 'A course needs an identifier that stays the same.');
    return undefined;
  }
  log.identify(nativeId);
  const texts = new TextReader(source.language, log);
  const title = texts.names(all(course, 'title'));
  if (title === undefined) {
    log.error('MISSING_REQUIRED', 'course/dc:title', 'A course needs a title.');
    return undefined;
  }
  const id = opportunityId(source.id, nativeId);
  const organisations: OrganisationContext = { sourceId: source.id, texts, log };
  const presentations = all(course, 'presentation').filter((node) => !isDeleted(node));
  const mapped = all(course, 'presentation').flatMap((node, index) =>
    isDeleted(node)
      ? []
      : mapPresentation(node, `course/presentation[${index + 1}]`, {
          ...organisations,
          opportunity: id,
          calendar: source,
          currency: source.constants?.currency,
        }),
  );
  const qualifications = all(course, 'qualification').filter((node) => !isDeleted(node));
  const stated = (...names: readonly string[]) => ofCourse(course, presentations, ...names);
  const descriptions = all(course, 'description');
  const { credits, ects, nqfLevels } = readCredits(all(course, 'credit'), 'course/mlo:credit', log);
  const { educationLevels, eqfLevel } = readLevels(course, qualifications, log);
  const { fields, subjects } = readSubjects(stated('subject'), 'course/dc:subject', texts);
  const homepages = all(course, 'url').flatMap((node) => {
    const url = readAddress(node, 'course/mlo:url', log);
    return url === undefined ? [] : [{ url }];
  });
  const stackability = present({
    text: texts.prose(refined(descriptions, 'leadsTo'), 'course'),
    hasPart: readRelated(all(course, 'hasPart'), 'course/mlo:hasPart', texts, log),
    isPartOf: readRelated(all(course, 'isPartOf'), 'course/mlo:isPartOf', texts, log),
  });

  return present({
    id,
    source: source.id,
    nativeIds,
    title,
    description: texts.prose(
      [
        ...stated('abstract'),
        ...descriptions.filter((node) => refinement(node) === undefined),
        ...descriptions.filter((node) => !['studyHours', 'leadsTo'].includes(refinement(node) ?? 'studyHours')),
        ...stated('objective'),
      ],
      'course',
    ),
    kinds: readKinds(all(course, 'type'), 'course/dc:type'),
    learningOutcomes: readOutcomes(stated('learningOutcome'), title, texts, log),
    credits,
    ects,
    workloadStatement: texts.prose(refined(descriptions, 'studyHours'), 'course'),
    eqfLevel,
    nqfLevels,
    educationLevels,
    fields,
    subjects: [...subjects, ...readTypes(all(course, 'type'), texts)],
    languages: distinct(mapped.flatMap(({ languages }) => languages)),
    assessmentLanguages: distinct(
      presentations.flatMap((node) =>
        readLanguages(all(node, 'languageOfAssessment'), 'course/presentation/languageOfAssessment', log),
      ),
    ),
    modes: distinct(mapped.flatMap(({ modes }) => modes)),
    assessments: texts.proseList(stated('assessment'), 'course').map((text) => ({ text })),
    prerequisites: texts.prose(stated('prerequisite'), 'course'),
    awardingBodies: readAwardingBodies(
      qualifications.flatMap((node) => all(node, 'awardedBy')),
      organisations,
    ),
    providers: readProvider(provider, organisations),
    qualityAssurance: qualifications.flatMap((node) => readAccreditation(node, texts)),
    stackability: Object.keys(stackability).length === 0 ? undefined : stackability,
    credentials: qualifications.flatMap((node) => {
      const qualification = texts.names(all(node, 'title'));
      return qualification === undefined ? [] : [{ title: qualification }];
    }),
    homepages,
    runs: distinguish(mapped, log),
    licence: licenceOf([first(course, 'rights'), first(provider, 'rights'), first(catalog, 'rights')]),
    modifiedAtSource: generatedAt(catalog, source.timezone),
    provenance: { format: 'xcri-cap', feed: feed.uri, record: nativeId, position },
  });
}

function refined(nodes: readonly XcriNode[], type: string): XcriNode[] {
  return nodes.filter((node) => refinement(node) === type);
}

/** `accreditedBy` is what the provider says; whether a register agrees is for others to add. */
function readAccreditation(qualification: XcriNode, texts: TextReader) {
  return all(qualification, 'accreditedBy').flatMap((node) => {
    const text: LanguageMap | undefined = organisationNames(node, texts);
    const agency = text === undefined ? undefined : Object.values(text)[0];
    return agency === undefined ? [] : [{ evidence: 'provider-claim' as const, agency, basis: 'stated' as const }];
  });
}

/** Two presentations under one identifier are kept apart by their order. */
function distinguish(mapped: readonly MappedPresentation[], log: IssueLog): Run[] {
  const seen = new Map<string, number>();
  return mapped.flatMap(({ run }) => {
    if (run === undefined) return [];
    const count = (seen.get(run.id) ?? 0) + 1;
    seen.set(run.id, count);
    if (count === 1) return [run];
    const value = run.nativeIds?.[0]?.value;
    log.warning(
      'DUPLICATE_ID',
      'course/presentation/dc:identifier',
      'Another presentation of the course has the same identity.',
      value,
    );
    return [{ ...run, id: runId(run.id, `#${count}`) }];
  });
}

function distinct(values: readonly Sourced<string>[]): Sourced<string>[] {
  return [...new Map(values.map((it) => [it.value, it])).values()];
}

function licenceOf(rights: readonly (XcriNode | undefined)[]): string | undefined {
  return rights.map((node) => content(node).slice(0, 500)).find((text) => text !== '');
}

/** `catalog@generated` is the date of the file; XCRI-CAP has none for the course. */
function generatedAt(catalog: XcriNode | undefined, timezone: string): string | undefined {
  const generated = attribute(catalog, 'generated');
  return generated === undefined ? undefined : parseInstant(generated, { timezone });
}

/** Without what is undefined or an empty list. */
function present<T extends object>(value: T): T {
  const entries = Object.entries(value).filter(([, it]) => it !== undefined && !(Array.isArray(it) && it.length === 0));
  return Object.fromEntries(entries) as T;
}
