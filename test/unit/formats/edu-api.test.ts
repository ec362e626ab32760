import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { learningOpportunitySchema } from '../../../src/domain/learning-opportunity.js';
import { FeedError } from '../../../src/harvest/feed.js';
import { eduApi } from '../../../src/harvest/formats/edu-api/edu-api.format.js';
import { expectMapped, expectMapperToStand, expectReadable } from '../../support/check-format.js';
import { runFormat } from '../../support/run-format.js';

const file = 'test/fixtures/edu-api/bundle.json';
const finnish = { language: 'fi', timezone: 'Europe/Helsinki' };
const snb = 'http://data.europa.eu/snb';
const authority = 'http://publications.europa.eu/resource/authority';
const bundle = JSON.parse(readFileSync(file, 'utf8'));

type Json = Record<string, unknown>;

function read(document: unknown, uri?: string) {
  const content = JSON.stringify(document);
  return runFormat(eduApi, uri === undefined ? { content } : { content, uri }, finnish);
}

const title = [{ language: 'en', value: 'Academic Writing' }];

async function only(template: Json, ...offerings: Json[]) {
  const { opportunities, issues } = await read({
    courseTemplates: [{ sourcedId: 't-1', recordStatus: 'active', title, ...template }],
    courseOfferings: offerings.map((offering, index) => ({ sourcedId: `o-${index}`, course: 't-1', ...offering })),
  });
  const [opportunity] = opportunities;
  if (opportunity === undefined) throw new Error('no opportunity');
  return { opportunity, codes: issues.map(({ code, path }) => `${code} ${path}`) };
}

async function byId() {
  const { opportunities } = await runFormat(eduApi, file, finnish);
  return new Map(opportunities.map((it) => [it.provenance.record, it]));
}

describe('a bundle of templates, offerings and organizations', () => {
  it('gives the templates that are not deleted as valid records', async () => {
    const { opportunities, issues } = await runFormat(eduApi, file, finnish);
    expect(opportunities.map((it) => it.provenance.record)).toEqual(['ct-energy', 'ct-thesis', 'ct-old', 'col-green']);
    expect(issues).toMatchObject([{ code: 'UNRESOLVED_REFERENCE', severity: 'error', record: '#5', path: 'offering' }]);
    for (const opportunity of opportunities) {
      expect(learningOpportunitySchema.safeParse(opportunity).error?.issues).toBeUndefined();
    }
  });

  it('maps a course of 5 ECTS at a stated EQF level', async () => {
    const energy = (await byId()).get('ct-energy');
    expect(energy).toMatchObject({
      nativeIds: [
        { scheme: 'sourcedId', value: 'ct-energy' },
        { scheme: 'courseCode', value: 'RE-101' },
        { scheme: 'ext:urn', value: 'urn:schac:uniqueCourseId:tundra.example:re-101' },
      ],
      title: { en: 'Renewable Energy', fi: 'Uusiutuva energia' },
      description: { en: '<p>Wind, sun and water.</p><p>With a site visit.</p>' },
      kinds: [{ value: `${snb}/learning-opportunity/05053c1cbe`, basis: 'mapped', rule: 'edu-api-resource' }],
      learningOutcomes: [{ text: { en: 'You compare the cost of sources of energy.' } }],
      credits: [{ system: `${snb}/education-credit/6fcec5c5af`, value: 5 }],
      ects: { value: 5, basis: 'stated', path: 'creditsAwarded' },
      eqfLevel: { value: 7, basis: 'mapped', rule: 'edu-api-ext-eqf', native: 'ext:eqf:7' },
      educationLevels: [],
      fields: [{ value: `${snb}/isced-f/0713`, basis: 'stated' }],
      subjects: [{ code: '7A2' }],
      languages: [{ value: `${authority}/language/ENG` }],
      gradingScheme: { en: '0-5' },
      modifiedAtSource: '2026-04-01T08:00:00.000Z',
    });
    expect(energy?.awardingBodies).toBeUndefined();
  });

  it('makes its offerings runs, without the deleted one, and an inactive one closed', async () => {
    const runs = (await byId()).get('ct-energy')?.runs;
    expect(runs).toMatchObject([
      {
        nativeIds: [
          { scheme: 'sourcedId', value: 'off-1' },
          { scheme: 'offeringCode', value: 'RE-26A' },
        ],
        period: { start: '2026-09-14', end: '2026-12-18', precision: 'day', native: '2026-AUT' },
        languages: [{ value: `${authority}/language/ENG` }],
        modes: [{ value: `${snb}/learning-assessment/e92d221e4d`, basis: 'mapped', rule: 'edu-api-offering-format' }],
        state: 'unknown',
        capacity: 40,
      },
      {
        period: { start: '2027-01-11', end: '2027-05-21', precision: 'term', native: 'Spring 2027' },
        modes: [{ value: `${snb}/learning-assessment/9191af2ed9`, basis: 'mapped', native: 'onGround' }],
        state: 'closed',
      },
    ]);
    expect(runs).toHaveLength(2);
  });

  it('names the organizations of template and offering, and the collection it is a part of', async () => {
    const records = await byId();
    const collection = records.get('col-green');
    expect(records.get('ct-energy')?.providers).toMatchObject([
      {
        names: { en: 'Tundra University' },
        identifiers: [
          { scheme: 'sourcedId', value: 'org-uni' },
          { scheme: 'schacHome', value: 'tundra.example' },
        ],
      },
      { names: { en: 'Faculty of Technology' } },
    ]);
    expect(records.get('ct-energy')?.stackability?.isPartOf).toEqual([
      { id: collection?.id, title: collection?.title },
    ]);
  });

  it('makes no level of words', async () => {
    const records = await byId();
    expect(records.get('ct-thesis')).toMatchObject({
      kinds: [{ value: `${snb}/learning-opportunity/b2434ca358`, rule: 'edu-api-course-type' }],
      educationLevels: [{ scheme: 'Edu-API level', code: 'graduate' }],
      ects: { value: 30 },
    });
    for (const id of ['ct-thesis', 'ct-old']) {
      expect([records.get(id)?.eqfLevel, records.get(id)?.qfEheaCycle]).toEqual([undefined, undefined]);
    }
  });

  it('keeps credits of no named system apart, and shows that a template is no longer in use', async () => {
    const peat = (await byId()).get('ct-old');
    expect(peat).toMatchObject({ credits: [{ system: 'credits', value: 3 }], runs: [{ state: 'closed' }] });
    expect(peat?.ects).toBeUndefined();
  });

  it('takes a collection for nearly an educational programme, and a range of credits for words', async () => {
    const collection = (await byId()).get('col-green');
    expect(collection).toMatchObject({
      kinds: [{ value: `${snb}/learning-opportunity/79343569f3`, basis: 'close' }],
      workloadStatement: { und: '60-90 ECTS' },
      schedules: [{ value: `${snb}/learning-schedule/72a0ab92fa`, basis: 'close' }],
      runs: [{ period: { start: '2026-09-01' }, modes: [{ value: `${snb}/learning-assessment/920fbb3cbe` }] }],
    });
    expect([collection?.ects, collection?.credits]).toEqual([undefined, undefined]);
  });

  it('gives the same records when read again, and in small pieces', async () => {
    const once = await runFormat(eduApi, { content: readFileSync(file) }, finnish);
    expect(await runFormat(eduApi, { content: readFileSync(file), chunk: 13 }, finnish)).toEqual(once);
  });
});

describe('shapes of a document', () => {
  it('reads the bare array of a path as what the path says, else as what its resources show', async () => {
    const templates = await read(bundle.courseTemplates);
    expect(templates.opportunities.map((it) => it.provenance.record)).toEqual(['ct-energy', 'ct-thesis', 'ct-old']);
    const bare = [{ sourcedId: 'c-1', title }];
    const collections = await read(bare, 'https://api.tundra.example/eduapi/v1/collectionTemplates?limit=500');
    expect(collections.opportunities[0]?.kinds).toMatchObject([{ native: 'collectionTemplate' }]);
    expect((await read(bare)).opportunities[0]?.kinds).toMatchObject([{ native: 'courseTemplate' }]);
  });

  it('tells all kinds of resources of one array apart', async () => {
    const { organizations, courseTemplates, courseOfferings } = bundle;
    const { opportunities } = await read([...courseOfferings, ...organizations, ...courseTemplates]);
    expect(opportunities.map((it) => it.provenance.record)).toEqual(['ct-energy', 'ct-thesis', 'ct-old']);
    expect(opportunities[0]?.providers).toHaveLength(2);
    expect(opportunities[0]?.runs).toHaveLength(2);
  });

  it('warns of an organization that the feed does not have', async () => {
    const { opportunity, codes } = await only({ organization: 'elsewhere' });
    expect(opportunity.providers).toEqual([]);
    expect(codes).toEqual(['UNRESOLVED_REFERENCE organization']);
  });

  it('takes texts without a language in that of the record, else of the source', async () => {
    expect((await only({ title: 'Writing', recordLanguage: 'en' })).opportunity.title).toEqual({ en: 'Writing' });
    expect((await only({ title: 'Kirjoittaminen' })).opportunity.title).toEqual({ fi: 'Kirjoittaminen' });
  });
});

describe('credits', () => {
  it.each([
    [{ creditsAwarded: '7,5 ECTS' }, 7.5],
    [{ creditsAwarded: 'ECTS 10' }, 10],
    [{ creditsAwarded: '5 ects credits' }, 5],
    [{ creditsAwarded: 5, creditType: 'ext:ECTS' }, 5],
    [{ creditsAwarded: '5', creditType: 'credit' }, undefined],
    [{ creditsAwarded: '5 CATS' }, undefined],
    [{ creditsAwarded: '3 or 5 ECTS' }, undefined],
    [{ creditsAwarded: 'ECTS' }, undefined],
  ])('%j are %s ECTS', async (template, ects) => {
    const { opportunity, codes } = await only(template);
    expect(opportunity.ects?.value).toBe(ects);
    expect(codes).toEqual([]);
  });

  it('keep their own system', async () => {
    expect((await only({ creditsAwarded: '5 CATS' })).opportunity.credits).toEqual([{ system: 'CATS', value: 5 }]);
    const typed = await only({ creditsAwarded: '5', creditType: 'credit' });
    expect(typed.opportunity.credits).toEqual([{ system: 'credit', value: 5 }]);
  });
});

describe('doubtful values', () => {
  it.each([
    [{ level: 'ext:eqf:9' }, 'UNMAPPED_VALUE level'],
    [{ creditsAwarded: '600 ECTS' }, 'IMPLAUSIBLE_VALUE creditsAwarded'],
    [{ subjectCodes: [{ identifierType: 'isced', identifier: '0099' }] }, 'PLACEHOLDER_VALUE subjectCodes'],
    [{ teachingLanguage: 'xx' }, 'UNMAPPED_VALUE teachingLanguage'],
    [{ dateLastModified: 'today' }, 'INVALID_DATE dateLastModified'],
    [{ learningOutcomes: [title] }, 'PLACEHOLDER_VALUE learningOutcomes'],
    [{ description: [{ language: 'en' }] }, 'INVALID_VALUE description.0'],
  ])('of a template, %j, gives a warning', async (template, expected) => {
    const { opportunity, codes } = await only(template);
    expect(codes).toEqual([expected]);
    expect(learningOpportunitySchema.safeParse(opportunity).error?.issues).toBeUndefined();
  });

  it.each([
    [{ offeringFormat: 'ext:vr' }, 'UNMAPPED_VALUE offering.offeringFormat'],
    [{ startDate: '2026-09-01', endDate: '2026-08-01' }, 'IMPLAUSIBLE_VALUE offering.endDate'],
    [{ startDate: 'autumn' }, 'INVALID_DATE offering.startDate'],
    [{ maxNumberStudents: 12.5 }, 'INVALID_NUMBER offering.maxNumberStudents'],
    [{ sourcedId: '' }, 'MISSING_ID offering.sourcedId'],
  ])('of an offering, %j, gives a warning', async (offering, expected) => {
    expect((await only({}, offering)).codes).toEqual([expected]);
  });

  it.each([
    [{ title }, 'MISSING_ID'],
    [{ sourcedId: 't-1', title: [] }, 'MISSING_REQUIRED'],
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
    ['an error of the interface', '{"imsx_codeMajor":"failure","imsx_severity":"error"}', 'FEED_MALFORMED'],
    ['an object in the place of a list', '{"courseTemplates":{"a":{}}}', 'FEED_MALFORMED'],
  ])('throws for a feed that is %s', async (_, content, code) => {
    const failure = await runFormat(eduApi, { content }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(FeedError);
    expect(failure).toMatchObject({ code });
  });
});

describe('whatever comes', () => {
  it('never throws on arbitrary JSON', async () => {
    fc.assert(
      fc.property(fc.jsonValue(), (data) => expectMapped(eduApi, data)),
      { numRuns: 200 },
    );
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), (data) => expectReadable(eduApi, data)),
      { numRuns: 50 },
    );
  });

  it('keeps its records valid when any value in them becomes something else', () => {
    expectMapperToStand(eduApi, {
      kind: 'courseTemplate',
      resource: { ...bundle.courseTemplates[0], paceOfStudy: '100 %' },
      offerings: [
        { resource: bundle.courseOfferings[0] },
        { resource: bundle.courseOfferings[1], academicSession: bundle.academicSessions[0] },
      ],
      organizations: [{ id: 'org-uni', resource: bundle.organizations[0] }],
      parents: [{ id: 'col-green', resource: bundle.collectionTemplates[0] }],
    });
  });
});

describe('sniffing', () => {
  it('knows its own and leaves other JSON alone', () => {
    expect(eduApi.sniff(readFileSync(file, 'utf8'), 'x')).toBe(true);
    expect(eduApi.sniff('[{"sourcedId":"1","status":"active","title":"OneRoster"}]', 'x')).toBe(false);
    expect(eduApi.sniff(readFileSync('src/catalogues/made/ooapi-v5-example.json', 'utf8'), 'x')).toBe(false);
  });
});
