import { type Sourced, stated } from '../../../domain/evidence.js';
import type { Price } from '../../../domain/run.js';
import type { IssueLog, MapContext } from '../../format.js';
import { statedConcept } from '../../mapping/concepts.js';
import { languageMapOf } from '../../mapping/texts.js';
import { readNumber } from '../../mapping/values.js';
import { plainText } from '../../parse/text.js';
import { textsOf } from './ooapi-v5.organization.js';
import type { OoapiCost } from './ooapi-v5.record.js';

/** `costType` of what one pays in all, as v5 and v6 write it. */
const totalCosts: readonly string[] = ['total costs', 'total_costs'];

/** `priceInformation`: an amount has a currency, its own or that of the source; else only the text counts. */
export function pricesOf(costs: readonly OoapiCost[], { source }: MapContext, log: IssueLog): Price[] {
  return costs.flatMap((cost): Price[] => {
    const amount = readNumber(cost.amount, 'offering.priceInformation.amount', log);
    const code = cost.currency ?? source.constants?.currency;
    const currency =
      amount === undefined || code === undefined
        ? undefined
        : statedConcept('currency', code, 'offering.priceInformation.currency', log)?.value;
    if (amount !== undefined && code === undefined) {
      log.warning(
        'MISSING_REQUIRED',
        'offering.priceInformation.currency',
        'An amount without a currency is no price.',
      );
    }
    const text = languageMapOf(textsOf(cost.displayAmount), source.language, plainText);
    const kind = cost.costType === '' ? undefined : cost.costType;
    if (amount !== undefined && currency !== undefined) return [{ amount, currency, kind, text }];
    return text === undefined ? [] : [{ kind, text }];
  });
}

/** Free only by a stated total of 0; what a subsidy covers is not what one pays. */
export function freeOf(costs: readonly OoapiCost[], prices: readonly Price[]): Sourced<boolean> | undefined {
  const path = 'offering.priceInformation.amount';
  const totals = prices.filter(({ kind }) => kind === undefined || totalCosts.includes(kind));
  if (costs.length === 0 || totals.length === 0) return undefined;
  return totals.every(({ amount }) => amount === 0) ? stated(true, path) : undefined;
}

/** `maxNumberStudents`, a whole number. */
export function capacityOf(maxNumberStudents: string | undefined, log: IssueLog): number | undefined {
  const capacity = readNumber(maxNumberStudents, 'offering.maxNumberStudents', log);
  if (capacity === undefined || Number.isSafeInteger(capacity)) return capacity;
  log.warning('INVALID_NUMBER', 'offering.maxNumberStudents', 'The number of places is not a whole number.', capacity);
  return undefined;
}
