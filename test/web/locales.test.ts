import { readdirSync, readFileSync } from 'node:fs';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, test } from 'vitest';
import { catalogue } from '../../src/web/i18n/catalogue.js';
import {
  completeLanguages,
  directionOf,
  interfaceLanguages,
  knownLanguage,
  preferredLanguage,
} from '../../src/web/i18n/languages.js';

const files = readdirSync(new URL('../../src/web/locales/', import.meta.url)).map((file) => file.replace('.json', ''));
const english = catalogue('en');

/** Places and tags of a message, whatever the order of its words. */
function placesOf(text: string, language: string): string[] {
  const found = new Set<string>();
  JSON.stringify(new IntlMessageFormat(text, language).getAst(), (key, value) => {
    const isPlace = typeof value === 'object' && value !== null && typeof value.value === 'string' && value.type !== 0;
    if (isPlace && key !== 'location') found.add(value.value);
    return value;
  });
  return [...found].sort();
}

describe('the catalogues of messages', () => {
  test.each(files)('%s has no message that English lacks, and the same places in each', (language) => {
    for (const [key, text] of catalogue(language)) {
      expect([key, english.has(key)]).toEqual([key, true]);
      expect([key, placesOf(text, language)]).toEqual([key, placesOf(english.get(key) ?? '', 'en')]);
    }
  });

  test('are those of every language that is offered; each has at least the notice that texts are in English', () => {
    expect([...files].sort()).toEqual([...interfaceLanguages].sort());
    for (const language of files) expect(catalogue(language).has('layout.fallback')).toBe(true);
  });

  test('have no message that nothing shows', () => {
    const folder = new URL('../../src/web/', import.meta.url);
    const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file) && !/generated|client|messages/.test(file))
      .map((file) => readFileSync(new URL(file, folder), 'utf8'))
      .join('\n');
    const composed = [...sources.matchAll(/`([\w.-]+\.)\$\{/g)].map(([, start = '']) => start);
    const unused = [...english.keys()].filter(
      (key) =>
        !sources.includes(`'${key}'`) &&
        !sources.includes(`"${key}"`) &&
        !composed.some((start) => key.startsWith(start)),
    );
    expect(unused).toEqual([]);
  });

  test.each(completeLanguages.filter((language) => files.includes(language)))('%s is complete', (language) => {
    const missing = [...english.keys()].filter((key) => !catalogue(language).has(key));
    expect(missing).toEqual([]);
  });

  test.each(files)('%s can be said with any number', (language) => {
    for (const [key, text] of catalogue(language)) {
      const values = Object.fromEntries(placesOf(text, language).map((place) => [place, 3]));
      const tags = Object.fromEntries(
        [...text.matchAll(/<(\w+)>/g)].map(([, tag]) => [tag, (parts: unknown) => String(parts)]),
      );
      expect(() => new IntlMessageFormat(text, language).format({ ...values, ...tags }), key).not.toThrow();
    }
  });
});

describe('the language of a page', () => {
  test.each([
    ['sv-FI, sv;q=0.9, en;q=0.5', 'sv'],
    ['xx, de;q=0.1, fr;q=0.8', 'fr'],
    ['en;q=0, fi', 'fi'],
    ['ar', 'ar'],
    ['*', 'en'],
    [`${'x,'.repeat(100_000)}de`, 'en'],
    [undefined, 'en'],
  ])('is the one that a browser prefers: %.40s', (header, expected) => {
    expect(preferredLanguage(header)).toBe(expected);
  });

  test('can be asked for by a tag', () => {
    expect(['SV', 'pt-BR', 'tlh', '', undefined].map((tag) => knownLanguage(tag))).toEqual(['sv', 'pt', ...Array(3)]);
  });

  test('tells its direction', () => {
    expect([directionOf('ar'), directionOf('sv')]).toEqual(['rtl', 'ltr']);
  });
});
