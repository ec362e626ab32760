import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Feed } from '../feed.js';
import type { TransportContext } from './transport-context.js';
import { type Mark, nothing } from './transport-memory.js';

/** A feed that notes the digest of what was read of it. */
export interface DigestedFeed {
  readonly feed: Feed;
  /** The mark of the feed, with its digest once it was read to its end. */
  readonly mark: () => Mark;
}

/** Notes the SHA-256 of a feed while it is read, so that the next run can tell it by its content. */
export function digested(feed: Feed): DigestedFeed {
  const hash = createHash('sha256');
  let digest: string | undefined;
  async function* bytes(): AsyncGenerator<Uint8Array> {
    for await (const chunk of feed.bytes) {
      hash.update(chunk);
      yield chunk;
    }
    digest = hash.digest('base64url');
  }
  return {
    feed: { ...feed, bytes: bytes() },
    mark: () => ({ ...feed.mark, ...(digest === undefined ? {} : { digest }) }),
  };
}

/**
 * The feed, or that it is not modified: many servers cannot tell whether a document has changed, or say that it has when
 * it has not. It is read to its end first, into a file that is there until the caller goes on; mapping what is known
 * already would take a hundred times as long.
 *
 * @throws FeedError as reading the feed does
 */
export async function* toldByContent(
  feed: Feed,
  known: Mark | undefined,
  { scratchDir = tmpdir() }: Pick<TransportContext, 'scratchDir'>,
): AsyncGenerator<Feed> {
  if (feed.notModified === true || known?.digest === undefined) return yield feed;
  const dir = await mkdtemp(join(scratchDir, 'document-'));
  try {
    const file = join(dir, 'body');
    const read = digested(feed);
    await pipeline(read.feed.bytes, createWriteStream(file));
    if (read.mark().digest === known.digest) yield { ...feed, mark: read.mark(), notModified: true, bytes: nothing() };
    else yield { ...feed, bytes: contentOf(file) };
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** Opens the file only when it is read. */
async function* contentOf(file: string): AsyncGenerator<Uint8Array> {
  yield* createReadStream(file, { highWaterMark: 256 * 1024 });
}
