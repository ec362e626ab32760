import type { Sourced } from '../../../domain/evidence.js';
import { opportunityId } from '../../../domain/identifiers.js';
import type { LearningOpportunityDraft } from '../../../domain/learning-opportunity.js';
import type { LanguageMap } from '../../../domain/multilingual.js';
import { vocabulary } from '../../../domain/vocabularies/vocabulary.js';
import { IssueLog, type MapContext, type Mapped, type RawRecord } from '../../format.js';
import { crosswalkConcept, distinctConcepts, statedConcept } from '../../mapping/concepts.js';
import { joinLanguageMaps } from '../../mapping/texts.js';
import { parseTolerantly } from '../../mapping/tolerant-parse.js';
import { distinctIdentifiers } from '../../mapping/values.js';
import { cleanHtml } from '../../parse/text.js';
import { parseInstant } from '../../parse/values.js';
import { apprenticeship, configuration, noDegree, resultIsDegree, subjectSchemes } from './emil.crosswalk.js';
import { durationOf, effortOf } from './emil.effort.js';
import { organisationsOf } from './emil.organisation.js';
import {
  assembledRecord,
  type CodeValue,
  type CompleteRecord,
  type EmilEvent,
  type EmilInfo,
  eventRecord,
  infoRecord,
  relatedTitle,
} from './emil.record.js';
import { runOf, undatedRunOf } from './emil.run.js';
import { addressesOf, textOf, valuesOf } from './emil.text.js';

/** Maps an `EducationInfo` of EMIL 3, put together with its events and their providers, to the canonical record. */
export function mapEmil(record: RawRecord, context: MapContext): Mapped {
  const log = new IssueLog(context.source.id, `#${record.position}`);
  const assembled = assembledRecord.safeParse(record.data);
  if (!assembled.success || assembled.data.kind === 'unknown') {
    log.error('UNSUPPORTED_RECORD', '', 'The item is no education, event or provider of EMIL 3.', record.data);
    return { issues: log.issues };
  }
  const { kind, resource } = assembled.data;
  if (kind === 'event') {
    log.error(
      'UNRESOLVED_REFERENCE',
      'event.education',
      'The feed does not have the education of this event.',
      resource,
    );
    return { issues: log.issues };
  }
  const info = parseTolerantly(infoRecord, resource, log);
  const nativeId = info?.identifier;
  if (info === undefined || nativeId === undefined || nativeId === '' || nativeId.length > 1000) {
    log.error('MISSING_ID', 'identifier', 'The education has no identifier of 1 to 1,000 characters.', nativeId);
    return { issues: log.issues };
  }
  log.identify(nativeId);
  const title = textOf(info.title, context);
  if (title === undefined) {
    log.error('MISSING_REQUIRED', 'title', 'The education has no title in any language.');
    return { issues: log.issues };
  }
  return {
    opportunity: opportunityOf(nativeId, title, info, assembled.data, record, context, log),
    issues: log.issues,
  };
}

function opportunityOf(
  nativeId: string,
  title: LanguageMap,
  info: EmilInfo,
  assembled: CompleteRecord,
  record: RawRecord,
  context: MapContext,
  log: IssueLog,
): LearningOpportunityDraft {
  const { source } = context;
  const id = opportunityId(source.id, nativeId);
  const events = assembled.events.flatMap((event) => parseTolerantly(eventRecord, event, log) ?? []);
  const duration = durationOf(info, log);
  const runs = events.flatMap((event) => runOf(event, info, id, duration, context, log) ?? []);
  const subjects = [...(info.subjects ?? []), ...(info.subject ?? [])];
  return {
    id,
    source: source.id,
    nativeIds: distinctIdentifiers([{ value: nativeId }, { scheme: 'code', value: info.code }]),
    title,
    description: descriptionOf(info, events, context),
    kinds: kindsOf(info, events, log),
    ...effortOf(info, context, log),
    nqfLevels: filled(info.qualificationLevel?.code).map((label) => ({ framework: 'EMIL qualificationLevel', label })),
    educationLevels: [...(info.educationLevels ?? []), ...(info.type === undefined ? [] : [info.type])].flatMap(
      levelOf,
    ),
    fields: distinctConcepts(
      subjects
        .filter(isIscedF)
        .flatMap(({ code }) => filled(code))
        .map((code) => statedConcept('isced-f', code, 'subjects.code', log)),
    ),
    subjects: [
      ...subjects
        .filter((subject) => !isIscedF(subject))
        .flatMap(({ type, code }) => filled(code).map((value) => ({ scheme: schemeOf(type), code: value }))),
      ...keywordsOf(events, context),
    ],
    prerequisites: joinLanguageMaps(
      [textOf(info.eligibility, context), textOf(info.recommendedPriorKnowledge, context)],
      '\n',
    ),
    awardingBodies: organisationsOf(
      events.flatMap(({ examiningBodies = [] }) => examiningBodies).filter(Boolean),
      assembled,
      'event.examiningBodies',
      context,
      log,
    ),
    providers: organisationsOf(
      events.flatMap(({ providers = [] }) => providers).filter(Boolean),
      assembled,
      'event.providers',
      context,
      log,
    ),
    stackability: stackabilityOf(info, events, assembled, context),
    credentials: credentialsOf(info, context, log),
    homepages: homepagesOf(info, events, log),
    runs: runs.length > 0 ? runs : undatedRunOf(id, info, duration),
    modifiedAtSource: modifiedOf(info, source.timezone, log),
    provenance: { format: 'emil', feed: context.feed.uri, record: nativeId, position: record.position },
  };
}

function filled(value: string | undefined): string[] {
  return value === undefined || value === '' ? [] : [value];
}

/** What is said of the education; where nothing is, what is said of the first event that says anything. */
function descriptionOf(
  info: EmilInfo,
  events: readonly EmilEvent[],
  context: MapContext,
): LearningOpportunityDraft['description'] {
  for (const { description } of [info, ...events]) {
    const text = textOf(description, context, cleanHtml);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** Pages of the education; where it has none, those of its events. */
function homepagesOf(info: EmilInfo, events: readonly EmilEvent[], log: IssueLog) {
  const own = addressesOf(info.url, 'url', log);
  if (own.length > 0) return own;
  const pages = events.flatMap(({ url }) => addressesOf(url, 'event.url', log));
  return [...new Map(pages.map((page) => [page.url, page])).values()];
}

/** `keywords` of the events, each once. */
function keywordsOf(events: readonly EmilEvent[], context: MapContext): { label: string; language: string }[] {
  const words = events
    .flatMap(({ keywords = [] }) => keywords.flatMap((texts) => valuesOf(texts, context)))
    .flatMap((word) => Object.entries(word).map(([language, label]) => ({ label: label.slice(0, 500), language })));
  return [...new Map(words.map((word) => [JSON.stringify(word), word])).values()];
}

/** `configuration`; and an apprenticeship where all events are given as one. */
function kindsOf(info: EmilInfo, events: readonly EmilEvent[], log: IssueLog): Sourced<string>[] {
  const isApprenticeship = events.length > 0 && events.every((event) => event.isApprenticeship === true);
  return distinctConcepts([
    ...filled(info.configuration?.code).map((code) => crosswalkConcept(configuration, code, 'configuration.code', log)),
    isApprenticeship ? crosswalkConcept(apprenticeship, 'true', 'event.isApprenticeship', log) : undefined,
  ]);
}

/** `educationLevels` (`ISCED_6` of `C_EducationLevel` is a level of ISCED 2011) and the school form in `type`. */
function levelOf({ type, code }: CodeValue): { scheme?: string; code: string }[] {
  if (code === undefined || code === '') return [];
  const isced = /^ISCED_(\d{1,2})$/i.exec(code)?.[1];
  const level = isced === undefined ? undefined : vocabulary('isced-2011').find(isced)?.code;
  if (level !== undefined) return [{ scheme: 'ISCED 2011', code: level }];
  return [type === undefined ? { code } : { scheme: type.replace(/^C_/, ''), code }];
}

function isIscedF({ type }: CodeValue): boolean {
  return type === 'C_Subject_ISCED2013';
}

function schemeOf(type: string | undefined): string | undefined {
  if (type === undefined) return undefined;
  return (Object.hasOwn(subjectSchemes, type) ? subjectSchemes[type] : undefined) ?? type;
}

/** The courses of a package, and that one cannot apply for the education alone. */
function stackabilityOf(
  info: EmilInfo,
  events: readonly EmilEvent[],
  { packageParts }: CompleteRecord,
  context: MapContext,
): LearningOpportunityDraft['stackability'] {
  const isPackage = info.configuration?.code?.toLowerCase() === 'kurspaket';
  const hasPart = (isPackage ? packageParts : []).map((part) => ({
    id: opportunityId(context.source.id, part.id),
    title: textOf(relatedTitle.safeParse(part.title).data, context),
  }));
  const details = events.map((event) => event.extensions?.find((it) => it.applicationDetails)?.applicationDetails);
  const all = (test: (it: (typeof details)[number]) => boolean) => details.length > 0 && details.every(test);
  const text = [
    all((it) => it?.onlyAsPartOfProgram === true) ? 'Only as part of a programme.' : '',
    all((it) => it?.onlyAsPartOfPackage === true) ? 'Only as part of a package of courses.' : '',
  ].filter(Boolean);
  if (hasPart.length === 0 && text.length === 0) return undefined;
  return { hasPart, isPartOf: [], leadsTo: [], ...(text.length === 0 ? {} : { text: { en: text.join(' ') } }) };
}

/** `degrees`, several texts in one list, and `resultIsDegree`; without one, a text that says so is no credential. */
function credentialsOf(info: EmilInfo, context: MapContext, log: IssueLog) {
  const titles = valuesOf(info.degrees, context);
  if (info.resultIsDegree !== true)
    return titles
      .filter((title) => !Object.values(title).some((text) => noDegree.includes(text.toLowerCase())))
      .map((title) => ({ title }));
  const kind = crosswalkConcept(resultIsDegree, 'true', 'resultIsDegree', log);
  return titles.length === 0 ? [{ kind }] : titles.map((title) => ({ title, kind }));
}

/** `lastEdited`, a local time. */
function modifiedOf({ lastEdited }: EmilInfo, timezone: string, log: IssueLog): string | undefined {
  if (lastEdited === undefined || lastEdited === '') return undefined;
  const instant = parseInstant(lastEdited, { timezone });
  if (instant === undefined) {
    log.warning('INVALID_DATE', 'lastEdited', 'Expected an ISO 8601 date and time.', lastEdited);
  }
  return instant;
}
