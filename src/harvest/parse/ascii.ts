/** Whether a text is all ASCII; several times as fast as to look for what is not. */
export function isAscii(text: string): boolean {
  return Buffer.byteLength(text) === text.length;
}
