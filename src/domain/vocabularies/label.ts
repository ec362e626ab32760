import { type LanguageMap, type LocalizedText, pickText } from '../multilingual.js';

type DisplayNameType = 'language' | 'region' | 'currency';

/** Callers choose the language, so the cache is bounded; three types in the 24 EU languages fit. */
const maxCachedNames = 96;
const namesByLanguage = new Map<string, PlatformNames | undefined>();

interface PlatformNames {
  readonly locale: string;
  readonly names: Intl.DisplayNames;
}

/** Bokmål answers for Norwegian and the other way round: the lists tag their Norwegian labels either way. */
const norwegian: Readonly<Record<string, readonly string[]>> = { no: ['nb'], nb: ['no'], nn: ['nb', 'no'] };

/** Best stored label for a reader: the rules of `pickText`, and Norwegian under both of its tags. */
export function storedLabel(labels: LanguageMap, language: string): LocalizedText | undefined {
  const chosen = pickText(labels, language);
  const primary = primarySubtag(language);
  if (chosen === undefined || primarySubtag(chosen.language) === primary) return chosen;
  const sibling = norwegian[primary]?.find((tag) => tag in labels);
  return sibling === undefined ? chosen : { text: labels[sibling] ?? '', language: sibling };
}

/**
 * Name that the platform's CLDR data have for a language (ISO 639), country (ISO 3166-1) or currency (ISO 4217), or
 * undefined when they have none in that language. Never falls back to another language or to the code, and never gives
 * the name of another concept: CLDR would call Tagalog Filipino and Serbo-Croatian Serbian.
 */
export function platformLabel(type: DisplayNameType, code: string, language: string): LocalizedText | undefined {
  const platform = platformNames(type, language);
  if (platform === undefined) return undefined;
  try {
    if (type === 'language' && Intl.getCanonicalLocales(code)[0] !== code) return undefined;
    const text = platform.names.of(code);
    return text === undefined ? undefined : { text, language: platform.locale };
  } catch {
    return undefined;
  }
}

/** First subtag of a BCP 47 tag, in lower case (`zh-Hant` → `zh`). */
export function primarySubtag(tag: string): string {
  return (tag.trim().split(/[-_]/)[0] ?? '').toLowerCase();
}

function platformNames(type: DisplayNameType, language: string): PlatformNames | undefined {
  const key = `${type} ${language}`;
  if (!namesByLanguage.has(key)) {
    if (namesByLanguage.size >= maxCachedNames) namesByLanguage.clear();
    namesByLanguage.set(key, openPlatformNames(type, language));
  }
  return namesByLanguage.get(key);
}

function openPlatformNames(type: DisplayNameType, language: string): PlatformNames | undefined {
  try {
    const [supported] = Intl.DisplayNames.supportedLocalesOf([language]);
    if (supported === undefined) return undefined;
    const names = new Intl.DisplayNames(supported, { type, fallback: 'none' });
    return { names, locale: names.resolvedOptions().locale };
  } catch {
    return undefined;
  }
}
