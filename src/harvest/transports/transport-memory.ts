/** What is remembered of an address that was read. */
export interface Mark {
  /** Entity tag (RFC 9110 §8.8.3), or for a file its inode, size and times. */
  readonly etag?: string;
  /** Last-Modified (RFC 9110 §8.8.2). */
  readonly lastModified?: string;
  /** SHA-256 of the content, base64url: of a document from the web, which its server may not be able to tell apart. */
  readonly digest?: string;
  /** Which address after redirects the validators belong to, as a hash. */
  readonly at?: string;
  /**
   * When the last complete list of an OAI-PMH repository was begun, by its own clock (UTC, seconds); of a page, the
   * `lastmod` of its sitemap, as written there.
   */
  readonly datestamp?: string;
}

/**
 * What a transport knows of the last applied run of a source, and says about this one. All that is kept counts only once
 * the run is applied.
 */
export interface TransportMemory {
  /** Marks of the last applied run, by address; empty when everything must be read. */
  readonly marks: ReadonlyMap<string, Mark>;
  /** What the next run shall know of an address. */
  keep(address: string, mark: Mark): void;
  /** Nothing at all is new in this source: there is no feed. */
  nothingNew(): void;
  /** The feeds hold only what changed since the last applied run: what is not in them is not gone. */
  onlyChanges(): void;
  /**
   * A part (`Feed.part`) is listed and its feed comes next: what it brought in earlier runs, and does not now, is gone. When
   * it brings nothing at all, that is believed only of a run that reads everything.
   */
  listed(part: string): void;
  /** The bytes of the feed of this address that the last applied run has kept; nothing where there are none. */
  lastFeed?(uri: string): Promise<AsyncIterable<Uint8Array> | undefined>;
  /** The feeds are whole, but made of the last ones and of what changed since: everything is still to be read some day. */
  patched?(): void;
  /** The source says that a part is deleted; when it is listed later in the same run, it is there again. */
  deleted(part: string): void;
}

/** The bytes of a document that was not modified. */
export async function* nothing(): AsyncGenerator<Uint8Array> {}
