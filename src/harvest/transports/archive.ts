import { type Feed, FeedError } from '../feed.js';
import { peek } from '../parse/peek.js';
import { beginsZip, ZipArchive } from '../parse/zip.js';
import type { SourceDefinition } from '../source.js';
import { type ArchiveOptions, archiveOptions } from './archive.options.js';
import { decodeBody } from './body.js';
import { openLocations } from './locations.js';
import { ScratchFile } from './scratch-file.js';
import type { TransportContext } from './transport-context.js';
import { fits } from './wildcards.js';

/** What an archive is read by that nobody declared. */
const undeclared = archiveOptions.parse({ type: 'archive' });

/**
 * Opens the documents in zip archives, in the order of their names; the address of each is that of the archive with the
 * name as its fragment. Nothing is written under a name from an archive. Archives in archives are refused, but for
 * workbooks, which are documents.
 *
 * @throws FeedError as {@link openLocations} and {@link ZipArchive.open}; FEED_MALFORMED for what is no archive;
 *   FEED_TOO_LARGE for too much content in all; FEED_EMPTY when no entry fits. The bytes throw as {@link decodeBody} and
 *   {@link ZipArchive.content}.
 */
export async function* openArchive(
  source: SourceDefinition,
  options: ArchiveOptions,
  context: TransportContext,
): AsyncGenerator<Feed> {
  for await (const archive of openLocations(source, context)) {
    const { head, rest } = await peek(archive.bytes, 4);
    if (!beginsZip(head)) throw new FeedError('FEED_MALFORMED', `${archive.uri}: is no zip archive`);
    yield* unpacked({ ...archive, bytes: rest }, options, context);
  }
}

/**
 * Passes documents on, and in the place of one that begins like a zip archive, the documents in it, as
 * {@link openArchive} does. A workbook (OOXML, OpenDocument) is a document itself.
 */
export async function* withArchivesOpened(
  documents: AsyncIterable<Feed>,
  context: TransportContext,
): AsyncGenerator<Feed> {
  for await (const document of documents) {
    try {
      const { head, rest } = await peek(document.bytes, 4);
      const feed = { ...document, bytes: rest };
      if (beginsZip(head)) yield* unpacked(feed, undeclared, context, true);
      else yield feed;
    } finally {
      // A reader that leaves early has not begun to read, so that nothing else would close what was looked into.
      await document.bytes[Symbol.asyncIterator]().return?.();
    }
  }
}

async function* unpacked(
  archive: Feed,
  options: ArchiveOptions,
  context: TransportContext,
  mayBeWorkbook = false,
): AsyncGenerator<Feed> {
  const file = await ScratchFile.create(context, archive.uri);
  try {
    for await (const chunk of archive.bytes) await file.append(chunk);
    await file.flush();
    const { maxRatio } = context.limits;
    const zip = await ZipArchive.open(file.path, file.size, archive.uri, { ...options, maxRatio });
    try {
      if (mayBeWorkbook && isWorkbook(zip)) yield { ...archive, bytes: file.read() };
      else yield* documentsOf(zip, archive.uri, options, context);
    } finally {
      zip.close();
    }
  } finally {
    await file.close();
  }
}

/** Office Open XML (ECMA-376 part 2 §7.2.3.1), or OpenDocument (1.3 part 2 §3.3). */
function isWorkbook(zip: ZipArchive): boolean {
  return zip.has('[Content_Types].xml') || (zip.has('mimetype') && zip.has('content.xml'));
}

async function* documentsOf(
  zip: ZipArchive,
  uri: string,
  options: ArchiveOptions,
  { limits }: TransportContext,
): AsyncGenerator<Feed> {
  const { entries } = zip;
  const chosen = entries.filter(({ name }) => isChosen(name, options.entries));
  if (chosen.length === 0) throw new FeedError('FEED_EMPTY', `${uri}: none of its ${entries.length} entries fits`);
  const unpackedBytes = chosen.reduce((sum, entry) => sum + entry.unpackedBytes, 0);
  if (unpackedBytes > limits.maxBytes)
    throw new FeedError(
      'FEED_TOO_LARGE',
      `${uri}: its documents have ${unpackedBytes} bytes, more than ${limits.maxBytes}`,
    );
  for (const { name } of chosen) {
    zip.check(name);
    const at = zip.addressOf(name);
    const isDocument = /\.(xlsx|xlsm)$/i.test(name);
    const content = isDocument ? zip.content(name) : withoutArchive(zip.content(name), at);
    yield { uri: at, bytes: decodeBody(content, { uri: at, limits }) };
  }
}

/** What macOS adds is never a document. */
function isChosen(name: string, patterns: readonly string[]): boolean {
  if (/(^|\/)(__MACOSX\/|\._)/.test(name)) return false;
  return patterns.some((pattern) => fits(name.toLowerCase(), pattern.toLowerCase()));
}

async function* withoutArchive(content: AsyncIterable<Uint8Array>, uri: string): AsyncGenerator<Uint8Array> {
  const { head, rest } = await peek(content, 4);
  if (beginsZip(head)) throw new FeedError('FEED_MALFORMED', `${uri}: archives in archives are not read`);
  yield* rest;
}
