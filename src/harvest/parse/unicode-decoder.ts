import { isAscii, isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';

/** Turns bytes to text, piece by piece. */
export interface Decoder {
  /** Text that the bytes complete; throws for bytes that the encoding does not have. */
  write(bytes: Uint8Array): string;
  end(): string;
}

const noBytes = Buffer.alloc(0);

/** Invalid bytes for each character of UTF-8 beside them, beyond which a piece of text has no UTF-8 in it. */
const mostlyLegacy = 4;

/**
 * Reads UTF-8. Bytes that are not valid UTF-8 are read in `legacy`, a character set of single bytes: alone, where a text
 * was pasted into a document in UTF-8, or with all that came in the same piece, where hardly anything in it is UTF-8. The
 * first time `onMisnamed` is told. Bytes that `legacy` does not have are errors, and so is a character that is cut at the end
 * of what was UTF-8 so far.
 */
export class UnicodeDecoder implements Decoder {
  readonly #table: readonly string[];
  #pending: Buffer = noBytes;
  #isTold = false;

  constructor(
    private readonly legacy: string,
    private readonly onMisnamed: () => void,
  ) {
    this.#table = Array.from({ length: 128 }, (_, index) => iconv.decode(Buffer.of(index + 128), legacy));
  }

  write(bytes: Uint8Array): string {
    const all = this.#pending.length === 0 ? asBuffer(bytes) : Buffer.concat([this.#pending, bytes]);
    const end = completeEnd(all);
    this.#pending = Buffer.from(all.subarray(end));
    const whole = all.subarray(0, end);
    if (isUtf8(whole)) return whole.toString('utf8');
    const text = this.#readMixed(whole);
    if (!this.#isTold) this.onMisnamed();
    this.#isTold = true;
    return text;
  }

  end(): string {
    if (this.#pending.length > 0 && !this.#isTold) throw new Error('not valid utf-8');
    return this.#inLegacy(this.#pending);
  }

  #readMixed(bytes: Buffer): string {
    let text = '';
    let from = 0;
    let valid = 0;
    let invalid = 0;
    for (let at = 0; at < bytes.length; ) {
      const length = characterLength(bytes, at);
      if (length > 1) valid += 1;
      if (length > 0) {
        at += length;
        continue;
      }
      invalid += 1;
      text += bytes.toString('utf8', from, at) + this.#inLegacy(bytes.subarray(at, at + 1));
      at += 1;
      from = at;
    }
    return invalid > valid * mostlyLegacy ? this.#inLegacy(bytes) : text + bytes.toString('utf8', from);
  }

  #inLegacy(bytes: Buffer): string {
    const text = bytes
      .toString('latin1')
      .replace(/[\x80-\xff]/g, (byte) => this.#table[byte.charCodeAt(0) - 128] ?? '\ufffd');
    if (text.includes('\ufffd')) throw new Error(`not valid utf-8, nor ${this.legacy}`);
    return text;
  }
}

/**
 * Reads a character set of single bytes, unless the document is in UTF-8 in spite of what it says: then all of its first
 * bytes beyond ASCII are valid UTF-8, which texts in other character sets are not.
 */
export class LegacyDecoder implements Decoder {
  #chosen: Decoder | undefined;
  #pending: Buffer = noBytes;

  constructor(
    private readonly legacy: Decoder,
    private readonly unicode: Decoder,
    private readonly onMisnamed: () => void,
  ) {}

  write(bytes: Uint8Array): string {
    if (this.#chosen !== undefined) return this.#chosen.write(bytes);
    const all = this.#pending.length === 0 ? asBuffer(bytes) : Buffer.concat([this.#pending, bytes]);
    const end = completeEnd(all);
    const whole = all.subarray(0, end);
    if (isAscii(whole)) {
      this.#pending = Buffer.from(all.subarray(end));
      return whole.toString('latin1');
    }
    const isUnicode = isUtf8(whole);
    if (isUnicode) this.onMisnamed();
    this.#chosen = isUnicode ? this.unicode : this.legacy;
    return this.#chosen.write(all);
  }

  end(): string {
    const chosen = this.#chosen ?? this.legacy;
    return (this.#chosen === undefined ? this.legacy.write(this.#pending) : '') + chosen.end();
  }
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Where a character begins at the end of the bytes that is not complete in them; their length where there is none. */
function completeEnd(bytes: Buffer): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) break;
    if (byte >= 0xc0) return byte < 0xf8 && lengthOf(byte) > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

function lengthOf(lead: number): number {
  return lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

/** Bytes of the character of UTF-8 that begins here; 0 where none does. */
function characterLength(bytes: Buffer, at: number): number {
  const byte = bytes[at] ?? 0;
  if (byte < 0x80) return 1;
  if (byte < 0xc2 || byte > 0xf4) return 0;
  const end = at + lengthOf(byte);
  return end <= bytes.length && isUtf8(bytes.subarray(at, end)) ? end - at : 0;
}
