import { vocabulary } from '../../../domain/vocabularies/vocabulary.js';
import type { XcriNode } from './xcri-cap.record.js';
import type { Price } from './xcri-drafts.js';
import { content } from './xcri-node.js';
import type { TextReader } from './xcri-text.js';

/** Signs that are one currency; `$` and `kr` are several. */
const currencySigns: Readonly<Record<string, string>> = { '£': 'GBP', '€': 'EUR' };

const number = '(\\d[\\d.,\\u00a0\\u202f ]*)';
const signFirst = new RegExp(`^(£|€|[A-Z]{3})\\s?${number}$`);
const signLast = new RegExp(`^${number}\\s?(£|€|[A-Z]{3})$`);

/**
 * `mlo:cost`, by the standard a text in the provider's words, which is always kept. It has an amount only where the
 * whole text is one number with the sign or ISO 4217 code of a currency, or a bare number in a source that declares its
 * currency.
 */
export function readPrice(
  node: XcriNode,
  path: string,
  texts: TextReader,
  defaultCurrency?: string,
): Price | undefined {
  const text = texts.names([node]);
  if (text === undefined || texts.isPlaceholder(node.text, path)) return undefined;
  const money = readMoney(content(node), defaultCurrency);
  return money === undefined ? { text } : { ...money, text };
}

function readMoney(text: string, defaultCurrency?: string): { amount: number; currency: string } | undefined {
  const [, before, numberAfter] = signFirst.exec(text) ?? [];
  const [, numberBefore, after] = signLast.exec(text) ?? [];
  const sign = before ?? after ?? defaultCurrency;
  const amount = readAmount(numberAfter ?? numberBefore ?? text);
  const currency = sign === undefined ? undefined : vocabulary('currency').find(currencySigns[sign] ?? sign);
  return amount === undefined || currency === undefined || currency.placeholder === true
    ? undefined
    : { amount, currency: currency.iri };
}

const separators = [
  { group: ',', decimal: '.' },
  { group: '.', decimal: ',' },
  { group: ' ', decimal: ',' },
  { group: ' ', decimal: '.' },
];

/** A price has no thousandths, so three digits after a single separator are thousands. */
function readAmount(text: string): number | undefined {
  const value = text.trim().replace(/[\u00a0\u202f]/g, ' ');
  if (/^\d{1,9}([.,]\d{1,2})?$/.test(value)) return Number(value.replace(',', '.'));
  for (const { group, decimal } of separators) {
    const pattern = new RegExp(`^\\d{1,3}(\\${group}\\d{3}){1,2}(\\${decimal}\\d{2})?$`);
    if (pattern.test(value)) return Number(value.replaceAll(group, '').replace(decimal, '.'));
  }
  return undefined;
}
