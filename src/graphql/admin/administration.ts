import type { ArchivedRun } from '../../harvest/archive/archive.js';
import type { DeadLetter, DeadLetterSummary } from '../../harvest/archive/dead-letter.js';
import type { Job, JobKind, Submission } from '../../harvest/jobs/job-queue.js';
import type { SourceHealth } from '../../harvest/watch/health.js';
import type { SourceReport } from '../../report/source-report.js';
import type { SourceStatus } from '../ports.js';

/** A source as an administrator sees it. */
export interface AdministeredSource extends SourceStatus {
  readonly health: SourceHealth;
  /** Cron expression and its zone. */
  readonly schedule?: string;
  readonly timezone: string;
  /** ISO 8601 instant of the next run by the schedule. */
  readonly nextRunAt?: string;
  readonly deadLetters?: DeadLetterSummary;
  /** A job of it that waits or runs. */
  readonly job?: Job;
}

/** A stretch of a list. */
export interface Stretch {
  readonly offset: number;
  /** May be 0, for the total only. */
  readonly limit: number;
}

/** The index, and how it is made anew. */
export interface IndexFacts {
  /** State of the index that searches see now; absent while it is not known. */
  readonly generation?: string;
  /** Offers that can be found. */
  readonly offers: number;
  /** Documents in the index, withdrawn offers included. */
  readonly documents: number;
  readonly providers: number;
  /** Version of the search engine. */
  readonly engineVersion: string;
  /** Version of the settings and documents that the index is for. */
  readonly version: string;
}

/** A rebuild of the index by this process. */
export interface Rebuild {
  readonly id: string;
  readonly fromFeeds: boolean;
  readonly state: 'running' | 'ended' | 'cancelled' | 'failed';
  readonly startedAt: string;
  readonly endedAt?: string;
  /** The process, as `host:pid`. */
  readonly worker: string;
  readonly progress?: {
    readonly phase: string;
    readonly source?: string;
    readonly done: number;
    readonly total: number;
  };
  /** What it came to. */
  readonly result?: { readonly offers: number; readonly withdrawn: number; readonly seconds: number };
  /** Why it failed. */
  readonly error?: string;
}

/** A report that is made while one waits, or later. */
export type AwaitedReport = { readonly state: 'ready'; readonly report: SourceReport } | { readonly state: 'building' };

/**
 * What an administrator may see and do. Throws `SearchUnavailable` when the engine is away, and `QueueAway` when
 * the queue of runs is. Ids of sources are known ones.
 */
export interface Administration {
  /** Ids of all configured sources. */
  readonly sourceIds: readonly string[];
  /** In the order of the sources file. */
  sources(): Promise<readonly AdministeredSource[]>;
  /** Runs that are over, the newest first. */
  runs(
    question: Stretch & { readonly source?: string; readonly outcome?: string },
  ): Promise<{ readonly total: number; readonly runs: readonly ArchivedRun[] }>;
  run(id: string): Promise<ArchivedRun | undefined>;
  deadLetters(
    question: Stretch & { readonly source?: string; readonly code?: string },
  ): Promise<{ readonly total: number; readonly letters: readonly DeadLetter[] }>;
  deadLetterSummaries(): Promise<readonly DeadLetterSummary[]>;
  /** Of a source, or of one provider of it. Undefined where the provider has no offer of the source. */
  report(source: string, provider: string | undefined): Promise<AwaitedReport | undefined>;
  /** Running ones, waiting ones, and the last that are over, at most `over` of them. */
  jobs(over: number): Promise<readonly Job[]>;
  job(id: string): Promise<Job | undefined>;
  submit(request: { readonly source: string; readonly kind: JobKind; readonly force: boolean }): Promise<Submission>;
  cancel(id: string): Promise<Job | undefined>;
  /** Has harvests take a source forward again; whether it was held at an earlier release. */
  release(source: string): Promise<boolean>;
  indexFacts(): Promise<IndexFacts>;
  /** The last rebuild of this process. */
  rebuild(): Rebuild | undefined;
  /** Begins a rebuild; while one is under way, tells that one. */
  startRebuild(fromFeeds: boolean): Rebuild;
  cancelRebuild(): Rebuild | undefined;
}
