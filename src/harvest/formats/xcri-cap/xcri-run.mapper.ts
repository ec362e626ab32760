import type { Sourced } from '../../../domain/evidence.js';
import { runId } from '../../../domain/identifiers.js';
import type { IssueLog } from '../../format.js';
import type { Calendar } from '../../mapping/values.js';
import type { XcriNode } from './xcri-cap.record.js';
import type { Run } from './xcri-drafts.js';
import { identifiers, mainIdentifier } from './xcri-identity.js';
import { all, attribute, content, first } from './xcri-node.js';
import { type OrganisationContext, readAddress, readPlace } from './xcri-organisations.js';
import { readPrice } from './xcri-price.js';
import { readTemporal, type XcriDate } from './xcri-temporal.js';
import { readAttendanceMode, readLanguages, readStudyMode } from './xcri-vocabularies.js';

/** What the presentations of one course are read with. */
export interface RunContext extends OrganisationContext {
  readonly opportunity: string;
  readonly calendar: Calendar;
  readonly currency: string | undefined;
}

/** A presentation: a run, or where nothing dated, placed, priced or scheduled is stated, only what holds for the offer. */
export interface MappedPresentation {
  readonly run?: Run;
  readonly modes: Sourced<string>[];
  readonly languages: Sourced<string>[];
}

/**
 * `presentation` (MLO learning opportunity instance) → run. The standard lets an aggregator assume full time, campus,
 * daytime and the provider's address where a presentation is silent; Lotse does not, because that was not stated.
 * `attendancePattern`, `age`, `applicationProcedure` and `regulations` have no counterpart in the canonical record.
 */
export function mapPresentation(node: XcriNode, path: string, context: RunContext): MappedPresentation {
  const { log, calendar, texts, currency } = context;
  const temporal = (name: string, prefix = '') =>
    readTemporal(first(node, name), { path: `${path}/${prefix}${name}`, calendar, log });
  const start = temporal('start', 'mlo:');
  const end = plausibleEnd(start, temporal('end'), `${path}/end`, log);
  const window = readWindow(node, path, { opens: temporal('applyFrom'), closes: temporal('applyUntil'), end, log });
  const places = all(node, 'venue').flatMap((venue) => readPlace(venue, context, `${path}/venue`) ?? []);
  const duration = readDuration(first(node, 'duration'), `${path}/mlo:duration@interval`, log);
  const prices = all(node, 'cost').flatMap((cost) => readPrice(cost, `${path}/mlo:cost`, texts, currency) ?? []);
  const capacity = readCapacity(first(node, 'places', 'placesAvailable'), `${path}/mlo:places`, log);
  const schedule = readStudyMode(first(node, 'studyMode'), `${path}/studyMode`, log);
  const mode = readAttendanceMode(first(node, 'attendanceMode'), `${path}/attendanceMode`, log);
  const languages = readLanguages(all(node, 'languageOfInstruction'), `${path}/mlo:languageOfInstruction`, log);

  const modes = mode === undefined ? [] : [mode];
  const isRun =
    [start, end, window, duration, capacity, schedule].some((value) => value !== undefined) ||
    places.length + prices.length > 0;
  if (!isRun) return { modes, languages };
  const nativeIds = identifiers(node);
  const run: Run = {
    id: runId(context.opportunity, mainIdentifier(nativeIds) ?? constructedId(node)),
    nativeIds,
    ...(start === undefined && end === undefined ? {} : { period: toPeriod(node, start, end) }),
    ...(window === undefined ? {} : { applicationWindows: [window] }),
    places,
    ...(duration === undefined ? {} : { duration }),
    prices,
    ...(prices.some(({ amount }) => amount === 0)
      ? { free: { value: true, basis: 'stated', path: `${path}/mlo:cost` } }
      : {}),
    languages,
    modes,
    schedules: schedule === undefined ? [] : [schedule],
    ...(capacity === undefined ? {} : { capacity }),
  };
  return { run, modes: [], languages: [] };
}

/** Without an identifier a presentation is told apart by what it states, as the standard's guidance has it. */
function constructedId(node: XcriNode): string {
  const names = ['start', 'end', 'studyMode', 'attendanceMode', 'attendancePattern'];
  const facts = names.map((name) => attribute(first(node, name), 'dtf') ?? content(first(node, name)));
  const venues = all(node, 'venue').map((venue) => content(first(first(venue, 'provider') ?? venue, 'title')));
  return `constructed:${[...facts, ...venues].join('|')}`;
}

function plausibleEnd(start: XcriDate | undefined, end: XcriDate | undefined, path: string, log: IssueLog) {
  if (start === undefined || end === undefined || end.last >= start.first) return end;
  log.warning('IMPLAUSIBLE_VALUE', path, `The end is before the start, ${start.first}.`, end.last);
  return undefined;
}

function toPeriod(node: XcriNode, start: XcriDate | undefined, end: XcriDate | undefined): NonNullable<Run['period']> {
  const native = periodText(node, [start?.first, end?.last]);
  return {
    ...(start === undefined ? {} : { start: start.first }),
    ...(end === undefined ? {} : { end: end.last }),
    precision: start?.precision === 'month' || end?.precision === 'month' ? 'month' : 'day',
    ...(native === '' ? {} : { native }),
  };
}

/** The texts of the period by element, where any says more than the dates. */
function periodText(node: XcriNode, known: readonly (string | undefined)[]): string {
  const texts = ['start', 'startUntil', 'endFrom', 'end'].flatMap((name) => {
    const text = content(first(node, name)) || (attribute(first(node, name), 'dtf') ?? '');
    return text === '' ? [] : [{ name, text }];
  });
  if (texts.every(({ text }) => known.includes(text))) return '';
  return texts
    .map(({ name, text }) => `${name}: ${text}`)
    .join('; ')
    .slice(0, 500);
}

type Window = NonNullable<Run['applicationWindows']>[number];

interface WindowDates {
  readonly opens: XcriDate | undefined;
  readonly closes: XcriDate | undefined;
  readonly end: XcriDate | undefined;
  readonly log: IssueLog;
}

/** `applyFrom`, `applyUntil` and `applyTo`. */
function readWindow(node: XcriNode, path: string, { opens, closes, end, log }: WindowDates): Window | undefined {
  const url = readAddress(first(node, 'applyTo'), `${path}/applyTo`, log);
  const reason = implausibleDeadline(opens, closes, end);
  if (reason !== undefined) log.warning('IMPLAUSIBLE_VALUE', `${path}/applyUntil`, reason, closes?.last);
  const window: Window = {
    ...(opens === undefined ? {} : { opens: opens.first }),
    ...(closes === undefined || reason !== undefined ? {} : { closes: closes.last }),
    ...(url === undefined ? {} : { url }),
  };
  return Object.keys(window).length === 0 ? undefined : window;
}

function implausibleDeadline(opens?: XcriDate, closes?: XcriDate, end?: XcriDate): string | undefined {
  if (closes === undefined) return undefined;
  if (opens !== undefined && closes.last < opens.first) return `Applications close before they open, ${opens.first}.`;
  if (end !== undefined && closes.first > end.last) return `Applications close after the end, ${end.last}.`;
  return undefined;
}

const isoDuration =
  /^P(?!$)(\d+(\.\d+)?Y)?(\d+(\.\d+)?M)?(\d+(\.\d+)?W)?(\d+(\.\d+)?D)?(T(?!$)(\d+(\.\d+)?H)?(\d+(\.\d+)?M)?(\d+(\.\d+)?S)?)?$/;

/** `mlo:duration@interval`; without the attribute the duration is a text for people ("4 months (approx)"), not a value. */
function readDuration(node: XcriNode | undefined, path: string, log: IssueLog): string | undefined {
  const interval = attribute(node, 'interval');
  if (interval === undefined) return undefined;
  if (!isoDuration.test(interval)) {
    log.warning('INVALID_VALUE', path, 'Not an ISO 8601 duration such as P6M.', interval);
    return undefined;
  }
  if (/[1-9]/.test(interval)) return interval;
  log.warning('IMPLAUSIBLE_VALUE', path, 'The duration is zero.', interval);
  return undefined;
}

/** `mlo:places`: a number only where the text is one. */
function readCapacity(node: XcriNode | undefined, path: string, log: IssueLog): number | undefined {
  const text = content(node);
  if (text === '') return undefined;
  if (/^\d{1,7}$/.test(text)) return Number(text);
  log.warning('INVALID_NUMBER', path, 'The number of places is not a whole number.', text);
  return undefined;
}
