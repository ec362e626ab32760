/** The official languages of the EU (Regulation 1/1958), which the pages can be asked for in; BCP 47. */
export const interfaceLanguages = [
  ...['bg', 'cs', 'da', 'de', 'el', 'en', 'es', 'et', 'fi', 'fr', 'ga', 'hr'],
  ...['hu', 'it', 'lt', 'lv', 'mt', 'nl', 'pl', 'pt', 'ro', 'sk', 'sl', 'sv'],
] as const;
export type InterfaceLanguage = (typeof interfaceLanguages)[number];

/** Languages whose catalogue has every message; the others show English where one is missing. */
export const completeLanguages: readonly InterfaceLanguage[] = ['en', 'sv', 'de', 'fr', 'fi', 'es', 'pl'];

/** Languages that are not offered but understood, as their readers live in the EU too: written from right to left. */
const rightToLeft: readonly string[] = ['ar', 'fa', 'he', 'ur'];

/** Whether the pages have all of their texts in a language. */
export function isComplete(language: string): boolean {
  return (completeLanguages as readonly string[]).includes(language);
}

/** Writing direction of a language. */
export function directionOf(language: string): 'ltr' | 'rtl' {
  return rightToLeft.includes(primary(language)) ? 'rtl' : 'ltr';
}

/** The language that is asked for by name (`sv`, `sv-FI`), if the pages know it. */
export function knownLanguage(tag: string | null | undefined): string | undefined {
  const code = primary(tag ?? '');
  return [...interfaceLanguages, ...rightToLeft].includes(code) ? code : undefined;
}

/** The known language that a browser prefers (`Accept-Language`, RFC 9110 §12.5.4); English when it names none. */
export function preferredLanguage(header: string | undefined): string {
  const wishes = (header ?? '')
    .slice(0, 1_000)
    .split(',')
    .map((wish) => {
      const [tag = '', ...parameters] = wish.trim().split(/\s*;\s*/);
      const weight = parameters.find((parameter) => parameter.startsWith('q='));
      return { language: knownLanguage(tag), weight: weight === undefined ? 1 : Number(weight.slice(2)) || 0 };
    })
    .filter(({ language, weight }) => language !== undefined && weight > 0)
    .sort((a, b) => b.weight - a.weight);
  return wishes[0]?.language ?? 'en';
}

/** Name of a language in itself: `svenska`. */
export function ownName(language: string): string {
  return new Intl.DisplayNames([language], { type: 'language', fallback: 'code' }).of(language) ?? language;
}

function primary(tag: string): string {
  return tag.trim().split(/[-_]/, 1)[0]?.toLowerCase() ?? '';
}
