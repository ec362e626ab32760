/** One document as a transport delivers it: bytes after transfer and content decoding, character encoding untouched. */
export interface Feed {
  /** Where it came from: a `file:` or `http(s):` address, after redirects, without credentials. */
  readonly uri: string;
  /** Media type as served, without parameters; a hint only, often wrong in the wild. */
  readonly contentType?: string;
  /** Character set as served (`charset=`), lower case. */
  readonly charset?: string;
  /** The body. Read once. Throws {@link FeedError} when it is cut, too large or too slow. */
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** What can be wrong with a whole feed; each fails its source and leaves what is indexed untouched. */
export const feedErrorCodes = [
  'SOURCE_UNREACHABLE',
  'SOURCE_HTTP_STATUS',
  'SOURCE_TIMEOUT',
  'SSRF_BLOCKED',
  'REDIRECT_LIMIT',
  'UNKNOWN_FORMAT',
  'FEED_EMPTY',
  'FEED_MALFORMED',
  'FEED_INCOMPLETE',
  'FEED_TOO_LARGE',
  'LIMIT_DEPTH',
  'LIMIT_RECORD_SIZE',
  'ENCODING_INVALID',
  'XML_DTD_FORBIDDEN',
  'REFUSED_EMPTY',
  'REFUSED_DROP',
  'REFUSED_INVALID_RATIO',
  'INDEX_UNAVAILABLE',
  'INDEX_TASK_FAILED',
  'INDEX_VERIFY_FAILED',
  'RUN_IN_PROGRESS',
  'CANCELLED',
  'CONFIG_INVALID',
] as const;
export type FeedErrorCode = (typeof feedErrorCodes)[number];

/** A broken source. The message names what was read and where it broke (`line:column`, byte, page). */
export class FeedError extends Error {
  override readonly name = 'FeedError';
  constructor(
    readonly code: FeedErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
