import type { z } from 'zod';
import { excerpt, type Issue } from '../domain/issue.js';
import { learningOpportunitySchema } from '../domain/learning-opportunity.js';
import { rawExcerpt, rawHash } from './archive/dead-letter.js';
import type { RawFacts } from './archive/dead-letter-log.js';
import { cleanStrings, needsCleaning } from './clean-strings.js';
import { constantsOf } from './constants.js';
import { type SerialisedRecord, serialise } from './content-hash.js';
import { contentErrorCodes, type Feed, FeedError, type FeedRoute } from './feed.js';
import type { Format, MapContext, Mapped, RawRecord, ReadLimits } from './format.js';
import type { HarvestedRecord } from './harvester.js';
import type { SourceDefinition } from './source.js';
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
  const addConstants = constantsOf(source);
  const { maxRecordBytes = options.limits.maxRecordBytes } = source.limits;
  const limits = { ...options.limits, maxRecordBytes };
  for await (const opened of through(() => options.openFeeds(source, signal, memory, scratchDir))) {
    if (opened.part === undefined) yield* recordsOf(opened);
    else yield* recordsOfPart(opened, opened.part);
  }

  async function* recordsOf(opened: Feed): AsyncGenerator<HarvestedRecord> {
    const { format, feed } = await formatOf(source, opened, options.formats);
    for await (const raw of format.read(feed, { source, limits, scratchDir })) {
      signal.throwIfAborted();
      const position = opened.part?.position ?? raw.position;
      const context = { source, feed: { uri: feed.uri }, position, now: options.now() };
      const made = mapped(format, raw, context);
      const harvested = validated(made, context, addConstants, limits);
      yield harvested.record === undefined ? { ...harvested, raw: factsOf(raw, context, harvested.issues) } : harvested;
    }
  }

  async function* recordsOfPart(opened: Feed, { id: part }: { readonly id: string }): AsyncGenerator<HarvestedRecord> {
    try {
      for await (const harvested of recordsOf(opened)) yield { ...harvested, part };
    } catch (cause) {
      if (!(cause instanceof FeedError) || !contentErrorCodes.has(cause.code)) throw cause;
      const message = `The record cannot be read: ${cause.message}`;
      const code = cause.code === 'LIMIT_RECORD_SIZE' ? cause.code : 'UNSUPPORTED_RECORD';
      const raw = { feed: opened.uri, position: opened.part?.position ?? 1 };
      yield { part, raw, issues: [{ code, severity: 'error', source: source.id, record: part, path: '', message }] };
    }
  }
}

function mapped(format: Format, raw: RawRecord, context: MapContext): Mapped {
  try {
    return format.map(raw, context);
  } catch (cause) {
    const message = `The mapper of ${format.id} failed on this record: ${cause instanceof Error ? cause.message : String(cause)}`;
    return {
      issues: [
        {
          ...nameless(context),
          record: nativeIdOf(format, raw) ?? `#${context.position}`,
          code: 'UNSUPPORTED_RECORD',
          severity: 'error',
          path: '',
          message,
          excerpt: excerpt(raw.data),
        },
      ],
    };
  }
}

/** The id of a record that the mapper failed on: reading it must not fail too. */
function nativeIdOf(format: Format, { data }: RawRecord): string | undefined {
  try {
    return format.nativeId?.(data)?.trim() || undefined;
  } catch {
    return undefined;
  }
}

/** What tells of a raw record that gave no offer. */
function factsOf({ data }: RawRecord, { feed, position }: MapContext, [first]: readonly Issue[]): RawFacts {
  const text = rawExcerpt(data);
  const isNameless = first?.record === `#${position}`;
  return {
    ...{ feed: feed.uri, position },
    ...(text === undefined ? {} : { excerpt: text }),
    ...(isNameless ? { hash: rawHash(data) } : {}),
  };
}

function notAnOffer(context: MapContext): Issue {
  return {
    ...nameless(context),
    code: 'UNSUPPORTED_RECORD',
    severity: 'error',
    path: '',
    message: 'The record is not an offer.',
  };
}

function nameless({ source, position }: MapContext): Pick<Issue, 'source' | 'record'> {
  return { source: source.id, record: `#${position}` };
}

function validated(
  { opportunity, issues }: Mapped,
  context: MapContext,
  addConstants: ReturnType<typeof constantsOf>,
  { maxRecordBytes }: ReadLimits,
): HarvestedRecord {
  if (opportunity === undefined) return { issues: issues.length > 0 ? issues : [notAnOffer(context)] };
  const record = opportunity.provenance.record;
  const failed = (code: Issue['code'], path: string, message: string): HarvestedRecord => ({
    id: opportunity.id,
    issues: [...issues, { code, severity: 'error', source: context.source.id, record, path, message }],
  });
  const result = learningOpportunitySchema.safeParse(addConstants(opportunity));
  if (!result.success) return failed('INVALID_VALUE', ...faultOf(result.error));
  const serialised = serialise(result.data);
  if (!needsCleaning(serialised.line)) return within({ record: result.data, ...serialised, issues });
  const clean = learningOpportunitySchema.safeParse(cleanStrings(result.data));
  if (!clean.success) return failed('INVALID_TEXT', ...faultOf(clean.error));
  return within({ record: clean.data, ...serialise(clean.data), issues });

  function within(harvested: HarvestedRecord & SerialisedRecord): HarvestedRecord {
    const bytes = Buffer.byteLength(harvested.line);
    if (bytes <= maxRecordBytes) return harvested;
    return failed('LIMIT_RECORD_SIZE', '', `The record has ${bytes} bytes; at most ${maxRecordBytes} are allowed.`);
  }
}

/** Path and message of what is wrong with a canonical record. */
function faultOf({ issues }: z.ZodError): [string, string] {
  const [first] = issues;
  return [
    (first?.path ?? []).join('.'),
    `The canonical record is not valid: ${first?.message ?? 'unknown'} (${issues.length} in all).`,
  ];
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
  throw new FeedError(
    'UNKNOWN_FORMAT',
    `${feed.uri} looks like none of the known formats (${formats.map(({ id }) => id).join(', ')}); name one in the sources file or with --format`,
  );
}

/** The start of a feed as text, for sniffing only: UTF-16 by its byte order mark, else UTF-8, never failing. */
function headText(head: Buffer): string {
  const encoding =
    head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : head[0] === 0xff && head[1] === 0xfe ? 'utf-16le' : 'utf-8';
  return new TextDecoder(encoding).decode(head);
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
