import type { LanguageMap } from '../../../domain/multilingual.js';
import { vocabulary } from '../../../domain/vocabularies/vocabulary.js';
import type { IssueLog, MapContext } from '../../format.js';
import { languageMapOf } from '../../mapping/texts.js';
import { readAddress } from '../../mapping/values.js';
import { plainText } from '../../parse/text.js';
import type { LangString, LangUrl } from './emil.record.js';

/** The texts of a `LangString` by language. */
export function textOf(
  text: LangString | undefined,
  { source }: MapContext,
  clean: (text: string) => string = plainText,
): LanguageMap | undefined {
  const texts = (text?.strings ?? []).map(({ lang, content, value }) => ({
    language: languageTag(lang),
    text: content ?? value,
  }));
  return languageMapOf(texts, source.language, clean);
}

/** The first text of a `LangString`. */
export function firstText(text: LangString | undefined, context: MapContext): string | undefined {
  return Object.values(textOf(text, context) ?? {})[0];
}

/** The addresses of a `LangUrl` with their languages. */
export function addressesOf(
  url: LangUrl | undefined,
  path: string,
  log: IssueLog,
): { readonly url: string; readonly language?: string }[] {
  return (url?.urls ?? []).flatMap(({ lang, value }) => {
    const address = readAddress(value, path, log);
    const language = languageTag(lang);
    return address === undefined ? [] : [{ url: address, ...(language === undefined ? {} : { language }) }];
  });
}

/** EMIL tags texts by ISO 639-3; BCP 47 wants the code of two letters where there is one. */
function languageTag(lang: string | undefined): string | undefined {
  const tag = lang?.trim();
  if (tag === undefined || tag === '') return undefined;
  const code = /^[a-z]{3}$/i.test(tag) ? vocabulary('language').find(tag)?.code : undefined;
  return code?.length === 2 ? code : tag;
}
