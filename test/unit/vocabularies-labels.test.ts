import { describe, expect, test } from 'vitest';
import { type VocabularyId, vocabulary } from '../../src/domain/vocabularies/vocabulary.js';

const officialLanguages = 'bg cs da de el en es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv'.split(' ');
const pageLanguages = ['en', 'sv', 'de', 'fr', 'fi', 'es', 'pl'];

test.each<[VocabularyId, string, string, { text: string; language: string }]>([
  ['mode', 'presential', 'de', { text: 'Präsenz', language: 'de' }],
  ['mode', 'presential', 'de-AT', { text: 'Präsenz', language: 'de' }],
  ['mode', 'presential', 'lv', { text: 'Presential', language: 'en' }],
  ['mode', 'presential', 'it', { text: 'Presenziale', language: 'it' }],
  ['mode', 'hybrid', 'pl', { text: 'Hybrydowe', language: 'pl' }],
  ['eqf', '6', 'de', { text: 'EQR-Niveau 6', language: 'de' }],
  ['eqf', '4', 'fr', { text: 'Niveau 4 du CEC', language: 'fr' }],
  ['isced-f', '00', 'fi', { text: 'Yleissivistävät koulutusohjelmat ja tutkinnot', language: 'fi' }],
  ['isced-f', '00', 'nb', { text: 'Generelle programmer og kvalifikasjoner', language: 'nb' }],
  ['isced-f', '00', 'no', { text: 'Generelle programmer og kvalifikasjoner', language: 'nb' }],
  ['nuts', 'AT', 'en', { text: 'Österreich', language: 'und' }],
  ['country', 'FI', 'sv', { text: 'Finland', language: 'sv' }],
  ['country', 'GR', 'de', { text: 'Griechenland', language: 'de' }],
  ['country', 'MM', 'en', { text: 'Myanmar/Burma', language: 'en' }],
  ['country', 'FI', 'qaa', { text: 'Finland', language: 'en' }],
  ['country', 'FI', 'not a tag', { text: 'Finland', language: 'en' }],
  ['currency', 'SEK', 'sv', { text: 'svensk krona', language: 'sv' }],
  ['language', 'en', 'fi', { text: 'englanti', language: 'fi' }],
  ['language', 'de', 'en-GB', { text: 'German', language: 'en' }],
  ['language', 'tl', 'sv', { text: 'Tagalog', language: 'en' }],
  ['language', 'ads', 'sv', { text: 'Adamorobe Sign Language', language: 'en' }],
  ['language', 'MUL', 'sv', { text: 'flera språk', language: 'sv' }],
  ['language', 'OP_DATPRO', 'sv', { text: 'Provisional data', language: 'en' }],
  ['recognition-option', 'automatic', 'es', { text: 'Reconocimiento mutuo automático', language: 'es' }],
])('%s %s in "%s"', (id, code, language, expected) => {
  expect(vocabulary(id).label(code, language)).toEqual(expected);
});

test('a code that is not listed has no label', () => {
  expect(vocabulary('mode').label('nothing', 'en')).toBeUndefined();
});

test('EQF levels and ISCED-F fields are named in the 24 official languages', () => {
  for (const id of ['eqf', 'isced-f'] as const) {
    for (const concept of vocabulary(id).concepts()) {
      const missing = officialLanguages.filter((language) => concept.labels[language] === undefined);
      expect(missing, `${id} ${concept.code}`).toEqual([]);
    }
  }
});

test('countries of the Union are named in the 24 official languages, without falling back', () => {
  const members = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' ');
  for (const code of members) {
    const fallen = officialLanguages.filter(
      (language) => vocabulary('country').label(code, language)?.language !== language,
    );
    expect(fallen, code).toEqual([]);
  }
});

test.each<VocabularyId>([
  'accreditation-type',
  'activity-type',
  'assessment-type',
  'credit-system',
  'entitlement-status',
  'entitlement-type',
  'eqf',
  'isced-f',
  'learning-schedule',
  'learning-setting',
  'mode',
  'opportunity-type',
  'skill-reuse-level',
  'skill-type',
  'supervision',
  'target-group',
])('%s is named in every language of the search page', (id) => {
  for (const concept of vocabulary(id).concepts()) {
    const missing = pageLanguages.filter((language) => concept.labels[language] === undefined);
    expect(missing, concept.code).toEqual([]);
  }
});

test('two concepts of a short list never share a name in one language', () => {
  for (const id of ['mode', 'opportunity-type', 'activity-type', 'assessment-type', 'supervision'] as const) {
    for (const language of pageLanguages) {
      const names = [...vocabulary(id).concepts()].map(({ labels }) => labels[language]);
      expect(new Set(names).size, `${id} in ${language}`).toBe(names.length);
    }
  }
});

describe.each<VocabularyId>([
  'annex1-element',
  'credential-kind',
  'lifecycle-status',
  'offer-kind',
  'provider-type',
  'qa-evidence',
  'qf-ehea-cycle',
  'recognition-option',
  'stackability',
])('%s', (id) => {
  test('is named in every language of the search page', () => {
    for (const concept of vocabulary(id).concepts()) {
      expect(Object.keys(concept.labels).sort(), concept.code).toEqual([...pageLanguages].sort());
    }
  });

  test('is a scheme of Lotse', () => {
    const { scheme } = vocabulary(id);
    expect(scheme).toBe(`https://w3id.org/lotse/${id}`);
    expect([...vocabulary(id).concepts()].every(({ iri, code }) => iri === `${scheme}/${code}`)).toBe(true);
  });
});
