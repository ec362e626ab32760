import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { learningOpportunitySchema } from '../../../src/domain/learning-opportunity.js';
import { schemaOrg } from '../../../src/harvest/formats/schema-org/schema-org.format.js';
import { runFormat } from '../../support/run-format.js';

const folder = 'src/catalogues/schema-org';
const nbis = `${folder}/nbis-course-instances.json`;
const swedish = { language: 'en', timezone: 'Europe/Stockholm' };
const snb = 'http://data.europa.eu/snb';
const authority = 'http://publications.europa.eu/resource/authority';

async function byRecord(feed: Parameters<typeof runFormat>[1]) {
  const { opportunities, issues } = await runFormat(schemaOrg, feed, swedish);
  return { issues, opportunities, get: (id: string) => opportunities.find((it) => it.provenance.record === id) };
}

describe('the course instances of NBIS, as served', () => {
  it('become one valid record each where they have an address, and an error where they have none', async () => {
    const { opportunities, issues } = await byRecord(nbis);
    expect(opportunities).toHaveLength(23);
    for (const opportunity of opportunities) {
      expect(learningOpportunitySchema.safeParse(opportunity).error?.issues).toBeUndefined();
    }
    expect(issues.map(({ code, severity, record, excerpt }) => [code, severity, record, excerpt])).toEqual([
      ['MISSING_ID', 'error', '#19', 'FAIR principles in life science research practice'],
      ['MISSING_ID', 'error', '#20', 'Introduction to bioinformatics using NGS data'],
      ['MISSING_ID', 'error', '#22', 'RNA-seq data analysis'],
      ['MISSING_ID', 'error', '#23', 'Epigenomics Data Analysis: from Bulk to Single Cell'],
      ['MISSING_ID', 'error', '#24', 'Python programming with applications to bioinformatics'],
      ['MISSING_ID', 'error', '#28', 'Workshop on Plotting in R'],
    ]);
  });

  it('state of a workshop on site what the page states', async () => {
    const course = (await byRecord(nbis)).get('https://uppsala.instructure.com/courses/71987');
    expect(course?.title).toEqual({ en: 'Introduction to Data Management Practices' });
    expect(course?.kinds).toMatchObject([{ value: `${snb}/learning-opportunity/05053c1cbe`, basis: 'mapped' }]);
    expect(course?.languages).toMatchObject([{ value: `${authority}/language/ENG`, basis: 'stated', native: 'en-GB' }]);
    expect(course?.modes).toMatchObject([
      { value: `${snb}/learning-assessment/9191af2ed9`, basis: 'mapped', rule: 'schema-org-course-mode' },
    ]);
    expect(course?.schedules).toMatchObject([{ value: `${snb}/learning-schedule/72a0ab92fa`, native: 'full-time' }]);
    expect(course?.homepages).toEqual([{ url: 'https://uppsala.instructure.com/courses/71987' }]);
    expect(course?.runs).toHaveLength(1);
    const [run] = course?.runs ?? [];
    expect(run?.period).toMatchObject({ start: '2022-10-11', end: '2022-10-13', precision: 'day' });
    expect(run?.places).toMatchObject([
      {
        address: 'SciLifeLab - Air&Fire, Tomtebodavägen 23 A, Solna, Stockholm',
        city: 'Solna',
        country: { value: `${authority}/country/SWE`, basis: 'mapped', rule: 'country-name', native: 'Sweden' },
      },
    ]);
    expect(run?.capacity).toBe(25);
    expect([course?.providers, course?.ects, course?.eqfLevel, course?.workloadHours, run?.free]).toEqual([
      [],
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('take the url for an empty @id, and make no place of a virtual location', async () => {
    const address = 'https://www.uppmax.uu.se/support/courses-and-workshops/programming-formalisms/';
    const course = (await byRecord(nbis)).get(address);
    expect(course?.nativeIds).toEqual([{ value: address }]);
    expect(course?.title).toEqual({ en: 'UPPMAX Programming Formalisms' });
    expect(course?.modes).toMatchObject([{ value: `${snb}/learning-assessment/920fbb3cbe`, native: 'online' }]);
    expect(course?.runs).toMatchObject([{ period: { start: '2022-10-24', end: '2022-10-28' }, places: [] }]);
    expect(course?.runs?.[0]?.capacity).toBeUndefined();
  });

  it('are read through the quotation marks that were pasted around a mode', async () => {
    const course = (await byRecord(nbis)).get('https://uppsala.instructure.com/courses/69792');
    expect(course?.modes).toMatchObject([{ value: `${snb}/learning-assessment/9191af2ed9`, native: 'onsite' }]);
  });

  it('are the same when read twice', async () => {
    expect(await byRecord(nbis)).toEqual(
      expect.objectContaining({ opportunities: (await byRecord(nbis)).opportunities }),
    );
  });
});

describe('the course of SIB', () => {
  const sib: unknown = JSON.parse(readFileSync(`${folder}/sib_course.json`, 'utf8'));

  it('is known as served by its first instance, and leads to the pages of both', async () => {
    const { opportunities, issues } = await byRecord(`${folder}/sib_course.json`);
    const address = (instance: string) => `https://webapp2.vital-it.ch/courseadmin/website/course/${instance}`;
    const pages = [address('20220608_XXX12'), address('20221010_XXX12')];
    expect(issues).toEqual([]);
    expect(opportunities.map(({ nativeIds }) => nativeIds)).toEqual([[{ value: pages[0] }]]);
    expect(opportunities[0]?.homepages).toEqual(pages.map((url) => ({ url })));
  });

  it('is refused where nothing identifies its instances either', async () => {
    const content = JSON.stringify(sib, (key, value) => (key === 'url' || key === '@id' ? undefined : value));
    const { opportunities, issues } = await byRecord({ content });
    expect(opportunities).toEqual([]);
    expect(issues).toMatchObject([{ code: 'MISSING_ID', severity: 'error', record: '#1' }]);
  });

  it('has its two instances as runs once it has an address', async () => {
    const content = JSON.stringify(Object.assign({ '@id': 'https://sib.example/r' }, sib));
    const { opportunities, issues } = await byRecord({ content });
    const [course] = opportunities;
    expect(issues).toEqual([]);
    expect(learningOpportunitySchema.safeParse(course).error?.issues).toBeUndefined();
    expect(course?.title).toEqual({ en: 'First steps with R in Life Sciences' });
    expect(course?.description?.en).toContain('two-day course is addressed to beginners');
    expect(course?.educationLevels).toEqual([{ code: 'Beginner' }]);
    expect(course?.eqfLevel).toBeUndefined();
    expect(course?.ects).toBeUndefined();
    expect(course?.providers).toMatchObject([
      {
        names: { en: 'SIB Swiss Institute of Bioinformatics' },
        identifiers: [{ scheme: 'ROR', value: 'https://ror.org/002n09z45' }],
        kinds: [],
      },
    ]);
    expect(course?.subjects?.map(({ label }) => label)).toEqual([
      'biostatistics',
      'data visualisation',
      'programming',
      'training',
      'torsten schwede & thierry sengstag group',
    ]);
    const chf = `${authority}/currency/CHF`;
    const prices = [
      { amount: 120, currency: chf, kind: 'Academic Price' },
      { amount: 600, currency: chf, kind: 'Industry Price' },
    ];
    expect(course?.runs).toMatchObject([
      {
        nativeIds: [{ value: 'https://webapp2.vital-it.ch/courseadmin/website/course/20220608_XXX12' }],
        period: { start: '2022-06-08', end: '2022-06-09', precision: 'day' },
        duration: 'P1DT6H',
        places: [{ name: 'Lausanne' }],
        prices,
      },
      { period: { start: '2022-10-10', end: '2022-10-11' }, places: [{ name: 'Zürich' }], prices },
    ]);
    expect(new Set(course?.runs?.map(({ id }) => id)).size).toBe(2);
  });
});

describe('a course that a video names as its whole (Open Life Science)', () => {
  it('is an offer of its own; the video is none', async () => {
    const { opportunities, issues } = await byRecord(`${folder}/ols_relative_id.json`);
    expect(issues).toEqual([]);
    expect(opportunities).toHaveLength(1);
    expect(opportunities[0]).toMatchObject({
      nativeIds: [{ value: 'https://openlifesci.org//ols-5' }, { value: 'https://openlifesci.org//openseeds/ols-5' }],
      title: { en: 'Open Seeds ols-5 cohort' },
      description: {
        en: 'OLS is a mentoring mentoring &amp; training program for Open Science ambassadors. It runs cohorts with calls every 1-2 weeks.',
      },
      educationLevels: [{ code: 'Beginner' }],
      subjects: [{ label: 'Open Science', language: 'en' }],
      providers: [{ names: { en: 'Open Life Science' }, homepage: 'https://openlifesci.org/' }],
      homepages: [{ url: 'https://openlifesci.org//openseeds/ols-5' }],
      runs: [],
    });
  });
});

describe('the official examples of schema.org', () => {
  it('are offers where something identifies them: only one has a course code and a provider', async () => {
    const { opportunities, issues } = await byRecord('test/fixtures/schema-org/schemaorg-course-examples.html');
    expect(opportunities.map(({ title, provenance }) => [title.en, provenance.record])).toEqual([
      ['HNC Accounting', './'],
      ['Physics', 'University of Bristol F300'],
    ]);
    expect(issues.map(({ code, severity, record }) => [code, severity, record])).toEqual([
      ['MISSING_ID', 'error', '#1'],
      ['MISSING_ID', 'error', '#3'],
      ['MISSING_ID', 'error', '#4'],
      ['MISSING_ID', 'error', '#5'],
      ['MISSING_ID', 'error', '#6'],
      ['INVALID_URL', 'warning', 'University of Bristol F300'],
    ]);
    const [accounting, physics] = opportunities;
    expect(accounting?.runs?.map(({ period, places }) => [period?.start, period?.end, places?.[0]?.name])).toEqual([
      ['2016-08-31', '2017-06-21', 'St Brycedale Campus Kirkcaldy'],
      ['2016-08-29', '2017-06-23', 'Halbeath Campus Dunfermline'],
      ['2016-08-29', '2017-06-23', 'St Brycedale Campus Kirkcaldy'],
    ]);
    expect(new Set(accounting?.runs?.map(({ id }) => id)).size).toBe(3);
    expect(physics?.providers).toMatchObject([
      { names: { en: 'University of Bristol' }, kinds: [{ basis: 'mapped', native: 'CollegeOrUniversity' }] },
    ]);
    expect(physics?.eqfLevel).toBeUndefined();
  });
});
