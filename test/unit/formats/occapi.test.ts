import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { opportunityId } from '../../../src/domain/identifiers.js';
import { learningOpportunitySchema } from '../../../src/domain/learning-opportunity.js';
import { FeedError } from '../../../src/harvest/feed.js';
import { occapi } from '../../../src/harvest/formats/occapi/occapi.format.js';
import { expectMapped, expectMapperToStand, expectReadable } from '../../support/check-format.js';
import { runFormat } from '../../support/run-format.js';

const file = 'test/fixtures/occapi/bundle.json';
const portuguese = { language: 'pt', timezone: 'Europe/Lisbon' };
const snb = 'http://data.europa.eu/snb';
const authority = 'http://publications.europa.eu/resource/authority';
const bundle = JSON.parse(readFileSync(file, 'utf8'));

type Json = Record<string, unknown>;

function read(document: unknown) {
  return runFormat(occapi, { content: JSON.stringify(document) }, portuguese);
}

const title = [{ string: 'Academic Writing', lang: 'en' }];

async function only(type: string, attributes: Json, more: Json = {}) {
  const { opportunities, issues } = await read([{ type, id: 'x-1', attributes: { title, ...attributes }, ...more }]);
  const [opportunity] = opportunities;
  if (opportunity === undefined) throw new Error('no opportunity');
  return { opportunity, codes: issues.map(({ code, path }) => `${code} ${path}`) };
}
const course = (attributes: Json, more?: Json) => only('course', attributes, more);
const programme = (attributes: Json) => only('programme', attributes);

async function byId() {
  const { opportunities } = await runFormat(occapi, file, portuguese);
  return new Map(opportunities.map((it) => [it.provenance.record, it]));
}

describe('a bundle of an institution', () => {
  it('gives its courses and programmes as valid records, without the deprecated course', async () => {
    const { opportunities, issues } = await runFormat(occapi, file, portuguese);
    expect(opportunities.map((it) => it.provenance.record)).toEqual(['c-bio', 'c-cell', 'p-bsc', 'p-short']);
    expect(issues).toMatchObject([
      { code: 'INVALID_URL', record: 'p-bsc', path: 'attributes.url.uri' },
      { code: 'UNRESOLVED_REFERENCE', severity: 'error', path: 'relationships.course' },
    ]);
    for (const opportunity of opportunities) {
      expect(learningOpportunitySchema.safeParse(opportunity).error?.issues).toBeUndefined();
    }
  });

  it('maps a course whose concepts are bare identifiers of the European Learning Model', async () => {
    const biology = (await byId()).get('c-bio');
    expect(biology).toMatchObject({
      nativeIds: [
        { scheme: 'courseId', value: 'c-bio' },
        { scheme: 'code', value: 'BIO2' },
      ],
      title: { en: 'Molecular Biology', pt: 'Biologia Molecular' },
      description: { en: '<p>How cells read their genes.</p><p>With laboratory work.</p>' },
      kinds: [{ value: `${snb}/learning-opportunity/05053c1cbe`, basis: 'stated', native: '05053c1cbe' }],
      learningOutcomes: [
        { text: { en: 'You explain transcription and translation.', pt: 'Explica a transcrição e a tradução.' } },
      ],
      credits: [{ system: `${snb}/education-credit/6fcec5c5af`, value: 6 }],
      ects: { value: 6, basis: 'stated' },
      workloadStatement: { en: '42 engagement hours' },
      fields: [{ value: `${snb}/isced-f/0512`, basis: 'stated' }],
      subjects: [{ scheme: 'erasmus', code: '13.4' }],
      languages: [
        { value: `${authority}/language/POR`, native: 'pt-PT' },
        { value: `${authority}/language/ENG`, native: 'en' },
      ],
      modes: [{ value: `${snb}/learning-assessment/e92d221e4d`, basis: 'stated' }],
      activityTypes: [
        { value: `${snb}/learning-activity/ff436ea7c9`, basis: 'stated' },
        { value: `${snb}/learning-activity/3c8bd58d62`, basis: 'stated' },
      ],
      assessments: [
        { type: { value: `${snb}/assessment/6e6cb2cc78`, basis: 'stated' } },
        { type: { value: `${snb}/assessment/c_04b30a72`, basis: 'stated' } },
        { text: { en: 'Written examination, and a talk.' } },
      ],
      gradingScheme: { en: '0 to 20, pass from 10' },
      prerequisites: {
        en: 'Basic chemistry.\nCell Biology\nOnly for students enrolled at an institution of the same alliance.',
      },
      homepages: [{ url: 'https://www.ribamar.example/en/bio2', language: 'en' }],
      modifiedAtSource: '2026-05-01T11:00:00.000Z',
    });
    expect([biology?.workloadHours, biology?.eqfLevel]).toEqual([undefined, undefined]);
  });

  it('makes its instances runs, with a language and mode of their own', async () => {
    expect((await byId()).get('c-bio')?.runs).toMatchObject([
      {
        nativeIds: [{ scheme: 'instanceId', value: 'inst-bio-2026-2' }],
        period: { start: '2027-02-01', end: '2027-06-30', precision: 'day', native: '2026/2027-2/2' },
        languages: [{ value: `${authority}/language/ENG` }],
        modes: [{ value: `${snb}/learning-assessment/c_3a90b26d`, basis: 'stated' }],
        state: 'unknown',
      },
    ]);
  });

  it('names the institution, which comes last, by its SCHAC code', async () => {
    const institution = {
      names: { en: 'Ribamar University', pt: 'Universidade de Ribamar' },
      identifiers: [{ scheme: 'SCHAC', value: 'ribamar.example' }],
      homepage: 'https://www.ribamar.example/',
    };
    for (const record of (await byId()).values()) {
      expect(record.providers).toMatchObject([institution]);
      expect(record.awardingBodies).toMatchObject([institution]);
    }
  });

  it('names the programme that a course is in, but does not give the course its level', async () => {
    const records = await byId();
    const bachelor = records.get('p-bsc');
    expect(records.get('c-bio')?.stackability?.isPartOf).toEqual([{ id: bachelor?.id, title: bachelor?.title }]);
    expect(records.get('c-bio')?.eqfLevel).toBeUndefined();
  });

  it('maps a programme with its EQF level, schedule and length', async () => {
    const bachelor = (await byId()).get('p-bsc');
    expect(bachelor).toMatchObject({
      kinds: [{ value: `${snb}/learning-opportunity/79343569f3`, basis: 'stated' }],
      ects: { value: 180 },
      eqfLevel: { value: 6, basis: 'mapped', rule: 'occapi-eqf', path: 'attributes.eqfLevelProvided', native: '6' },
      schedules: [{ value: `${snb}/learning-schedule/72a0ab92fa`, basis: 'stated' }],
      fields: [{ value: `${snb}/isced-f/051` }, { value: `${snb}/isced-f/0511` }],
      runs: [{ duration: 'P3Y' }],
    });
    expect(bachelor?.runs?.[0]?.period).toBeUndefined();
    expect((await byId()).get('p-short')).toMatchObject({
      kinds: [{ value: `${snb}/learning-opportunity/74a4a268e8` }],
      eqfLevel: { value: 5 },
      runs: [{ duration: 'P18M' }],
    });
    expect((await byId()).get('p-short')?.microCredential).toBeUndefined();
  });

  it('keeps the term of a course without instances in the words of the source', async () => {
    expect((await byId()).get('c-cell')).toMatchObject({
      kinds: [{ basis: 'mapped', rule: 'occapi-resource' }],
      runs: [{ period: { precision: 'term', native: 'term 1/2' } }],
    });
  });

  it('gives the same records when read again, and in small pieces', async () => {
    const once = await runFormat(occapi, { content: readFileSync(file) }, portuguese);
    expect(await runFormat(occapi, { content: readFileSync(file), chunk: 13 }, portuguese)).toEqual(once);
  });
});

describe('shapes of a document', () => {
  const [biology] = bundle.course;

  it('reads a collection, a resource with what it includes, and an array to the same record', async () => {
    const collection = await read({ jsonapi: { version: '1.1' }, data: [biology], links: { self: { href: 'x' } } });
    expect(collection.opportunities).toHaveLength(1);
    expect((await read({ data: biology })).opportunities).toEqual(collection.opportunities);
    expect((await read([biology])).opportunities).toEqual(collection.opportunities);
    const included = await read({ data: biology, included: [bundle.hei, bundle.instance[0]] });
    expect(included.opportunities[0]?.providers).toHaveLength(1);
    expect(included.opportunities[0]?.runs?.[0]?.period?.start).toBe('2027-02-01');
  });

  it('takes the institution in the address of the resource where there are several', async () => {
    const other = { type: 'hei', id: 'other.example', attributes: { title: [{ string: 'Other', lang: 'en' }] } };
    const { opportunities } = await read({ hei: [other, bundle.hei], courses: bundle.course });
    expect(opportunities[0]?.providers).toMatchObject([{ names: { en: 'Ribamar University' } }]);
    expect(opportunities[1]?.providers).toEqual([]);
  });

  it('reads the plain values of v1, and the level that a course has in every programme', async () => {
    const attributes = { languageOfInstruction: 'en', iscedCode: '0512', academicTerm: '1/2', title: 'Biologia' };
    const { opportunity, codes } = await course(attributes, { meta: { global: { eqfLevel: 6, year: '1/3' } } });
    expect(opportunity).toMatchObject({
      title: { pt: 'Biologia' },
      languages: [{ native: 'en' }],
      fields: [{ native: '0512' }],
      eqfLevel: { value: 6, basis: 'mapped', rule: 'occapi-eqf', path: 'meta.global.eqfLevel' },
    });
    expect(codes).toEqual([]);
  });

  it('takes outcomes in the same language for several', async () => {
    const learningOutcomes = [
      { multiline: 'You read.', lang: 'en' },
      { multiline: 'You write.', lang: 'en' },
    ];
    const { opportunity } = await course({ learningOutcomes });
    expect(opportunity.learningOutcomes).toEqual([{ text: { en: 'You read.' } }, { text: { en: 'You write.' } }]);
  });
});

describe('what is deleted', () => {
  it('leaves no trace, nor do the instances of a deprecated course', async () => {
    const { opportunities, issues } = await read({ course: [bundle.course[2]], instance: [bundle.instance[1]] });
    expect([opportunities, issues]).toEqual([[], []]);
  });
});

describe('doubtful values', () => {
  it.each([
    [{ ects: 900 }, 'IMPLAUSIBLE_VALUE attributes.ects'],
    [{ ects: 'seis' }, 'INVALID_NUMBER attributes.ects'],
    [{ elmModeOfLearning: ['online'] }, 'UNMAPPED_VALUE attributes.elmModeOfLearning'],
    [{ elmModeOfLearning: ['ffffffffff'] }, 'UNMAPPED_VALUE attributes.elmModeOfLearning'],
    [{ iscedCode: ['0099'] }, 'PLACEHOLDER_VALUE attributes.iscedCode'],
    [{ languageOfInstruction: ['xx'] }, 'UNMAPPED_VALUE attributes.languageOfInstruction'],
    [{ url: [{ uri: 'www.ribamar.example' }] }, 'INVALID_URL attributes.url.uri'],
    [{ lastModified: 'yesterday' }, 'INVALID_DATE attributes.lastModified'],
    [{ learningOutcomes: [{ multiline: 'academic writing' }] }, 'PLACEHOLDER_VALUE attributes.learningOutcomes'],
    [{ title: [...title, { lang: 'pt' }] }, 'INVALID_VALUE attributes.title.1'],
  ])('of a course, %j, gives a warning', async (attributes, expected) => {
    const { opportunity, codes } = await course(attributes);
    expect(codes).toEqual([expected]);
    expect(learningOpportunitySchema.safeParse(opportunity).error?.issues).toBeUndefined();
  });

  it.each([
    [{ eqfLevelProvided: 4 }, 'UNMAPPED_VALUE attributes.eqfLevelProvided'],
    [{ eqfLevelProvided: '6 (bachelor)' }, 'UNMAPPED_VALUE attributes.eqfLevelProvided'],
    [{ length: 'three years' }, 'INVALID_VALUE attributes.length'],
  ])('of a programme, %j, gives a warning', async (attributes, expected) => {
    const { opportunity, codes } = await programme(attributes);
    expect(codes).toEqual([expected]);
    expect([opportunity.eqfLevel, opportunity.runs]).toEqual([undefined, []]);
  });

  it('leaves the end of an instance out that is before its start', async () => {
    const instance = {
      type: 'instance',
      id: 'i',
      attributes: { startDate: '2027-02-01', endDate: '2026-02-01' },
      relationships: { course: { data: { type: 'course', id: 'x-1' } } },
    };
    const { opportunities, issues } = await read([{ type: 'course', id: 'x-1', attributes: { title } }, instance]);
    expect(opportunities[0]?.runs?.[0]?.period).toEqual({ start: '2027-02-01', precision: 'day' });
    expect(issues).toMatchObject([{ code: 'IMPLAUSIBLE_VALUE', path: 'instance.attributes.endDate' }]);
    expect(opportunities[0]?.id).toBe(opportunityId('test', 'x-1'));
  });

  it.each([
    [{ type: 'course', attributes: { title } }, 'MISSING_ID'],
    [{ type: 'course', id: 'x-1' }, 'MISSING_REQUIRED'],
    [{ type: 'person', id: 'x-1', attributes: { title } }, 'UNSUPPORTED_RECORD'],
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
    ['a JSON:API error', '{"errors":[{"status":"404","title":"Not found"}]}', 'FEED_MALFORMED'],
    ['an object in the place of a list', '{"data":{"c-1":{"type":"course"}}}', 'FEED_MALFORMED'],
  ])('throws for a feed that is %s', async (_, content, code) => {
    const failure = await runFormat(occapi, { content }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(FeedError);
    expect(failure).toMatchObject({ code });
  });
});

describe('whatever comes', () => {
  it('never throws on arbitrary JSON', async () => {
    fc.assert(
      fc.property(fc.jsonValue(), (data) => expectMapped(occapi, data)),
      { numRuns: 200 },
    );
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), (data) => expectReadable(occapi, data)),
      { numRuns: 50 },
    );
  });

  it('keeps its records valid when any value in them becomes something else', () => {
    const common = { hei: bundle.hei, programmes: [{ id: 'p-bsc', resource: bundle.programme[0] }] };
    const prerequisiteCourses = [bundle.course[1]];
    const instances = [bundle.instance[0]];
    expectMapperToStand(occapi, {
      kind: 'course',
      resource: bundle.course[0],
      instances,
      prerequisiteCourses,
      ...common,
    });
    expectMapperToStand(occapi, { kind: 'programme', resource: bundle.programme[0] });
  });
});

describe('sniffing', () => {
  it('knows its own and leaves other JSON alone', () => {
    expect(occapi.sniff(readFileSync(file, 'utf8'), 'x')).toBe(true);
    expect(occapi.sniff(JSON.stringify({ data: [bundle.course[1]] }), 'x')).toBe(true);
    expect(occapi.sniff(readFileSync('test/fixtures/moochub/v3-courses.json', 'utf8'), 'x')).toBe(false);
    expect(occapi.sniff(readFileSync('src/catalogues/made/ooapi-v5-example.json', 'utf8'), 'x')).toBe(false);
  });
});

describe('the examples of the European University Foundation', () => {
  const official = async (name: string) => {
    const { opportunities, issues } = await runFormat(occapi, `test/fixtures/occapi/official-${name}.json`);
    return { offer: opportunities[0], count: opportunities.length, paths: issues.map(({ path }) => path) };
  };
  const longText = (first: string) => `<p>${first}</p><p>This is a long text field.</p>`;

  it('give a course as they state it', async () => {
    const { offer, count, paths } = await official('course');
    expect([count, paths]).toEqual([1, ['attributes.url.uri']]);
    expect(offer).toMatchObject({
      nativeIds: [
        { scheme: 'courseId', value: 'aabbccdd-eeff-1122-3344-556677889900' },
        { scheme: 'code', value: 'COUR01' },
      ],
      title: { en: 'Example Course' },
      description: {
        en: [
          longText('This is the description of the Course.'),
          longText('this is the content outline of the Course.'),
          longText('This is the teaching method for the Course.'),
        ].join('\n'),
      },
      learningOutcomes: [{ text: { en: 'These are the learning outcomes of the Course. This is a long text field.' } }],
      ects: { value: 6, basis: 'stated' },
      eqfLevel: { value: 6, basis: 'mapped', path: 'meta.global.eqfLevel' },
      fields: [{ value: 'http://data.europa.eu/snb/isced-f/0000', native: '0000' }],
      languages: [{ value: 'http://publications.europa.eu/resource/authority/language/ENG', native: 'en' }],
      assessments: [{ text: { en: 'This is the assessment method for the Course. This is a long text field.' } }],
      prerequisites: { en: 'These are the prerequisites of the Course. This is a long text field.' },
      homepages: [{ url: 'http://www.domain.tld/example/course', language: 'en' }],
      runs: [{ period: { precision: 'term', native: 'term 1/2' } }],
    });
  });

  it('give a programme, whose ISCED code is a number there and lost its zeros', async () => {
    const { offer, paths } = await official('programmes');
    expect(paths).toEqual(['attributes.url.uri', 'attributes.length']);
    expect(offer).toMatchObject({
      title: { en: 'Example Programme' },
      ects: { value: 120 },
      eqfLevel: { value: 5, path: 'attributes.eqfLevelProvided' },
      fields: [{ value: 'http://data.europa.eu/snb/isced-f/00', native: '0' }],
    });
  });
});
