import { expect, test } from 'vitest';
import { toHarvestRun } from '../../../src/graphql/views/source.js';
import type { HarvestReport } from '../../../src/harvest/report.js';

const report: HarvestReport = {
  ...{ source: 's', runId: 'r', startedAt: '2026-11-23T00:00:00Z', finishedAt: '2026-11-23T00:00:01Z', seconds: 1 },
  ...{ outcome: 'succeeded_with_rejections', extent: 'everything', issues: { DUPLICATE_ID: 1 } },
  ...{ read: 15, written: 5, unchanged: 4, rejected: 3, duplicates: 1, withdrawn: 7, expired: 2 },
};

test('the records of a run add up for who asks for it, long expired ones among them', () => {
  const { read, written, unchanged, rejected, duplicates, expired } = toHarvestRun(report);
  expect(written + unchanged + rejected + duplicates + expired).toBe(read);
  const { expired: _, ...others } = report;
  expect(toHarvestRun(others).expired).toBe(0);
});

test('a run over feeds that were kept says so, whichever they were', () => {
  const fromKept = (feeds?: HarvestReport['feeds']) =>
    toHarvestRun({ ...report, ...(feeds === undefined ? {} : { feeds }) }).fromKeptFeeds;
  expect([fromKept(), fromKept('kept'), fromKept('earlier'), fromKept('none')]).toEqual([false, true, true, false]);
});
