import type { Sourced } from '../../../domain/evidence.js';
import { runId } from '../../../domain/identifiers.js';
import type { LearningOpportunityDraft } from '../../../domain/learning-opportunity.js';
import type { Place, Price } from '../../../domain/run.js';
import { vocabulary } from '../../../domain/vocabularies/vocabulary.js';
import { crosswalkConcept, distinctConcepts } from '../../mapping/concepts.js';
import { plausibleDeadline, plausibleDuration } from '../../mapping/plausibility.js';
import { readDate, readNumber } from '../../mapping/values.js';
import { attributeOf, contentAt, nodeAt, nodesAt, type XmlNode } from '../../mapping/xml-record.js';
import { plainText } from '../../parse/text.js';
import { studyPaces } from './cdm-fr.crosswalks.js';
import { plainOf, type Reading } from './cdm-fr.text.js';

type Run = NonNullable<LearningOpportunityDraft['runs']>[number];

/** What is mapped for the offer as a whole and holds for its run. */
export interface RunFacts {
  readonly opportunity: string;
  readonly nativeId: string;
  readonly schedules: readonly Sourced<string>[];
}

/**
 * The run of a program or course: CDM has one set of dates, places and prices for each. There is none where nothing of
 * the kind is stated.
 */
export function runsOf(element: XmlNode, { opportunity, nativeId, schedules }: RunFacts, reading: Reading): Run[] {
  const { log } = reading;
  const duration = nodeAt(element, 'programDuration');
  const period = periodOf(element, reading);
  const prices = pricesOf(element, reading);
  const run: Run = {
    id: runId(opportunity, nativeId),
    period,
    applicationWindows: deadlinesOf(element, reading),
    places: placesOf(element, reading),
    duration: plausibleDuration(attributeOf(duration, 'duration'), 'programDuration@duration', log),
    prices,
    free: freeOf(prices),
    schedules: [...schedules],
    capacity: capacityOf(element, reading),
  };
  const { applicationWindows = [], places = [] } = run;
  const lists = [applicationWindows, places, prices, schedules];
  const stated = period !== undefined || run.duration !== undefined || lists.some(({ length }) => length > 0);
  return stated ? [run] : [];
}

/** `programDuration@start`, `teachingTerm@start` or `admissionInfo/teachingStart@date`; or the term in words. */
function periodOf(element: XmlNode, { context, log }: Reading): Run['period'] {
  const candidates = [
    ['programDuration', 'start', nodeAt(element, 'programDuration')],
    ['teachingTerm', 'start', nodeAt(element, 'teachingTerm')],
    ['admissionInfo/teachingStart', 'date', nodeAt(element, 'admissionInfo', 'teachingStart')],
  ] as const;
  for (const [path, name, node] of candidates) {
    const start = readDate(attributeOf(node, name), `${path}@${name}`, context.source, log);
    if (start !== undefined) return { start: start.date, precision: start.precision };
  }
  const term =
    attributeOf(nodeAt(element, 'teachingTerm'), 'term') ?? attributeOf(nodeAt(element, 'programDuration'), 'term');
  return term === undefined ? undefined : { precision: 'term', native: term.slice(0, 500) };
}

function deadlinesOf(element: XmlNode, { context, log }: Reading): NonNullable<Run['applicationWindows']> {
  const path = 'admissionInfo/registrationDeadline@date';
  return nodesAt(element, 'admissionInfo', 'registrationDeadline').flatMap((node) => {
    const date = readDate(attributeOf(node, 'date'), path, context.source, log);
    const closes = plausibleDeadline(date, {}, path, log);
    return closes === undefined ? [] : [{ closes }];
  });
}

/** `teachingPlace/adr`. `country` is free text in CDM, so it counts only where it is an ISO 3166-1 code. */
function placesOf(element: XmlNode, { log }: Reading): Place[] {
  return nodesAt(element, 'teachingPlace', 'adr').flatMap((node): Place[] => {
    const line = (name: string) => plainText(contentAt(node, name) ?? '').slice(0, 500) || undefined;
    const address = ['extadr', 'street', 'pobox', 'pcode'].flatMap((name) => line(name) ?? []);
    const code = line('country');
    const country = code === undefined ? undefined : vocabulary('country').find(code);
    if (code !== undefined && country === undefined)
      log.warning('UNMAPPED_VALUE', 'teachingPlace/adr/country', 'Expected an ISO 3166-1 code.', code);
    const place: Place = {
      address: address.length === 0 ? undefined : address.join(', '),
      city: line('locality'),
      country:
        country === undefined || country.placeholder === true
          ? undefined
          : { value: country.iri, basis: 'stated', path: 'teachingPlace/adr/country', native: code },
    };
    return Object.values(place).every((value) => value === undefined) ? [] : [place];
  });
}

/** `expenses@price` with `@currency`, else the currency that the source declares; its text is kept. */
function pricesOf(element: XmlNode, reading: Reading): Price[] {
  const { context, log } = reading;
  return nodesAt(element, 'expenses').flatMap((node): Price[] => {
    const amount = readNumber(attributeOf(node, 'price'), 'expenses@price', log);
    const code = attributeOf(node, 'currency') ?? context.source.constants?.currency;
    const currency = code === undefined ? undefined : vocabulary('currency').find(code === '€' ? 'EUR' : code);
    const text = plainOf([node], reading);
    if (amount !== undefined && currency === undefined)
      log.warning('INVALID_VALUE', 'expenses@currency', 'The amount has no ISO 4217 currency.', code ?? amount);
    if (amount === undefined || currency === undefined) return text === undefined ? [] : [{ text }];
    return [{ amount, currency: currency.iri, text }];
  });
}

function freeOf(prices: readonly Price[]): Run['free'] {
  if (prices.length === 0 || prices.some(({ amount }) => amount !== 0)) return undefined;
  return { value: true, basis: 'stated', path: 'expenses@price', native: '0' };
}

/** `@studyPace` of `programDuration` and `teachingTerm`. */
export function schedulesOf(element: XmlNode, { log }: Reading): Sourced<string>[] {
  return distinctConcepts(
    ['programDuration', 'teachingTerm'].flatMap((name) =>
      nodesAt(element, name).flatMap((node) => {
        const pace = attributeOf(node, 'studyPace');
        return pace === undefined ? [] : crosswalkConcept(studyPaces, pace, `${name}@studyPace`, log);
      }),
    ),
  );
}

function capacityOf(element: XmlNode, { log }: Reading): number | undefined {
  const text = attributeOf(nodeAt(element, 'admissionInfo', 'studentPlaces'), 'places');
  if (text === undefined) return undefined;
  if (/^\d{1,7}$/.test(text)) return Number(text);
  log.warning('INVALID_NUMBER', 'admissionInfo/studentPlaces@places', 'Not a whole number.', text);
  return undefined;
}
