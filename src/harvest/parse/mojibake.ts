import { isUtf8 } from 'node:buffer';
import { isAscii } from './ascii.js';

/** The characters of Windows-1252 for the bytes 80 to 9F; five are none, and browsers read them as controls. */
const high = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/**
 * What a character beyond ASCII looks like when its UTF-8 is read as Windows-1252: `Ã`, `Â`, `Ä`, `Å` and one character
 * for a letter of Europe, `â` and two for a quotation mark, a dash or a sign.
 */
const misread = /[ÂÃÄÅ][\u0080-\u00bfŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]|â[\u0080-\u00bfŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]{2}/g;

/** Of these the ones that nobody writes: no text has a capital `Ã` before a sign, or `â€` before another. */
const certain =
  /Ã[\u00a1-\u00aa\u00ac-\u00ba\u00bc-\u00bfŸœŠš‰€]|Â[\u00a9-\u00ab\u00ae\u00b0-\u00b4\u00b7\u00bb-\u00be]|â€[™œ\u009d\u201d“˜”¦¢]|â‚¬/;

/**
 * Undoes that UTF-8 was read as Windows-1252 and written again (`UniversitÃ©`, `lâ€™eau`), wherever in the text. What
 * could also be meant, such as `Ã` before a closing quote, is only read so where the text has a case that cannot.
 */
export function withoutMojibake(text: string): string {
  if (isAscii(text) || !certain.test(text)) return text;
  return text.replace(misread, (found) => {
    const bytes = Buffer.from(Array.from(found, byteOf));
    return isUtf8(bytes) ? bytes.toString('utf8') : found;
  });
}

/** The byte that a character was read from. */
function byteOf(character: string): number {
  const index = high.indexOf(character);
  return index < 0 ? character.charCodeAt(0) : index + 0x80;
}
