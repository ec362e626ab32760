import { describe, expect, test } from 'vitest';
import { IssueLog } from '../../../src/harvest/format.js';
import { readAddress } from '../../../src/harvest/mapping/values.js';

function read(text: string) {
  const log = new IssueLog('s', 'r');
  return { address: readAddress(text, 'url', log), issues: log.issues.map(({ code }) => code) };
}

describe('an address', () => {
  test('with its scheme is as it is', () => {
    expect(read('https://www.kth.se/kurs')).toEqual({ address: 'https://www.kth.se/kurs', issues: [] });
  });

  test.each([
    ['www.kth.se/student/kurser/kurs/DD1420', 'http://www.kth.se/student/kurser/kurs/DD1420'],
    ['lyceedekerneuzec.fr', 'http://lyceedekerneuzec.fr/'],
    ['www2.cndp.fr/archivage/c052.htm', 'http://www2.cndp.fr/archivage/c052.htm'],
    [' WWW.Example.museum?kurs=1 ', 'http://www.example.museum/?kurs=1'],
  ])('that lacks only its scheme, %s, is kept and warned of', (text, address) => {
    expect(read(text)).toEqual({ address, issues: ['INVALID_URL'] });
  });

  test.each([
    'via SIS',
    'marketing_url',
    'n/a',
    'brochure.pdf',
    '12.5',
    'info@kth.se',
    'javascript:alert(1)',
    'www.a b.se',
    '/kurs/1',
    'ftp://www.kth.se',
  ])('that is none, %s, is left out', (text) => {
    expect(read(text)).toEqual({ address: undefined, issues: ['INVALID_URL'] });
  });
});
