import { type Sourced, stated } from '../../../domain/evidence.js';
import type { Price } from '../../../domain/run.js';
import { statedConcept } from '../../mapping/concepts.js';
import { languageMapOf } from '../../mapping/texts.js';
import { readNumber } from '../../mapping/values.js';
import { plainText } from '../../parse/text.js';
import { valuesOf } from './schema-node.js';
import type { SchemaNode } from './schema-org.record.js';
import { booleanOf, languageMap, type Mapping, nodesOf, scalars, texts } from './schema-values.js';

/** What a node says about its cost. */
export interface Pricing {
  readonly prices: readonly Price[];
  readonly free?: Sourced<boolean>;
}

/** A price, or the bounds of an `AggregateOffer` or `PriceSpecification`. */
const priceProperties = ['price', 'lowPrice', 'highPrice', 'minPrice', 'maxPrice'];

/** An amount as read, before its currency is known to be stated. */
interface Amount {
  readonly text: string;
  readonly value: number | undefined;
  readonly currency: string | undefined;
  readonly kind: string | undefined;
}

/**
 * `offers` (`Offer`, `AggregateOffer`) and `isAccessibleForFree`. Free only if that says so, if every stated price is 0,
 * or if every offer has the category "Free"; a cost that is free and has a price is a contradiction and stays open.
 */
export function pricingOf(node: SchemaNode, path: string, mapping: Mapping): Pricing {
  const offers = nodesOf(node, 'offers').flatMap((offer) => {
    const inner = nodesOf(offer, 'offers');
    return inner.length > 0 ? inner : [offer];
  });
  const amounts = offers.flatMap((offer) => amountsOf(offer, `${path}offers`, mapping));
  const prices = amounts.flatMap((amount) => priceOf(amount, `${path}offers`, mapping) ?? []);
  const free = freeOf(node, offers, amounts, path, mapping);
  return free === undefined ? { prices } : { prices, free };
}

function amountsOf(offer: SchemaNode, path: string, mapping: Mapping): Amount[] {
  const kind = kindOf(offer, mapping);
  const priced = (node: SchemaNode) => priceProperties.some((property) => scalars(node, property).length > 0);
  const nodes = priced(offer) ? [offer] : nodesOf(offer, 'priceSpecification').filter(priced);
  return nodes.flatMap((node) => {
    const currency = scalars(node, 'priceCurrency')[0] ?? scalars(offer, 'priceCurrency')[0];
    const used = scalars(node, 'price').length > 0 ? ['price'] : priceProperties;
    return used.flatMap((property) =>
      scalars(node, property)
        .slice(0, 1)
        .map((text) => ({
          text,
          kind: property === 'price' ? kind : property,
          currency,
          value: readNumber(text, `${path}.${property}`, mapping.log),
        })),
    );
  });
}

/** Who or what the price is for, in the words of the source. */
function kindOf(offer: SchemaNode, mapping: Mapping): string | undefined {
  const words = languageMap(offer, ['name', 'eligibleCustomerType', 'category'], plainText, mapping);
  return Object.values(words ?? {})[0];
}

function priceOf(
  { text, value, currency, kind }: Amount,
  path: string,
  { context, log, language }: Mapping,
): Price | undefined {
  const code = currency ?? context.source.constants?.currency;
  const concept = code === undefined ? undefined : statedConcept('currency', code, `${path}.priceCurrency`, log);
  const named = kind === undefined ? {} : { kind };
  if (value !== undefined && concept !== undefined) return { amount: value, currency: concept.value, ...named };
  if (value === 0) return undefined;
  if (value !== undefined && code === undefined)
    log.warning(
      'MISSING_REQUIRED',
      `${path}.priceCurrency`,
      'The price has no currency; expected an ISO 4217 code.',
      text,
    );
  const words = languageMapOf([{ text: currency === undefined ? text : `${text} ${currency}` }], language, plainText);
  return words === undefined ? undefined : { text: words, ...named };
}

function freeOf(
  node: SchemaNode,
  offers: readonly SchemaNode[],
  amounts: readonly Amount[],
  path: string,
  { log }: Mapping,
): Sourced<boolean> | undefined {
  const declared = valuesOf(node, 'isAccessibleForFree').flatMap((value) => booleanOf(value) ?? [])[0];
  const costs = amounts.some(({ value }) => value === undefined || value > 0);
  const categories = offers.map((offer) => texts(offer, 'category')[0]?.text?.toLowerCase());
  if (declared === true && costs) {
    const message = 'The offer is said to be accessible for free, and has a price; expected one or the other.';
    log.warning('IMPLAUSIBLE_VALUE', `${path}isAccessibleForFree`, message, true);
    return undefined;
  }
  if (declared !== undefined) return stated(declared, `${path}isAccessibleForFree`);
  if (costs) return undefined;
  const all = (wanted: string) => categories.length > 0 && categories.every((category) => category === wanted);
  const none = !categories.some((category) => category === 'paid' || category === 'partially free');
  if (none && amounts.length > 0 && amounts.length >= offers.length) return stated(true, `${path}offers.price`);
  if (all('free')) return stated(true, `${path}offers.category`);
  return all('paid') ? stated(false, `${path}offers.category`) : undefined;
}
