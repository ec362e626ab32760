import type { Sourced } from '../../../domain/evidence.js';
import { runId } from '../../../domain/identifiers.js';
import type { Run } from '../../../domain/run.js';
import { plausibleDeadline, plausibleDuration, plausiblePeriod } from '../../mapping/plausibility.js';
import { readDate, readNumber } from '../../mapping/values.js';
import { plainText } from '../../parse/text.js';
import { valuesOf } from './schema-node.js';
import { eventStatus } from './schema-org.crosswalk.js';
import { nativeIdOf, nativeIdsOf } from './schema-org.identity.js';
import type { PathNode } from './schema-org.load.js';
import { languagesOf, type ModeReading } from './schema-org.mode.js';
import { placesOf } from './schema-org.place.js';
import { type Pricing, pricingOf } from './schema-org.price.js';
import type { SchemaNode } from './schema-org.record.js';
import { addresses, enumerationMember, languageMap, type Mapping, nodesOf, scalars, texts } from './schema-values.js';

/** An instance of a course (or an offer that states its own dates), with what was read of it for the offer. */
export interface InstanceReading extends PathNode {
  readonly mode: ModeReading;
  readonly languages: Sourced<string>[];
}

/** What holds for runs that do not say otherwise themselves. */
export interface RunDefaults {
  readonly pricing: Pricing;
  readonly grants: Run['grants'];
}

/** What sets a run apart from the others of its offer. */
export interface RunKey {
  /** Its own id in the source. */
  readonly nativeId?: string;
  /** Key of its id in the model, where it differs. */
  readonly mark?: string;
}

/**
 * Keys of the instances of an offer, in their order: `@id`, `url` or `identifier` where no other instance and not the
 * course itself has the same (many publishers give the address of the course to all); else dates, place and mode.
 */
export function runKeys(offer: SchemaNode, instances: readonly PathNode[]): RunKey[] {
  const taken = new Map<string, number>();
  const count = (key: string): number => {
    taken.set(key, (taken.get(key) ?? 0) + 1);
    return taken.get(key) ?? 1;
  };
  const ids = instances.map(({ node }) => nativeIdOf(node));
  const ofOffer = nativeIdOf(offer);
  return instances.map(({ node }, index) => {
    const id = ids[index];
    if (node === offer) return node['@type'].includes('CourseInstance') && id !== undefined ? { nativeId: id } : {};
    if (id !== undefined && id !== ofOffer && ids.filter((other) => other === id).length === 1) return { nativeId: id };
    const where = [...addresses(node, 'location'), ...nodesOf(node, 'location').flatMap(placeWords)];
    const mark = [...['startDate', 'endDate', 'courseMode'].flatMap((property) => scalars(node, property)), ...where];
    const key = mark.join('|');
    const number = count(key);
    return { mark: number === 1 ? `instance|${key}` : `instance|${key}|${number}` };
  });
}

function placeWords(location: SchemaNode): string[] {
  const address = nodesOf(location, 'address')[0] ?? location;
  return [...scalars(location, 'name'), ...scalars(address, 'streetAddress'), ...scalars(address, 'addressLocality')];
}

/** An instance as a run of `opportunity`; undefined when it states no date, place, price, schedule or duration. */
export function runOf(
  { node, path, mode, languages }: InstanceReading,
  opportunity: string,
  { nativeId, mark }: RunKey,
  defaults: RunDefaults,
  mapping: Mapping,
): Run | undefined {
  const period = periodOf(node, path, mapping);
  const applicationWindows = applicationWindowsOf(node, path, period?.end, mapping);
  const places = placesOf(node, `${path}location`, mapping);
  const own = path === '' ? defaults.pricing : pricingOf(node, path, mapping);
  const prices = own.prices.length > 0 ? own.prices : defaults.pricing.prices;
  const free = own.free ?? (own.prices.length === 0 ? defaults.pricing.free : undefined);
  const duration = durationOf(node, path, mapping);
  const scheduled = nodesOf(node, 'courseSchedule').length > 0;
  const nothing = [applicationWindows, places, prices].every((list) => list.length === 0) && !scheduled;
  if (nothing && period === undefined && free === undefined && duration === undefined) return undefined;
  return {
    id: runId(opportunity, nativeId ?? mark ?? 'self'),
    nativeIds: nativeId === undefined ? [] : nativeIdsOf(node, nativeId),
    period,
    applicationWindows,
    places,
    duration,
    prices: [...prices],
    free,
    grants: defaults.grants,
    languages,
    modes: mode.modes,
    schedules: mode.schedules,
    state: stateOf(node, path, mapping),
    capacity: capacityOf(node, path, mapping),
  };
}

/** `startDate` and `endDate`, else those of the only `courseSchedule`. */
function periodOf(node: SchemaNode, path: string, { context, log }: Mapping): Run['period'] {
  const [schedule, another] = nodesOf(node, 'courseSchedule');
  const own = scalars(node, 'startDate').length + scalars(node, 'endDate').length > 0;
  const dated = own || schedule === undefined || another !== undefined ? node : schedule;
  const prefix = dated === node ? path : `${path}courseSchedule.`;
  const date = (property: string) => {
    const text = scalars(dated, property)[0];
    const read = readDate(text, `${prefix}${property}`, context.source, log);
    return read === undefined ? undefined : { ...read, text };
  };
  const [start, end] = [date('startDate'), date('endDate')];
  const period = plausiblePeriod(start, end, `${prefix}endDate`, log);
  const written = [start, end].flatMap((it) => (it === undefined || it.text === it.date ? [] : (it.text ?? [])));
  if (period === undefined || written.length === 0) return period;
  return { ...period, native: written.join('/').slice(0, 500) };
}

function applicationWindowsOf(
  node: SchemaNode,
  path: string,
  end: string | undefined,
  { context, log }: Mapping,
): Run['applicationWindows'] {
  const date = (property: string) => readDate(scalars(node, property)[0], `${path}${property}`, context.source, log);
  const opens = date('applicationStartDate')?.date;
  const closes = plausibleDeadline(date('applicationDeadline'), { opens, end }, `${path}applicationDeadline`, log);
  return opens === undefined && closes === undefined ? [] : [{ opens, closes }];
}

/** `duration` or `timeToComplete`, else that of a schedule that does not repeat (a repeated one is the length of a session). */
function durationOf(node: SchemaNode, path: string, { log }: Mapping): string | undefined {
  for (const property of ['duration', 'timeToComplete']) {
    const duration = plausibleDuration(scalars(node, property)[0], `${path}${property}`, log);
    if (duration !== undefined) return duration;
  }
  const [schedule, another] = nodesOf(node, 'courseSchedule');
  const repeats = ['repeatCount', 'repeatFrequency', 'byDay', 'byMonth', 'byMonthDay'].some(
    (property) => schedule !== undefined && valuesOf(schedule, property).length > 0,
  );
  if (schedule === undefined || another !== undefined || repeats) return undefined;
  return plausibleDuration(scalars(schedule, 'duration')[0], `${path}courseSchedule.duration`, log);
}

function stateOf(node: SchemaNode, path: string, { log }: Mapping): Run['state'] {
  const member = valuesOf(node, 'eventStatus').flatMap((value) => enumerationMember(value) ?? [])[0];
  if (member === undefined) return 'unknown';
  const key = member.toLowerCase();
  const state = Object.hasOwn(eventStatus, key) ? eventStatus[key] : undefined;
  if (state !== undefined) return state;
  log.warning('UNMAPPED_VALUE', `${path}eventStatus`, 'The value is not an event status of schema.org.', member);
  return 'unknown';
}

function capacityOf(node: SchemaNode, path: string, { log }: Mapping): number | undefined {
  for (const property of ['maximumAttendeeCapacity', 'maximumEnrollment']) {
    const text = scalars(node, property)[0];
    const number = readNumber(text, `${path}${property}`, log);
    if (number !== undefined && Number.isSafeInteger(number)) return number;
    if (number !== undefined)
      log.warning('INVALID_NUMBER', `${path}${property}`, 'The number of places is not a whole number.', text);
  }
  return undefined;
}

/** Languages of instruction of a run. */
export function readingOf(node: SchemaNode, path: string, mode: ModeReading, mapping: Mapping): InstanceReading {
  return { node, path, mode, languages: languagesOf(node, 'inLanguage', path, mapping) };
}

/** `financialAidEligible`: kinds of financial aid that students may use. */
export function grantsOf(node: SchemaNode, mapping: Mapping): Run['grants'] {
  return texts(node, 'financialAidEligible')
    .filter(({ text }) => !/^(true|false)$/i.test(text ?? ''))
    .flatMap((tagged) => {
      const one = { '@type': [], name: [{ '@value': tagged.text, '@language': tagged.language }] };
      const title = languageMap(one, ['name'], plainText, mapping);
      return title === undefined ? [] : [{ title }];
    });
}
