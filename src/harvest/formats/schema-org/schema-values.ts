import type { Sourced } from '../../../domain/evidence.js';
import type { LanguageMap } from '../../../domain/multilingual.js';
import { type Concept, type VocabularyId, vocabulary } from '../../../domain/vocabularies/vocabulary.js';
import type { IssueLog, MapContext } from '../../format.js';
import { statedConcept } from '../../mapping/concepts.js';
import { languageMapOf, type TaggedText } from '../../mapping/texts.js';
import { isNode, valuesOf } from './schema-node.js';
import { type SchemaNode, schemaNode, wellFormed } from './schema-org.record.js';

/** What every part of the mapper needs beside the node. */
export interface Mapping {
  readonly context: MapContext;
  readonly log: IssueLog;
  /** Language of texts without one: that of the JSON-LD context, else that of the source. */
  readonly language: string;
}

/** A value that is text, number or truth value, as trimmed text; undefined for nodes and empty text. */
export function scalarOf(value: unknown): string | undefined {
  const bare = hasValue(value) ? value['@value'] : value;
  if (typeof bare !== 'string' && typeof bare !== 'number' && typeof bare !== 'boolean') return undefined;
  const text = wellFormed(String(bare)).trim();
  return text === '' ? undefined : text;
}

/** The plain values of a property. */
export function scalars(node: SchemaNode, property: string): string[] {
  return valuesOf(node, property).flatMap((value) => scalarOf(value) ?? []);
}

/** The nodes of a property. */
export function nodesOf(node: SchemaNode, property: string): SchemaNode[] {
  return valuesOf(node, property).flatMap((value) => {
    if (typeof value !== 'object' || value === null || hasValue(value)) return [];
    const parsed = schemaNode.safeParse(value);
    return parsed.success ? [parsed.data] : [];
  });
}

/** The addresses of a property: text, `@id` of a node, or its `url`. */
export function addresses(node: SchemaNode, property: string): string[] {
  const ids = nodesOf(node, property).flatMap((inner) => inner['@id'] ?? scalars(inner, 'url'));
  return [...scalars(node, property), ...ids];
}

/** The texts of a property with their languages; a node (`DefinedTerm`, `AlignmentObject` …) counts by its name. */
export function texts(node: SchemaNode, property: string): TaggedText[] {
  return valuesOf(node, property).flatMap((value) => {
    const text = scalarOf(value);
    if (text !== undefined) return [{ text, language: languageOf(value) }];
    return isNode(value) ? namesOf(value) : [];
  });
}

/** What a node is called: `name`, else `targetName` (`AlignmentObject`), else `termCode`. */
export function namesOf(node: SchemaNode): TaggedText[] {
  for (const property of ['name', 'targetName', 'termCode']) {
    const found = valuesOf(node, property).flatMap((value) => {
      const text = scalarOf(value);
      return text === undefined ? [] : [{ text, language: languageOf(value) }];
    });
    if (found.length > 0) return found;
  }
  return [];
}

/** The texts of properties by language; where one language has several, the first counts. */
export function languageMap(
  node: SchemaNode,
  properties: readonly string[],
  clean: (text: string) => string,
  { language }: Mapping,
): LanguageMap | undefined {
  return languageMapOf(
    properties.flatMap((property) => texts(node, property)),
    language,
    clean,
  );
}

/** A schema.org Boolean: JSON, its text, or the IRI of `True` or `False`. */
export function booleanOf(value: unknown): boolean | undefined {
  const text = enumerationMember(value)?.toLowerCase();
  return text === 'true' ? true : text === 'false' ? false : undefined;
}

/** Name of a member of a schema.org enumeration, written as IRI, prefixed name or text, alone or as `@id`. */
export function enumerationMember(value: unknown): string | undefined {
  const text = scalarOf(value) ?? (isNode(value) ? value['@id'] : undefined);
  return text?.replace(/^(https?:\/\/(www\.)?schema\.org\/|schema:)/i, '');
}

/** A code of the standard, or the exact English name of one of its concepts (rule `<vocabulary>-name`). */
export function codeOrEnglishName(
  id: VocabularyId,
  key: string,
  path: string,
  log: IssueLog,
): Sourced<string> | undefined {
  const named = vocabulary(id).find(key) === undefined ? conceptByEnglishName(id, key) : undefined;
  if (named === undefined) return statedConcept(id, key, path, log);
  return { value: named.iri, basis: 'mapped', rule: `${id}-name`, path, native: key.trim().slice(0, 500) };
}

const conceptsByName = new Map<VocabularyId, ReadonlyMap<string, Concept>>();

/** The concept with exactly this English name, whatever the case. */
export function conceptByEnglishName(id: VocabularyId, name: string): Concept | undefined {
  let index = conceptsByName.get(id);
  if (index === undefined) {
    const concepts = [...vocabulary(id).concepts()].filter(({ placeholder }) => placeholder !== true);
    index = new Map(concepts.map((concept) => [(concept.labels.en ?? concept.code).toLowerCase(), concept]));
    conceptsByName.set(id, index);
  }
  return index.get(name.trim().toLowerCase());
}

function languageOf(value: unknown): string | undefined {
  return hasValue(value) && typeof value['@language'] === 'string' ? value['@language'] : undefined;
}

function hasValue(value: unknown): value is { readonly '@value': unknown; readonly '@language'?: unknown } {
  return typeof value === 'object' && value !== null && '@value' in value;
}
