import { runId } from '../../../domain/identifiers.js';
import type { Run } from '../../../domain/run.js';
import type { IssueLog, MapContext } from '../../format.js';
import { crosswalkConcept, distinctConcepts, statedConcept } from '../../mapping/concepts.js';
import { plausibleDeadline, plausiblePeriod } from '../../mapping/plausibility.js';
import { languageMapOf } from '../../mapping/texts.js';
import { parseTolerantly } from '../../mapping/tolerant-parse.js';
import { distinctIdentifiers, readAddress, readDate } from '../../mapping/values.js';
import { plainText } from '../../parse/text.js';
import { textsOf } from '../ooapi-v5/ooapi-v5.organization.js';
import { capacityOf, freeOf, pricesOf } from '../ooapi-v5/ooapi-v5.price.js';
import { type OfferDefaults, placesOf } from '../ooapi-v5/ooapi-v5.run.js';
import { modeOfDelivery, offeringState } from './ooapi-v6.crosswalk.js';
import { academicSessionRecord, type OoapiOffering, offeringRecord } from './ooapi-v6.record.js';

/** A `CourseOffering` or `ProgrammeOffering` as a run of `opportunity`. */
export function runOf(
  { resource, academicSession }: { readonly resource?: unknown; readonly academicSession?: unknown },
  opportunity: string,
  defaults: OfferDefaults,
  context: MapContext,
  log: IssueLog,
): Run | undefined {
  const offering = parseTolerantly(offeringRecord, resource, log);
  if (offering === undefined) return undefined;
  const { courseOfferingId, programmeOfferingId, primaryCode, otherCodes = [], priceInformation = [] } = offering;
  const key = courseOfferingId ?? programmeOfferingId ?? primaryCode?.code;
  if (key === undefined || key === '') {
    log.warning(
      'MISSING_ID',
      'offering.courseOfferingId',
      'The offering has no id and cannot be told from the others.',
    );
    return undefined;
  }
  const period = periodOf(offering, academicSession, context, log);
  const own = placesOf(offering.addresses, 'offering.addresses', context, log);
  const prices = pricesOf(priceInformation, context, log);
  return {
    id: runId(opportunity, key),
    nativeIds: distinctIdentifiers([
      { scheme: 'courseOfferingId', value: courseOfferingId },
      { scheme: 'programmeOfferingId', value: programmeOfferingId },
      ...[primaryCode, ...otherCodes].map((entry) => ({ scheme: entry?.codeType, value: entry?.code })),
    ]),
    period,
    applicationWindows: enrolmentOf(offering, period?.end, context, log),
    places: own.length > 0 ? own : [...defaults.places],
    duration: defaults.duration,
    prices,
    free: freeOf(priceInformation, prices),
    grants: [],
    languages: distinctConcepts(
      (offering.teachingLanguages ?? []).map((tag) =>
        statedConcept('language', tag, 'offering.teachingLanguages', log),
      ),
    ),
    modes: distinctConcepts(
      (offering.modesOfDelivery ?? []).map((mode) =>
        crosswalkConcept(modeOfDelivery, mode, 'offering.modesOfDelivery', log),
      ),
    ),
    schedules: [],
    state: stateOf(offering, log),
    capacity: capacityOf(offering.maxNumberStudents, log),
  };
}

/** The dates of the offering, which only an active one must have; else those of its academic session. */
function periodOf(
  offering: OoapiOffering,
  academicSession: unknown,
  { source }: MapContext,
  log: IssueLog,
): Run['period'] {
  const read = (text: string | undefined, path: string) => readDate(text, path, source, log);
  const start = read(offering.startDateTime, 'offering.startDateTime');
  const end = read(offering.endDateTime, 'offering.endDateTime');
  const period = plausiblePeriod(start, end, 'offering.endDateTime', log);
  if (period !== undefined) return { ...period, native: flexibleEntry(offering) };
  const isThere = academicSession !== undefined && academicSession !== null;
  const session = isThere ? parseTolerantly(academicSessionRecord, academicSession, log) : undefined;
  const term = plausiblePeriod(
    read(session?.startDateTime, 'academicSession.startDateTime'),
    read(session?.endDateTime, 'academicSession.endDateTime'),
    'academicSession.endDateTime',
    log,
  );
  const name = Object.values(languageMapOf(textsOf(session?.name), source.language, plainText) ?? {})[0];
  return term === undefined ? undefined : { ...term, precision: 'term', native: name?.slice(0, 500) };
}

/** The period within which one can start at any moment has no element of its own: kept in the words of the source. */
function flexibleEntry(offering: OoapiOffering): string | undefined {
  const from = offering.flexibleEntryPeriodStartDateTime;
  const to = offering.flexibleEntryPeriodEndDateTime;
  return from === undefined && to === undefined
    ? undefined
    : `flexible entry period ${from ?? ''}/${to ?? ''}`.slice(0, 500);
}

/** `enrolmentPeriods`, one for each target group. */
function enrolmentOf(
  { enrolmentPeriods = [] }: OoapiOffering,
  end: string | undefined,
  { source }: MapContext,
  log: IssueLog,
): Run['applicationWindows'] {
  const path = 'offering.enrolmentPeriods';
  return enrolmentPeriods.flatMap(({ startDateTime, endDateTime, enrolmentUrl }) => {
    const opens = readDate(startDateTime, `${path}.startDateTime`, source, log)?.date;
    const last = readDate(endDateTime, `${path}.endDateTime`, source, log);
    const closes = plausibleDeadline(last, { opens, end }, `${path}.endDateTime`, log);
    const url = readAddress(enrolmentUrl, `${path}.enrolmentUrl`, log);
    return opens === undefined && closes === undefined && url === undefined ? [] : [{ opens, closes, url }];
  });
}

function stateOf({ state }: OoapiOffering, log: IssueLog): Run['state'] {
  if (state === undefined || state === '') return 'unknown';
  const wanted = state.toLowerCase();
  const known = Object.hasOwn(offeringState, wanted) ? offeringState[wanted] : undefined;
  if (known === undefined) log.warning('UNMAPPED_VALUE', 'offering.state', 'The value is not a state of v6.', state);
  return known ?? 'unknown';
}
