import { HtmlWriter } from './html-writer.js';

const inline = new Set('strong b em i code u small sub sup'.split(' '));
/** Elements of which only the content counts. */
const transparent = new Set(['span', 'font']);
const lists = new Set(['ul', 'ol']);
/** Elements in which no block is looked for: a parser would close them first. */
const closed = new Set('p h1 h2 h3 h4 h5 h6'.split(' '));
const containers = new Set(['div', 'section', 'address', 'li', 'ul', 'ol']);
const voidElements = new Set(['br', 'hr']);
const deepest = 32;

const tag = /<(\/?)([a-z][a-z0-9]*)((?:\s+[a-z][a-z0-9-]*(?:=(?:"[^"<>&\p{Cc}]*"|'[^'<>&\p{Cc}]*'))?)*)\s*(\/?)>/giuy;
const attribute = /\s+([a-z][a-z0-9-]*)(?:="([^"]*)"|='([^']*)')?/giu;

const entity = /&([a-zA-Z]+\d?|#39);/g;
const entities = new Map<string, string>([
  ['amp', '&'],
  ['quot', '"'],
  ['lt', '<'],
  ['gt', '>'],
  ['#39', "'"],
  ['nbsp', '\u00a0'],
  ['rsquo', '\u2019'],
  ['lsquo', '\u2018'],
  ['rdquo', '\u201d'],
  ['ldquo', '\u201c'],
  ['bdquo', '\u201e'],
  ['ndash', '\u2013'],
  ['mdash', '\u2014'],
  ['hellip', '\u2026'],
  ['bull', '\u2022'],
  ['euro', '\u20ac'],
  ['auml', '\u00e4'],
  ['ouml', '\u00f6'],
  ['uuml', '\u00fc'],
  ['Auml', '\u00c4'],
  ['Ouml', '\u00d6'],
  ['Uuml', '\u00dc'],
  ['szlig', '\u00df'],
  ['eacute', '\u00e9'],
  ['egrave', '\u00e8'],
  ['ecirc', '\u00ea'],
  ['agrave', '\u00e0'],
  ['acirc', '\u00e2'],
  ['ccedil', '\u00e7'],
  ['ocirc', '\u00f4'],
  ['aring', '\u00e5'],
  ['oslash', '\u00f8'],
  ['aelig', '\u00e6'],
]);

/**
 * Formatted text of simple, properly nested HTML as most catalogues write it: what a parser and a sanitiser make of it,
 * several times as fast. Undefined for anything that needs them, which is for everything that is not known here.
 */
export function simpleHtml(html: string): string | undefined {
  const writer = new HtmlWriter();
  const open: string[] = [];
  let at = 0;
  for (;;) {
    const next = html.indexOf('<', at);
    const text = decoded(html.slice(at, next === -1 ? html.length : next));
    if (text === undefined) return undefined;
    writer.text(text);
    if (next === -1) return open.length === 0 ? writer.end() : undefined;
    tag.lastIndex = next;
    const match = tag.exec(html);
    if (match === null) return undefined;
    at = tag.lastIndex;
    const [, slash, written = '', attributes = '', end] = match;
    const name = written.toLowerCase();
    if (slash === '/') {
      if (attributes !== '' || end !== '' || open.pop() !== name) return undefined;
      if (!transparent.has(name)) writer.close(name);
    } else if (voidElements.has(name)) {
      if (name === 'hr' && !allowsBlock(open)) return undefined;
      writer.open(name);
      writer.close(name);
    } else {
      if (end !== '' || !allows(open, name)) return undefined;
      if (name === 'a') {
        const links = hrefs(attributes);
        if (links.length > 1) return undefined;
        writer.open(name, links[0]);
      } else if (!transparent.has(name)) writer.open(name);
      open.push(name);
    }
  }
}

/** The text with its entities decoded; undefined where one is not among those known here. */
function decoded(text: string): string | undefined {
  if (!text.includes('&')) return text;
  let unknown = false;
  const result = text.replace(entity, (written, name: string) => {
    const character = entities.get(name);
    unknown ||= character === undefined;
    return character ?? written;
  });
  const rest = text.replace(entity, '');
  return unknown || rest.includes('&') ? undefined : result;
}

/** Whether an element may be opened here without a parser closing another one first. */
function allows(open: readonly string[], name: string): boolean {
  if (open.length >= deepest) return false;
  const parent = open.at(-1);
  if (inline.has(name) || transparent.has(name)) return true;
  if (name === 'a') return !open.includes('a');
  if (name === 'li') return parent !== undefined && lists.has(parent);
  return (closed.has(name) || containers.has(name)) && allowsBlock(open);
}

function allowsBlock(open: readonly string[]): boolean {
  return open.every((name) => containers.has(name));
}

function hrefs(attributes: string): string[] {
  return [...attributes.matchAll(attribute)].flatMap(([, name, quoted, single]) =>
    name?.toLowerCase() === 'href' ? [quoted ?? single ?? ''] : [],
  );
}
