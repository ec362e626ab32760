import { attributeOf, contentAt, nodesAt, type XmlNode } from '../../mapping/xml-record.js';

/** Everything by which another element can refer to this one. */
export function idsOf(element: XmlNode): string[] {
  const own = contentAt(element, 'programID') ?? contentAt(element, 'courseID');
  const ids = [attributeOf(element, 'id'), attributeOf(element, 'ident'), own];
  return [...new Set(ids.filter((id) => id !== undefined && id.length <= 1000))] as string[];
}

/** What an element refers to, by `@idRef` (in the document) or `@ref` (anywhere). */
export function referencesIn(nodes: readonly XmlNode[]): string[] {
  const ids = nodes.flatMap((node) => attributeOf(node, 'idRef') ?? attributeOf(node, 'ref') ?? []);
  return [...new Set(ids)];
}

/** A reference to another element; one by `@idRef` must lead to something in the same document. */
export interface PartReference {
  readonly id: string;
  readonly inDocument: boolean;
}

/** Offers that a program or course says to consist of. */
export function partReferences(element: XmlNode): PartReference[] {
  const structures = [
    ...nodesAt(element, 'programStructure'),
    ...nodesAt(element, 'courseDescription', 'courseContentsEC'),
  ];
  const nodes = [
    ...nodesAt(element, 'refProgram'),
    ...structures.flatMap((node) => deep(node, ['refProgram', 'refCourse'])),
  ];
  const references = nodes.flatMap((node) => {
    const inDocument = attributeOf(node, 'idRef') !== undefined;
    return referencesIn([node]).map((id): [string, PartReference] => [id, { id, inDocument }]);
  });
  return [...new Map(references).values()];
}

/** Descendants with one of the names: references may stand anywhere in the mixed content of a structure. */
export function deep(node: XmlNode, names: readonly string[]): XmlNode[] {
  return node.children.flatMap((child) => [...(names.includes(child.name) ? [child] : []), ...deep(child, names)]);
}
