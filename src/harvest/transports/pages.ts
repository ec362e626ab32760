import type { Feed } from '../feed.js';
import type { SourceDefinition } from '../source.js';
import { shownAddress } from './address.js';
import { parseAddress } from './http.js';
import { HttpSession } from './http-session.js';
import { bundleOf } from './pages.bundle.js';
import type { PagesOptions } from './pages.options.js';
import { planOf } from './pages.presets.js';
import { listOf, type PagedList, type PageReader, readPages } from './pages.read.js';
import { ScratchFile } from './scratch-file.js';
import type { TransportContext } from './transport-context.js';

/**
 * Opens a REST API. Each page is a feed, or all lists together are one (`bundle`). A page is kept on disk until it has
 * been found to lead on, so that no connection waits for the reader.
 *
 * @throws FeedError as {@link readPages}; FEED_TOO_LARGE for a bundle beyond `maxBytes`; CONFIG_INVALID.
 */
export async function* openPages(
  source: SourceDefinition,
  options: PagesOptions,
  context: TransportContext,
): AsyncGenerator<Feed> {
  const plan = planOf(options);
  const session = new HttpSession(context);
  try {
    const locations = [source.location].flat();
    for (const location of locations) {
      const base = parseAddress(location, source);
      const read: PageReader = (list, tap) => readPages(list, tap, { plan, session, source, context, base });
      if (plan.bundle) yield* bundleOf(base, plan, read, context, locations.length === 1);
      else for (const resource of plan.resources) yield* pageFeeds(listOf(base, plan, resource), read, context);
    }
  } finally {
    await session.close();
  }
}

async function* pageFeeds(list: PagedList, read: PageReader, context: TransportContext): AsyncGenerator<Feed> {
  const file = await ScratchFile.create(context, shownAddress(list.address));
  try {
    for await (const page of read(list, { chunk: (bytes) => file.append(bytes) })) {
      yield { ...page, bytes: file.read() };
      await file.restart();
    }
  } finally {
    await file.close();
  }
}
