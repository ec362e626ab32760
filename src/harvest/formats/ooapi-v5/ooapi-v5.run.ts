import { runId } from '../../../domain/identifiers.js';
import type { Place, Run } from '../../../domain/run.js';
import type { IssueLog, MapContext } from '../../format.js';
import { crosswalkConcept, distinctConcepts, statedConcept } from '../../mapping/concepts.js';
import { emptyRun } from '../../mapping/empty-run.js';
import { plausibleDeadline, plausiblePeriod, plausiblePoint } from '../../mapping/plausibility.js';
import { languageMapOf } from '../../mapping/texts.js';
import { parseTolerantly } from '../../mapping/tolerant-parse.js';
import { distinctIdentifiers, readDate } from '../../mapping/values.js';
import { plainText } from '../../parse/text.js';
import { codesOf } from './ooapi-v5.codes.js';
import { modeOfDelivery, teachingAddressTypes } from './ooapi-v5.crosswalk.js';
import { textsOf } from './ooapi-v5.organization.js';
import { capacityOf, freeOf, pricesOf } from './ooapi-v5.price.js';
import { academicSessionRecord, type OoapiAddress, type OoapiOffering, offeringRecord } from './ooapi-v5.record.js';

/** What a run takes over from its course or program where the offering itself is silent. */
export interface OfferDefaults {
  readonly duration: string | undefined;
  readonly places: readonly Place[];
}

/** A `CourseOffering` or `ProgramOffering` as a run of `opportunity`. */
export function runOf(
  { resource, academicSession }: { readonly resource?: unknown; readonly academicSession?: unknown },
  opportunity: string,
  defaults: OfferDefaults,
  context: MapContext,
  log: IssueLog,
): Run | undefined {
  const offering = parseTolerantly(offeringRecord, resource, log);
  if (offering === undefined) return undefined;
  const { offeringId, primaryCode } = offering;
  const key = offeringId ?? primaryCode?.code ?? offering.startDate;
  if (key === undefined || key === '') {
    log.warning('MISSING_ID', 'offering.offeringId', 'The offering has no id and cannot be told from the others.');
    return undefined;
  }
  const period = periodOf(offering, academicSession, context, log);
  const own = placesOf(offering.addresses, 'offering.addresses', context, log);
  const prices = pricesOf(offering.priceInformation ?? [], context, log);
  const teachingLanguage = offering.teachingLanguage;
  return {
    id: runId(opportunity, key),
    nativeIds: distinctIdentifiers([{ scheme: 'offeringId', value: offeringId }, ...codesOf(offering, offeringId)]),
    period,
    applicationWindows: applicationWindowOf(offering, period?.end, context, log),
    places: own.length > 0 ? own : [...defaults.places],
    duration: defaults.duration,
    prices,
    free: freeOf(offering.priceInformation ?? [], prices),
    grants: [],
    languages:
      teachingLanguage === undefined
        ? []
        : distinctConcepts([statedConcept('language', teachingLanguage, 'offering.teachingLanguage', log)]),
    modes: distinctConcepts(
      (offering.modeOfDelivery ?? []).map((mode) =>
        crosswalkConcept(modeOfDelivery, mode, 'offering.modeOfDelivery', log),
      ),
    ),
    schedules: [],
    state: stateOf(offering, log),
    capacity: capacityOf(offering.maxNumberStudents, log),
  };
}

/** The only run of an offer that has no offerings, but says where it takes place or how long it takes. */
export function undatedRunOf(opportunity: string, { places, duration }: OfferDefaults): Run[] {
  if (places.length === 0 && duration === undefined) return [];
  return [{ ...emptyRun(runId(opportunity, 'undated')), places: [...places], duration }];
}

/** Addresses where teaching takes place. */
export function placesOf(
  addresses: readonly OoapiAddress[] | undefined,
  path: string,
  context: MapContext,
  log: IssueLog,
): Place[] {
  return (addresses ?? [])
    .filter(({ addressType }) => addressType === undefined || teachingAddressTypes.includes(addressType.toLowerCase()))
    .map((address) => placeOf(address, path, context, log))
    .filter((place) => Object.values(place).some((value) => value !== undefined));
}

function placeOf(address: OoapiAddress, path: string, context: MapContext, log: IssueLog): Place {
  const name = Object.values(languageMapOf(textsOf(address.additional), context.source.language, plainText) ?? {})[0];
  const street = [address.street, address.streetNumber].filter(Boolean).join(' ');
  const line = plainText([street, address.postalCode].filter(Boolean).join(', '));
  const city = plainText(address.city ?? '');
  const { countryCode } = address;
  const geolocation = address.geolocation ?? address.geoLocation ?? address['geoLocation '];
  return {
    name,
    address: line === '' ? undefined : line,
    city: city === '' ? undefined : city,
    country:
      countryCode === undefined || countryCode === ''
        ? undefined
        : statedConcept('country', countryCode, `${path}.countryCode`, log),
    geo:
      geolocation === undefined
        ? undefined
        : plausiblePoint(geolocation.latitude, geolocation.longitude, `${path}.geolocation`, log),
  };
}

function periodOf(
  offering: OoapiOffering,
  academicSession: unknown,
  { source }: MapContext,
  log: IssueLog,
): Run['period'] {
  const start = readDate(offering.startDate, 'offering.startDate', source, log);
  const end = readDate(offering.endDate, 'offering.endDate', source, log);
  const period = plausiblePeriod(start, end, 'offering.endDate', log);
  if (period !== undefined) return { ...period, native: flexibleEntry(offering) };
  const session =
    academicSession === undefined ? undefined : parseTolerantly(academicSessionRecord, academicSession, log);
  if (session === undefined) return undefined;
  const term = plausiblePeriod(
    readDate(session.startDate, 'academicSession.startDate', source, log),
    readDate(session.endDate, 'academicSession.endDate', source, log),
    'academicSession.endDate',
    log,
  );
  const name = Object.values(languageMapOf(textsOf(session.name), source.language, plainText) ?? {})[0];
  return term === undefined ? undefined : { ...term, precision: 'term', native: name?.slice(0, 500) };
}

/** The period within which one can start at any moment has no element of its own: kept in the words of the source. */
function flexibleEntry({
  flexibleEntryPeriodStart: from,
  flexibleEntryPeriodEnd: to,
}: OoapiOffering): string | undefined {
  if (from === undefined && to === undefined) return undefined;
  return `flexible entry period ${from ?? ''}/${to ?? ''}`.slice(0, 500);
}

function applicationWindowOf(
  offering: OoapiOffering,
  end: string | undefined,
  { source }: MapContext,
  log: IssueLog,
): Run['applicationWindows'] {
  const opens = readDate(offering.enrollStartDate, 'offering.enrollStartDate', source, log)?.date;
  const last = readDate(offering.enrollEndDate, 'offering.enrollEndDate', source, log);
  const closes = plausibleDeadline(last, { opens, end }, 'offering.enrollEndDate', log);
  return opens === undefined && closes === undefined ? [] : [{ opens, closes }];
}

/** `registrationStatus` of the consumer RIO; OOAPI itself has no state. */
function stateOf({ consumers = [] }: OoapiOffering, log: IssueLog): Run['state'] {
  const rio = consumers.find(({ consumerKey }) => consumerKey?.toLowerCase() === 'rio');
  const status = rio?.registrationStatus?.toLowerCase();
  if (status === undefined) return 'unknown';
  if (status === 'open' || status === 'closed') return status;
  log.warning('UNMAPPED_VALUE', 'offering.consumers.registrationStatus', 'Expected "open" or "closed".', status);
  return 'unknown';
}
