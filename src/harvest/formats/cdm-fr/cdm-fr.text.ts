import { Parser } from 'htmlparser2';
import type { LanguageMap } from '../../../domain/multilingual.js';
import type { IssueLog, MapContext } from '../../format.js';
import { joinLanguageMaps, languageMapOf, type TaggedText } from '../../mapping/texts.js';
import { attributeOf, nodesAt, type XmlNode } from '../../mapping/xml-record.js';
import { cleanHtml, plainText } from '../../parse/text.js';
import type { BlockField } from './cdm-fr.options.js';

/** What the mapping functions of one record share. */
export interface Reading {
  readonly context: MapContext;
  readonly log: IssueLog;
  /** Language of texts without a tag. */
  readonly language: string;
  /** Fields that the operator gives to blocks, by their `@userDefined`. */
  readonly blocks: Readonly<Record<string, BlockField>>;
}

/** Elements of an `infoBlock` and the HTML they are written as; XHTML inside stays as it is. */
const markup: Readonly<Record<string, string>> = {
  header: 'h4',
  bold: 'b',
  italic: 'i',
  list: 'ul',
  listItem: 'li',
  subBlock: 'div',
  altLangBlock: 'div',
  infoBlock: 'div',
};

/** What is no text of the offer: persons and their addresses, references, pictures, extensions of one exporter. */
const left: ReadonlySet<string> = new Set([
  'email',
  'telephone',
  'fax',
  'refPerson',
  'refOrgUnit',
  'refProgram',
  'refCourse',
  'person',
  'contactData',
  'contacts',
  'picture',
  'extension',
  'searchword',
  'digitalUse',
  'courseContentsEC',
  'juryStruct',
  'indicators',
  'globalVolume',
  'researchLink',
  'competenceDesc',
  'competenceValidity',
]);

/**
 * The texts of an `infoBlock` (mixed content), as HTML by language: `subBlock` and `altLangBlock` state theirs with
 * `@blockLang`. Blocks to which the operator gave another field (`@userDefined`) are left out, unless `only` asks for
 * those of one name.
 */
export function blockTexts(node: XmlNode, reading: Reading, only?: string): TaggedText[] {
  const texts = new Map<string, string>();
  const languages: string[] = [attributeOf(node, 'blockLang') ?? attributeOf(node, 'language') ?? reading.language];
  const open: { tag: string | undefined; counts: 'left' | 'only' | undefined }[] = [];
  const own = attributeOf(node, 'userDefined');
  let skipped = only === undefined && own !== undefined && Object.hasOwn(reading.blocks, own) ? 1 : 0;
  let wanted = only === undefined || own === only ? 1 : 0;
  const write = (piece: string) => {
    if (skipped > 0 || wanted === 0) return;
    const language = languages.at(-1) ?? reading.language;
    texts.set(language, (texts.get(language) ?? '') + piece);
  };
  const close = (tag: string) => {
    const language = languages.at(-1) ?? reading.language;
    if (tag === 'div') texts.set(language, texts.get(language)?.trimEnd() ?? '');
    write(`</${tag}>`);
  };
  let link: { href: string; text: string; in: 'href' | 'linkName' | undefined } | undefined;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        languages.push(attributes.blockLang?.trim() || languages.at(-1) || reading.language);
        const counts = countsAs(name, attributes.userDefined?.trim(), reading, only);
        if (counts === 'left') skipped += 1;
        if (counts === 'only') wanted += 1;
        if (name === 'webLink') link = { href: '', text: '', in: undefined };
        if (link !== undefined && (name === 'href' || name === 'linkName')) link.in = name;
        const tag = link === undefined ? tagOf(name, attributes) : undefined;
        open.push({ tag, counts });
        if (tag !== undefined) write(`<${tag}>`);
      },
      ontext(data) {
        if (link === undefined) write(escaped(data));
        else if (link.in === 'href') link.href += data;
        else if (link.in === 'linkName') link.text += data;
      },
      onclosetag(name) {
        const { tag, counts } = open.pop() ?? {};
        if (tag !== undefined && tag !== 'br') close(tag);
        if (name === 'webLink' && link !== undefined) {
          const text = link.text.trim() || link.href.trim();
          write(` <a href="${escaped(link.href.trim())}">${escaped(text)}</a> `);
          link = undefined;
        } else if (link !== undefined) link.in = undefined;
        if (counts === 'left') skipped -= 1;
        if (counts === 'only') wanted -= 1;
        languages.pop();
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(node.inner);
  return [...texts].flatMap(([language, text]) => (isHeadingOnly(text) ? [] : [{ language, text }]));
}

/** Whether there is nothing below the headings (`header`): exporters write them whether or not there is a text. */
function isHeadingOnly(html: string): boolean {
  return html.includes('<h4>') && /^(?:\s|<[^>]*>)*$/.test(html.replaceAll(/<h4>[^<]*<\/h4>/g, ''));
}

/** Text as HTML. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

function countsAs(name: string, block: string | undefined, { blocks }: Reading, only: string | undefined) {
  if (left.has(name)) return 'left' as const;
  if (block === undefined || block === '') return undefined;
  if (block === only) return 'only' as const;
  return Object.hasOwn(blocks, block) ? ('left' as const) : undefined;
}

function tagOf(name: string, attributes: Readonly<Record<string, string>>): string | undefined {
  if (name === 'list' && attributes.listType === 'numbered') return 'ol';
  if (Object.hasOwn(markup, name)) return markup[name];
  return /^[a-z][a-z0-9]*$/.test(name) ? name : undefined;
}

/** Formatted texts of several elements, below each other. */
export function proseOf(nodes: readonly XmlNode[], reading: Reading): LanguageMap | undefined {
  const maps = nodes.map((node) => languageMapOf(blockTexts(node, reading), reading.language, cleanHtml));
  const found = maps.filter((map) => map !== undefined);
  return found.length > 1 ? joinLanguageMaps(found.map(paragraphs), '\n') : found[0];
}

/** One line of plain text from several elements. */
export function plainOf(nodes: readonly XmlNode[], reading: Reading): LanguageMap | undefined {
  const maps = nodes.map((node) => languageMapOf(blockTexts(node, reading), reading.language, plainText));
  return joinLanguageMaps(maps, '\n');
}

/** Formatted texts of the blocks anywhere in the record to which the operator gave this field. */
export function definedBlocks(element: XmlNode, field: BlockField, reading: Reading): LanguageMap | undefined {
  const names = Object.keys(reading.blocks).filter((name) => reading.blocks[name] === field);
  const maps = names.map((name) => languageMapOf(blockTexts(element, reading, name), reading.language, cleanHtml));
  const found = maps.filter((map) => map !== undefined);
  return found.length > 1 ? joinLanguageMaps(found.map(paragraphs), '\n') : found[0];
}

/** Both texts, below each other. */
export function together(...maps: readonly (LanguageMap | undefined)[]): LanguageMap | undefined {
  const found = maps.filter((map) => map !== undefined);
  return found.length > 1 ? joinLanguageMaps(found.map(paragraphs), '\n') : found[0];
}

function paragraphs(map: LanguageMap): LanguageMap {
  const entries = Object.entries(map);
  return Object.fromEntries(entries.map(([tag, html]) => [tag, html.startsWith('<') ? html : `<p>${html}</p>`]));
}

/**
 * Names: the `text` children with their `@language`, or the element's own text. Some exporters put internal codes under
 * tags of their own (`fr-FR-MTP`); next to a text with a valid tag those are left out.
 */
export function namesOf(nodes: readonly XmlNode[], path: string, reading: Reading): LanguageMap | undefined {
  const texts = nodes.flatMap((node): TaggedText[] => {
    const children = nodesAt(node, 'text');
    const language = attributeOf(node, 'language') ?? reading.language;
    if (children.length === 0) return [{ language, text: node.inner }];
    return children.map((child) => ({ language: attributeOf(child, 'language') ?? language, text: child.inner }));
  });
  const valid = texts.filter(({ language, text }) => isLanguageTag(language) && (text ?? '').trim() !== '');
  for (const { language, text } of texts)
    if (valid.length > 0 && !isLanguageTag(language))
      reading.log.warning(
        'INVALID_VALUE',
        `${path}/text@language`,
        'Not a BCP 47 language tag.',
        `${language}: ${text}`,
      );
  return languageMapOf(valid.length > 0 ? valid : texts, reading.language, plainText);
}

function isLanguageTag(tag: string | undefined): boolean {
  try {
    return tag === undefined || Intl.getCanonicalLocales(tag.replaceAll('_', '-')).length === 1;
  } catch {
    return false;
  }
}
