import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { opportunityId } from '../../../src/domain/identifiers.js';
import { learningOpportunitySchema } from '../../../src/domain/learning-opportunity.js';
import { FeedError } from '../../../src/harvest/feed.js';
import { ooapiV5 } from '../../../src/harvest/formats/ooapi-v5/ooapi-v5.format.js';
import { sourceDefinition } from '../../../src/harvest/source.js';
import { runFormat } from '../../support/run-format.js';

const example = 'src/catalogues/made/ooapi-v5-example.json';
const dutch = { language: 'nl', timezone: 'Europe/Amsterdam' };
const snb = 'http://data.europa.eu/snb';
const authority = 'http://publications.europa.eu/resource/authority';

type Json = Record<string, unknown>;

function read(document: unknown) {
  return runFormat(ooapiV5, { content: JSON.stringify(document) }, dutch);
}

const name = [{ language: 'en-GB', value: 'Academic Writing' }];

async function only(resource: Json) {
  const { opportunities, issues } = await read([resource]);
  const [opportunity] = opportunities;
  if (opportunity === undefined) throw new Error('no opportunity');
  return { opportunity, issues, codes: issues.map(({ code, path }) => `${code} ${path}`) };
}
const course = (fields: Json) => only({ courseId: 'c-1', name, ...fields });
const program = (fields: Json) => only({ programId: 'p-1', programType: 'program', name, ...fields });
const offered = (fields: Json) => course({ offerings: [{ offeringId: 'o-1', offeringType: 'course', ...fields }] });

async function byCode() {
  const { opportunities } = await runFormat(ooapiV5, example, dutch);
  return new Map(
    opportunities.map((it) => [
      it.nativeIds.find(({ scheme }) => /identifier|programCode/.test(scheme ?? ''))?.value,
      it,
    ]),
  );
}

describe('the made example', () => {
  it('gives 12 courses and 5 programmes as valid records, without an issue', async () => {
    const { opportunities, issues } = await runFormat(ooapiV5, example, dutch);
    expect(issues).toEqual([]);
    expect(opportunities).toHaveLength(17);
    for (const opportunity of opportunities) {
      expect(learningOpportunitySchema.safeParse(opportunity).error?.issues).toBeUndefined();
    }
  });

  it('maps a course of 3 ECTS with two runs', async () => {
    const literacy = (await byCode()).get('MD-26-DL101');
    expect(literacy).toMatchObject({
      nativeIds: [
        { scheme: 'courseId' },
        { scheme: 'identifier', value: 'MD-26-DL101' },
        { scheme: 'abbreviation', value: 'DL101' },
      ],
      title: { 'nl-NL': 'Datageletterdheid voor professionals', 'en-GB': 'Data Literacy for Professionals' },
      kinds: [{ value: `${snb}/learning-opportunity/05053c1cbe`, basis: 'mapped', rule: 'ooapi-resource' }],
      ects: { value: 3, basis: 'stated' },
      credits: [{ system: `${snb}/education-credit/6fcec5c5af`, value: 3 }],
      eqfLevel: { value: 6, basis: 'derived', rule: 'ooapi5-level', native: 'bachelor' },
      educationLevels: [{ scheme: 'OOAPI level', code: 'bachelor' }],
      fields: [{ value: `${snb}/isced-f/0688`, basis: 'stated' }],
      languages: [{ value: `${authority}/language/ENG`, basis: 'stated' }],
      modes: [{ value: `${snb}/learning-assessment/920fbb3cbe`, basis: 'mapped' }],
      assessments: [{ text: { 'en-GB': 'Portfolio of three assignments.' } }],
      prerequisites: { 'en-GB': 'No prior education required; work experience is recommended.' },
      homepages: [{ url: 'https://www.merwedelta.example/courses/dl101' }],
    });
    expect(literacy?.learningOutcomes).toHaveLength(2);
    expect(literacy?.learningOutcomes?.[0]?.text?.['en-GB']).toBe(
      'You judge whether a data set fits a question from your work.',
    );
    expect(literacy?.runs).toMatchObject([
      {
        nativeIds: [{ scheme: 'offeringId' }, { scheme: 'offeringCode', value: 'OF-DL101-1' }],
        period: { start: '2026-09-14', end: '2026-11-06', precision: 'day' },
        applicationWindows: [{ opens: '2026-05-01', closes: '2026-08-31' }],
        duration: 'P8W',
        prices: [{ amount: 395, currency: `${authority}/currency/EUR`, kind: 'total costs' }],
        state: 'open',
        capacity: 40,
      },
      { period: { start: '2027-02-15', end: '2027-04-09' }, state: 'closed' },
    ]);
    expect(literacy?.runs?.[0]?.free).toBeUndefined();
    expect(literacy?.microCredential).toBeUndefined();
    expect(literacy?.awardingBodies).toBeUndefined();
  });

  it('maps a bachelor programme with its level of qualification, degree, place and register code', async () => {
    const engineering = (await byCode()).get('MD-P-CT');
    expect(engineering).toMatchObject({
      kinds: [{ value: `${snb}/learning-opportunity/79343569f3`, basis: 'mapped', rule: 'ooapi-resource' }],
      ects: { value: 240 },
      eqfLevel: { value: 6, basis: 'mapped', rule: 'ooapi-loq', path: 'levelOfQualification' },
      schedules: [{ value: `${snb}/learning-schedule/72a0ab92fa`, basis: 'mapped' }],
      credentials: [
        { title: { und: 'BSc' }, kind: { value: 'https://w3id.org/lotse/credential-kind/degree', basis: 'mapped' } },
        { title: { en: 'diploma' }, kind: { basis: 'close' } },
      ],
      runs: [
        {
          period: { start: '2026-08-31', end: '2030-07-12' },
          duration: 'P4Y',
          places: [
            {
              name: 'Gebouw De Sluis',
              address: 'Spuikade 40, 3311 GA',
              city: 'Dordrecht',
              country: { value: `${authority}/country/NLD`, basis: 'stated' },
              geo: { latitude: 51.8133, longitude: 4.6901 },
            },
          ],
        },
      ],
    });
    expect(engineering?.nativeIds).toContainEqual({ scheme: 'crohoCreboCode', value: '99901' });
    expect(engineering?.qfEheaCycle).toBeUndefined();
  });

  it('keeps the study load of a nursing course as hours and the subsidised amount apart from the price', async () => {
    const nursing = (await byCode()).get('MD-26-VL300');
    expect(nursing?.workloadHours).toEqual({ value: { min: 140, max: 140 }, basis: 'stated', path: 'studyLoad' });
    expect([nursing?.ects, nursing?.credits]).toEqual([undefined, undefined]);
    expect(nursing?.languages).toMatchObject([{ value: `${authority}/language/NLD`, native: 'dut' }]);
    expect(nursing?.runs?.[0]?.prices).toMatchObject([
      { amount: 1495, kind: 'total costs' },
      { amount: 1000, kind: 'STAP eligible' },
    ]);
  });

  it('resolves organizations that come after the courses, with the institution that they are a part of', async () => {
    const literacy = (await byCode()).get('MD-26-DL101');
    expect(literacy?.providers).toMatchObject([
      { names: { 'en-GB': 'School of ICT, Business and Logistics' }, country: { value: `${authority}/country/NLD` } },
      { names: { 'en-GB': 'Merwedelta University of Applied Sciences' }, homepage: 'https://www.merwedelta.example/' },
    ]);
    expect(literacy?.providers?.[1]?.identifiers).toContainEqual({ scheme: 'schacHome', value: 'merwedelta.example' });
  });

  it('keeps habits of real systems: a trailing space, a term instead of dates, a price of nothing, hours without context', async () => {
    const records = await byCode();
    expect(records.get('MD-26-PY100')?.eqfLevel?.value).toBe(6);
    expect(records.get('MD-26-PY100')?.runs?.[0]).toMatchObject({
      free: { value: true, basis: 'stated' },
      period: { native: 'flexible entry period 2026-09-07/2026-11-16' },
    });
    expect(records.get('MD-26-HO410')?.runs?.[0]?.period).toEqual({
      start: '2027-02-01',
      end: '2027-07-09',
      precision: 'term',
      native: 'Tweede semester 2026-2027',
    });
    expect(records.get('MD-26-DU050')).toMatchObject({
      workloadStatement: { und: '60 hour' },
      languages: [{ native: 'ger' }],
    });
    expect(records.get('MD-26-DU050')?.workloadHours).toBeUndefined();
    expect(records.get('MD-26-DU050')?.eqfLevel).toBeUndefined();
  });

  it('names the programme that a course is a part of', async () => {
    const records = await byCode();
    const certificate = records.get('MD-P-DAZ');
    expect(records.get('MD-26-AZ115')?.stackability?.isPartOf).toEqual([
      { id: certificate?.id, title: certificate?.title },
    ]);
    expect(certificate?.credentials).toMatchObject([{ title: { en: 'certificate' }, kind: { basis: 'mapped' } }]);
    expect(certificate?.microCredential).toBeUndefined();
  });

  it('gives the same records when read again, and in small pieces', async () => {
    const once = await runFormat(ooapiV5, { content: readFileSync(example) }, dutch);
    expect(await runFormat(ooapiV5, { content: readFileSync(example), chunk: 11 }, dutch)).toEqual(once);
  });
});

describe('shapes of a document', () => {
  const organization = {
    organizationId: 'org-1',
    organizationType: 'root',
    name: [{ language: 'nl-NL', value: 'Hogeschool' }],
  };
  const expanded = {
    courseId: 'c-1',
    name,
    organization,
    offerings: [{ offeringId: 'o-1', offeringType: 'course', startDate: '2026-09-01', endDate: '2026-12-01' }],
  };

  it('reads a page, an array and a bundle of references to the same record', async () => {
    const [embedded] = expanded.offerings;
    const page = await read({
      pageSize: 10,
      pageNumber: 1,
      hasPreviousPage: false,
      hasNextPage: false,
      items: [expanded],
    });
    const array = await read([expanded]);
    const bundle = await read({
      offerings: [{ ...embedded, course: 'c-1' }],
      courses: [{ courseId: 'c-1', name, organization: 'org-1' }],
      organizations: [organization],
    });
    const [record] = page.opportunities;
    expect(record).toMatchObject({
      providers: [{ names: { 'nl-NL': 'Hogeschool' } }],
      runs: [{ period: { start: '2026-09-01' } }],
    });
    expect(array.opportunities).toEqual(page.opportunities);
    expect(bundle.opportunities.map(({ provenance, ...rest }) => rest)).toEqual(
      page.opportunities.map(({ provenance, ...rest }) => rest),
    );
  });

  it('takes an offering that is embedded and listed once', async () => {
    const [embedded] = expanded.offerings;
    const { opportunities } = await read({ courses: [expanded], offerings: [{ ...embedded, course: 'c-1' }] });
    expect(opportunities[0]?.runs).toHaveLength(1);
  });

  it('reads a document that is one course or one program, not the programs that it refers to', async () => {
    const one = await read({ courseId: 'c-1', name, programs: [{ programId: 'p-1', name }], organization });
    expect(one.opportunities.map(({ provenance }) => provenance.record)).toEqual(['c-1']);
    expect(one.opportunities[0]?.providers).toHaveLength(1);
    const { opportunities, issues } = await read({
      ...{ name, primaryCode: { codeType: 'programCode', code: 'DR' }, programType: 'program', programId: 'p-1' },
      courses: [{ courseId: 'c-1', name }],
    });
    expect(opportunities.map(({ provenance }) => provenance)).toMatchObject([{ record: 'p-1', position: 1 }]);
    expect(issues).toEqual([]);
  });

  it('reports a document that is one offering, whose course is elsewhere', async () => {
    const { opportunities, issues } = await read({ offeringId: 'o-1', offeringType: 'course', course: 'c-1' });
    expect(opportunities).toEqual([]);
    expect(issues).toMatchObject([{ code: 'UNRESOLVED_REFERENCE', severity: 'error', path: 'offering' }]);
  });

  it('warns of an organization that the feed does not have', async () => {
    const { opportunity, codes } = await course({ organization: 'elsewhere' });
    expect(opportunity.providers).toEqual([]);
    expect(codes).toEqual(['UNRESOLVED_REFERENCE organization']);
  });

  it('reports an offering without its course and ignores one of a component', async () => {
    const { opportunities, issues } = await read({
      courses: [{ courseId: 'c-1', name }],
      offerings: [
        { offeringId: 'o-1', offeringType: 'course', course: 'c-2' },
        { offeringId: 'o-2', offeringType: 'component', component: 'x' },
      ],
    });
    expect(opportunities).toHaveLength(1);
    expect(issues).toMatchObject([{ code: 'UNRESOLVED_REFERENCE', severity: 'error', path: 'offering' }]);
  });

  it('follows a circle of organizations to no end', async () => {
    const { opportunities } = await read({
      courses: [{ courseId: 'c-1', name, organization: 'a' }],
      organizations: [
        { organizationId: 'a', organizationType: 'faculty', name, parent: 'b' },
        { organizationId: 'b', organizationType: 'institute', name, parent: 'a' },
      ],
    });
    expect(opportunities[0]?.providers).toHaveLength(1);
  });

  it('takes the plain texts of OOAPI 4 in the language of the source', async () => {
    const { opportunity } = await course({ name: 'Biologie', learningOutcomes: ['Je ontleedt een plant.'] });
    expect(opportunity.title).toEqual({ nl: 'Biologie' });
    expect(opportunity.learningOutcomes).toEqual([{ text: { nl: 'Je ontleedt een plant.' } }]);
  });
});

describe('level', () => {
  it.each([
    ['secondary vocational education 4', 4],
    ['associate degree', 5],
    ['master', 7],
    ['doctoral ', 8],
    ['secondary vocational education', undefined],
    ['undivided', undefined],
    ['nt2-2', undefined],
  ])('of a course at "%s" is %s, derived', async (level, value) => {
    const { opportunity, codes } = await course({ level });
    expect(opportunity.eqfLevel?.value).toBe(value);
    expect(opportunity.eqfLevel?.basis).toBe(value === undefined ? undefined : 'derived');
    expect(codes).toEqual([]);
  });

  it('4+ is one of the Dutch framework and none of the EQF, whatever else is said', async () => {
    const { opportunity } = await program({ levelOfQualification: '4+', level: 'secondary vocational education 4' });
    expect(opportunity.eqfLevel).toBeUndefined();
    expect(opportunity.nqfLevels).toEqual([
      { iri: `${snb}/qdr/c_c2700f4e`, framework: 'NLQF', label: 'NLQF Level 4+' },
    ]);
  });

  it('is taken from levelOfQualification where both are there, with a warning when they differ', async () => {
    const { opportunity, codes } = await program({ levelOfQualification: '7', level: 'bachelor' });
    expect(opportunity.eqfLevel).toMatchObject({ value: 7, basis: 'mapped' });
    expect(codes).toEqual(['IMPLAUSIBLE_VALUE level']);
  });

  it('is that of the education specification where the offer is silent, unless that is a cluster', async () => {
    const specified = { educationSpecificationType: 'program', levelOfQualification: '5' };
    expect((await program({ educationSpecification: specified })).opportunity.eqfLevel).toMatchObject({
      value: 5,
      path: 'educationSpecification.levelOfQualification',
    });
    const cluster = { ...specified, educationSpecificationType: 'cluster' };
    expect((await program({ educationSpecification: cluster })).opportunity.eqfLevel).toBeUndefined();
  });

  it('of a programme is not that of its courses', async () => {
    const { opportunity } = await course({ programs: [{ programId: 'p-9', name, levelOfQualification: '6' }] });
    expect(opportunity.eqfLevel).toBeUndefined();
    expect(opportunity.stackability?.isPartOf).toEqual([
      { id: opportunityId('test', 'p-9'), title: { 'en-GB': 'Academic Writing' } },
    ]);
  });
});

describe('modes and kinds', () => {
  it('marks what is only close', async () => {
    const { opportunity } = await course({ modeOfDelivery: ['distance-learning', 'situated', 'hybrid'] });
    expect(opportunity.modes?.map(({ value, basis }) => [value.split('/').at(-1), basis])).toEqual([
      ['920fbb3cbe', 'close'],
      ['9191af2ed9', 'mapped'],
      ['c_3a90b26d', 'mapped'],
    ]);
    const minor = await program({ programType: 'minor' });
    expect(minor.opportunity.kinds).toMatchObject([{ basis: 'close', native: 'Program minor' }]);
  });

  it('has no schedule for part time, which the EU divides by hours', async () => {
    const { opportunity, codes } = await program({ modeOfStudy: 'part-time' });
    expect([opportunity.schedules, codes]).toEqual([[], []]);
  });
});

describe('answers of a student information system', () => {
  const uuid = '5f0c7c1e-3d0e-4a53-9d0b-6a3f0f1f7c11';

  it('takes a code of type uuid that only repeats the id for none', async () => {
    const codes = { primaryCode: { codeType: 'uuid', code: uuid }, otherCodes: [{ codeType: 'uuid', code: 'other' }] };
    const { opportunities } = await read([
      {
        ...{ courseId: uuid, name, ...codes },
        organization: { organizationId: uuid, name, ...codes },
        offerings: [{ offeringId: uuid, ...codes }],
      },
    ]);
    const other = { scheme: 'uuid', value: 'other' };
    expect(opportunities[0]?.nativeIds).toEqual([{ scheme: 'courseId', value: uuid }, other]);
    expect(opportunities[0]?.providers?.[0]?.identifiers).toEqual([{ scheme: 'organizationId', value: uuid }, other]);
    expect(opportunities[0]?.runs?.[0]?.nativeIds).toEqual([{ scheme: 'offeringId', value: uuid }, other]);
  });

  it('states nothing for empty texts, lists and codes, without an issue', async () => {
    const { opportunity, codes } = await program({
      ...{ level: '', levelOfQualification: '', qualificationAwarded: '', fieldsOfStudy: '', duration: '', link: '' },
      ...{ primaryCode: { codeType: '', code: '' }, abbreviation: '', teachingLanguage: '', modeOfStudy: '' },
      ...{ learningOutcomes: [[]], addresses: [], assessment: [], modeOfDelivery: [], validTo: null },
    });
    expect(codes).toEqual([]);
    const { id, source, title, kinds, provenance, ...rest } = opportunity;
    const said = Object.entries(rest).filter(([, value]) => Array.isArray(value) && value.length > 0);
    expect(said).toEqual([['nativeIds', [{ scheme: 'programId', value: 'p-1' }]]]);
    expect([rest.description, rest.eqfLevel, rest.ects, rest.prerequisites]).toEqual(Array(4).fill(undefined));
  });

  it('leaves out the duration that is the example of the specification', async () => {
    const { opportunity, codes } = await program({ duration: 'P1DT30H4S' });
    expect(opportunity.runs).toEqual([]);
    expect(codes).toEqual(['PLACEHOLDER_VALUE duration']);
  });

  it('leaves out a description that only repeats the name, in that language', async () => {
    const repeated = { language: 'nl-NL', value: 'academic  writing' };
    const own = { language: 'en-GB', value: 'How papers are written.' };
    const both = await course({ description: [repeated, own] });
    expect(both.opportunity.description).toEqual({ 'en-GB': 'How papers are written.' });
    expect(both.codes).toEqual(['PLACEHOLDER_VALUE description']);
    const { opportunity, codes } = await course({ description: [repeated] });
    expect(opportunity.description).toBeUndefined();
    expect(codes).toEqual(['PLACEHOLDER_VALUE description']);
  });

  it('keeps the lines of outcomes, requirements and assessment', async () => {
    const lines = [{ language: 'en-GB', value: '\nYou can:\n- read & cite,\n- write.\n\n' }];
    const html = '<p>You can:<br>- read &amp; cite,<br>- write.</p>';
    const { opportunity, codes } = await course({
      learningOutcomes: [lines],
      assessment: lines,
      admissionRequirements: lines,
      qualificationRequirements: [{ language: 'en-GB', value: 'Pass all.' }],
    });
    expect(opportunity.learningOutcomes).toEqual([{ text: { 'en-GB': html } }]);
    expect(opportunity.assessments).toEqual([{ text: { 'en-GB': html } }]);
    expect(opportunity.prerequisites).toEqual({ 'en-GB': `${html}\n<p>Pass all.</p>` });
    expect(codes).toEqual([]);
    const named = [{ language: 'en-GB', value: 'Research & Writing' }];
    const repeated = await course({ name: named, learningOutcomes: [named] });
    expect(repeated.opportunity.learningOutcomes).toEqual([]);
    expect(repeated.codes).toEqual(['PLACEHOLDER_VALUE learningOutcomes']);
  });

  it.each(['geolocation', 'geoLocation', 'geoLocation '])('reads coordinates under the key "%s"', async (key) => {
    const at = async (point: Json) => {
      const { opportunity, codes } = await offered({ addresses: [{ city: 'Dordrecht', [key]: point }] });
      return [opportunity.runs?.[0]?.places, codes];
    };
    const geo = { latitude: 51.81, longitude: 4.69 };
    expect(await at(geo)).toEqual([[{ city: 'Dordrecht', geo }], []]);
    expect(await at({})).toEqual([[{ city: 'Dordrecht' }], []]);
  });
});

describe('doubtful values', () => {
  it.each([
    [{ modeOfDelivery: ['x-excursion'] }, 'UNMAPPED_VALUE modeOfDelivery'],
    [{ level: 'mbo 3' }, 'UNMAPPED_VALUE level'],
    [{ fieldsOfStudy: '1234' }, 'UNMAPPED_VALUE fieldsOfStudy'],
    [{ fieldsOfStudy: '0099' }, 'PLACEHOLDER_VALUE fieldsOfStudy'],
    [{ teachingLanguage: 'und' }, 'PLACEHOLDER_VALUE teachingLanguage'],
    [{ studyLoad: { studyLoadUnit: 'ects', value: 4000 } }, 'IMPLAUSIBLE_VALUE studyLoad.value'],
    [{ studyLoad: { studyLoadUnit: 'sbu', value: 0 } }, 'IMPLAUSIBLE_VALUE studyLoad.value'],
    [{ studyLoad: { studyLoadUnit: 'x-blok', value: 2 } }, 'UNMAPPED_VALUE studyLoad.studyLoadUnit'],
    [{ studyLoad: { studyLoadUnit: 'ects', value: 'veel' } }, 'INVALID_NUMBER studyLoad.value'],
    [{ learningOutcomes: [name] }, 'PLACEHOLDER_VALUE learningOutcomes'],
    [{ link: 'www.merwedelta.example' }, 'INVALID_URL link'],
    [{ duration: '-P1D' }, 'INVALID_VALUE duration'],
    [{ assessment: [{ language: 'nl' }] }, 'INVALID_VALUE assessment.0'],
  ])('of a course, %j, gives a warning', async (fields, expected) => {
    const { opportunity, codes } = await course(fields);
    expect(codes).toEqual([expected]);
    expect(learningOpportunitySchema.safeParse(opportunity).error?.issues).toBeUndefined();
  });

  it.each([
    [{ startDate: '2026-09-01', endDate: '2026-08-01' }, 'IMPLAUSIBLE_VALUE offering.endDate'],
    [{ endDate: '2026-08-01', enrollEndDate: '2026-09-01' }, 'IMPLAUSIBLE_VALUE offering.enrollEndDate'],
    [{ startDate: '01/09/26' }, 'INVALID_DATE offering.startDate'],
    [
      { priceInformation: [{ costType: 'total costs', amount: '12' }] },
      'MISSING_REQUIRED offering.priceInformation.currency',
    ],
    [{ priceInformation: [{ amount: 'gratis', currency: 'EUR' }] }, 'INVALID_NUMBER offering.priceInformation.amount'],
    [{ addresses: [{ city: 'Utrecht', countryCode: 'XX' }] }, 'UNMAPPED_VALUE offering.addresses.countryCode'],
    [
      { addresses: [{ city: 'Utrecht', geolocation: { latitude: 152, longitude: 5 } }] },
      'INVALID_GEO offering.addresses.geolocation',
    ],
    [{ maxNumberStudents: 2.5 }, 'INVALID_NUMBER offering.maxNumberStudents'],
  ])('of an offering, %j, gives a warning', async (fields, expected) => {
    const { opportunity, codes } = await offered(fields);
    expect(codes).toEqual([expected]);
    expect(opportunity.runs).toHaveLength(1);
    expect(learningOpportunitySchema.safeParse(opportunity).error?.issues).toBeUndefined();
  });

  it('does not take a post box for a place of learning', async () => {
    const { opportunity } = await offered({ addresses: [{ addressType: 'postal', city: 'Utrecht' }] });
    expect(opportunity.runs?.[0]?.places).toEqual([]);
  });

  it.each([
    [{ courseId: '', name }, 'MISSING_ID'],
    [{ programType: 'program', name }, 'MISSING_ID'],
    [{ courseId: 'c-1', name: [] }, 'MISSING_REQUIRED'],
    [{ name }, 'UNSUPPORTED_RECORD'],
    [7, 'UNSUPPORTED_RECORD'],
  ])('has no record for %j', async (resource, code) => {
    const { opportunities, issues } = await read([resource]);
    expect(opportunities).toEqual([]);
    expect(issues).toMatchObject([{ code, severity: 'error' }]);
  });
});

describe('broken feeds', () => {
  const whole = readFileSync(example, 'utf8');

  it.each([
    ['empty', '', 'FEED_EMPTY'],
    ['cut', whole.slice(0, whole.length / 2), 'FEED_MALFORMED'],
    ['without its last bracket', whole.trimEnd().slice(0, -1), 'FEED_MALFORMED'],
    ['an RFC 7807 problem', '{"status":"503","title":"Service Unavailable"}', 'FEED_MALFORMED'],
    ['an object in the place of a list', '{"courses":{"c-1":{"courseId":"c-1"}}}', 'FEED_MALFORMED'],
  ])('throws for a feed that is %s', async (_, content, code) => {
    const failure = await runFormat(ooapiV5, { content }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(FeedError);
    expect(failure).toMatchObject({ code });
  });

  const specification = { educationSpecificationId: 's-1', educationSpecificationType: 'program', name };

  it.each([
    ['a page', { items: [specification, specification], hasNextPage: false }],
    ['an array', [specification]],
    [
      'a bundle',
      { organizations: [{ organizationId: 'o', name }], educationSpecifications: [specification], courses: [] },
    ],
    ['one of them', specification],
  ])('says what to ask for where education specifications are all there is: %s', async (_, document) => {
    const failure = await read(document).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(FeedError);
    expect(failure).toMatchObject({ code: 'FEED_EMPTY' });
    expect(String(failure)).toMatch(/education specifications.*\/courses.*\/programs/);
  });

  it('has nothing to say against an empty page', async () => {
    expect(await read({ items: [], hasNextPage: false })).toEqual({ opportunities: [], issues: [] });
  });
});

describe('whatever comes', () => {
  const source = sourceDefinition.parse({ id: 'test', name: 'Test', location: 'x', language: 'nl' });
  const context = { source, feed: { uri: 'file:///x' }, position: 1, now: new Date(0) };
  const bundle = JSON.parse(readFileSync(example, 'utf8'));
  const check = (data: unknown) => {
    const { opportunity, issues } = ooapiV5.map({ position: 1, data }, context);
    if (opportunity === undefined) expect(issues.some(({ severity }) => severity === 'error')).toBe(true);
    else expect(learningOpportunitySchema.safeParse(opportunity).error?.issues).toBeUndefined();
  };
  const property = (resource: Json) => fc.constantFrom(...Object.keys(resource));

  it('never throws on arbitrary JSON, and every record it makes is valid', () => {
    fc.assert(fc.property(fc.jsonValue(), check), { numRuns: 200 });
  });

  it.each(['courses', 'programs'])(
    'keeps its records valid when a value of one of %s becomes something else',
    (list) => {
      const original = bundle[list][0];
      const kind = list === 'courses' ? 'course' : 'program';
      fc.assert(
        fc.property(property(original), fc.jsonValue(), (key, value) =>
          check({ kind, resource: { ...original, [key]: value } }),
        ),
        { numRuns: 200 },
      );
    },
  );

  it('keeps its records valid when an offering, organization or specification becomes something else', () => {
    const [resource] = bundle.courses;
    const keys = [...Object.keys(bundle.offerings[0]), ...Object.keys(bundle.organizations[1])];
    fc.assert(
      fc.property(fc.constantFrom(...keys), fc.jsonValue(), (key, value) =>
        check({
          kind: 'course',
          resource,
          offerings: [{ resource: { ...bundle.offerings[0], [key]: value }, academicSession: value }],
          organizations: [{ ...bundle.organizations[1], [key]: value }],
          educationSpecification: value,
        }),
      ),
      { numRuns: 200 },
    );
  });
});

describe('sniffing', () => {
  it('knows its own and leaves other JSON alone', () => {
    expect(ooapiV5.sniff(readFileSync(example, 'utf8').slice(0, 65_536), 'x')).toBe(true);
    expect(ooapiV5.sniff(readFileSync('test/fixtures/moochub/v3-courses.json', 'utf8'), 'x')).toBe(false);
    expect(ooapiV5.sniff('<courseId/>', 'x')).toBe(false);
  });
});
