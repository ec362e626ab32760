import { z } from 'zod';
import { annex1Elements } from '../domain/annex1.js';
import { issueCodes } from '../domain/issue.js';
import { isoDate, isoInstant, languageMap } from '../domain/primitives.js';

const count = z.int().min(0);

const problem = z.strictObject({ code: z.string(), message: z.string() });

const run = z.strictObject({
  startedAt: isoInstant,
  finishedAt: isoInstant,
  outcome: z.string().describe('succeeded, succeeded_with_rejections, unchanged, refused or failed.'),
  extent: z
    .string()
    .optional()
    .describe(
      'How much was read: everything, changes, nothing, or the part before the feed broke; absent for a run that was not applied.',
    ),
  read: count,
  written: count,
  unchanged: count,
  withdrawn: count,
  rejected: count.describe('Records that could not be used.'),
  duplicates: count.describe('Records whose id came before in the same run.'),
  error: problem.optional(),
});

const elementCounts = z.strictObject({
  element: z.enum(annex1Elements),
  label: z.string().describe('Name of the element in English.'),
  mandatory: z.boolean(),
  present: count.describe('Offers with a value of exact evidence: stated, exactly mapped, or declared for the source.'),
  derived: count.describe('Offers that have only close or derived values.'),
  absent: count,
});

const completenessCounts = z.strictObject({
  mean: z.number().min(0).max(9).optional().describe('Mandatory elements present, on average; absent without offers.'),
  complete: count.describe('Offers with all nine mandatory elements present.'),
  distribution: z
    .array(count)
    .length(10)
    .describe('Offers by the number of mandatory elements present: the first number is for 0, the last for 9.'),
});

const example = z.strictObject({
  severity: z.enum(['error', 'warning']),
  record: z.string().describe('Native id of the record, or # and its position where it has none.'),
  path: z.string().describe('Where in the record, in the terms of the source.'),
  message: z.string(),
  excerpt: z.string().optional().describe('The offending value, shortened.'),
});

/** Which run the problems are from, and so how far they tell of the whole catalogue. */
export const problemScopes = ['everything', 'changes', 'not-applied', 'earlier-run', 'counts-only', 'unknown'] as const;
export type ProblemScope = (typeof problemScopes)[number];

const problems = z.strictObject({
  scope: z
    .enum(problemScopes)
    .describe(
      'everything: the last run read the whole catalogue. changes: it read only what had changed, or the part before its feed broke; those of the rest are from runs before it. not-applied: it failed or was refused, and these were found until then. earlier-run: they were found by another run than the last one. counts-only: the problems themselves were not kept here. unknown: nothing is known.',
    ),
  errors: count.optional().describe('Problems that cost the record; absent where only counts by code are known.'),
  warnings: count.optional().describe('Problems that cost a value.'),
  byCode: z
    .array(
      z.strictObject({
        code: z.enum(issueCodes),
        count: count,
        records: count.optional().describe('Records with such a problem; absent where only the count is known.'),
        advice: z.string().describe('How to mend it, in English.'),
        examples: z.array(example).max(5),
      }),
    )
    .describe('The most frequent first.'),
});

const providerCounts = z.strictObject({
  id: z.uuid(),
  names: languageMap,
  offers: count,
  elements: z.array(elementCounts),
  completeness: completenessCounts,
});

/**
 * How good the catalogue of a source is, or the part of it that one provider gives. Made for the one who can mend it.
 * Counts are of offers that can be found today, unless they say otherwise.
 */
export const sourceReportSchema = z.strictObject({
  source: z.strictObject({
    id: z.string(),
    name: z.string(),
    format: z.string().optional(),
    enabled: z.boolean(),
  }),
  provider: z
    .strictObject({ id: z.uuid(), names: languageMap })
    .optional()
    .describe('Present when only the offers of this provider, and the problems of their records, are counted.'),
  generatedAt: isoInstant,
  asOf: isoDate.describe('The day by which offers are open, upcoming or expired.'),
  offers: z.strictObject({
    total: count,
    open: count,
    upcoming: count,
    expired: count,
    undated: count.describe('No run has dates to judge by.'),
    withdrawn: count.describe('Offers that are no longer in the catalogue; in no other number.'),
  }),
  modifiedAtSource: z
    .strictObject({ offers: count.describe('Offers that state it.'), oldest: isoInstant, newest: isoInstant })
    .optional(),
  lastRun: run.optional().describe('Absent when the source was never harvested.'),
  lastSuccessAt: isoInstant.optional(),
  lastError: problem.extend({ at: isoInstant }).optional().describe('Absent when the last run was applied.'),
  elements: z.array(elementCounts).length(annex1Elements.length).describe('In the order of Annex I, mandatory first.'),
  completeness: completenessCounts,
  duplicates: count
    .optional()
    .describe('Records of one catalogue with an id that came before (DUPLICATE_ID); absent where it is not known.'),
  merged: z
    .strictObject({
      offers: count.describe('Offers that other sources have too.'),
      inFront: count.describe(
        'Of those, the ones that searches find; for the others, they find the better description.',
      ),
      with: z.array(z.strictObject({ source: z.string(), offers: count })).describe('By source, most first.'),
    })
    .describe('The same offers in other sources.'),
  problems,
  providers: z
    .array(providerCounts)
    .optional()
    .describe('The providers, most offers first; an offer of two providers counts for both.'),
});

export type SourceReport = z.infer<typeof sourceReportSchema>;
export type ElementCounts = z.infer<typeof elementCounts>;
export type CompletenessCounts = z.infer<typeof completenessCounts>;
export type CodeProblems = SourceReport['problems']['byCode'][number];
