import type { XmlElement } from '../../parse/xml.js';
import type { XcriNode } from './xcri-cap.record.js';

/** Elements that hold elements; everything else holds text or XHTML. */
const structures = new Set([
  'catalog',
  'provider',
  'course',
  'presentation',
  'venue',
  'location',
  'qualification',
  'credit',
  'haspart',
  'ispartof',
  'awardedby',
  'accreditedby',
]);

const family = new Set([
  '',
  'http://xcri.org/profiles/1.2/catalog',
  'http://xcri.org/profiles/1.2/catalog/terms',
  'http://xcri.org/profiles/catalog',
  'http://xcri.org/profiles/catalog/terms',
  'http://xcri.org/profiles/catalog/1.2',
  'http://purl.org/net/mlo',
  'http://purl.org/net/cm',
  'http://purl.org/dc/elements/1.1/',
  'http://purl.org/dc/terms/',
]);

const xsi = 'http://www.w3.org/2001/XMLSchema-instance';
const xml = 'http://www.w3.org/XML/1998/namespace';

/** Whether an element belongs to XCRI-CAP 1.1 or 1.2, MLO, CM or Dublin Core, or has no namespace at all. */
export function isXcri(namespace: string): boolean {
  return family.has(namespace);
}

/** Reduces an element to what the standard defines. `inherited` is the language of the elements around it. */
export function toNode(element: XmlElement, inherited?: string): XcriNode {
  const name = element.name.toLowerCase();
  const attributes: Record<string, string> = {};
  let language = inherited;
  for (const attribute of element.attributesNs) {
    if (attribute.namespace === xsi) attributes[`xsi:${attribute.name}`] = attribute.value;
    else if (attribute.namespace === '') attributes[attribute.name] = attribute.value;
    if (attribute.name === 'lang' && (attribute.namespace === xml || attribute.namespace === ''))
      language = attribute.value;
  }
  const isStructure = structures.has(name) && (element.children.length > 0 || element.text.trim() === '');
  return {
    name,
    attributes,
    ...(language === undefined ? {} : { language }),
    text: isStructure ? '' : element.text,
    ...(isStructure || element.children.length === 0 ? {} : { html: element.inner }),
    children: isStructure
      ? element.children.filter((child) => isXcri(child.namespace)).map((child) => toNode(child, language))
      : [],
  };
}

/** Child elements with this name (the standard's own spelling), in document order. */
export function all(node: XcriNode | undefined, ...names: readonly string[]): XcriNode[] {
  const wanted = names.map((name) => name.toLowerCase());
  return node === undefined ? [] : node.children.filter((child) => wanted.includes(child.name));
}

/** The first such child element. */
export function first(node: XcriNode | undefined, ...names: readonly string[]): XcriNode | undefined {
  return all(node, ...names)[0];
}

/** Character data with white space collapsed; empty for none. */
export function content(node: XcriNode | undefined): string {
  return node === undefined ? '' : node.text.replace(/\s+/g, ' ').trim();
}

/** The attribute, trimmed; undefined when absent or empty. */
export function attribute(node: XcriNode | undefined, name: string): string | undefined {
  const value = node?.attributes[name]?.trim();
  return value === '' ? undefined : value;
}

/** Local part of `xsi:type`: the refinement or encoding scheme of the element. The prefix is private to the file. */
export function refinement(node: XcriNode): string | undefined {
  const type = attribute(node, 'xsi:type');
  return type === undefined ? undefined : type.slice(type.lastIndexOf(':') + 1).trim() || undefined;
}

/** XCRI-CAP 1.1 `@recstatus` 3: the resource was deleted. */
export function isDeleted(node: XcriNode | undefined): boolean {
  return attribute(node, 'recstatus') === '3';
}

/**
 * What the course states, else what all of its presentations state alike: the standard's inheritable elements may stand
 * at either. Where presentations differ nothing is said of the course.
 */
export function ofCourse(
  course: XcriNode,
  presentations: readonly XcriNode[],
  ...names: readonly string[]
): XcriNode[] {
  const own = all(course, ...names);
  if (own.length > 0) return own;
  const [head, ...rest] = presentations.map((presentation) => all(presentation, ...names));
  if (head === undefined) return [];
  return rest.every((other) => fingerprint(other) === fingerprint(head)) ? head : [];
}

function fingerprint(nodes: readonly XcriNode[]): string {
  return JSON.stringify(
    nodes.map((node) => [refinement(node), attribute(node, 'identifier'), node.language, node.text]),
  );
}
