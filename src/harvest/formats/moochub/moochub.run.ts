import { type Sourced, stated } from '../../../domain/evidence.js';
import { runId } from '../../../domain/identifiers.js';
import type { Place, Price, Run } from '../../../domain/run.js';
import type { IssueLog, MapContext } from '../../format.js';
import { statedConcept } from '../../mapping/concepts.js';
import { plausibleDeadline, plausiblePeriod, plausiblePoint } from '../../mapping/plausibility.js';
import { type ReadDate, readDate, readNumber } from '../../mapping/values.js';
import { plainText } from '../../parse/text.js';
import { accessValues } from './moochub.crosswalk.js';
import type { CourseAttributes, MoochubLocation, MoochubOffer } from './moochub.record.js';

type Dates = Pick<Run, 'period' | 'applicationWindows'>;

/**
 * The runs of a course: one for every place of the parallel series `startDate`, `endDate` and `expires`. What is said
 * once for the course (offers, access, place, duration) holds for each. Without dates there is a run only if there is
 * something else to say about it.
 */
export function runsOf(
  opportunity: string,
  attributes: CourseAttributes,
  duration: string | undefined,
  context: MapContext,
  log: IssueLog,
): Run[] {
  const prices = pricesOf(attributes.offer ?? attributes.offers ?? [], context, log);
  const places = (attributes.contentLocation ?? []).flatMap((location) => placeOf(location, log) ?? []);
  const free = freeOf(attributes.access ?? [], prices, log);
  const common = { nativeIds: [], places, duration, prices, free, grants: [], languages: [], modes: [], schedules: [] };
  const dated = datedRuns(attributes, context, log);
  if (dated.length === 0) {
    const says = places.length > 0 || prices.length > 0 || free !== undefined || duration !== undefined;
    if (!says) return [];
    return [{ id: runId(opportunity, 'undated'), ...common, applicationWindows: [], state: 'unknown' }];
  }
  const keys = new Map<string, number>();
  return dated.map((dates) => {
    const key = `${dates.period?.start ?? ''}/${dates.period?.end ?? ''}`;
    const count = (keys.get(key) ?? 0) + 1;
    keys.set(key, count);
    const id = runId(opportunity, count === 1 ? key : `${key}#${count}`);
    return { id, ...common, ...dates, state: 'unknown' };
  });
}

function datedRuns(attributes: CourseAttributes, { source }: MapContext, log: IssueLog): Dates[] {
  const { startDate = [], endDate = [], expires = attributes.availableUntil ?? [] } = attributes;
  const expiresPath = attributes.expires === undefined ? 'attributes.availableUntil' : 'attributes.expires';
  const read = (text: string | null | undefined, path: string) => readDate(text ?? undefined, path, source, log);
  const count = Math.max(startDate.length, endDate.length, expires.length);
  const rows = Array.from({ length: count }, (_, index) => {
    const start = read(startDate[index], 'attributes.startDate');
    const end = read(endDate[index], 'attributes.endDate');
    const expiry = read(expires[index], expiresPath);
    return { start, end, expiry, period: plausiblePeriod(start, end, 'attributes.endDate', log) };
  }).filter(({ period, expiry }) => period !== undefined || expiry !== undefined);
  const application = applicationWindow(attributes, rows.length, rows[0]?.period?.end, read, log);
  if (rows.length === 0) return application === undefined ? [] : [{ applicationWindows: [application] }];
  return rows.map(({ start, end, expiry, period }) => ({
    period,
    applicationWindows: application === undefined ? openEnded(start, end, expiry, expiresPath, log) : [application],
  }));
}

/**
 * A course with a start and no end is open from then on, until it expires; so is one that expires later than it ends,
 * which can be taken by oneself until then.
 */
function openEnded(
  start: ReadDate | undefined,
  end: ReadDate | undefined,
  expiry: ReadDate | undefined,
  path: string,
  log: IssueLog,
): Run['applicationWindows'] {
  if (end !== undefined && (expiry === undefined || expiry.date <= end.date)) return [];
  const opens = start?.date;
  const closes = plausibleDeadline(expiry, { opens }, path, log);
  return opens === undefined && closes === undefined ? [] : [{ opens, closes }];
}

/** `applicationStartDate` and `applicationDeadline` are there once, so they tell nothing where there are several runs. */
function applicationWindow(
  { applicationStartDate, applicationDeadline }: CourseAttributes,
  runs: number,
  end: string | undefined,
  read: (text: string | undefined, path: string) => ReadDate | undefined,
  log: IssueLog,
): Run['applicationWindows'][number] | undefined {
  const opens = read(applicationStartDate, 'attributes.applicationStartDate')?.date;
  const last = read(applicationDeadline, 'attributes.applicationDeadline');
  if (opens === undefined && last === undefined) return undefined;
  if (runs > 1) {
    const message = `There are ${runs} runs, and nothing says which of them the application period is for.`;
    log.warning(
      'UNRESOLVED_REFERENCE',
      'attributes.applicationDeadline',
      message,
      applicationDeadline ?? applicationStartDate,
    );
    return undefined;
  }
  const closes = plausibleDeadline(last, { opens, end }, 'attributes.applicationDeadline', log);
  return opens === undefined && closes === undefined ? undefined : { opens, closes };
}

function pricesOf(offers: readonly MoochubOffer[], { source }: MapContext, log: IssueLog): Price[] {
  return offers.flatMap((offer): Price[] => {
    const amount = readNumber(offer.price, 'attributes.offer.price', log);
    const code = offer.priceCurrency ?? source.constants?.currency;
    if (amount === undefined) return [];
    if (code === undefined || code === '') {
      log.warning(
        'MISSING_REQUIRED',
        'attributes.offer.priceCurrency',
        'An amount without a currency is no price.',
        amount,
      );
      return [];
    }
    const currency = statedConcept('currency', code, 'attributes.offer.priceCurrency', log)?.value;
    const once = offer.paymentFrequency === undefined || offer.paymentFrequency === 'one-time';
    const kind = [offer.category, once ? undefined : offer.paymentFrequency].filter(Boolean).join(', ');
    return currency === undefined ? [] : [{ amount, currency, kind: kind === '' ? undefined : kind }];
  });
}

/** Whether taking the course costs nothing: `access` says so, or the price of the course itself is 0. */
function freeOf(access: readonly string[], prices: readonly Price[], log: IssueLog): Sourced<boolean> | undefined {
  const values = access.map((value) => value.toLowerCase());
  for (const value of values) {
    if (accessValues.includes(value)) continue;
    log.warning('UNMAPPED_VALUE', 'attributes.access', `Expected one of ${accessValues.join(', ')}.`, value);
  }
  const native = access.join(', ').slice(0, 500);
  if (values.includes('free')) return { ...stated(true, 'attributes.access'), native };
  if (values.includes('paid')) return { ...stated(false, 'attributes.access'), native };
  const forCourse = prices.filter(({ kind }) => kind === undefined || /^(course|complete)/.test(kind));
  return forCourse.some(({ amount }) => amount === 0) ? stated(true, 'attributes.offer.price') : undefined;
}

/** `contentLocation`; names that stand for no place at all (`online`, `hybrid`) are none. */
function placeOf(location: MoochubLocation, log: IssueLog): Place | undefined {
  const { address, latitude, longitude } = location;
  const name = plainText(location.name ?? '');
  const line = plainText([address?.streetAddress, address?.postalCode].filter(Boolean).join(', '));
  const city = plainText(address?.city ?? '');
  const code = address?.addressCountry;
  const place: Place = {
    name: name === '' || /^(online|hybrid)$/i.test(name) ? undefined : name,
    address: line === '' ? undefined : line,
    city: city === '' ? undefined : city,
    country:
      code === undefined || code === ''
        ? undefined
        : statedConcept('country', code, 'attributes.contentLocation.address.addressCountry', log),
    geo:
      latitude === undefined || longitude === undefined
        ? undefined
        : plausiblePoint(latitude, longitude, 'attributes.contentLocation', log),
  };
  return Object.values(place).some((value) => value !== undefined) ? place : undefined;
}
