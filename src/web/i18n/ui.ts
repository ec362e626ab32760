import type { VNode } from 'preact';
import { type MessageKey, messageOf } from './catalogue.js';
import { directionOf } from './languages.js';

type Plain = string | number | Date;
/** What stands in a message's places. Functions get the text between a message's tags: `<link>…</link>`. */
export type MessageValues = Readonly<
  Record<string, Plain | VNode | ((children: readonly (string | VNode)[]) => VNode)>
>;

/** How a page speaks to one reader: texts, numbers and dates in their language, and links that keep it. */
export interface Ui {
  /** BCP 47. */
  readonly language: string;
  readonly dir: 'ltr' | 'rtl';
  /** The text of a message, for attributes and titles; in the body use `<T id>`, which marks a fall back to English. */
  t(key: MessageKey, values?: Readonly<Record<string, Plain>>): string;
  /** A message in pieces, and the language that it is in. */
  parts(
    key: MessageKey,
    values?: MessageValues,
  ): { readonly parts: readonly (string | VNode)[]; readonly language: string };
  number(value: number, options?: Intl.NumberFormatOptions): string;
  /** Amount of money; `currency` is an ISO 4217 code. */
  money(amount: number, currency: string): string;
  /** An ISO 8601 date (`2026-09-01`) or month (`2026-09`) in words. */
  date(iso: string, options?: Intl.DateTimeFormatOptions): string;
  /** `a, b and c`. */
  list(items: readonly string[]): string;
  /** Address of a page of this site, in the language that the reader chose. */
  href(path: string, params?: URLSearchParams): string;
  /** Whether the language stands in the address, and so in all links. */
  readonly chosen: boolean;
}

/** `chosen` is the language in the address, else `preferred` is spoken. */
export function createUi({
  chosen,
  preferred,
}: {
  readonly chosen: string | undefined;
  readonly preferred: string;
}): Ui {
  const language = chosen ?? preferred;
  const ui: Ui = {
    language,
    dir: directionOf(language),
    chosen: chosen !== undefined,
    t: (key, values) => String(messageOf(key, language).format.format(values as Record<string, Plain> | undefined)),
    parts(key, values) {
      const message = messageOf(key, language);
      const formatted: unknown = message.format.format<VNode>(values as Record<string, Plain> | undefined);
      return {
        parts: (Array.isArray(formatted) ? formatted : [formatted]) as (string | VNode)[],
        language: message.language,
      };
    },
    number: (value, options) => new Intl.NumberFormat(localeOf(language), options).format(value),
    money: (amount, currency) => moneyText(localeOf(language), amount, currency),
    date: (iso, options) => dateText(localeOf(language), iso, options),
    list: (items) => new Intl.ListFormat(localeOf(language), { type: 'conjunction' }).format(items),
    href(path, params) {
      const all = new URLSearchParams(params);
      if (chosen === undefined) all.delete('lang');
      else all.set('lang', chosen);
      const query = all.toString();
      return query === '' ? path : `${path}?${query}`;
    },
  };
  return ui;
}

/** English is written as in Europe: the day before the month, no comma before the last of a list. */
function localeOf(language: string): string {
  return language === 'en' ? 'en-IE' : language;
}

function moneyText(language: string, amount: number, currency: string): string {
  const digits = Number.isInteger(amount) ? 0 : 2;
  try {
    const format = {
      style: 'currency',
      currency,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    } as const;
    return new Intl.NumberFormat(language, format).format(amount);
  } catch {
    return `${new Intl.NumberFormat(language).format(amount)} ${currency}`;
  }
}

function dateText(language: string, iso: string, options?: Intl.DateTimeFormatOptions): string {
  const month = /^\d{4}-\d{2}$/.test(iso);
  const time = Date.parse(month ? `${iso}-01` : iso.slice(0, 10));
  if (Number.isNaN(time)) return iso;
  const style: Intl.DateTimeFormatOptions = month
    ? { year: 'numeric', month: 'long' }
    : { year: 'numeric', month: 'short', day: 'numeric' };
  return new Intl.DateTimeFormat(language, { ...(options ?? style), timeZone: 'UTC' }).format(time);
}
