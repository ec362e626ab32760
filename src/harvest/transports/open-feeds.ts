import { type Feed, FeedError } from '../feed.js';
import type { SourceDefinition } from '../source.js';
import { openFiles } from './file.js';
import { openHttp } from './http.js';
import type { TransportContext } from './transport-context.js';

export type { TransportContext, TransportLimits } from './transport-context.js';

/**
 * Opens the feeds of a source, one after another, in the order of its locations. A feed must be read before the next is
 * asked for; going on, or leaving, closes it. Limits of the source replace those of the context.
 *
 * @throws FeedError when a feed cannot be opened; see {@link openFiles} and {@link openHttp}.
 */
export async function* openFeeds(source: SourceDefinition, context: TransportContext): AsyncGenerator<Feed> {
  const { maxBytes, timeoutMs } = source.limits;
  const limits = {
    ...context.limits,
    ...(maxBytes === undefined ? {} : { maxBytes }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  };
  const own = { ...context, limits };
  for (const location of [source.location].flat()) {
    if (context.signal.aborted) throw new FeedError('CANCELLED', `source "${source.id}": reading was cancelled`);
    const scheme = /^([a-z][a-z0-9+.-]+):/i.exec(location)?.[1]?.toLowerCase();
    if (scheme === 'http' || scheme === 'https') yield* openHttp(location, source, own);
    else if (scheme === undefined || scheme === 'file') yield* openFiles(location, own);
    else throw new FeedError('CONFIG_INVALID', `source "${source.id}": ${scheme}: is not a scheme that can be read`);
  }
}
