import { parseUrl } from '../../domain/parse-url.js';
import { type Feed, FeedError } from '../feed.js';
import type { SourceDefinition } from '../source.js';
import { shownAddress } from './address.js';
import { openFiles } from './file.js';
import { openHttp } from './http.js';
import { digested, toldByContent } from './same-content.js';
import type { TransportContext } from './transport-context.js';
import type { Mark } from './transport-memory.js';

/**
 * Opens the files and web addresses of a source in the order of its locations. When they are the same as in the last
 * applied run and each is as it was, by what its server says or by its content, there is no feed, and the memory is told so. As soon as one is not, all are read:
 * what is in none of them is gone.
 *
 * @throws FeedError as {@link openFiles} and {@link openHttp} do.
 */
export async function* openLocations(source: SourceDefinition, context: TransportContext): AsyncGenerator<Feed> {
  const { memory } = context;
  const isConditional = source.transport?.type !== 'http' || source.transport.conditional;
  const known = new Map(isConditional ? memory?.marks : []);
  const marks = new Map(known);
  const skipped = new Set<string>();
  let isMixed = false;
  for (const location of [source.location].flat()) {
    for await (const [address, feed] of openLocation(location, source, context, marks)) {
      if (feed.notModified) {
        memory?.keep(address, feed.mark ?? {});
        skipped.add(address);
        continue;
      }
      isMixed = skipped.size > 0;
      if (isMixed) break;
      marks.clear();
      yield* kept(address, feed, context);
    }
    if (isMixed) break;
  }
  // No feed is open any more: it holds a turn at its host, which is asked again.
  if (skipped.size === 0) return;
  if (!isMixed && skipped.size === known.size) memory?.nothingNew();
  else yield* openAll(source, context);
}

/** Opens every location without looking at marks. */
async function* openAll(source: SourceDefinition, context: TransportContext): AsyncGenerator<Feed> {
  for (const location of [source.location].flat()) {
    for await (const [address, feed] of openLocation(location, source, context, new Map())) {
      yield* kept(address, feed, context);
    }
  }
}

/** A feed, whose mark is kept: of a document from the web with its digest, once it was read. */
async function* kept(address: string, feed: Feed, { memory }: TransportContext): AsyncGenerator<Feed> {
  memory?.keep(address, feed.mark ?? {});
  if (memory === undefined || !/^https?:/.test(feed.uri)) return yield feed;
  const { feed: told, mark } = digested(feed);
  yield told;
  memory.keep(address, mark());
}

/** The feeds of one location, each with the address that its mark is kept under. */
async function* openLocation(
  location: string,
  source: SourceDefinition,
  context: TransportContext,
  marks: ReadonlyMap<string, Mark>,
): AsyncGenerator<readonly [string, Feed]> {
  if (context.signal.aborted) throw new FeedError('CANCELLED', `source "${source.id}": reading was cancelled`);
  const scheme = /^([a-z][a-z0-9+.-]+):/i.exec(location)?.[1]?.toLowerCase();
  if (scheme === 'http' || scheme === 'https') {
    const url = parseUrl(location);
    const address = url === undefined ? location : shownAddress(url);
    const known = marks.get(address);
    for await (const feed of openHttp(location, source, context, known))
      for await (const told of toldByContent(feed, known, context)) yield [address, told];
  } else if (scheme === undefined || scheme === 'file') {
    for await (const feed of openFiles(location, context, marks)) yield [feed.uri, feed];
  } else throw new FeedError('CONFIG_INVALID', `source "${source.id}": ${scheme}: is not a scheme that can be read`);
}
