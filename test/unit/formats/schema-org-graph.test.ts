import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { learningOpportunitySchema } from '../../../src/domain/learning-opportunity.js';
import { schemaOrg } from '../../../src/harvest/formats/schema-org/schema-org.format.js';
import { runFormat } from '../../support/run-format.js';

const graph = readFileSync('test/fixtures/schema-org/university-graph.jsonld', 'utf8');
const snb = 'http://data.europa.eu/snb';
const authority = 'http://publications.europa.eu/resource/authority';

function read(content: string | object, uri = 'https://fjord.example/catalogue.jsonld') {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  return runFormat(schemaOrg, { content: text, uri }, { language: 'en', timezone: 'Europe/Oslo' });
}

async function fjord(title: string) {
  const { opportunities } = await read(graph);
  const found = opportunities.find((it) => it.title.en === title);
  if (found === undefined) throw new Error(`no ${title}`);
  return found;
}

describe('a graph whose nodes refer to each other, forwards and backwards', () => {
  it('gives one record for a course and one for a programme, both valid', async () => {
    const { opportunities, issues } = await read(graph);
    expect(issues).toEqual([]);
    expect(opportunities.map(({ title }) => title.en)).toEqual(['Ocean Data Analysis', 'Marine Data Programme']);
    for (const opportunity of opportunities)
      expect(learningOpportunitySchema.safeParse(opportunity).error?.issues).toBeUndefined();
  });

  it('states of the course what the standard lets it state', async () => {
    expect(await fjord('Ocean Data Analysis')).toMatchObject({
      nativeIds: [
        { value: 'https://fjord.example/courses/ocean-data#course' },
        { value: 'https://fjord.example/courses/ocean-data' },
        { scheme: 'courseCode', value: 'OD-101' },
      ],
      title: { en: 'Ocean Data Analysis', nb: 'Analyse av havdata' },
      description: { en: '<p>Work with <b>open</b> data of the sea.</p>', nb: 'Arbeid med åpne havdata.' },
      microCredential: { value: true, basis: 'stated', path: 'educationalCredentialAwarded.credentialCategory' },
      learningOutcomes: [
        { text: { en: 'Describe how the temperature of the sea is measured.' }, skills: [] },
        {
          text: { en: 'Ocean science' },
          skills: [{ value: 'http://data.europa.eu/esco/skill/00506f28-e884-4496-800c-3477c67eb355', basis: 'stated' }],
        },
      ],
      credits: [{ system: `${snb}/education-credit/6fcec5c5af`, value: 5 }],
      ects: { value: 5, basis: 'stated', path: 'numberOfCredits' },
      workloadHours: { value: { min: 140, max: 140 }, basis: 'derived', rule: 'hours-duration', native: 'PT140H' },
      eqfLevel: { value: 6, basis: 'stated' },
      educationLevels: [],
      fields: [{ value: `${snb}/isced-f/0532`, basis: 'stated', path: 'about' }],
      subjects: [
        { label: 'oceanography', language: 'en' },
        { label: 'open data', language: 'en' },
      ],
      prerequisites: { en: 'Basic statistics\nIntroduction to Python' },
      awardingBodies: [{ names: { en: 'Fjord University' } }],
      credentials: [
        {
          title: { en: 'Micro-credential in Ocean Data' },
          kind: { value: 'https://w3id.org/lotse/credential-kind/micro-credential', basis: 'mapped' },
        },
      ],
      homepages: [{ url: 'https://fjord.example/courses/ocean-data' }],
      licence: 'https://creativecommons.org/licenses/by/4.0/',
      modifiedAtSource: '2026-01-10T08:30:00.000Z',
    });
  });

  it('puts the organisation in its place, with the one class that says what it is', async () => {
    const { providers } = await fjord('Ocean Data Analysis');
    expect(providers).toMatchObject([
      {
        names: { en: 'Fjord University' },
        identifiers: [{ scheme: 'ROR', value: 'https://ror.org/0fjord123' }],
        kinds: [{ value: 'https://w3id.org/lotse/provider-type/higher-education-institution', basis: 'mapped' }],
        country: { value: `${authority}/country/NOR`, basis: 'stated' },
        city: 'Bergen',
        homepage: 'https://fjord.example/',
      },
    ]);
  });

  it('makes runs of the instance that the course names and of the one that names the course', async () => {
    const course = await fjord('Ocean Data Analysis');
    expect(course.runs).toMatchObject([
      {
        nativeIds: [{ value: 'https://fjord.example/courses/ocean-data/2026-autumn' }],
        period: { start: '2026-09-07', end: '2026-12-04', precision: 'day', native: '2026-09-07T09:00:00+02:00' },
        places: [
          {
            name: 'Marine building',
            address: 'Strandgaten 1, 5004 Bergen',
            city: 'Bergen',
            country: { value: `${authority}/country/NOR`, basis: 'mapped', rule: 'country-name', native: 'Norway' },
            geo: { latitude: 60.39, longitude: 5.32 },
          },
        ],
        prices: [{ amount: 1200.5, currency: `${authority}/currency/NOK`, kind: 'Tuition' }],
        languages: [{ value: `${authority}/language/ENG` }],
        modes: [{ value: `${snb}/learning-assessment/e92d221e4d`, native: 'Blended' }],
        schedules: [],
        state: 'unknown',
        capacity: 40,
      },
      {
        period: { start: '2027-02-01', precision: 'day' },
        free: { value: true, basis: 'stated' },
        modes: [{ value: `${snb}/learning-assessment/920fbb3cbe`, rule: 'schema-org-attendance-mode' }],
        languages: [],
        state: 'cancelled',
      },
    ]);
    expect(course.languages?.map(({ value }) => value.slice(-3))).toEqual(['ENG', 'NOB']);
    expect(course.modes?.map(({ native }) => native)).toEqual(['Blended', 'OnlineEventAttendanceMode']);
  });

  it('makes of a programme one run with its dates, and names its courses', async () => {
    const programme = await fjord('Marine Data Programme');
    expect(programme).toMatchObject({
      kinds: [{ value: `${snb}/learning-opportunity/79343569f3`, basis: 'mapped' }],
      modes: [{ value: `${snb}/learning-assessment/9191af2ed9`, path: 'educationalProgramMode' }],
      schedules: [{ value: `${snb}/learning-schedule/72a0ab92fa`, path: 'educationalProgramMode' }],
      runs: [
        {
          period: { start: '2026-08-20', end: '2027-06-15' },
          applicationWindows: [{ opens: '2026-02-01', closes: '2026-04-15' }],
          duration: 'P1Y',
          capacity: 25,
          grants: [{ title: { en: 'Loan of the State Educational Loan Fund' } }],
        },
      ],
    });
    const course = await fjord('Ocean Data Analysis');
    expect(programme.stackability).toEqual({
      hasPart: [{ id: course.id, title: { en: 'Ocean Data Analysis', nb: 'Analyse av havdata' } }],
      isPartOf: [],
      leadsTo: [],
    });
    expect(programme.eqfLevel).toBeUndefined();
  });
});

describe('references', () => {
  const course = { '@type': 'Course', '@id': 'https://x.example/c', name: 'C' };

  it('that the feed cannot answer are reported, and nothing is made of them', async () => {
    const { opportunities, issues } = await read({
      ...course,
      provider: { '@id': 'https://x.example/unknown' },
      hasCourseInstance: [{ '@id': 'https://x.example/run' }, 'https://x.example/other'],
      educationalCredentialAwarded: 'https://x.example/credential',
    });
    expect(opportunities).toMatchObject([{ providers: [], runs: [], credentials: [] }]);
    expect(issues.map(({ code, path }) => `${code} ${path}`).sort()).toEqual([
      'UNRESOLVED_REFERENCE educationalCredentialAwarded',
      'UNRESOLVED_REFERENCE hasCourseInstance',
      'UNRESOLVED_REFERENCE hasCourseInstance',
      'UNRESOLVED_REFERENCE provider',
    ]);
  });

  it('in a circle come to an end', async () => {
    const provider = {
      '@type': 'Organization',
      '@id': 'https://x.example/o',
      name: 'O',
      location: { '@id': 'https://x.example/p' },
    };
    const place = {
      '@type': 'Place',
      '@id': 'https://x.example/p',
      name: 'P',
      provider: { '@id': 'https://x.example/o' },
    };
    const self = { ...course, provider: { '@id': 'https://x.example/o' }, hasPart: { '@id': 'https://x.example/c' } };
    const { opportunities } = await read([self, provider, place]);
    expect(opportunities).toMatchObject([{ providers: [{ names: { en: 'O' } }] }]);
  });

  it('of instances to a course that is not in the feed leave each instance an offer of its own', async () => {
    const run = (start: string) => ({
      '@type': 'CourseInstance',
      '@id': `https://x.example/${start}`,
      name: 'Run',
      startDate: start,
      instanceOf: { '@id': 'https://x.example/c' },
    });
    const alone = await read([run('2026-01-10'), run('2026-05-10')]);
    expect(alone.opportunities.map(({ runs }) => runs?.length)).toEqual([1, 1]);
    const together = await read([run('2026-01-10'), run('2026-05-10'), course]);
    expect(together.opportunities.map(({ title, runs }) => [title.en, runs?.length])).toEqual([['C', 2]]);
    const reversed = {
      ...run('2026-01-10'),
      instanceOf: undefined,
      '@reverse': { hasCourseInstance: { '@id': course['@id'] } },
    };
    expect((await read([course, reversed])).opportunities.map(({ runs }) => runs?.length)).toEqual([1]);
  });

  it('to one thing described in two places put both descriptions together', async () => {
    const { opportunities } = await read([
      { ...course, url: 'https://x.example/c' },
      { ...course, description: 'Text' },
    ]);
    expect(opportunities).toMatchObject([{ description: { en: 'Text' }, homepages: [{ url: 'https://x.example/c' }] }]);
  });

  it('never merge two courses that share an id but not a name', async () => {
    const { opportunities } = await read([course, { ...course, name: 'D' }]);
    expect(opportunities.map(({ title, provenance }) => [title.en, provenance.record])).toEqual([
      ['C', course['@id']],
      ['D', course['@id']],
    ]);
  });
});
