import type { LanguageMap } from '../multilingual.js';

/** A text for comparison: case, accents, punctuation and spaces do not count; `+` and `#` do, as in C++ and C#. */
export function comparable(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/[^\p{L}\p{N}+#]+/gu, ' ')
    .trim();
}

/** Titles for comparison by primary language, `und` for those of no stated language. */
export type Titles = ReadonlyMap<string, string>;

/** Titles of a record. A language with only signs in its title is left out. */
export function titlesOf(title: LanguageMap): Titles {
  const titles = new Map<string, string>();
  for (const [tag, text] of Object.entries(title)) {
    const language = tag.split('-')[0]?.toLowerCase() ?? 'und';
    const words = comparable(text);
    if (words !== '' && !titles.has(language)) titles.set(language, words);
  }
  return titles;
}

/**
 * - `same`: equal in a language that both have (one that is not stated may be any), and different in none;
 * - `contained`: one says all that the other does, and little more: nothing that tells parts of a series apart;
 * - `similar`: most words are the same, and none that tells parts or levels of a series apart is another;
 * - `different`: in a language that both have;
 * - `incomparable`: no language is in common.
 */
export type TitleAgreement = 'same' | 'contained' | 'similar' | 'different' | 'incomparable';

/** Share of all words that two similar titles have in common. */
const mostWords = 0.6;

/** Words that tell members of a series apart: numbers (Roman ones too), single letters, steps of difficulty. */
const telling =
  /^(.*\p{N}.*|[ivx]+|.|beginners?|elementary|basics?|foundations?|fundamentals|introduction|introductory|intermediate|advanced|master|masters|bachelor|bachelors|licence|grundlagen|grundkurs|einfuhrung|aufbaukurs|fortgeschrittene?|perusteet|jatkokurssi|debutant|avance|module?|modul|part|teil|programme?)$/u;

/** How the titles of two records agree. */
export function compareTitles(one: Titles, other: Titles): TitleAgreement {
  const found = new Set<TitleAgreement>();
  for (const [language, text] of one)
    for (const [otherLanguage, otherText] of other)
      if (language === otherLanguage) found.add(compareTexts(text, otherText));
  if (found.size === 0 && (one.has('und') || other.has('und')))
    return best([...one.values()].flatMap((text) => [...other.values()].map((its) => compareTexts(text, its))));
  if (found.has('different')) return 'different';
  return best([...found]);
}

function best(found: readonly TitleAgreement[]): TitleAgreement {
  return (
    (['same', 'contained', 'similar', 'different'] as const).find((each) => found.includes(each)) ?? 'incomparable'
  );
}

function compareTexts(one: string, other: string): TitleAgreement {
  if (one === other) return 'same';
  const [first, second] = [new Set(one.split(' ')), new Set(other.split(' '))];
  const all = new Set([...first, ...second]);
  const common = [...first].filter((word) => second.has(word));
  const isSeries = tellingWords(one) !== tellingWords(other);
  if (common.length / all.size < mostWords || isSeries) return 'different';
  return common.length === Math.min(first.size, second.size) ? 'contained' : 'similar';
}

function tellingWords(text: string): string {
  const words = text.split(' ').filter((word) => telling.test(word));
  return words.sort().join(' ');
}
