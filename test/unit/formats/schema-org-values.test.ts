import { describe, expect, it } from 'vitest';
import { learningOpportunitySchema } from '../../../src/domain/learning-opportunity.js';
import { schemaOrg } from '../../../src/harvest/formats/schema-org/schema-org.format.js';
import type { SourceDefinition } from '../../../src/harvest/source.js';
import { runFormat } from '../../support/run-format.js';

async function only(properties: object, overrides: Partial<SourceDefinition> = {}) {
  const content = JSON.stringify({ '@type': 'Course', '@id': 'https://x.example/c', name: 'Bread', ...properties });
  const { opportunities, issues } = await runFormat(schemaOrg, { content }, { language: 'en', ...overrides });
  const [opportunity] = opportunities;
  if (opportunity === undefined) throw new Error(`no opportunity: ${JSON.stringify(issues)}`);
  expect(learningOpportunitySchema.safeParse(opportunity).error?.issues).toBeUndefined();
  return { opportunity, run: opportunity.runs?.[0], codes: issues.map(({ code, path }) => `${code} ${path}`) };
}

const instance = (properties: object) => ({ hasCourseInstance: { '@type': 'CourseInstance', ...properties } });
const snb = 'http://data.europa.eu/snb';

describe('identity', () => {
  it('is the @id, else the url, else an identifier, and keeps what was written', async () => {
    const ids = async (properties: object) => {
      const { opportunity } = await only(properties);
      return [opportunity.provenance.record, opportunity.nativeIds];
    };
    const property = { '@type': 'PropertyValue', propertyID: 'SISU', value: '001' };
    expect(await ids({ '@id': '_:b0', url: 'https://x.example/u' })).toEqual([
      'https://x.example/u',
      [{ value: 'https://x.example/u' }],
    ]);
    expect(await ids({ '@id': '', identifier: property })).toEqual([
      '001',
      [{ value: '001' }, { scheme: 'SISU', value: '001' }],
    ]);
    expect(await ids({ '@id': '#course', identifier: 12 })).toEqual(['12', [{ value: '12' }]]);
    expect(await ids({ '@id': '#course' })).toEqual(['#course', [{ value: '#course' }]]);
  });

  it('or title that is missing makes an error', async () => {
    const content = JSON.stringify([
      { '@type': 'Course', '@id': 'urn:1', description: 'No name' },
      { '@type': 'Course', name: 'No id', courseCode: 'A1' },
    ]);
    const { opportunities, issues } = await runFormat(schemaOrg, { content });
    expect(opportunities).toEqual([]);
    expect(issues).toMatchObject([
      { code: 'MISSING_REQUIRED', severity: 'error', record: 'urn:1', path: 'name' },
      { code: 'MISSING_ID', severity: 'error', record: '#2', excerpt: 'No id' },
    ]);
  });
});

describe('level', () => {
  it('is an EQF level only where an EQF IRI, or a term of an EQF set, says so', async () => {
    const level = async (educationalLevel: unknown, more: object = {}) => {
      const { opportunity } = await only({ educationalLevel, ...more });
      return [opportunity.eqfLevel?.value, opportunity.educationLevels?.map(({ code }) => code)];
    };
    expect(await level(`${snb}/eqf/5`)).toEqual([5, []]);
    expect(await level({ '@type': 'DefinedTerm', '@id': `${snb}/eqf/7`, name: 'Level 7' })).toEqual([7, []]);
    expect(
      await level({ name: 'EQF level 4', inDefinedTermSet: { name: 'European Qualifications Framework' } }),
    ).toEqual([4, []]);
    expect(await level('6')).toEqual([undefined, ['6']]);
    expect(await level('EQF 6')).toEqual([undefined, ['EQF 6']]);
    expect(await level(['Master', 'Advanced'])).toEqual([undefined, ['Master', 'Advanced']]);
    expect(await level({ name: 'Level 7', termCode: '7', inDefinedTermSet: 'SCQF' })).toEqual([undefined, ['7']]);
    const alignment = (alignmentType: string, targetUrl: string) => ({
      educationalAlignment: { '@type': 'AlignmentObject', alignmentType, targetUrl, targetName: 'x' },
    });
    expect(await level([], alignment('educationalLevel', `${snb}/eqf/6`))).toEqual([6, []]);
    expect(await level([], alignment('requires', `${snb}/eqf/6`))).toEqual([undefined, []]);
  });

  it('is left open where two are stated', async () => {
    const { opportunity, codes } = await only({ educationalLevel: [`${snb}/eqf/5`, `${snb}/eqf/6`] });
    expect(opportunity.eqfLevel).toBeUndefined();
    expect(codes).toEqual(['IMPLAUSIBLE_VALUE educationalLevel']);
  });
});

describe('credits and workload', () => {
  it('are ECTS only where the unit says ECTS', async () => {
    const credits = async (numberOfCredits: unknown) => {
      const { opportunity, codes } = await only({ numberOfCredits });
      return [opportunity.ects?.value, opportunity.credits?.map(({ system, value }) => `${value} ${system}`), codes];
    };
    const ects = `${snb}/education-credit/6fcec5c5af`;
    expect(await credits({ '@type': 'StructuredValue', value: '7,5', unitText: 'ECTS credits' })).toEqual([
      7.5,
      [`7.5 ${ects}`],
      [],
    ]);
    expect(await credits({ value: 3, unitCode: ects })).toEqual([3, [`3 ${ects}`], []]);
    expect(await credits('5 ECTS')).toEqual([5, [`5 ${ects}`], []]);
    expect(await credits({ value: 20, unitText: 'CATS (2 = 1 ECTS)' })).toEqual([
      undefined,
      ['20 CATS (2 = 1 ECTS)'],
      [],
    ]);
    expect(await credits(5)).toEqual([undefined, [], ['UNMAPPED_VALUE numberOfCredits']]);
    expect(await credits({ value: 900, unitText: 'ECTS' })).toEqual([
      undefined,
      [],
      ['IMPLAUSIBLE_VALUE numberOfCredits'],
    ]);
    expect(await credits('many')).toEqual([undefined, [], ['INVALID_NUMBER numberOfCredits']]);
  });

  it('are hours only as hours, a range where instances differ, and words where they are words', async () => {
    const load = async (properties: object) => {
      const { opportunity, codes } = await only(properties);
      return [opportunity.workloadHours?.value, opportunity.workloadStatement?.en, codes];
    };
    expect(await load({ timeRequired: 'PT1H30M' })).toEqual([{ min: 1.5, max: 1.5 }, undefined, []]);
    expect(await load({ timeRequired: 'P2D' })).toEqual([undefined, undefined, ['UNMAPPED_VALUE timeRequired']]);
    expect(await load({ timeRequired: 'PT0H' })).toEqual([undefined, undefined, ['IMPLAUSIBLE_VALUE timeRequired']]);
    const two = [
      { '@type': 'CourseInstance', courseWorkload: 'PT20H' },
      { '@type': 'CourseInstance', courseWorkload: 'PT30H' },
    ];
    expect(await load({ hasCourseInstance: two })).toEqual([{ min: 20, max: 30 }, undefined, []]);
    expect(await load(instance({ courseWorkload: '2 hours a week' }))).toEqual([undefined, '2 hours a week', []]);
  });

  it('that cannot both be true leave the hours out', async () => {
    const { opportunity, codes } = await only({ numberOfCredits: '5 ECTS', timeRequired: 'PT10H' });
    expect([opportunity.ects?.value, opportunity.workloadHours]).toEqual([5, undefined]);
    expect(codes).toEqual(['IMPLAUSIBLE_VALUE timeRequired']);
  });
});

describe('mode', () => {
  it('is read from text, lists and IRIs; what is not in the crosswalk is reported', async () => {
    const modes = async (properties: object) => {
      const { opportunity, codes } = await only(properties);
      const named = [...(opportunity.modes ?? []), ...(opportunity.schedules ?? [])].map(
        ({ native, basis }) => `${basis} ${native}`,
      );
      return [named, codes];
    };
    expect(await modes(instance({ courseMode: 'ONLINE, Full Time,asynchronous' }))).toEqual([
      ['mapped ONLINE', 'mapped Full Time'],
      [],
    ]);
    const own = `${snb}/learning-assessment/c_3a90b26d`;
    expect(await modes(instance({ courseMode: [own] }))).toEqual([[`stated ${own}`], []]);
    expect(await modes(instance({ courseMode: 'part-time' }))).toEqual([[], []]);
    expect(await modes(instance({ courseMode: 'Hybrid' }))).toEqual([
      [],
      ['UNMAPPED_VALUE hasCourseInstance[0].courseMode'],
    ]);
    expect(await modes(instance({ location: { '@type': 'VirtualLocation', url: 'https://zoom.example' } }))).toEqual([
      [],
      [],
    ]);
    const mooc = await only(instance({ courseMode: ['MOOC', 'online'] }));
    expect(mooc.opportunity.kinds?.map(({ native }) => native)).toEqual(['Course', 'MOOC']);
  });
});

describe('cost', () => {
  it('is free only where that is said of the whole', async () => {
    const cost = async (properties: object, overrides: Partial<SourceDefinition> = {}) => {
      const { run, codes } = await only(properties, overrides);
      return [run?.free?.value, run?.prices?.map(({ amount, text }) => amount ?? text?.en), codes];
    };
    const offer = (...offers: object[]) => ({ offers });
    expect(await cost({})).toEqual([undefined, undefined, []]);
    expect(await cost({ isAccessibleForFree: 'True' })).toEqual([true, [], []]);
    expect(await cost(offer({ price: 0, priceCurrency: 'EUR' }))).toEqual([true, [0], []]);
    expect(await cost(offer({ price: '0' }))).toEqual([true, [], []]);
    expect(await cost(offer({ price: 0, priceCurrency: 'EUR' }, { price: 49, priceCurrency: 'EUR' }))).toEqual([
      undefined,
      [0, 49],
      [],
    ]);
    expect(await cost(offer({ category: 'Partially Free', price: 0, priceCurrency: 'EUR' }))).toEqual([
      undefined,
      [0],
      [],
    ]);
    expect(await cost(offer({ category: 'Paid' }))).toEqual([false, [], []]);
    expect(await cost({ isAccessibleForFree: true, ...offer({ price: 5, priceCurrency: 'EUR' }) })).toEqual([
      undefined,
      [5],
      ['IMPLAUSIBLE_VALUE isAccessibleForFree'],
    ]);
    expect(await cost(offer({ price: 395 }))).toEqual([undefined, ['395'], ['MISSING_REQUIRED offers.priceCurrency']]);
    const constants = { reason: 'The provider sells in euro only.', currency: 'EUR' };
    expect(await cost(offer({ price: 395 }), { constants })).toEqual([undefined, [395], []]);
    expect(await cost(offer({ price: '£395', priceCurrency: 'GBP' }))).toEqual([
      undefined,
      ['£395 GBP'],
      ['INVALID_NUMBER offers.price'],
    ]);
    expect(await cost(offer({ '@type': 'AggregateOffer', lowPrice: 10, highPrice: 20, priceCurrency: 'EUR' }))).toEqual(
      [undefined, [10, 20], []],
    );
  });
});

describe('runs', () => {
  it('are only where something is dated, placed, priced or scheduled', async () => {
    expect((await only(instance({ courseMode: 'online', courseWorkload: 'PT22H' }))).opportunity.runs).toEqual([]);
    const scheduled = await only(
      instance({
        courseSchedule: { '@type': 'Schedule', duration: 'PT3H', repeatFrequency: 'Daily', startDate: '2026-07-01' },
      }),
    );
    expect(scheduled.run).toMatchObject({ period: { start: '2026-07-01' } });
    expect(scheduled.run?.duration).toBeUndefined();
    const single = await only(instance({ courseSchedule: { '@type': 'Schedule', duration: 'P6W' } }));
    expect(single.run?.duration).toBe('P6W');
  });

  it('stay apart although all have the address of the course', async () => {
    const runs = ['2026-01-10', '2026-05-10', '2026-05-10'].map((startDate, index) => ({
      '@type': 'CourseInstance',
      url: 'https://x.example/c',
      startDate,
      maximumAttendeeCapacity: index,
    }));
    const { opportunity } = await only({ url: 'https://x.example/c', hasCourseInstance: runs });
    expect(new Set(opportunity.runs?.map(({ id }) => id)).size).toBe(3);
    expect(opportunity.runs?.every(({ nativeIds }) => nativeIds?.length === 0)).toBe(true);
  });

  it('report dates and places that cannot be', async () => {
    const { run, codes } = await only(
      instance({
        startDate: '2026-02-30',
        endDate: '2026-03-10',
        eventStatus: 'Full',
        maximumAttendeeCapacity: 'about 20',
        location: {
          '@type': 'Place',
          name: 'Hall',
          geo: { latitude: 0, longitude: 0 },
          address: { addressCountry: 'Atlantis' },
        },
      }),
    );
    expect(run).toMatchObject({ period: { end: '2026-03-10' }, places: [{ name: 'Hall' }], state: 'unknown' });
    expect(codes.sort()).toEqual([
      'INVALID_DATE hasCourseInstance[0].startDate',
      'INVALID_NUMBER hasCourseInstance[0].maximumAttendeeCapacity',
      'PLACEHOLDER_VALUE hasCourseInstance[0].location.geo',
      'UNMAPPED_VALUE hasCourseInstance[0].eventStatus',
      'UNMAPPED_VALUE hasCourseInstance[0].location.address.addressCountry',
    ]);
  });

  it('have no end before their start, and no deadline after their end', async () => {
    const { run, codes } = await only({
      '@type': 'EducationalOccupationalProgram',
      startDate: '2026-09-01',
      endDate: '2026-08-01',
      applicationDeadline: '2026-07-01',
    });
    expect(run?.period).toEqual({ start: '2026-09-01', precision: 'day' });
    expect(run?.applicationWindows).toMatchObject([{ closes: '2026-07-01' }]);
    expect(codes).toEqual(['IMPLAUSIBLE_VALUE endDate']);
  });
});

describe('credentials', () => {
  it('have the kind that the category names in exact words, and no recognition from a name', async () => {
    const credential = async (educationalCredentialAwarded: unknown) => {
      const { opportunity, codes } = await only({ educationalCredentialAwarded });
      const kinds = opportunity.credentials?.map(({ title, kind }) => [title?.en, kind?.value.split('/').at(-1)]);
      return [kinds, opportunity.microCredential?.value, codes];
    };
    const path = 'educationalCredentialAwarded';
    expect(await credential('Higher National Certificate in Accounting')).toEqual([
      [['Higher National Certificate in Accounting', undefined]],
      undefined,
      [],
    ]);
    expect(await credential({ name: 'Baker', credentialCategory: 'Certificate' })).toEqual([
      [['Baker', 'certificate']],
      undefined,
      [],
    ]);
    expect(await credential({ name: 'Baker', credentialCategory: 'EU microcredential' })).toEqual([
      [['Baker', 'micro-credential']],
      true,
      [],
    ]);
    expect(await credential('MicroMasters')).toEqual([[['MicroMasters', undefined]], undefined, []]);
    expect(await credential({ name: 'Baker', credentialCategory: 'Diploma' })).toEqual([
      [['Baker', undefined]],
      undefined,
      [`UNMAPPED_VALUE ${path}.credentialCategory`],
    ]);
    expect(await credential({ name: 'Baker', recognizedBy: { '@type': 'Organization', name: 'Guild' } })).toEqual([
      [['Baker', undefined]],
      undefined,
      [`UNMAPPED_VALUE ${path}.recognizedBy`],
    ]);
  });
});

describe('words', () => {
  it('that only repeat the title are no outcome, audiences no target group, people no provider', async () => {
    const { opportunity, codes } = await only({
      teaches: ['bread', 'Knead dough'],
      audience: [{ audienceType: 'Beginners' }, { '@type': 'EducationalAudience', educationalRole: 'migrants' }],
      provider: { '@type': 'Person', name: 'Ada' },
      about: [{ '@type': 'Event', name: 'Fair' }, 'Baking'],
      inLanguage: [{ '@type': 'Language', name: 'English', alternateName: 'en' }, 'Finnish', 'und'],
    });
    expect(opportunity.learningOutcomes).toEqual([{ text: { en: 'Knead dough' }, skills: [] }]);
    expect(opportunity.targetGroups).toMatchObject([
      { basis: 'mapped', rule: 'target-group-name', native: 'migrants' },
    ]);
    expect(opportunity.providers).toEqual([]);
    expect(opportunity.subjects).toEqual([{ label: 'Baking', language: 'en' }]);
    expect(opportunity.languages?.map(({ value, basis }) => `${value.slice(-3)} ${basis}`)).toEqual([
      'FIN mapped',
      'ENG stated',
    ]);
    expect(codes.sort()).toEqual([
      'PLACEHOLDER_VALUE inLanguage',
      'PLACEHOLDER_VALUE teaches',
      'UNMAPPED_VALUE audience',
    ]);
  });

  it('take their language from the value, the context, or the source, in this order', async () => {
    const tagged = { name: { '@value': 'Brot', '@language': 'de' } };
    expect(
      (await only({ '@context': ['https://schema.org', { '@language': 'fi' }], ...tagged })).opportunity.title,
    ).toEqual({ de: 'Brot' });
    expect((await only({ '@context': ['https://schema.org', { '@language': 'fi' }] })).opportunity.title).toEqual({
      fi: 'Bread',
    });
    expect((await only({ inLanguage: 'sv' })).opportunity.title).toEqual({ en: 'Bread' });
  });
});
