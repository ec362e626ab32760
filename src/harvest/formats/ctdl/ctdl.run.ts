import { type Sourced, stated } from '../../../domain/evidence.js';
import { runId } from '../../../domain/identifiers.js';
import type { Place, Price, Run } from '../../../domain/run.js';
import { vocabulary } from '../../../domain/vocabularies/vocabulary.js';
import type { IssueLog } from '../../format.js';
import { crosswalkConcept, distinctConcepts, statedConcept } from '../../mapping/concepts.js';
import { plausibleDuration, plausiblePeriod, plausiblePoint } from '../../mapping/plausibility.js';
import { parseTolerantly } from '../../mapping/tolerant-parse.js';
import { distinctIdentifiers, readDate, readNumber } from '../../mapping/values.js';
import { parseDegrees } from '../../parse/values.js';
import { countryName, currencyName, deliveryType } from './ctdl.crosswalk.js';
import {
  type Alignment,
  type CostProfile,
  type CtdlPlace,
  type LearningOpportunityProfile,
  type ScheduledOffering,
  scheduledOffering,
} from './ctdl.record.js';
import { followed, labelOf, oneText, type Reading } from './ctdl-links.js';
import { lifeCycleOf } from './ctdl-nodes.js';

/**
 * Each `ceterms:hasOffering` is a run. What a scheduled offering does not say is as the learning opportunity says ("only
 * use this class if the data differs"). Without offerings, what is dated, placed, priced or suspended about the
 * opportunity itself is its only run.
 */
export function runsOf(opportunity: string, offer: LearningOpportunityProfile, reading: Reading): Run[] {
  const links = offer['ceterms:hasOffering'] ?? [];
  const offerings = links.flatMap((link): ScheduledOffering[] => {
    const resource = followed(link, reading);
    const offering = resource === undefined ? undefined : parseTolerantly(scheduledOffering, resource, reading.log);
    if (offering !== undefined) return [offering];
    reading.log.warning('UNRESOLVED_REFERENCE', 'ceterms:hasOffering', 'The feed does not have this offering.', link);
    return [];
  });
  const keyed = offerings.map((offering, index) => ({
    key: offering['ceterms:ctid'] || offering['@id'] || `offering ${index + 1}`,
    offering,
  }));
  const runs = [...new Map(keyed.map(({ key, offering }) => [key, offering]))].map(([key, offering]) =>
    runOf(runId(opportunity, key), { ...offer, ...offering }, offering, reading),
  );
  if (runs.length > 0) return runs;
  const own = runOf(runId(opportunity, 'undated'), offer, undefined, reading);
  return isStated(own) ? [own] : [];
}

function isStated({ period, places, duration, prices, state }: Run): boolean {
  const isTimed = period !== undefined || duration !== undefined;
  return isTimed || places.length > 0 || prices.length > 0 || state !== 'unknown';
}

function runOf(id: string, values: ScheduledOffering, own: ScheduledOffering | undefined, reading: Reading): Run {
  const { context, log } = reading;
  const costs = values['ceterms:estimatedCost'] ?? [];
  const prices = costs.flatMap((cost) => priceOf(cost, reading) ?? []);
  return {
    id,
    nativeIds: distinctIdentifiers([{ scheme: 'ctid', value: own?.['ceterms:ctid'] }]),
    period: plausiblePeriod(
      readDate(values['ceterms:startDate'], 'ceterms:startDate', context.source, log),
      readDate(values['ceterms:endDate'], 'ceterms:endDate', context.source, log),
      'ceterms:endDate',
      log,
    ),
    applicationWindows: [],
    places: (values['ceterms:availableAt'] ?? []).flatMap((place) => placeOf(place, reading) ?? []),
    duration: durationOf(values, reading),
    prices,
    free: freeOf(costs, prices),
    grants: [],
    languages: [],
    modes: modesOf(own?.['ceterms:deliveryType'], reading),
    schedules: [],
    state: stateOf(values, log),
  };
}

/** `ceterms:lifeCycleStatusType`. One can enrol neither in what is suspended nor, of an offering, in what has ceased. */
function stateOf(values: ScheduledOffering, log: IssueLog): Run['state'] {
  const status = lifeCycleOf(values);
  if (status === 'suspended' || status === 'ceased') return 'closed';
  if (status !== undefined && status !== 'active' && status !== 'developing') {
    const message = 'Expected lifeCycle:Active, Ceased, Developing or Suspended.';
    log.warning('UNMAPPED_VALUE', 'ceterms:lifeCycleStatusType', message, status);
  }
  return 'unknown';
}

/** `ceterms:deliveryType`. */
export function modesOf(types: readonly Alignment[] | undefined, { log }: Reading): Sourced<string>[] {
  return distinctConcepts(
    (types ?? []).map(({ 'ceterms:targetNode': node }) =>
      node === undefined || node === '' ? undefined : crosswalkConcept(deliveryType, node, 'ceterms:deliveryType', log),
    ),
  );
}

/** `ceterms:exactDuration`, the time from start to completion; several are different views, the first one counts. */
function durationOf({ 'ceterms:estimatedDuration': profiles = [] }: ScheduledOffering, { log }: Reading) {
  const path = 'ceterms:estimatedDuration';
  const exact = profiles.flatMap(({ 'ceterms:exactDuration': text }) => text ?? []);
  return exact.map((text) => plausibleDuration(text, path, log)).find((text) => text !== undefined);
}

/** A `CostProfile`; what it is for is its name and the type of cost, and for whom where it is not for everyone. */
function priceOf(cost: CostProfile, reading: Reading): Price | undefined {
  const { context, log } = reading;
  const path = 'ceterms:estimatedCost';
  const amount = readNumber(cost['ceterms:price'], `${path}.ceterms:price`, log);
  const name = cost['ceterms:currency'] || context.source.constants?.currency;
  if (amount === undefined || name === undefined) return undefined;
  const code = Object.hasOwn(currencyName, name.toLowerCase()) ? currencyName[name.toLowerCase()] : name;
  const currency = statedConcept('currency', code ?? name, `${path}.ceterms:currency`, log);
  if (currency === undefined) return undefined;
  const whom = [...(cost['ceterms:audienceType'] ?? []), ...(cost['ceterms:residencyType'] ?? [])];
  const types = (cost['ceterms:directCostType'] ?? []).map((type) => labelOf(type, reading));
  const purpose = [...new Set([oneText(cost['ceterms:name'], reading), ...types].filter(Boolean))].join(': ');
  const groups = whom.flatMap((group) => labelOf(group, reading) ?? []).join(', ');
  const kind = [purpose, groups === '' ? '' : `(${groups})`].filter(Boolean).join(' ');
  return { amount, currency: currency.value, kind: kind === '' ? undefined : kind };
}

/**
 * Free only if all costs are there and are 0, and one of them is what everybody pays for the whole: an application at no
 * cost, or tuition for residents, says nothing about the rest.
 */
function freeOf(costs: readonly CostProfile[], prices: readonly Price[]): Sourced<boolean> | undefined {
  if (!costs.some(isWhole) || prices.length < costs.length) return undefined;
  return prices.every(({ amount }) => amount === 0) ? stated(true, 'ceterms:estimatedCost.ceterms:price') : undefined;
}

/** Whether a cost is the tuition or all costs, or says nothing of what it is for, and is not for some people only. */
function isWhole(cost: CostProfile): boolean {
  const whom = [...(cost['ceterms:audienceType'] ?? []), ...(cost['ceterms:residencyType'] ?? [])];
  const types = cost['ceterms:directCostType'] ?? [];
  if (whom.length > 0) return false;
  if (types.length === 0) return cost['ceterms:name'] === undefined;
  return types.some(({ 'ceterms:targetNode': node }) => /^costType:(?:Tuition|AggregateCost)$/i.test(node ?? ''));
}

function placeOf(place: CtdlPlace, reading: Reading): Place | undefined {
  const text = (key: 'ceterms:streetAddress' | 'ceterms:addressRegion') => oneText(place[key], reading);
  const lines = [text('ceterms:streetAddress'), place['ceterms:postalCode'], text('ceterms:addressRegion')];
  const address = lines.filter((line) => line !== undefined && line !== '').join(', ');
  const country = oneText(place['ceterms:addressCountry'], reading);
  const read = {
    name: oneText(place['ceterms:name'], reading),
    address: address === '' ? undefined : address,
    city: oneText(place['ceterms:addressLocality'], reading),
    country: country === undefined ? undefined : countryOf(country, reading),
    geo: pointOf(place, reading),
  };
  return Object.values(read).some((value) => value !== undefined) ? read : undefined;
}

function countryOf(text: string, { log }: Reading): Sourced<string> | undefined {
  const path = 'ceterms:availableAt.ceterms:addressCountry';
  const isCode = /^[A-Z]{2}$/.test(text) && vocabulary('country').find(text) !== undefined;
  return isCode ? statedConcept('country', text, path, log) : crosswalkConcept(countryName, text, path, log);
}

function pointOf(place: CtdlPlace, { log }: Reading) {
  const path = 'ceterms:availableAt';
  const { 'ceterms:latitude': north, 'ceterms:longitude': east } = place;
  if (north === undefined || east === undefined) return undefined;
  const [latitude, longitude] = [parseDegrees(north), parseDegrees(east)];
  if (latitude !== undefined && longitude !== undefined) return plausiblePoint(latitude, longitude, path, log);
  log.warning('INVALID_GEO', path, 'Expected latitude and longitude in decimal degrees.');
  return undefined;
}
