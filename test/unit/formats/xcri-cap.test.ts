import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { opportunityId, organisationId, runId } from '../../../src/domain/identifiers.js';
import { learningOpportunitySchema } from '../../../src/domain/learning-opportunity.js';
import { xcriCap } from '../../../src/harvest/formats/xcri-cap/xcri-cap.format.js';
import { type FormatRun, runFormat } from '../../support/run-format.js';

const fixtures = 'test/fixtures/xcri-cap';
const cornwall = `${fixtures}/cornwall-college.xml.gz`;
const settings = { id: 'cornwall', language: 'en', timezone: 'Europe/London' };

const presential = 'http://data.europa.eu/snb/learning-assessment/9191af2ed9';
const workbased = 'http://data.europa.eu/snb/learning-assessment/729f3bed4b';
const fullTime = 'http://data.europa.eu/snb/learning-schedule/72a0ab92fa';
const ects = 'http://data.europa.eu/snb/education-credit/6fcec5c5af';

describe('the catalogue of Cornwall College', () => {
  let run: FormatRun;
  beforeAll(async () => {
    run = await runFormat(xcriCap, cornwall, settings);
  });
  const record = (id: string) => run.opportunities.find((it) => it.provenance.record === id);

  it('has every course and every presentation that is placed or scheduled, and each satisfies the canonical schema', () => {
    expect(run.opportunities).toHaveLength(407);
    expect(new Set(run.opportunities.map(({ id }) => id)).size).toBe(407);
    expect(run.opportunities.flatMap(({ runs }) => runs ?? [])).toHaveLength(571);
    for (const opportunity of run.opportunities) {
      expect(learningOpportunitySchema.safeParse(opportunity).error?.issues ?? []).toEqual([]);
    }
  });

  it('maps the first course as it stands in the file', () => {
    const native = 'http://www.cornwall.ac.uk/online/course/211418';
    const id = opportunityId('cornwall', native);
    const offering = 'http://www.cornwall.ac.uk/online/offering/16PSEP2MECH';
    const course = record(native);
    expect(course?.description?.en).toMatch(/^<p>This course is for anyone who has an interest in Engineering and/);
    expect(course?.description?.en).toContain('<li>Producing plate work components and assemblies</li>');
    expect(course?.description?.en).toMatch(/<p>Contact us for more information\.<\/p>/);
    expect(course?.prerequisites?.en).toMatch(/^<p>For under 19s, a minimum of 4 GCSE passes at Grade D or above/);
    expect({ ...course, description: undefined, prerequisites: undefined }).toEqual({
      id,
      source: 'cornwall',
      nativeIds: [{ value: native }],
      title: { en: 'Engineering Technology EMTA Diploma Level 2' },
      learningOutcomes: [
        {
          text: {
            en: '<p>Upon successful completion of this course you can progress on to a level 3 qualification within a variety of engineering pathways.</p>',
          },
        },
      ],
      educationLevels: [{ code: '2' }],
      subjects: [
        { label: '2330 electrotechnical technology engineering lean eal soar', language: 'en' },
        { scheme: 'dc:type', code: 'P2', label: 'Diploma Level 2', language: 'en' },
      ],
      providers: [
        {
          id: organisationId('cornwall', 'http://www.cornwall.ac.uk'),
          names: { en: 'Cornwall College' },
          identifiers: [
            { value: 'http://www.cornwall.ac.uk' },
            { scheme: 'UKPRN', value: '10001696' },
            { scheme: 'kisInstitutionCode', value: '10001696' },
          ],
          homepage: 'http://www.cornwall.ac.uk/',
        },
      ],
      homepages: [{ url: 'http://www.cornwall.ac.uk/course/211418' }],
      runs: [
        {
          id: runId(id, offering),
          nativeIds: [{ value: offering }],
          places: [
            {
              name: 'Plymouth Skills Centre',
              address: 'Cornwall College, Units 24/ 25 Sisna Park Road, Estover, Plymouth, PL6 7FH',
            },
          ],
          prices: [],
          languages: [],
          modes: [
            {
              value: presential,
              basis: 'mapped',
              rule: 'xcri-attendance-mode',
              path: 'course/presentation[1]/attendanceMode',
              native: 'CM',
            },
          ],
          schedules: [
            {
              value: fullTime,
              basis: 'close',
              rule: 'xcri-study-mode',
              path: 'course/presentation[1]/studyMode',
              native: 'FT',
            },
          ],
        },
      ],
      modifiedAtSource: '2017-05-16T11:05:02.000Z',
      provenance: {
        format: 'xcri-cap',
        feed: expect.stringMatching(/^file:.*cornwall-college\.xml$/),
        record: native,
        position: 1,
      },
    });
  });

  it('maps ECTS credits and the awarding body of "How to Sell Online", and dates by what people read', () => {
    const course = record('http://www.cornwall.ac.uk/online/course/210881');
    expect(course).toMatchObject({
      title: { en: 'How to Sell Online' },
      credits: [{ system: ects, value: 20, level: 'http://purl.org/net/cm/terms/ECTS#Level 4' }],
      ects: { value: 20, basis: 'stated' },
      educationLevels: [{ code: '4' }],
      awardingBodies: [{ names: { en: 'Plymouth University' } }],
      provenance: { position: 48 },
    });
    expect(course).not.toHaveProperty('eqfLevel');
    expect(course).not.toHaveProperty('nqfLevels');
    expect(course?.runs).toMatchObject([
      {
        nativeIds: [{ value: 'http://www.cornwall.ac.uk/online/offering/16CAHHUIEC3' }],
        period: {
          start: '2017-06-07',
          end: '2017-07-12',
          precision: 'day',
          native: 'start: 07 June 2017; end: 12 July 2017',
        },
        places: [{ name: 'Cornwall College Camborne', address: 'Trevenson Campus, Pool, Redruth, Cornwall, TR15 3RD' }],
        schedules: [],
      },
    ]);
    const issues = run.issues.filter((it) => it.record === 'http://www.cornwall.ac.uk/online/course/210881');
    expect(issues.map(({ code, severity, path, excerpt }) => ({ code, severity, path, excerpt }))).toEqual([
      {
        code: 'IMPLAUSIBLE_VALUE',
        severity: 'warning',
        path: 'course/presentation[1]/mlo:start@dtf',
        excerpt: '2017-06-06',
      },
      {
        code: 'IMPLAUSIBLE_VALUE',
        severity: 'warning',
        path: 'course/presentation[1]/end@dtf',
        excerpt: '2017-07-11',
      },
      { code: 'UNMAPPED_VALUE', severity: 'warning', path: 'course/presentation[1]/studyMode', excerpt: 'PT' },
    ]);
  });

  it('keeps all identifiers of the HND and takes the untyped one as its own', () => {
    const course = record('http://www.cornwall.ac.uk/online/course/212553');
    expect(course?.nativeIds).toHaveLength(9);
    expect(course?.nativeIds).toContainEqual({ scheme: 'ucasCourseCode', value: '38HW' });
    expect(course?.nativeIds).toContainEqual({ scheme: 'kisCourseid', value: '212553' });
    expect(course?.ects).toMatchObject({ value: 240, basis: 'stated' });
  });

  it('puts the abstract first and leaves out what says nothing in "Creative Writing"', () => {
    const course = record('http://www.cornwall.ac.uk/online/course/214945');
    expect(course?.description?.en).toMatch(/^<p>Intended for people who have stories to tell, both beginners and/);
    expect(course?.description?.en).toContain('<p>Course fee - £50.00</p>');
    expect(course).not.toHaveProperty('stackability');
    expect(course?.runs).toMatchObject([{ period: { start: '2017-04-26', end: '2017-05-24' }, prices: [] }]);
  });

  it('reports what it could not use and nothing else', () => {
    const counts: Record<string, number> = {};
    for (const { severity, code, path, excerpt } of run.issues) {
      const where = path.replace(/^course\/(presentation\[\d+\]\/)?/, '');
      const key = `${severity} ${code} ${where}${where.endsWith('@dtf') ? '' : ` ${excerpt}`}`;
      counts[key] = (counts[key] ?? 0) + 1;
    }
    expect(counts).toEqual({
      'warning UNMAPPED_VALUE studyMode FL': 284,
      'warning UNMAPPED_VALUE studyMode PT': 33,
      'warning UNMAPPED_VALUE attendanceMode UNK': 61,
      'warning PLACEHOLDER_VALUE dc:description[leadsTo] []': 106,
      'warning PLACEHOLDER_VALUE abstract .': 3,
      'warning PLACEHOLDER_VALUE mlo:objective .': 2,
      'warning PLACEHOLDER_VALUE learningOutcome .': 2,
      'warning IMPLAUSIBLE_VALUE mlo:start@dtf': 85,
      'warning IMPLAUSIBLE_VALUE end@dtf': 84,
    });
    const modes = run.opportunities.flatMap(({ runs }) => (runs ?? []).flatMap((it) => it.modes ?? []));
    expect(modes.filter(({ value }) => value === presential)).toHaveLength(317);
    expect(modes.filter(({ value }) => value === workbased)).toHaveLength(193);
  });

  it('comes out the same when it is read again, in pieces of another size', async () => {
    const content = gunzipSync(readFileSync(cornwall));
    const again = await runFormat(
      xcriCap,
      { content, chunk: 1009, uri: run.opportunities[0]?.provenance.feed ?? '' },
      settings,
    );
    expect(again).toEqual(run);
  });

  it('fails when it is cut', async () => {
    const content = gunzipSync(readFileSync(cornwall)).subarray(0, 900_000);
    await expect(runFormat(xcriCap, { content })).rejects.toMatchObject({ name: 'FeedError', code: 'FEED_MALFORMED' });
  });
});

describe('feeds that are not XML', () => {
  it('fails with line and column where the original of Cornwall College is not well-formed', async () => {
    await expect(runFormat(xcriCap, `${fixtures}/not-well-formed.xml`)).rejects.toMatchObject({
      name: 'FeedError',
      code: 'FEED_MALFORMED',
      message: expect.stringMatching(/not-well-formed\.xml:2:10\d\d: /),
    });
  });

  it('fails when the feed is empty', async () => {
    await expect(runFormat(xcriCap, { content: '' })).rejects.toMatchObject({ code: 'FEED_EMPTY' });
  });
});

describe('the sniffer', () => {
  it.each([
    ['utf-16-be.xml', true],
    ['no-namespace-wrong-case.xml', true],
    ['version-1.1.xml', true],
    ['two-providers.xml', true],
    ['LICENCES.md', false],
  ])('takes %s for XCRI-CAP: %s', (file, expected) => {
    expect(xcriCap.sniff(readFileSync(`${fixtures}/${file}`).toString('utf8'), file)).toBe(expected);
  });

  it('leaves other XML alone', () => {
    expect(xcriCap.sniff('<catalog xmlns="urn:books"><book/></catalog>', '')).toBe(false);
    expect(xcriCap.sniff('<?xml version="1.0"?><lheo><offres/></lheo>', '')).toBe(false);
    expect(xcriCap.sniff('{"data": []}', '')).toBe(false);
  });
});
