import { isAscii } from './parse/ascii.js';

/** Control characters but for tab and line feed, and the marks that override the direction of text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to remove
const unsafe = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/g;

/** What a JSON text shows when one of its strings needs cleaning: an escaped control character or lone surrogate, or a raw mark. */
const suspicious = /\\(?:[bfr]|u00|ud[89a-f])|[\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufffe\uffff]/;

/** Unicode line and paragraph separators: line ends for some readers of lines, and for others not. */
const separators = /[\u2028\u2029]/g;

/** Characters from which on a text may not be in NFC. */
const composing = /[\u0300-\uffff]/;

/** Whether a value, seen as JSON text, has strings that {@link cleanStrings} would change. */
export function needsCleaning(json: string): boolean {
  if (isAscii(json)) return json.includes('\u007f') || (json.includes('\\') && suspicious.test(json));
  return suspicious.test(json) || (composing.test(json) && json.normalize('NFC') !== json);
}

/** A copy in which every string is well-formed Unicode (NFC) without control characters: others fail in the index. */
export function cleanStrings<T>(value: T): T {
  if (typeof value === 'string')
    return value.toWellFormed().replace(unsafe, '').replace(separators, '\n').normalize('NFC') as T;
  if (Array.isArray(value)) return value.map(cleanStrings) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, cleanStrings(each)])) as T;
}
