import { crc32 } from 'node:zlib';
import { type Entry, getFileNameLowLevel, openPromise, type ZipFile } from 'yauzl';
import { type Feed, FeedError } from '../feed.js';
import type { SourceDefinition } from '../source.js';
import type { ArchiveOptions } from './archive.options.js';
import { decodeBody } from './body.js';
import { openLocations } from './locations.js';
import { ScratchFile } from './scratch-file.js';
import type { TransportContext } from './transport-context.js';
import { fits } from './wildcards.js';

/** Bytes up to which the ratio of compression is not looked at. */
const ratioFreeBytes = 2 ** 20;

/** Stored, and deflated. */
const knownMethods = [0, 8];

interface NamedEntry {
  readonly name: string;
  readonly entry: Entry;
}

/**
 * Opens the documents in zip archives, in the order of their names; the address of each is that of the archive with the
 * name as its fragment. Nothing is written under a name from an archive. Archives in archives are refused.
 *
 * @throws FeedError as {@link openLocations}; FEED_MALFORMED; FEED_INCOMPLETE for a cut archive; FEED_TOO_LARGE for too
 *   many entries, too much content in all, or a compression beyond `maxRatio`; FEED_EMPTY when no entry fits. The bytes
 *   throw as {@link decodeBody}, and FEED_INCOMPLETE when the content is not what the directory says.
 */
export async function* openArchive(
  source: SourceDefinition,
  options: ArchiveOptions,
  context: TransportContext,
): AsyncGenerator<Feed> {
  for await (const archive of openLocations(source, context)) {
    const file = await ScratchFile.create(context, archive.uri);
    try {
      let isZip: boolean | undefined;
      for await (const chunk of archive.bytes) {
        isZip ??= chunk[0] === 0x50;
        await file.append(chunk);
      }
      await file.flush();
      if (!isZip) throw new FeedError('FEED_MALFORMED', `${archive.uri}: is no zip archive`);
      yield* documentsOf(file, archive.uri, options, context);
    } finally {
      await file.close();
    }
  }
}

async function* documentsOf(
  { path, size }: ScratchFile,
  uri: string,
  options: ArchiveOptions,
  { limits }: TransportContext,
): AsyncGenerator<Feed> {
  const zip = await openPromise(path, { decodeStrings: false, autoClose: false }).catch((cause: unknown) => {
    throw broken(uri, cause);
  });
  try {
    const chosen = await chosenEntries(zip, uri, options);
    const packed = chosen.reduce((sum, { entry }) => sum + entry.compressedSize, 0);
    const unpacked = chosen.reduce((sum, { entry }) => sum + entry.uncompressedSize, 0);
    if (packed > size) throw new FeedError('FEED_MALFORMED', `${uri}: its entries overlap`);
    if (unpacked > limits.maxBytes)
      throw new FeedError(
        'FEED_TOO_LARGE',
        `${uri}: its documents have ${unpacked} bytes, more than ${limits.maxBytes}`,
      );
    for (const { name, entry } of chosen) {
      const at = `${uri}#${encodeURI(name)}`;
      refuse(entry, at, limits.maxRatio);
      yield { uri: at, bytes: decodeBody(contentOf(zip, entry, at), { uri: at, limits }) };
    }
  } finally {
    zip.close();
  }
}

/** The entries that fit the patterns, by name; the directory is read to its end. */
async function chosenEntries(zip: ZipFile, uri: string, options: ArchiveOptions): Promise<NamedEntry[]> {
  if (zip.entryCount > options.maxEntries)
    throw new FeedError('FEED_TOO_LARGE', `${uri}: ${zip.entryCount} entries, more than ${options.maxEntries}`);
  const chosen = new Map<string, NamedEntry>();
  try {
    for await (const entry of zip.eachEntry()) {
      const name = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false);
      if (!isChosen(name, options.entries)) continue;
      if (chosen.has(name)) throw new FeedError('FEED_MALFORMED', `${uri}: has the entry "${name}" twice`);
      chosen.set(name, { name, entry });
    }
  } catch (cause) {
    throw cause instanceof FeedError ? cause : broken(uri, cause);
  }
  if (chosen.size === 0) throw new FeedError('FEED_EMPTY', `${uri}: none of its ${zip.entryCount} entries fits`);
  return [...chosen.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Folders, and what macOS adds, are never documents. */
function isChosen(name: string, patterns: readonly string[]): boolean {
  if (name.endsWith('/') || /(^|\/)(__MACOSX\/|\._)/.test(name)) return false;
  return patterns.some((pattern) => fits(name.toLowerCase(), pattern.toLowerCase()));
}

function refuse(entry: Entry, uri: string, maxRatio: number): void {
  if (entry.isEncrypted()) throw new FeedError('FEED_MALFORMED', `${uri}: is encrypted`);
  if (!knownMethods.includes(entry.compressionMethod))
    throw new FeedError('FEED_MALFORMED', `${uri}: unknown compression method ${entry.compressionMethod}`);
  const { compressedSize, uncompressedSize } = entry;
  if (uncompressedSize > ratioFreeBytes && uncompressedSize > compressedSize * maxRatio)
    throw new FeedError('FEED_TOO_LARGE', `${uri}: unpacks to more than ${maxRatio} times its size`);
}

async function* contentOf(zip: ZipFile, entry: Entry, uri: string): AsyncGenerator<Uint8Array> {
  let checksum = 0;
  let first = true;
  try {
    for await (const chunk of await zip.openReadStreamPromise(entry)) {
      const bytes: Uint8Array = chunk;
      if (first && bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4)
        throw new FeedError('FEED_MALFORMED', `${uri}: archives in archives are not read`);
      first = false;
      checksum = crc32(bytes, checksum);
      yield bytes;
    }
  } catch (cause) {
    throw cause instanceof FeedError ? cause : broken(uri, cause);
  }
  if (checksum !== entry.crc32)
    throw new FeedError('FEED_INCOMPLETE', `${uri}: the checksum is not that of its content`);
}

/** An error of the library as one of ours. */
function broken(uri: string, cause: unknown): FeedError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new FeedError('FEED_INCOMPLETE', `${uri}: the archive is cut or corrupt: ${reason}`, { cause });
}
