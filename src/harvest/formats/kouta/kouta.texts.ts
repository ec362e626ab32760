import type { LanguageMap } from '../../../domain/multilingual.js';
import { languageMapOf } from '../../mapping/texts.js';
import { plainText } from '../../parse/text.js';
import type { Kielistetty, Koodi } from './kouta.record.js';

/** The languages that have text, Finnish, Swedish and English first. */
export function textsOf(
  texts: Kielistetty | undefined,
  fallback: string,
  clean: (text: string) => string = plainText,
): LanguageMap | undefined {
  const tagged = Object.entries(texts ?? {}).map(([language, text]) => ({ language, text: text ?? undefined }));
  return languageMapOf(tagged, fallback, clean);
}

/** A code without its version: `eqf_7` of `eqf_7#1`. */
export function codeOf(koodi: Pick<Koodi, 'koodiUri'> | undefined): string | undefined {
  const code = koodi?.koodiUri?.split('#')[0];
  return code === '' ? undefined : code;
}

/** The code list of a code: `tutkintonimikekk` of `tutkintonimikekk_714#2`. */
export function listOfCode(koodi: Pick<Koodi, 'koodiUri'>): string {
  return koodi.koodiUri?.split('_')[0] ?? '';
}

/** The text where there is room for one: Finnish, else Swedish or English. */
export function firstText(texts: Kielistetty | undefined): string | undefined {
  const plain = plainText(texts?.fi || texts?.sv || texts?.en || '');
  return plain === '' ? undefined : plain;
}
