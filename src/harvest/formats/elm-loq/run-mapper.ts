import type { Sourced } from '../../../domain/evidence.js';
import { runId } from '../../../domain/identifiers.js';
import type { LearningOpportunityDraft } from '../../../domain/learning-opportunity.js';
import type { LanguageMap } from '../../../domain/multilingual.js';
import type { Price } from '../../../domain/run.js';
import { statedConcept } from '../../mapping/concepts.js';
import { plausibleDeadline, plausibleDuration, plausiblePeriod } from '../../mapping/plausibility.js';
import { readDate, readNumber } from '../../mapping/values.js';
import { webAddress } from '../../parse/values.js';
import type { LearningOpportunityRecord } from './elm-loq.record.js';
import { addressesOf, found, oneText, plainTexts, type Reading } from './elm-reading.js';
import { placesOf } from './location-mapper.js';
import { noteText } from './note-topics.js';

type Run = NonNullable<LearningOpportunityDraft['runs']>[number];

/** What is mapped for the offer as a whole and holds for its run. */
export interface RunFacts {
  readonly opportunity: string;
  readonly nativeId: string;
  readonly modes: readonly Sourced<string>[];
  readonly schedules: readonly Sourced<string>[];
  /** Notes on the topics `costs` and `start-date`. */
  readonly costs: LanguageMap | undefined;
  readonly startDate: LanguageMap | undefined;
}

/**
 * The run of an offer. `elm:LearningOpportunity` is itself dated, placed and priced, so there is one run, or none if it
 * says nothing of the kind.
 */
export function runsOf(record: LearningOpportunityRecord, facts: RunFacts, reading: Reading): Run[] {
  const period = periodOf(record, facts.startDate, reading);
  const prices = pricesOf(record, facts.costs, reading);
  const run: Run = {
    id: runId(facts.opportunity, facts.nativeId),
    period,
    applicationWindows: deadlinesOf(record, period, reading),
    places: placesOf(found(record.location), 'location', reading),
    duration: plausibleDuration(record.duration[0]?.trim(), 'duration', reading.log),
    prices,
    free: freeOf(prices),
    grants: grantsOf(record, reading),
    modes: [...facts.modes],
    schedules: [...facts.schedules],
    state: stateOf(record.status[0]),
  };
  return isStated(run) ? [run] : [];
}

function isStated({ period, applicationWindows, places, duration, prices, grants, schedules }: Run): boolean {
  const lists = [applicationWindows, places, prices, grants, schedules];
  return period !== undefined || duration !== undefined || lists.some((list) => (list?.length ?? 0) > 0);
}

/** `dc:temporal`; a note on the start date stands in where there are no dates. */
function periodOf(record: LearningOpportunityRecord, note: LanguageMap | undefined, reading: Reading): Run['period'] {
  const { context, log } = reading;
  const [temporal] = record.temporal;
  const start = readDate(temporal?.startDate[0], 'temporal/startDate', context.source, log);
  const end = readDate(temporal?.endDate[0], 'temporal/endDate', context.source, log);
  const period = plausiblePeriod(start, end, 'temporal/endDate', log);
  const noted = Object.entries(note ?? {}).map(([language, text]) => ({ language, text }));
  const native = (oneText(temporal?.prefLabel ?? [], reading) ?? oneText(noted, reading))?.slice(0, 500);
  if (period !== undefined)
    return { ...period, ...(isTermStart(temporal?.startDate[0], reading) && termPrecision), native };
  return native === undefined ? undefined : { precision: 'term', native };
}

const termPrecision = { precision: 'term' } as const;

/**
 * Whether a start only says in which term: some exporters know no more and write its first day (1 January, August or
 * September, midnight). Only where the source declares so, by its option `termDates: true`.
 */
function isTermStart(start: string | undefined, { context }: Reading): boolean {
  return context.source.options.termDates === true && /^\d{4}-(01|08|09)-01(T00:00|$)/.test(start?.trim() ?? '');
}

function deadlinesOf(
  record: LearningOpportunityRecord,
  period: Run['period'],
  { context, log }: Reading,
): NonNullable<Run['applicationWindows']> {
  const path = 'applicationDeadline';
  return record.applicationDeadline.flatMap((text) => {
    const closes = readDate(text, path, context.source, log);
    const deadline = plausibleDeadline(closes, { end: period?.end }, path, log);
    return deadline === undefined ? [] : [{ closes: deadline }];
  });
}

/** `elm:priceDetail`: an amount needs a currency, its own or the one that the source declares for prices without. */
function pricesOf(record: LearningOpportunityRecord, costs: LanguageMap | undefined, reading: Reading): Price[] {
  const { context, log } = reading;
  const prices = record.priceDetail.flatMap((detail): Price[] => {
    const [stated] = detail.amount;
    const value = readNumber(stated?.value[0]?.trim(), 'priceDetail/amount/value', log);
    const unit = stated?.unit[0]?.id ?? (value === undefined ? undefined : context.source.constants?.currency);
    const currency =
      unit === undefined ? undefined : statedConcept('currency', unit, 'priceDetail/amount/unit', log)?.value;
    if (value !== undefined && unit === undefined)
      log.warning('INVALID_VALUE', 'priceDetail/amount/unit', 'The amount has no currency.', value);
    const amount = value === undefined || currency === undefined ? undefined : { amount: value, currency };
    const kind = oneText(detail.prefLabel, reading);
    const text =
      plainTexts(detail.description, reading) ??
      noteText(detail.additionalNote, reading) ??
      (amount === undefined ? plainTexts(detail.prefLabel, reading) : undefined);
    return amount === undefined && text === undefined ? [] : [{ ...amount, kind, text }];
  });
  return costs === undefined ? prices : [...prices, { text: costs }];
}

/** Labels of a price that say no more than that it is one. */
const plainLabel =
  /^(?:(?:course |tuition )?fees?|tuition|price|(?:kurs|teilnahme|studien)?gebühr(?:en)?|preis|prix|(?:frais|droits) d[’']inscription)$/i;

/** A stated price of 0, and nothing beside it that may say for whom or for what it is, or what else costs something. */
function freeOf(prices: readonly Price[]): Run['free'] {
  const isWhole = ({ amount, kind, text }: Price) =>
    amount === 0 && text === undefined && (kind === undefined || plainLabel.test(kind));
  if (prices.length === 0 || !prices.every(isWhole)) return undefined;
  return { value: true, basis: 'stated', path: 'priceDetail/amount/value', native: '0' };
}

function grantsOf(record: LearningOpportunityRecord, reading: Reading): NonNullable<Run['grants']> {
  return record.grant.flatMap((grant) => {
    const title = plainTexts(grant.title, reading);
    if (title === undefined) {
      reading.log.warning('MISSING_REQUIRED', 'grant/title', 'The grant has no title.', grant.id);
      return [];
    }
    const [document] = addressesOf(grant.supplementaryDocument, 'grant/supplementaryDocument', reading);
    const url = webAddress(grant.contentUrl[0] ?? '') ?? document?.url;
    return [{ title, text: plainTexts(grant.description, reading), url }];
  });
}

/** `elm:status` is a free string in the profile; it counts only where it is one of our own words. */
function stateOf(status: string | undefined): NonNullable<Run['state']> {
  const word = status?.trim().toLowerCase();
  return word === 'open' || word === 'closed' || word === 'cancelled' ? word : 'unknown';
}
