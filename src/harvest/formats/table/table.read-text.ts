import type { LanguageMap } from '../../../domain/multilingual.js';
import { parseUrl } from '../../../domain/parse-url.js';
import { cleanHtml, plainText } from '../../parse/text.js';
import { webAddress } from '../../parse/values.js';
import { holds, readCells, readText, readTexts, type Scope } from './table.cells.js';
import { isRecord } from './table.path.js';
import { asList, type TextSpec, type TextsSpec, type UrlSpec, type ValueSpec } from './table.value-options.js';

const tagPattern = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$/;

/** The text in all its languages: the first value of each declared place. */
export function readLanguageMap(scope: Scope, spec: TextsSpec | undefined): LanguageMap | undefined {
  const map: Record<string, string> = {};
  for (const one of asList(spec)) {
    for (const [tag, text] of Object.entries(readEach(scope, one)[0] ?? {})) map[tag] ??= text;
  }
  return Object.keys(map).length === 0 ? undefined : map;
}

/** Several texts, each in its languages: one per item of a list or part of a split cell. */
export function readLanguageMaps(scope: Scope, spec: TextsSpec | undefined): readonly LanguageMap[] {
  return asList(spec).flatMap((one) => readEach(scope, one));
}

/** All values at the declared place as plain text, for what has no language: names of places, codes. */
export function readPlainTexts(scope: Scope, spec: ValueSpec | undefined): readonly string[] {
  return readTexts(scope, spec)
    .map(({ text }) => plainText(text))
    .filter((text) => text !== '');
}

/** The first value at the declared place as plain text. */
export function readPlainText(scope: Scope, spec: ValueSpec | undefined): string | undefined {
  return readPlainTexts(scope, spec)[0];
}

/** Addresses of the web; one that is none is left out with the warning INVALID_URL. */
export function readUrls(scope: Scope, spec: UrlSpec | undefined): readonly { url: string; language?: string }[] {
  return readTexts(scope, spec).flatMap(({ text, path }) => {
    const url = webAddress(text) ?? (spec?.base === undefined ? undefined : webAddress(resolve(text, spec.base)));
    if (url !== undefined) return [spec?.language === undefined ? { url } : { url, language: spec.language }];
    scope.reading.log.warning('INVALID_URL', path, 'This is not an absolute http or https address.', text);
    return [];
  });
}

/** The first address at the declared place. */
export function readUrl(scope: Scope, spec: UrlSpec | undefined): string | undefined {
  return readUrls(scope, spec)[0]?.url;
}

function readEach(scope: Scope, spec: TextSpec): readonly LanguageMap[] {
  if (!holds(scope, spec.when)) return [];
  const keyed = spec.template === undefined && spec.join === undefined ? languageKeyed(scope, spec) : [];
  if (keyed.length > 0) return keyed;
  const tag = languageOf(scope, spec);
  return readTexts(scope, spec).flatMap(({ text, path }) => {
    const clean = cleaned(scope, spec, text, path);
    return clean === undefined ? [] : [{ [tag]: clean }];
  });
}

/** Cells that hold an object keyed by language, as Kouta's `nimi: { fi, sv, en }`. */
function languageKeyed(scope: Scope, spec: TextSpec): readonly LanguageMap[] {
  return readCells(scope, spec).flatMap(({ value, path }) => {
    if (!isRecord(value) || '#text' in value) return [];
    const map: Record<string, string> = {};
    for (const [tag, inner] of Object.entries(value)) {
      const text = Array.isArray(inner) ? inner.filter((it) => typeof it === 'string').join('\n') : inner;
      if (!tagPattern.test(tag) || typeof text !== 'string') continue;
      const clean = cleaned(scope, spec, text, `${path}.${tag}`);
      if (clean !== undefined) map[tag] = clean;
    }
    return Object.keys(map).length === 0 ? [] : [map];
  });
}

function cleaned(scope: Scope, spec: TextSpec, text: string, path: string): string | undefined {
  const label = spec.labels?.[text];
  if (spec.labels !== undefined && label === undefined) {
    scope.reading.log.warning('UNMAPPED_VALUE', path, 'This code is not among the declared labels.', text);
    return undefined;
  }
  const clean = spec.html ? cleanHtml(text) : plainText(label ?? text);
  return plainText(clean) === '' ? undefined : clean;
}

function languageOf(scope: Scope, spec: TextSpec): string {
  const declared = spec.language;
  if (typeof declared === 'string') return declared;
  if (declared === undefined) return scope.reading.language;
  const read = readText(scope, declared);
  if (read === undefined) return scope.reading.language;
  if (tagPattern.test(read.text)) return read.text;
  scope.reading.log.warning('UNMAPPED_VALUE', read.path, 'This is not a BCP 47 language tag.', read.text);
  return scope.reading.language;
}

function resolve(text: string, base: string): string {
  return parseUrl(text, base)?.href ?? text;
}
