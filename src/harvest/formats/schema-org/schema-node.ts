import { isAbsolute } from './json-ld-context.js';
import type { SchemaNode } from './schema-org.record.js';

/** Whether a value is a node, and not a text with a language. */
export function isNode(value: unknown): value is SchemaNode {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && '@type' in value;
}

/** Whether a node says nothing but which one it is. */
export function isReference(node: SchemaNode): boolean {
  return Object.keys(node).every((key) => key === '@id' || key === '@type' || key === '@language');
}

/** Values of a property, whether written alone or in an array. */
export function valuesOf(node: SchemaNode, property: string): readonly unknown[] {
  const value = node[property];
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value.flat(2).filter((item) => item !== undefined && item !== null) : [value];
}

/** Whether a node inside another tells enough to be an offer, and not only a mention of one. */
export function isDescribed(node: SchemaNode): boolean {
  const naming = new Set(['@id', '@type', '@language', 'name', 'url']);
  return Object.keys(node).some((key) => !naming.has(key));
}

/**
 * What a node is known by in the whole feed: its IRI, or its blank or relative id together with its page. Undefined for
 * a node without id.
 */
export function nodeKey(node: SchemaNode, page: number): string | undefined {
  const id = node['@id'];
  if (id === undefined) return undefined;
  return isAbsolute(id) || id.startsWith('_:') ? id : `${page}|${id}`;
}

/** Whether two nodes of one id can be one thing: publishers also give one id to several things with several names. */
export function describeSame(one: SchemaNode, other: SchemaNode): boolean {
  const names = [one, other].map((node) => JSON.stringify(valuesOf(node, 'name')));
  return names.includes('[]') || names[0] === names[1];
}

/** One node from two descriptions: the types of both, and of each property the values of both, without repetition. */
export function mergeNodes(first: SchemaNode, second: SchemaNode): SchemaNode {
  const merged: Record<string, unknown> = {};
  for (const key of new Set([...Object.keys(first), ...Object.keys(second)])) {
    if (key.startsWith('@')) continue;
    const values = new Map<string, unknown>();
    for (const value of [...valuesOf(first, key), ...valuesOf(second, key)]) values.set(JSON.stringify(value), value);
    merged[key] = [...values.values()];
  }
  const id = first['@id'] ?? second['@id'];
  const language = first['@language'] ?? second['@language'];
  return {
    ...(id === undefined ? {} : { '@id': id }),
    '@type': [...new Set([...first['@type'], ...second['@type']])],
    ...(language === undefined ? {} : { '@language': language }),
    ...merged,
  };
}

/** What names a node: its id, classes, name and address. */
export function nameOnly(node: SchemaNode): SchemaNode {
  const kept = ['@id', '@type', '@language', 'name', 'url'].filter((key) => node[key] !== undefined);
  return { '@type': node['@type'], ...Object.fromEntries(kept.map((key) => [key, node[key]])) };
}
