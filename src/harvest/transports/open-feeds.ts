import { type Feed, FeedError } from '../feed.js';
import type { SourceDefinition } from '../source.js';
import { openLocations } from './locations.js';
import type { TransportContext } from './transport-context.js';

export type { TransportContext, TransportLimits } from './transport-context.js';

/**
 * Opens the feeds of a source by its transport, one after another. A feed must be read before the next is asked for;
 * going on, or leaving, closes it. Limits of the source replace those of the context.
 *
 * @throws FeedError when a feed cannot be opened; see {@link openLocations}.
 */
export async function* openFeeds(source: SourceDefinition, context: TransportContext): AsyncGenerator<Feed> {
  const { maxBytes, timeoutMs } = source.limits;
  const limits = {
    ...context.limits,
    ...(maxBytes === undefined ? {} : { maxBytes }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  };
  yield* open(source, { ...context, limits });
}

function open(source: SourceDefinition, context: TransportContext): AsyncGenerator<Feed> {
  const { transport = { type: 'http' } } = source;
  switch (transport.type) {
    case 'http':
      return openLocations(source, context);
    default:
      throw new FeedError('CONFIG_INVALID', `source "${source.id}": ${transport.type} is not there yet`);
  }
}
