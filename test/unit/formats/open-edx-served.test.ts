import { describe, expect, it } from 'vitest';
import { learningOpportunitySchema } from '../../../src/domain/learning-opportunity.js';
import { vocabulary } from '../../../src/domain/vocabularies/vocabulary.js';
import { openEdx } from '../../../src/harvest/formats/open-edx/open-edx.format.js';
import { runFormat } from '../../support/run-format.js';

const english = { language: 'en', timezone: 'UTC' };
const course = (more: object = {}) => ({ key: 'X+1', title: 'One', owners: [], course_runs: [run()], ...more });
const run = (more: object = {}) => ({ key: 'course-v1:X+1+A', status: 'published', ...more });
const program = (more: object = {}) => ({ uuid: 'p-1', title: 'Series', status: 'active', courses: [], ...more });

async function read(...results: object[]) {
  const { opportunities, issues } = await runFormat(openEdx, { content: JSON.stringify({ results }) }, english);
  for (const opportunity of opportunities)
    expect(learningOpportunitySchema.safeParse(opportunity).error?.issues).toBeUndefined();
  return { opportunities, codes: issues.map(({ code, path }) => `${code} ${path}`) };
}

describe('what course discovery serves but does not offer', () => {
  it.each([
    ['a course that is kept out of the search', course({ excluded_from_search: true })],
    ['a program that is kept out of the search', program({ excluded_from_search: true })],
    ['a program that is hidden', program({ hidden: true })],
    ['a course of another provider that is archived', course({ additional_metadata: { product_status: 'archived' } })],
    ['a course with a hidden run only', course({ course_runs: [run({ hidden: true })] })],
    [
      'a course with a restricted run only',
      course({ course_runs: [run({ restriction_type: 'custom-b2b-enterprise' })] }),
    ],
  ])('leaves out %s', async (_, record) => {
    expect((await read(record)).opportunities).toEqual([]);
  });

  it('keeps what is none of this', async () => {
    const shown = { excluded_from_search: false, hidden: false };
    const metadata = { product_status: 'published' };
    const open = course({
      ...shown,
      additional_metadata: metadata,
      course_runs: [run({ hidden: false }), run({ key: 'B', hidden: true })],
    });
    const { opportunities } = await read(open, program(shown), program({ uuid: 'p-2', excluded_from_search: null }));
    expect(opportunities.map(({ provenance }) => provenance.record)).toEqual(['X+1', 'p-1', 'p-2']);
    expect(opportunities[0]?.runs?.map(({ nativeIds }) => nativeIds?.[0]?.value)).toEqual(['course-v1:X+1+A']);
  });
});

describe('a course that another site sells', () => {
  it('is registered for until the deadline there, in the run with that variant only', async () => {
    const additional_metadata = { variant_id: 'v-2', registration_deadline: '2026-09-20T23:59:59Z' };
    const runs = [run({ key: 'A', variant_id: 'v-1' }), run({ key: 'B', variant_id: 'v-2' }), run({ key: 'C' })];
    const own = run({ key: 'D', variant_id: 'v-2', enrollment_end: '2026-08-01T00:00:00Z' });
    const { opportunities } = await read(course({ additional_metadata, course_runs: [...runs, own] }));
    const windows = opportunities[0]?.runs?.map(({ applicationWindows }) =>
      applicationWindows?.map(({ closes }) => closes),
    );
    expect(windows).toEqual([[], ['2026-09-20'], [], ['2026-08-01']]);
  });

  it('has no deadline where neither says which run it is for', async () => {
    const additional_metadata = { variant_id: null, registration_deadline: '2026-09-20T23:59:59Z' };
    const { opportunities } = await read(course({ additional_metadata, course_runs: [run({ variant_id: null })] }));
    expect(opportunities[0]?.runs?.[0]?.applicationWindows).toEqual([]);
  });
});

describe('a program', () => {
  const languages = async (more: object) =>
    (await read(program(more))).opportunities[0]?.languages?.map(
      ({ value }) => vocabulary('language').find(value)?.code,
    );

  it('is in the languages of its runs, or in the one that the list of programs has', async () => {
    expect(await languages({ languages: ['en-us', 'es-419', 'en'], language_override: 'fr' })).toEqual(['en', 'es']);
    expect(await languages({ language_override: 'fr' })).toEqual(['fr']);
    expect(await languages({ language_override: null })).toEqual([]);
  });

  it('that is a degree has the deadlines of its semesters', async () => {
    const deadlines = [
      { semester: 'Fall 2026', name: 'Priority deadline', date: '2026-03-01', time: '' },
      { semester: 'Fall 2026', name: 'Final deadline', date: '2026-07-01', time: '11:59 PM' },
      { semester: 'Spring 2027', name: 'Deadline', date: 'TBA', time: '' },
    ];
    const { opportunities, codes } = await read(
      program({ degree: { apply_url: 'https://uni.example/apply', deadlines } }),
    );
    expect(codes).toEqual(['INVALID_DATE degree.deadlines.date']);
    expect(opportunities[0]?.runs?.map(({ applicationWindows }) => applicationWindows)).toEqual([
      [
        { closes: '2026-03-01', url: 'https://uni.example/apply' },
        { closes: '2026-07-01', url: 'https://uni.example/apply' },
      ],
    ]);
    expect((await read(program({ degree: null }))).opportunities[0]?.runs).toBeUndefined();
  });
});
