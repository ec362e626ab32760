import { createReadStream, createWriteStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Feed, FeedError } from '../../feed.js';
import type { ReadContext } from '../../format.js';
import { readJsonDocument, readJsonItems } from '../../parse/json.js';

/** Largest document that is read whole, in bytes: one that is neither a list nor has a `@graph`. */
const maxWholeDocument = 64 * 2 ** 20;

/** One node of a JSON-LD document as written, with the context that the document gives it. */
export interface DocumentNode {
  readonly node: unknown;
  readonly context: unknown;
}

/**
 * The nodes of a JSON-LD document: the elements of a list, the nodes of the `@graph` of its root object, or the root
 * object itself. The first two are read as a stream; the document is kept on disk, since the context may stand after
 * the nodes.
 *
 * @throws FeedError as the JSON reader; FEED_TOO_LARGE for a root object beyond 64 MB without `@graph`
 */
export async function* readDocumentNodes(
  feed: Feed,
  { limits, scratchDir }: ReadContext,
): AsyncGenerator<DocumentNode> {
  const file = join(scratchDir, 'document.jsonld');
  await pipeline(feed.bytes, createWriteStream(file, { flags: 'wx' }));
  const reopen = (): Feed => ({ ...feed, bytes: createReadStream(file) });
  if (await startsWithList(file)) {
    for await (const { value } of readJsonItems(reopen(), { selectors: ['$.*'], limits }))
      yield { node: value, context: undefined };
    return;
  }
  const context = await rootContext(reopen(), limits);
  let whole = true;
  const selectors = ['$.@context', '$.@graph.*'];
  for await (const { value, key, selector } of readJsonItems(reopen(), { selectors, limits })) {
    if (selector !== '$.@graph.*') continue;
    whole = typeof key === 'string';
    if (whole) break;
    yield { node: value, context };
  }
  if (!whole) return;
  const { size } = await stat(file);
  if (size > maxWholeDocument)
    throw new FeedError(
      'FEED_TOO_LARGE',
      `${feed.uri}: a document of ${size} bytes is expected to have its nodes in a @graph`,
    );
  yield {
    node: await readJsonDocument(reopen(), { maxBytes: maxWholeDocument, maxDepth: limits.maxDepth }),
    context: undefined,
  };
}

/** The `@context` of the root object; reading stops where it is found. */
async function rootContext(feed: Feed, limits: ReadContext['limits']): Promise<unknown> {
  for await (const { value } of readJsonItems(feed, { selectors: ['$.@context'], limits })) return value;
  return undefined;
}

async function startsWithList(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(4096) });
    const start = buffer.subarray(0, bytesRead).find((byte) => byte > 0x20 && byte < 0x80);
    return start === 0x5b;
  } finally {
    await handle.close();
  }
}
