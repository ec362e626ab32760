import { Parser } from 'htmlparser2';

/** The beginning of a text that may hold HTML, as plain text; cut at a word, with an ellipsis. */
export function plainStart(html: string, length: number): string {
  const parts: string[] = [];
  let size = 0;
  const parser = new Parser({
    ontext(text) {
      parts.push(text);
      size += text.length;
      if (size > 4 * length) parser.pause();
    },
    onopentagname: () => parts.push(' '),
    onclosetag: () => parts.push(' '),
  });
  parser.write(html.slice(0, 20 * length));
  const text = parts.join('').replace(/\s+/g, ' ').trim();
  if (text.length <= length) return text;
  const cut = text.slice(0, length + 1);
  const space = cut.lastIndexOf(' ');
  return `${(space > length / 2 ? cut.slice(0, space) : text.slice(0, length)).toWellFormed()}…`;
}
