import { z } from 'zod';
import type { XmlElement } from '../parse/xml.js';

/** An element of a record as the XML reader delivers it, so far as mappers look at it. */
export interface XmlNode {
  /** Local name. */
  readonly name: string;
  /** By name as written, with its prefix. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlNode[];
  /** All character data inside, that of descendants included. */
  readonly text: string;
  /** The content as XML without prefixes. */
  readonly inner: string;
}

/** An element of a record, with all inside it. */
export const xmlNode: z.ZodType<XmlNode> = z.lazy(() =>
  z.object({
    name: z.string(),
    attributes: z.record(z.string(), z.string()),
    children: z.array(xmlNode),
    text: z.string(),
    inner: z.string(),
  }),
);

/** An element reduced to what mappers look at; it is plain data, so that it can wait on disk. */
export function toXmlNode({ name, attributes, children, text, inner }: XmlElement): XmlNode {
  return { name, attributes: { ...attributes }, children: children.map(toXmlNode), text, inner };
}

/** The elements at a path of local names: all children of the first name, all of theirs of the second, and so on. */
export function nodesAt(node: XmlNode | undefined, ...path: readonly string[]): XmlNode[] {
  const start: readonly XmlNode[] = node === undefined ? [] : [node];
  return path.reduce<readonly XmlNode[]>(
    (nodes, name) => nodes.flatMap(({ children }) => children.filter((child) => child.name === name)),
    start,
  ) as XmlNode[];
}

/** The first element at a path of local names. */
export function nodeAt(node: XmlNode | undefined, ...path: readonly string[]): XmlNode | undefined {
  return nodesAt(node, ...path)[0];
}

/** Character data with white space collapsed; undefined for none. */
export function contentOf(node: XmlNode | undefined): string | undefined {
  const content = node?.text.replace(/\s+/g, ' ').trim();
  return content === '' ? undefined : content;
}

/** Character data of the first element at a path. */
export function contentAt(node: XmlNode | undefined, ...path: readonly string[]): string | undefined {
  return contentOf(nodeAt(node, ...path));
}

/** An attribute, trimmed; undefined when absent or empty. */
export function attributeOf(node: XmlNode | undefined, name: string): string | undefined {
  const value = node === undefined || !Object.hasOwn(node.attributes, name) ? undefined : node.attributes[name]?.trim();
  return value === '' ? undefined : value;
}

/** Content as HTML: markup inside as markup, else the text, which may hold escaped HTML. */
export function htmlOf(node: XmlNode): string {
  return node.children.length > 0 ? node.inner : node.text;
}
