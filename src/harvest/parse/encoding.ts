import iconv from 'iconv-lite';
import { type Feed, FeedError } from '../feed.js';

/** What is known about the character encoding of a feed before its bytes are seen. */
export interface EncodingHint {
  /** `charset` parameter of the media type. */
  readonly charset?: string;
  /** The document may declare its own encoding, as XML does in `<?xml encoding="…"?>`. */
  readonly declared?: 'xml';
  /** Named in the error. */
  readonly uri?: string;
}

interface Decoder {
  /** Text that the bytes complete; throws for bytes that the encoding does not have. */
  write(bytes: Uint8Array): string;
  end(): string;
}

const headBytes = 1024;

/**
 * Decodes a body. The encoding is taken from the first of: byte order mark, XML declaration (or the UTF-16 pattern of
 * `<?`, XML 1.0 appendix F), charset parameter, UTF-8. `ISO-8859-1` and its aliases are read as Windows-1252 and
 * `US-ASCII` as UTF-8, its superset, as browsers do (WHATWG Encoding). A byte order mark never reaches the text.
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
    decoder = decoderFor(encoding, hint.uri);
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
    const text = decode(chunk, decoder);
    offset += chunk.length;
    if (text !== '') yield text;
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

/** Decodes the body of a feed, see {@link decodeText}. */
export function feedText(feed: Feed, declared?: 'xml'): AsyncGenerator<string> {
  return decodeText(feed.bytes, {
    uri: feed.uri,
    ...(feed.charset === undefined ? {} : { charset: feed.charset }),
    ...(declared === undefined ? {} : { declared }),
  });
}

function detect(head: Uint8Array, hint: EncodingHint): { encoding: string; skip: number } {
  const at = (index: number) => head[index] ?? -1;
  if (at(0) === 0xef && at(1) === 0xbb && at(2) === 0xbf) return { encoding: 'utf-8', skip: 3 };
  const utf32 = at(0) === 0xff && at(1) === 0xfe && at(2) === 0 && at(3) === 0;
  if (utf32) return { encoding: 'utf-32le', skip: 4 };
  if (at(0) === 0xff && at(1) === 0xfe) return { encoding: 'utf-16le', skip: 2 };
  if (at(0) === 0xfe && at(1) === 0xff) return { encoding: 'utf-16be', skip: 2 };
  if (at(0) === 0x3c && at(1) === 0 && at(2) !== 0 && at(3) === 0) return { encoding: 'utf-16le', skip: 0 };
  if (at(0) === 0 && at(1) === 0x3c && at(2) === 0 && at(3) !== 0) return { encoding: 'utf-16be', skip: 0 };
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

function decoderFor(encoding: string, uri: string | undefined): Decoder {
  const unicode = /^utf-?16(le|be)?$/.exec(encoding);
  if (unicode) return textDecoder(unicode[1] === 'be' ? 'utf-16be' : 'utf-16le');
  if (/^(utf-?8|us-ascii|ascii|ansi_x3\.4-1968|unicode-1-1-utf-8)$/.test(encoding)) return textDecoder('utf-8');
  const table = /^(iso-?8859-?1|latin-?1|l1|iso_8859-1|cp819)$/.test(encoding) ? 'windows-1252' : encoding;
  if (/^(base64|hex|binary|utf-?7.*)$/.test(table) || !iconv.encodingExists(table))
    throw new FeedError('ENCODING_INVALID', `${uri ?? 'the feed'}: unknown character encoding "${encoding}"`);
  return tableDecoder(table);
}

function textDecoder(encoding: 'utf-8' | 'utf-16le' | 'utf-16be'): Decoder {
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

// TextDecoder of Node 20 reads windows-1252 as ISO 8859-1 (0x92 becomes a control character), so it is used for UTF only.
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
