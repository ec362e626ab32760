import type { Issue } from '../../src/domain/issue.js';
import type { LearningOpportunityDraft } from '../../src/domain/learning-opportunity.js';
import { buildReport, type ReportOptions } from '../../src/report/build-report.js';
import type { ReportedOffer, ReportedRun, ReportedSource } from '../../src/report/ports.js';
import type { SourceReport } from '../../src/report/source-report.js';
import { aDocument, aProvider, iri } from './opportunities.js';

export const reportDay = new Date('2026-11-23T10:00:00Z');

/** An offer as a report reads it; without more it has a title, and a provider in Sweden. */
export function anOffer(
  native: string,
  more: Partial<LearningOpportunityDraft> = {},
  withdrawn = false,
): ReportedOffer {
  return { ...aDocument(native, more).record, native, withdrawn };
}

/** What an offer needs beside a provider to have every element of Annex I. */
export function everyElement(): Partial<LearningOpportunityDraft> {
  return {
    awardingBodies: [aProvider('Awarding One')],
    learningOutcomes: [{ text: { en: 'Can count' } }],
    workloadHours: { value: { min: 25, max: 30 }, basis: 'mapped', rule: 'test-map' },
    notLevelled: true,
    assessments: [{ text: { en: 'An essay' } }],
    modes: [{ value: iri('mode', 'online'), basis: 'source', rule: 'test-source' }],
    qualityAssurance: [{ evidence: 'register', basis: 'enriched' }],
    prerequisites: { en: 'None' },
    supervision: { value: iri('supervision', 'supervised-with-id'), basis: 'stated' },
    stackability: { text: { en: 'Part of a degree' } },
  };
}

export function anIssue(record: string, more: Partial<Issue> = {}): Issue {
  return {
    ...{ code: 'INVALID_DATE', severity: 'warning', source: 'test', record, path: 'runs.0.start' },
    ...{ message: 'The value is not a date.', ...more },
  };
}

export function aRun(more: Partial<ReportedRun> = {}): ReportedRun {
  return {
    ...{ startedAt: '2026-11-23T08:00:00Z', finishedAt: '2026-11-23T08:01:00Z', outcome: 'succeeded' },
    ...{ extent: 'everything', read: 3, written: 3, unchanged: 0, withdrawn: 0, rejected: 0, duplicates: 0 },
    ...{ issues: {}, ...more },
  };
}

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

/** The report on a source that holds these offers, and whose runs left these problems. */
export function reportOn(
  offers: readonly ReportedOffer[],
  {
    issues,
    unapplied,
    source = {},
    provider,
  }: {
    readonly issues?: readonly Issue[];
    /** Of the last run that was not applied. */
    readonly unapplied?: readonly Issue[];
    readonly source?: Partial<ReportedSource>;
    readonly provider?: NonNullable<ReportOptions['provider']>;
  } = {},
): Promise<SourceReport> {
  return buildReport(
    { id: 'test', name: 'Test', enabled: true, ...source },
    {
      offers: {
        offers: () => each(offers),
        provider: async () => undefined,
        providers: async () => ({ total: 0, providers: [] }),
      },
      issues: {
        issues: async () => issues && each(issues),
        unapplied: async () => unapplied && each(unapplied),
      },
      now: reportDay,
      ...(provider === undefined ? {} : { provider }),
    },
  );
}
