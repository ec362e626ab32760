import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { formats } from '../../../src/harvest/formats/registry.js';

function formatOf(head: string): string | undefined {
  return formats.find((format) => format.sniff(head.slice(0, 65_536), 'https://api.example/catalogue'))?.id;
}

describe('a JSON catalogue that is not declared', () => {
  it.each([
    ['emil', 'test/fixtures/emil/bundle.json'],
    ['occapi', 'test/fixtures/occapi/bundle.json'],
    ['edu-api', 'test/fixtures/edu-api/bundle.json'],
    ['ooapi-v6', 'test/fixtures/ooapi-v6/bundle.json'],
    ['ooapi-v5', 'src/catalogues/made/ooapi-v5-example.json'],
    ['moochub', 'test/fixtures/moochub/v3-courses.json'],
  ])('is taken for %s', (id, file) => {
    expect(formatOf(readFileSync(file, 'utf8'))).toBe(id);
  });

  it.each([
    ['emil', { educationInfos: [], page: { totalElements: 0 } }],
    ['occapi', { data: [{ type: 'programme', id: '1', attributes: { ects: 180 } }] }],
    ['edu-api', [{ sourcedId: '1', recordStatus: 'active' }]],
    ['ooapi-v6', { pageSize: 10, items: [{ courseId: '1', primaryCode: {}, organisationId: null }] }],
    ['ooapi-v5', { pageSize: 10, items: [{ courseId: '1', primaryCode: {}, organization: '2' }] }],
    // A component offering of v5 has the times at which it starts and ends, as all offerings of v6 have.
    [
      'ooapi-v5',
      {
        courses: [{ courseId: '1', primaryCode: {}, modeOfDelivery: ['online'] }],
        offerings: [{ offeringId: '2', offeringType: 'component', startDateTime: '2026-11-20T09:00:00+01:00' }],
      },
    ],
    ['kouta', { tila: 'julkaistu', johtaaTutkintoon: true, eqf: [{ koodiUri: 'eqf_4', nimi: { fi: 'Taso 4' } }] }],
  ])('is taken for %s by its first page', (id, page) => {
    expect(formatOf(JSON.stringify(page))).toBe(id);
  });
});
