/**
 * A URL (WHATWG), or nothing for a text that is none. To be used in place of `URL.canParse`, which on Node 20 and 22
 * denies every text with a letter such as é or ü once it was called a few thousand times (its compiled version reads
 * Latin-1 as UTF-8), so that such addresses would be lost in the middle of a feed.
 */
export function parseUrl(text: string, base?: string | URL): URL | undefined {
  // Without a scheme; an error would take twenty times as long.
  if (base === undefined && !text.includes(':')) return undefined;
  try {
    return new URL(text, base);
  } catch {
    return undefined;
  }
}
