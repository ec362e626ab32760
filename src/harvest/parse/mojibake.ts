import { isUtf8 } from 'node:buffer';
import { isAscii } from './ascii.js';

/** The characters of Windows-1252 for the bytes 80 to 9F; five are none, and browsers read them as controls. */
const high = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** What the bytes 80 to BF look like when they are read as Windows-1252: all but the first of a character in UTF-8. */
const following = `[\u0080-\u00bf${high}]`;

/** Text whose UTF-8 was read as Windows-1252, of one script. */
interface Script {
  /** What nobody writes, and so shows that the text was misread. */
  readonly certain: RegExp;
  /** What characters beyond ASCII then look like. */
  readonly misread: RegExp;
}

/**
 * The letters of Europe become `Ã`, `Â`, `Ä`, `Å` or `È` and one character; a quotation mark, a dash or a sign becomes
 * `â` and two; a pictogram `ðŸ` and two. Certain are a capital `Ã` before a sign, `â€` before another character, what
 * would be a small letter after a small one (`nÅ‚`), and a sign between a capital and a small letter (`Å¼s`).
 */
const latin: Script = {
  certain: new RegExp(
    [
      'Ã[\u00a1-\u00aa\u00ac-\u00b6\u00b8-\u00ba\u00bc-\u00bfŸœŠš‰€]',
      'Â[\u00a9-\u00ab\u00ae\u00b0-\u00b4\u00b7\u00bb-\u00be]',
      `â€${following}|â‚¬|â„¢|ðŸ${following}{2}`,
      `(?<=[a-z])(?:Ä[${smallAfter('Ä')}]|Å[${smallAfter('Å')}]|È[™›])`,
      '[ÄÅ][¡¦¨¸¼½¾¿ˆ˜‰]|È[˜š]',
      '[ÄÅ][€¢£¤¥§©ª®°±²³µ¶¹ºŒœŠšŸŽžƒ™†‡](?=[a-z])',
    ].join('|'),
  ),
  misread: new RegExp(`[ÂÃÄÅ]${following}|È[˜™š›]|â${following}{2}|ðŸ${following}{2}`, 'g'),
};

/** Letters of other scripts come in rows: `Î` or `Ï`, `Ð` or `Ñ` with one character, twice without anything between. */
const greek: Script = {
  certain: new RegExp(`(?:[ÎÏ]${following}){2}`),
  misread: new RegExp(`[ÂÃÎÏ]${following}|â${following}{2}`, 'g'),
};
const cyrillic: Script = {
  certain: new RegExp(`(?:[ÐÑ]${following}){2}`),
  misread: new RegExp(`[ÂÃÐÑ]${following}|â${following}{2}`, 'g'),
};

/** Controls that would be letters or accents, with no letter beside them: they were no text. */
const strayControls =
  /(?<![\p{L}\u0080-\u009f])[\u0083\u0088\u008a\u008c\u008e\u0098\u009a\u009c\u009e\u009f]+(?![\p{L}\u0080-\u009f])/gu;

/**
 * Undoes that Windows-1252 was read as ISO 8859-1 (controls in place of `’`, `–`, `€`), and that UTF-8 was read as
 * Windows-1252 and written again (`UniversitÃ©`, `lâ€™eau`), wherever in the text. What could also be meant, such as `Ã`
 * before a closing quote, is only read so where the text has a case that cannot.
 */
export function withoutMojibake(text: string): string {
  if (isAscii(text)) return text;
  let result = text
    .replace(strayControls, '')
    .replace(/[\u0080-\u009f]/g, (control) => high.charAt(control.charCodeAt(0) - 0x80));
  if (!/[ÂÃÄÅÈÎÏÐÑâð]/.test(result)) return result;
  for (const { certain, misread } of [latin, greek, cyrillic])
    if (certain.test(result)) result = result.replace(misread, reread);
  return result;
}

function reread(found: string): string {
  const bytes = Buffer.from(Array.from(found, byteOf));
  return isUtf8(bytes) ? bytes.toString('utf8') : found;
}

/** The byte that a character was read from. */
function byteOf(character: string): number {
  const index = high.indexOf(character);
  return index < 0 ? character.charCodeAt(0) : index + 0x80;
}

/** The characters that stand for a small letter after this one. */
function smallAfter(first: string): string {
  const all = [...high, ...Array.from({ length: 0x20 }, (_, at) => String.fromCharCode(0xa0 + at))];
  return all.filter((second) => /\p{Ll}/u.test(reread(first + second))).join('');
}
