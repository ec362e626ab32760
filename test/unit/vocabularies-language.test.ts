import { describe, expect, test } from 'vitest';
import { vocabulary } from '../../src/domain/vocabularies/vocabulary.js';

const authority = 'http://publications.europa.eu/resource/authority/language';
const languages = vocabulary('language');

test.each([
  ['bg', 'BUL'],
  ['cs', 'CES'],
  ['da', 'DAN'],
  ['de', 'DEU'],
  ['el', 'ELL'],
  ['en', 'ENG'],
  ['es', 'SPA'],
  ['et', 'EST'],
  ['fi', 'FIN'],
  ['fr', 'FRA'],
  ['ga', 'GLE'],
  ['hr', 'HRV'],
  ['hu', 'HUN'],
  ['it', 'ITA'],
  ['lt', 'LIT'],
  ['lv', 'LAV'],
  ['mt', 'MLT'],
  ['nl', 'NLD'],
  ['pl', 'POL'],
  ['pt', 'POR'],
  ['ro', 'RON'],
  ['sk', 'SLK'],
  ['sl', 'SLV'],
  ['sv', 'SWE'],
  ['no', 'NOR'],
  ['nb', 'NOB'],
  ['nn', 'NNO'],
  ['is', 'ISL'],
  ['tr', 'TUR'],
  ['uk', 'UKR'],
  ['ru', 'RUS'],
  ['ar', 'ARA'],
  ['zh', 'ZHO'],
  ['ja', 'JPN'],
  ['sr', 'SRP'],
  ['bs', 'BOS'],
  ['sq', 'SQI'],
  ['mk', 'MKD'],
  ['ca', 'CAT'],
  ['eu', 'EUS'],
  ['gl', 'GLG'],
  ['cy', 'CYM'],
  ['lb', 'LTZ'],
  ['se', 'SME'],
])('%s is %s, by any of its codes', (code, notation) => {
  for (const key of [code, notation, notation.toLowerCase(), `${authority}/${notation}`]) {
    expect(languages.find(key)?.code, key).toBe(code);
  }
});

test.each([
  ['alb', 'sq'],
  ['arm', 'hy'],
  ['baq', 'eu'],
  ['bur', 'my'],
  ['chi', 'zh'],
  ['cze', 'cs'],
  ['dut', 'nl'],
  ['fre', 'fr'],
  ['geo', 'ka'],
  ['ger', 'de'],
  ['gre', 'el'],
  ['ice', 'is'],
  ['mac', 'mk'],
  ['mao', 'mi'],
  ['may', 'ms'],
  ['per', 'fa'],
  ['rum', 'ro'],
  ['slo', 'sk'],
  ['tib', 'bo'],
  ['wel', 'cy'],
])('the bibliographic code %s is %s', (bibliographic, code) => {
  expect(languages.find(bibliographic)?.code).toBe(code);
});

test('all 183 two-letter codes of ISO 639-1 lead to the language that the platform gives them', () => {
  const twoLetter = [...languages.concepts()].filter(({ code }) => code.length === 2);
  expect(twoLetter).toHaveLength(183);
  // CLDR replaces these two by a related language.
  const replaced = ['tl', 'tw'];
  const wrong = twoLetter.filter(
    ({ code, notation }) => !replaced.includes(code) && Intl.getCanonicalLocales(notation ?? '')[0] !== code,
  );
  expect(wrong).toEqual([]);
});

describe('BCP 47 tags', () => {
  test.each([
    ['en-GB', 'en'],
    ['zh-Hant', 'zh'],
    ['pt_BR', 'pt'],
    ['sr-Latn-RS', 'sr'],
    ['fil-PH', 'fil'],
  ])('%s is %s, by the primary subtag', (tag, code) => {
    expect(languages.find(tag)?.code).toBe(code);
  });

  test.each(['', 'english', 'en GB', 'xx-YY', '-en', 'en-', 'x-klingon'])('"%s" is no language', (tag) => {
    expect(languages.find(tag)).toBeUndefined();
  });
});

test('codes that stand for no one language are placeholders', () => {
  const keys = ['OP_DATPRO', 'UND', 'MUL', 'MIS', 'ZXX', `${authority}/OP_DATPRO`];
  expect(keys.map((key) => languages.find(key)?.placeholder)).toEqual([true, true, true, true, true, true]);
  expect([...languages.concepts()].filter(({ placeholder }) => placeholder)).toHaveLength(5);
});

test('a language without a two-letter code goes by its ISO 639-3 code', () => {
  expect(languages.find(`${authority}/HBS`)?.code).toBe('hbs');
  expect(languages.find('FIL')?.code).toBe('fil');
});

test('the Library of Congress and Lexvo write the same codes', () => {
  expect(languages.find('http://id.loc.gov/vocabulary/iso639-2/ger')?.code).toBe('de');
  expect(languages.find('http://lexvo.org/id/iso639-3/deu')?.code).toBe('de');
});
