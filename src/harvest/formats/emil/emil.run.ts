import { type Sourced, stated } from '../../../domain/evidence.js';
import { runId } from '../../../domain/identifiers.js';
import type { Place, Price, Run } from '../../../domain/run.js';
import type { IssueLog, MapContext } from '../../format.js';
import { crosswalkConcept, distinctConcepts, statedConcept } from '../../mapping/concepts.js';
import { plausibleDeadline, plausiblePeriod } from '../../mapping/plausibility.js';
import { distinctIdentifiers, readDate, readNumber } from '../../mapping/values.js';
import { plainText } from '../../parse/text.js';
import { distance, noStudentAid, paceOfStudy } from './emil.crosswalk.js';
import { whereaboutsOf } from './emil.place.js';
import type { EmilAddress, EmilEvent, EmilInfo } from './emil.record.js';
import { addressesOf, firstText, textOf } from './emil.text.js';

/** An `EducationEvent` as a run of `opportunity`; `duration` is the extent of the education. */
export function runOf(
  event: EmilEvent,
  info: EmilInfo,
  opportunity: string,
  duration: string | undefined,
  context: MapContext,
  log: IssueLog,
): Run | undefined {
  const key = event.identifier;
  if (key === undefined || key === '') {
    log.warning('MISSING_ID', 'event.identifier', 'The event has no identifier and cannot be told from the others.');
    return undefined;
  }
  const period = periodOf(event, context, log);
  const prices = pricesOf(event, context, log);
  return {
    id: runId(opportunity, key),
    nativeIds: distinctIdentifiers([{ value: key }]),
    period,
    applicationWindows: applicationWindowOf(event, period?.end, context, log),
    places: (event.locations ?? []).flatMap((location) => placeOf(location, context, log) ?? []),
    duration,
    prices,
    free: freeOf(event, prices),
    grants: grantsOf(info),
    languages: distinctConcepts(
      (event.languageOfInstructions ?? []).map((code) =>
        statedConcept('language', code, 'event.languageOfInstructions', log),
      ),
    ),
    modes: modesOf(event, log),
    schedules: schedulesOf(event, log),
    state: event.isCancelled === true ? 'cancelled' : 'unknown',
    capacity: capacityOf(event, log),
  };
}

/** The only run of an education without events that says how long it takes. */
export function undatedRunOf(opportunity: string, info: EmilInfo, duration: string | undefined): Run[] {
  if (duration === undefined) return [];
  return [
    {
      id: runId(opportunity, 'undated'),
      nativeIds: [],
      applicationWindows: [],
      places: [],
      duration,
      prices: [],
      grants: grantsOf(info),
      languages: [],
      modes: [],
      schedules: [],
      state: 'unknown',
    },
  ];
}

/** `execution`; without dates the term in which a course of a university starts, in the words of the source. */
function periodOf(event: EmilEvent, { source }: MapContext, log: IssueLog): Run['period'] {
  const period = plausiblePeriod(
    readDate(event.execution?.start, 'event.execution.start', source, log),
    readDate(event.execution?.end, 'event.execution.end', source, log),
    'event.execution.end',
    log,
  );
  if (period !== undefined) return period;
  const start = (event.extensions ?? []).find(({ startPeriod }) => startPeriod !== undefined)?.startPeriod;
  const term = [start?.period?.semester, start?.period?.year].filter(Boolean).join(' ');
  const native = [term, start?.week === undefined ? '' : `v. ${start.week}`].filter(Boolean).join(', ');
  return native === '' ? undefined : { precision: 'term', native: native.slice(0, 500) };
}

function applicationWindowOf(
  { application }: EmilEvent,
  end: string | undefined,
  { source }: MapContext,
  log: IssueLog,
): Run['applicationWindows'] {
  const opens = readDate(application?.first, 'event.application.first', source, log)?.date;
  const last = readDate(application?.last, 'event.application.last', source, log);
  const closes = plausibleDeadline(last, { opens, end }, 'event.application.last', log);
  const url = addressesOf(application?.url, 'event.application.url', log)[0]?.url;
  return opens === undefined && closes === undefined && url === undefined ? [] : [{ opens, closes, url }];
}

/** `Address`; the order of `wgs84` is not documented. */
function placeOf(address: EmilAddress, context: MapContext, log: IssueLog): Place | undefined {
  const line = plainText([address.streetAddress, address.postalCode].filter(Boolean).join(', '));
  const city = plainText(address.town ?? '');
  const place: Place = {
    name: firstText(address.studyLocation, context) ?? firstText(address.organization, context),
    address: line === '' ? undefined : line,
    city: city === '' ? undefined : city,
    ...whereaboutsOf(address, 'event.locations', log),
  };
  return Object.values(place).some((value) => value !== undefined) ? place : undefined;
}

/**
 * `fees`, and `tuitionFee` of universities as words: it has no currency and is not for everybody (whether there is one
 * at all depends on where a student comes from), so it is no amount that one could compare.
 */
function pricesOf(event: EmilEvent, context: MapContext, log: IssueLog): Price[] {
  const fees = (event.fees ?? []).flatMap((fee): Price[] => {
    const amount = readNumber(fee.totalAmount, 'event.fees.totalAmount', log);
    const code = fee.currency ?? context.source.constants?.currency;
    const text = textOf(fee.condition, context);
    if (amount !== undefined && (code === undefined || code === '')) {
      log.warning('MISSING_REQUIRED', 'event.fees.currency', 'An amount without a currency is no price.', amount);
    }
    const currency =
      amount === undefined || code === undefined || code === ''
        ? undefined
        : statedConcept('currency', code, 'event.fees.currency', log)?.value;
    if (amount !== undefined && currency !== undefined) return [{ amount, currency, text }];
    return text === undefined ? [] : [{ text }];
  });
  const tuition = (event.extensions ?? []).flatMap(({ tuitionFee }): Price[] => {
    const parts = [
      tuitionFee?.total === undefined ? '' : `total ${tuitionFee.total}`,
      tuitionFee?.first === undefined ? '' : `first ${tuitionFee.first}`,
    ].filter(Boolean);
    return parts.length === 0 ? [] : [{ kind: 'tuitionFee', text: { und: parts.join(', ') } }];
  });
  return [...fees, ...tuition];
}

/** A condition of a fee that sets none: it only says once more that the education costs nothing. */
const unconditional =
  /^(?:(?:utbildningen|kursen|programmet) är (?:kostnadsfri|avgiftsfri|gratis)|(?:the|this) (?:course|education|programme) is free(?: of charge)?)[.!]?$/i;

/**
 * Free only by fees of 0 that have no condition, such as where a student comes from; `tuitionFee.value` false does not
 * say for whom.
 */
function freeOf({ fees = [] }: EmilEvent, prices: readonly Price[]): Sourced<boolean> | undefined {
  const stating = prices.filter(({ kind }) => kind === undefined);
  const isFree = ({ amount, text = {} }: Price) =>
    amount === 0 && Object.values(text).every((condition) => unconditional.test(condition));
  if (fees.length === 0 || stating.length < fees.length || !stating.every(isFree)) return undefined;
  return stated(true, 'event.fees.totalAmount');
}

/** `eligibleForStudentAid`: the codes are lists of the Swedish Board of Student Finance. */
function grantsOf({ eligibleForStudentAid }: EmilInfo): Run['grants'] {
  const code = eligibleForStudentAid?.code;
  if (code === undefined || code === '' || noStudentAid.includes(code.toLowerCase())) return [];
  return [{ title: { sv: code.toLowerCase() === 'ja' ? 'Studiestöd' : `Studiestöd (${code})` } }];
}

function modesOf(event: EmilEvent, log: IssueLog): Sourced<string>[] {
  const path = 'event.distance.noOfMandatorySessions';
  const sessions = readNumber(event.distance?.noOfMandatorySessions, path, log);
  if (sessions === undefined) return [];
  const concept = crosswalkConcept(distance, sessions > 0 ? 'sessions' : 'none', path, log);
  return distinctConcepts([concept === undefined ? undefined : { ...concept, native: String(sessions) }]);
}

function schedulesOf(event: EmilEvent, log: IssueLog): Sourced<string>[] {
  const path = 'event.paceOfStudy.percentage';
  const pace = readNumber(event.paceOfStudy?.percentage, path, log);
  if (pace !== undefined && pace > 200) {
    log.warning('IMPLAUSIBLE_VALUE', path, 'A pace of study is expected to be at most 200 %.', pace);
  }
  return pace === 100 ? distinctConcepts([crosswalkConcept(paceOfStudy, '100', path, log)]) : [];
}

function capacityOf({ places }: EmilEvent, log: IssueLog): number | undefined {
  const capacity = readNumber(places, 'event.places', log);
  if (capacity === undefined || Number.isSafeInteger(capacity)) return capacity;
  log.warning('INVALID_NUMBER', 'event.places', 'The number of places is not a whole number.', capacity);
  return undefined;
}
