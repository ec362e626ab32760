import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { opportunityId } from '../../../src/domain/identifiers.js';
import { learningOpportunitySchema } from '../../../src/domain/learning-opportunity.js';
import { vocabulary } from '../../../src/domain/vocabularies/vocabulary.js';
import { ctdl } from '../../../src/harvest/formats/ctdl/ctdl.format.js';
import { formats } from '../../../src/harvest/formats/registry.js';
import { sourceDefinition } from '../../../src/harvest/source.js';
import { pathsIn, replaced } from '../../support/any-value.js';
import { runFormat } from '../../support/run-format.js';

const registry = 'src/catalogues/apache-credential-engine';
const made = 'test/fixtures/ctdl/course-with-offerings.json';
const english = { language: 'en', timezone: 'UTC' };
const codes = (id: Parameters<typeof vocabulary>[0], concepts: readonly { value: string }[] = []) =>
  concepts.map(({ value }) => vocabulary(id).find(value)?.code);

describe('records of the Credential Registry', () => {
  it('maps an early record: names for codes, an organisation inside, prices for members and others', async () => {
    const { opportunities, issues } = await runFormat(ctdl, `${registry}/3_import.json`, english);
    expect(issues).toEqual([]);
    expect(opportunities).toHaveLength(1);
    const [seminar] = opportunities;
    expect(seminar).toMatchObject({
      nativeIds: [{ scheme: 'ctid', value: 'ce-38A1CF5C-798E-469B-88AC-87231D5AE1C2' }],
      title: { en: 'Certified Radiographic Interpreter (CRI) Seminars' },
      languages: [{ basis: 'mapped', rule: 'ctdl-in-language', native: 'English' }],
      modes: [{ basis: 'mapped', rule: 'ctdl-delivery-type', native: 'deliveryType:InPerson' }],
      activityTypes: [{ basis: 'close', rule: 'ctdl-learning-method', native: 'learnMethod:Lecture' }],
      homepages: [{ url: 'http://www.aws.org/education/seminar/certified-radiographic-interpreter' }],
      qualityAssurance: [{ evidence: 'provider-claim', agency: 'Indiana Commission for Higher Education' }],
      providers: [],
    });
    expect(seminar?.description?.en).toMatch(/^<p>The five-day AWS Certified Radiographic Interpreter \(CRI\) Seminar/);
    expect(seminar?.subjects).toHaveLength(11);
    expect(seminar?.runs).toMatchObject([{ duration: 'P5D', free: undefined }]);
    expect(seminar?.runs?.[0]?.prices?.map(({ amount, kind }) => [amount, kind])).toEqual([
      [1640, 'Certified Radiographic Interpreter (CRI) Seminar: Learning Resource (Non-Member)'],
      [1407, 'Certified Radiographic Interpreter (CRI) Seminar: Learning Resource (Member)'],
    ]);
  });

  it('maps an envelope, whose organisation is elsewhere, with the prices by residency', async () => {
    const { opportunities, issues } = await runFormat(ctdl, `${registry}/LearningOpportunityEnvelope.json`, english);
    const [insurance] = opportunities;
    expect(insurance).toMatchObject({
      nativeIds: [
        { scheme: 'ctid', value: 'ce-0b6f0c2f-01b9-4776-b861-894b78f81eda' },
        { scheme: 'codedNotation', value: 'Academic Plan Code: 5842' },
      ],
      title: { en: 'Insurance Studies Certificate' },
      providers: [],
      fields: [],
      kinds: [],
      credentials: [],
    });
    expect(insurance?.subjects?.[0]).toEqual({
      scheme: 'Classification of Instructional Programs',
      code: '52.1701',
      label: 'Insurance',
      language: 'en',
    });
    expect(codes('mode', insurance?.modes)).toEqual(['presential', 'online']);
    expect(insurance?.runs?.[0]?.prices?.map(({ amount, kind }) => [amount, kind])).toEqual([
      [1535, 'In-State Tuition and Fees: Tuition (In-State)'],
      [986, 'In-State Tuition and Fees: Learning Resource (In-State)'],
      [5886, 'Out-of-State Tuition and Fees: Tuition (Out-of-State)'],
    ]);
    expect(issues.map(({ code, path }) => `${code} ${path}`)).toEqual(['UNRESOLVED_REFERENCE ceterms:offeredBy']);
  });

  it('gives every profile as a valid record, and the same when read in small pieces', async () => {
    for (const file of ['2_import', '3_import', 'LearningOpportunityEnvelope', '160-driving-academy-published']) {
      const content = readFileSync(`${registry}/${file}.json`);
      const once = await runFormat(ctdl, { content }, english);
      expect(once.opportunities).toHaveLength(1);
      expect(learningOpportunitySchema.safeParse(once.opportunities[0]).error?.issues).toBeUndefined();
      expect(await runFormat(ctdl, { content, chunk: 97 }, english)).toEqual(once);
    }
  });

  it('takes a credential for what is awarded, not for an offer, nor what it only mentions', async () => {
    const { opportunities, issues } = await runFormat(ctdl, 'test/fixtures/ctdl/credential-only.json', english);
    expect([opportunities, issues]).toEqual([[], []]);
  });
});

describe('a graph with everything', () => {
  const course = async () => {
    const { opportunities, issues } = await runFormat(ctdl, made, english);
    const [first] = opportunities;
    if (first === undefined) throw new Error('no course');
    return { course: first, opportunities, issues };
  };

  it('has two offers, with class, credits, level and outcomes as stated', async () => {
    const { course: welding, opportunities } = await course();
    expect(opportunities.map(({ title }) => title.en)).toEqual(['Welding I', 'Metal Trades']);
    expect(opportunities.map(({ kinds }) => codes('opportunity-type', kinds))).toEqual([
      ['course'],
      ['educational-programme'],
    ]);
    expect(welding.credits).toEqual([
      { system: 'Semester Hour', value: 3 },
      { system: vocabulary('credit-system').find('ects')?.iri, value: 5 },
    ]);
    expect(welding.ects).toMatchObject({ value: 5, basis: 'stated' });
    expect(welding.eqfLevel).toMatchObject({ value: 4, basis: 'stated' });
    expect(welding.educationLevels?.[0]).toEqual({ scheme: 'CTDL audience level', code: 'audLevel:BeginnerLevel' });
    expect(welding.learningOutcomes?.map(({ text, nativeId }) => [text?.en, nativeId])).toEqual([
      ['Weld a T-joint', 'W.1'],
      ['Read a welding symbol', undefined],
    ]);
    expect(welding.prerequisites).toEqual({ en: 'Be 16 or older\nSafety shoes\nSafety basics' });
    expect(codes('language', welding.languages)).toEqual(['en', 'es']);
    expect(codes('mode', welding.modes)).toEqual(['blended']);
    expect(welding.subjects).toEqual([
      { label: 'welding', language: 'en' },
      { label: 'metal', language: 'en' },
    ]);
  });

  it('has a run for each offering, which says only what differs from the course', async () => {
    const { course: welding, issues } = await course();
    expect(welding.runs).toMatchObject([
      {
        nativeIds: [{ scheme: 'ctid', value: 'ce-44444444-4444-4444-8444-444444444444' }],
        period: { start: '2026-09-01', end: '2026-10-13', precision: 'day' },
        places: [{ city: 'Dublin', country: { basis: 'stated' }, geo: { latitude: 53.35, longitude: -6.26 } }],
        duration: 'P6W',
        prices: [{ amount: 0, kind: 'Tuition' }],
        free: { value: true, basis: 'stated' },
      },
      { period: undefined, duration: 'P6W', prices: [{ amount: 90.5, kind: 'Evening course' }], free: undefined },
    ]);
    expect(welding.runs?.map(({ modes }) => codes('mode', modes))).toEqual([['presential'], []]);
    expect(issues.map(({ code, path }) => `${code} ${path}`)).toEqual(['UNRESOLVED_REFERENCE ceterms:hasOffering']);
  });

  it('says what the course is part of, gives standing for, prepares for, and who claims to recognise it', async () => {
    const { course: welding } = await course();
    expect(welding.stackability).toEqual({
      text: undefined,
      hasPart: [],
      isPartOf: [
        {
          id: opportunityId('test', 'ce-33333333-3333-4333-8333-333333333333'),
          title: { en: 'Metal Trades' },
          url: 'https://credentialengineregistry.org/resources/ce-33333333-3333-4333-8333-333333333333',
        },
      ],
      leadsTo: [
        {
          id: undefined,
          title: undefined,
          url: 'https://credentialengineregistry.org/resources/ce-99999999-9999-4999-8999-999999999999',
        },
        { title: { en: 'Welding II' } },
      ],
    });
    expect(welding.qualityAssurance).toMatchObject([
      { evidence: 'provider-claim', agency: 'Welders Union', text: { en: 'Recognized by Welders Union' } },
    ]);
    expect(welding.recognition).toBeUndefined();
  });

  it('leads to the micro-credential that requires it alone, not to the certificate that requires more', async () => {
    const { course: welding, opportunities } = await course();
    expect(welding.microCredential).toMatchObject({ value: true, basis: 'mapped', rule: 'ctdl-class' });
    expect(welding.credentials).toMatchObject([{ title: { en: 'Arc Welder' }, kind: { basis: 'mapped' } }]);
    expect(welding.awardingBodies).toMatchObject([
      { names: { en: 'Trade School' }, homepage: 'https://trade.example/' },
    ]);
    expect(welding.providers).toEqual(welding.awardingBodies);
    expect(opportunities[1]).toMatchObject({
      microCredential: undefined,
      credentials: [],
      awardingBodies: [],
      runs: [],
    });
  });

  it('is valid', async () => {
    for (const opportunity of (await course()).opportunities) {
      expect(learningOpportunitySchema.safeParse(opportunity).error?.issues).toBeUndefined();
    }
  });
});

describe('an offer that costs nothing', () => {
  const concept = (node: string) => [{ 'ceterms:targetNode': node }];
  const free = async (...costs: object[]) => {
    const content = JSON.stringify({
      '@type': 'ceterms:Course',
      'ceterms:ctid': 'ce-1',
      'ceterms:name': 'Welding',
      'ceterms:estimatedCost': costs.map((cost) => ({ 'ceterms:price': 0, 'ceterms:currency': 'USD', ...cost })),
    });
    const { opportunities } = await runFormat(ctdl, { content }, english);
    return opportunities[0]?.runs?.[0]?.free?.value;
  };
  const tuition = { 'ceterms:directCostType': concept('costType:Tuition') };
  const application = { 'ceterms:directCostType': concept('costType:Application') };

  it('is free by its tuition, all its costs or a cost of no kind', async () => {
    expect(await free(tuition)).toBe(true);
    expect(await free({ 'ceterms:directCostType': concept('costType:AggregateCost') })).toBe(true);
    expect(await free({})).toBe(true);
    expect(await free(application, tuition)).toBe(true);
  });

  it('is not free because an application or a named thing is, or what some people pay', async () => {
    expect(await free(application)).toBeUndefined();
    expect(await free({ 'ceterms:name': 'Materials' })).toBeUndefined();
    expect(await free({ ...tuition, 'ceterms:residencyType': concept('residency:InDistrict') })).toBeUndefined();
    expect(await free({ ...tuition, 'ceterms:audienceType': concept('audience:Member') })).toBeUndefined();
    expect(await free(tuition, { ...application, 'ceterms:price': 25 })).toBeUndefined();
  });
});

describe('the life cycle of an offer', () => {
  const offer = (ctid: string, status: unknown, fields: object = {}) => ({
    '@type': 'ceterms:Course',
    'ceterms:ctid': ctid,
    'ceterms:name': ctid,
    'ceterms:lifeCycleStatusType': status,
    ...fields,
  });
  const concept = (name: string) => ({ 'ceterms:targetNode': `lifeCycle:${name}` });
  const duration = { 'ceterms:estimatedDuration': [{ 'ceterms:exactDuration': 'P10W' }] };
  const read = (...offers: object[]) => runFormat(ctdl, { content: JSON.stringify(offers) }, english);

  it('leaves out what has ceased or is not made yet, and is closed while suspended', async () => {
    const { opportunities, issues } = await read(
      offer('ce-1', concept('Active'), duration),
      offer('ce-2', concept('Ceased')),
      offer('ce-3', [concept('Developing')]),
      offer('ce-4', concept('Suspended'), duration),
      offer('ce-5', 'https://credreg.net/ctdl/terms/lifeCycle/Suspended'),
      offer('ce-6', concept('Resting'), duration),
    );
    expect(opportunities.map(({ title, runs }) => [title.en, runs?.map(({ state }) => state)])).toEqual([
      ['ce-1', ['unknown']],
      ['ce-4', ['closed']],
      ['ce-5', ['closed']],
      ['ce-6', ['unknown']],
    ]);
    expect(issues.map(({ code, record }) => `${code} ${record}`)).toEqual(['UNMAPPED_VALUE ce-6']);
  });

  it('names a part that has ceased without an id, which no record has', async () => {
    const [ceased, current] = ['ce-11111111-1111-4111-8111-111111111111', 'ce-22222222-2222-4222-8222-222222222222'];
    const { opportunities } = await read(
      offer(ceased, concept('Ceased')),
      offer(current, concept('Active')),
      offer('ce-3', concept('Active'), { 'ceterms:hasPart': [ceased, current] }),
    );
    expect(opportunities[1]?.stackability?.hasPart?.map(({ id, title }) => [id, title?.en])).toEqual([
      [undefined, ceased],
      [opportunityId('test', current), current],
    ]);
  });
});

describe('feeds of CTDL', () => {
  const record = (ctid: string) => ({ '@type': 'ceterms:Course', 'ceterms:ctid': ctid, 'ceterms:name': ctid });
  const [one, two] = [record('ce-1'), record('ce-2')];
  const envelope = (content: object, deleted?: string) => ({
    envelope_id: 'e',
    decoded_resource: content,
    node_headers: { deleted_at: deleted ?? null },
  });
  it.each([
    ['a graph', { '@graph': [one, two] }],
    ['an array of records', [one, two]],
    ['an array of envelopes', [envelope({ '@graph': [one] }), envelope(two), envelope(record('ce-3'), '2026-01-01')]],
    ['an answer of the search', { data: [one, two], extra: { TotalResults: 2 } }],
  ])('are read as %s', async (_, content) => {
    const { opportunities } = await runFormat(ctdl, { content: JSON.stringify(content) }, english);
    expect(opportunities.map(({ title }) => title.en)).toEqual(['ce-1', 'ce-2']);
  });

  it('are read as JSON lines, in which blank nodes are of their own line', async () => {
    const line = (name: string, ctid: string) =>
      JSON.stringify({
        '@graph': [
          { ...record(ctid), 'ceterms:ownedBy': ['_:b0'] },
          { '@id': '_:b0', '@type': 'ceterms:Organization', 'ceterms:name': name },
        ],
      });
    const { opportunities } = await runFormat(
      ctdl,
      { content: `${line('A', 'ce-1')}\n${line('B', 'ce-2')}\n` },
      english,
    );
    expect(opportunities.map(({ providers }) => providers?.[0]?.names.en)).toEqual(['A', 'B']);
  });

  it('keep both of two records with one CTID, for the harvest to judge', async () => {
    const content = JSON.stringify([one, { ...one, 'ceterms:name': 'Again' }]);
    const { opportunities } = await runFormat(ctdl, { content }, english);
    expect(opportunities.map(({ title }) => title.en)).toEqual(['ce-1', 'Again']);
  });

  it('give a record by its address where there is no CTID, and none without a name', async () => {
    const nameless = { '@type': 'Course', '@id': 'https://registry.example/1' };
    const content = JSON.stringify([{ ...nameless, 'ceterms:name': 'By address' }, nameless, { '@type': 'Course' }]);
    const { opportunities, issues } = await runFormat(ctdl, { content }, english);
    expect(opportunities.map(({ nativeIds }) => nativeIds)).toEqual([[{ value: 'https://registry.example/1' }]]);
    expect(issues.map(({ code }) => code)).toEqual(['MISSING_REQUIRED', 'MISSING_ID']);
  });

  it('that are broken or cut fail as a whole', async () => {
    const malformed = runFormat(ctdl, 'test/fixtures/ctdl/condition-manifest-malformed.json', english);
    await expect(malformed).rejects.toMatchObject({ name: 'FeedError', code: 'FEED_MALFORMED' });
    const cut = readFileSync(made).subarray(0, 4000);
    await expect(runFormat(ctdl, { content: cut }, english)).rejects.toMatchObject({ code: 'FEED_MALFORMED' });
    await expect(runFormat(ctdl, { content: '' }, english)).rejects.toMatchObject({ code: 'FEED_EMPTY' });
    await expect(runFormat(ctdl, { content: '{"error": 1}' }, english)).rejects.toMatchObject({
      code: 'FEED_MALFORMED',
    });
  });

  it('are recognised without being named', () => {
    for (const file of [made, `${registry}/LearningOpportunityEnvelope.json`, `${registry}/2_import.json`]) {
      expect(formats.find(({ sniff }) => sniff(readFileSync(file, 'utf8').slice(0, 65_536), file))?.id).toBe('ctdl');
    }
  });
});

describe('mapping any JSON', () => {
  const source = sourceDefinition.parse({ id: 'test', name: 'Test', location: 'feed', ...english });
  const context = { source, feed: { uri: 'file:///feed' }, position: 1, now: new Date('2026-01-15T12:00:00Z') };
  const [course, , , , , , ...others] = JSON.parse(readFileSync(made, 'utf8'))['@graph'];
  const real = { resource: course, linked: { '_:union': others[0] }, awarded: [others[2]] };

  it('never throws, and says why there is no record', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (data) => {
        const { opportunity, issues } = ctdl.map({ position: 1, data: { resource: data } }, context);
        expect(opportunity !== undefined || issues.some(({ severity }) => severity === 'error')).toBe(true);
        expect(ctdl.map({ position: 1, data }, context).issues[0]?.severity).toBe('error');
      }),
      { numRuns: 200 },
    );
  });

  it('gives a valid record of a course in which any value is something else', () => {
    const identity = ['@type', '@id', 'ceterms:ctid', 'ceterms:name'];
    const paths = [...pathsIn(real)].filter(([, key]) => key !== undefined && !identity.includes(key));
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.jsonValue({ maxDepth: 2 }), (path, value) => {
        const { opportunity } = ctdl.map({ position: 1, data: replaced(real, path, value) }, context);
        expect(learningOpportunitySchema.safeParse(opportunity).error?.issues).toBeUndefined();
      }),
      { numRuns: 300 },
    );
  });
});
