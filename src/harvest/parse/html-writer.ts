import { decodeTwiceEscaped } from './markup.js';
import { webAddress } from './values.js';

/** Elements that formatted text keeps, without attributes: the white list of LOQ (European Learning Model). */
export const allowedElements =
  'h1 h2 h3 h4 h5 h6 p strong b em i code u ul ol li br hr u address section small sub sup'.split(' ');

const allowed = new Set(allowedElements);
const voidElements = new Set(['br', 'hr']);
const afterBreak = /(^|\s|<br>|<hr>|<\/?(p|li|ul|ol|h\d|section|address)>)$/;
const cells = new Set(['td', 'th']);

/** White space that is no space. */
const otherSpace = /[^\S ]/;
/** Runs of white space that are not one single space. */
const loose = /[^\S ]\s*| \s+/g;

/** White space collapsed. */
export function singleSpaced(text: string): string {
  return text.includes('  ') || otherSpace.test(text) ? text.replace(loose, ' ') : text;
}

export function escapeHtml(text: string): string {
  if (!/[&<>"]/.test(text)) return text;
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** Writes formatted text from the events of an HTML parser: links as text, other blocks as line breaks. */
export class HtmlWriter {
  readonly #links: { readonly href: string | undefined; text: string }[] = [];
  #result = '';
  #last = '';
  #text = '';

  open(name: string, href?: string): void {
    this.#flush();
    if (name === 'a') this.#links.push({ href: webAddress(href ?? ''), text: '' });
    else if (allowed.has(name)) this.#write(`<${name}>`);
    else this.#boundary(name);
  }

  /** Text with its entities decoded once. */
  text(data: string): void {
    this.#text += data;
  }

  close(name: string): void {
    this.#flush();
    if (name === 'a') this.#write(addressOf(this.#links.pop()));
    else if (cells.has(name)) return;
    else if (!allowed.has(name)) this.#boundary(name);
    else if (!voidElements.has(name)) this.#write(`</${name}>`);
  }

  end(): string {
    this.#flush();
    return tidy(this.#result);
  }

  #write(piece: string): void {
    this.#result += piece;
    if (piece !== '') this.#last = piece;
  }

  #isAfterBreak(): boolean {
    return afterBreak.test(this.#last.slice(-12));
  }

  #boundary(name: string): void {
    if (!this.#isAfterBreak()) this.#write(cells.has(name) ? ' ' : '<br>');
  }

  #flush(): void {
    if (this.#text === '') return;
    const clean = singleSpaced(decodeTwiceEscaped(this.#text));
    this.#text = '';
    const link = this.#links.at(-1);
    if (link) link.text += clean;
    this.#write(escapeHtml(this.#isAfterBreak() ? clean.trimStart() : clean));
  }
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

const blockEdge = /<\/?(?:p|li|ul|ol|h\d|section|address)>|$/g;
const empty = /<([a-z]+\d?)>\s*<\/\1>/g;

/** Takes out empty elements and space at the edges of blocks. */
function tidy(html: string): string {
  let after = '';
  let from = 0;
  blockEdge.lastIndex = 0;
  for (let match = blockEdge.exec(html); match !== null; match = blockEdge.exec(html)) {
    const [edge] = match;
    after += withoutEnd(html.slice(from, match.index)) + edge;
    from = match.index + edge.length;
    if (edge === '') break;
  }
  let before: string;
  do {
    before = after;
    after = before.replace(empty, '');
  } while (after !== before);
  return after.replace(/^(?:\s|<br>)+/, '');
}

/** A text without the spaces and line breaks at its end. */
function withoutEnd(html: string): string {
  let rest = html.trimEnd();
  while (rest.endsWith('<br>')) rest = rest.slice(0, -4).trimEnd();
  return rest;
}
