import { FeedError } from '../../feed.js';
import { enterContext, resolveId, type Scope, termName } from './json-ld-context.js';
import { isNode, isReference } from './schema-node.js';
import type { SchemaNode } from './schema-org.record.js';

/** Properties whose text is an address, which may be relative to the document (as in schema.org's own context). */
const addressProperties: ReadonlySet<string> = new Set(['url', 'sameAs']);

/** Properties that a `@reverse` block may turn round, with the name used here for the turned one. */
const reversed: Readonly<Record<string, string>> = {
  hasCourseInstance: 'instanceOf',
  hasPart: 'isPartOf',
  isPartOf: 'hasPart',
  hasCourse: 'isPartOf',
};

/**
 * The nodes of a JSON-LD document, with its terms named as in {@link SchemaNode}: a node, an array of nodes or a
 * `@graph`. Terms of other vocabularies are left out.
 *
 * @throws FeedError LIMIT_DEPTH for values that are nested deeper than `maxDepth`.
 */
export function readNodes(document: unknown, scope: Scope, maxDepth: number): SchemaNode[] {
  return readValues(document, scope, maxDepth).filter(isNode);
}

function readValues(value: unknown, scope: Scope, depth: number): unknown[] {
  if (depth < 0) throw new FeedError('LIMIT_DEPTH', 'the JSON-LD is nested too deeply');
  if (Array.isArray(value)) return value.flatMap((item) => readValues(item, scope, depth - 1));
  if (typeof value !== 'object' || value === null) return value === null ? [] : [value];
  const entries = Object.entries(value);
  const languages = readLanguageMap(entries);
  if (languages !== undefined) return languages;
  return readObject(entries, enterContext(scope, Object.getOwnPropertyDescriptor(value, '@context')?.value), depth);
}

function readObject(entries: readonly (readonly [string, unknown])[], scope: Scope, depth: number): unknown[] {
  const named = new Map<string, unknown>();
  for (const [key, value] of entries) {
    const name = termName(key, scope);
    if (name !== undefined && name !== '__proto__' && name !== '@context' && !named.has(name)) named.set(name, value);
  }
  if (named.has('@list')) return readValues(named.get('@list'), scope, depth - 1);
  if (named.has('@set')) return readValues(named.get('@set'), scope, depth - 1);
  if (named.has('@value')) return readTypedValue(named.get('@value'), named.get('@language'));

  const properties: Record<string, unknown[]> = {};
  for (const [name, value] of named) {
    if (name.startsWith('@')) continue;
    const values = readValues(value, scope, depth - 1).map((item) => resolveAddress(name, item, scope));
    if (values.length > 0) properties[name] = values;
  }
  readReversed(named.get('@reverse'), scope, depth, properties);

  const id = named.get('@id');
  const resolved = typeof id === 'string' ? resolveId(id, scope) : undefined;
  const node: SchemaNode = {
    ...(resolved === undefined ? {} : { '@id': resolved }),
    '@type': readTypes(named.get('@type'), scope),
    ...(scope.language === undefined ? {} : { '@language': scope.language }),
    ...properties,
  };
  const graph = readValues(named.get('@graph') ?? [], scope, depth - 1);
  return isReference(node) && graph.length > 0 ? graph : [node, ...graph];
}

/** `{ "en": "…", "fr": ["…"] }` (JSON-LD 1.1 §4.6.2): no schema.org property has a name of two letters. */
function readLanguageMap(entries: readonly (readonly [string, unknown])[]): unknown[] | undefined {
  if (entries.length === 0) return undefined;
  const values: unknown[] = [];
  for (const [tag, texts] of entries) {
    if (tag !== '@none' && !/^([a-z]{2}|und)([-_][A-Za-z0-9]{1,8})*$/.test(tag)) return undefined;
    for (const text of Array.isArray(texts) ? texts : [texts]) {
      if (text === null) continue;
      if (typeof text !== 'string') return undefined;
      values.push(tag === '@none' ? text : { '@value': text, '@language': tag.replaceAll('_', '-') });
    }
  }
  return values;
}

function readTypedValue(value: unknown, language: unknown): unknown[] {
  if (value === null || typeof value === 'object') return [];
  return [
    typeof value === 'string' && typeof language === 'string' ? { '@value': value, '@language': language } : value,
  ];
}

function readTypes(types: unknown, scope: Scope): string[] {
  const written = (Array.isArray(types) ? types : [types]).filter((type) => typeof type === 'string');
  return written.map((type) => termName(type.trim(), scope)).filter((type) => type !== undefined);
}

function readReversed(block: unknown, scope: Scope, depth: number, properties: Record<string, unknown[]>): void {
  if (typeof block !== 'object' || block === null) return;
  for (const [key, value] of Object.entries(block)) {
    const name = reversed[termName(key, scope) ?? ''];
    if (name !== undefined) properties[name] = [...(properties[name] ?? []), ...readValues(value, scope, depth - 1)];
  }
}

function resolveAddress(property: string, value: unknown, scope: Scope): unknown {
  if (!addressProperties.has(property) || typeof value !== 'string') return value;
  return value.trim() === '' ? value : (resolveId(value, scope) ?? value);
}
