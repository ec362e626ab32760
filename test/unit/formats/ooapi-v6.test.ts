import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { opportunityId } from '../../../src/domain/identifiers.js';
import { learningOpportunitySchema } from '../../../src/domain/learning-opportunity.js';
import { FeedError } from '../../../src/harvest/feed.js';
import { ooapiV6 } from '../../../src/harvest/formats/ooapi-v6/ooapi-v6.format.js';
import { expectMapped, expectMapperToStand, expectReadable } from '../../support/check-format.js';
import { runFormat } from '../../support/run-format.js';

const file = 'test/fixtures/ooapi-v6/bundle.json';
const dutch = { language: 'nl', timezone: 'Europe/Amsterdam' };
const snb = 'http://data.europa.eu/snb';
const authority = 'http://publications.europa.eu/resource/authority';
const bundle = JSON.parse(readFileSync(file, 'utf8'));

type Json = Record<string, unknown>;

function read(document: unknown) {
  return runFormat(ooapiV6, { content: JSON.stringify(document) }, dutch);
}

const name = [{ language: 'en-GB', value: 'Academic Writing' }];

async function only(document: unknown) {
  const { opportunities, issues } = await read(document);
  const [opportunity] = opportunities;
  if (opportunity === undefined) throw new Error('no opportunity');
  return { opportunity, codes: issues.map(({ code, path }) => `${code} ${path}`) };
}
const course = (fields: Json) => only([{ courseId: 'c-1', name, ...fields }]);
const programme = (fields: Json) => only([{ programmeId: 'p-1', programmeType: 'programme', name, ...fields }]);
const offered = (fields: Json) =>
  only([
    { courseId: 'c-1', name },
    { courseOfferingId: 'o-1', courseId: 'c-1', name, ...fields },
  ]);

async function byId() {
  const { opportunities } = await runFormat(ooapiV6, file, dutch);
  return new Map(opportunities.map((it) => [it.provenance.record, it]));
}

describe('a bundle of all resources', () => {
  it('gives its courses and programmes as valid records', async () => {
    const { opportunities, issues } = await runFormat(ooapiV6, file, dutch);
    expect(opportunities.map((it) => it.provenance.record)).toEqual([
      'c-water',
      'p-micro',
      'p-bsc',
      'p-vwo',
      'p-basis',
    ]);
    expect(issues).toMatchObject([
      { code: 'UNRESOLVED_REFERENCE', severity: 'warning', path: 'learningOutcomeIds', excerpt: 'lo-missing' },
      { code: 'UNRESOLVED_REFERENCE', severity: 'error', path: 'offering' },
    ]);
    for (const opportunity of opportunities) {
      expect(learningOpportunitySchema.safeParse(opportunity).error?.issues).toBeUndefined();
    }
  });

  it('maps a course with several study loads, languages and modes', async () => {
    const water = (await byId()).get('c-water');
    expect(water).toMatchObject({
      nativeIds: [
        { scheme: 'courseId', value: 'c-water' },
        { scheme: 'identifier', value: 'WATER' },
        { scheme: 'abbreviation', value: 'WL' },
      ],
      title: { 'en-GB': 'Water Law', 'nl-NL': 'Waterrecht' },
      kinds: [{ value: `${snb}/learning-opportunity/05053c1cbe`, basis: 'mapped', rule: 'ooapi-resource' }],
      credits: [{ system: `${snb}/education-credit/6fcec5c5af`, value: 5 }],
      ects: { value: 5, basis: 'stated', path: 'studyLoad' },
      workloadHours: { value: { min: 140, max: 140 }, basis: 'stated', path: 'studyLoad' },
      workloadStatement: { und: '24 contact_time' },
      eqfLevel: { value: 7, basis: 'derived', rule: 'ooapi6-level', path: 'level', native: 'master' },
      fields: [{ value: `${snb}/isced-f/0421`, basis: 'mapped', rule: 'soi2021-isced-f', native: '042101' }],
      languages: [
        { value: `${authority}/language/ENG`, basis: 'stated', native: 'en-GB' },
        { value: `${authority}/language/NLD`, basis: 'stated', native: 'nl' },
      ],
      modes: [
        { value: `${snb}/learning-assessment/9191af2ed9`, basis: 'mapped', native: 'presential' },
        { value: `${snb}/learning-assessment/920fbb3cbe`, basis: 'close', native: 'coil' },
      ],
      assessments: [{ text: { 'en-GB': 'An essay.' } }],
      prerequisites: { 'en-GB': 'A first degree.' },
      homepages: [{ url: 'https://www.delta.example/courses/water' }],
    });
    expect(water?.modes).toHaveLength(2);
  });

  it('puts the learning outcomes in the place of their ids', async () => {
    expect((await byId()).get('c-water')?.learningOutcomes).toEqual([
      { text: { 'en-GB': 'You apply the Water Framework Directive.' }, nativeId: 'lo-1' },
      { text: { 'en-GB': '<p>Argue</p>\n<p>You argue a case between two states.</p>' }, nativeId: 'lo-2' },
    ]);
  });

  it('makes its offerings runs: one open, one cancelled with the dates of its academic session', async () => {
    expect((await byId()).get('c-water')?.runs).toMatchObject([
      {
        nativeIds: [{ scheme: 'courseOfferingId', value: 'co-1' }, { scheme: 'offering_code' }],
        period: {
          start: '2026-09-07',
          end: '2026-11-13',
          precision: 'day',
          native: 'flexible entry period 2026-09-07T09:00:00+02:00/2026-09-18T17:00:00+02:00',
        },
        applicationWindows: [
          { opens: '2026-05-01', closes: '2026-08-31', url: 'https://www.delta.example/enrol/co-1' },
          { opens: '2026-06-01' },
        ],
        places: [
          {
            address: 'Kade 1, 3811 AB',
            city: 'Amersfoort',
            country: { value: `${authority}/country/NLD`, basis: 'stated', native: 'NL' },
            geo: { latitude: 52.15, longitude: 5.38 },
          },
        ],
        duration: 'P10W',
        prices: [{ amount: 650.5, currency: `${authority}/currency/EUR`, kind: 'total_costs' }],
        modes: [{ value: `${snb}/learning-assessment/c_3a90b26d`, basis: 'mapped', native: 'hybrid' }],
        state: 'open',
        capacity: 30,
      },
      {
        period: { start: '2027-02-01', end: '2027-07-09', precision: 'term', native: 'Spring 2027' },
        state: 'cancelled',
      },
    ]);
    expect((await byId()).get('p-micro')?.runs).toMatchObject([{ period: { start: '2027-09-01' }, state: 'closed' }]);
  });

  it('names the organisation and the institution at its root', async () => {
    expect((await byId()).get('c-water')?.providers).toMatchObject([
      { names: { 'en-GB': 'Faculty of Law' } },
      {
        names: { 'en-GB': 'Delta University' },
        identifiers: [{ scheme: 'organisationId' }, { scheme: 'organisation_id' }, { scheme: 'schac_home' }],
        country: { value: `${authority}/country/NLD`, native: 'NLD' },
        city: 'Amersfoort',
      },
    ]);
  });

  it('knows a micro-credential by the formal document, and by nothing else', async () => {
    const records = await byId();
    expect(records.get('p-micro')).toMatchObject({
      microCredential: {
        value: true,
        basis: 'mapped',
        rule: 'ooapi6-formal-document',
        path: 'formalDocument',
        native: 'micro_credential_certificate',
      },
      credentials: [{ kind: { value: 'https://w3id.org/lotse/credential-kind/micro-credential', basis: 'mapped' } }],
      eqfLevel: { value: 7, basis: 'mapped', rule: 'ooapi-loq', native: 'eqf_7' },
      kinds: [{ value: `${snb}/learning-opportunity/79343569f3`, basis: 'close' }],
      schedules: [],
    });
    expect(records.get('c-water')?.microCredential).toBeUndefined();
    expect(records.get('p-bsc')?.microCredential).toBeUndefined();
    expect((await programme({ formalDocument: 'certificate' })).opportunity.microCredential).toBeUndefined();
  });

  it('maps a bachelor with its degree, and names the programme that is a part of it', async () => {
    const records = await byId();
    const micro = records.get('p-micro');
    expect(records.get('p-bsc')).toMatchObject({
      eqfLevel: { value: 6, basis: 'mapped', native: 'eqf_6' },
      schedules: [{ value: `${snb}/learning-schedule/72a0ab92fa`, basis: 'mapped' }],
      credentials: [
        { title: { en: 'bachelor of Laws' }, kind: { value: 'https://w3id.org/lotse/credential-kind/degree' } },
        { title: { en: 'diploma' }, kind: { basis: 'close' } },
      ],
      stackability: { hasPart: [{ id: micro?.id, title: micro?.title }] },
    });
    expect(records.get('p-bsc')?.qfEheaCycle).toBeUndefined();
    expect(records.get('c-water')?.stackability?.isPartOf).toEqual([{ id: micro?.id, title: micro?.title }]);
  });

  it('gives no EQF level for eqf_0 and nlqf_4plus, whatever the level beside them says', async () => {
    const records = await byId();
    expect(records.get('p-vwo')?.eqfLevel).toBeUndefined();
    expect(records.get('p-vwo')?.nqfLevels).toEqual([
      { iri: `${snb}/qdr/c_c2700f4e`, framework: 'NLQF', label: 'NLQF Level 4+' },
    ]);
    expect(records.get('p-basis')?.eqfLevel).toBeUndefined();
    expect(records.get('p-basis')?.nqfLevels).toEqual([]);
    expect(records.get('p-basis')?.educationLevels).toContainEqual({
      scheme: 'OOAPI levelOfQualification',
      code: 'eqf_0',
    });
    expect(records.get('p-basis')?.credentials).toEqual([]);
  });

  it('gives the same records when read again, and in small pieces', async () => {
    const once = await runFormat(ooapiV6, { content: readFileSync(file) }, dutch);
    expect(await runFormat(ooapiV6, { content: readFileSync(file), chunk: 13 }, dutch)).toEqual(once);
  });
});

describe('shapes of a document', () => {
  const organisation = { organisationId: 'org-1', organisationType: 'root', name };
  const outcome = { learningOutcomeId: 'lo-1', name: [{ language: 'en-GB', value: 'You write.' }] };
  const expanded = {
    courseId: 'c-1',
    name,
    organisationId: 'org-1',
    organisation,
    learningOutcomeIds: ['lo-1'],
    learningOutcomes: [outcome],
    programmeIds: ['p-1'],
    programmes: [{ programmeId: 'p-1', name }],
  };

  it('reads a page, an array and a bundle, expanded or not, to the same record', async () => {
    const page = await read({
      pageSize: 10,
      pageNumber: 1,
      hasPreviousPage: false,
      hasNextPage: false,
      items: [expanded],
    });
    expect(page.opportunities[0]).toMatchObject({
      providers: [{ names: { 'en-GB': 'Academic Writing' } }],
      learningOutcomes: [{ text: { 'en-GB': 'You write.' }, nativeId: 'lo-1' }],
      stackability: { isPartOf: [{ id: opportunityId('test', 'p-1') }] },
    });
    expect((await read([expanded])).opportunities).toEqual(page.opportunities);
    const bare = { ...expanded, organisation: null, learningOutcomes: null, programmes: null };
    const apart = await read({ courses: [bare], organisations: [organisation], learningOutcomes: [outcome] });
    const { stackability, ...rest } = page.opportunities[0] ?? {};
    expect(apart.opportunities[0]).toMatchObject(rest);
    expect(apart.opportunities[0]?.stackability?.isPartOf).toEqual([{ id: opportunityId('test', 'p-1') }]);
  });

  it('reads a single course or programme, whatever is expanded in it', async () => {
    expect((await read(expanded)).opportunities.map(({ provenance }) => provenance.record)).toEqual(['c-1']);
    const programme = { programmeId: 'p-1', name, courses: [{ courseId: 'c-1', name }] };
    expect((await read(programme)).opportunities.map(({ provenance }) => provenance.record)).toEqual(['p-1']);
  });

  it('keeps the lines of outcomes, requirements and assessment', async () => {
    const lines = [{ language: 'en-GB', value: 'You bring:\n- patience\n- a pen & paper' }];
    const { opportunity } = await course({
      ...{ admissionRequirements: lines, assessment: lines },
      ...{ learningOutcomeIds: ['lo-2'], learningOutcomes: [{ learningOutcomeId: 'lo-2', name: lines }] },
    });
    const html = { 'en-GB': '<p>You bring:<br>- patience<br>- a pen &amp; paper</p>' };
    expect([opportunity.prerequisites, opportunity.assessments, opportunity.learningOutcomes]).toEqual([
      html,
      [{ text: html }],
      [{ text: html, nativeId: 'lo-2' }],
    ]);
  });

  it('finds the offerings of a bare array by their own ids', async () => {
    const { opportunity, codes } = await offered({ startDateTime: '2026-09-01T09:00:00+02:00' });
    expect(opportunity.runs).toMatchObject([{ period: { start: '2026-09-01' } }]);
    expect(codes).toEqual([]);
  });

  it('warns of an organisation that the feed does not have', async () => {
    const { opportunity, codes } = await course({ organisationId: 'elsewhere' });
    expect(opportunity.providers).toEqual([]);
    expect(codes).toEqual(['UNRESOLVED_REFERENCE organisationId']);
  });

  it('follows a circle of organisations to no end', async () => {
    const { opportunities } = await read({
      courses: [{ courseId: 'c-1', name, organisationId: 'a' }],
      organisations: [
        { organisationId: 'a', organisationType: 'faculty', name, parentId: 'b' },
        { organisationId: 'b', organisationType: 'institute', name, parentId: 'a' },
      ],
    });
    expect(opportunities[0]?.providers).toHaveLength(1);
  });

  it('passes over null, which v6 allows nearly everywhere', async () => {
    const nothing = Object.fromEntries(
      Object.keys(bundle.courses[0])
        .filter((key) => !['courseId', 'name'].includes(key))
        .map((key) => [key, null]),
    );
    const { opportunity, codes } = await course(nothing);
    expect(codes).toEqual([]);
    expect(opportunity.runs).toEqual([]);
  });
});

describe('level', () => {
  it.each([
    ['secondary_vocational_education_4', 4],
    ['associate_degree', 5],
    ['doctoral', 8],
    ['secondary_vocational_education', undefined],
    ['post_doctoral', undefined],
    ['pre_vocational', undefined],
    ['undivided', undefined],
    ['nt2_2', undefined],
  ])('of a course at "%s" is %s, derived', async (level, value) => {
    const { opportunity, codes } = await course({ level });
    expect([opportunity.eqfLevel?.value, opportunity.eqfLevel?.basis]).toEqual([value, value && 'derived']);
    expect(codes).toEqual([]);
  });

  it('of a programme is not that of its courses', async () => {
    const { opportunity } = await course({ programmes: [{ programmeId: 'p', name, levelOfQualification: 'eqf_6' }] });
    expect(opportunity.eqfLevel).toBeUndefined();
  });
});

describe('doubtful values', () => {
  it.each([
    [{ modesOfDelivery: ['x-excursion'] }, 'UNMAPPED_VALUE modesOfDelivery'],
    [{ modesOfDelivery: ['on campus'] }, 'UNMAPPED_VALUE modesOfDelivery'],
    [{ level: 'x-level' }, 'UNMAPPED_VALUE level'],
    [{ fieldsOfStudy: '999901' }, 'PLACEHOLDER_VALUE fieldsOfStudy'],
    [{ fieldsOfStudy: '1234' }, 'UNMAPPED_VALUE fieldsOfStudy'],
    [{ teachingLanguages: ['en', 'und'] }, 'PLACEHOLDER_VALUE teachingLanguages'],
    [{ studyLoad: [{ studyLoadUnit: 'ects', value: 4000 }] }, 'IMPLAUSIBLE_VALUE studyLoad.value'],
    [
      {
        studyLoad: [
          { studyLoadUnit: 'ects', value: 5 },
          { studyLoadUnit: 'sbu', value: 28 },
        ],
      },
      'IMPLAUSIBLE_VALUE studyLoad.value',
    ],
    [{ studyLoad: [{ studyLoadUnit: 'x-blok', value: 2 }] }, 'UNMAPPED_VALUE studyLoad.studyLoadUnit'],
    [{ learningOutcomes: [{ learningOutcomeId: 'lo', name }] }, 'PLACEHOLDER_VALUE learningOutcomes'],
    [{ learningOutcomeIds: ['lo'] }, 'UNRESOLVED_REFERENCE learningOutcomeIds'],
    [{ duration: '-P1D' }, 'INVALID_VALUE duration'],
    [{ assessment: [{ language: 'nl' }] }, 'INVALID_VALUE assessment.0'],
  ])('of a course, %j, gives a warning', async (fields, expected) => {
    const { opportunity, codes } = await course(fields);
    expect(codes).toEqual([expected]);
    expect(learningOpportunitySchema.safeParse(opportunity).error?.issues).toBeUndefined();
  });

  it.each([
    [{ programmeType: 'x-kop' }, 'UNMAPPED_VALUE programmeType'],
    [{ levelOfQualification: '6' }, 'UNMAPPED_VALUE levelOfQualification'],
    [{ levelOfQualification: 'eqf_7', level: 'bachelor' }, 'IMPLAUSIBLE_VALUE level'],
    [{ formalDocument: 'x-badge' }, 'UNMAPPED_VALUE formalDocument'],
    [{ qualificationAwarded: 'BSc' }, 'UNMAPPED_VALUE qualificationAwarded'],
  ])('of a programme, %j, gives a warning', async (fields, expected) => {
    expect((await programme(fields)).codes).toEqual([expected]);
  });

  it.each([
    [{ state: 'x-paused' }, 'UNMAPPED_VALUE offering.state'],
    [
      { startDateTime: '2026-09-01T00:00:00Z', endDateTime: '2026-08-01T00:00:00Z' },
      'IMPLAUSIBLE_VALUE offering.endDateTime',
    ],
    [{ startDateTime: '01/09/26' }, 'INVALID_DATE offering.startDateTime'],
    [
      { priceInformation: [{ costType: 'total_costs', amount: '12' }] },
      'MISSING_REQUIRED offering.priceInformation.currency',
    ],
    [
      { addresses: [{ addressType: 'teaching', countryCode: { 'iso3166-1-alpha2': 'XX' } }] },
      'UNMAPPED_VALUE offering.addresses.countryCode',
    ],
    [{ enrolmentPeriods: [{ enrolmentUrl: 'via SIS' }] }, 'INVALID_URL offering.enrolmentPeriods.enrolmentUrl'],
  ])('of an offering, %j, gives a warning', async (fields, expected) => {
    const { opportunity, codes } = await offered(fields);
    expect(codes).toEqual([expected]);
    expect(opportunity.runs).toHaveLength(1);
  });

  it('is free only when the total is 0', async () => {
    const cost = (costType: string) => ({ priceInformation: [{ costType, amount: '0', currency: 'EUR' }] });
    expect((await offered(cost('total_costs'))).opportunity.runs?.[0]?.free).toMatchObject({ value: true });
    expect((await offered(cost('stap_eligible'))).opportunity.runs?.[0]?.free).toBeUndefined();
  });

  it.each([
    [{ courseId: '', name }, 'MISSING_ID'],
    [{ programmeType: 'programme', name, organisationId: 'org-1' }, 'MISSING_ID'],
    [{ courseId: 'c-1', name: [] }, 'MISSING_REQUIRED'],
    [{ name, organisationId: 'org-1' }, 'UNSUPPORTED_RECORD'],
    [7, 'UNSUPPORTED_RECORD'],
  ])('has no record for %j', async (resource, code) => {
    const { opportunities, issues } = await read([resource]);
    expect(opportunities).toEqual([]);
    expect(issues).toMatchObject([{ code, severity: 'error' }]);
  });
});

describe('broken feeds', () => {
  const whole = readFileSync(file, 'utf8');

  it.each([
    ['empty', '', 'FEED_EMPTY'],
    ['cut', whole.slice(0, whole.length / 2), 'FEED_MALFORMED'],
    ['without its last bracket', whole.trimEnd().slice(0, -1), 'FEED_MALFORMED'],
    ['an RFC 7807 problem', '{"status":"503","title":"Service Unavailable"}', 'FEED_MALFORMED'],
    ['an object in the place of a list', '{"courses":{"c-1":{"courseId":"c-1"}}}', 'FEED_MALFORMED'],
  ])('throws for a feed that is %s', async (_, content, code) => {
    const failure = await runFormat(ooapiV6, { content }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(FeedError);
    expect(failure).toMatchObject({ code });
  });
});

describe('whatever comes', () => {
  it('never throws on arbitrary JSON', async () => {
    fc.assert(
      fc.property(fc.jsonValue(), (data) => expectMapped(ooapiV6, data)),
      { numRuns: 200 },
    );
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), (data) => expectReadable(ooapiV6, data)),
      { numRuns: 50 },
    );
  });

  it('keeps its records valid when any value in them becomes something else', () => {
    const [first, second] = bundle.courseOfferings;
    expectMapperToStand(ooapiV6, {
      kind: 'course',
      resource: bundle.courses[0],
      offerings: [{ resource: first }, { resource: second, academicSession: bundle.academicSessions[0] }],
      organisations: bundle.organisations,
      learningOutcomes: [{ id: 'lo-1', resource: bundle.learningOutcomes[0] }],
      isPartOf: [{ id: 'p-micro', resource: bundle.programmes[0] }],
    });
    expectMapperToStand(ooapiV6, { kind: 'programme', resource: bundle.programmes[1] });
  });
});

describe('sniffing', () => {
  it('knows its own and leaves other JSON alone, that of v5 above all', () => {
    expect(ooapiV6.sniff(readFileSync(file, 'utf8'), 'x')).toBe(true);
    expect(ooapiV6.sniff(JSON.stringify({ items: [bundle.courses[0]] }), 'x')).toBe(true);
    expect(ooapiV6.sniff(readFileSync('src/catalogues/made/ooapi-v5-example.json', 'utf8'), 'x')).toBe(false);
    expect(ooapiV6.sniff(readFileSync('test/fixtures/moochub/v3-courses.json', 'utf8'), 'x')).toBe(false);
  });
});
