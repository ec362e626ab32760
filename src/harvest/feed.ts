import type { Mark } from './transports/transport-memory.js';

/** One document as a transport delivers it: bytes after transfer and content decoding, character encoding untouched. */
export interface Feed {
  /** Where it came from: a `file:` or `http(s):` address, after redirects, without credentials. */
  readonly uri: string;
  /** Media type as served, without parameters; a hint only, often wrong in the wild. */
  readonly contentType?: string;
  /** Character set as served (`charset=`), lower case. */
  readonly charset?: string;
  /** Character set that is tried where the one that the feed names is wrong; Windows-1252 when absent. */
  readonly legacyCharset?: string;
  /** Told once, in an English sentence, when the feed is not in the character set that it names, but could be read. */
  readonly onMisnamedCharset?: (what: string) => void;
  /** The body. Read once. Throws {@link FeedError} when it is cut, too large or too slow. */
  readonly bytes: AsyncIterable<Uint8Array>;
  /**
   * Set when the document is one of many that a source lists one by one: how the source names it, and its number in the
   * list from 1, which is the position of the records in it. Broken content then costs this part only.
   */
  readonly part?: { readonly id: string; readonly position: number };
  /** What tells later whether the document has changed; the transport itself keeps it. */
  readonly mark?: Mark;
  /** The document is as it was when its mark was taken, and there are no bytes; never seen outside of transports. */
  readonly notModified?: true;
}

/** Stands between transport and reader: watches the feeds that it opens, or gives others and asks no provider. */
export type FeedRoute = (open: () => AsyncIterable<Feed>) => AsyncIterable<Feed>;

/** What can be wrong with a whole feed; each fails its source and leaves what is indexed untouched. */
export const feedErrorCodes = [
  'SOURCE_UNREACHABLE',
  'SOURCE_HTTP_STATUS',
  'SOURCE_TIMEOUT',
  'SSRF_BLOCKED',
  'REDIRECT_LIMIT',
  'ROBOTS_DISALLOWED',
  'UNKNOWN_FORMAT',
  'FEED_EMPTY',
  'FEED_MALFORMED',
  'FEED_INCOMPLETE',
  'PAGING_LOOP',
  'SOURCE_OAI_ERROR',
  'FEED_TOO_LARGE',
  'LIMIT_DEPTH',
  'LIMIT_RECORD_SIZE',
  'ENCODING_INVALID',
  'XML_DTD_FORBIDDEN',
  'REFUSED_EMPTY',
  'REFUSED_DROP',
  'REFUSED_INVALID_RATIO',
  'REFUSED_HELD',
  'INDEX_UNAVAILABLE',
  'INDEX_TASK_FAILED',
  'INDEX_VERIFY_FAILED',
  'DISK_FULL',
  'RUN_IN_PROGRESS',
  'RAW_UNAVAILABLE',
  'CANCELLED',
  'CONFIG_INVALID',
] as const;
export type FeedErrorCode = (typeof feedErrorCodes)[number];

/** Errors of content: of a part (`Feed.part`) they cost that part only. */
export const contentErrorCodes: ReadonlySet<FeedErrorCode> = new Set([
  'UNKNOWN_FORMAT',
  'FEED_EMPTY',
  'FEED_MALFORMED',
  'FEED_INCOMPLETE',
  'LIMIT_DEPTH',
  'LIMIT_RECORD_SIZE',
  'ENCODING_INVALID',
  'XML_DTD_FORBIDDEN',
]);

/** Errors that end the reading of a source somewhere: what was read before them is as good as ever. */
export const breakingErrorCodes: ReadonlySet<FeedErrorCode> = new Set([
  ...contentErrorCodes,
  'SOURCE_UNREACHABLE',
  'SOURCE_HTTP_STATUS',
  'SOURCE_TIMEOUT',
  'PAGING_LOOP',
  'SOURCE_OAI_ERROR',
  'FEED_TOO_LARGE',
]);

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
