import type { Sourced } from '../../../domain/evidence.js';
import { runId } from '../../../domain/identifiers.js';
import type { Place, Run } from '../../../domain/run.js';
import type { IssueLog, MapContext } from '../../format.js';
import { crosswalkConcept, distinctConcepts, statedConcept } from '../../mapping/concepts.js';
import { emptyRun } from '../../mapping/empty-run.js';
import { plausiblePeriod, plausiblePoint } from '../../mapping/plausibility.js';
import { languageMapOf } from '../../mapping/texts.js';
import { parseTolerantly } from '../../mapping/tolerant-parse.js';
import { distinctIdentifiers, readDate, readNumber } from '../../mapping/values.js';
import { plainText } from '../../parse/text.js';
import { offeringFormat, paceOfStudy } from './edu-api.crosswalk.js';
import {
  academicSessionRecord,
  type EduApiLocation,
  type EduApiOffering,
  type EduApiTemplate,
  offeringRecord,
} from './edu-api.record.js';
import { codesOf, taggedTexts, textOf } from './edu-api.text.js';

/** A `CourseOffering` or `CollectionOffering` as a run of `opportunity`. */
export function runOf(
  { resource, academicSession }: { readonly resource?: unknown; readonly academicSession?: unknown },
  template: EduApiTemplate,
  opportunity: string,
  context: MapContext,
  log: IssueLog,
): Run | undefined {
  const offering = parseTolerantly(offeringRecord, resource, log);
  if (offering === undefined) return undefined;
  const key = offering.sourcedId ?? offering.primaryCode?.identifier;
  if (key === undefined || key === '') {
    log.warning('MISSING_ID', 'offering.sourcedId', 'The offering has no id and cannot be told from the others.');
    return undefined;
  }
  return {
    id: runId(opportunity, key),
    nativeIds: distinctIdentifiers([{ scheme: 'sourcedId', value: offering.sourcedId }, ...codesOf(offering)]),
    period: periodOf(offering, academicSession, context, log),
    applicationWindows: [],
    places: (offering.locations ?? []).flatMap((location) => placeOf(location, template, context, log) ?? []),
    prices: [],
    grants: [],
    languages: distinctConcepts(
      (offering.teachingLanguage ?? []).map((tag) => statedConcept('language', tag, 'offering.teachingLanguage', log)),
    ),
    modes: distinctConcepts(
      (offering.offeringFormat ?? []).map((format) =>
        crosswalkConcept(offeringFormat, format, 'offering.offeringFormat', log),
      ),
    ),
    schedules: schedulesOf(offering.paceOfStudy, 'offering.paceOfStudy', log),
    state: isInactive(offering) || isInactive(template) ? 'closed' : registrationOf(offering, log),
    capacity: capacityOf(offering, log),
  };
}

/** `registrationStatus`; pending and a waiting list are neither open nor closed. */
function registrationOf({ registrationStatus }: EduApiOffering, log: IssueLog): Run['state'] {
  const status = registrationStatus?.toLowerCase() ?? '';
  if (status === 'open' || status === 'closed') return status;
  if (!['', 'pending', 'waitlist'].includes(status) && !status.startsWith('ext:')) {
    const message = 'Expected open, closed, pending or waitlist.';
    log.warning('UNMAPPED_VALUE', 'offering.registrationStatus', message, registrationStatus);
  }
  return 'unknown';
}

function placeOf(
  { description, geoLocation: { latitude, longitude } = {} }: EduApiLocation,
  { recordLanguage }: EduApiTemplate,
  { source }: MapContext,
  log: IssueLog,
): Place | undefined {
  const name = Object.values(textOf(description, recordLanguage ?? source.language) ?? {})[0];
  const path = 'offering.locations.geoLocation';
  const isPoint = latitude !== undefined && longitude !== undefined;
  const geo = isPoint ? plausiblePoint(latitude, longitude, path, log) : undefined;
  return name === undefined && geo === undefined ? undefined : { name, geo };
}

/** A template that is not in use has nothing that one could enrol in; without offerings a run has to say so. */
export function inactiveRunOf(opportunity: string, template: EduApiTemplate): Run[] {
  if (!isInactive(template)) return [];
  return [{ ...emptyRun(runId(opportunity, 'inactive')), state: 'closed' }];
}

/** `paceOfStudy` of a template or an offering. */
export function schedulesOf(percentage: string | undefined, path: string, log: IssueLog): Sourced<string>[] {
  const pace = readNumber(percentage?.replace(/\s*%$/, ''), path, log);
  if (pace !== 100) return [];
  return distinctConcepts([crosswalkConcept(paceOfStudy, '100', path, log)]);
}

function isInactive({ recordStatus }: { readonly recordStatus?: string | undefined }): boolean {
  return recordStatus?.toLowerCase() === 'inactive';
}

/** `startDate` and `endDate`; else those of the academic session, or its code alone. */
function periodOf(
  offering: EduApiOffering,
  academicSession: unknown,
  { source }: MapContext,
  log: IssueLog,
): Run['period'] {
  const code = offering.academicSessionCode?.slice(0, 500);
  const own = plausiblePeriod(
    readDate(offering.startDate, 'offering.startDate', source, log),
    readDate(offering.endDate, 'offering.endDate', source, log),
    'offering.endDate',
    log,
  );
  const native = code === undefined || code === '' ? {} : { native: code };
  if (own !== undefined) return { ...own, ...native };
  const isThere = academicSession !== undefined && academicSession !== null;
  const session = isThere ? parseTolerantly(academicSessionRecord, academicSession, log) : undefined;
  const term = plausiblePeriod(
    readDate(session?.startDate, 'academicSession.startDate', source, log),
    readDate(session?.endDate, 'academicSession.endDate', source, log),
    'academicSession.endDate',
    log,
  );
  const title = languageMapOf(taggedTexts(session?.title), source.language, plainText);
  const name = native.native ?? Object.values(title ?? {})[0]?.slice(0, 500);
  if (term === undefined && name === undefined) return undefined;
  return { ...term, precision: 'term', ...(name === undefined ? {} : { native: name }) };
}

function capacityOf({ maxNumberStudents }: EduApiOffering, log: IssueLog): number | undefined {
  const capacity = readNumber(maxNumberStudents, 'offering.maxNumberStudents', log);
  if (capacity === undefined || Number.isSafeInteger(capacity)) return capacity;
  log.warning('INVALID_NUMBER', 'offering.maxNumberStudents', 'The number of places is not a whole number.', capacity);
  return undefined;
}
