/** Text of strangers on one line, without characters that might have a terminal do things. */
export function cleanText(text: string): string {
  return text.replace(/[\r\n\t]+/g, ' ').replace(/[\p{Cc}\p{Cf}]/gu, '\uFFFD');
}
