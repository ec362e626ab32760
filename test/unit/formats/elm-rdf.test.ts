import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { opportunityId, organisationId, runId } from '../../../src/domain/identifiers.js';
import { learningOpportunitySchema } from '../../../src/domain/learning-opportunity.js';
import { elmLoqXml } from '../../../src/harvest/formats/elm-loq/elm-loq-xml.format.js';
import { elmRdf } from '../../../src/harvest/formats/elm-rdf/elm-rdf.format.js';
import { runFormat } from '../../support/run-format.js';

const turtle = 'test/fixtures/elm-rdf/riverside.ttl';
const rdfXml = 'test/fixtures/elm-rdf/riverside.rdf';
const source = { language: 'en', timezone: 'Europe/Ljubljana' };
const snb = 'http://data.europa.eu/snb';
const authority = 'http://publications.europa.eu/resource/authority';
const site = 'https://riverside.example/id';
const specification = 'learningAchievementSpecification';
const stated = (value: unknown, path: string) => ({ value, basis: 'stated', path });

const read = (file = turtle) => runFormat(elmRdf, file, source);
const records = async (file = turtle) => (await read(file)).opportunities.map(({ provenance }) => provenance.record);

const university = {
  id: organisationId('test', `${site}/university`),
  names: { en: 'Riverside University' },
  identifiers: [
    { value: `${site}/university` },
    { scheme: 'http://data.quality-link.eu/ontology/v1#OrgReg', value: 'SI0042' },
  ],
  kinds: [],
  country: stated(`${authority}/country/SVN`, 'providedBy/location/address/countryCode'),
};

describe('an instance of QualityLink with its specification', () => {
  test('is mapped field by field', async () => {
    const { opportunities, issues } = await read();
    const id = opportunityId('test', `${site}/lod-2026`);
    expect(learningOpportunitySchema.parse(opportunities[0])).toMatchObject({
      id,
      nativeIds: [{ value: `${site}/lod-2026` }],
      title: { en: 'Linked open data', sl: 'Povezani odprti podatki' },
      description: { en: '<p>Graphs, <em>shapes</em> and queries.</p>' },
      learningOutcomes: [{ text: { en: 'Design an ontology' } }, { text: { en: 'Query a graph' } }],
      ects: stated(6, `${specification}/creditPoint/point`),
      workloadHours: { value: { min: 160, max: 160 }, basis: 'derived', rule: 'hours-duration', native: 'PT160H' },
      eqfLevel: { value: 7, basis: 'stated', path: `${specification}/EQFLevel`, native: `${snb}/eqf/7` },
      fields: [stated(`${snb}/isced-f/0611`, `${specification}/ISCEDFCode`)],
      languages: [
        stated(`${authority}/language/ENG`, `${specification}/language`),
        stated(`${authority}/language/SLV`, `${specification}/language`),
      ],
      modes: [stated(`${snb}/learning-assessment/920fbb3cbe`, 'mode')],
      awardingBodies: [],
      providers: [university],
      homepages: [{ url: 'https://riverside.example/lod' }],
      runs: [
        {
          id: runId(id, `${site}/lod-2026`),
          period: { start: '2026-02-16', end: '2026-06-12', precision: 'day', native: 'Summer term 2026' },
          applicationWindows: [{ closes: '2026-01-31', url: 'https://riverside.example/apply' }],
          prices: [{ amount: 120.5, currency: `${authority}/currency/EUR` }],
          capacity: 30,
          state: 'unknown',
        },
      ],
      provenance: { format: 'elm-rdf', record: `${site}/lod-2026`, position: 1 },
    });
    expect(issues.filter(({ record }) => record === `${site}/lod-2026`)).toEqual([]);
  });

  test('says the same in RDF/XML and in the namespaces of 3.3.x', async () => {
    const comparable = ({ opportunities, issues }: Awaited<ReturnType<typeof read>>) => ({
      opportunities: opportunities.map(({ provenance, ...rest }) => ({ ...rest, record: provenance.record })),
      issues,
    });
    expect(comparable(await read(rdfXml))).toEqual(comparable(await read(turtle)));
  });

  test('reports numbers and addresses that are none', async () => {
    const content = readFileSync(turtle, 'utf8')
      .replace('ql:enrolmentCapacity 30', 'ql:enrolmentCapacity "many"')
      .replace('"https://riverside.example/apply"^^xsd:anyURI', '"apply at the desk"');
    const { opportunities, issues } = await runFormat(elmRdf, { content }, source);
    expect(opportunities[0]?.runs?.[0]).toMatchObject({ applicationWindows: [{ closes: '2026-01-31' }] });
    expect(opportunities[0]?.runs?.[0]?.capacity).toBeUndefined();
    expect(issues.filter(({ record }) => record === `${site}/lod-2026`).map(({ code, path }) => [code, path])).toEqual([
      ['INVALID_NUMBER', 'enrolmentCapacity'],
      ['INVALID_URL', 'registrationPortal'],
    ]);
  });
});

describe('a specification without an offer', () => {
  test('is a record without runs, unless it is inactive, a mere reference or only a part', async () => {
    expect(await records()).toEqual([`${site}/lod-2026`, `${site}/stats-2026`, `${site}/robotics`, `${site}/diploma`]);
    const { opportunities } = await read();
    expect(opportunities.slice(2).map(({ runs }) => runs)).toEqual([[], []]);
  });

  test('keeps what it says of level, parts and credential', async () => {
    const { opportunities } = await read();
    expect(opportunities[3]).toMatchObject({
      title: { en: 'Diploma in data' },
      eqfLevel: { value: 5, basis: 'stated' },
      stackability: { kind: { value: 'stackable', basis: 'close' } },
      credentials: [{ title: { en: 'Diploma in data' } }],
      provenance: { record: `${site}/diploma`, position: 4 },
    });
  });

  test('has its publisher for provider where QualityLink defines it so, and never elsewhere', async () => {
    const { opportunities } = await read();
    expect(opportunities[2]).toMatchObject({ title: { en: 'Robotics' }, providers: [university] });
    expect(opportunities[3]).toMatchObject({ providers: [], awardingBodies: [] });
  });

  test('is offered when it names its instance', async () => {
    const { opportunities } = await read();
    expect(opportunities[1]).toMatchObject({
      title: { en: 'Statistics, spring' },
      eqfLevel: { value: 6 },
      nqfLevels: [{ label: 'SQF 7' }],
    });
  });

  const qdr = (inner: string) =>
    `<Courses xmlns="http://data.europa.eu/snb/model/application-profile/loq-constraints/">${inner}</Courses>`;
  const qualification = (id: string) =>
    `<qualification id="${id}"><title language="en">Title of ${id}</title><EQFLevel uri="${snb}/eqf/4"/></qualification>`;

  test('is a record of a QDR document of qualifications as well', async () => {
    const content = qdr(
      `<learningAchievementSpecificationReferences>${qualification('urn:q:1')}${qualification('urn:q:2')}` +
        '<qualificationReference id="urn:q:3"><identifier><notation>3</notation></identifier></qualificationReference>' +
        '</learningAchievementSpecificationReferences>',
    );
    const { opportunities, issues } = await runFormat(elmLoqXml, { content }, source);
    expect(opportunities.map(({ title, eqfLevel, runs }) => [title, eqfLevel?.value, runs])).toEqual([
      [{ en: 'Title of urn:q:1' }, 4, []],
      [{ en: 'Title of urn:q:2' }, 4, []],
    ]);
    expect(opportunities[0]).toMatchObject({ id: opportunityId('test', 'urn:q:1'), nativeIds: [{ value: 'urn:q:1' }] });
    for (const opportunity of opportunities)
      expect(learningOpportunitySchema.safeParse(opportunity).error).toBeUndefined();
    expect(issues).toEqual([]);
  });

  test('is no record of a QDR document in which an offer refers to it', async () => {
    const offer =
      '<learningOpportunityReferences><learningOpportunity id="urn:o:1"><title language="en">Offer</title>' +
      '<learningAchievementSpecification idref="urn:q:1"/></learningOpportunity></learningOpportunityReferences>';
    const content = qdr(
      `${offer}<learningAchievementSpecificationReferences>${qualification('urn:q:1')}${qualification('urn:q:2')}</learningAchievementSpecificationReferences>`,
    );
    const { opportunities } = await runFormat(elmLoqXml, { content }, source);
    expect(opportunities.map(({ provenance }) => [provenance.record, provenance.position])).toEqual([
      ['urn:o:1', 1],
      ['urn:q:2', 2],
    ]);
  });
});
