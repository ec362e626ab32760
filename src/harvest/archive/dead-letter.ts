import { createHash } from 'node:crypto';
import { z } from 'zod';
import { issueCodes } from '../../domain/issue.js';

/** Most characters of a raw record that a dead letter shows. */
const longestExcerpt = 1000;

/** Most characters of any other text of it. */
const longestText = 500;

/** A record of a catalogue that could not be taken over, and why. */
export const deadLetterSchema = z.object({
  /** Tells the record from others of the source, from run to run. */
  key: z.string(),
  source: z.string(),
  /** Native id of the record, or `#` and its position where it has none. */
  record: z.string(),
  /** Address of the feed that it came in. */
  feed: z.string().exactOptional(),
  /** How the source lists it, where it lists records one by one. */
  part: z.string().exactOptional(),
  /** In the feed, or in the list of the source; from 1. */
  position: z.int().min(1).exactOptional(),
  code: z.enum(issueCodes),
  /** Field, in the terms of the source; empty for the record as a whole. */
  path: z.string(),
  reason: z.string(),
  /** How many more errors the record has. */
  moreErrors: z.int().min(0),
  /** The offending value, at most 200 characters. */
  value: z.string().exactOptional(),
  /** Start of the raw record; absent where none could be read. */
  excerpt: z.string().exactOptional(),
  /** The run that found it last. */
  runId: z.string(),
  firstSeenAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime(),
  /** Of the definition and the mapper that could not do it; see `fingerprintOf`. */
  fingerprint: z.string(),
  /** Only runs that were refused have found it: over with the next one that is applied. */
  refused: z.literal(true).exactOptional(),
});
export type DeadLetter = z.infer<typeof deadLetterSchema>;

/** How many, by the code of the first error of each. */
export type CountsByCode = Readonly<Record<string, number>>;

/** How many dead letters a source has. */
export interface DeadLetterSummary {
  readonly source: string;
  readonly total: number;
  readonly byCode: CountsByCode;
  /** How many of them only refused runs have found. */
  readonly refused: number;
  /** Of the last applied run; with another one now, the records may be mapped at last. */
  readonly fingerprint: string;
  /** The run that changed them last. */
  readonly runId: string;
  readonly at: string;
}

/** Most dead letters that are kept, and held in memory, together. */
export const pageSize = 250;

/** Dead letters in pages of at most {@link pageSize}: a source may have as many as its catalogue has records. */
export type DeadLetterPages = AsyncIterable<readonly DeadLetter[]>;

/** All dead letters of a source. */
export interface DeadLetterBox extends DeadLetterSummary {
  /** Those of the last run first. Throws `FeedError` with an `INDEX_…` code. */
  pages(): DeadLetterPages;
}

/** Raw content of a record as a dead letter shows it. */
export function rawExcerpt(data: unknown): string | undefined {
  const text = rawText(data);
  if (text === undefined || text === '') return undefined;
  return text.length > longestExcerpt ? `${text.slice(0, longestExcerpt - 1)}…` : text;
}

/** Stands for the content of a raw record that has no id. */
export function rawHash(data: unknown): string {
  return hashOf(rawText(data) ?? '');
}

export function bounded(text: string): string {
  return text.length > longestText ? `${text.slice(0, longestText - 1)}…` : text;
}

export function hashOf(...texts: readonly string[]): string {
  // Twelve bytes are 16 characters; cut off the text of all of them, those would hold on to the others.
  return createHash('sha256').update(texts.join('\0')).digest().toString('base64url', 0, 12);
}

function rawText(data: unknown): string | undefined {
  if (typeof data === 'string') return data;
  try {
    return JSON.stringify(data);
  } catch {
    return String(data);
  }
}
