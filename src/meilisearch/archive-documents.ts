import type { Settings } from 'meilisearch';
import { z } from 'zod';
import type { ArchivedRun } from '../harvest/archive/archive.js';
import {
  boxContentSchema,
  type CountsByCode,
  type DeadLetterBox,
  type DeadLetterSummary,
} from '../harvest/archive/dead-letter.js';

/** Names of the indexes of runs and dead letters. They outlive every version of settings and projection of the offers. */
export function archiveNames(prefix: string) {
  return { runs: `${prefix}-runs`, deadLetters: `${prefix}-dead-letters` };
}
export type ArchiveNames = ReturnType<typeof archiveNames>;

/** The newest runs first. */
export const newestFirst = ['at:desc', 'kept:desc'];

/** Settings of both: nothing in them is ever searched for by its words. */
export const archiveSettings = {
  filterableAttributes: ['source', 'quiet', 'outcome'],
  sortableAttributes: ['at', 'kept'],
  searchableAttributes: [],
  rankingRules: ['sort'],
  pagination: { maxTotalHits: 1_000_000 },
  facetSearch: false,
} satisfies Settings;

/** A run as a document. */
export interface RunDocument {
  /** Of the run. */
  readonly id: string;
  readonly source: string;
  readonly outcome: string;
  /** It changed nothing and found nothing wrong. */
  readonly quiet: boolean;
  /** Milliseconds since 1970 at its start. */
  readonly at: number;
  /** Milliseconds since 1970 when it was kept: tells the order of runs that began at once, or by a clock that stands. */
  readonly kept: number;
  /** The run as JSON. */
  readonly run: string;
}

export function runDocument(run: ArchivedRun): RunDocument {
  const { runId, source, outcome, startedAt } = run.report;
  return {
    ...{ id: runId, source, outcome, quiet: outcome === 'unchanged' },
    ...{ at: Date.parse(startedAt), kept: Date.now(), run: JSON.stringify(run) },
  };
}

/** The run of a document; undefined for one that this version cannot read. */
export function runOf({ run }: Pick<RunDocument, 'run'>): ArchivedRun | undefined {
  const archived = archivedRun.safeParse(parsed(run));
  return archived.success ? (archived.data as ArchivedRun) : undefined;
}

const changedRecord = z.object({
  change: z.enum(['new', 'changed', 'withdrawn']),
  id: z.string(),
  nativeId: z.string(),
  title: z.string(),
});
const archivedRun = z.object({
  report: z.looseObject({
    ...{ source: z.string(), runId: z.string(), startedAt: z.string(), finishedAt: z.string(), outcome: z.string() },
    ...{ read: z.number(), written: z.number(), unchanged: z.number(), withdrawn: z.number() },
    ...{ rejected: z.number(), duplicates: z.number(), seconds: z.number() },
    issues: z.record(z.string(), z.number()),
  }),
  changes: z.array(changedRecord),
});

/** The dead letters of a source as one document, so that they change all at once. */
export interface DeadLetterDocument extends Omit<DeadLetterSummary, 'source'> {
  /** Of the source. */
  readonly id: string;
  /** How many of each code are in the list. */
  readonly listed: CountsByCode;
  /** The list, and what is known of those that are not in it, as JSON. */
  readonly content: string;
}

/** All but the list. */
export const summaryFields = ['id', 'total', 'byCode', 'listed', 'fingerprint', 'runId', 'at'] as const;

export function deadLetterDocument(box: DeadLetterBox): DeadLetterDocument {
  const { letters, others, refused, source, ...summary } = box;
  const listed: Record<string, number> = {};
  for (const { code } of letters) listed[code] = (listed[code] ?? 0) + 1;
  return { id: source, ...summary, listed, content: JSON.stringify({ letters, others, refused }) };
}

export function summaryOf({ id, total, byCode, fingerprint, runId, at }: Omit<DeadLetterDocument, 'content'>) {
  return { source: id, total, byCode, fingerprint, runId, at } satisfies DeadLetterSummary;
}

/** The dead letters of a document; undefined for one that this version cannot read. */
export function boxOf(document: DeadLetterDocument): DeadLetterBox | undefined {
  const content = boxContentSchema.safeParse(parsed(document.content));
  return content.success ? { ...summaryOf(document), ...content.data } : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
