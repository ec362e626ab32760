import type { LanguageMap } from '../../../domain/multilingual.js';
import { vocabulary } from '../../../domain/vocabularies/vocabulary.js';
import type { IssueLog, MapContext } from '../../format.js';
import { languageMapOf, type TaggedText } from '../../mapping/texts.js';
import { readAddress } from '../../mapping/values.js';
import { plainText } from '../../parse/text.js';
import type { LangString, LangUrl } from './emil.record.js';

/** What `content` says of the kind of text that `value` is; anything else in it is the text itself. */
const kindsOfText: ReadonlySet<string> = new Set(['html', 'text', 'plain', 'markdown']);

function taggedTexts(text: LangString | undefined): TaggedText[] {
  return (text?.strings ?? []).map(({ lang, content, value }) => ({
    language: languageTag(lang),
    text: value ?? (kindsOfText.has(content?.toLowerCase() ?? '') ? undefined : content),
  }));
}

/** The texts of a `LangString` by language. */
export function textOf(
  text: LangString | undefined,
  { source }: MapContext,
  clean: (text: string) => string = plainText,
): LanguageMap | undefined {
  return languageMapOf(taggedTexts(text), source.language, clean);
}

/**
 * The values of a `LangString` that has several (`degrees`, `keywords`): a text for each, in the languages that it comes
 * in. Which belong together is told by their order, and only where every language has as many.
 */
export function valuesOf(text: LangString | undefined, { source }: MapContext): LanguageMap[] {
  const byLanguage = new Map<string, string[]>();
  for (const tagged of taggedTexts(text))
    for (const [tag, value] of Object.entries(languageMapOf([tagged], source.language, plainText) ?? {}))
      byLanguage.set(tag, [...(byLanguage.get(tag) ?? []), value]);
  const languages = [...byLanguage];
  const [count] = languages.map(([, values]) => values.length);
  if (languages.some(([, values]) => values.length !== count))
    return languages.flatMap(([tag, values]) => values.map((value) => ({ [tag]: value })));
  return (languages[0]?.[1] ?? []).map((_, index) =>
    Object.fromEntries(languages.map(([tag, values]) => [tag, values[index] ?? ''])),
  );
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
