import { pickText } from '../../domain/multilingual.js';
import type { ArchivedRun } from '../../harvest/archive/archive.js';
import type { Job } from '../../harvest/jobs/job-queue.js';
import type { SourceReport as Report } from '../../report/source-report.js';
import { countsByCode, toHarvestRun } from '../views/source.js';
import type { AdminRun } from './admin-run.type.js';
import type { AdminSource } from './admin-source.type.js';
import type { AdministeredSource, AwaitedReport as Awaited } from './administration.js';
import type { HarvestJob } from './harvest-job.type.js';
import type { AwaitedReport, SourceReport } from './source-report.type.js';

/** Most providers that a report tells of here. */
const mostProviders = 200;

/** A run as an administrator sees it. */
export function toAdminRun({ report, changes }: ArchivedRun): AdminRun {
  const { source, format, error, raw, deadLetters, dryRun, brokenOff } = report;
  return {
    ...toHarvestRun(report),
    ...{ source, format, error, brokenOff, keptFeeds: raw, firstChanges: changes },
    deadLetters: deadLetters?.total,
    deadLettersByCode: countsByCode(deadLetters?.byCode ?? {}),
    dryRun: dryRun && { ...dryRun, first: dryRun.first ?? [] },
  };
}

/** A job as the API shows it. */
export function toHarvestJob({ report, ...job }: Job): HarvestJob {
  return { ...job, run: report && toAdminRun({ report, changes: [] }) };
}

/** A source as an administrator sees it. */
export function toAdminSource({ lastRun, deadLetters, job, ...source }: AdministeredSource): AdminSource {
  return {
    ...source,
    lastRun: lastRun && toAdminRun({ report: lastRun, changes: [] }),
    deadLetters: {
      total: deadLetters?.total ?? 0,
      byCode: countsByCode(deadLetters?.byCode ?? {}),
      at: deadLetters?.at,
    },
    job: job && toHarvestJob(job),
  };
}

export function toAwaitedReport(awaited: Awaited): AwaitedReport {
  return awaited.state === 'ready' ? { state: 'ready', report: toReport(awaited.report) } : { state: 'building' };
}

function toReport(report: Report): SourceReport {
  const { generatedAt, asOf, offers, elements, completeness, duplicates, merged, problems, providers = [] } = report;
  return {
    ...{ generatedAt, asOf, offers, elements, completeness, duplicates, merged },
    oldestModifiedAt: report.modifiedAtSource?.oldest,
    newestModifiedAt: report.modifiedAtSource?.newest,
    problems: {
      ...problems,
      byCode: problems.byCode.map((kind) => ({
        ...kind,
        examples: kind.examples.map(({ severity, ...example }) => ({ ...example, isError: severity === 'error' })),
      })),
    },
    providers: providers.slice(0, mostProviders).map(({ names, ...provider }) => ({
      ...provider,
      name: pickText(names, 'en') ?? { text: '', language: 'und' },
    })),
  };
}
