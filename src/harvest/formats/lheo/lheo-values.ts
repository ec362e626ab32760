import type { LanguageMap } from '../../../domain/multilingual.js';
import type { Identifier } from '../../../domain/organisation.js';
import type { IssueLog, MapContext } from '../../format.js';
import { languageMapOf } from '../../mapping/texts.js';
import { type ReadDate, readDate } from '../../mapping/values.js';
import { attributeOf, contentOf, htmlOf, type XmlNode } from '../../mapping/xml-record.js';
import { cleanHtml, plainText } from '../../parse/text.js';
import { parseInstant } from '../../parse/values.js';

/** What the mapping functions of one record share. */
export interface Reading {
  readonly context: MapContext;
  readonly log: IssueLog;
}

/**
 * The id of a `formation` or `resume-offre`: `@numero`, the exporter's own number, else `@uri` (2.3), else `@ref`. All three are optional
 * in the definition; `code-RNCP` and the like name the certification, which many offers share.
 */
export function formationId(formation: XmlNode): string | undefined {
  return ['numero', 'uri', 'ref'].map((name) => attributeOf(formation, name)).find(isNativeId);
}

/** Whether a text can serve as a native id. */
export function isNativeId(text: string | undefined): text is string {
  return text !== undefined && text.length <= 1000;
}

/**
 * Whether an element only fills its place. Many elements are mandatory in LHEO, so exporters without a value write a
 * dash.
 */
function isFiller(text: string): boolean {
  return !/[\p{L}\p{N}]/u.test(text) || /^(n\.?[cs]\.?|non renseign[ée]e?s?|null)$/iu.test(text);
}

function stated(node: XmlNode | undefined, path: string, { log }: Reading): XmlNode | undefined {
  const text = node === undefined ? '' : plainText(htmlOf(node));
  if (node === undefined || text === '') return undefined;
  if (!isFiller(text)) return node;
  log.warning('PLACEHOLDER_VALUE', path, 'The text says nothing; leave the element out instead.', text);
  return undefined;
}

/** A name or short text. LHEO tags no languages. */
export function plainOf(node: XmlNode | undefined, path: string, reading: Reading): LanguageMap | undefined {
  const found = stated(node, path, reading);
  const text = found === undefined ? undefined : htmlOf(found);
  return languageMapOf([{ text }], reading.context.source.language, plainText);
}

/** A long text, in which exporters put escaped HTML. */
export function proseOf(node: XmlNode | undefined, path: string, reading: Reading): LanguageMap | undefined {
  const found = stated(node, path, reading);
  const text = found === undefined ? undefined : htmlOf(found);
  return languageMapOf([{ text }], reading.context.source.language, cleanHtml);
}

/** One line of text, undefined for a filler (without an issue: parts of an address). */
export function lineOf(node: XmlNode | undefined): string | undefined {
  const text = contentOf(node);
  return text === undefined || isFiller(text) ? undefined : plainText(text).slice(0, 500) || undefined;
}

/** A date that stands for "not known" or "no end". */
const noDate = /^(0[0-]*|(9999|2999|2099|1900)[-\d]*|-+)$/;

/**
 * A date `yyyymmdd`, or a month `yyyymm00`. `00000000` stands for "not known" in the exports of the French regions, and
 * the year 9999 or 2099 for "no end".
 */
export function dateOf(node: XmlNode | undefined, path: string, reading: Reading): ReadDate | undefined {
  const text = contentOf(node);
  if (text === undefined) return undefined;
  if (noDate.test(text)) {
    reading.log.warning('PLACEHOLDER_VALUE', path, 'The date stands for "not known"; leave it out instead.', text);
    return undefined;
  }
  const month = text.replace(/^(\d{4})-?(0[1-9]|1[0-2])-?00$/, '$1-$2');
  return readDate(month, path, reading.context.source, reading.log);
}

/** The year of a date `yyyy0000`, which says no more. */
export function yearOf(node: XmlNode | undefined): string | undefined {
  const text = contentOf(node) ?? '';
  return noDate.test(text) ? undefined : /^(\d{4})-?00-?00$/.exec(text)?.[1];
}

/** `@horodatage-modification` (2.3), else the day of `@datemaj` from its first moment. */
export function modifiedOf(offer: XmlNode, { context, log }: Reading): string | undefined {
  const { timezone } = context.source;
  const stamp = attributeOf(offer, 'horodatage-modification');
  if (stamp !== undefined) {
    const instant = parseInstant(stamp, { timezone });
    if (instant === undefined)
      log.warning('INVALID_DATE', `${offer.name}@horodatage-modification`, 'Not a date and time of ISO 8601.', stamp);
    return instant;
  }
  const day = readDate(attributeOf(offer, 'datemaj'), `${offer.name}@datemaj`, context.source, log);
  return day?.precision === 'day' ? parseInstant(`${day.date}T00:00:00`, { timezone }) : undefined;
}

/**
 * Shapes of the French registers' numbers. LHEO asks for 11 characters of `numero-activite`: most numbers are digits
 * only, those of universities and other public bodies have a P in the fifth place.
 */
const registers: Readonly<Record<string, RegExp>> = {
  SIRET: /^\d{14}$/,
  UAI: /^\d{7}[A-Z]$/,
  'numero-activite': /^\d[\dA-Z]{10}$/,
};

/** A number of a register, spaces taken out; a filler such as 99999999999 or a number of another shape is left out. */
export function registerNumber(
  scheme: 'SIRET' | 'UAI' | 'numero-activite',
  node: XmlNode | undefined,
  path: string,
  { log }: Reading,
): Identifier | undefined {
  const value = contentOf(node)?.replace(/[\s.]/g, '').toUpperCase();
  if (value === undefined) return undefined;
  if (/^(.)\1*$/.test(value)) {
    log.warning('PLACEHOLDER_VALUE', path, `The number is no ${scheme}; leave the element out instead.`, value);
    return undefined;
  }
  if (registers[scheme]?.test(value) === true) return { scheme, value };
  log.warning('INVALID_VALUE', path, `The value does not have the form of a ${scheme}.`, value);
  return undefined;
}
