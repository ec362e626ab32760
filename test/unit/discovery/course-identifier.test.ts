import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { courseDid, courseUrn, nameSameCourse, parseCourseIdentifier } from '../../../src/domain/course-identifier.js';

describe('course identifiers', () => {
  test('are read in both notations and convert to each other', () => {
    const identifier = { domain: 'domain.tld', id: 'ABCD1234' };
    const urn = 'urn:schac:uniqueCourseId:domain.tld:ABCD1234';
    const did = 'did:web:domain.tld:courseId:ABCD1234';
    expect([parseCourseIdentifier(urn), parseCourseIdentifier(did)]).toEqual([identifier, identifier]);
    expect([courseUrn(identifier), courseDid(identifier)]).toEqual([urn, did]);
  });

  test.each([
    ['URN:SCHAC:uniquecourseid:UNI.Example:Ab1', { domain: 'uni.example', id: 'Ab1' }],
    ['urn:schac:uniqueCourseId:uni.example:a:b/c?+note#part', { domain: 'uni.example', id: 'a:b/c' }],
    ['did:web:uni.example:courseId:a%3Ab%2Fc', { domain: 'uni.example', id: 'a:b/c' }],
    ['urn:schac:uniqueCourseId:universität.example:%C3%A4', { domain: 'xn--universitt-y5a.example', id: 'ä' }],
    [' urn:schac:uniqueCourseId:uni.example:1 ', { domain: 'uni.example', id: '1' }],
  ])('%s', (text, identifier) => {
    expect(parseCourseIdentifier(text)).toEqual(identifier);
  });

  test.each([
    'urn:schac:uniqueCourseId:uni.example:',
    'urn:schac:uniqueCourseId::1',
    'urn:schac:uniqueCourseId:example:1',
    'urn:schac:personalUniqueCode:uni.example:1',
    'urn:schac:uniqueCourseId:uni.example:%E4',
    'urn:schac:uniqueCourseId:uni_.example:1',
    'DID:web:uni.example:courseId:1',
    'did:web:uni.example:courseId:a:b',
    'did:web:uni.example:courseId:a#key',
    'did:web:uni.example:1',
    'https://uni.example/course/1',
    '',
  ])('%s is none', (text) => {
    expect(parseCourseIdentifier(text)).toBeUndefined();
  });

  test('of any id come back from both notations', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (id) => {
        const identifier = { domain: 'uni.example', id };
        expect(parseCourseIdentifier(courseUrn(identifier))).toEqual(identifier);
        expect(parseCourseIdentifier(courseDid(identifier))).toEqual(identifier);
        expect(courseDid(identifier)).toMatch(/^did:web:uni\.example:courseId:(?:[A-Za-z0-9._-]|%[0-9A-F]{2})+$/);
      }),
    );
  });

  test('are the same course across notations and writing of the domain, and another one for another id', () => {
    const urn = 'urn:schac:uniqueCourseId:Uni.example:B-1';
    expect(nameSameCourse(urn, 'did:web:uni.example:courseId:B-1')).toBe(true);
    expect(nameSameCourse(urn, 'did:web:uni.example:courseId:b-1')).toBe(false);
    expect(nameSameCourse(urn, 'did:web:other.example:courseId:B-1')).toBe(false);
    expect(nameSameCourse('B-1', 'B-1')).toBe(false);
  });
});
