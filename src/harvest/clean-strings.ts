/** Control characters but for tab and line feed, and the marks that override the direction of text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to remove
const unsafe = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/g;

/** A copy in which every string is well-formed Unicode (NFC) without control characters: others fail in the index. */
export function cleanStrings<T>(value: T): T {
  if (typeof value === 'string') return value.toWellFormed().replace(unsafe, '').normalize('NFC') as T;
  if (Array.isArray(value)) return value.map(cleanStrings) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, each]) => (each === undefined ? [] : [[key, cleanStrings(each)]])),
  ) as T;
}
