import { Parser } from 'htmlparser2';
import { type ComponentChildren, h } from 'preact';

/** Elements that formatted texts may hold, without attributes: the white list of LOQ (European Learning Model). */
const elements = 'h1 h2 h3 h4 h5 h6 p strong b em i code ul ol li br hr u address section small sub sup'.split(' ');
const anElement = new RegExp(`<(?:${elements.join('|')})\\s*/?>`, 'i');
const allowed = new Set(elements);
const empty = new Set(['br', 'hr']);
const blocks = new Set('h1 h2 h3 h4 h5 h6 p ul ol li br hr address section'.split(' '));

/** Whether a text of the API is HTML; else it is plain. */
export function isHtml(text: string): boolean {
  return anElement.test(text);
}

/**
 * A formatted text as elements of a page: only those of the white list, none with attributes, headings below those of
 * the page. Everything else is shown as the text it holds.
 */
export function formattedNodes(text: string): ComponentChildren[] {
  const root: ComponentChildren[] = [];
  const open: { readonly name: string; readonly children: ComponentChildren[] }[] = [];
  const children = () => open.at(-1)?.children ?? root;
  const parser = new Parser({
    onopentagname(name) {
      if (allowed.has(name)) open.push({ name, children: [] });
    },
    ontext(data) {
      children().push(data);
    },
    onclosetag(name) {
      const closed = open.at(-1)?.name === name ? open.pop() : undefined;
      if (closed === undefined) return;
      const shown = /^h[1-6]$/.test(name) ? 'h4' : name;
      children().push(empty.has(name) ? h(shown, {}) : h(shown, {}, ...closed.children));
    },
  });
  parser.end(text);
  return root;
}

/** A text without its formatting, a line for each paragraph and item. */
export function plainText(text: string): string {
  if (!isHtml(text)) return text;
  let plain = '';
  const parser = new Parser({
    onopentag(name) {
      if (blocks.has(name)) plain += '\n';
      if (name === 'li') plain += '– ';
    },
    ontext(data) {
      plain += data;
    },
    onclosetag(name) {
      if (blocks.has(name)) plain += '\n';
    },
  });
  parser.end(text);
  return plain
    .replace(/[ \t]+/g, ' ')
    .replace(/ *\n[\s]*/g, '\n')
    .trim();
}

/** The beginning of a plain text, cut at a word. */
export function beginning(text: string, length: number): string {
  if (text.length <= length) return text;
  const cut = text
    .slice(0, length)
    .toWellFormed()
    .replace(/\uFFFD$/, '');
  const space = cut.lastIndexOf(' ');
  const kept = space > length / 2 ? cut.slice(0, space) : cut;
  return `${kept.replace(/[\s.,;:…–-]+$/, '')}…`;
}
