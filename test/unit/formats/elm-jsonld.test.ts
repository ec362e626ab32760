import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { opportunityId, organisationId, runId } from '../../../src/domain/identifiers.js';
import { learningOpportunitySchema } from '../../../src/domain/learning-opportunity.js';
import { FeedError } from '../../../src/harvest/feed.js';
import { elmJsonLd } from '../../../src/harvest/formats/elm-loq/elm-jsonld.format.js';
import { runFormat } from '../../support/run-format.js';

const file = 'test/fixtures/elm-loq/harbour-college.jsonld';
const site = 'https://harbour.example';
const snb = 'http://data.europa.eu/snb';
const authority = 'http://publications.europa.eu/resource/authority';
const specification = 'learningAchievementSpecification';
const credentials = 'http://data.europa.eu/snb/model/context/edc-ap';

const stated = (value: unknown, path: string) => ({ value, basis: 'stated', path });
const read = () => runFormat(elmJsonLd, file);
const readJson = (document: unknown) => runFormat(elmJsonLd, { content: JSON.stringify(document) });
const titles = async (document: unknown) => (await readJson(document)).opportunities.map(({ title }) => title);

describe('an example with every element that an offer can carry', () => {
  test('is mapped field by field', async () => {
    const { opportunities } = await read();
    const id = opportunityId('test', `${site}/offers/101`);
    const awardsCouncil = (path: string) => ({
      id: organisationId('test', 'https://awards.example/#body'),
      names: { en: 'Awards Council' },
      identifiers: [{ value: 'https://awards.example/#body' }],
      kinds: [],
      country: stated(`${authority}/country/IRL`, `${path}/location/address/countryCode`),
    });
    expect(learningOpportunitySchema.parse(opportunities[0])).toEqual({
      id,
      source: 'test',
      nativeIds: [{ value: `${site}/offers/101` }, { scheme: 'Harbour course code', value: 'HC-101' }],
      title: { en: 'Data stewardship in practice', ga: 'Maoirseacht sonraí' },
      description: { en: '<p>Learn to <strong>care</strong> for data.</p>\n<p>Bring a laptop.</p>' },
      kinds: [stated(`${snb}/learning-opportunity/74a4a268e8`, 'type')],
      learningOutcomes: [
        {
          text: { en: 'Plan the life cycle of research data' },
          skills: [
            stated(
              'http://data.europa.eu/esco/skill/00090cc1-1f27-439e-a4e0-19a87a501bfc',
              `${specification}/learningOutcome/relatedESCOSkill`,
            ),
          ],
          skillType: stated(`${snb}/skill-type/skill`, `${specification}/learningOutcome/type`),
          reuseLevel: stated(
            `${snb}/skill-reuse-level/cross-sector`,
            `${specification}/learningOutcome/reusabilityLevel`,
          ),
          nativeId: `${site}/outcomes/1`,
        },
      ],
      credits: [{ system: `${snb}/education-credit/6fcec5c5af`, value: 5 }],
      ects: stated(5, `${specification}/creditPoint/point`),
      workloadHours: {
        value: { min: 125, max: 125 },
        basis: 'derived',
        rule: 'hours-duration',
        path: `${specification}/volumeOfLearning`,
        native: 'PT125H',
      },
      eqfLevel: { ...stated(5, `${specification}/EQFLevel`), native: `${snb}/eqf/5` },
      nqfLevels: [{ iri: `${snb}/qdr/c_670e54c7`, label: 'IE NQF Level 6' }],
      educationLevels: [],
      fields: [stated(`${snb}/isced-f/0612`, `${specification}/ISCEDFCode`)],
      subjects: [],
      languages: [stated(`${authority}/language/ENG`, `${specification}/language`)],
      assessmentLanguages: ['ENG', 'GLE'].map((code) =>
        stated(`${authority}/language/${code}`, `${specification}/provenBy/language`),
      ),
      modes: [stated(`${snb}/learning-assessment/e92d221e4d`, 'mode')],
      schedules: [stated(`${snb}/learning-schedule/67395e6b5a`, 'learningSchedule')],
      setting: stated(`${snb}/learning-setting/6fd4685715`, `${specification}/learningSetting`),
      activityTypes: [stated(`${snb}/learning-activity/efff75e10a`, 'learningActivitySpecification/type')],
      assessments: [
        {
          type: stated(`${snb}/assessment/6e6cb2cc78`, `${specification}/provenBy/type`),
          text: { en: 'Final examination' },
        },
        { text: { en: 'Open-book exam, proctored.' } },
      ],
      gradingScheme: { en: 'Pass or fail' },
      supervision: stated(`${snb}/supervision-verification/70be69aaf9`, `${specification}/provenBy/idVerification`),
      prerequisites: { en: 'Leaving Certificate or equivalent.\nApply online.' },
      targetGroups: [stated(`${snb}/target-group/05f11c859b`, `${specification}/targetGroup`)],
      awardingBodies: [awardsCouncil(`${specification}/awardingOpportunity/awardingBody`)],
      providers: [
        {
          id: organisationId('test', `${site}/#college`),
          names: { en: 'Harbour College' },
          identifiers: [{ value: `${site}/#college` }, { scheme: 'VAT', value: 'IE1234567T' }],
          kinds: [],
          country: {
            value: `${authority}/country/IRL`,
            basis: 'derived',
            rule: 'atu-country',
            path: 'providedBy/location/spatialCode',
            native: `${authority}/atu/IRL_CTH_DUB`,
          },
          homepage: `${site}/`,
        },
      ],
      qualityAssurance: [
        {
          type: stated(`${snb}/accreditation/820101cba6`, `${specification}/accreditation/type`),
          scope: 'programme',
          evidence: 'provider-claim',
          text: { en: 'Programme validation' },
          agency: 'Awards Council',
          validFrom: '2024-03-01',
          validTo: '2029-02-28',
          reportUrl: 'https://awards.example/reports/7',
          basis: 'stated',
        },
        {
          type: stated(`${snb}/accreditation/bb4618238e`, 'providedBy/accreditation/type'),
          scope: 'institutional',
          evidence: 'provider-claim',
          text: { en: 'Institutional review' },
          agency: 'Awards Council',
          basis: 'stated',
        },
      ],
      recognition: [
        {
          option: {
            value: 'https://w3id.org/lotse/recognition-option/employment',
            basis: 'mapped',
            rule: 'elm-entitlement-type',
            path: `${specification}/entitlesTo/type`,
            native: `${snb}/entitlement/52f62180c2`,
          },
          status: 'prospective',
          text: { en: 'Data steward' },
        },
        {
          option: {
            value: 'https://w3id.org/lotse/recognition-option/further-learning',
            basis: 'mapped',
            rule: 'elm-entitlement-type',
            path: `${specification}/entitlesTo/type`,
            native: `${snb}/entitlement/64aad92881`,
          },
          status: 'actual',
          text: { en: 'Diploma in Data' },
          by: 'Harbour College',
        },
      ],
      stackability: {
        kind: {
          value: 'stackable',
          basis: 'close',
          rule: 'elm-partial-qualification',
          path: `${specification}/isPartialQualification`,
          native: 'true',
        },
        text: { en: 'Counts towards the Diploma in Data.' },
        hasPart: [],
        isPartOf: [
          {
            id: opportunityId('test', `${site}/offers/200`),
            title: { en: 'Diploma in Data' },
            url: `${site}/offers/200`,
          },
        ],
        leadsTo: [{ title: { en: 'Diploma in Data' } }],
      },
      credentials: [{ title: { en: 'Certificate in Data Stewardship' } }],
      homepages: [{ url: `${site}/offers/101?lang=en`, language: 'en' }],
      runs: [
        {
          id: runId(id, `${site}/offers/101`),
          nativeIds: [],
          period: { start: '2026-09-07', end: '2026-12-18', precision: 'day' },
          applicationWindows: [{ closes: '2026-08-21' }],
          places: [
            {
              name: 'Harbour campus',
              address: '1 Quay Street, Dublin',
              country: stated(`${authority}/country/IRL`, 'location/address/countryCode'),
              nuts: stated('http://data.europa.eu/nuts/code/IE061', 'location/spatialCode'),
              geo: { latitude: 53.3478, longitude: -6.2597 },
            },
          ],
          duration: 'P15W',
          prices: [{ amount: 250.5, currency: `${authority}/currency/EUR`, kind: 'Course fee' }],
          grants: [
            {
              title: { en: 'Skills to Advance' },
              text: { en: 'Pays 80% of the fee.' },
              url: 'https://grants.example/skills',
            },
          ],
          languages: [],
          modes: [stated(`${snb}/learning-assessment/e92d221e4d`, 'mode')],
          schedules: [stated(`${snb}/learning-schedule/67395e6b5a`, 'learningSchedule')],
          state: 'unknown',
        },
      ],
      modifiedAtSource: '2026-01-05T09:30:00.000Z',
      provenance: {
        format: 'elm-jsonld',
        feed: opportunities[0]?.provenance.feed,
        record: `${site}/offers/101`,
        position: 1,
      },
    });
  });

  test('has a stated EQF level in an achievement that is no qualification, and its other levels as they are', async () => {
    const { opportunities } = await read();
    expect(opportunities[1]).toMatchObject({
      title: { en: 'Diploma in Data' },
      eqfLevel: { value: 6, basis: 'stated', path: `${specification}/educationLevel`, native: `${snb}/eqf/6` },
      educationLevels: [{ scheme: 'https://levels.example/', code: '7' }],
      modes: [stated(`${snb}/learning-assessment/9191af2ed9`, 'learningActivitySpecification/mode')],
      homepages: [{ url: `${site}/offers/200` }],
      stackability: {
        hasPart: [
          { id: opportunityId('test', `${site}/offers/101`), title: { en: 'Data stewardship in practice' } },
          { id: opportunityId('test', `${site}/offers/999`) },
        ],
      },
      credentials: [],
      runs: [],
    });
  });

  test('has placeholders and implausible values left out, each with an issue', async () => {
    const { opportunities, issues } = await read();
    expect(opportunities[1]).toMatchObject({
      learningOutcomes: [],
      fields: [],
      languages: [],
      workloadHours: undefined,
    });
    expect(issues.filter(({ record }) => record.endsWith('/200')).map(({ code, path }) => [code, path])).toEqual([
      ['UNRESOLVED_REFERENCE', 'hasPart'],
      ['PLACEHOLDER_VALUE', `${specification}/learningOutcome/title`],
      ['IMPLAUSIBLE_VALUE', `${specification}/volumeOfLearning`],
      ['IMPLAUSIBLE_VALUE', 'learningActivitySpecification/volumeOfLearning'],
      ['PLACEHOLDER_VALUE', `${specification}/ISCEDFCode`],
      ['PLACEHOLDER_VALUE', `${specification}/language`],
    ]);
    expect(issues.filter(({ record }) => record.endsWith('/101')).map(({ code, path }) => [code, path])).toEqual([
      ['PLACEHOLDER_VALUE', `${specification}/learningOutcome/title`],
      ['IMPLAUSIBLE_VALUE', 'learningActivitySpecification/volumeOfLearning'],
      ['PLACEHOLDER_VALUE', `${specification}/ISCEDFCode`],
      ['IMPLAUSIBLE_VALUE', 'applicationDeadline'],
    ]);
  });

  test('refuses an offer without id and one without title', async () => {
    const { opportunities, issues } = await read();
    expect(opportunities).toHaveLength(2);
    expect(issues.filter(({ severity }) => severity === 'error').map(({ code, record }) => [code, record])).toEqual([
      ['MISSING_ID', '#3'],
      ['MISSING_REQUIRED', `${site}/offers/300`],
    ]);
  });

  test('is the same on every reading and however it is cut into chunks', async () => {
    const content = readFileSync(file);
    const whole = await runFormat(elmJsonLd, { content });
    expect(await runFormat(elmJsonLd, { content, chunk: 11 })).toEqual(whole);
    expect(whole.opportunities).toHaveLength(2);
  });
});

describe('the shape of a document', () => {
  const offer = { id: 'urn:o:1', type: 'LearningOpportunity', title: { en: 'One' } };
  const other = { id: 'urn:o:2', type: 'LearningOpportunity', title: { en: 'Two' } };

  test('may be a single node', async () => {
    expect(await titles({ '@context': credentials, ...offer })).toEqual([{ en: 'One' }]);
  });
  test('may be a list of nodes, each with a context', async () => {
    const list = [offer, other].map((node) => ({ '@context': credentials, ...node }));
    expect(await titles(list)).toEqual([{ en: 'One' }, { en: 'Two' }]);
  });
  test('may be a graph with the context after the nodes', async () => {
    expect(await titles({ '@graph': [offer, other], '@context': credentials })).toEqual([{ en: 'One' }, { en: 'Two' }]);
  });
  test('may be a graph of one node that is not in a list', async () => {
    expect(await titles({ '@context': credentials, '@graph': offer })).toEqual([{ en: 'One' }]);
  });
  test('may have an offer inside another node', async () => {
    const organisation = { id: 'urn:org', type: 'Organisation', legalName: { en: 'Org' } };
    expect(
      await titles({ '@context': credentials, ...offer, hasPart: { ...other, providedBy: organisation } }),
    ).toEqual([{ en: 'One' }, { en: 'Two' }]);
  });
  test('may have no context, as the samples of the Commission', async () => {
    expect(await titles([offer])).toEqual([{ en: 'One' }]);
  });
  test('may use a list of contexts and one of its own', async () => {
    const contexts = [
      'https://www.w3.org/2018/credentials/v1',
      credentials,
      { name: 'http://purl.org/dc/terms/title' },
    ];
    const { title, ...rest } = offer;
    expect(await titles({ '@context': contexts, ...rest, name: { '@value': title.en, '@language': 'en' } })).toEqual([
      { en: 'One' },
    ]);
  });
  test.each([
    ['3.1.0', 'http://data.europa.eu/snb/model/elm/'],
    ['3.3.x', 'http://data.europa.eu/snb/model/ontology/'],
  ])('may be expanded, in the namespace of %s', async (_, elm) => {
    const { opportunities } = await readJson([
      {
        '@id': 'urn:o:1',
        '@type': [`${elm}LearningOpportunity`],
        'http://purl.org/dc/terms/title': [{ '@value': 'Ett', '@language': 'sv' }],
        [`${elm}mode`]: [{ '@id': `${snb}/learning-assessment/920fbb3cbe` }],
      },
    ]);
    expect(opportunities[0]).toMatchObject({
      title: { sv: 'Ett' },
      modes: [{ value: `${snb}/learning-assessment/920fbb3cbe` }],
    });
  });
  test('may describe one offer in two places', async () => {
    const { opportunities } = await readJson({
      '@context': credentials,
      '@graph': [offer, { ...offer, title: { fr: 'Un' }, description: { en: 'More' } }],
    });
    expect(opportunities).toHaveLength(1);
    expect(opportunities[0]).toMatchObject({ title: { en: 'One', fr: 'Un' }, description: { en: 'More' } });
  });
});

test('one node that is no JSON-LD costs one record', async () => {
  const { opportunities, issues } = await readJson({
    '@context': credentials,
    '@graph': [
      { id: 'urn:bad', type: 'LearningOpportunity', title: { en: 5 } },
      { id: 'urn:good', type: 'LearningOpportunity', title: { en: 'Good' } },
    ],
  });
  expect(opportunities.map(({ title }) => title)).toEqual([{ en: 'Good' }]);
  expect(issues.filter(({ severity }) => severity === 'error').map(({ code, record }) => [code, record])).toEqual([
    ['UNSUPPORTED_RECORD', 'urn:bad'],
  ]);
});

describe('a broken feed', () => {
  const failureOf = async (content: string) => {
    const failure = await runFormat(elmJsonLd, { content }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(FeedError);
    return failure instanceof FeedError ? `${failure.code}: ${failure.message}` : '';
  };

  test('names a remote context that is not known, and does not fetch it', async () => {
    const document = { '@context': 'https://contexts.example/elm', id: 'urn:o', type: 'LearningOpportunity' };
    expect(await failureOf(JSON.stringify(document))).toMatch(
      /^FEED_MALFORMED: .*remote contexts are never fetched: https:\/\/contexts\.example\/elm/,
    );
    expect(await failureOf(JSON.stringify({ '@context': document['@context'], '@graph': [document] }))).toMatch(
      /^FEED_MALFORMED: .*contexts\.example/,
    );
  });
  test('fails when its context is invalid', async () => {
    const document = { '@context': { title: 5 }, '@graph': [{ title: 'x', '@type': 'LearningOpportunity' }] };
    expect(await failureOf(JSON.stringify(document))).toMatch(/^FEED_MALFORMED: .*context/);
  });
  test('fails when it is cut', async () => {
    expect(await failureOf(readFileSync(file, 'utf8').slice(0, 9_000))).toMatch(/^FEED_MALFORMED/);
    expect(await failureOf('[{"@id": "urn:o:1"')).toMatch(/^FEED_MALFORMED/);
  });
  test('fails when it is empty', async () => {
    expect(await failureOf('')).toMatch(/^FEED_EMPTY/);
  });
});

test('the head of a document tells the format', () => {
  expect(elmJsonLd.sniff(readFileSync(file, 'utf8').slice(0, 500), 'x.jsonld')).toBe(true);
  expect(
    elmJsonLd.sniff('[{"@id":"x","@type":["http://data.europa.eu/snb/model/ontology/LearningOpportunity"]', ''),
  ).toBe(true);
  expect(elmJsonLd.sniff('{"@context":"https://schema.org","@type":"Course"', '')).toBe(false);
  expect(elmJsonLd.sniff('<Courses xmlns="http://data.europa.eu/snb/model/ap/loq-constraints/">', '')).toBe(false);
});
