import { parseUrl } from '../../domain/parse-url.js';
import { type Feed, FeedError } from '../feed.js';
import type { SourceDefinition } from '../source.js';
import { shownAddress } from './address.js';
import { conditionsOf, markOf } from './conditional.js';
import { type HttpAnswer, HttpSession } from './http-session.js';
import { requestHeaders } from './request-headers.js';
import type { TransportContext } from './transport-context.js';
import { type Mark, nothing } from './transport-memory.js';

/**
 * Fetches a document over http(s) and keeps the connection until the generator goes on. With a mark of the document as it
 * was last read the request is conditional, and the feed is `notModified` when the server says so (304).
 *
 * @throws FeedError as {@link HttpSession.ask}; SOURCE_HTTP_STATUS for any other status than 200; CONFIG_INVALID.
 */
export async function* openHttp(
  location: string,
  source: SourceDefinition,
  context: TransportContext,
  known?: Mark,
): AsyncGenerator<Feed> {
  const address = parseAddress(location, source);
  const headers = requestHeaders(source, context);
  const session = new HttpSession(context);
  try {
    const headersAt = (at: URL) => conditionsOf(known, at);
    for await (const answer of session.ask({ address, headers, headersAt })) {
      const mark = markOf(answer);
      if (answer.status === 304 && Object.keys(headersAt(answer.address)).length > 0)
        yield { uri: answer.feed.uri, mark: { ...known, ...mark }, notModified: true, bytes: nothing() };
      else yield { ...successful(answer).feed, mark };
    }
  } finally {
    await session.close();
  }
}

/**
 * The location of a source as an address.
 *
 * @throws FeedError CONFIG_INVALID for what is none, and for credentials, which belong into headers.
 */
export function parseAddress(location: string, source: SourceDefinition): URL {
  const address = parseUrl(location);
  if (address === undefined)
    throw new FeedError('CONFIG_INVALID', `source "${source.id}": the location is not a web address`);
  if (address.username !== '' || address.password !== '')
    throw new FeedError('CONFIG_INVALID', `source "${source.id}": the location holds credentials; use headers`);
  return address;
}

/** SOURCE_HTTP_STATUS, with the status that came. */
export class HttpStatusError extends FeedError {
  constructor(
    address: URL,
    readonly status: number,
    /** As the server has written it. */
    retryAfter?: string,
  ) {
    const wish = retryAfter === undefined ? '' : `, to be asked again after ${retryAfter.slice(0, 40)}`;
    super('SOURCE_HTTP_STATUS', `${shownAddress(address)}: answered with status ${status}${wish}`);
  }
}

/**
 * The answer, if its status is 200.
 *
 * @throws HttpStatusError
 */
export function successful(answer: HttpAnswer): HttpAnswer {
  if (answer.status === 200) return answer;
  throw new HttpStatusError(answer.address, answer.status, answer.header('retry-after'));
}
