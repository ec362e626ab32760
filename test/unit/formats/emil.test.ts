import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { opportunityId } from '../../../src/domain/identifiers.js';
import { learningOpportunitySchema } from '../../../src/domain/learning-opportunity.js';
import { FeedError } from '../../../src/harvest/feed.js';
import { emil } from '../../../src/harvest/formats/emil/emil.format.js';
import { expectMapped, expectMapperToStand, expectReadable } from '../../support/check-format.js';
import { runFormat } from '../../support/run-format.js';

const file = 'test/fixtures/emil/bundle.json';
const swedish = { language: 'sv', timezone: 'Europe/Stockholm' };
const snb = 'http://data.europa.eu/snb';
const authority = 'http://publications.europa.eu/resource/authority';

type Json = Record<string, unknown>;

const bundle = JSON.parse(readFileSync(file, 'utf8'));
const swe = (content: string) => ({ strings: [{ lang: 'swe', content }] });

function read(document: unknown) {
  return runFormat(emil, { content: JSON.stringify(document) }, swedish);
}

async function only(info: Json, ...events: Json[]) {
  const educationInfos = [{ identifier: 'i-1', code: 'C1', title: swe('Kurs'), ...info }];
  const educationEvents = events.map((event, index) => ({ identifier: `e-${index}`, education: 'i-1', ...event }));
  const { opportunities, issues } = await read({ educationInfos, educationEvents });
  const [opportunity] = opportunities;
  if (opportunity === undefined) throw new Error('no opportunity');
  return { opportunity, codes: issues.map(({ code, path }) => `${code} ${path}`) };
}
const withEvent = (event: Json) => only({}, event);

async function byId() {
  const { opportunities } = await runFormat(emil, file, swedish);
  return new Map(opportunities.map((it) => [it.provenance.record, it]));
}

describe('a bundle of the three lists of Susa-navet', () => {
  it('gives the four educations that are active as valid records', async () => {
    const { opportunities, issues } = await runFormat(emil, file, swedish);
    expect(opportunities.map((it) => it.provenance.record)).toEqual([
      'i.uoh.nvu.da1001',
      'i.yh.solvik.svets',
      'i.sf.solvik.studie',
      'i.uoh.nvu.paket',
    ]);
    expect(issues).toMatchObject([
      { code: 'INVALID_DATE', record: 'i.sf.solvik.studie', path: 'lastEdited' },
      { code: 'UNRESOLVED_REFERENCE', severity: 'error', path: 'event.education' },
    ]);
    for (const opportunity of opportunities) {
      expect(learningOpportunitySchema.safeParse(opportunity).error?.issues).toBeUndefined();
    }
  });

  it('maps a university course of 7.5 högskolepoäng', async () => {
    const databases = (await byId()).get('i.uoh.nvu.da1001');
    expect(databases).toMatchObject({
      nativeIds: [{ value: 'i.uoh.nvu.da1001' }, { scheme: 'code', value: 'DA1001' }],
      title: { sv: 'Databaser, grundkurs', en: 'Databases, Introductory Course' },
      description: { sv: '<p>Kursen ger grunderna i <b>relationsdatabaser</b>.</p>' },
      kinds: [{ value: `${snb}/learning-opportunity/05053c1cbe`, basis: 'mapped', rule: 'emil-configuration' }],
      credits: [{ system: 'hp', value: 7.5 }],
      ects: { value: 7.5, basis: 'mapped', rule: 'hp-ects', native: '7.5 hp' },
      nqfLevels: [{ framework: 'EMIL qualificationLevel', label: '6' }],
      educationLevels: [
        { scheme: 'UH_EducationLevel', code: 'grund' },
        { scheme: 'ISCED 2011', code: '6' },
        { scheme: 'SchoolType', code: 'HS' },
      ],
      fields: [{ value: `${snb}/isced-f/0612`, basis: 'stated' }],
      subjects: [{ scheme: 'SUN', code: '481a' }],
      prerequisites: { sv: 'Grundläggande behörighet.\nProgrammering.' },
      homepages: [
        { url: 'https://www.nvu.example/kurs/da1001', language: 'sv' },
        { url: 'https://www.nvu.example/en/course/da1001', language: 'en' },
      ],
      modifiedAtSource: '2026-02-03T09:15:00.000Z',
    });
    expect(databases?.eqfLevel).toBeUndefined();
    expect(databases?.setting).toBeUndefined();
    expect(databases?.microCredential).toBeUndefined();
    expect(databases?.workloadHours).toBeUndefined();
    expect(databases?.credentials).toEqual([]);
  });

  it('makes its events runs: one on site in part, one cancelled, and not the one that was removed', async () => {
    const runs = (await byId()).get('i.uoh.nvu.da1001')?.runs;
    expect(runs).toMatchObject([
      {
        nativeIds: [{ value: 'e.uoh.nvu.da1001.21001.20262' }],
        period: { start: '2026-08-31', end: '2026-11-06', precision: 'day' },
        applicationWindows: [
          { opens: '2026-03-16', closes: '2026-04-15', url: 'https://www.antagning.example/se/nvu-21001' },
        ],
        places: [
          {
            name: 'Campus Nord',
            address: 'Kungsbäcksvägen 47, 801 76',
            city: 'Gävle',
            country: { value: `${authority}/country/SWE`, basis: 'stated' },
          },
        ],
        languages: [{ value: `${authority}/language/SWE`, basis: 'stated', native: 'swe' }],
        modes: [{ value: `${snb}/learning-assessment/e92d221e4d`, basis: 'close', rule: 'emil-distance', native: '2' }],
        grants: [{ title: { sv: 'Studiestöd' } }],
        state: 'unknown',
        capacity: 60,
      },
      {
        period: { precision: 'term', native: 'vt 2027, v. 3' },
        modes: [{ value: `${snb}/learning-assessment/920fbb3cbe`, basis: 'close' }],
        schedules: [{ value: `${snb}/learning-schedule/72a0ab92fa`, basis: 'close' }],
        state: 'cancelled',
      },
    ]);
    expect(runs).toHaveLength(2);
    expect(runs?.[0]?.schedules).toEqual([]);
    expect(runs?.[1]?.period).not.toHaveProperty('start');
  });

  it('names provider and examining body, which come after the events, by their number', async () => {
    const databases = (await byId()).get('i.uoh.nvu.da1001');
    const university = {
      names: { sv: 'Nordviks universitet', en: 'Nordvik University' },
      identifiers: [
        { scheme: 'EMIL provider', value: 'p.uoh.nvu' },
        { scheme: 'organisationNumber', value: '202100-0000' },
      ],
      country: { value: `${authority}/country/SWE`, path: 'provider.contactAddress.country' },
      city: 'Gävle',
      homepage: 'https://www.nvu.example/',
    };
    expect(databases?.providers).toMatchObject([university]);
    expect(databases?.awardingBodies).toMatchObject([university]);
    expect((await byId()).get('i.yh.solvik.svets')?.awardingBodies).toEqual([]);
  });

  it('keeps the points of vocational higher education out of ECTS, and weeks out of the workload', async () => {
    const welding = (await byId()).get('i.yh.solvik.svets');
    expect(welding).toMatchObject({
      kinds: [
        { value: `${snb}/learning-opportunity/79343569f3`, native: 'program' },
        { value: `${snb}/learning-opportunity/63f9f6180c`, basis: 'mapped', rule: 'emil-is-apprenticeship' },
      ],
      credits: [{ system: 'yh', value: 200 }],
      credentials: [
        {
          title: { sv: 'Yrkeshögskoleexamen Svetstekniker' },
          kind: { value: 'https://w3id.org/lotse/credential-kind/qualification', basis: 'close' },
        },
      ],
      runs: [
        {
          duration: 'P40W',
          prices: [{ amount: 0, currency: `${authority}/currency/SEK`, text: { sv: 'Utbildningen är kostnadsfri.' } }],
          free: { value: true, basis: 'stated' },
          grants: [{ title: { sv: 'Studiestöd (B 1)' } }],
        },
      ],
    });
    expect([welding?.ects, welding?.workloadHours, welding?.eqfLevel]).toEqual([undefined, undefined, undefined]);
  });

  it('takes only an extent in hours for workload', async () => {
    expect((await byId()).get('i.sf.solvik.studie')).toMatchObject({
      workloadHours: { value: { min: 30, max: 40 }, basis: 'stated', path: 'extent' },
      kinds: [],
      runs: [],
    });
  });

  it('names the courses of a package', async () => {
    const records = await byId();
    const databases = records.get('i.uoh.nvu.da1001');
    const packaged = records.get('i.uoh.nvu.paket');
    expect(packaged?.stackability?.hasPart).toEqual([{ id: databases?.id, title: databases?.title }]);
    expect(packaged?.kinds).toEqual([]);
    expect(databases?.stackability).toBeUndefined();
  });

  it('gives the same records when read again, and in small pieces', async () => {
    const once = await runFormat(emil, { content: readFileSync(file) }, swedish);
    expect(await runFormat(emil, { content: readFileSync(file), chunk: 13 }, swedish)).toEqual(once);
  });
});

describe('shapes of a document', () => {
  it('reads a page, an array of items and an array of contents to the same record', async () => {
    const item = bundle.educationInfos[2];
    const page = await read({
      links: [],
      educationInfos: [item],
      page: { size: 100, totalElements: 1, pageNumber: 0 },
    });
    expect(page.opportunities).toHaveLength(1);
    expect((await read([item])).opportunities).toEqual(page.opportunities);
    expect((await read([item.content])).opportunities).toEqual(page.opportunities);
  });

  it('tells events and providers of a bare array from educations', async () => {
    const mixed = [...bundle.educationProviders, ...bundle.educationInfos, ...bundle.educationEvents];
    const { opportunities } = await read(mixed);
    const bundled = await runFormat(emil, file, swedish);
    expect(opportunities.map(({ provenance, ...rest }) => rest)).toEqual(
      bundled.opportunities.map(({ provenance, ...rest }) => rest),
    );
  });

  it('takes the id of the item where the content has none', async () => {
    const { opportunities } = await read([{ id: 'i-9', status: 'ACTIVE', content: { title: swe('Kurs') } }]);
    expect(opportunities[0]?.id).toBe(opportunityId('test', 'i-9'));
  });

  it('warns of a provider that the feed does not have', async () => {
    const { opportunity, codes } = await withEvent({ providers: ['p-9'] });
    expect(opportunity.providers).toEqual([]);
    expect(codes).toEqual(['UNRESOLVED_REFERENCE event.providers']);
  });

  it('does not report the events of an education that was removed', async () => {
    const educationInfos = [{ id: 'i-1', status: 'REMOVED', content: { identifier: 'i-1', title: swe('Kurs') } }];
    const { opportunities, issues } = await read({
      educationInfos,
      educationEvents: [{ identifier: 'e', education: 'i-1' }],
    });
    expect([opportunities, issues]).toEqual([[], []]);
  });
});

describe('doubtful values', () => {
  it('never makes a price or freedom of charge of the tuition fee, which is not for everybody', async () => {
    const fee = (tuitionFee: Json) => withEvent({ extensions: [{ type: 'UHEventExtension', tuitionFee }] });
    const { opportunity } = await fee({ value: true, first: 30000, total: 120000 });
    expect(opportunity.runs?.[0]?.prices).toEqual([{ kind: 'tuitionFee', text: { und: 'total 120000, first 30000' } }]);
    expect((await fee({ value: false })).opportunity.runs?.[0]?.free).toBeUndefined();
  });

  it('says free of a fee of 0 that is for everybody, not of one for some', async () => {
    const free = async (...conditions: (string | undefined)[]) => {
      const fees = conditions.map((condition) => ({
        totalAmount: 0,
        currency: 'SEK',
        ...(condition === undefined ? {} : { condition: swe(condition) }),
      }));
      return (await withEvent({ fees })).opportunity.runs?.[0]?.free?.value;
    };
    expect(await free(undefined)).toBe(true);
    expect(await free('Kursen är gratis')).toBe(true);
    expect(await free('För studerande från EU/EES')).toBeUndefined();
    expect(await free('Kursen är gratis för medborgare i EU/EES.')).toBeUndefined();
    expect(await free(undefined, 'För medlemmar')).toBeUndefined();
  });

  it('has no mode without "distance", and none where it does not count the sessions', async () => {
    expect((await withEvent({})).opportunity.runs?.[0]?.modes).toEqual([]);
    expect((await withEvent({ distance: { noOfOptionalSessions: 4 } })).opportunity.runs?.[0]?.modes).toEqual([]);
  });

  it.each(['yh', 'gy', 'fup', 'vp', 'nyp'])('makes no ECTS of points of the system "%s"', async (code) => {
    const { opportunity, codes } = await only({ credits: { system: { type: 'C_Credits', code }, credits: 100 } });
    expect([opportunity.ects, opportunity.credits, codes]).toEqual([undefined, [{ system: code, value: 100 }], []]);
  });

  it('keeps a length in semesters, and a choice of credits, in words', async () => {
    const { opportunity } = await only({
      extent: { length: 2, unit: { code: 'semesters' }, note: swe('Halvfart') },
      credits: { system: { code: 'hp' }, credits: 60, min: 30 },
    });
    expect(opportunity.workloadStatement).toEqual({ und: '30–60 hp', en: '2 semesters', sv: 'Halvfart' });
    expect(opportunity.runs).toEqual([]);
  });

  it('says where one can only study as part of a programme', async () => {
    const details = { extensions: [{ applicationDetails: { onlyAsPartOfProgram: true } }] };
    expect((await withEvent(details)).opportunity.stackability?.text).toEqual({ en: 'Only as part of a programme.' });
    expect((await only({}, details, {})).opportunity.stackability).toBeUndefined();
  });

  it('takes the text from "value", where "content" says what kind of text it is (since 3.0.4)', async () => {
    const html = '<p>Kursen ger <strong>grunderna</strong>.</p>';
    const { opportunity } = await only({
      title: { strings: [{ lang: 'swe', content: 'TEXT', value: 'Grundläggande datalogi' }] },
      description: {
        strings: [
          { lang: 'swe', content: 'HTML', value: html },
          { lang: 'eng', content: 'HTML' },
        ],
      },
    });
    expect(opportunity.title).toEqual({ sv: 'Grundläggande datalogi' });
    expect(opportunity.description).toEqual({ sv: html });
  });

  it('keeps all degrees, and takes the word that there is none for none', async () => {
    const strings = [
      { lang: 'swe', value: 'Civilingenjörsexamen' },
      { lang: 'eng', value: 'Master of Science in Engineering' },
      { lang: 'swe', value: 'Teknologie masterexamen' },
      { lang: 'eng', value: 'Degree of Master of Science' },
    ];
    const degrees = async (fields: Json) => (await only(fields)).opportunity.credentials?.map(({ title }) => title);
    expect(await degrees({ resultIsDegree: true, degrees: { strings } })).toEqual([
      { sv: 'Civilingenjörsexamen', en: 'Master of Science in Engineering' },
      { sv: 'Teknologie masterexamen', en: 'Degree of Master of Science' },
    ]);
    expect(await degrees({ degrees: { strings: strings.slice(0, 3) } })).toEqual([
      { sv: 'Civilingenjörsexamen' },
      { sv: 'Teknologie masterexamen' },
      { en: 'Master of Science in Engineering' },
    ]);
    const none = {
      strings: [
        { lang: 'swe', value: 'Ingen examen' },
        { lang: 'eng', value: 'No degree' },
      ],
    };
    expect(await degrees({ resultIsDegree: false, degrees: none })).toEqual([]);
  });

  it('keeps what only its events say: key words, a description', async () => {
    const keywords = {
      strings: [
        { lang: 'swe', value: 'logistik' },
        { lang: 'swe', value: 'industri' },
      ],
    };
    const { opportunity } = await only({}, { keywords }, { keywords, description: swe('Andra tillfället.') });
    expect(opportunity.subjects).toEqual([
      { label: 'logistik', language: 'sv' },
      { label: 'industri', language: 'sv' },
    ]);
    expect(opportunity.description).toEqual({ sv: 'Andra tillfället.' });
    expect((await only({ description: swe('Kursen.') }, { description: swe('x') })).opportunity.description).toEqual({
      sv: 'Kursen.',
    });
  });

  it('reads key words from a list of texts, as 3.0.2 defines them', async () => {
    const { opportunity, codes } = await withEvent({ keywords: [swe('logistik'), swe('industri')] });
    expect(opportunity.subjects?.map(({ label }) => label)).toEqual(['logistik', 'industri']);
    expect(codes).toEqual([]);
  });

  it.each([
    [{ credits: { system: { code: 'poäng' }, credits: 5 } }, 'UNMAPPED_VALUE credits.system.code'],
    [{ credits: { system: { code: 'hp' }, credits: 900 } }, 'IMPLAUSIBLE_VALUE credits.credits'],
    [{ credits: { system: { code: 'hp' }, credits: 'fem' } }, 'INVALID_NUMBER credits.credits'],
    [
      { credits: { system: { code: 'hp' }, credits: 30 }, extent: { length: 40, unit: { code: 'hours' } } },
      'IMPLAUSIBLE_VALUE extent',
    ],
    [{ extent: { length: 0, unit: { code: 'hours' } } }, 'IMPLAUSIBLE_VALUE extent'],
    [{ extent: { length: 0, unit: { code: 'weeks' } } }, 'IMPLAUSIBLE_VALUE extent.length'],
    [{ configuration: { code: 'modul' } }, 'UNMAPPED_VALUE configuration.code'],
    [{ subjects: [{ type: 'C_Subject_ISCED2013', code: '0099' }] }, 'PLACEHOLDER_VALUE subjects.code'],
    [{ subjects: [{ type: 'C_Subject_ISCED2013', code: '1399' }] }, 'UNMAPPED_VALUE subjects.code'],
    [{ url: { urls: [{ value: 'www.nvu.example' }] } }, 'INVALID_URL url'],
    [{ title: { strings: [{ lang: 'swe', content: 'Kurs' }, 7] } }, 'INVALID_VALUE title.strings.1'],
  ])('of an education, %j, gives a warning', async (fields, expected) => {
    const { opportunity, codes } = await only(fields);
    expect(codes).toEqual([expected]);
    expect(learningOpportunitySchema.safeParse(opportunity).error?.issues).toBeUndefined();
  });

  it.each([
    [{ execution: { start: '2026-09-01', end: '2026-08-01' } }, 'IMPLAUSIBLE_VALUE event.execution.end'],
    [{ execution: { start: '1 september' } }, 'INVALID_DATE event.execution.start'],
    [
      { execution: { start: '2026-09-01', end: '2026-12-01' }, application: { last: '2027-01-01' } },
      'IMPLAUSIBLE_VALUE event.application.last',
    ],
    [{ languageOfInstructions: ['und'] }, 'PLACEHOLDER_VALUE event.languageOfInstructions'],
    [{ fees: [{ totalAmount: 900 }] }, 'MISSING_REQUIRED event.fees.currency'],
    [{ locations: [{ town: 'Lund', country: 'Skåne' }] }, 'UNMAPPED_VALUE event.locations.country'],
    [{ places: 2.5 }, 'INVALID_NUMBER event.places'],
    [{ identifier: '' }, 'MISSING_ID event.identifier'],
  ])('of an event, %j, gives a warning', async (fields, expected) => {
    const { opportunity, codes } = await withEvent(fields);
    expect(codes).toEqual([expected]);
    expect(learningOpportunitySchema.safeParse(opportunity).error?.issues).toBeUndefined();
  });

  it.each([
    [{ title: swe('Kurs'), code: 'X' }, 'MISSING_ID'],
    [{ identifier: 'i-1', title: { strings: [] } }, 'MISSING_REQUIRED'],
    [{ code: 'X' }, 'UNSUPPORTED_RECORD'],
    [7, 'UNSUPPORTED_RECORD'],
  ])('has no record for %j', async (item, code) => {
    const { opportunities, issues } = await read([item]);
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
    ['busy updating', '{"status":503,"type":"Service Unavailable","message":"Try again later."}', 'FEED_MALFORMED'],
    ['an object in the place of a list', '{"educationInfos":{"a":{}}}', 'FEED_MALFORMED'],
  ])('throws for a feed that is %s', async (_, content, code) => {
    const failure = await runFormat(emil, { content }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(FeedError);
    expect(failure).toMatchObject({ code });
  });
});

describe('whatever comes', () => {
  it('never throws on arbitrary JSON', async () => {
    fc.assert(
      fc.property(fc.jsonValue(), (data) => expectMapped(emil, data)),
      { numRuns: 200 },
    );
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), (data) => expectReadable(emil, data)),
      { numRuns: 50 },
    );
  });

  it('keeps its records valid when any value in them becomes something else', () => {
    const [databases] = bundle.educationInfos;
    expectMapperToStand(emil, {
      kind: 'info',
      resource: {
        ...databases.content,
        extent: { length: 3, max: 5, unit: { code: 'hours' } },
        degrees: swe('Examen'),
      },
      events: [bundle.educationEvents[0].content, bundle.educationEvents[1].content, bundle.educationEvents[3].content],
      providers: [{ id: 'p.uoh.nvu', resource: bundle.educationProviders[0].content }],
      packageParts: [{ id: 'i-2', title: swe('Annan kurs') }],
    });
  });
});

describe('sniffing', () => {
  it('knows its own and leaves other JSON alone', () => {
    const head = readFileSync(file, 'utf8');
    expect(emil.sniff(head, 'x')).toBe(true);
    expect(emil.sniff(JSON.stringify([bundle.educationInfos[0]]), 'x')).toBe(true);
    expect(emil.sniff(readFileSync('test/fixtures/moochub/v3-courses.json', 'utf8'), 'x')).toBe(false);
    expect(emil.sniff(readFileSync('src/catalogues/made/ooapi-v5-example.json', 'utf8'), 'x')).toBe(false);
  });
});
