import { crc32 } from 'node:zlib';
import { type Entry, getFileNameLowLevel, openPromise, type ZipFile } from 'yauzl';
import { FeedError } from '../feed.js';

/** Bytes up to which the ratio of compression is not looked at. */
const ratioFreeBytes = 2 ** 20;

/** Stored, and deflated. */
const knownMethods = [0, 8];

/** One file of an archive. The sizes are what the directory says, and are checked when the content is read. */
export interface ZipEntry {
  /** Path in the archive, as written there; it means nothing to the disk. */
  readonly name: string;
  readonly packedBytes: number;
  readonly unpackedBytes: number;
}

/** What an archive may ask of its reader. */
export interface ZipLimits {
  /** Entries, folders included. */
  readonly maxEntries: number;
  /** Bytes of an entry for each packed byte; looked at beyond the first MiB. */
  readonly maxRatio: number;
}

/** Whether bytes begin as a zip archive does (APPNOTE 6.3.10 §4.3.7), an empty one included (§4.3.16). */
export function beginsZip([first, second, third, fourth]: Uint8Array): boolean {
  return first === 0x50 && second === 0x4b && ((third === 3 && fourth === 4) || (third === 5 && fourth === 6));
}

/** A zip archive on disk. Nothing of it is believed that was not checked: sizes, checksums, the number of entries. */
export class ZipArchive {
  private constructor(
    private readonly file: ZipFile,
    private readonly found: ReadonlyMap<string, Entry>,
    private readonly uri: string,
    private readonly maxRatio: number,
  ) {}

  /**
   * Opens an archive and reads its directory to the end; `uri` names it in errors. To be closed.
   *
   * @throws FeedError FEED_INCOMPLETE for one that is cut or corrupt; FEED_TOO_LARGE for too many entries; FEED_MALFORMED
   *   when a name comes twice, or entries overlap (`size` are the bytes of the archive).
   */
  static async open(path: string, size: number, uri: string, limits: ZipLimits): Promise<ZipArchive> {
    const file = await openPromise(path, { decodeStrings: false, autoClose: false }).catch((cause: unknown) => {
      throw broken(uri, cause);
    });
    try {
      if (file.entryCount > limits.maxEntries)
        throw new FeedError('FEED_TOO_LARGE', `${uri}: ${file.entryCount} entries, more than ${limits.maxEntries}`);
      const found = await filesIn(file, uri);
      const packed = [...found.values()].reduce((sum, { compressedSize }) => sum + compressedSize, 0);
      if (packed > size) throw new FeedError('FEED_MALFORMED', `${uri}: its entries overlap`);
      return new ZipArchive(file, found, uri, limits.maxRatio);
    } catch (cause) {
      file.close();
      throw cause;
    }
  }

  /** All files in it, by name. */
  get entries(): readonly ZipEntry[] {
    return [...this.found]
      .map(([name, { compressedSize, uncompressedSize }]) => ({
        ...{ name, packedBytes: compressedSize, unpackedBytes: uncompressedSize },
      }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  has(name: string): boolean {
    return this.found.has(name);
  }

  /** The address of an entry: that of the archive, with the name as its fragment. */
  addressOf(name: string): string {
    return `${this.uri}#${encodeURI(name)}`;
  }

  /**
   * Refuses an entry that cannot be read, before it is.
   *
   * @throws FeedError FEED_MALFORMED when it is not there, encrypted, or packed in a way that nobody uses; FEED_TOO_LARGE
   *   beyond `maxRatio`.
   */
  check(name: string): Entry {
    const at = this.addressOf(name);
    const entry = this.found.get(name);
    if (entry === undefined) throw new FeedError('FEED_MALFORMED', `${at}: is not in the archive`);
    if (entry.isEncrypted()) throw new FeedError('FEED_MALFORMED', `${at}: is encrypted`);
    if (!knownMethods.includes(entry.compressionMethod))
      throw new FeedError('FEED_MALFORMED', `${at}: unknown compression method ${entry.compressionMethod}`);
    const { compressedSize, uncompressedSize } = entry;
    if (uncompressedSize > ratioFreeBytes && uncompressedSize > compressedSize * this.maxRatio)
      throw new FeedError('FEED_TOO_LARGE', `${at}: unpacks to more than ${this.maxRatio} times its size`);
    return entry;
  }

  /**
   * The content of an entry, never more than the directory says.
   *
   * @throws FeedError as {@link check}; FEED_INCOMPLETE when the content is not what the directory says.
   */
  async *content(name: string): AsyncGenerator<Uint8Array> {
    const entry = this.check(name);
    const at = this.addressOf(name);
    let checksum = 0;
    try {
      for await (const chunk of await this.file.openReadStreamPromise(entry)) {
        const bytes: Uint8Array = chunk;
        checksum = crc32(bytes, checksum);
        yield bytes;
      }
    } catch (cause) {
      throw cause instanceof FeedError ? cause : broken(at, cause);
    }
    if (checksum !== entry.crc32)
      throw new FeedError('FEED_INCOMPLETE', `${at}: the checksum is not that of its content`);
  }

  close(): void {
    this.file.close();
  }
}

async function filesIn(file: ZipFile, uri: string): Promise<Map<string, Entry>> {
  const found = new Map<string, Entry>();
  try {
    for await (const entry of file.eachEntry()) {
      const name = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false);
      if (name.endsWith('/')) continue;
      if (found.has(name)) throw new FeedError('FEED_MALFORMED', `${uri}: has the entry "${name}" twice`);
      found.set(name, entry);
    }
  } catch (cause) {
    throw cause instanceof FeedError ? cause : broken(uri, cause);
  }
  return found;
}

/** An error of the library as one of ours. */
function broken(uri: string, cause: unknown): FeedError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new FeedError('FEED_INCOMPLETE', `${uri}: the archive is cut or corrupt: ${reason}`, { cause });
}
