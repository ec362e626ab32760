import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import {
  type CountsByCode,
  type DeadLetter,
  type DeadLetterSummary,
  deadLetterSchema,
  hashOf,
} from '../harvest/archive/dead-letter.js';
import { parsed } from './archive-documents.js';

const compressed = promisify(gzip);
const expanded = promisify(gunzip);

/** A page of dead letters, as the head of its source names it. */
export interface PageRef {
  /** Of its document: follows from the source and the letters, so that a page which stays as it is need not be written. */
  readonly id: string;
  /** How many of each code are in it. */
  readonly listed: CountsByCode;
}

/** What is known of the dead letters of a source. It names their pages, so that they change all at once with it. */
export interface HeadDocument extends Omit<DeadLetterSummary, 'source'> {
  /** Of the source. */
  readonly id: string;
  /** In the order of the letters. */
  readonly pages: readonly PageRef[];
}

/** Some dead letters of a source: never changed, but replaced by others. */
export interface PageDocument {
  readonly id: string;
  readonly source: string;
  /** The letters as JSON, by gzip, in Base64: they are much alike. */
  readonly content: string;
}

/** What is asked of a head to tell how many letters there are. */
export const summaryFields = ['id', 'total', 'byCode', 'refused', 'fingerprint', 'runId', 'at'] as const;

/** What is asked of a head to find its letters. */
export const headFields = [...summaryFields, 'pages', 'listed'] as const;

/**
 * A head as it may be found, with the fields that were asked for. Earlier releases kept the first letters of a source in
 * its head, and of all others the number: such a one has no `refused` and no pages.
 */
export interface FoundHead
  extends Omit<HeadDocument, 'refused' | 'pages'>,
    Partial<Pick<HeadDocument, 'refused' | 'pages'>> {
  /** Of an earlier release: how many letters of each code are in its content. */
  readonly listed?: CountsByCode;
  /** Of an earlier release: the first letters, as JSON. */
  readonly content?: string;
}

/** A page of some letters, and its document, which is made when it is to be written. */
export interface LetterPage extends PageRef {
  readonly document: () => Promise<PageDocument>;
}

export function letterPage(source: string, letters: readonly DeadLetter[]): LetterPage {
  const json = JSON.stringify(letters);
  const id = hashOf(source, json);
  const document = async () => ({ id, source, content: (await compressed(json, { level: 1 })).toString('base64') });
  return { id, listed: countsOf(letters), document };
}

/** The letters of a page, but for those that this version cannot read. */
export async function lettersOf({ content }: Pick<PageDocument, 'content'>): Promise<readonly DeadLetter[]> {
  const bytes = await expanded(Buffer.from(content, 'base64')).catch(() => Buffer.alloc(0));
  return known(parsed(bytes.toString()));
}

/** A source that an earlier release has kept is to be mapped again, as not all of its letters are here. */
export function summaryOf({ id, total, byCode, refused, fingerprint, runId, at }: FoundHead): DeadLetterSummary {
  const kept = refused === undefined ? { refused: 0, fingerprint: '' } : { refused, fingerprint };
  return { source: id, total, byCode, runId, at, ...kept };
}

/** The pages of a head. That of an earlier release has one, without an id: see {@link ownLetters}. */
export function pagesOf({ pages, listed = {} }: FoundHead): readonly PageRef[] {
  return pages ?? [{ id: '', listed }];
}

/** The letters within a head of an earlier release. */
export function ownLetters({ content = '' }: FoundHead): readonly DeadLetter[] {
  return known((parsed(content) as { readonly letters?: unknown } | undefined)?.letters);
}

function countsOf(letters: readonly Pick<DeadLetter, 'code'>[]): CountsByCode {
  const counts: Record<string, number> = {};
  for (const { code } of letters) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}

function known(letters: unknown): readonly DeadLetter[] {
  if (!Array.isArray(letters)) return [];
  return letters.flatMap((letter) => {
    const result = deadLetterSchema.safeParse(letter);
    return result.success ? [result.data] : [];
  });
}
