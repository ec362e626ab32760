import { Parser } from 'htmlparser2';
import sanitizeHtml from 'sanitize-html';
import { decodeEntities, decodeTwiceEscaped, hasMarkup, protectText, unescapeMarkup, withoutExcess } from './markup.js';
import { webAddress } from './values.js';

/** Elements that formatted text keeps, without attributes: the white list of LOQ (European Learning Model). */
export const allowedElements =
  'h1 h2 h3 h4 h5 h6 p strong b em i code ul ol li br hr u address section small sub sup'.split(' ');

const inline =
  'a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark q s samp small span strike strong sub sup time tt u var wbr';
const inlineElements = new Set(inline.split(' '));
const hiddenElements = new Set(
  'script style head title template noscript object iframe svg math textarea select'.split(' '),
);
const allowed = new Set(allowedElements);
const voidElements = new Set(['br', 'hr']);
const afterBreak = /(^|\s|<br>|<hr>|<\/?(p|li|ul|ol|h\d|section|address)>)$/;

/**
 * One line of plain text: tags taken out (a block or break becomes a space), entities decoded (a second time where they
 * were escaped twice), Unicode NFC, no control characters or direction overrides, white space collapsed. Not safe to
 * embed in HTML without escaping.
 */
export function plainText(input: string): string {
  const source = withoutExcess(unescapeMarkup(withoutExcess(input)));
  return collapse(normalise(hasMarkup(source) ? textOf(source) : decodeEntities(source)));
}

/**
 * Formatted text, safe to embed: only {@link allowedElements}, without attributes. A link becomes `text (address)`;
 * other elements leave their text. Plain text with line breaks gets paragraphs and breaks.
 */
export function cleanHtml(input: string): string {
  const source = normalise(withoutExcess(unescapeMarkup(withoutExcess(input))));
  if (!hasMarkup(source)) return paragraphs(normalise(decodeEntities(source)));
  const sanitised = sanitizeHtml(protectText(source), {
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

/** Control characters, direction overrides, invisible spaces and soft hyphens out; lone surrogates to U+FFFD; NFC. */
function normalise(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/[^\P{Cc}\n\t]|[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufff9-\ufffb]/gu, '')
    .normalize('NFC');
}

function collapse(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
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
  const links: { readonly href: string | undefined; text: string }[] = [];
  let result = '';
  let last = '';
  const write = (piece: string) => {
    result += piece;
    if (piece !== '') last = piece;
  };
  const cell = (name: string) => name === 'td' || name === 'th';
  const boundary = (name: string) => {
    if (!afterBreak.test(last)) write(cell(name) ? ' ' : '<br>');
  };
  let text = '';
  const flush = () => {
    const clean = decodeTwiceEscaped(text).replace(/\s+/gu, ' ');
    text = '';
    const link = links.at(-1);
    if (link) link.text += clean;
    write(escapeHtml(afterBreak.test(last) ? clean.trimStart() : clean));
  };
  const parser = new Parser({
    onopentag(name, attributes) {
      flush();
      if (name === 'a') links.push({ href: webAddress(attributes.href ?? ''), text: '' });
      else if (allowed.has(name)) write(`<${name}>`);
      else boundary(name);
    },
    ontext(data) {
      text += data;
    },
    onclosetag(name) {
      flush();
      if (name === 'a') write(addressOf(links.pop()));
      else if (cell(name)) return;
      else if (!allowed.has(name)) boundary(name);
      else if (!voidElements.has(name)) write(`</${name}>`);
    },
  });
  parser.end(html);
  flush();
  return tidy(result);
}

function addressOf(link: { readonly href: string | undefined; readonly text: string } | undefined): string {
  if (link?.href === undefined) return '';
  const bare = (address: string) =>
    address
      .trim()
      .toLowerCase()
      .replace(/^https?:\/\//, '')
      .replace(/\/$/, '');
  return bare(link.text) === bare(link.href) ? '' : ` (${escapeHtml(link.href)})`;
}

/** Takes out empty elements and space at the edges of blocks. */
function tidy(html: string): string {
  let before: string;
  let after = html.replace(
    /(?:\s|<br>)+(?:(<\/?(?:p|li|ul|ol|h\d|section|address)>)|($)|)/g,
    (run: string, block?: string, end?: string) => block ?? end ?? run,
  );
  do {
    before = after;
    after = before.replace(/<([a-z]+\d?)>\s*<\/\1>/g, '');
  } while (after !== before);
  return after.replace(/^(?:\s|<br>)+/, '');
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
