import { runId } from '../../../domain/identifiers.js';
import type { LearningOpportunityDraft } from '../../../domain/learning-opportunity.js';
import { plausibleDeadline, plausibleDuration, plausiblePeriod } from '../../mapping/plausibility.js';
import { readText, type Scope, scopes } from './table.cells.js';
import { startYear } from './table.date.js';
import type { PriceSpec, RunSpec, TermSpec } from './table.options.js';
import { present } from './table.present.js';
import { readLanguageMap, readPlainText } from './table.read-text.js';
import { readConcept, readConcepts, readDay, readFlag, readNumber, readState } from './table.read-value.js';
import { asList } from './table.value-options.js';

type RunDraft = NonNullable<LearningOpportunityDraft['runs']>[number];
type PriceDraft = NonNullable<RunDraft['prices']>[number];
type Period = NonNullable<RunDraft['period']>;

/**
 * The declared runs. A run is there only if something dated, placed, priced or scheduled is stated about it.
 * `currency` is the constant of the source for prices that come without one.
 */
export function readRuns(
  scope: Scope,
  spec: RunSpec | undefined,
  opportunity: string,
  currency: string | undefined,
): RunDraft[] {
  if (spec === undefined) return [];
  const taken = new Map<string, number>();
  return scopes(scope, spec.each).flatMap((inner) => {
    const { key, ...facts } = readFacts(inner, spec, currency);
    const stated = facts.period ?? facts.duration ?? facts.free ?? facts.places?.[0] ?? facts.prices?.[0];
    if (stated === undefined && facts.applicationWindows?.[0] === undefined && facts.schedules?.[0] === undefined)
      return [];
    const again = taken.get(key) ?? 0;
    taken.set(key, again + 1);
    return [present({ id: runId(opportunity, again === 0 ? key : `${key}#${again + 1}`), ...facts })];
  });
}

function readFacts(scope: Scope, spec: RunSpec, currency: string | undefined): Omit<RunDraft, 'id'> & { key: string } {
  const id = readText(scope, spec.id)?.text.slice(0, 1000);
  const period = readPeriod(scope, spec);
  const place = readPlace(scope, spec.place);
  const prices = asList(spec.prices).flatMap((price) =>
    scopes(scope, price.each).flatMap((inner) => readPrice(inner, price, currency)),
  );
  const duration = readText(scope, spec.duration);
  const capacity = readNumber(scope, spec.capacity);
  const zero = prices.length > 0 && prices.every((price) => price.amount === 0);
  return {
    key: id ?? `${period?.start ?? ''}/${period?.end ?? ''}/${place?.city ?? place?.name ?? ''}`,
    nativeIds: id === undefined ? [] : [{ value: id }],
    period,
    applicationWindows: readWindow(scope, spec, period?.end),
    places: place === undefined ? [] : [place],
    duration: plausibleDuration(duration?.text, duration?.path ?? '', scope.reading.log),
    prices,
    free: readFlag(scope, spec.free) ?? (zero ? { value: true, basis: 'stated', native: 'price 0' } : undefined),
    languages: readConcepts(scope, spec.languages, 'language'),
    modes: readConcepts(scope, spec.modes, 'mode'),
    schedules: readConcepts(scope, spec.schedules, 'learning-schedule'),
    state: readState(scope, spec.state),
    capacity: capacity !== undefined && Number.isInteger(capacity.value) ? capacity.value : undefined,
  };
}

function readPeriod(scope: Scope, spec: RunSpec): Period | undefined {
  const start = readDay(scope, spec.start);
  const end = readDay(scope, spec.end);
  return plausiblePeriod(start, end, end?.path ?? '', scope.reading.log) ?? readTerm(scope, spec.term);
}

/** Rule `term-date` of the domain model: the academic year by its declared first and last day, never a day. */
function readTerm(scope: Scope, spec: TermSpec | undefined): Period | undefined {
  const read = readText(scope, spec?.year);
  if (read === undefined || spec === undefined) return undefined;
  const year = startYear(read.text);
  if (year === undefined) {
    scope.reading.log.warning('INVALID_DATE', read.path, 'This is not a year such as 2025 or 2025/26.', read.text);
    return undefined;
  }
  const endYear = spec.ends < spec.begins ? String(Number(year) + 1) : year;
  return { start: `${year}-${spec.begins}`, end: `${endYear}-${spec.ends}`, precision: 'term', native: read.text };
}

function readWindow(
  scope: Scope,
  spec: RunSpec,
  runEnd: string | undefined,
): NonNullable<RunDraft['applicationWindows']> {
  const opens = readDay(scope, spec.opens)?.date;
  const closing = readDay(scope, spec.closes);
  const closes = plausibleDeadline(closing, { opens, end: runEnd }, closing?.path ?? '', scope.reading.log);
  return opens === undefined && closes === undefined ? [] : [present({ opens, closes })];
}

function readPlace(scope: Scope, spec: RunSpec['place']): NonNullable<RunDraft['places']>[number] | undefined {
  if (spec === undefined) return undefined;
  const place = present({
    name: readPlainText(scope, spec.name),
    address: readPlainText(scope, spec.address),
    city: readPlainText(scope, spec.city),
    country: readConcept(scope, spec.country, 'country'),
    nuts: readConcept(scope, spec.nuts, 'nuts'),
  });
  return Object.keys(place).length === 0 ? undefined : place;
}

function readPrice(scope: Scope, spec: PriceSpec, constant: string | undefined): PriceDraft[] {
  const amount = readNumber(scope, spec.amount);
  const currency = readConcept(scope, spec.currency, 'currency')?.value ?? constant;
  const kind = readPlainText(scope, spec.kind);
  const text = readLanguageMap(scope, spec.text);
  if (amount !== undefined && currency !== undefined) return [present({ amount: amount.value, currency, kind, text })];
  const bare = amount === undefined ? undefined : { [scope.reading.language]: String(amount.value) };
  const words = text ?? bare;
  return words === undefined ? [] : [present({ kind, text: words })];
}
