import { Parser } from 'htmlparser2';

/** Elements of HTML, also obsolete ones: what stands in angle brackets and is none of these is text, as in `List<T>`. */
const elements =
  'a abbr acronym address applet area article aside audio b base basefont bdi bdo big blink blockquote body br button canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label legend li link main map mark marquee math menu meta meter nav nobr noembed noframes noscript object ol optgroup option output p param picture plaintext pre progress q rp rt ruby s samp script search section select slot small source span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr track tt u ul var video wbr xmp';
const elementNames = new Set(elements.split(' '));

const tagPattern = /<(?:\/?([a-z][a-z0-9:-]*)((?:[\s/][^<>]*)?)>|!--|!\[|![a-z]|\?[a-z])/giy;
const escapedMarkup = /<\/(?:p|div|ul|ol|li|strong|b|em|i|span|a|h[1-6]|table|td|tr|section|font|u)\s*>|<br\s*\/?>/i;
const entityPattern = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z0-9]{1,31});/i;

const formattingTag = /<(\/?)(p|div|ul|ol|li|strong|b|em|i|span|a|h[1-6]|table|td|tr|section|font|u)(?:\s[^<>]*)?>/gi;
/** A line break right after a word; one that stands between spaces may be meant. */
const lineBreak = /[\p{L}\p{N}.!?]<br\s*\/?>/iu;

/** The text as HTML or plain text, whatever it was wrapped in: CDATA, escaping as a whole or of a part. */
export function unwrapped(text: string): string {
  const source = withoutExcess(withoutCdata(unescapeMarkup(withoutCdata(withoutExcess(text)))));
  return source.includes('&lt;') && hasMarkup(source) ? withoutExcess(unescapeParts(source)) : source;
}

/** The text without the signs of CDATA sections, which are none in a text. */
function withoutCdata(text: string): string {
  return text.includes('<![CDATA[') ? text.replaceAll('<![CDATA[', '').replaceAll(']]>', '') : text;
}

/** Undoes the escaping of the texts between tags that are markup themselves (`<p>…</p>&lt;p&gt;…&lt;/p&gt;`), once. */
function unescapeParts(text: string): string {
  return text.replace(/(?<=^|>)[^<>]+/g, (part) => {
    if (!part.includes('&lt;')) return part;
    const decoded = decodeOnce(part);
    return lineBreak.test(decoded) || hasElement(decoded) ? decoded : part;
  });
}

/** Whether the text has an element with a text in it; a tag alone may be what the text is about. */
function hasElement(text: string): boolean {
  const opened = new Map<string, number>();
  for (const { 0: tag, 1: slash, 2: name = '', index } of text.matchAll(formattingTag)) {
    const element = name.toLowerCase();
    const from = opened.get(element);
    if (slash === '') opened.set(element, index + tag.length);
    else if (from !== undefined && text.slice(from, index).trim() !== '') return true;
  }
  return false;
}

/** Whether the text has at least one HTML tag or comment. */
export function hasMarkup(text: string): boolean {
  for (let at = text.indexOf('<'); at !== -1; at = text.indexOf('<', at + 1)) if (startsTag(text, at)) return true;
  return false;
}

/** More tags than any description has; the parsers keep what is open in a list that they move at every tag. */
const mostTags = 20_000;

/** The text without its tags, where it has so many of them that to read them properly would take too long. */
function withoutExcess(text: string): string {
  let tags = 0;
  for (let at = text.indexOf('<'); at !== -1 && tags <= mostTags; at = text.indexOf('<', at + 1)) tags += 1;
  return tags > mostTags ? text.replace(/<[^<>]*>/g, ' ').replaceAll('<', ' ') : text;
}

/** Escapes the angle brackets that begin no tag, so that an HTML parser takes them for text. */
export function protectText(text: string): string {
  let result = '';
  let from = 0;
  for (let at = text.indexOf('<'); at !== -1; at = text.indexOf('<', at + 1)) {
    if (startsTag(text, at)) continue;
    result += `${text.slice(from, at)}&lt;`;
    from = at + 1;
  }
  return result + text.slice(from);
}

/** Undoes the escaping of markup that was escaped as a whole (`&lt;p&gt;…&lt;/p&gt;`), at most twice. */
function unescapeMarkup(text: string): string {
  let result = text;
  for (let round = 0; round < 2 && result.includes('&') && !hasMarkup(result); round += 1) {
    const decoded = decodeOnce(result);
    if (escapedMarkup.test(decoded)) return decoded;
    if (!/&(amp;)?lt;/.test(decoded)) return text;
    result = decoded;
  }
  return hasMarkup(result) && escapedMarkup.test(result) ? result : text;
}

/**
 * Decodes HTML entities: once, and the ones that then appear again (`&amp;eacute;`), save `&lt;` and `&gt;`, which may be
 * meant. Entities without semicolon stay as they are.
 */
export function decodeEntities(text: string): string {
  return decodeTwiceEscaped(decodeOnce(text));
}

/** The second half of {@link decodeEntities}, for text that was decoded once. */
export function decodeTwiceEscaped(text: string): string {
  return decodeOnce(text, /&(?!(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z0-9]{1,31});)|&(?=lt;|gt;)/gi);
}

function decodeOnce(
  text: string,
  literalAmpersand = /&(?!(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z0-9]{1,31});)/gi,
): string {
  if (!entityPattern.test(text)) return text;
  let result = '';
  const parser = new Parser({
    ontext(data) {
      result += data;
    },
  });
  parser.end(text.replace(literalAmpersand, '&amp;').replaceAll('<', '&lt;'));
  return result;
}

function startsTag(text: string, at: number): boolean {
  tagPattern.lastIndex = at;
  const match = tagPattern.exec(text);
  if (match === null) return false;
  const name = match[1]?.toLowerCase();
  return name === undefined || elementNames.has(name) || /[:-]/.test(name) || (match[2] ?? '').includes('=');
}
