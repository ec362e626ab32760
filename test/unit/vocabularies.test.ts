import { describe, expect, test } from 'vitest';
import { type VocabularyId, vocabulary } from '../../src/domain/vocabularies/vocabulary.js';

const snb = 'http://data.europa.eu/snb';
const lotse = 'https://w3id.org/lotse';

describe('concepts named by the authority', () => {
  test.each<[VocabularyId, string, string]>([
    ['mode', 'presential', `${snb}/learning-assessment/9191af2ed9`],
    ['mode', 'online', `${snb}/learning-assessment/920fbb3cbe`],
    ['mode', 'blended', `${snb}/learning-assessment/e92d221e4d`],
    ['mode', 'hybrid', `${snb}/learning-assessment/c_3a90b26d`],
    ['mode', 'workbased', `${snb}/learning-assessment/729f3bed4b`],
    ['mode', 'project-based', `${snb}/learning-assessment/7813801c77`],
    ['mode', 'research-lab-based', `${snb}/learning-assessment/ed4c557045`],
    ['opportunity-type', 'course', `${snb}/learning-opportunity/05053c1cbe`],
    ['opportunity-type', 'short-learning-programme', `${snb}/learning-opportunity/74a4a268e8`],
    ['opportunity-type', 'challenge', `${snb}/learning-opportunity/c_170b037d`],
    ['activity-type', 'workshop-seminar-or-conference', `${snb}/learning-activity/efff75e10a`],
    ['activity-type', 'mentoring-and-monitoring-activity', `${snb}/learning-activity/c_5665a0ad`],
    ['assessment-type', 'written-examination', `${snb}/assessment/6e6cb2cc78`],
    ['assessment-type', 'guided-self-assessment', `${snb}/assessment/c_4f874951`],
    ['learning-setting', 'formal-learning', `${snb}/learning-setting/6fd4685715`],
    ['learning-schedule', 'full-time', `${snb}/learning-schedule/72a0ab92fa`],
    ['learning-schedule', 'part-time-light', `${snb}/learning-schedule/67395e6b5a`],
    ['target-group', 'migrants', `${snb}/target-group/c900d8ecb1`],
    ['entitlement-type', 'learning-opportunity', `${snb}/entitlement/64aad92881`],
    ['entitlement-status', 'prospective', `${snb}/entitlement-status/5b8d6b34fb`],
    ['credit-system', 'ects', `${snb}/education-credit/6fcec5c5af`],
    ['accreditation-type', 'program-quality-assurance', `${snb}/accreditation/820101cba6`],
    ['supervision', 'supervised-with-id', `${snb}/supervision-verification/70be69aaf9`],
    ['supervision', 'supervised-without-id', `${snb}/supervision-verification/44314532f9`],
    ['skill-reuse-level', 'transversal', `${snb}/skill-reuse-level/transversal`],
    ['eqf', '6', `${snb}/eqf/6`],
    ['isced-f', '0613', `${snb}/isced-f/0613`],
    ['nuts', 'FI1B', 'http://data.europa.eu/nuts/code/FI1B'],
    ['nqf', 'c_12a84182', `${snb}/qdr/c_12a84182`],
    ['country', 'FI', 'http://publications.europa.eu/resource/authority/country/FIN'],
    ['currency', 'SEK', 'http://publications.europa.eu/resource/authority/currency/SEK'],
    ['recognition-option', 'credit-transfer', `${lotse}/recognition-option/credit-transfer`],
    ['provider-type', 'public-employment-service', `${lotse}/provider-type/public-employment-service`],
  ])('%s %s', (id, code, iri) => {
    expect(vocabulary(id).find(code)?.iri).toBe(iri);
    expect(vocabulary(id).find(iri)?.code).toBe(code);
  });
});

describe('find', () => {
  test('takes the notation, any case, outer spaces and https', () => {
    const mode = vocabulary('mode');
    expect(mode.find('920fbb3cbe')?.code).toBe('online');
    expect(mode.find(' Online ')?.code).toBe('online');
    expect(mode.find(` https://data.europa.eu/snb/learning-assessment/920fbb3cbe\n`)?.code).toBe('online');
  });

  test('never matches a concept by its name', () => {
    expect(vocabulary('mode').find('Research-Lab based')).toBeUndefined();
    expect(vocabulary('language').find('English')).toBeUndefined();
  });

  test('knows nothing of concepts that the lists do not have', () => {
    expect(vocabulary('learning-setting').find('informal-learning')).toBeUndefined();
    expect(vocabulary('eqf').find('9')).toBeUndefined();
    expect(vocabulary('opportunity-type').find('micro-credential')).toBeUndefined();
    expect(vocabulary('mode').find('')).toBeUndefined();
  });

  test('takes both IRI families of ISCED-F and keeps leading zeros', () => {
    const fields = vocabulary('isced-f');
    expect(fields.find('http://data.europa.eu/esco/isced-f/0613')).toBe(fields.find('0613'));
    expect(fields.find('http://data.europa.eu/esco/isced-f/061')?.code).toBe('061');
    expect(fields.find('613')).toBeUndefined();
    expect(fields.find('http://data.europa.eu/esco/isced-f/')).toBeUndefined();
  });

  test('takes the forms of country codes that European sources use', () => {
    const country = vocabulary('country');
    expect(['EL', 'GR', 'GRC', 'el'].map((key) => country.find(key)?.code)).toEqual(['GR', 'GR', 'GR', 'GR']);
    expect(['UK', 'GB', 'GBR'].map((key) => country.find(key)?.code)).toEqual(['GB', 'GB', 'GB']);
    expect(['XK', 'XKX', '1A0'].map((key) => country.find(key)?.code)).toEqual(['XK', 'XK', 'XK']);
    expect(country.find('OP_DATPRO')?.placeholder).toBe(true);
  });

  test('marks the concepts that the LOQ schema would reject', () => {
    expect(vocabulary('mode').find('hybrid')?.notInLoqXsd).toBe(true);
    expect(vocabulary('mode').find('blended')?.notInLoqXsd).toBeUndefined();
  });
});

describe('ESCO skills', () => {
  const skills = vocabulary('esco-skill');

  test('a listed skill has its name and reuse level', () => {
    const skill = skills.find('http://data.europa.eu/esco/skill/001115fb-569f-4ee6-8381-c6807ef2527f');
    expect(skill?.labels).toEqual({ en: 'show initiative' });
    expect(skill?.related).toEqual({ 'skill-reuse-level': 'transversal' });
  });

  test('an unlisted one is valid but has no name', () => {
    const iri = 'http://data.europa.eu/esco/skill/ffffffff-0000-4000-8000-000000000000';
    expect(skills.open).toBe(true);
    expect(skills.find(iri)).toEqual({ iri, code: 'ffffffff-0000-4000-8000-000000000000', labels: {} });
    expect(skills.find(iri.replace('http:', 'https:'))?.iri).toBe(iri);
    expect(skills.label('ffffffff-0000-4000-8000-000000000000', 'en')).toBeUndefined();
  });

  test('occupations and malformed ids are not skills', () => {
    expect(skills.find('http://data.europa.eu/esco/occupation/af69484e-b43f-4685-b22d-f3418df45c4d')).toBeUndefined();
    expect(skills.find('http://data.europa.eu/esco/skill/001115fb')).toBeUndefined();
  });
});

describe('ancestors', () => {
  test('fields and regions list their parents, nearest first', () => {
    expect(vocabulary('isced-f').ancestors('0613')).toEqual(['061', '06']);
    expect(vocabulary('nuts').ancestors('DE111')).toEqual(['DE11', 'DE1', 'DE']);
    expect(vocabulary('nuts').ancestors('de')).toEqual([]);
    expect(vocabulary('nuts').ancestors('nowhere')).toEqual([]);
  });

  test('the old regions of Northern Ireland, whose parent left the list, hang on level 1', () => {
    expect(vocabulary('nuts').ancestors('UKN10')).toEqual(['UKN', 'UK']);
    expect(vocabulary('nuts').ancestors('UKN06')).toEqual(['UKN0', 'UKN', 'UK']);
  });

  test('a region knows its country by the ISO code', () => {
    expect(vocabulary('nuts').find('EL30')?.related?.country).toBe('GR');
    expect(vocabulary('nuts').find('UKN')?.related?.country).toBe('GB');
  });
});

test('a vocabulary is read once', () => {
  expect(vocabulary('isced-f')).toBe(vocabulary('isced-f'));
});
