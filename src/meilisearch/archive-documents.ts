import type { Settings } from 'meilisearch';
import { z } from 'zod';
import type { ArchivedRun } from '../harvest/archive/archive.js';

/** Names of the indexes of runs and dead letters. They outlive every version of settings and projection of the offers. */
export function archiveNames(prefix: string) {
  return {
    runs: `${prefix}-runs`,
    deadLetters: `${prefix}-dead-letters`,
    letterPages: `${prefix}-dead-letter-pages`,
  };
}
export type ArchiveNames = ReturnType<typeof archiveNames>;

/** The newest runs first. */
export const newestFirst = ['at:desc', 'kept:desc'];

/** Settings of all: nothing in them is ever searched for by its words. */
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

/** Undefined for what is no JSON. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
