import type { LearningOpportunityDraft } from '../../../domain/learning-opportunity.js';
import type { Price } from '../../../domain/run.js';
import { vocabulary } from '../../../domain/vocabularies/vocabulary.js';
import { readNumber } from '../../mapping/values.js';
import { nodeAt, type XmlNode } from '../../mapping/xml-record.js';
import { lineOf, plainOf, proseOf, type Reading } from './lheo-values.js';

type Run = NonNullable<LearningOpportunityDraft['runs']>[number];

const euroSign = /\s*(?:€|EUR|euros?)\s*(?:TTC)?$/i;

/**
 * `prix-total-TTC`, `prix-horaire-TTC` and `frais-restants` of an action. The definition of LHEO gives the unit of the
 * hourly price only ("en euros"): the total has an amount where the text itself says euros, or in a source that
 * declares its currency; else it stays the number as written. The hourly price is a text, because an amount would be
 * compared with total prices.
 */
export function pricesOf(action: XmlNode, reading: Reading): Price[] {
  const hourly = lineOf(nodeAt(action, 'prix-horaire-TTC'));
  const left = plainOf(nodeAt(action, 'frais-restants'), 'action/frais-restants', reading);
  return [
    ...totalOf(action, reading),
    ...(hourly === undefined || /^[0.,\s]*$/.test(hourly.replace(euroSign, ''))
      ? []
      : [{ kind: 'prix horaire TTC', text: { fr: `${hourly.replace(euroSign, '')} euros par heure` } }]),
    ...(left === undefined ? [] : [{ kind: 'frais restants à la charge du stagiaire', text: left }]),
  ];
}

function totalOf(action: XmlNode, { context, log }: Reading): Price[] {
  const path = 'action/prix-total-TTC';
  const text = lineOf(nodeAt(action, 'prix-total-TTC'));
  if (text === undefined) return [];
  const amount = readNumber(text.replace(euroSign, ''), path, log);
  if (amount === undefined) return [];
  const kind = 'prix total TTC';
  const code = euroSign.test(text) ? 'EUR' : context.source.constants?.currency;
  const currency = code === undefined ? undefined : vocabulary('currency').find(code)?.iri;
  if (currency !== undefined) return [{ amount, currency, kind }];
  if (amount === 0) return [];
  log.warning('INVALID_VALUE', path, 'The price has no currency; declare constants.currency for the source.', text);
  return [{ kind, text: { und: text } }];
}

/** `prix-total-TTC` is 0, in whatever currency, and nothing else is to be paid. */
export function freeOf(action: XmlNode, prices: readonly Price[]): Run['free'] {
  const text = lineOf(nodeAt(action, 'prix-total-TTC'))?.replace(euroSign, '');
  if (text === undefined || !/^0+([.,]0+)?$/.test(text) || prices.some(({ amount }) => amount !== 0)) return undefined;
  return { value: true, basis: 'stated', path: 'action/prix-total-TTC', native: text };
}

/** `prise-en-charge-frais-possible` 1: somebody may pay the fees; who and when is in `detail-conditions-prise-en-charge`. */
export function grantsOf(action: XmlNode, reading: Reading): NonNullable<Run['grants']> {
  if (lineOf(nodeAt(action, 'prise-en-charge-frais-possible')) !== '1') return [];
  const details = nodeAt(action, 'detail-conditions-prise-en-charge');
  const text = proseOf(details, 'action/detail-conditions-prise-en-charge', reading);
  return [{ title: { fr: 'Prise en charge des frais de formation possible' }, text }];
}
