import type { Feed } from '../feed.js';
import type { SourceDefinition } from '../source.js';
import { openArchive, withArchivesOpened } from './archive.js';
import { authorisationOf } from './authorisation.js';
import { credentialsOf, secretParametersOf } from './credentials.js';
import { openLocations } from './locations.js';
import { openOaiPmh } from './oai-pmh.js';
import { OAuthToken } from './oauth-token.js';
import { openPages } from './pages.js';
import { Politeness } from './politeness.js';
import { openSitemap } from './sitemap.js';
import { openSparql } from './sparql.js';
import type { TransportContext } from './transport-context.js';

export type { TransportContext, TransportLimits } from './transport-context.js';

/**
 * Opens the feeds of a source by its transport, one after another. A feed must be read before the next is asked for;
 * going on, or leaving, closes it. Limits of the source replace those of the context; private hosts that it allows come on
 * top.
 *
 * @throws FeedError when a feed cannot be opened; see {@link openLocations}, {@link openOaiPmh}, {@link openPages},
 *   {@link openSitemap}, {@link openSparql}, {@link openArchive}, {@link withArchivesOpened}, {@link credentialsOf},
 *   {@link secretParametersOf} and {@link authorisationOf}.
 */
export async function* openFeeds(source: SourceDefinition, context: TransportContext): AsyncGenerator<Feed> {
  const { maxBytes, timeoutMs } = source.limits;
  const limits = {
    ...context.limits,
    ...(maxBytes === undefined ? {} : { maxBytes }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  };
  const allowHosts = [...context.allowHosts, ...(source.allowHosts ?? [])];
  const bounded = { ...context, allowHosts, limits, politeness: context.politeness ?? new Politeness() };
  const token = source.oauth && new OAuthToken(source.oauth, source, bounded);
  const parameters = await secretParametersOf(source, bounded);
  const authorisation = authorisationOf(source, { token, parameters }, bounded);
  yield* open(source, { ...bounded, authorisation, credentials: await credentialsOf(source, bounded) });
}

function open(source: SourceDefinition, context: TransportContext): AsyncGenerator<Feed> {
  const { transport = { type: 'http', conditional: true } } = source;
  switch (transport.type) {
    case 'http':
      return withArchivesOpened(openLocations(source, context), context);
    case 'oai-pmh':
      return openOaiPmh(source, transport, context);
    case 'pages':
      return openPages(source, transport, context);
    case 'sitemap':
      return openSitemap(source, transport, context);
    case 'sparql':
      return openSparql(source, transport, context);
    case 'archive':
      return openArchive(source, transport, context);
  }
}
