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
  const map: Record<string, string> = {};
  let isEmpty = true;
  for (const { language, text } of texts) {
    if (text === undefined) continue;
    const cleaned = clean(text);
    if (!hasWords(cleaned)) continue;
    const tag = usableTag(language) ?? usableTag(fallback) ?? 'und';
    if (Object.hasOwn(map, tag)) continue;
    map[tag] = cleaned;
    isEmpty = false;
  }
  return isEmpty ? undefined : map;
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

/** Formatted texts about the same thing below each other, each in a paragraph of its own; one alone stays as it is. */
export function joinHtml(maps: readonly (LanguageMap | undefined)[]): LanguageMap | undefined {
  const found = maps.filter((map) => map !== undefined);
  return found.length > 1 ? joinLanguageMaps(found.map(paragraphs), '\n') : found[0];
}

function paragraphs(map: LanguageMap): LanguageMap {
  const entries = Object.entries(map);
  return Object.fromEntries(entries.map(([tag, html]) => [tag, html.startsWith('<') ? html : `<p>${html}</p>`]));
}

/** Whether any text of one is also a text of the other, whatever the language: a placeholder, not an own statement. */
export function repeatsText(map: LanguageMap, other: LanguageMap): boolean {
  const texts = new Set(Object.values(other).map((text) => text.toLowerCase()));
  return Object.values(map).some((text) => texts.has(text.toLowerCase()));
}

/** Markup alone (`<p><br></p>`) is no text. */
function hasWords(text: string): boolean {
  return text !== '' && !/^(?:\s|<[^>]*>)*$/.test(text);
}

/** Tags as they are written, and as they are used. */
const tags = new Map<string, string | undefined>();
/** More than any honest feed has; one that makes up others is not to fill the memory. */
const mostTags = 1000;

function usableTag(tag: string | undefined): string | undefined {
  if (tag === undefined) return undefined;
  const known = tags.get(tag);
  if (known !== undefined || tags.has(tag)) return known;
  const trimmed = tag.trim().replaceAll('_', '-');
  const usable = /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/.test(trimmed) ? trimmed : undefined;
  if (tags.size >= mostTags) tags.clear();
  tags.set(tag, usable);
  return usable;
}
