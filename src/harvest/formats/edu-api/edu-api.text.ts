import type { LanguageMap } from '../../../domain/multilingual.js';
import { languageMapOf, type TaggedText } from '../../mapping/texts.js';
import { plainText } from '../../parse/text.js';
import type { IdentifierEntry, LanguageTypedStrings } from './edu-api.record.js';

/** `LanguageTypedString[]` as tagged texts. */
export function taggedTexts(strings: LanguageTypedStrings | undefined): TaggedText[] {
  return (strings ?? []).map(({ language, value }) => ({ language, text: value }));
}

/** The texts by language; `language` is that of texts without one. */
export function textOf(
  strings: LanguageTypedStrings | undefined,
  language: string,
  clean: (text: string) => string = plainText,
): LanguageMap | undefined {
  return languageMapOf(taggedTexts(strings), language, clean);
}

/** `primaryCode` and `otherCodes`. */
export function codesOf({
  primaryCode,
  otherCodes = [],
}: {
  readonly primaryCode?: IdentifierEntry | undefined;
  readonly otherCodes?: readonly IdentifierEntry[] | undefined;
}): { readonly scheme: string | undefined; readonly value: string | undefined }[] {
  return [primaryCode, ...otherCodes].map((entry) => ({ scheme: entry?.identifierType, value: entry?.identifier }));
}
