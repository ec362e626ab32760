/** Keys `__proto__` and lone surrogates, also escaped: JSON.parse reads them otherwise than the assembler does. */
const particular = /__proto__|\\u(?:00[5-7]|d[89a-f])/i;

/**
 * What JSON.parse makes of a text, where that is what the assembler of tokens would make of it, which takes five times as
 * long. Undefined for a text that is no JSON, or one that the assembler must look at.
 */
export function plainValue(text: string): { readonly value: unknown } | undefined {
  if (particular.test(text)) return undefined;
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

const quote = 0x22;
const backslash = 0x5c;

/** Finds the end of one array or object in a text that comes in pieces, by its brackets alone. */
export class ValueEnd {
  private depth = 0;
  private inString = false;
  /** The piece before ended, inside a string, with a backslash that escapes what follows. */
  private escaped = false;

  constructor(private readonly maxDepth: number) {}

  /** Index behind the value; `undefined` when it goes on in the next piece, -1 when it is nested too deeply. */
  find(text: string, from: number): number | undefined {
    let at = from;
    while (at < text.length) {
      if (this.inString) {
        const end = this.endOfString(text, at);
        if (end === undefined) return undefined;
        at = end;
      }
      for (; at < text.length; at += 1) {
        const code = text.charCodeAt(at);
        if (code === quote) {
          this.inString = true;
          at += 1;
          break;
        }
        // The brackets { [ and } ] differ from each other in one bit only.
        if ((code | 0x20) === 0x7b) {
          this.depth += 1;
          if (this.depth > this.maxDepth) return -1;
        } else if ((code | 0x20) === 0x7d) {
          this.depth -= 1;
          if (this.depth <= 0) return at + 1;
        }
      }
    }
    return undefined;
  }

  /** Index behind the closing quote. */
  private endOfString(text: string, from: number): number | undefined {
    let at = from;
    if (this.escaped) {
      this.escaped = false;
      at += 1;
    }
    for (let end = text.indexOf('"', at); end !== -1; end = text.indexOf('"', end + 1)) {
      if (backslashesBefore(text, end, at) % 2 === 1) continue;
      this.inString = false;
      return end + 1;
    }
    this.escaped = backslashesBefore(text, text.length, at) % 2 === 1;
    return undefined;
  }
}

function backslashesBefore(text: string, end: number, from: number): number {
  let count = 0;
  while (end - count > from && text.charCodeAt(end - count - 1) === backslash) count += 1;
  return count;
}
