import type { Feed } from '../feed.js';

/** Whether a JSON document is an array at its root, and the same feed, still unread. */
export async function startsWithArray(feed: Feed): Promise<{ readonly isArray: boolean; readonly feed: Feed }> {
  const iterator = feed.bytes[Symbol.asyncIterator]();
  const head: Uint8Array[] = [];
  for (;;) {
    const next = await iterator.next();
    if (next.done === true) return { isArray: false, feed: { ...feed, bytes: chained(head, iterator) } };
    head.push(next.value);
    const first = firstSymbol(next.value);
    if (first !== undefined) return { isArray: first === '[', feed: { ...feed, bytes: chained(head, iterator) } };
  }
}

/** First character that is neither white space nor part of a byte order mark, in any encoding of Unicode. */
function firstSymbol(bytes: Uint8Array): string | undefined {
  const ignored = new Set([0x00, 0x09, 0x0a, 0x0d, 0x20, 0xbb, 0xbf, 0xef, 0xfe, 0xff]);
  const first = bytes.find((byte) => !ignored.has(byte));
  return first === undefined ? undefined : String.fromCharCode(first);
}

async function* chained(head: readonly Uint8Array[], rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* head;
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}
