import { FeedError } from '../harvest/feed.js';

/** The engine can write nothing: what was sent is not at fault, and nothing of it is given up. */
export function diskFull(cause?: unknown): FeedError {
  const message = 'the disk of the search engine is full; make room there, and harvest again';
  return new FeedError('DISK_FULL', message, { cause });
}
