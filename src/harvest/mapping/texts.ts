import type { LanguageMap } from '../../domain/multilingual.js';

/** A text and the tag that the source gives it. */
export interface TaggedText {
  readonly language?: string | undefined;
  readonly text: string | undefined;
}

/**
 * The texts by language, each cleaned by `clean`; the first one of a language counts. A text without a usable BCP 47
 * tag is in `fallback`. Undefined when nothing is left.
 */
export function languageMapOf(
  texts: readonly TaggedText[],
  fallback: string,
  clean: (text: string) => string,
): LanguageMap | undefined {
  const map = new Map<string, string>();
  for (const { language, text } of texts) {
    const tag = usableTag(language) ?? usableTag(fallback) ?? 'und';
    const cleaned = text === undefined ? '' : clean(text);
    if (hasWords(cleaned) && !map.has(tag)) map.set(tag, cleaned);
  }
  return map.size === 0 ? undefined : Object.fromEntries(map);
}

/** Texts about the same thing put below each other, language by language. */
export function joinLanguageMaps(
  maps: readonly (LanguageMap | undefined)[],
  separator: string,
): LanguageMap | undefined {
  const joined = new Map<string, string>();
  for (const [tag, text] of maps.flatMap((map) => Object.entries(map ?? {}))) {
    const before = joined.get(tag);
    joined.set(tag, before === undefined ? text : `${before}${separator}${text}`);
  }
  return joined.size === 0 ? undefined : Object.fromEntries(joined);
}

/** Whether any text of one is also a text of the other, whatever the language: a placeholder, not an own statement. */
export function repeatsText(map: LanguageMap, other: LanguageMap): boolean {
  const texts = new Set(Object.values(other).map((text) => text.toLowerCase()));
  return Object.values(map).some((text) => texts.has(text.toLowerCase()));
}

/** Markup alone (`<p><br></p>`) is no text. */
function hasWords(text: string): boolean {
  return !/^(?:\s|<[^>]*>)*$/.test(text);
}

function usableTag(tag: string | undefined): string | undefined {
  const trimmed = tag?.trim().replaceAll('_', '-');
  return trimmed !== undefined && /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/.test(trimmed) ? trimmed : undefined;
}
