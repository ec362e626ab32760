/**
 * Records of which it is known whether they are one offer: copies of real records, as another catalogue would give them.
 * `same` are changes after which it is still the same offer, `other` are those after which it is another one. The same
 * records give the same pairs.
 */
import { randomOf } from './records.js';

const clone = (record) => structuredClone(record);
const mapTitle = (record, change) => {
  for (const [language, text] of Object.entries(record.title)) record.title[language] = change(text);
};
const concept = (value) => ({ value, basis: 'stated' });
const languages = ['DEU', 'ENG', 'FRA', 'FIN'].map(
  (code) => `http://publications.europa.eu/resource/authority/language/${code}`,
);
const shifted = (date, days) => new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);

/** What both records of a pair state, so that a change of it can be seen. */
function equip(record, index, modeIris) {
  record.eqfLevel ??= concept(4 + (index % 4));
  record.ects ??= concept([2.5, 5, 6, 10][index % 4]);
  delete record.qfEheaCycle;
  record.languages = [concept(languages[index % languages.length])];
  record.modes = [concept(modeIris.onsite)];
  const day = shifted('2027-01-04', index % 300);
  record.runs = [
    {
      ...{ id: record.id, nativeIds: [], applicationWindows: [], prices: [], grants: [], languages: [], modes: [] },
      ...{ schedules: [], state: 'unknown', period: { start: day, precision: 'day' } },
      places: [{ city: ['Bonn', 'Lille', 'Oulu'][index % 3] }],
    },
  ];
  return record;
}

/** Only provider, title, level, size and start are left to tell it by. */
function withoutIds(record, index) {
  record.nativeIds = [{ value: `${index}` }];
  record.homepages = [];
}

const provided = (record) => record.providers.some(({ country }) => country !== undefined);

/** Changes after which it is the same offer. */
export const same = {
  'identifier kept, title in capitals': (record) => mapTitle(record, (text) => text.toUpperCase()),
  'page with tracking and slash': (record, index) => {
    record.nativeIds = [{ value: `other-${index}` }];
    for (const page of record.homepages)
      page.url = `${page.url.replace(/^https?:\/\/(www\.)?/, 'https://www.')}${page.url.includes('?') ? '&' : '/?'}utm_source=portal#top`;
  },
  'page kept, title in another language only': (record, index) => {
    record.nativeIds = [{ value: `other-${index}` }];
    record.title = { eo: Object.values(record.title)[0].split('').reverse().join('') };
  },
  'fields missing': (record) => {
    for (const key of ['description', 'eqfLevel', 'ects', 'prerequisites']) delete record[key];
    record.runs = [];
    record.learningOutcomes = [];
  },
  'no identifier, title with other spaces': (record, index) => {
    withoutIds(record, index);
    mapTitle(record, (text) => `  ${text.replace(/ /g, '  ')} `);
  },
  'no identifier, one language more': (record, index) => {
    withoutIds(record, index);
    record.title.eo = 'Kurso';
  },
  'no identifier, no place and mode': (record, index) => {
    withoutIds(record, index);
    record.modes = [];
    record.runs[0].places = [];
  },
};

/** Changes after which it is another offer, whatever it still has in common. */
export const other = {
  'other level': (record) => {
    record.eqfLevel = concept(record.eqfLevel.value === 8 ? 7 : record.eqfLevel.value + 1);
  },
  'other credits': (record) => {
    record.ects = concept(record.ects.value + 2.5);
  },
  'other start': (record) => {
    record.runs[0].period.start = shifted(record.runs[0].period.start, 14);
  },
  'start a week later, no identifier': (record, index) => {
    withoutIds(record, index);
    record.runs[0].period.start = shifted(record.runs[0].period.start, 7);
  },
  'other campus': (record) => {
    record.runs[0].places = [{ city: 'Malmö' }];
  },
  'other campus, no identifier': (record, index) => {
    withoutIds(record, index);
    record.runs[0].places = [{ city: 'Malmö' }];
  },
  'other language of instruction': (record) => {
    record.languages = [concept('http://publications.europa.eu/resource/authority/language/SWE')];
  },
  'online in place of on site': (record, _, { modeIris }) => {
    record.modes = [concept(modeIris.online)];
    record.runs[0].places = [];
  },
  'module in place of programme': (record, index, { kindIris }) => {
    withoutIds(record, index);
    record.kinds = [concept(kindIris.module)];
  },
  'same title at another provider': (record, index) => {
    withoutIds(record, index);
    for (const provider of record.providers) {
      provider.names = { en: `Another college ${index}` };
      provider.identifiers = [];
      delete provider.homepage;
    }
  },
  'next part of a series on the same page': (record, index) => {
    record.nativeIds = [{ value: `other-${index}` }];
    mapTitle(record, (text) => `${text} 2`);
  },
  'generic title, same provider, nothing else': (record, index) => {
    withoutIds(record, index);
    for (const key of ['eqfLevel', 'ects']) delete record[key];
    record.runs = [];
  },
};

/**
 * Pairs of real records and their copies: `{ one, two, isSame, change }`. A change that needs a page, or a provider with a
 * country, is made to records that have one. `iris` are those of the concepts that the changes use.
 */
export function makePairs(records, { iris, count = 2000, seed = 7 }) {
  const random = randomOf(seed);
  const changes = [
    ...Object.entries(same).map(([change, apply]) => ({ change, apply, isSame: true })),
    ...Object.entries(other).map(([change, apply]) => ({ change, apply, isSame: false })),
  ];
  const titled = records.filter((record) => provided(record) && record.homepages.some(({ url }) => isPage(url)));
  const pairs = [];
  for (let index = 0; index < count && titled.length > 0; index += 1) {
    const [record] = titled.splice(Math.floor(random() * titled.length), 1);
    const { change, apply, isSame } = changes[index % changes.length];
    const one = equip(clone(record), index, iris.modeIris);
    if (change.startsWith('module')) one.kinds = [concept(iris.kindIris.programme)];
    const two = clone(one);
    one.source = 'one';
    two.source = 'two';
    two.id = one.id.replace(/^.{8}/, (start) => (Number.parseInt(start, 16) ^ 0xffff).toString(16).padStart(8, '0'));
    for (const provider of two.providers) provider.id = two.id;
    if (change.startsWith('identifier'))
      for (const each of [one, two])
        each.nativeIds = [{ value: `urn:schac:uniqueCourseId:uni${index % 9}.example:${index}` }];
    apply(two, index, iris);
    pairs.push({ one, two, isSame, change });
  }
  return pairs;
}

function isPage(url) {
  return new URL(url).pathname.length > 4;
}
