import { de } from './de.js';
import { en } from './en.js';
import { es } from './es.js';
import { fi } from './fi.js';
import { fr } from './fr.js';
import type { Messages, PluralText } from './messages.js';
import { pl } from './pl.js';
import { sv } from './sv.js';

const all: Readonly<Record<string, Messages>> = { en, sv, de, fr, fi, es, pl };

/** Languages that the widget speaks, as BCP 47 tags. */
export const languages: readonly string[] = Object.keys(all);

/** What a widget says, and how it writes numbers, dates and prices. */
export interface Speech {
  readonly t: Messages;
  /** Language of the messages: English where the asked language has none. */
  readonly language: string;
  number(value: number): string;
  /** A calendar date `YYYY-MM-DD`. */
  date(day: string): string;
  price(least: number, most: number, currency: string): string;
  plural(text: PluralText, n: number): string;
}

/** Puts values in the places of a message. */
export function fill(message: string, values: Readonly<Record<string, string>>): string {
  return message.replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
}

/** How a widget speaks to a reader of a language (BCP 47 tag). */
export function speechIn(tag: string): Speech {
  const base = tag.toLowerCase().split('-', 1)[0] ?? '';
  const language = Object.hasOwn(all, base) ? base : 'en';
  const spoken = base === language && isLocale(tag) ? tag : language;
  // English is written as in Europe: the day before the month.
  const locale = spoken === 'en' ? 'en-IE' : spoken;
  const number = (value: number) => new Intl.NumberFormat(locale).format(value);
  return {
    t: all[language] ?? en,
    language,
    number,
    date: (day) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(day)),
    price(least, most, currency) {
      const whole = Number.isInteger(least) && Number.isInteger(most);
      const style = { style: 'currency', currency, minimumFractionDigits: whole ? 0 : 2 } as const;
      const format = new Intl.NumberFormat(locale, style);
      return least === most ? format.format(least) : `${format.format(least)} – ${format.format(most)}`;
    },
    plural: (text, n) => fill(text[new Intl.PluralRules(locale).select(n)] ?? text.other, { n: number(n) }),
  };
}

function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length > 0;
  } catch {
    return false;
  }
}
