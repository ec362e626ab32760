import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { opportunityId, organisationId, runId } from '../../../src/domain/identifiers.js';
import { learningOpportunitySchema } from '../../../src/domain/learning-opportunity.js';
import { FeedError } from '../../../src/harvest/feed.js';
import { elmLoqXml } from '../../../src/harvest/formats/elm-loq/elm-loq-xml.format.js';
import { runFormat } from '../../support/run-format.js';

const folder = 'test/fixtures/elm-loq';
const snb = 'http://data.europa.eu/snb';
const authority = 'http://publications.europa.eu/resource/authority';
const specification = 'learningAchievementSpecification';

const stated = (value: string, path: string) => ({ value, basis: 'stated', path });
const text = (file: string) => readFileSync(`${folder}/${file}`, 'utf8');
const codes = (issues: readonly { code: string; path: string; record: string }[], record: string) =>
  issues.filter((issue) => issue.record === record).map(({ code, path }) => `${code} ${path}`);

describe('a minimal document', () => {
  test('is mapped field by field', async () => {
    const { opportunities, issues } = await runFormat(elmLoqXml, `${folder}/loq-minimal.xml`);
    const id = opportunityId('test', 'urn:example:lo:1');
    expect(issues).toEqual([]);
    expect(opportunities.map((draft) => learningOpportunitySchema.parse(draft))).toEqual([
      {
        id,
        source: 'test',
        nativeIds: [{ value: 'urn:example:lo:1' }],
        title: { en: 'Digital Skills Basics', fr: 'Compétences numériques de base' },
        kinds: [stated(`${snb}/learning-opportunity/74a4a268e8`, 'type')],
        learningOutcomes: [{ text: { en: 'Can use a spreadsheet' }, skills: [], nativeId: 'urn:example:out:1' }],
        credits: [{ system: `${snb}/education-credit/6fcec5c5af`, value: 2 }],
        ects: { value: 2, basis: 'stated', path: `${specification}/creditPoint/point` },
        workloadHours: {
          value: { min: 60, max: 60 },
          basis: 'derived',
          rule: 'hours-duration',
          path: `${specification}/volumeOfLearning`,
          native: 'PT60H',
        },
        nqfLevels: [],
        educationLevels: [],
        fields: [stated(`${snb}/isced-f/0611`, `${specification}/ISCEDFCode`)],
        subjects: [],
        languages: [stated(`${authority}/language/ENG`, `${specification}/language`)],
        assessmentLanguages: [],
        modes: [stated(`${snb}/learning-assessment/920fbb3cbe`, 'mode')],
        schedules: [],
        activityTypes: [],
        assessments: [],
        targetGroups: [],
        awardingBodies: [],
        providers: [
          {
            id: organisationId('test', 'urn:example:org:1'),
            names: { en: 'Example College' },
            identifiers: [{ value: 'urn:example:org:1' }],
            kinds: [],
            country: stated(`${authority}/country/IRL`, 'providedBy/location/address/countryCode'),
            nuts: stated('http://data.europa.eu/nuts/code/IE061', 'providedBy/location/spatialCode'),
          },
        ],
        qualityAssurance: [],
        recognition: [],
        credentials: [],
        homepages: [{ url: 'https://example.org/lo/1' }],
        runs: [],
        provenance: {
          format: 'elm-loq-xml',
          feed: opportunities[0]?.provenance.feed,
          record: 'urn:example:lo:1',
          position: 1,
        },
      },
    ]);
    expect(opportunities[0]?.provenance.feed).toMatch(/^file:.*loq-minimal\.xml$/);
  });

  test('of schema 3.3.1 says the same as of 3.1.0', async () => {
    const uri = 'file:///feed.xml';
    const older = await runFormat(elmLoqXml, { content: text('loq-minimal.xml'), uri });
    const newer = await runFormat(elmLoqXml, { content: text('loq-minimal-3.3.1.xml'), uri });
    expect(newer).toEqual(older);
    expect(newer.opportunities).toHaveLength(1);
  });

  test('is read the same however it is cut into chunks', async () => {
    const content = text('loq-minimal.xml');
    expect(await runFormat(elmLoqXml, { content, chunk: 7 })).toEqual(await runFormat(elmLoqXml, { content }));
  });
});

describe("the Commission's sample with every element of the schema", () => {
  const read = () => runFormat(elmLoqXml, `${folder}/ec-elm/loq.xml`, { language: 'en' });

  test('gives two records that keep the canonical schema, the same on every reading', async () => {
    const run = await read();
    expect(run.opportunities.map(({ provenance }) => provenance.record)).toEqual([
      'http://LOP-01',
      'http://LOP-02',
      'http://Q-02',
    ]);
    for (const draft of run.opportunities) expect(learningOpportunitySchema.safeParse(draft).error).toBeUndefined();
    expect(run.issues.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(await read()).toEqual(run);
  });

  test('has what the source says in the first record', async () => {
    const [first] = (await read()).opportunities;
    expect(first).toMatchObject({
      nativeIds: [
        { value: 'http://LOP-01' },
        { scheme: 'Aw', value: 'p7B.BM' },
        { scheme: 'oMBsm7W', value: 'Id6lm.dvasOIQ6yAZr9vWzHYI2KJgO' },
      ],
      title: { en: 'Yopx', nl: 'roY6hw' },
      kinds: [{ value: `${snb}/learning-opportunity/74a4a268e8` }, { value: `${snb}/learning-opportunity/65a4cf5de2` }],
      credits: [],
      eqfLevel: { value: 2, basis: 'stated', path: `${specification}/EQFLevel`, native: `${snb}/eqf/2` },
      fields: [{ value: `${snb}/isced-f/1022` }, { value: `${snb}/isced-f/0810` }],
      languages: [],
      modes: [{ value: `${snb}/learning-assessment/729f3bed4b` }, { value: `${snb}/learning-assessment/e92d221e4d` }],
      schedules: [{ value: `${snb}/learning-schedule/f230bae523` }],
      setting: { value: `${snb}/learning-setting/6fd4685715` },
      gradingScheme: { en: 'CY4o6xjwC5rQ94SUwwGFY_wAkt', nl: 'HG1NHIwCKtlFk' },
      prerequisites: { en: 'wmoORvUoHWmxTnO\nuYc1g8C7stKIzHv' },
      targetGroups: [{ value: `${snb}/target-group/b0bf4f9fe9` }, { value: `${snb}/target-group/46806e0244` }],
      qualityAssurance: [
        {
          type: { value: `${snb}/accreditation/820101cba6` },
          scope: 'programme',
          evidence: 'provider-claim',
          text: { en: 'N-rNT8taWuWTNpYI' },
          validFrom: '2023-05-20',
          validTo: '2023-08-19',
          reportUrl: 'http://www.example.com/',
          basis: 'stated',
        },
      ],
      homepages: [{ url: 'http://www.example.com/' }],
      modifiedAtSource: '2024-01-28T10:51:20.000Z',
    });
    expect(first?.learningOutcomes?.[0]).toMatchObject({
      text: { en: 'xDJUMG', nl: 'tpO' },
      skills: [],
      skillType: { value: `${snb}/skill-type/skill` },
      reuseLevel: { value: `${snb}/skill-reuse-level/sector-specific` },
      nativeId: 'http://LO-01',
    });
    expect(first?.runs).toHaveLength(1);
    expect(first?.runs?.[0]).toMatchObject({
      id: runId(opportunityId('test', 'http://LOP-01'), 'http://LOP-01'),
      period: { start: '2024-10-17', precision: 'day', native: 'kDwRpmD.JS5ZzvSvs6n3' },
      applicationWindows: [{ closes: '2024-09-27' }, { closes: '2023-08-22' }],
      duration: 'P7Y3M8DT1H10M0S',
      prices: [
        { amount: 1378413989.154, kind: 'YfnPVL7uAY' },
        { amount: 617533410.143, currency: `${authority}/currency/CUP`, kind: 'qiJ4' },
      ],
    });
  });

  test('reports values that cannot be meant', async () => {
    const { issues } = await read();
    expect(new Set(codes(issues, 'http://LOP-01'))).toEqual(
      new Set([
        `UNMAPPED_VALUE ${specification}/learningOutcome/relatedESCOSkill`,
        `INVALID_NUMBER ${specification}/creditPoint/point`,
        `IMPLAUSIBLE_VALUE ${specification}/volumeOfLearning`,
        'IMPLAUSIBLE_VALUE learningActivitySpecification/volumeOfLearning',
        `UNMAPPED_VALUE ${specification}/language`,
        `UNMAPPED_VALUE ${specification}/provenBy/language`,
        `IMPLAUSIBLE_VALUE ${specification}/awardingOpportunity/awardingBody/location/spatialCode`,
        'IMPLAUSIBLE_VALUE providedBy/location/spatialCode',
        'IMPLAUSIBLE_VALUE temporal/endDate',
        'IMPLAUSIBLE_VALUE location/spatialCode',
      ]),
    );
  });

  test('has no EQF level where the specification is no qualification', async () => {
    const { opportunities } = await runFormat(
      elmLoqXml,
      `${folder}/ec-elm/loq_withLearningAchievementSpecification.xml`,
    );
    expect(opportunities).toHaveLength(2);
    for (const draft of opportunities) {
      expect(learningOpportunitySchema.safeParse(draft).error).toBeUndefined();
      expect(draft.eqfLevel).toBeUndefined();
      expect(draft.nqfLevels).toEqual([]);
    }
  });
});

describe('a document of schema 3.3.x with prefixes and links of all kinds', () => {
  const read = (options: Record<string, unknown> = {}) =>
    runFormat(elmLoqXml, `${folder}/fjord-school.xml`, { options });

  test('has its links resolved, forwards and in circles', async () => {
    const { opportunities } = await read();
    const [first] = opportunities;
    expect(first).toMatchObject({
      nativeIds: [{ value: '001' }],
      description: { nb: '<p>Lær norsk <em>om bord</em>.</p>' },
      credits: [
        { system: `${snb}/education-credit/6fcec5c5af`, value: 5 },
        { system: 'Fagpoeng', value: 7.5 },
      ],
      ects: { value: 5 },
      modes: [{ value: `${snb}/learning-assessment/920fbb3cbe`, path: `${specification}/mode` }],
      providers: [
        {
          names: { nb: 'Fjordskolen' },
          country: { value: `${authority}/country/NOR`, basis: 'derived', rule: 'nuts-country' },
          nuts: { value: 'http://data.europa.eu/nuts/code/NO0A2', basis: 'stated' },
        },
      ],
      stackability: {
        hasPart: [{ id: opportunityId('test', '002'), title: { nb: 'Engelsk for sjøfolk' } }],
        isPartOf: [],
        leadsTo: [],
      },
      credentials: [{ title: { nb: 'Sjøfolkets språkbevis' } }],
      runs: [
        {
          period: { start: '2026-08-01', precision: 'day' },
          prices: [{ amount: 0, currency: `${authority}/currency/NOK` }],
          free: { value: true, basis: 'stated' },
        },
      ],
    });
    expect(first?.workloadHours).toBeUndefined();
    expect(first?.runs?.[0]?.duration).toBeUndefined();
    expect(first?.runs?.[0]?.places).toHaveLength(1);
  });

  test('gives an issue for each value that is left out', async () => {
    const { issues } = await read();
    expect(codes(issues, '001')).toEqual([
      `IMPLAUSIBLE_VALUE ${specification}/volumeOfLearning`,
      'IMPLAUSIBLE_VALUE duration',
    ]);
    expect(codes(issues, '002')).toEqual([
      'UNRESOLVED_REFERENCE providedBy',
      'UNMAPPED_VALUE mode',
      `IMPLAUSIBLE_VALUE ${specification}/volumeOfLearning`,
      `UNRESOLVED_REFERENCE ${specification}`,
    ]);
  });

  test('does not let the specification overrule a mode of the offer that is not known', async () => {
    const { opportunities } = await read();
    expect(opportunities[1]?.modes).toEqual([]);
  });

  test('keeps two records with the same id apart, in the order of the feed', async () => {
    const { opportunities } = await read();
    expect(opportunities.map(({ title, provenance }) => [title.nb, provenance.position])).toEqual([
      ['Norsk for sjøfolk', 1],
      ['Engelsk for sjøfolk', 2],
      ['Engelsk for sjøfolk, igjen', 3],
    ]);
  });

  test('says free of a price of 0 only where nothing beside it may say for whom, or for what', async () => {
    const [unit, value] = [`<unit uri="${authority}/currency/EUR"/>`, '<value>0</value>'];
    const free = async (beside: string, more = '') => {
      const price = `<priceDetail>${beside}<amount>${unit}${value}</amount></priceDetail>${more}`;
      const offer = `<learningOpportunity id="urn:1"><title language="en">T</title>${price}</learningOpportunity>`;
      const content = courses(`<learningOpportunityReferences>${offer}</learningOpportunityReferences>`);
      const { opportunities } = await runFormat(elmLoqXml, { content }, { language: 'en' });
      return opportunities[0]?.runs?.[0]?.free?.value;
    };
    const labelled = (label: string) => `<prefLabel language="en">${label}</prefLabel>`;
    expect(await free('')).toBe(true);
    expect(await free(labelled('Course fee'))).toBe(true);
    expect(await free(labelled('Tuition for EU/EEA citizens'))).toBeUndefined();
    expect(await free('<description language="en">For members</description>')).toBeUndefined();
    expect(await free('', `<priceDetail>${labelled('Materials are at cost')}</priceDetail>`)).toBeUndefined();
  });

  test('takes the first day of a term for the term only where the source declares it', async () => {
    const { opportunities } = await read({ termDates: true });
    expect(opportunities[0]?.runs?.[0]?.period).toEqual({ start: '2026-08-01', precision: 'term' });
  });
});

describe('limits', () => {
  test('a record that is too large is an error of its own, and the others are read', async () => {
    const offer = (id: string, length: number) =>
      `<learningOpportunity id="${id}"><title language="en">${'x'.repeat(length)}</title></learningOpportunity>`;
    const { opportunities, issues } = await runFormat(
      elmLoqXml,
      {
        content: courses(
          `<learningOpportunityReferences>${offer('a', 9_000)}${offer('b', 9)}</learningOpportunityReferences>`,
        ),
      },
      { limits: { maxRecordBytes: 4_000 } },
    );
    expect(opportunities.map(({ provenance }) => provenance.record)).toEqual(['b']);
    expect(issues.filter(({ severity }) => severity === 'error').map(({ code, record }) => [code, record])).toEqual([
      ['LIMIT_RECORD_SIZE', 'a'],
    ]);
  });

  test('an offer that reaches too many objects keeps the first and says so', async () => {
    const ids = Array.from({ length: 5_100 }, (_, index) => `o${index}`);
    const links = ids.map((id) => `<learningOutcome idref="${id}"/>`).join('');
    const outcomes = ids.map(
      (id) => `<learningOutcome id="${id}"><title language="en">${id}</title></learningOutcome>`,
    );
    const { opportunities, issues } = await runFormat(elmLoqXml, {
      content: courses(`
        <learningOpportunityReferences><learningOpportunity id="a"><title>A</title>
          <learningAchievementSpecification idref="s"/></learningOpportunity></learningOpportunityReferences>
        <learningAchievementSpecificationReferences><learningAchievementSpecification id="s">${links}
          </learningAchievementSpecification></learningAchievementSpecificationReferences>
        <learningOutcomeReferences>${outcomes.join('')}</learningOutcomeReferences>`),
    });
    const kept = opportunities[0]?.learningOutcomes ?? [];
    expect(kept.length).toBeGreaterThan(4_900);
    expect(kept.length).toBeLessThanOrEqual(5_000);
    expect(issues[0]).toMatchObject({ code: 'TRUNCATED_VALUE', severity: 'warning' });
    expect(issues.length).toBeLessThan(100);
  });
});

describe('a broken feed', () => {
  const fails = async (content: string, code: string) => {
    const failure = await runFormat(elmLoqXml, { content }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(FeedError);
    expect(failure).toMatchObject({ code });
  };

  test('fails when it is cut', () => fails(text('loq-minimal.xml').slice(0, 1_500), 'FEED_MALFORMED'));
  test('fails when it is empty', () => fails('', 'FEED_EMPTY'));
  test('fails when it is the accreditation profile', () =>
    fails('<Accreditations xmlns="http://data.europa.eu/snb/model/ap/ams-constraints/"/>', 'FEED_MALFORMED'));
  test('fails when it is RDF/XML', () =>
    fails('<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>', 'FEED_MALFORMED'));
  test('fails when Courses is of another namespace', () => fails('<Courses xmlns="urn:other"/>', 'FEED_MALFORMED'));
});

test('the head of a document tells the format', () => {
  expect(elmLoqXml.sniff(text('loq-minimal.xml').slice(0, 500), 'x.xml')).toBe(true);
  expect(elmLoqXml.sniff(text('fjord-school.xml').slice(0, 500), 'x.xml')).toBe(true);
  expect(elmLoqXml.sniff('<Courses xmlns="urn:other">', 'x.xml')).toBe(false);
  expect(elmLoqXml.sniff('<catalog xmlns="http://xcri.org/profiles/1.2/catalog">', 'x.xml')).toBe(false);
});

function courses(content: string): string {
  return `<Courses xmlns="http://data.europa.eu/snb/model/ap/loq-constraints/">${content}</Courses>`;
}
