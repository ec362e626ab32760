import { Readable, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib';
import { FeedError } from '../feed.js';
import { peek } from '../parse/peek.js';
import type { TransportLimits } from './transport-context.js';

/** Content codings, one over the other, that are undone; nobody means more, and each takes memory. */
const maxCodings = 4;

/** Bytes up to which the ratio of compression is not looked at. */
const ratioFreeBytes = 2 ** 20;

export interface BodyOptions {
  /** Named in errors. */
  readonly uri: string;
  readonly limits: Pick<TransportLimits, 'maxBytes' | 'maxRatio'>;
  /** Content codings in the order in which they were applied. */
  readonly codings?: readonly string[];
  /** Ends the decoding, with the FeedError that it is aborted with, though all bytes have come. @default nothing does */
  readonly signal?: AbortSignal;
}

/**
 * Decodes a body: content codings, then gzip told by its first bytes (a `.gz` file). Counts while streaming, after
 * each of them: what is much in between may be nothing in the end.
 *
 * @throws FeedError FEED_EMPTY; FEED_TOO_LARGE beyond `maxBytes` or `maxRatio`; FEED_INCOMPLETE for compressed data that
 *   is cut or corrupt; FEED_MALFORMED for an unknown coding, or too many; that of the signal.
 */
export async function* decodeBody(raw: AsyncIterable<Uint8Array>, options: BodyOptions): AsyncGenerator<Uint8Array> {
  const { uri, limits, codings = [] } = options;
  if (codings.length > maxCodings)
    throw new FeedError('FEED_MALFORMED', `${uri}: ${codings.length} content codings, more than ${maxCodings}`);
  let received = 0;
  const counted = (async function* () {
    for await (const chunk of raw) {
      received += chunk.length;
      yield chunk;
    }
  })();
  async function* within(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    let delivered = 0;
    for await (const chunk of bytes) {
      delivered += chunk.length;
      if (delivered > limits.maxBytes)
        throw new FeedError('FEED_TOO_LARGE', `${uri}: more than ${limits.maxBytes} bytes`);
      if (delivered > ratioFreeBytes && delivered > received * limits.maxRatio)
        throw new FeedError('FEED_TOO_LARGE', `${uri}: unpacks to more than ${limits.maxRatio} times its size`);
      if (chunk.length > 0) yield chunk;
    }
  }
  let stream: AsyncIterable<Uint8Array> = counted;
  for (const coding of codings.toReversed()) stream = within(decompress(stream, coding, options));
  let isEmpty = true;
  for await (const chunk of within(unzip(stream, options))) {
    isEmpty = false;
    yield chunk;
  }
  if (isEmpty) throw new FeedError('FEED_EMPTY', `${uri}: the body is empty`);
}

/** Passes bytes on, unpacked when they begin like a gzip file. */
async function* unzip(bytes: AsyncIterable<Uint8Array>, options: BodyOptions): AsyncGenerator<Uint8Array> {
  const { head, rest } = await peek(bytes, 2);
  if (head[0] === 0x1f && head[1] === 0x8b) yield* decompress(rest, 'gzip', options);
  else yield* rest;
}

async function* decompress(
  bytes: AsyncIterable<Uint8Array>,
  coding: string,
  { uri, signal }: BodyOptions,
): AsyncGenerator<Uint8Array> {
  const { head, rest } = await peek(bytes, 1);
  if (head.length === 0) return;
  const decoder = decoderOf(coding, head[0] ?? 0);
  if (decoder === undefined) throw new FeedError('FEED_MALFORMED', `${uri}: unknown content coding "${coding}"`);
  const feeding = pipeline(Readable.from(rest, { objectMode: false }), decoder, signal === undefined ? {} : { signal });
  feeding.catch(() => undefined);
  try {
    yield* decoder;
    await feeding;
  } catch (cause) {
    if (signal?.reason instanceof FeedError) throw signal.reason;
    if (!(cause instanceof Error) || !('code' in cause) || !/^(Z_|ERR__?ERROR_|ERR_BROTLI)/.test(String(cause.code)))
      throw cause;
    throw new FeedError('FEED_INCOMPLETE', `${uri}: the ${coding} data is cut or corrupt`, { cause });
  }
}

function decoderOf(coding: string, firstByte: number): Transform | undefined {
  if (coding === 'gzip' || coding === 'x-gzip') return createGunzip();
  if (coding === 'br') return createBrotliDecompress();
  // RFC 9110 §8.4.1.2 means the zlib format; some servers send the bare one.
  if (coding === 'deflate') return (firstByte & 0x0f) === 8 ? createInflate() : createInflateRaw();
  return undefined;
}
