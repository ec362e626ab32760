import type { Sourced } from '../../../domain/evidence.js';
import { opportunityId } from '../../../domain/identifiers.js';
import type { LearningOpportunityDraft } from '../../../domain/learning-opportunity.js';
import type { LanguageMap } from '../../../domain/multilingual.js';
import type { Run } from '../../../domain/run.js';
import { vocabulary } from '../../../domain/vocabularies/vocabulary.js';
import { IssueLog, type MapContext, type Mapped, type RawRecord } from '../../format.js';
import { crosswalkConcept, distinctConcepts, statedConcept } from '../../mapping/concepts.js';
import { plausibleDuration } from '../../mapping/plausibility.js';
import { joinHtml, languageMapOf } from '../../mapping/texts.js';
import { parseTolerantly } from '../../mapping/tolerant-parse.js';
import { distinctIdentifiers, readAddress } from '../../mapping/values.js';
import { cleanHtml, plainText } from '../../parse/text.js';
import { levelOf } from '../ooapi-v5/ooapi-v5.level.js';
import { textsOf } from '../ooapi-v5/ooapi-v5.organization.js';
import type { LanguageTypedStrings } from '../ooapi-v5/ooapi-v5.record.js';
import { placesOf, undatedRunOf } from '../ooapi-v5/ooapi-v5.run.js';
import { studyLoadOf } from '../ooapi-v5/ooapi-v5.study-load.js';
import { levels, microCredentialDocument, modeOfDelivery, modeOfStudy, programmeKind } from './ooapi-v6.crosswalk.js';
import { assembledRecord, type CompleteRecord, type OoapiOffer, offerRecord } from './ooapi-v6.record.js';
import { credentialsOf, outcomesOf, providersOf, stackabilityOf } from './ooapi-v6.relations.js';
import { runOf } from './ooapi-v6.run.js';

/** Maps a `Course` or `Programme` of v6, put together with what it refers to, to the canonical record. */
export function mapOoapi6(record: RawRecord, context: MapContext): Mapped {
  const log = new IssueLog(context.source.id, `#${record.position}`);
  const assembled = assembledRecord.safeParse(record.data);
  if (!assembled.success || assembled.data.kind === 'unknown') {
    log.error('UNSUPPORTED_RECORD', '', 'The resource is neither a course nor a programme of v6.', record.data);
    return { issues: log.issues };
  }
  const { kind, resource } = assembled.data;
  if (kind === 'offering') {
    const message = 'The feed does not have the course or programme of this offering.';
    log.error('UNRESOLVED_REFERENCE', 'offering', message, resource);
    return { issues: log.issues };
  }
  const offer = parseTolerantly(offerRecord, resource, log);
  const nativeId = kind === 'course' ? offer?.courseId : offer?.programmeId;
  if (offer === undefined || nativeId === undefined || nativeId === '' || nativeId.length > 1000) {
    log.error('MISSING_ID', `${kind}Id`, 'The resource has no id of 1 to 1,000 characters.', nativeId);
    return { issues: log.issues };
  }
  log.identify(nativeId);
  const title = languageMapOf(textsOf(offer.name), context.source.language, plainText);
  if (title === undefined) {
    log.error('MISSING_REQUIRED', 'name', 'The resource has no name in any language.');
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
  const text = (strings: LanguageTypedStrings | undefined) =>
    languageMapOf(textsOf(strings), source.language, cleanHtml);
  const more = (offer.supplementaryInformation ?? []).filter(({ type }) => type === 'text').map(({ value }) => value);
  return {
    id,
    source: source.id,
    nativeIds: distinctIdentifiers([
      { scheme: assembled.kind === 'course' ? 'courseId' : 'programmeId', value: nativeId },
      ...[offer.primaryCode, ...(offer.otherCodes ?? [])].map((entry) => ({
        scheme: entry?.codeType,
        value: entry?.code,
      })),
      { scheme: 'abbreviation', value: offer.abbreviation },
    ]),
    title,
    description: text(offer.description) ?? joinHtml(more.map(text)),
    kinds: [kindOf(assembled.kind, offer, log)],
    microCredential: microCredentialOf(offer),
    learningOutcomes: outcomesOf(assembled.learningOutcomes, title, context, log),
    ...studyLoadOf(offer.studyLoad ?? [], log),
    ...levelOf(offer, undefined, levels, log),
    educationLevels: educationLevelsOf(offer),
    fields: distinctConcepts(filled(offer.fieldsOfStudy).map((code) => fieldOf(code, log))),
    languages: distinctConcepts(
      (offer.teachingLanguages ?? []).map((tag) => statedConcept('language', tag, 'teachingLanguages', log)),
    ),
    modes: distinctConcepts(
      (offer.modesOfDelivery ?? []).map((mode) => crosswalkConcept(modeOfDelivery, mode, 'modesOfDelivery', log)),
    ),
    schedules: distinctConcepts(
      filled(offer.modeOfStudy).map((mode) => crosswalkConcept(modeOfStudy, mode, 'modeOfStudy', log)),
    ),
    assessments: [text(offer.assessment)].flatMap((it) => (it === undefined ? [] : [{ text: it }])),
    prerequisites: joinHtml([text(offer.admissionRequirements), text(offer.qualificationRequirements)]),
    providers: providersOf(assembled, context, log),
    stackability: stackabilityOf(assembled, context),
    credentials: credentialsOf(offer, log),
    homepages: filled(readAddress(offer.link, 'link', log)).map((url) => ({ url })),
    runs: runsOf(id, offer, assembled, context, log),
    provenance: { format: 'ooapi-v6', feed: context.feed.uri, record: nativeId, position: record.position },
  };
}

function filled(value: string | undefined): string[] {
  return value === undefined || value === '' ? [] : [value];
}

/** The kind of resource: `Course` is the EU concept "Course", `Programme` "Educational programme". */
function kindOf(kind: string, { programmeType }: OoapiOffer, log: IssueLog): Sourced<string> {
  const code = kind === 'course' ? 'course' : 'educational-programme';
  const value = vocabulary('opportunity-type').find(code)?.iri ?? code;
  const rule = 'ooapi-resource';
  if (kind === 'course') return { value, basis: 'mapped', rule, native: 'Course' };
  if (programmeType === undefined) return { value, basis: 'mapped', rule, native: 'Programme' };
  const wanted = programmeType.toLowerCase();
  const basis = Object.hasOwn(programmeKind, wanted) ? programmeKind[wanted] : undefined;
  if (basis === undefined) {
    log.warning('UNMAPPED_VALUE', 'programmeType', 'The value is not a programme type of v6.', programmeType);
  }
  const native = `Programme ${programmeType}`.slice(0, 500);
  return { value, basis: basis ?? 'close', rule, path: 'programmeType', native };
}

/** `formalDocument`: the only thing that makes a programme lead to a micro-credential; no other document denies it. */
function microCredentialOf({ formalDocument }: OoapiOffer): Sourced<boolean> | undefined {
  if (formalDocument?.toLowerCase() !== microCredentialDocument) return undefined;
  const rule = 'ooapi6-formal-document';
  return { value: true, basis: 'mapped', rule, path: 'formalDocument', native: formalDocument };
}

/** `level`, and a `levelOfQualification` that has no place in the EQF. */
function educationLevelsOf({ level, levelOfQualification }: OoapiOffer) {
  const outside = filled(levelOfQualification).filter((code) => code.toLowerCase() === 'eqf_0');
  return [
    ...filled(level)
      .filter((code) => code !== 'undefined')
      .map((code) => ({ scheme: 'OOAPI level', code })),
    ...outside.map((code) => ({ scheme: 'OOAPI levelOfQualification', code })),
  ];
}

/** `fieldsOfStudy`: ISCED-F, or six digits of SOI 2021, of which the standard says that they go on from ISCED-F. */
function fieldOf(code: string, log: IssueLog): Sourced<string> | undefined {
  if (!/^\d{5,6}$/.test(code)) return statedConcept('isced-f', code, 'fieldsOfStudy', log);
  const concept = statedConcept('isced-f', code.slice(0, 4), 'fieldsOfStudy', log);
  return concept === undefined ? undefined : { ...concept, basis: 'mapped', rule: 'soi2021-isced-f', native: code };
}

function runsOf(
  opportunity: string,
  offer: OoapiOffer,
  { offerings }: CompleteRecord,
  context: MapContext,
  log: IssueLog,
): Run[] {
  const places = placesOf(offer.addresses, 'addresses', context, log);
  const duration = plausibleDuration(offer.duration, 'duration', log);
  const runs = offerings.flatMap((offering) => runOf(offering, opportunity, { places, duration }, context, log) ?? []);
  return runs.length > 0 ? runs : undatedRunOf(opportunity, { places, duration });
}
