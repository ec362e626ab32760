import type { Annex1Record } from '../domain/annex1.js';
import type { Issue, IssueCode } from '../domain/issue.js';
import type { LearningOpportunity } from '../domain/learning-opportunity.js';
import type { LanguageMap } from '../domain/multilingual.js';

/** The parts of an offer that a report counts. */
export type ReportedOffer = Annex1Record &
  Pick<LearningOpportunity, 'providers' | 'runs' | 'modifiedAtSource'> & {
    /** Native id of the record in the feed, by which its problems name it. */
    readonly native: string;
    /** Other sources that have the same offer; absent where there is none. */
    readonly merged?: { readonly inFront: boolean; readonly sources: readonly string[] };
    /** It was in the catalogue once and is no longer. */
    readonly withdrawn: boolean;
  };

/** A provider of offers of one source. */
export interface ReportedProvider {
  readonly id: string;
  readonly source: string;
  readonly names: LanguageMap;
}

/** What a report reads of the index. Throws when the index cannot be read. */
export interface OfferReader {
  /** All offers of a source, withdrawn ones too, page by page: memory does not grow with the source. */
  offers(source: string): AsyncIterable<ReportedOffer>;
  /** A provider of at least one offer; undefined for an unknown id. */
  provider(id: string): Promise<ReportedProvider | undefined>;
  /** The first `limit` providers by name, of all sources or of these; `total` is exact. */
  providers(
    sources: readonly string[],
    limit: number,
  ): Promise<{ readonly total: number; readonly providers: readonly ReportedProvider[] }>;
}

/** What is kept of the problems that the runs of a source found. */
export interface IssueReader {
  /** Problems of the catalogue as it was applied; undefined when none were kept here. Read once, as a stream. */
  issues(source: string): Promise<AsyncIterable<Issue> | undefined>;
  /** Those of the last run that was not applied; undefined when it left none here. Read once, as a stream. */
  unapplied(source: string): Promise<AsyncIterable<Issue> | undefined>;
}

/** The last run of a source, as the harvest reported it. */
export interface ReportedRun {
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly outcome: string;
  /** How much was read: `everything`, `changes` or `nothing`; absent for a run that was not applied. */
  readonly extent?: string;
  /** `none` where a person took the offers down, and no feed was read. */
  readonly feeds?: string;
  readonly read: number;
  readonly written: number;
  readonly unchanged: number;
  readonly withdrawn: number;
  readonly rejected: number;
  readonly duplicates: number;
  readonly issues: Readonly<Partial<Record<IssueCode, number>>>;
  readonly error?: { readonly code: string; readonly message: string };
}

/** A configured source and its runs. */
export interface ReportedSource {
  readonly id: string;
  readonly name: string;
  readonly format?: string;
  readonly enabled: boolean;
  readonly lastRun?: ReportedRun;
  readonly lastSuccessAt?: string;
  readonly lastError?: { readonly code: string; readonly message: string; readonly at: string };
}
