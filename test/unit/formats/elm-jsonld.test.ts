import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { opportunityId, organisationId, runId } from '../../../src/domain/identifiers.js';
import { learningOpportunitySchema } from '../../../src/domain/learning-opportunity.js';
import { elmJsonLd } from '../../../src/harvest/formats/elm-loq/elm-jsonld.format.js';
import { runFormat } from '../../support/run-format.js';

const file = 'test/fixtures/elm-loq/harbour-college.jsonld';
const site = 'https://harbour.example';
const snb = 'http://data.europa.eu/snb';
const authority = 'http://publications.europa.eu/resource/authority';
const specification = 'learningAchievementSpecification';

const stated = (value: unknown, path: string) => ({ value, basis: 'stated', path });
const read = () => runFormat(elmJsonLd, file);

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
