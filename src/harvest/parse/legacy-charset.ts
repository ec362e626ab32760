/** Languages whose Windows does not write Windows-1252 by default, by the character set that it does write. */
const byCharset: Readonly<Record<string, string>> = {
  'windows-1250': 'bs cs hr hu pl ro sk sl sq',
  'windows-1251': 'be bg kk ky mk mn ru sr tg uk',
  'windows-1253': 'el',
  'windows-1254': 'az tr',
  'windows-1257': 'et lt lv',
};

const byLanguage = new Map(
  Object.entries(byCharset).flatMap(([charset, languages]) => languages.split(' ').map((it) => [it, charset] as const)),
);

/**
 * The character set that texts of a language (BCP 47) are most likely in when they are not in Unicode: the "ANSI code
 * page" of Windows there, which spreadsheets and older systems still export.
 */
export function legacyCharset(language: string): string {
  const [primary = '', ...subtags] = language.toLowerCase().split('-');
  if (primary === 'sr' && subtags.includes('latn')) return 'windows-1250';
  return byLanguage.get(primary) ?? 'windows-1252';
}
