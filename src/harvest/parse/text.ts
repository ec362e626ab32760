import { createRequire } from 'node:module';
import { Parser } from 'htmlparser2';
import type sanitizeHtml from 'sanitize-html';
import { allowedElements, escapeHtml, HtmlWriter, singleSpaced } from './html-writer.js';
import { decodeEntities, decodeTwiceEscaped, hasMarkup, protectText, unwrapped } from './markup.js';
import { withoutMojibake } from './mojibake.js';
import { simpleHtml } from './simple-markup.js';

export { allowedElements } from './html-writer.js';

const inline =
  'a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark q s samp small span strike strong sub sup time tt u var wbr';
const inlineElements = new Set(inline.split(' '));
const hiddenElements = new Set(
  'script style head title template noscript object iframe svg math textarea select'.split(' '),
);

/** Plain ASCII and letters of Western Europe without controls: what {@link normalise} leaves as it is. */
const normal = /^[\n\t\x20-\x7e\xa0-\xac\xae-\u02ff]*$/;

/**
 * One line of plain text: tags taken out (a block or break becomes a space), entities decoded (a second time where they
 * were escaped twice), Unicode NFC, no control characters or direction overrides, white space collapsed. Not safe to
 * embed in HTML without escaping.
 */
export function plainText(input: string): string {
  const source = unwrapped(input);
  return collapse(normalise(hasMarkup(source) ? textOf(source) : decodeEntities(source)));
}

/**
 * Formatted text, safe to embed: only {@link allowedElements}, without attributes. A link becomes `text (address)`;
 * other elements leave their text. Plain text with line breaks gets paragraphs and breaks.
 */
export function cleanHtml(input: string): string {
  const source = normalise(unwrapped(input));
  if (!hasMarkup(source)) return paragraphs(normalise(decodeEntities(source)));
  return simpleHtml(source) ?? thoroughHtml(source);
}

let sanitizer: typeof sanitizeHtml | undefined;

/** The library, loaded by the first text that needs it: it takes 9 MB, and most texts are simple. */
function sanitizerOf(): typeof sanitizeHtml {
  sanitizer ??= createRequire(import.meta.url)('sanitize-html') as typeof sanitizeHtml;
  return sanitizer;
}

/** Formatted text of any HTML; what `simpleHtml` makes of some of it is the same. */
export function thoroughHtml(source: string): string {
  const sanitised = sanitizerOf()(protectText(source), {
    allowedTags: [...allowedElements, 'a', 'div', 'tr', 'td', 'th', 'dt', 'dd', 'blockquote', 'pre'],
    allowedAttributes: { a: ['href'] },
    allowedSchemes: ['http', 'https'],
    allowedSchemesAppliedToAttributes: ['href'],
    allowProtocolRelative: false,
    nonTextTags: [...hiddenElements],
    nestingLimit: 64,
  });
  return rewrite(sanitised);
}

/**
 * Control characters, direction overrides, invisible spaces and soft hyphens out; lone surrogates to U+FFFD; NFC; what was
 * read in a wrong encoding before it came to us put right.
 */
function normalise(input: string): string {
  const text = withoutMojibake(input);
  if (normal.test(text)) return text;
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/[^\P{Cc}\n\t]|[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufff9-\ufffb]/gu, '')
    .normalize('NFC');
}

function collapse(text: string): string {
  return singleSpaced(text).trim();
}

function textOf(html: string): string {
  let text = '';
  let hidden = 0;
  const parser = new Parser({
    onopentag(name) {
      if (hiddenElements.has(name)) hidden += 1;
      if (!inlineElements.has(name)) text += ' ';
    },
    ontext(data) {
      if (hidden === 0) text += data;
    },
    onclosetag(name) {
      if (hiddenElements.has(name)) hidden -= 1;
      if (!inlineElements.has(name)) text += ' ';
    },
  });
  parser.end(protectText(html));
  return decodeTwiceEscaped(text);
}

function paragraphs(text: string): string {
  const blocks = text
    .split(/\n[ \t]*\n\s*/)
    .map((block) =>
      block
        .split('\n')
        .map(collapse)
        .filter((line) => line !== ''),
    )
    .filter((lines) => lines.length > 0);
  if (blocks.length === 1 && blocks[0]?.length === 1) return escapeHtml(blocks[0][0] ?? '');
  return blocks.map((lines) => `<p>${lines.map(escapeHtml).join('<br>')}</p>`).join('');
}

/** Writes sanitised HTML anew: links as text, other blocks as line breaks, white space collapsed. */
function rewrite(html: string): string {
  const writer = new HtmlWriter();
  const parser = new Parser({
    onopentag: (name, { href }) => writer.open(name, href),
    ontext: (data) => writer.text(data),
    onclosetag: (name) => writer.close(name),
  });
  parser.end(html);
  return writer.end();
}
