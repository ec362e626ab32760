import { FeedError } from '../harvest/feed.js';
import { engineErrorCode, isDiskFull, isUnavailable } from './client.js';
import { diskFull } from './disk-full.js';

/** Does some work for a run; that the engine is away, or an index missing, becomes a `FeedError` INDEX_UNAVAILABLE. */
export async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof FeedError) throw cause;
    if (engineErrorCode(cause) === 'index_not_found') {
      const message = 'an index is missing in the search engine; restart, and harvest again';
      throw new FeedError('INDEX_UNAVAILABLE', message, { cause });
    }
    if (isDiskFull(cause)) throw diskFull(cause);
    if (!isUnavailable(cause)) throw cause;
    const message = 'the search engine does not answer; nothing more is written in this run';
    throw new FeedError('INDEX_UNAVAILABLE', message, { cause });
  }
}
