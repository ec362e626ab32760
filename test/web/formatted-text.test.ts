import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { expect, test } from 'vitest';
import { Formatted } from '../../src/web/components/formatted.js';
import { beginning, isHtml, plainText } from '../../src/web/offer/formatted-text.js';

const shown = (text: string) => renderToString(h(Formatted, { of: { text, language: 'en' } }));

test('formatted text keeps its paragraphs and lists', () => {
  expect(shown('<p>One <strong>two</strong></p><ul><li>three</li></ul>')).toBe(
    '<div class="formatted"><p>One <strong>two</strong></p><ul><li>three</li></ul></div>',
  );
});

test('headings of a text stand below those of the page', () => {
  expect(shown('<h1>Modules</h1>')).toContain('<h4>Modules</h4>');
});

test.each([
  '<p>b</p><p onclick="x()">a</p><script>alert(1)</script>',
  '<p>a</p><img src=x onerror=alert(1)>',
  '<p>a</p><a href="javascript:x()">b</a><svg onload=x()>',
  '<p>a<p style="position:fixed">b',
])('nothing but the white list reaches the page: %s', (text) => {
  const html = shown(text);
  expect(html).not.toMatch(/<(script|img|svg|a)\b|onclick|onerror|javascript:|style=/);
});

test('plain text is shown as it is, a paragraph a line', () => {
  expect(shown('for (a < b) & c\nsecond')).toBe(
    '<div class="formatted"><p>for (a &lt; b) &amp; c</p><p>second</p></div>',
  );
});

test('plain text of a formatted one has a line for each paragraph and item', () => {
  expect(plainText('<p>A &amp; B</p><ul><li>one</li><li>two</li></ul>')).toBe('A & B\n– one\n– two');
  expect(plainText('a < b')).toBe('a < b');
  expect(isHtml('List<T>')).toBe(false);
});

test('a text is cut at a word and never inside of a character', () => {
  expect(beginning('one two three', 9)).toBe('one two…');
  expect(beginning('short', 9)).toBe('short');
  expect(beginning('Its full potential. What then?', 21)).toBe('Its full potential…');
  expect(beginning('aaaa😀bbb', 5).isWellFormed()).toBe(true);
});
