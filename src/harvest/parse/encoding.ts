import iconv from 'iconv-lite';
import { type Feed, FeedError } from '../feed.js';
import { type Decoder, LegacyDecoder, UnicodeDecoder } from './unicode-decoder.js';

/** What is known about the character encoding of a feed before its bytes are seen. */
export interface EncodingHint {
  /** `charset` parameter of the media type. */
  readonly charset?: string;
  /** The document may declare its own encoding, as XML does in `<?xml encoding="…"?>`. */
  readonly declared?: 'xml';
  /** Named in the error. */
  readonly uri?: string;
  /** Character set that is tried for bytes that are not in UTF-8 as they should be. @default Windows-1252 */
  readonly legacy?: string;
  /** Told once, when the encoding is not the one that was named, but could be read. */
  readonly onMisnamed?: (what: string) => void;
}

const headBytes = 1024;

/**
 * Bytes that are decoded together. One letter that is not Latin makes a text take twice the memory, and several times
 * the time, of which the small pieces without one are spared; and large texts are only collected with all memory.
 */
const pieceBytes = 8 * 1024;

/**
 * Decodes a body. The encoding is taken from the first of: byte order mark, UTF-16 pattern of zero bytes, XML declaration,
 * charset parameter, UTF-8. `ISO-8859-1` and its aliases are read as Windows-1252 and `US-ASCII` as UTF-8, its superset, as
 * browsers do (WHATWG Encoding). A byte order mark never reaches the text. A wrong name is seen through: bytes that are not
 * UTF-8 are read in `hint.legacy`, and a document in UTF-8 that names a character set of single bytes is read as UTF-8.
 *
 * @throws FeedError ENCODING_INVALID for bytes that are not valid in the encoding, or for an unknown one.
 */
export async function* decodeText(bytes: AsyncIterable<Uint8Array>, hint: EncodingHint = {}): AsyncGenerator<string> {
  let decoder: Decoder | undefined;
  let head: Uint8Array = new Uint8Array(0);
  let offset = 0;
  const decode = (chunk: Uint8Array | undefined, by: Decoder): string => {
    try {
      return chunk === undefined ? by.end() : by.write(chunk);
    } catch (cause) {
      const where = chunk === undefined ? 'at its end' : `in bytes ${offset} to ${offset + chunk.length}`;
      throw new FeedError('ENCODING_INVALID', `${hint.uri ?? 'the feed'}: ${messageOf(cause)} ${where}`, { cause });
    }
  };
  const start = (): string => {
    const { encoding, skip } = detect(head, hint);
    const misnamed = (found: string) =>
      hint.onMisnamed?.(`The feed is not in ${encoding}, as it says or is taken to be: it was read as ${found}.`);
    decoder = decoderFor(encoding, hint, misnamed);
    const text = decode(head.subarray(skip), decoder);
    offset = head.length;
    return text;
  };
  for await (const chunk of bytes) {
    if (decoder === undefined) {
      head = head.length === 0 ? chunk : Buffer.concat([head, chunk]);
      if (head.length < headBytes) continue;
      yield start();
      continue;
    }
    for (let at = 0; at < chunk.length; at += pieceBytes) {
      const piece = chunk.subarray(at, at + pieceBytes);
      const text = decode(piece, decoder);
      offset += piece.length;
      if (text !== '') yield text;
    }
  }
  if (decoder === undefined) {
    const text = start();
    if (text !== '') yield text;
  }
  if (decoder !== undefined) {
    const rest = decode(undefined, decoder);
    if (rest !== '') yield rest;
  }
}

/** Decodes the body of a feed, see {@link decodeText}; `charset` is known better than the feed knows it. */
export function feedText(feed: Feed, declared?: 'xml', charset = feed.charset): AsyncGenerator<string> {
  return decodeText(feed.bytes, {
    uri: feed.uri,
    ...(charset === undefined ? {} : { charset }),
    ...(declared === undefined ? {} : { declared }),
    ...(feed.legacyCharset === undefined ? {} : { legacy: feed.legacyCharset }),
    ...(feed.onMisnamedCharset === undefined ? {} : { onMisnamed: feed.onMisnamedCharset }),
  });
}

/** The beginning of a document as text, for looking at only: a wrong or cut encoding gives U+FFFD, never an error. */
export function headText(head: Uint8Array): string {
  const { encoding, skip } = detect(head, { declared: 'xml' });
  const unicode = /^utf-?16(le|be)?$/.exec(encoding);
  const name = unicode === null ? 'utf-8' : unicode[1] === 'be' ? 'utf-16be' : 'utf-16le';
  return new TextDecoder(name).decode(head.subarray(skip));
}

function detect(head: Uint8Array, hint: EncodingHint): { encoding: string; skip: number } {
  const at = (index: number) => head[index] ?? -1;
  if (at(0) === 0xef && at(1) === 0xbb && at(2) === 0xbf) return { encoding: 'utf-8', skip: 3 };
  const utf32 = at(0) === 0xff && at(1) === 0xfe && at(2) === 0 && at(3) === 0;
  if (utf32) return { encoding: 'utf-32le', skip: 4 };
  if (at(0) === 0xff && at(1) === 0xfe) return { encoding: 'utf-16le', skip: 2 };
  if (at(0) === 0xfe && at(1) === 0xff) return { encoding: 'utf-16be', skip: 2 };
  if (at(0) > 0 && at(1) === 0 && at(2) > 0 && at(3) === 0) return { encoding: 'utf-16le', skip: 0 };
  if (at(0) === 0 && at(1) > 0 && at(2) === 0 && at(3) > 0) return { encoding: 'utf-16be', skip: 0 };
  const declaration = hint.declared === 'xml' ? declaredEncoding(head) : undefined;
  const encoding = declaration ?? hint.charset?.trim().toLowerCase() ?? 'utf-8';
  return { encoding: encoding === '' ? 'utf-8' : encoding, skip: 0 };
}

/** The declared encoding; a UTF-16 declaration that reads as single bytes contradicts itself and is passed over. */
function declaredEncoding(head: Uint8Array): string | undefined {
  const text = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, headBytes)).toString('latin1');
  const match = /^<\?xml\s[^>]*?\bencoding\s*=\s*(?:"([A-Za-z][\w.:-]*)"|'([A-Za-z][\w.:-]*)')/.exec(text);
  const encoding = (match?.[1] ?? match?.[2])?.toLowerCase();
  return encoding === undefined || /^(utf-?16|utf-?32|ucs-?[24]|iso-10646)/.test(encoding) ? undefined : encoding;
}

function decoderFor(encoding: string, { uri, legacy }: EncodingHint, misnamed: (found: string) => void): Decoder {
  const unicode = /^utf-?16(le|be)?$/.exec(encoding);
  if (unicode) return utf16Decoder(unicode[1] === 'be' ? 'utf-16be' : 'utf-16le');
  if (/^(utf-?8|us-ascii|ascii|ansi_x3\.4-1968|unicode-1-1-utf-8)$/.test(encoding)) {
    const fallback = legacy ?? 'windows-1252';
    return new UnicodeDecoder(fallback, () => misnamed(fallback));
  }
  const table = /^(iso-?8859-?1|latin-?1|l1|iso_8859-1|cp819)$/.test(encoding) ? 'windows-1252' : encoding;
  if (/^(base64|hex|binary|utf-?7.*)$/.test(table) || !iconv.encodingExists(table))
    throw new FeedError('ENCODING_INVALID', `${uri ?? 'the feed'}: unknown character encoding "${encoding}"`);
  if (!singleByte.test(table)) return tableDecoder(table);
  return new LegacyDecoder(tableDecoder(table), new UnicodeDecoder(table, () => undefined), () => misnamed('utf-8'));
}

/** Names of character sets in which every byte is a character. */
const singleByte = /^(iso[-_]?8859|latin|windows-?125|cp-?125|win125|macintosh|koi8)/;

function utf16Decoder(encoding: 'utf-16le' | 'utf-16be'): Decoder {
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  const refuse = (decode: () => string): string => {
    try {
      return decode();
    } catch (cause) {
      throw new Error(`not valid ${encoding}`, { cause });
    }
  };
  return {
    write: (bytes) => refuse(() => decoder.decode(bytes, { stream: true })),
    end: () => refuse(() => decoder.decode()),
  };
}

// TextDecoder of Node 20 reads windows-1252 as ISO 8859-1 (0x92 becomes a control character), so it is used for UTF-16 only.
function tableDecoder(encoding: string): Decoder {
  const decoder = iconv.getDecoder(encoding);
  const refuse = (text: string): string => {
    if (text.includes('\ufffd')) throw new Error(`not valid ${encoding}`);
    return text;
  };
  return {
    write: (bytes) => refuse(decoder.write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))),
    end: () => refuse(decoder.end() ?? ''),
  };
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
