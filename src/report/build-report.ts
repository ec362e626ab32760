import { dayOf, isoDay } from '../domain/days.js';
import { type Issue, issueCodes } from '../domain/issue.js';
import { issueAdvice } from './advice.js';
import { IssueTally, mostFirst } from './issue-tally.js';
import { OfferTally } from './offer-tally.js';
import type { IssueReader, OfferReader, ReportedProvider, ReportedRun, ReportedSource } from './ports.js';
import type { ProblemScope, SourceReport } from './source-report.js';

export interface ReportOptions {
  readonly offers: OfferReader;
  readonly issues: IssueReader;
  readonly now: Date;
  /** Only the offers of this provider, and the problems of their records. @default all */
  readonly provider?: Pick<ReportedProvider, 'id' | 'names'>;
}

/**
 * Reads all offers of a source and the problems that were kept of its runs, and counts. Memory grows with the providers
 * (with the offers of the one provider that is asked for), not with the source. An index that changes meanwhile may let
 * a few offers be counted twice or not at all.
 */
export async function buildReport(source: ReportedSource, options: ReportOptions): Promise<SourceReport> {
  const { now, provider } = options;
  const day = dayOf(now);
  const tally = new OfferTally(day);
  const natives = provider === undefined ? undefined : new Set<string>();
  for await (const offer of options.offers.offers(source.id)) {
    if (provider !== undefined && !offer.providers.some(({ id }) => id === provider.id)) continue;
    tally.add(offer);
    if (!offer.withdrawn) natives?.add(offer.native);
  }
  const { duplicates, ...problems } = await problemsOf(source, options.issues, natives);
  const { modifiedAtSource } = tally;
  const { id, name, format, enabled, lastRun, lastSuccessAt, lastError } = source;
  return {
    source: { id, name, enabled, ...(format === undefined ? {} : { format }) },
    ...(provider === undefined ? {} : { provider: { id: provider.id, names: provider.names } }),
    ...{ generatedAt: now.toISOString(), asOf: isoDay(day), offers: tally.offers },
    ...(modifiedAtSource === undefined ? {} : { modifiedAtSource }),
    ...(lastRun === undefined ? {} : { lastRun: runOf(lastRun) }),
    ...(lastSuccessAt === undefined ? {} : { lastSuccessAt }),
    ...(lastError === undefined
      ? {}
      : { lastError: { code: lastError.code, message: lastError.message, at: lastError.at } }),
    ...{ elements: tally.all.elements, completeness: tally.all.completeness },
    ...(duplicates === undefined ? {} : { duplicates }),
    ...{ merged: tally.merged, problems },
    ...(provider === undefined ? { providers: tally.providers } : {}),
  };
}

function runOf(run: ReportedRun): NonNullable<SourceReport['lastRun']> {
  const { startedAt, finishedAt, outcome, extent, error } = run;
  return {
    ...{ startedAt, finishedAt, outcome },
    ...(extent === undefined ? {} : { extent }),
    ...{ read: run.read, written: run.written, unchanged: run.unchanged, withdrawn: run.withdrawn },
    ...{ rejected: run.rejected, duplicates: run.duplicates },
    ...(error === undefined ? {} : { error: { code: error.code, message: error.message } }),
  };
}

type Problems = SourceReport['problems'] & Pick<SourceReport, 'duplicates'>;

/** The problems of a source, or of the records with these native ids. */
async function problemsOf(
  { id, lastRun }: ReportedSource,
  reader: IssueReader,
  natives: ReadonlySet<string> | undefined,
): Promise<Problems> {
  if (lastRun !== undefined && lastRun.extent === undefined && foundBy(lastRun) > 0) {
    const unapplied = await counted(await reader.unapplied(id), natives);
    if (unapplied?.kept === foundBy(lastRun)) return { scope: 'not-applied', ...unapplied.problems };
  }
  const ofCatalogue = await counted(await reader.issues(id), natives);
  if (ofCatalogue === undefined) return countsOf(natives === undefined ? lastRun : undefined);
  return { scope: scopeOf(lastRun, ofCatalogue.kept), ...ofCatalogue.problems };
}

/** Counts kept problems, and how many are kept in all. */
async function counted(issues: AsyncIterable<Issue> | undefined, natives: ReadonlySet<string> | undefined) {
  if (issues === undefined) return undefined;
  const tally = new IssueTally();
  let kept = 0;
  for await (const issue of issues) {
    kept += 1;
    if (isOf(issue, natives)) tally.add(issue);
  }
  const { errors, warnings, byCode } = tally;
  return { kept, problems: { errors, warnings, byCode, duplicates: tally.of('DUPLICATE_ID') } };
}

function isOf({ record }: Issue, natives: ReadonlySet<string> | undefined): boolean {
  return natives === undefined || natives.has(record);
}

/** What the kept problems of the catalogue are of; more are kept than a run has found that read only a part. */
function scopeOf(lastRun: ReportedRun | undefined, kept: number): ProblemScope {
  if (lastRun === undefined || !hasRead(lastRun)) return 'earlier-run';
  if (lastRun.extent === 'everything') return foundBy(lastRun) === kept ? 'everything' : 'earlier-run';
  return foundBy(lastRun) <= kept ? 'changes' : 'earlier-run';
}

/** Whether a run read records and was applied. */
function hasRead({ extent, feeds }: ReportedRun): boolean {
  return extent !== undefined && extent !== 'nothing' && feeds !== 'none';
}

function foundBy({ issues }: ReportedRun): number {
  return Object.values(issues).reduce((sum, count) => sum + count, 0);
}

/** All that the report of a run tells when the problems themselves are not here. Which are errors is not known. */
function countsOf(lastRun: ReportedRun | undefined): Problems {
  if (lastRun === undefined || (!hasRead(lastRun) && foundBy(lastRun) === 0)) return { scope: 'unknown', byCode: [] };
  const byCode = issueCodes.flatMap((code) => {
    const count = lastRun.issues[code] ?? 0;
    return count === 0 ? [] : [{ code, count, advice: issueAdvice[code], examples: [] }];
  });
  return { scope: 'counts-only', byCode: byCode.sort(mostFirst), duplicates: lastRun.issues.DUPLICATE_ID ?? 0 };
}
