import type { Issue } from '../domain/issue.js';
import { constantsOf } from './constants.js';

import { contentErrorCodes, type Feed, FeedError, type FeedRoute } from './feed.js';
import type { Format, JointReading, RawRecord, ReadLimits } from './format.js';
import { type MapOptions, mapRecords } from './map-records.js';
import type { MappingPool } from './mapping-pool.js';
import { headText } from './parse/encoding.js';
import { legacyCharset } from './parse/legacy-charset.js';
import type { SourceDefinition } from './source.js';
import { tableHint } from './table-hint.js';
import type { HarvestedRecord } from './take-record.js';
import type { TransportMemory } from './transports/transport-memory.js';

/** What a reader works with. */
export interface ReaderOptions {
  readonly formats: readonly Format[];
  readonly openFeeds: (
    source: SourceDefinition,
    signal: AbortSignal,
    memory: TransportMemory | undefined,
    scratchDir: string,
  ) => AsyncIterable<Feed>;
  readonly limits: ReadLimits;
  readonly now: () => Date;
  /** Other threads that help to map large feeds. @default none */
  readonly pool?: MappingPool;
}

/** What is wrong with a feed that names its character set wrongly; told with the first record after that was seen. */
const oddity = { code: 'INVALID_TEXT', severity: 'warning', path: '' } as const;

/** Documents of one format that are read as one. */
interface Together {
  /** Of the first of them. */
  readonly uri: string;
  readonly reading: JointReading;
  readonly noted: Issue[];
}

/** How much of a feed is looked at to tell its format. */
const sniffedBytes = 65_536;

/**
 * Reads all feeds of a source: opens, tells the format, parses, maps, adds the constants of the source and validates.
 * Yields every record or the reasons why there is none; throws `FeedError` for a source that is broken. A broken part of a
 * source that lists its records one by one is such a reason.
 */
export async function* readSource(
  source: SourceDefinition,
  options: ReaderOptions,
  scratchDir: string,
  signal: AbortSignal,
  memory?: TransportMemory,
  through: FeedRoute = (open) => open(),
): AsyncGenerator<HarvestedRecord> {
  constantsOf(source); // Throws for a source that is defined wrongly, before anything is fetched.
  const { maxRecordBytes = options.limits.maxRecordBytes } = source.limits;
  const limits = { ...options.limits, maxRecordBytes };
  const together = new Map<Format, Together>();
  try {
    for await (const opened of through(() => options.openFeeds(source, signal, memory, scratchDir))) {
      if (opened.part !== undefined) yield* recordsOfPart(opened, opened.part);
      else {
        const { format, feed } = await formatOf(source, opened, options.formats);
        if (format.join !== undefined) await joined(format, feed);
        else for await (const harvested of recordsOf(format, feed)) yield harvested;
      }
    }
    for (const [format, { uri, reading, noted }] of together)
      for await (const harvested of mapped(format, reading.records(), { uri, noted })) yield harvested;
  } finally {
    for (const { reading } of together.values()) await reading.close();
  }

  async function joined(format: Format, feed: Feed): Promise<void> {
    const reading = together.get(format)?.reading ?? (await format.join?.({ source, limits, scratchDir }));
    if (reading === undefined) return;
    const { uri, noted } = together.get(format) ?? { uri: feed.uri, noted: [] };
    together.set(format, { uri, reading, noted });
    await reading.add(decodable(feed, noted));
  }

  function recordsOf(format: Format, feed: Feed): AsyncIterable<HarvestedRecord> {
    const noted: Issue[] = [];
    const { uri, part } = feed;
    const records = format.read(decodable(feed, noted), { source, limits, scratchDir });
    return mapped(format, records, { uri, noted, ...(part === undefined ? {} : { position: part.position }) });
  }

  function decodable(feed: Feed, noted: Issue[]): Feed {
    return {
      ...feed,
      bytes: until(signal, feed.bytes),
      legacyCharset: legacyCharset(source.language),
      onMisnamedCharset: (message) => noted.push({ ...oddity, source: source.id, record: feed.uri, message }),
    };
  }

  function mapped(
    format: Format,
    records: AsyncIterable<RawRecord>,
    rest: Pick<MapOptions, 'uri' | 'noted' | 'position'>,
  ): AsyncIterable<HarvestedRecord> {
    const pool = options.pool === undefined ? {} : { pool: options.pool };
    return mapRecords(records, { source, format, limits, now: options.now, signal, ...rest, ...pool });
  }

  async function* recordsOfPart(opened: Feed, { id: part }: { readonly id: string }): AsyncGenerator<HarvestedRecord> {
    try {
      const { format, feed } = await formatOf(source, opened, options.formats);
      for await (const harvested of recordsOf(format, feed)) yield { ...harvested, part };
    } catch (cause) {
      if (!(cause instanceof FeedError) || !contentErrorCodes.has(cause.code)) throw cause;
      const message = `The record cannot be read: ${cause.message}`;
      const code = cause.code === 'LIMIT_RECORD_SIZE' ? cause.code : 'UNSUPPORTED_RECORD';
      const raw = { feed: opened.uri, position: opened.part?.position ?? 1 };
      yield { part, raw, issues: [{ code, severity: 'error', source: source.id, record: part, path: '', message }] };
    }
  }
}

async function formatOf(
  source: SourceDefinition,
  feed: Feed,
  formats: readonly Format[],
): Promise<{ format: Format; feed: Feed }> {
  if (source.format !== undefined) {
    const declared = formats.find(({ id }) => id === source.format);
    if (declared !== undefined) return { format: declared, feed };
    throw new FeedError(
      'CONFIG_INVALID',
      `source "${source.id}": unknown format "${source.format}"; known are ${formats.map(({ id }) => id).join(', ')}`,
    );
  }
  const { head, bytes } = await peek(feed.bytes);
  const text = headText(head);
  if (text.trim() === '') throw new FeedError('FEED_EMPTY', `${feed.uri}: there is nothing in it`);
  const format = formats.find((candidate) => candidate.sniff(text, feed.uri));
  if (format !== undefined) return { format, feed: { ...feed, bytes } };
  const known = formats.map(({ id }) => id).join(', ');
  const otherwise = `looks like none of the known formats (${known}); name one in the sources file or with --format`;
  throw new FeedError('UNKNOWN_FORMAT', `${feed.uri} ${tableHint(text) ?? otherwise}`);
}

/** Bytes, until the signal: some formats read all of a feed before they give the first record. */
async function* until(signal: AbortSignal, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    signal.throwIfAborted();
    yield chunk;
  }
}

async function peek(bytes: AsyncIterable<Uint8Array>): Promise<{ head: Buffer; bytes: AsyncIterable<Uint8Array> }> {
  const iterator = bytes[Symbol.asyncIterator]();
  const chunks: Uint8Array[] = [];
  let size = 0;
  while (size < sniffedBytes) {
    const next = await iterator.next();
    if (next.done === true) break;
    chunks.push(next.value);
    size += next.value.byteLength;
  }
  async function* again(): AsyncGenerator<Uint8Array> {
    try {
      yield* chunks;
      for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value;
    } finally {
      await iterator.return?.();
    }
  }
  return { head: Buffer.concat(chunks).subarray(0, sniffedBytes), bytes: again() };
}
