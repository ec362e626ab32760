/** Text by language: BCP 47 tag → text. `und` is the key of a text whose language the source does not state. */
export type LanguageMap = Readonly<Record<string, string>>;

/** A text and the language that it is in (BCP 47; `und` when the source does not say). */
export interface LocalizedText {
  readonly text: string;
  readonly language: string;
}

/**
 * Best text for a reader: the asked tag, then the tag cut from the right (BCP 47 §3.4 look-up: `de-AT` → `de`),
 * then any regional form of it (`de` → `de-CH`), then English, then the first one there.
 */
export function pickText(map: LanguageMap, language: string): LocalizedText | undefined {
  const tags = Object.keys(map);
  const asked = language.toLowerCase();
  for (let wanted = asked; wanted !== ''; wanted = wanted.slice(0, Math.max(wanted.lastIndexOf('-'), 0))) {
    const hit = tags.find((tag) => tag.toLowerCase() === wanted);
    if (hit !== undefined) return { text: map[hit] ?? '', language: hit };
  }
  const primary = asked.split('-')[0] ?? asked;
  const tag =
    tags.find((candidate) => candidate.toLowerCase().startsWith(`${primary}-`)) ??
    tags.find((candidate) => candidate.toLowerCase().split('-')[0] === 'en') ??
    tags[0];
  return tag === undefined ? undefined : { text: map[tag] ?? '', language: tag };
}
