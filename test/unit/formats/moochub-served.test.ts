import { describe, expect, it, test } from 'vitest';
import { epochDay } from '../../../src/domain/days.js';
import { type LearningOpportunity, learningOpportunitySchema } from '../../../src/domain/learning-opportunity.js';
import { availability, statusOn } from '../../../src/domain/lifecycle.js';
import { vocabulary } from '../../../src/domain/vocabularies/vocabulary.js';
import { moochub } from '../../../src/harvest/formats/moochub/moochub.format.js';
import { runFormat } from '../../support/run-format.js';

async function only(attributes: Record<string, unknown>): Promise<LearningOpportunity> {
  const content = JSON.stringify({ data: [{ id: 'c1', type: 'Course', attributes: { name: 'Kurs', ...attributes } }] });
  const { opportunities, issues } = await runFormat(
    moochub,
    { content },
    { language: 'de', timezone: 'Europe/Berlin' },
  );
  expect(issues).toEqual([]);
  return learningOpportunitySchema.parse(opportunities[0]);
}

describe('what openHPI writes in its own way', () => {
  it('is the price of a course, and how often it is paid', async () => {
    const offer = { price: 900, price_currency: 'EUR', category: 'course' };
    const { runs } = await only({
      access: ['paid'],
      offers: [
        { ...offer, payment_frequency: 'one_time' },
        { ...offer, price: 90, payment_frequency: 'half_yearly' },
      ],
    });
    const currency = vocabulary('currency').find('EUR')?.iri;
    expect(runs[0]?.prices).toEqual([
      { amount: 900, currency, kind: 'course' },
      { amount: 90, currency, kind: 'course, half-yearly' },
    ]);
    expect(runs[0]?.free?.value).toBe(false);
  });

  it('is the address of the publisher; an identifier of another kind is none', async () => {
    const publisher = { type: 'Organization', name: 'Kursplattform', identifier: 'https://plattform.example/' };
    expect((await only({ publisher })).providers).toMatchObject([{ homepage: 'https://plattform.example/' }]);
    const [registered] = (await only({ publisher: { ...publisher, identifier: 'HRB 4711' } })).providers;
    expect([registered?.names.de, registered?.homepage]).toEqual(['Kursplattform', undefined]);
  });
});

test('the institutes that a platform makes a course with are not said to offer it', async () => {
  const publisher = { type: 'Organization', name: 'Plattform', url: 'https://plattform.example/' };
  const partners = [{ type: 'Organization', name: 'Universität am See' }];
  const attributes = { publisher, contributor: partners, partnerInstitute: partners };
  expect((await only(attributes)).providers.map(({ names: { de } }) => de)).toEqual(['Plattform']);
});

describe('a course that expires later than it ends', () => {
  const status = async (attributes: Record<string, unknown>, day: string) =>
    statusOn(
      availability(await only({ startDate: ['2026-01-12'], endDate: ['2026-02-20'], ...attributes })),
      epochDay(day),
    );

  it('is open until then', async () => {
    expect(await status({ expires: ['2027-02-20'] }, '2026-06-01')).toBe('open');
    expect(await status({ expires: ['2027-02-20'] }, '2027-03-01')).toBe('expired');
    const { runs } = await only({ startDate: ['2026-01-12'], endDate: ['2026-02-20'], expires: ['2027-02-20'] });
    expect(runs).toMatchObject([{ period: { start: '2026-01-12', end: '2026-02-20' } }]);
  });

  it('is over with its end where it expires with it, or where nothing is said of that', async () => {
    expect(await status({ expires: ['2026-02-20'] }, '2026-06-01')).toBe('expired');
    expect(await status({}, '2026-06-01')).toBe('expired');
  });
});
