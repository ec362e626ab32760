import { expect, test } from 'vitest';
import { learningOpportunitySchema } from '../../../src/domain/learning-opportunity.js';
import { vocabulary } from '../../../src/domain/vocabularies/vocabulary.js';
import { table } from '../../../src/harvest/formats/table/table.format.js';
import { runFormat } from '../../support/run-format.js';

const options = {
  records: { type: 'xml', element: 'course' },
  fields: {
    id: { from: ['^provider.@uniqueIdentifier', '@uniqueIdentifier'], join: '/' },
    title: { from: '@name' },
    description: { from: 'contentFields.field[0]', html: true },
    runs: {
      each: 'events.event',
      id: { from: '@uniqueIdentifier' },
      place: { name: { from: '@place' } },
      languages: { from: '@language', rule: 'emg-language', map: { English: 'en' } },
      modes: {
        from: '@xsi:type',
        rule: 'emg-event-type',
        map: { LocationEvent: 'presential', DistanceEvent: { code: 'online', basis: 'close' }, AreaEvent: null },
      },
      schedules: { from: '@pace', rule: 'emg-pace', map: {} },
    },
  },
};

test('an educations.com feed joins by options: attributes, CDATA and nested events', async () => {
  const feed = 'test/fixtures/table/educations-3.0-basic.xml';
  const { opportunities, issues } = await runFormat(table, feed, { language: 'en', options });
  expect(issues).toEqual([]);
  expect(opportunities).toHaveLength(1);
  const [course] = opportunities;
  expect(learningOpportunitySchema.safeParse(course).error).toBeUndefined();
  expect(course?.nativeIds).toEqual([{ value: 'provider-3823/course-1' }]);
  expect(course?.title).toEqual({ en: 'First course' });
  expect(course?.description?.en).toContain('It accepts <i>HTML</i>.');
  expect(course?.runs).toHaveLength(1);
  expect(course?.runs?.[0]).toMatchObject({
    nativeIds: [{ value: 'event-3' }],
    places: [{ name: 'Stockholm' }],
    modes: [],
  });
  const languages = course?.runs?.[0]?.languages?.map(({ value }) => vocabulary('language').find(value)?.code);
  expect(languages).toEqual(['en']);
});
