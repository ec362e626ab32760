import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { learningOpportunitySchema } from '../../../src/domain/learning-opportunity.js';
import { FeedError } from '../../../src/harvest/feed.js';
import { moochub } from '../../../src/harvest/formats/moochub/moochub.format.js';
import { sourceDefinition } from '../../../src/harvest/source.js';
import { runFormat } from '../../support/run-format.js';

const kiCampus = 'src/catalogues/cc-by-sa-ki-campus/notebook-cell21.json';
const v3 = 'test/fixtures/moochub/v3-courses.json';
const german = { language: 'de', timezone: 'Europe/Berlin' };
const snb = 'http://data.europa.eu/snb';
const authority = 'http://publications.europa.eu/resource/authority';

function course(attributes: Record<string, unknown>) {
  const content = JSON.stringify({ data: [{ id: 'c1', type: 'Course', attributes: { name: 'Kurs', ...attributes } }] });
  return runFormat(moochub, { content }, german);
}

async function only(attributes: Record<string, unknown>) {
  const { opportunities, issues } = await course(attributes);
  const [opportunity] = opportunities;
  if (opportunity === undefined) throw new Error('no opportunity');
  return { opportunity, issues, codes: issues.map(({ code, path }) => `${code} ${path}`) };
}

describe('the catalogue of KI-Campus, as served', () => {
  it('gives every one of the 44 courses as a valid record, without an issue', async () => {
    const { opportunities, issues } = await runFormat(moochub, kiCampus, german);
    expect(opportunities).toHaveLength(44);
    expect(issues).toEqual([]);
    for (const opportunity of opportunities) {
      expect(learningOpportunitySchema.safeParse(opportunity).error?.issues).toBeUndefined();
    }
  });

  it('states of a course what the platform states and nothing else', async () => {
    const { opportunities } = await runFormat(moochub, kiCampus, german);
    const byId = new Map(opportunities.map((it) => [it.provenance.record, it]));

    const learning = byId.get('50');
    expect(learning?.title).toEqual({ de: 'Reinforcement Learning' });
    expect(learning?.description?.de).toMatch(/^<p>In recent years, reinforcement learning \(RL\) has produced/);
    expect(learning?.languages).toMatchObject([{ value: `${authority}/language/ENG`, basis: 'stated' }]);
    expect(learning?.homepages).toEqual([{ url: 'https://moodle.ki-campus.org/course/view.php?id=50' }]);
    expect([learning?.runs, learning?.kinds ?? [], learning?.modes, learning?.ects]).toEqual([[], [], [], undefined]);

    const didactics = byId.get('57');
    expect(didactics?.title).toEqual({ de: 'KI-Didaktik in der Hochschullehre - Micro-Credential III HU Berlin' });
    expect(didactics?.description?.de).toContain(
      '3. Micro-Credential des KI-Micro-Degrees für Lehrende an der HU Berlin.',
    );
    expect(didactics?.microCredential).toBeUndefined();

    const empty = byId.get('137');
    expect(empty?.title).toEqual({ de: 'AI4Democracy Testing' });
    expect(empty?.description).toBeUndefined();
    expect(empty?.languages).toEqual([]);
  });

  it('keeps the navigation page and takes the styling out of its text', async () => {
    const { opportunities } = await runFormat(moochub, kiCampus, german);
    const [page] = opportunities;
    expect(page?.nativeIds).toEqual([{ value: '1' }]);
    expect(page?.title).toEqual({ de: 'KI-Campus' });
    expect(page?.description?.de).toContain('Zurück zu allen Lernangeboten (https://ki-campus.org/overview)');
    expect(page?.description?.de).not.toMatch(/style=|class=|<div/);
  });

  it('takes markup without a word for no description', async () => {
    const { opportunities } = await runFormat(moochub, kiCampus, german);
    expect(opportunities.find(({ provenance }) => provenance.record === '93')?.description).toBeUndefined();
  });

  it('gives the same records when read again, and in small pieces', async () => {
    const once = await runFormat(moochub, { content: readFileSync(kiCampus) }, german);
    expect(await runFormat(moochub, { content: readFileSync(kiCampus), chunk: 7 }, german)).toEqual(once);
  });
});

describe('MOOChub v2', () => {
  it('takes a start without an end as open from then on', async () => {
    const { opportunities, issues } = await runFormat(moochub, 'test/fixtures/moochub/v2-ki-und-ethik.json', german);
    const [ethics] = opportunities;
    expect(issues).toEqual([]);
    expect(ethics).toMatchObject({
      nativeIds: [{ value: '0cf46a4b-9022-4cd5-9815-92312b3a84dcc' }, { scheme: 'courseCode', value: 'KI_Ethik_II' }],
      title: { de: 'KI und Ethik II' },
      licence: 'CC-BY-SA-4.0',
      providers: [{ names: { de: 'KI-Campus' }, homepage: 'https://learn.ki-campus.org/' }],
      homepages: [{ url: 'https://ki-campus.org/courses/KI_Ethik_II' }],
      runs: [
        {
          period: { start: '2021-10-18', precision: 'day' },
          applicationWindows: [{ opens: '2021-10-18', closes: undefined }],
          free: { value: true, basis: 'stated' },
        },
      ],
    });
    expect(ethics?.runs?.[0]?.period?.end).toBeUndefined();
    expect(ethics?.kinds).toBeUndefined();
    expect(ethics?.modes).toEqual([]);
  });

  it('reads what oncampus served in 2016 by its local dates, without a workload of 1,080 hours a week', async () => {
    const { opportunities, issues } = await runFormat(moochub, 'test/fixtures/moochub/v2-oncampus.json', german);
    const [pronunciation, wind] = opportunities;
    expect(pronunciation).toMatchObject({
      title: { de: 'Aussprachetraining für arabische Deutschlerner' },
      licence: 'https://creativecommons.org/licenses/by/3.0/de/',
      languages: [{ value: `${authority}/language/DEU` }, { value: `${authority}/language/ARA` }],
      providers: [{ names: { de: 'oncampus GmbH' } }],
      runs: [{ period: { start: '2016-10-15', end: '2016-11-26' }, duration: 'P6W', free: { value: false } }],
    });
    expect(pronunciation?.workloadHours).toBeUndefined();
    expect(wind?.runs).toMatchObject([{ period: { start: '2016-10-24', end: '2016-11-28' }, free: { value: true } }]);
    expect(issues.map(({ code, path }) => `${code} ${path}`)).toEqual(['IMPLAUSIBLE_VALUE attributes.workload']);
  });

  it('closes an open course when it stops to be available', async () => {
    const { opportunity } = await only({ startDate: '2026-01-10', availableUntil: '2026-12-31T12:00:00Z' });
    expect(opportunity.runs?.[0]?.applicationWindows).toEqual([{ opens: '2026-01-10', closes: '2026-12-31' }]);
  });

  it('takes learning objectives as outcomes and weekly hours by weeks as a derived total', async () => {
    const { opportunity } = await only({
      learningObjectives: ['<p>Du kannst <b>X</b>.</p>'],
      workload: 4,
      duration: 'P6W',
    });
    expect(opportunity.learningOutcomes).toMatchObject([{ text: { de: 'Du kannst X.' } }]);
    expect(opportunity.workloadHours).toMatchObject({
      value: { min: 24, max: 24 },
      basis: 'derived',
      rule: 'moochub-total',
    });
  });
});

describe('MOOChub v3', () => {
  it('maps every element that the canonical record has a place for', async () => {
    const { opportunities } = await runFormat(moochub, v3, german);
    const [secure] = opportunities;
    expect(secure).toMatchObject({
      nativeIds: [{ value: '8978f51e-770c-4d0a-a2e3-23fae8f6aa79' }, { scheme: 'courseCode', value: 'internet2026' }],
      title: { de: 'Sichere Kommunikation im Internet' },
      description: { de: '<p>Wie bleibt eine Nachricht <strong>vertraulich</strong>?</p>' },
      ects: { value: 1, basis: 'stated' },
      credits: [{ system: `${snb}/education-credit/6fcec5c5af`, value: 1 }],
      workloadHours: { value: { min: 30, max: 30 }, basis: 'derived', rule: 'moochub-total' },
      workloadStatement: { und: '5 h/week' },
      educationLevels: [{ scheme: 'DigComp 2.2', code: '4' }],
      fields: [{ value: `${snb}/isced-f/0612`, basis: 'stated' }],
      subjects: [
        { scheme: 'OEFOS 2012', code: '102016', label: 'IT-Sicherheit', language: 'de' },
        { label: 'Verschlüsselung', language: 'de' },
      ],
      languages: [{ value: `${authority}/language/DEU`, native: 'de-DE' }, { value: `${authority}/language/ENG` }],
      modes: [{ value: `${snb}/learning-assessment/920fbb3cbe`, basis: 'mapped', rule: 'moochub-course-mode' }],
      prerequisites: { de: 'Grundkenntnisse im Umgang mit E-Mail' },
      providers: [{ names: { de: 'MOOC Beispiel' }, homepage: 'https://mooc.example/' }],
      stackability: {
        isPartOf: [{ title: { de: 'Digitale Grundbildung' }, url: 'https://mooc.example/programs/grundbildung' }],
      },
      licence: 'CC-BY-SA-4.0',
      modifiedAtSource: '2025-11-03T08:15:00.000Z',
    });
    expect(secure?.eqfLevel).toBeUndefined();
    expect(secure?.awardingBodies).toBeUndefined();
    expect(learningOpportunitySchema.safeParse(secure).error?.issues).toBeUndefined();
  });

  it('keeps a skill of ESCO as a concept and one of another framework as a text', async () => {
    const { opportunities } = await runFormat(moochub, v3, german);
    expect(opportunities[0]?.learningOutcomes).toEqual([
      {
        text: {
          en: 'protect personal data and privacy',
          de: 'personenbezogene Daten und Privatsphäre schützen',
        },
        skills: [],
        nativeId: 'DigComp 4.2',
      },
      {
        text: { en: 'cyber security' },
        skills: [
          {
            value: 'http://data.europa.eu/esco/skill/8088750d-8388-4170-a76f-48354c469c44',
            basis: 'stated',
            path: 'attributes.teaches.targetUrl',
          },
        ],
      },
    ]);
  });

  it('reads parallel dates as runs, each day in the time zone of the source', async () => {
    const { opportunities } = await runFormat(moochub, v3, german);
    expect(opportunities[0]?.runs).toMatchObject([
      { period: { start: '2026-01-13', end: '2026-02-24' }, applicationWindows: [] },
      { period: { start: '2026-09-02' }, applicationWindows: [{ opens: '2026-09-02', closes: '2027-08-31' }] },
    ]);
    expect(new Set(opportunities[0]?.runs?.map(({ id }) => id)).size).toBe(2);
  });

  it('keeps what a price is for, and free access apart from a paid certificate', async () => {
    const { opportunities } = await runFormat(moochub, v3, german);
    const [run] = opportunities[0]?.runs ?? [];
    expect(run?.prices).toEqual([
      { amount: 0, currency: `${authority}/currency/EUR`, kind: 'course' },
      { amount: 60.5, currency: `${authority}/currency/EUR`, kind: 'certificate' },
    ]);
    expect(run?.free).toMatchObject({ value: true, basis: 'stated' });
    const certificateOnly = { price: 0, priceCurrency: 'EUR', category: 'certificate' };
    expect((await only({ offer: [certificateOnly] })).opportunity.runs?.[0]?.free).toBeUndefined();
    expect((await only({})).opportunity.runs).toEqual([]);
  });

  it('refuses a resource that is not a course', async () => {
    const { opportunities, issues } = await runFormat(moochub, v3, german);
    expect(opportunities).toHaveLength(1);
    expect(issues).toMatchObject([{ code: 'UNSUPPORTED_RECORD', severity: 'error', path: 'type', excerpt: 'Program' }]);
  });
});

describe('doubtful values', () => {
  it.each([
    ['a rate in weeks and a duration in months', { workload: { timeValue: 5, timeUnit: 'h/week' }, duration: 'P2M' }],
    ['a rate without a duration', { workload: { timeValue: 5, timeUnit: 'h/week' } }],
    [
      'hours a day over weeks, of which not all days count',
      { workload: { timeValue: 2, timeUnit: 'h/day' }, duration: 'P2W' },
    ],
  ])('derives no total from %s', async (_, attributes) => {
    const { opportunity, codes } = await only(attributes);
    expect(opportunity.workloadHours).toBeUndefined();
    expect(opportunity.workloadStatement).toBeDefined();
    expect(codes).toEqual([]);
  });

  it('leaves out a total that does not fit the credits', async () => {
    const { opportunity, codes } = await only({
      numberOfCredits: 5,
      workload: { timeValue: 1, timeUnit: 'h/week' },
      duration: 'P4W',
    });
    expect(opportunity.ects?.value).toBe(5);
    expect(opportunity.workloadHours).toBeUndefined();
    expect(codes).toEqual(['IMPLAUSIBLE_VALUE attributes.workload']);
  });

  it.each([
    [{ courseMode: ['hologram'] }, 'UNMAPPED_VALUE attributes.courseMode'],
    [{ inLanguage: ['xx-klingon'] }, 'UNMAPPED_VALUE attributes.inLanguage'],
    [{ inLanguage: ['und'] }, 'PLACEHOLDER_VALUE attributes.inLanguage'],
    [{ startDate: ['2026-02-30T00:00:00Z'] }, 'INVALID_DATE attributes.startDate'],
    [{ startDate: ['2026-05-01'], endDate: ['2026-04-01'] }, 'IMPLAUSIBLE_VALUE attributes.endDate'],
    [{ url: 'javascript:alert(1)' }, 'INVALID_URL attributes.url'],
    [{ numberOfCredits: 1080 }, 'IMPLAUSIBLE_VALUE attributes.numberOfCredits'],
    [{ duration: 'P0D' }, 'IMPLAUSIBLE_VALUE attributes.duration'],
    [{ duration: 'six weeks' }, 'INVALID_VALUE attributes.duration'],
    [{ access: ['secret'] }, 'UNMAPPED_VALUE attributes.access'],
    [{ keywords: ['good', { bad: true }] }, 'INVALID_VALUE attributes.keywords.1'],
    [
      { educationalAlignment: [{ educationalFramework: 'ISCED-F', shortCode: '0099' }] },
      'PLACEHOLDER_VALUE attributes.educationalAlignment.shortCode',
    ],
    [{ teaches: [{ name: [{ inLanguage: 'de', name: 'Kurs' }] }] }, 'PLACEHOLDER_VALUE attributes.teaches'],
    [{ offer: [{ price: 12 }] }, 'MISSING_REQUIRED attributes.offer.priceCurrency'],
    [{ contentLocation: { name: 'Aula', latitude: 0, longitude: 0 } }, 'PLACEHOLDER_VALUE attributes.contentLocation'],
    [
      { startDate: ['2026-01-01', '2026-07-01'], applicationDeadline: '2025-12-01' },
      'UNRESOLVED_REFERENCE attributes.applicationDeadline',
    ],
  ])('warns of %j and keeps the course', async (attributes, expected) => {
    const { opportunity, codes } = await only(attributes);
    expect(codes).toEqual([expected]);
    expect(learningOpportunitySchema.safeParse(opportunity).error?.issues).toBeUndefined();
  });

  it.each([
    [{ type: 'Course', attributes: { name: 'Kurs' } }, 'MISSING_ID'],
    [{ id: 'c1', type: 'Course', attributes: { name: ' ' } }, 'MISSING_REQUIRED'],
    [{ id: 'c1', type: 'Course' }, 'MISSING_REQUIRED'],
    ['text', 'MISSING_ID'],
  ])('has no record for %j', async (resource, code) => {
    const { opportunities, issues } = await runFormat(moochub, { content: JSON.stringify({ data: [resource] }) });
    expect(opportunities).toEqual([]);
    expect(issues).toMatchObject([{ code, severity: 'error' }]);
  });
});

describe('broken feeds', () => {
  const whole = readFileSync(kiCampus, 'utf8');

  it.each([
    ['empty', '', 'FEED_EMPTY'],
    ['cut', whole.slice(0, whole.length / 2), 'FEED_MALFORMED'],
    ['without its last bracket', whole.trimEnd().slice(0, -1), 'FEED_MALFORMED'],
    ['an error document', '{"errors":[{"status":"500"}]}', 'FEED_MALFORMED'],
    ['a single resource', '{"data":{"id":"1","type":"Course"}}', 'FEED_MALFORMED'],
  ])('throws for a feed that is %s', async (_, content, code) => {
    const failure = await runFormat(moochub, { content }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(FeedError);
    expect(failure).toMatchObject({ code });
  });
});

describe('whatever comes', () => {
  const source = sourceDefinition.parse({ id: 'test', name: 'Test', location: 'x', language: 'de' });
  const context = { source, feed: { uri: 'file:///x' }, position: 1, now: new Date(0) };
  const attributeNames = Object.keys(JSON.parse(readFileSync(v3, 'utf8')).data[0].attributes).concat(
    'abstract languages availableUntil learningObjectives moocProvider courseLicenses licence'.split(' '),
  );

  it('never throws, and every record it makes is valid', () => {
    const attributes = fc.dictionary(fc.constantFrom(...attributeNames), fc.jsonValue());
    const resource = fc.record({ id: fc.jsonValue(), type: fc.constantFrom('Course', 'courses'), attributes });
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), resource), (data) => {
        const { opportunity, issues } = moochub.map({ position: 1, data }, context);
        if (opportunity === undefined) expect(issues.some(({ severity }) => severity === 'error')).toBe(true);
        else expect(learningOpportunitySchema.safeParse(opportunity).error?.issues).toBeUndefined();
      }),
      { numRuns: 300 },
    );
  });

  it('keeps a real course valid when one of its values becomes something else', () => {
    const original = JSON.parse(readFileSync(v3, 'utf8')).data[0];
    fc.assert(
      fc.property(fc.constantFrom(...attributeNames), fc.jsonValue(), (name, value) => {
        const data = { ...original, attributes: { ...original.attributes, name: 'Kurs', [name]: value } };
        const { opportunity } = moochub.map({ position: 1, data }, context);
        if (opportunity !== undefined) {
          expect(learningOpportunitySchema.safeParse(opportunity).error?.issues).toBeUndefined();
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('sniffing', () => {
  it('knows both versions and leaves other JSON alone', () => {
    for (const file of [kiCampus, v3])
      expect(moochub.sniff(readFileSync(file, 'utf8').slice(0, 65_536), file)).toBe(true);
    expect(moochub.sniff(readFileSync('src/catalogues/made/ooapi-v5-example.json', 'utf8'), 'x')).toBe(false);
    expect(moochub.sniff('<catalog/>', 'x')).toBe(false);
  });
});
