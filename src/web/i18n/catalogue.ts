import { readFileSync } from 'node:fs';
import { IntlMessageFormat } from 'intl-messageformat';
import type english from '../locales/en.json';
import { interfaceLanguages } from './languages.js';

/** Key of a message; src/web/locales/en.json has them all. */
export type MessageKey = keyof typeof english;

/** A message and the language that it is in: English where the catalogue of the asked one lacks it. */
export interface Message {
  readonly format: IntlMessageFormat;
  readonly language: string;
}

const catalogues = new Map<string, ReadonlyMap<string, string>>();
const formats = new Map<string, Message>();

/** The message in a language, else in English. ICU MessageFormat; kept once parsed. */
export function messageOf(key: MessageKey, language: string): Message {
  const id = `${language} ${key}`;
  const known = formats.get(id);
  if (known !== undefined) return known;
  const own = catalogue(language).get(key);
  const [text, used] = own === undefined ? [catalogue('en').get(key) ?? key, 'en'] : [own, language];
  const message = { format: new IntlMessageFormat(text, used), language: used };
  formats.set(id, message);
  return message;
}

/** The messages of a language by key; empty for one that has no catalogue. */
export function catalogue(language: string): ReadonlyMap<string, string> {
  const known = catalogues.get(language);
  if (known !== undefined) return known;
  const read = new Map(readCatalogue(language));
  catalogues.set(language, read);
  return read;
}

function readCatalogue(language: string): [string, string][] {
  if (!(interfaceLanguages as readonly string[]).includes(language)) return [];
  let text: string;
  try {
    text = readFileSync(new URL(`../../../src/web/locales/${language}.json`, import.meta.url), 'utf8');
  } catch {
    return [];
  }
  const messages: unknown = JSON.parse(text);
  if (typeof messages !== 'object' || messages === null) return [];
  return Object.entries(messages).flatMap(([key, value]) =>
    typeof value === 'string' && value !== '' ? [[key, value]] : [],
  );
}
