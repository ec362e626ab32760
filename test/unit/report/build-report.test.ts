import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { runId } from '../../../src/domain/identifiers.js';
import { type SourceReport, sourceReportSchema } from '../../../src/report/source-report.js';
import { aProvider } from '../../support/opportunities.js';
import { anIssue, anOffer, aRun, everyElement, reportOn } from '../../support/reported.js';

const derivedLevel = { value: 6, basis: 'derived', rule: 'test-rule' } as const;

function element({ elements }: Pick<SourceReport, 'elements'>, name: string) {
  const { present, derived, absent } = elements.find((each) => each.element === name) ?? {};
  return [present, derived, absent];
}

function dated(native: string, start: string, end: string) {
  return anOffer(native, {
    runs: [{ id: runId('11111111-1111-4111-8111-111111111111', native), period: { start, end, precision: 'day' } }],
  });
}

describe('Annex I', () => {
  test('every element is counted as present, derived or absent', async () => {
    const report = await reportOn([
      anOffer('a', { ects: { value: 5, basis: 'stated' }, eqfLevel: derivedLevel }),
      anOffer('b', { eqfLevel: { value: 6, basis: 'stated' }, prerequisites: { en: 'None' } }),
      anOffer('c', { providers: [] }),
    ]);
    expect(report.elements.map((each) => each.element)).toEqual([
      ...['title', 'country', 'awarding-body', 'learning-outcomes', 'workload', 'level', 'assessment'],
      ...['participation', 'quality-assurance', 'prerequisites', 'supervision', 'stackability'],
    ]);
    expect(report.elements.map(({ mandatory }) => mandatory)).toEqual([
      ...Array(9).fill(true),
      ...Array(3).fill(false),
    ]);
    expect(element(report, 'title')).toEqual([3, 0, 0]);
    expect(element(report, 'country')).toEqual([2, 0, 1]);
    expect(element(report, 'workload')).toEqual([1, 0, 2]);
    expect(element(report, 'level')).toEqual([1, 1, 1]);
    expect(element(report, 'prerequisites')).toEqual([1, 0, 2]);
    expect(element(report, 'stackability')).toEqual([0, 0, 3]);
  });

  test('offers are counted by their number of mandatory elements, derived and optional ones apart', async () => {
    const report = await reportOn([
      anOffer('a', { ects: { value: 5, basis: 'stated' }, eqfLevel: derivedLevel }),
      anOffer('b', { eqfLevel: { value: 6, basis: 'stated' }, prerequisites: { en: 'None' } }),
      anOffer('c', { providers: [] }),
    ]);
    expect(report.completeness).toEqual({ mean: 2.33, complete: 0, distribution: [0, 1, 0, 2, 0, 0, 0, 0, 0, 0] });
    const full = await reportOn([anOffer('full', everyElement())]);
    expect(full.completeness).toEqual({ mean: 9, complete: 1, distribution: [0, 0, 0, 0, 0, 0, 0, 0, 0, 1] });
  });

  test('each provider has its own counts, and an offer of two counts for both', async () => {
    const [one, two] = [aProvider('One'), aProvider('Two')];
    const report = await reportOn([
      anOffer('a', { providers: [one, two], ects: { value: 5, basis: 'stated' } }),
      anOffer('b', { providers: [two] }),
      anOffer('c', { providers: [one], ects: { value: 5, basis: 'stated' } }),
      anOffer('d', { providers: [one, one] }),
    ]);
    const counts = report.providers?.map((each) => [each.names.en, each.offers, element(each, 'workload')]);
    expect(counts).toEqual([
      ['One', 3, [2, 0, 1]],
      ['Two', 2, [1, 0, 1]],
    ]);
    expect(report.providers?.[0]?.completeness).toEqual({
      ...{ mean: 2.67, complete: 0, distribution: [0, 0, 1, 2, 0, 0, 0, 0, 0, 0] },
    });
  });

  test('a source without offers has no average', async () => {
    const report = await reportOn([]);
    expect(report.completeness).toEqual({ complete: 0, distribution: Array(10).fill(0) });
    expect(report.offers).toEqual({ total: 0, open: 0, upcoming: 0, expired: 0, undated: 0, withdrawn: 0 });
  });
});

describe('freshness', () => {
  test('offers are open, upcoming, expired or undated today; withdrawn ones are in no other number', async () => {
    const report = await reportOn([
      dated('open', '2026-11-23', '2026-11-23'),
      dated('upcoming', '2026-11-24', '2026-12-24'),
      dated('expired', '2026-11-01', '2026-11-22'),
      anOffer('undated'),
      anOffer('gone', {}, true),
    ]);
    expect(report.asOf).toBe('2026-11-23');
    expect(report.offers).toEqual({ total: 4, open: 1, upcoming: 1, expired: 1, undated: 1, withdrawn: 1 });
    expect(element(report, 'title')).toEqual([4, 0, 0]);
  });

  test('the oldest and newest change at the source are by time, whatever the form of the instant', async () => {
    const report = await reportOn([
      anOffer('a', { modifiedAtSource: '2026-05-01T10:00:00.500Z' }),
      anOffer('b', { modifiedAtSource: '2026-05-01T10:00:00Z' }),
      anOffer('c', { modifiedAtSource: '2026-05-02T09:00:00Z' }),
      anOffer('d'),
    ]);
    expect(report.modifiedAtSource).toEqual({
      ...{ offers: 3, oldest: '2026-05-01T10:00:00Z', newest: '2026-05-02T09:00:00Z' },
    });
    expect(await reportOn([anOffer('d')])).not.toHaveProperty('modifiedAtSource');
  });

  test('last run, last success and last error are told as the harvest left them', async () => {
    const lastError = { code: 'SOURCE_TIMEOUT', message: 'Too slow.', at: '2026-11-23T08:01:00Z' };
    const { extent: _none, ...failed } = aRun({
      outcome: 'failed',
      error: { code: 'SOURCE_TIMEOUT', message: 'Too slow.' },
    });
    const report = await reportOn([], {
      source: { lastRun: failed, lastError, lastSuccessAt: '2026-11-01T00:00:00Z' },
    });
    expect(report).toMatchObject({
      ...{ lastError, lastSuccessAt: '2026-11-01T00:00:00Z' },
      lastRun: { outcome: 'failed', read: 3, error: { code: 'SOURCE_TIMEOUT', message: 'Too slow.' } },
    });
    expect(report.lastRun).not.toHaveProperty('extent');
    expect(await reportOn([])).not.toHaveProperty('lastRun');
  });
});

describe('problems', () => {
  const found = [
    anIssue('a'),
    anIssue('a', { path: 'runs.1.start' }),
    anIssue('b'),
    anIssue('c', { code: 'DUPLICATE_ID', path: 'id' }),
    anIssue('#4', { code: 'MISSING_ID', severity: 'error', path: 'id', excerpt: 'x' }),
  ];
  const issues = { INVALID_DATE: 3, DUPLICATE_ID: 1, MISSING_ID: 1 };

  test('are counted by code, the most frequent first, with the records that have them', async () => {
    const { problems, duplicates } = await reportOn([], { issues: found, source: { lastRun: aRun({ issues }) } });
    expect(problems).toMatchObject({ scope: 'everything', errors: 1, warnings: 4 });
    expect(problems.byCode.map(({ code, count, records }) => [code, count, records])).toEqual([
      ['INVALID_DATE', 3, 2],
      ['DUPLICATE_ID', 1, 1],
      ['MISSING_ID', 1, 1],
    ]);
    expect(problems.byCode[2]?.examples).toEqual([
      ...[{ severity: 'error', record: '#4', path: 'id', message: 'The value is not a date.', excerpt: 'x' }],
    ]);
    expect(duplicates).toBe(1);
  });

  test('of one code have at most five examples, from as many places as possible', async () => {
    const many = ['start', 'start', 'start', 'start', 'start', 'start', 'end', 'deadline', 'end'].map((field, index) =>
      anIssue(`r${index}`, { path: `runs.${index}.${field}` }),
    );
    const { problems } = await reportOn([], { issues: many });
    expect(problems.byCode[0]?.count).toBe(9);
    expect(problems.byCode[0]?.examples.map(({ path }) => path)).toEqual([
      ...['runs.0.start', 'runs.1.start', 'runs.2.start', 'runs.6.end', 'runs.7.deadline'],
    ]);
  });

  test('of one place have examples of as many kinds as possible', async () => {
    const said = ['1 is odd', '2 is odd', '3 is odd', '4 is odd', '5 is odd', '6 is odd', 'It is green', '7 is odd'];
    const { problems } = await reportOn([], { issues: said.map((message, at) => anIssue(`r${at}`, { message })) });
    expect(problems.byCode[0]?.examples.map(({ message }) => message)).toEqual([
      ...['1 is odd', '2 is odd', '3 is odd', '4 is odd', 'It is green'],
    ]);
  });

  test.each([
    ['everything', aRun({ issues })],
    ['changes', aRun({ issues, extent: 'changes' })],
    ['changes', aRun({ issues, extent: 'part' })],
    ['earlier-run', aRun({ issues: {}, extent: 'nothing' })],
    ['earlier-run', aRun({ issues: { INVALID_DATE: 7 } })],
    ['earlier-run', aRun({ issues, feeds: 'none' })],
    ['earlier-run', undefined],
  ])('tell what they are of: %s', async (scope, lastRun) => {
    const source = lastRun === undefined ? {} : { lastRun };
    expect((await reportOn([], { issues: found, source })).problems.scope).toBe(scope);
  });

  test('of a run that was not applied say so', async () => {
    const { extent: _none, ...refused } = aRun({ outcome: 'refused', issues });
    const report = await reportOn([], { issues: [anIssue('a')], unapplied: found, source: { lastRun: refused } });
    expect(report.problems).toMatchObject({ scope: 'not-applied', errors: 1, warnings: 4 });
  });

  test('are those of the catalogue where the last run was not applied and found none, or left them elsewhere', async () => {
    const { extent: _none, ...failed } = aRun({ outcome: 'failed' });
    for (const lastRun of [failed, { ...failed, issues }]) {
      const report = await reportOn([], { issues: found, unapplied: [anIssue('old')], source: { lastRun } });
      expect(report.problems).toMatchObject({ scope: 'earlier-run', errors: 1, warnings: 4 });
    }
  });

  test('of a part that the last run read come with those of the rest', async () => {
    const lastRun = aRun({ issues: { INVALID_DATE: 1 }, extent: 'changes' });
    const report = await reportOn([], { issues: found, source: { lastRun } });
    expect(report.problems).toMatchObject({ scope: 'changes', errors: 1, warnings: 4 });
    const more = { lastRun: { ...lastRun, issues: { INVALID_DATE: 9 } } };
    expect((await reportOn([], { issues: found, source: more })).problems.scope).toBe('earlier-run');
  });

  test('that were not kept here are counts from the last run, without a word on severity', async () => {
    const { problems, duplicates } = await reportOn([], { source: { lastRun: aRun({ issues }) } });
    expect(problems.scope).toBe('counts-only');
    expect(problems).not.toHaveProperty('errors');
    expect(problems.byCode.map(({ code, count, examples }) => [code, count, examples])).toEqual([
      ['INVALID_DATE', 3, []],
      ['DUPLICATE_ID', 1, []],
      ['MISSING_ID', 1, []],
    ]);
    expect(duplicates).toBe(1);
  });

  test('of which nothing is known are not said to be none', async () => {
    const { extent: _none, ...failed } = aRun({ outcome: 'failed', read: 0 });
    const withdrawn = aRun({ feeds: 'none', read: 0 });
    for (const source of [{}, { lastRun: aRun({ extent: 'nothing' }) }, { lastRun: failed }, { lastRun: withdrawn }]) {
      const report = await reportOn([], { source });
      expect(report.problems).toEqual({ scope: 'unknown', byCode: [] });
      expect(report).not.toHaveProperty('duplicates');
    }
  });
});

test('a report on a provider counts its offers and the problems of their records, and no others', async () => {
  const [one, two] = [aProvider('One'), aProvider('Two')];
  const report = await reportOn(
    [
      anOffer('a', { providers: [one] }),
      anOffer('b', { providers: [two] }),
      anOffer('c', { providers: [two, one] }),
      anOffer('gone', { providers: [one] }, true),
      anOffer('gone too', { providers: [two] }, true),
    ],
    {
      issues: [
        anIssue('a'),
        anIssue('b'),
        anIssue('c', { code: 'DUPLICATE_ID' }),
        anIssue('#9', { code: 'MISSING_ID' }),
      ],
      source: { lastRun: aRun({ issues: { INVALID_DATE: 2, DUPLICATE_ID: 1, MISSING_ID: 1 } }) },
      provider: { id: one.id, names: one.names },
    },
  );
  expect(report.provider).toEqual({ id: one.id, names: one.names });
  expect(report.offers).toMatchObject({ total: 2, withdrawn: 1 });
  expect(report.problems.byCode.map(({ code, count }) => [code, count])).toEqual([
    ['DUPLICATE_ID', 1],
    ['INVALID_DATE', 1],
  ]);
  expect(report.problems.scope).toBe('everything');
  expect(report.duplicates).toBe(1);
  expect(report).not.toHaveProperty('providers');
});

test('a report is what its schema says, and the schema in the tree is that one', async () => {
  const everything = await reportOn([anOffer('a', { modifiedAtSource: '2026-05-01T10:00:00Z' })], {
    issues: [anIssue('a')],
    source: {
      ...{ format: 'lines', lastRun: aRun({ issues: { INVALID_DATE: 1 } }), lastSuccessAt: '2026-11-23T08:01:00Z' },
      lastError: { code: 'X', message: 'Y', at: '2026-11-23T08:01:00Z' },
    },
  });
  for (const report of [everything, await reportOn([])]) {
    expect(sourceReportSchema.parse(report)).toEqual(report);
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  }
  const emitted: unknown = JSON.parse(
    readFileSync(new URL('../../../schema/report.schema.json', import.meta.url), 'utf8'),
  );
  const { $schema: _, ...now } = z.toJSONSchema(sourceReportSchema, {
    target: 'draft-2020-12',
    io: 'output',
    reused: 'ref',
  });
  expect(emitted).toMatchObject(now);
});
