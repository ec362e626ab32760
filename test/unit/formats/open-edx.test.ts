import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { opportunityId } from '../../../src/domain/identifiers.js';
import { learningOpportunitySchema } from '../../../src/domain/learning-opportunity.js';
import { vocabulary } from '../../../src/domain/vocabularies/vocabulary.js';
import { openEdx } from '../../../src/harvest/formats/open-edx/open-edx.format.js';
import { formats } from '../../../src/harvest/formats/registry.js';
import { sourceDefinition } from '../../../src/harvest/source.js';
import { pathsIn, replaced } from '../../support/any-value.js';
import { runFormat } from '../../support/run-format.js';

const courses = 'test/fixtures/open-edx/mitx-courses.json';
const programs = 'test/fixtures/open-edx/mitx-programs.json';
const boston = { language: 'en', timezone: 'America/New_York' };
const usd = vocabulary('currency').find('USD')?.iri;
const codes = (id: Parameters<typeof vocabulary>[0], concepts: readonly { value: string }[] = []) =>
  concepts.map(({ value }) => vocabulary(id).find(value)?.code);

async function course(record: object, overrides: object = {}) {
  const content = JSON.stringify({ results: [{ key: 'X+1', title: 'One', owners: [], ...record }] });
  const { opportunities, issues } = await runFormat(openEdx, { content }, { ...boston, ...overrides });
  const [opportunity] = opportunities;
  if (opportunity === undefined) throw new Error('no opportunity');
  expect(learningOpportunitySchema.safeParse(opportunity).error?.issues).toBeUndefined();
  return { opportunity, issues: issues.map(({ code, path }) => `${code} ${path}`) };
}
const run = (values: object = {}) => ({ key: 'course-v1:X+1+2026', status: 'published', ...values });

describe('courses and programs of MITx on edX', () => {
  it('maps the course that has a published run, its effort as a range, its audit track never as free', async () => {
    const { opportunities, issues } = await runFormat(openEdx, courses, boston);
    expect(issues).toEqual([]);
    expect(opportunities).toHaveLength(1);
    const [analytics] = opportunities;
    expect(analytics).toMatchObject({
      nativeIds: [
        { scheme: 'course key', value: 'MITx+15.071x' },
        { scheme: 'uuid', value: 'ff1df27b-3c97-42ee-a9b3-e031ffd41a4f' },
      ],
      title: { en: 'The Analytics Edge' },
      description: { en: 'full description' },
      workloadHours: { value: { min: 130, max: 195 }, basis: 'derived', rule: 'edx-total' },
      educationLevels: [{ scheme: 'edX level_type', code: 'Intermediate' }],
      subjects: [{ scheme: 'edX subject', label: 'Data Analysis & Statistics' }],
      languages: [{ basis: 'stated', native: 'en-us' }],
      providers: [
        {
          names: { en: 'Massachusetts Institute of Technology' },
          identifiers: [{ scheme: 'edX organization key', value: 'MITx' }, { scheme: 'uuid' }],
          homepage: undefined,
        },
      ],
      credentials: [{ title: { en: 'verified' }, kind: { basis: 'mapped', rule: 'edx-seat-type' } }],
      modifiedAtSource: '2019-01-11T18:07:29.593Z',
      runs: [
        {
          nativeIds: [{ scheme: 'course run key', value: 'course-v1:MITx+15.071x+1T2019' }, { scheme: 'uuid' }],
          period: { start: '2019-02-20', end: '2019-05-22', precision: 'day' },
          applicationWindows: [],
          duration: 'P13W',
          prices: [
            { amount: 150, currency: usd, kind: 'verified' },
            { amount: 0, currency: usd, kind: 'audit' },
          ],
          free: undefined,
        },
      ],
    });
    expect(codes('opportunity-type', analytics?.kinds)).toEqual(['course']);
    expect([analytics?.modes, analytics?.ects, analytics?.awardingBodies]).toEqual([undefined, undefined, undefined]);
  });

  it('maps active programs with their courses as parts, and leaves a retired one out', async () => {
    const { opportunities, issues } = await runFormat(openEdx, programs, boston);
    expect(issues).toEqual([]);
    expect(opportunities.map(({ title }) => title.en)).toEqual(['Circuits and Electronics', 'Water Management']);
    const [circuits, water] = opportunities;
    expect(circuits).toMatchObject({
      nativeIds: [{ scheme: 'uuid', value: '927093e3-46ba-4f44-a861-0f8c7aec4f74' }],
      kinds: [{ basis: 'close', rule: 'edx-resource', native: 'Program XSeries' }],
      subjects: [{ scheme: 'edX program type', label: 'XSeries' }],
      homepages: [{ url: 'https://www.edx.org/xseries/mitx-circuits-and-electronics' }],
      modifiedAtSource: '2024-08-28T07:14:23.507Z',
    });
    expect(circuits?.description?.en).toMatch(/^Learn electronic circuit techniques and applications/);
    expect(circuits?.stackability?.hasPart).toEqual([
      {
        id: opportunityId('test', 'MITx+6.002.1x'),
        title: { en: 'Circuits and Electronics 1: Basic Circuit Analysis' },
      },
      {
        id: opportunityId('test', 'MITx+6.002.2x'),
        title: { en: 'Circuits and Electronics 2: Amplification, Speed, and Delay' },
      },
      { id: opportunityId('test', 'MITx+6.002.3x'), title: { en: 'Circuits and Electronics 3: Applications' } },
    ]);
    expect(water).toMatchObject({
      nativeIds: [{ scheme: 'uuid', value: '0445d855-1d24-480a-87ff-01a9186e237a' }],
      providers: [{ names: { en: 'Delft University of Technology' } }],
      stackability: { hasPart: [{ title: { en: 'Introduction to Water and Climate' } }] },
    });
    expect([circuits?.microCredential, circuits?.runs]).toEqual([undefined, undefined]);
  });

  it.each([courses, programs])('%s gives valid records, the same when read again and in small pieces', async (file) => {
    const content = readFileSync(file);
    const once = await runFormat(openEdx, { content }, boston);
    for (const opportunity of once.opportunities) {
      expect(learningOpportunitySchema.safeParse(opportunity).error?.issues).toBeUndefined();
    }
    expect(await runFormat(openEdx, { content, chunk: 101 }, boston)).toEqual(once);
  });
});

describe('effort', () => {
  const effort = (least: unknown, most: unknown, weeks: unknown, more: object = {}) =>
    run({ min_effort: least, max_effort: most, weeks_to_complete: weeks, ...more });

  it('is that of the run that starts last', async () => {
    const { opportunity } = await course({
      course_runs: [
        effort(4, 6, 10, { key: 'a', start: '2026-09-01T00:00:00Z' }),
        effort(2, 3, 10, { key: 'b', start: '2020-09-01T00:00:00Z' }),
        run({ key: 'c', start: '2030-01-01T00:00:00Z' }),
      ],
    });
    expect(opportunity.workloadHours).toMatchObject({ value: { min: 40, max: 60 } });
  });

  it.each([
    [7, 5, 10],
    [0, 0, 10],
    [1, 2, 0],
    [1, 200, 10],
    [1, 160, 99],
  ])('of %s to %s hours in %s weeks is not plausible', async (least, most, weeks) => {
    const { opportunity, issues } = await course({ course_runs: [effort(least, most, weeks)] });
    expect([opportunity.workloadHours, issues]).toEqual([undefined, ['IMPLAUSIBLE_VALUE course_runs.max_effort']]);
  });

  it('is not guessed from one number', async () => {
    const { opportunity, issues } = await course({ course_runs: [effort(null, 5, 10)] });
    expect([opportunity.workloadHours, issues]).toEqual([undefined, []]);
  });
});

describe('runs', () => {
  it('are the published ones, with windows, languages and whether one can enrol', async () => {
    const { opportunity, issues } = await course({
      course_runs: [
        run({
          start: '2026-03-02T05:00:00Z',
          end: '2026-05-01T23:00:00Z',
          enrollment_start: '2026-01-01T05:00:00Z',
          enrollment_end: '2026-03-30T12:00:00Z',
          content_language: 'es-mx',
          is_enrollable: true,
          pacing_type: 'self_paced',
          marketing_url: 'https://edx.example/one',
        }),
        run({ key: 'draft', status: 'unpublished' }),
        run({ key: 'old', availability: 'Archived', is_enrollable: true }),
      ],
    });
    expect(issues).toEqual([]);
    expect(opportunity.runs).toMatchObject([
      {
        period: { start: '2026-03-02', end: '2026-05-01' },
        applicationWindows: [{ opens: '2026-01-01', closes: '2026-03-30', url: 'https://edx.example/one' }],
        schedules: [],
        state: 'open',
      },
      { nativeIds: [{ value: 'old' }], state: 'closed' },
    ]);
    expect(codes('language', opportunity.languages)).toEqual(['es']);
  });

  it('an enrolment that closes after the end, and an end before the start, are left out', async () => {
    const late = await course({
      course_runs: [run({ start: '2026-03-02', end: '2026-03-01', enrollment_end: '2026-01-01' })],
    });
    expect(late.issues).toEqual(['IMPLAUSIBLE_VALUE course_runs.end']);
    const closes = await course({
      course_runs: [run({ start: '2026-03-02', end: '2026-04-01', enrollment_end: '2026-05-01' })],
    });
    expect(closes.issues).toEqual(['IMPLAUSIBLE_VALUE course_runs.enrollment_end']);
  });

  it('a run without key is reported', async () => {
    const { opportunity, issues } = await course({ course_runs: [{ start: '2026-03-02' }] });
    expect([opportunity.runs, issues]).toEqual([[], ['MISSING_ID course_runs.key']]);
  });
});

describe('seats', () => {
  const seats = (...list: object[]) => course({ course_runs: [run({ seats: list })] });
  it('are free only if they cost nothing and are more than an audit', async () => {
    const free = async (...list: object[]) => (await seats(...list)).opportunity.runs?.[0]?.free?.value;
    expect(await free({ type: 'honor', price: '0.00', currency: 'USD' })).toBe(true);
    expect(await free({ type: 'audit', price: '0.00', currency: 'USD' })).toBeUndefined();
    expect(await free({ type: 'honor', price: '0.00', currency: 'USD' }, { type: 'verified' })).toBeUndefined();
  });

  it('take the currency of the source where they have none, and are no price without', async () => {
    const seat = { type: 'verified', price: '49.00', currency: null };
    expect((await seats(seat)).opportunity.runs?.[0]?.prices).toEqual([]);
    const constants = { reason: 'The platform states all prices in euros.', currency: 'EUR' };
    const { opportunity } = await course({ course_runs: [run({ seats: [seat] })] }, { constants });
    expect(opportunity.runs?.[0]?.prices).toMatchObject([
      { amount: 49, currency: vocabulary('currency').find('EUR')?.iri },
    ]);
  });

  it('with credit give credit hours of a provider, never ECTS; unknown types are reported', async () => {
    const { opportunity, issues } = await seats(
      { type: 'credit', price: '300.00', currency: 'USD', credit_provider: 'asu', credit_hours: 3 },
      { type: 'golden', price: '1.00', currency: 'USD' },
    );
    expect(opportunity.credits).toEqual([{ system: 'credit hours (asu)', value: 3 }]);
    expect(opportunity.ects).toBeUndefined();
    expect(opportunity.credentials?.map(({ title }) => title?.en)).toEqual(['credit']);
    expect(issues).toEqual(['UNMAPPED_VALUE course_runs.seats.type']);
  });
});

describe('feeds of Open edX', () => {
  const [one, two] = [1, 2].map((n) => ({ key: `X+${n}`, title: `${n}`, owners: [] }));
  const titles = async (content: string) =>
    (await runFormat(openEdx, { content }, boston)).opportunities.map(({ title }) => title.en);

  it('are pages, arrays, JSON lines or single objects', async () => {
    expect(await titles(JSON.stringify({ count: 2, next: null, results: [one, two] }))).toEqual(['1', '2']);
    expect(await titles(JSON.stringify([one, two]))).toEqual(['1', '2']);
    expect(await titles(`${JSON.stringify(one)}\n${JSON.stringify(two)}`)).toEqual(['1', '2']);
    expect(await titles(JSON.stringify(one, null, 1))).toEqual(['1']);
  });

  it('say what is wrong with a record: no key, no title, another kind of resource', async () => {
    const content = JSON.stringify([{ title: 'x', owners: [] }, { key: 'k', title: '', owners: [] }, { id: 3 }]);
    const { opportunities, issues } = await runFormat(openEdx, { content }, boston);
    expect(opportunities).toEqual([]);
    expect(issues.map(({ code, record }) => `${code} ${record}`)).toEqual([
      'MISSING_ID #1',
      'MISSING_REQUIRED k',
      'UNSUPPORTED_RECORD #3',
    ]);
  });

  it.each([
    ['', 'FEED_EMPTY'],
    ['{"results": [{"key": "X+1"', 'FEED_MALFORMED'],
    ['{"results": {"key": "X+1"}}', 'FEED_MALFORMED'],
    ['{"detail": "Authentication credentials were not provided."}', 'FEED_MALFORMED'],
    ['<!doctype html><html></html>', 'FEED_MALFORMED'],
  ])('that are broken fail as a whole: %j', async (content, code) => {
    await expect(runFormat(openEdx, { content }, boston)).rejects.toMatchObject({ name: 'FeedError', code });
  });

  it('are recognised without being named', () => {
    for (const file of [courses, programs]) {
      const head = readFileSync(file, 'utf8').slice(0, 65_536);
      expect(formats.find((format) => format.sniff(head, file))?.id).toBe('open-edx');
    }
  });
});

describe('mapping any JSON', () => {
  const source = sourceDefinition.parse({ id: 'test', name: 'Test', location: 'feed', ...boston });
  const context = { source, feed: { uri: 'file:///feed' }, position: 1, now: new Date('2026-01-15T12:00:00Z') };
  const [analytics] = JSON.parse(readFileSync(courses, 'utf8')).results;
  const [circuits] = JSON.parse(readFileSync(programs, 'utf8'));

  it('never throws, and says why there is no record', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (data) => {
        const { opportunity, issues } = openEdx.map({ position: 1, data }, context);
        expect(opportunity !== undefined || issues.some(({ severity }) => severity === 'error')).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('gives a valid record of a real one in which any value is something else', () => {
    const identity = ['key', 'uuid', 'title', 'courses', 'authoring_organizations', 'owners', 'course_runs'];
    const paths = [analytics, circuits].map((real) =>
      [...pathsIn(real)].filter((path) => path.length > 1 || !identity.includes(path[0] ?? '')),
    );
    const cases = [analytics, circuits].flatMap((real, index) => (paths[index] ?? []).map((path) => ({ real, path })));
    fc.assert(
      fc.property(fc.constantFrom(...cases), fc.jsonValue({ maxDepth: 2 }), ({ real, path }, value) => {
        const { opportunity } = openEdx.map({ position: 1, data: replaced(real, path, value) }, context);
        expect(learningOpportunitySchema.safeParse(opportunity).error?.issues).toBeUndefined();
      }),
      { numRuns: 300 },
    );
  });
});
