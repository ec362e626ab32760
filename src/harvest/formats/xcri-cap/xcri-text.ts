import type { LanguageMap } from '../../../domain/multilingual.js';
import type { IssueLog } from '../../format.js';
import { cleanHtml, plainText } from '../../parse/text.js';
import type { XcriNode } from './xcri-cap.record.js';
import { refinement } from './xcri-node.js';

const languageTag = /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/;
/** Descriptive text elements as the standard spells them, for paths. */
const spelling: Readonly<Record<string, string>> = {
  assessment: 'mlo:assessment',
  description: 'dc:description',
  learningoutcome: 'learningOutcome',
  objective: 'mlo:objective',
  prerequisite: 'mlo:prerequisite',
};
const nothingSaid = /^(tbc|tba|n\/a|null|undefined)$/i;

/** Reads the texts of one record: in which language, and what is no text at all. */
export class TextReader {
  constructor(
    private readonly defaultLanguage: string,
    private readonly log: IssueLog,
  ) {}

  /** Language of an element: `xml:lang`, inherited as XML defines it, else that of the source. */
  language(node: XcriNode): string {
    const tag = node.language?.trim().replaceAll('_', '-') ?? '';
    return languageTag.test(tag) ? tag : this.defaultLanguage;
  }

  /** Names and titles: plain text; the first one of each language counts. */
  names(nodes: readonly XcriNode[]): LanguageMap | undefined {
    const map = new Map<string, string>();
    for (const node of nodes) {
      const text = plainText(node.text);
      if (text !== '' && !map.has(this.language(node))) map.set(this.language(node), text);
    }
    return toMap(map);
  }

  /** Descriptive text elements as one text per language, one block each. A repeated text is taken once. */
  prose(nodes: readonly XcriNode[], path: string): LanguageMap | undefined {
    const blocks = new Map<string, string[]>();
    for (const node of nodes) {
      const text = this.block(node, path);
      if (text === undefined) continue;
      const language = this.language(node);
      const sofar = blocks.get(language) ?? [];
      if (!sofar.includes(text)) blocks.set(language, [...sofar, text]);
    }
    return toMap(new Map([...blocks].map(([language, texts]) => [language, join(texts)])));
  }

  /**
   * Descriptive text elements one by one. Where each language has as many texts, the n-th ones are one text in several
   * languages; else none are taken for translations of each other.
   */
  proseList(nodes: readonly XcriNode[], path: string): LanguageMap[] {
    const found = nodes.flatMap((node) => {
      const text = this.block(node, path);
      return text === undefined ? [] : [{ language: this.language(node), text }];
    });
    const languages = [...new Set(found.map(({ language }) => language))];
    const byLanguage = languages.map((tag) => found.filter(({ language }) => language === tag));
    const [count = 0] = byLanguage.map((texts) => texts.length);
    if (!byLanguage.every((texts) => texts.length === count))
      return found.map(({ language, text }) => ({ [language]: text }));
    return Array.from({ length: count }, (_, index) =>
      Object.fromEntries(
        byLanguage.flatMap((texts) => texts[index] ?? []).map(({ language, text }) => [language, text]),
      ),
    );
  }

  /** Whether the text only fills the place of one (`[]`, `.`, `TBC`); then it is reported and left out. */
  isPlaceholder(text: string, path: string): boolean {
    const plain = plainText(text);
    if (/[\p{L}\p{N}]/u.test(plain) && !nothingSaid.test(plain)) return false;
    this.log.warning('PLACEHOLDER_VALUE', path, 'The text says nothing; leave the element out instead.', plain);
    return true;
  }

  private block(node: XcriNode, path: string): string | undefined {
    const html = cleanHtml(node.html ?? node.text).trim();
    if (plainText(html) === '') return undefined;
    const type = refinement(node);
    const where = `${path}/${spelling[node.name] ?? node.name}`;
    return this.isPlaceholder(html, type === undefined ? where : `${where}[${type}]`) ? undefined : html;
  }
}

function join(blocks: readonly string[]): string {
  if (blocks.length === 1) return blocks[0] ?? '';
  return blocks
    .map((text) => (/^\s*<(p|ul|ol|h[1-6]|address|section|hr)[\s/>]/i.test(text) ? text : `<p>${text}</p>`))
    .join('');
}

function toMap(map: ReadonlyMap<string, string>): LanguageMap | undefined {
  return map.size === 0 ? undefined : Object.fromEntries(map);
}
