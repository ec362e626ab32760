import type { Issue } from '../domain/issue.js';
import type { LearningOpportunity } from '../domain/learning-opportunity.js';
import { type Feed, FeedError } from './feed.js';
import { type ReaderOptions, readSource } from './reader.js';
import type { SourceDefinition } from './source.js';
import { recordOf } from './take-record.js';

export interface TrialOptions {
  /** Records to read, broken ones included; then the source is left. */
  readonly records: number;
  /** Milliseconds after which a source that gave no more is left. */
  readonly timeoutMs: number;
  /** An existing, empty folder. */
  readonly scratchDir: string;
  readonly signal: AbortSignal;
}

/** What the beginning of a source gives. */
export interface Trial {
  readonly source: string;
  readonly outcome: /** It gives offers. */
    | 'readable'
    /** It can be read so far, and there is no offer in it. */
    | 'no_offers'
    /** It answers, but gave no record in time: formats whose parts stand anywhere are read to the end first. */
    | 'slow'
    | 'failed';
  /** As reported by the records: id of the format and version. */
  readonly format?: string;
  /** Offers as they would be indexed. */
  readonly offers: readonly LearningOpportunity[];
  /** Records that cannot be taken over. */
  readonly broken: number;
  readonly issues: readonly Issue[];
  /** Documents that were begun, and bytes of them, unpacked. */
  readonly documents: number;
  readonly bytes: number;
  /** Whether everything was read. */
  readonly complete: boolean;
  readonly seconds: number;
  readonly error?: { readonly code: string; readonly message: string };
}

/**
 * Reads the first records of a source as a harvest would, and nothing more: nothing is kept or written. Never throws for
 * a source that is broken.
 */
export async function trySource(
  source: SourceDefinition,
  reader: ReaderOptions,
  { records, timeoutMs, scratchDir, signal }: TrialOptions,
): Promise<Trial> {
  const started = performance.now();
  const offers: LearningOpportunity[] = [];
  const issues: Issue[] = [];
  let broken = 0;
  let documents = 0;
  let bytes = 0;
  let complete = false;
  let error: Trial['error'];
  const timeout = AbortSignal.timeout(timeoutMs);
  const counted = async function* (feeds: AsyncIterable<Feed>): AsyncGenerator<Feed> {
    for await (const feed of feeds) {
      documents += 1;
      yield { ...feed, bytes: countedBytes(feed.bytes) };
    }
  };
  const countedBytes = async function* (chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      bytes += chunk.length;
      yield chunk;
    }
  };
  try {
    const both = AbortSignal.any([signal, timeout]);
    for await (const read of readSource(source, reader, scratchDir, both, undefined, (open) => counted(open()))) {
      issues.push(...read.issues);
      const record = recordOf(read);
      if (record === undefined) broken += 1;
      else offers.push(record);
      if (offers.length + broken >= records) break;
    }
    complete = offers.length + broken < records;
  } catch (cause) {
    signal.throwIfAborted();
    if (!timeout.aborted) error = errorOf(cause);
  }
  const format = offers[0]?.provenance.format ?? source.format;
  return {
    source: source.id,
    outcome: error !== undefined ? 'failed' : offers.length > 0 ? 'readable' : timeout.aborted ? 'slow' : 'no_offers',
    ...(format === undefined ? {} : { format }),
    ...{ offers, broken, issues, documents, bytes, complete },
    seconds: Math.round(performance.now() - started) / 1000,
    ...(error === undefined ? {} : { error }),
  };
}

function errorOf(cause: unknown): NonNullable<Trial['error']> {
  if (cause instanceof FeedError) return { code: cause.code, message: cause.message };
  throw cause;
}
