import type { Feed } from '../../../src/harvest/feed.js';

/** A feed of the given content, in chunks of `chunkSize` bytes. */
export function feedOf(content: string | Uint8Array, options: { charset?: string; chunkSize?: number } = {}): Feed {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const size = options.chunkSize ?? 16 * 1024;
  return {
    uri: 'file:///feed',
    ...(options.charset === undefined ? {} : { charset: options.charset }),
    bytes: (async function* () {
      for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
    })(),
  };
}

/** Everything an async iterable yields. */
export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

export const limits = { maxDepth: 64, maxRecordBytes: 256 * 1024 };
