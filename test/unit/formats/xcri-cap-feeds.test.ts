import { describe, expect, it } from 'vitest';
import { xcriCap } from '../../../src/harvest/formats/xcri-cap/xcri-cap.format.js';
import { runFormat } from '../../support/run-format.js';

const fixtures = 'test/fixtures/xcri-cap';

describe('feeds in other shapes', () => {
  it('reads UTF-16, and what the example of xcri4j states', async () => {
    const { opportunities, issues } = await runFormat(xcriCap, `${fixtures}/utf-16-be.xml`);
    expect(opportunities).toMatchObject([
      {
        title: { und: 'HND Business Computing', es: 'HND Business Computing' },
        ects: { value: 20, basis: 'stated' },
        eqfLevel: { value: 4, basis: 'stated', native: 'http://purl.org/net/cm/terms/EQF#4' },
        awardingBodies: [{ names: { und: 'Me' } }],
        qualityAssurance: [{ evidence: 'provider-claim', agency: 'Me', basis: 'stated' }],
        runs: [
          {
            period: { start: '2011-09-30', end: '2012-09-30', precision: 'day', native: 'start: Soon!; end: Later!' },
            duration: 'P365D',
            applicationWindows: [{ url: 'http://ucas.ac.uk/' }],
            schedules: [],
          },
        ],
      },
    ]);
    expect(opportunities[0]).not.toHaveProperty('credentials');
    expect(issues.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'INVALID_DATE course/presentation[1]/applyFrom',
      'INVALID_DATE course/presentation[1]/applyUntil',
      'UNMAPPED_VALUE course/presentation[1]/studyMode',
    ]);
  });

  it.each([
    ['cdata-html-description.xml', '<p>This is a computing course, its great!</p>'],
    ['xhtml-description.xml', '<p>This is a computing course, its great!</p>'],
    ['cdata-plain-description.xml', 'This is a computing course, its great!'],
  ])('reads the description of %s', async (file, expected) => {
    const { opportunities } = await runFormat(xcriCap, `${fixtures}/${file}`);
    expect(opportunities.map(({ description }) => description)).toEqual([{ und: expected }]);
  });

  it('refuses a course without an identifier, in a feed without namespace and in the wrong case', async () => {
    const { opportunities, issues } = await runFormat(xcriCap, `${fixtures}/no-namespace-wrong-case.xml`);
    expect(opportunities).toEqual([]);
    expect(issues).toMatchObject([
      { code: 'MISSING_ID', severity: 'error', record: '#1', path: 'course/dc:identifier' },
    ]);
  });

  it('reads the elements that 1.1 has in common, and nothing that it marks as deleted', async () => {
    const { opportunities, issues } = await runFormat(xcriCap, `${fixtures}/version-1.1.xml`);
    expect(issues).toEqual([]);
    expect(opportunities).toMatchObject([
      {
        title: { und: 'Bookbinding' },
        educationLevels: [{ code: '2' }],
        awardingBodies: [{ names: { und: 'Guild' } }],
        credentials: [{ title: { und: 'Award in Bookbinding' } }],
        runs: [{ nativeIds: [{ value: 'a' }], period: { start: '2009-09-14' }, capacity: 8 }],
      },
      { title: { und: 'Printing' }, providers: [{ names: { und: 'Old College' } }] },
    ]);
    expect(opportunities).toHaveLength(2);
  });

  it('accepts a course or a provider at the top', async () => {
    const course =
      '<course xmlns="http://xcri.org/profiles/catalog"><identifier>1</identifier><title>T</title></course>';
    const bare = await runFormat(xcriCap, { content: course });
    expect(bare.opportunities).toMatchObject([{ title: { und: 'T' } }]);
    expect(bare.opportunities[0]).not.toHaveProperty('providers');
    const provider = await runFormat(xcriCap, { content: `<provider>${course}<title>P</title></provider>` });
    expect(provider.opportunities).toMatchObject([{ title: { und: 'T' }, providers: [{ names: { und: 'P' } }] }]);
  });

  it('reports a course over the size limit and goes on', async () => {
    const course = (id: string, text: string) =>
      `<course><identifier>${id}</identifier><title>${text}</title></course>`;
    const content = `<catalog><provider><title>P</title>${course('1', 'x'.repeat(5000))}${course('2', 'Short')}</provider></catalog>`;
    const { opportunities, issues } = await runFormat(xcriCap, { content }, { limits: { maxRecordBytes: 1000 } });
    expect(opportunities).toMatchObject([{ title: { und: 'Short' }, provenance: { position: 2 } }]);
    expect(issues).toMatchObject([{ code: 'LIMIT_RECORD_SIZE', severity: 'error', record: '#1' }]);
  });
});

describe('a catalogue of two providers', () => {
  it('gives each course its own provider, complete with what follows the courses', async () => {
    const { opportunities } = await runFormat(xcriCap, `${fixtures}/two-providers.xml`);
    expect(opportunities.map(({ providers }) => providers)).toMatchObject([
      [{ names: { en: 'North College' }, identifiers: [{ value: 'https://north.example/' }], city: 'Northport' }],
      [{ names: { en: 'South College' }, identifiers: [{ scheme: 'UKPRN', value: '10009999' }] }],
    ]);
    expect(opportunities[1]?.providers?.[0]).not.toHaveProperty('city');
    expect(opportunities.map(({ licence }) => licence)).toEqual(['CC-BY-4.0', 'CC-BY-4.0']);
  });

  it('keeps credits of other systems, levels and prices in the words of the source', async () => {
    const { opportunities, issues } = await runFormat(xcriCap, `${fixtures}/two-providers.xml`);
    const [course] = opportunities;
    expect(course).toMatchObject({
      nativeIds: [{ value: 'SURV1' }, { value: 'NLD: 3900010611' }],
      description: { en: "<p>A first course in surveying.</p><p>Surveyors' assistants.</p><p>To measure land.</p>" },
      credits: [
        { system: 'University of the North', value: 10, level: '1' },
        { system: 'SCQF', value: 10, level: '7' },
      ],
      nqfLevels: [{ framework: 'SCQF', label: '7' }],
      educationLevels: [{ code: 'Undergraduate' }],
      subjects: [{ code: 'KC.3' }, { scheme: 'JACS3', code: 'H244', label: 'Surveying science', language: 'en' }],
      assessments: [{ text: { en: '<p>One <em>project</em>.</p>' } }],
      workloadStatement: { en: 'About 100 hours in total.' },
      stackability: { text: { en: 'Counts towards the Diploma in Geomatics.' } },
      credentials: [{ title: { en: 'Certificate in Surveying' } }],
      awardingBodies: [{ names: { en: 'University of the North' } }],
      qualityAssurance: [{ evidence: 'provider-claim', agency: 'Royal Institute', basis: 'stated' }],
    });
    for (const absent of ['ects', 'eqfLevel', 'learningOutcomes', 'workloadHours', 'kinds', 'fields'])
      expect(course).not.toHaveProperty(absent);
    expect(course?.runs).toMatchObject([
      {
        nativeIds: [{ value: 'SURV1-26A' }],
        period: { start: '2026-05-07', end: '2026-08-31', precision: 'day' },
        applicationWindows: [{ opens: '2025-09-05', closes: '2026-04-08', url: 'https://north.example/apply' }],
        languages: [{ value: 'http://publications.europa.eu/resource/authority/language/ENG', basis: 'stated' }],
        capacity: 24,
        prices: [{ text: { en: 'UK fee: GBP155.00; Ireland fee: GBP340.00' } }],
      },
      {
        nativeIds: [{ value: 'SURV1-00' }],
        prices: [
          {
            amount: 155,
            currency: 'http://publications.europa.eu/resource/authority/currency/GBP',
            text: { en: '£155.00' },
          },
        ],
      },
    ]);
    expect(course?.runs?.[0]?.prices?.[0]).not.toHaveProperty('amount');
    expect(course?.runs?.[0]).not.toHaveProperty('duration');
    expect(course?.runs?.[1]).not.toHaveProperty('period');
    expect(issues.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'UNMAPPED_VALUE course/presentation[1]/studyMode',
      'UNMAPPED_VALUE course/presentation[1]/attendanceMode',
      'PLACEHOLDER_VALUE course/presentation[2]/mlo:start',
    ]);
  });
});
