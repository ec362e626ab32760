import { describe, expect, it } from 'vitest';
import { learningOpportunitySchema } from '../../../src/domain/learning-opportunity.js';
import { vocabulary } from '../../../src/domain/vocabularies/vocabulary.js';
import { eduApi } from '../../../src/harvest/formats/edu-api/edu-api.format.js';
import { runFormat } from '../../support/run-format.js';

type Json = Record<string, unknown>;

const dutch = { language: 'nl', timezone: 'Europe/Amsterdam' };
const tagged = (recordLanguage: string, value: string) => ({ recordLanguage, value });
const title = [tagged('nl-NL', 'Zeilen'), tagged('ca-ES', 'Vela')];
const template = { sourcedId: 't-1', recordStatus: 'active', title };

async function read(bundle: Json) {
  const { opportunities, issues } = await runFormat(eduApi, { content: JSON.stringify(bundle) }, dutch);
  for (const opportunity of opportunities)
    expect(learningOpportunitySchema.safeParse(opportunity).error?.issues).toBeUndefined();
  return { opportunities, codes: issues.map(({ code, path }) => `${code} ${path}`) };
}

const withOfferings = async (...offerings: Json[]) => {
  const courseOfferings = offerings.map((it, index) => ({ sourcedId: `o-${index}`, course: 't-1', ...it }));
  const { opportunities, codes } = await read({ courseTemplates: [template], courseOfferings });
  return { runs: opportunities[0]?.runs, codes };
};

describe('what the OpenAPI description of Edu-API 1.0 says of its records', () => {
  it('the language of a text is in recordLanguage', async () => {
    const gradingScheme = tagged('en', 'Pass or fail');
    const { opportunities } = await read({ courseTemplates: [{ ...template, gradingScheme }] });
    expect(opportunities[0]?.title).toEqual({ 'nl-NL': 'Zeilen', 'ca-ES': 'Vela' });
    expect(opportunities[0]?.gradingScheme).toEqual({ en: 'Pass or fail' });
  });

  it('a record to be deleted is not on offer, nor is an offering of it', async () => {
    const gone = { ...template, sourcedId: 't-2', recordStatus: 'toBeDeleted' };
    const { opportunities, codes } = await read({
      courseTemplates: [template, gone],
      courseOfferings: [
        { sourcedId: 'o-1', course: 't-2' },
        { sourcedId: 'o-2', course: 't-1', recordStatus: 'toBeDeleted' },
      ],
    });
    expect(opportunities.map(({ provenance }) => provenance.record)).toEqual(['t-1']);
    expect(opportunities[0]?.runs).toEqual([]);
    expect(codes).toEqual([]);
  });

  it('registration is open or closed, and nothing is known of a waiting list', async () => {
    const statuses = ['open', 'closed', 'pending', 'waitlist', 'ext:full', 'ajar'];
    const offerings = statuses.map((registrationStatus) => ({ registrationStatus }));
    const { runs, codes } = await withOfferings(...offerings, { registrationStatus: 'open', recordStatus: 'inactive' });
    const unknown = Array.from({ length: 4 }, () => 'unknown');
    expect(runs?.map(({ state }) => state)).toEqual(['open', 'closed', ...unknown, 'closed']);
    expect(codes).toEqual(['UNMAPPED_VALUE offering.registrationStatus']);
  });

  it('an offering takes place in words, at a point, or both', async () => {
    const { runs, codes } = await withOfferings({
      locations: [
        {
          description: [tagged('nl', 'Jachthaven'), tagged('en', 'Marina')],
          geoLocation: { latitude: 52.9, longitude: 5.4 },
        },
        { geoLocation: { latitude: '53.2', longitude: '5.8' } },
        { identifier: 'A-12' },
      ],
    });
    expect(codes).toEqual([]);
    expect(runs?.[0]?.places).toEqual([
      { name: 'Jachthaven', geo: { latitude: 52.9, longitude: 5.4 } },
      { geo: { latitude: 53.2, longitude: 5.8 } },
    ]);
  });

  it('an organization is where its primary address is', async () => {
    const primaryAddress = { addressCountryCode: 'NL', addressLocality: 'Stavoren', addressType: 'visitingAddress' };
    const { opportunities } = await read({
      courseTemplates: [{ ...template, organization: 'org-1' }],
      organizations: [
        { sourcedId: 'org-1', organizationType: 'school', name: [tagged('nl', 'Zeilschool')], primaryAddress },
      ],
    });
    expect(opportunities[0]?.providers).toMatchObject([
      { names: { nl: 'Zeilschool' }, city: 'Stavoren', country: { value: vocabulary('country').find('NL')?.iri } },
    ]);
  });

  it('a list of academic sessions is told by sessionType', async () => {
    const session = { sourcedId: 's-1', sessionType: 'semester', title, startDate: '2026-09-01T00:00:00Z' };
    const { opportunities, issues } = await runFormat(eduApi, { content: JSON.stringify([session]) }, dutch);
    expect([opportunities, issues]).toEqual([[], []]);
  });
});
