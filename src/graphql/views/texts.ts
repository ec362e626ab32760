import { type LanguageMap, pickText } from '../../domain/multilingual.js';
import type { LocalizedText } from '../types/text.type.js';
import type { Reader } from './reader.js';

/** The text that fits the reader best. */
export function text(map: LanguageMap | undefined, { language }: Reader): LocalizedText | undefined {
  return map === undefined ? undefined : pickText(map, language);
}

/** The text that fits the reader best, of a part that every record has. */
export function requiredText(map: LanguageMap | undefined, reader: Reader): LocalizedText {
  const chosen = text(map, reader);
  if (chosen === undefined) throw new Error('the index holds a record without a text that every record has');
  return chosen;
}

/** The text in every language. */
export function allTexts(map: LanguageMap | undefined): LocalizedText[] {
  return Object.entries(map ?? {}).map(([language, content]) => ({ text: content, language }));
}
