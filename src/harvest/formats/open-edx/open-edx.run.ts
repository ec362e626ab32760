import { type Sourced, stated } from '../../../domain/evidence.js';
import { runId } from '../../../domain/identifiers.js';
import type { Price, Run } from '../../../domain/run.js';
import type { IssueLog, MapContext } from '../../format.js';
import { distinctConcepts, statedConcept } from '../../mapping/concepts.js';
import { emptyRun } from '../../mapping/empty-run.js';
import { plausibleDeadline, plausiblePeriod } from '../../mapping/plausibility.js';
import { distinctIdentifiers, readAddress, readDate, readNumber } from '../../mapping/values.js';
import type { EdxCourseRun, EdxProgram, EdxSeat } from './open-edx.record.js';

/** A text that is a date, and where it is. */
interface StatedDate {
  readonly text: string | undefined;
  readonly path: string;
}

/** A published course run; undefined when it has no key and cannot be told from the others. */
export function runOf(
  run: EdxCourseRun,
  deadline: StatedDate,
  opportunity: string,
  context: MapContext,
  log: IssueLog,
): Run | undefined {
  const { source } = context;
  const key = run.key || run.uuid;
  if (key === undefined || key === '') {
    log.warning('MISSING_ID', 'course_runs.key', 'The course run has no key and cannot be told from the others.');
    return undefined;
  }
  const start = readDate(run.start, 'course_runs.start', source, log);
  const end = readDate(run.end, 'course_runs.end', source, log);
  const period = plausiblePeriod(start, end, 'course_runs.end', log);
  const seats = run.seats ?? [];
  const prices = pricesOf(seats, context, log);
  return {
    id: runId(opportunity, key),
    nativeIds: distinctIdentifiers([
      { scheme: 'course run key', value: run.key },
      { scheme: 'uuid', value: run.uuid },
    ]),
    period,
    applicationWindows: enrollmentOf(run, deadline, period?.end, context, log),
    places: [],
    duration: durationOf(run, log),
    prices,
    free: freeOf(seats, prices),
    grants: [],
    languages: languagesOf(run, log),
    modes: [],
    schedules: [],
    state: stateOf(run),
  };
}

/** The application deadlines of a degree, in a run without dates. */
export function degreeRunOf(
  { degree }: EdxProgram,
  opportunity: string,
  context: MapContext,
  log: IssueLog,
): Run[] | undefined {
  const url = readAddress(degree?.apply_url, 'degree.apply_url', log);
  const applicationWindows = (degree?.deadlines ?? []).flatMap(({ date }) => {
    const last = readDate(date, 'degree.deadlines.date', context.source, log);
    const closes = plausibleDeadline(last, {}, 'degree.deadlines.date', log);
    return closes === undefined ? [] : [{ closes, url }];
  });
  if (applicationWindows.length === 0) return undefined;
  return [{ ...emptyRun(runId(opportunity, 'degree')), applicationWindows }];
}

/** `content_language`, a BCP 47 tag, for example `en-us`. */
function languagesOf({ content_language: tag }: EdxCourseRun, log: IssueLog): Sourced<string>[] {
  if (tag === undefined || tag === '') return [];
  return distinctConcepts([statedConcept('language', tag, 'course_runs.content_language', log)]);
}

function enrollmentOf(
  run: EdxCourseRun,
  { text, path }: StatedDate,
  end: string | undefined,
  { source }: MapContext,
  log: IssueLog,
): Run['applicationWindows'] {
  const opens = readDate(run.enrollment_start, 'course_runs.enrollment_start', source, log)?.date;
  const last = readDate(text, path, source, log);
  const closes = plausibleDeadline(last, { opens, end }, path, log);
  if (opens === undefined && closes === undefined) return [];
  return [{ opens, closes, url: readAddress(run.marketing_url, 'course_runs.marketing_url', log) }];
}

/** `weeks_to_complete`; `pacing_type` tells who sets the pace and is no schedule. */
function durationOf({ weeks_to_complete: weeks }: EdxCourseRun, log: IssueLog): string | undefined {
  const count = readNumber(weeks, 'course_runs.weeks_to_complete', log);
  if (count === undefined || !Number.isSafeInteger(count) || count === 0 || count > 520) return undefined;
  return `P${count}W`;
}

/** Each seat with its price; the type of the seat says what it buys. */
function pricesOf(seats: readonly EdxSeat[], { source }: MapContext, log: IssueLog): Price[] {
  return seats.flatMap(({ type, price, currency }): Price[] => {
    const amount = readNumber(price, 'course_runs.seats.price', log);
    const code = currency || source.constants?.currency;
    if (amount === undefined || code === undefined) return [];
    const concept = statedConcept('currency', code, 'course_runs.seats.currency', log);
    const kind = type === '' ? undefined : type;
    return concept === undefined ? [] : [{ amount, currency: concept.value, kind }];
  });
}

/** Free only if every way to take the course costs nothing and one of them is more than auditing it. */
function freeOf(seats: readonly EdxSeat[], prices: readonly Price[]): Sourced<boolean> | undefined {
  if (seats.length === 0 || prices.length < seats.length) return undefined;
  const isFree = prices.every(({ amount }) => amount === 0) && prices.some(({ kind }) => kind !== 'audit');
  return isFree ? stated(true, 'course_runs.seats.price') : undefined;
}

/** `is_enrollable` says whether one can enrol at the moment of the harvest; an archived run is over. */
function stateOf({ is_enrollable: enrollable, availability }: EdxCourseRun): Run['state'] {
  if (availability === 'Archived') return 'closed';
  return enrollable === true ? 'open' : 'unknown';
}
